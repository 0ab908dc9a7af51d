"""What a benchmark measures: a figure of ours beside a floor taken in the same run.

Absolute figures belong to the machine; the ratio to the floor is what travels. Ours and the floor
are taken by turns, so that what else the machine does meets both.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Limit(StrEnum):
    """What an aim limits."""

    RATIO = "ratio"
    """Ours over the floor, at most."""
    FIGURE = "figure"
    """Ours, at most."""
    SPEED = "speed"
    """The floor over ours, at least: a part of its speed."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure shall keep."""

    limit: Limit
    value: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """One row of the table.

    Attributes:
        what: What the program did.
        took: Median of it.
        floor: What it is held against: the least that any program could do there; empty for none.
        floor_took: Median of that, in the same run; 0 for none.
        aims: What it shall keep; none for a row that is only shown.
        unit: Of both figures.
    """

    what: str
    took: float
    floor: str = ""
    floor_took: float = 0.0
    aims: tuple[Aim, ...] = ()
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """How many times the floor it took; `None` without a floor."""
        return self.took / self.floor_took if self.floor_took else None

    @property
    def speed(self) -> float | None:
        """Which part of the floor's speed it reached; `None` without a floor."""
        return self.floor_took / self.took if self.floor_took else None

    def keeps(self, aim: Aim) -> bool:
        """Return whether an aim is kept; one that needs a floor is not kept without it."""
        if aim.limit is Limit.FIGURE:
            return self.took <= aim.value
        if aim.limit is Limit.RATIO:
            return self.ratio is not None and self.ratio <= aim.value
        return self.speed is not None and self.speed >= aim.value

    @property
    def is_kept(self) -> bool:
        """True when every aim is kept."""
        return all(self.keeps(aim) for aim in self.aims)


def median_ms(act: Callable[[], object], *, times: int) -> float:
    """Return the median duration of `act` over `times` runs, after one that is not counted."""
    act()
    return statistics.median(once_ms(act) for _ in range(times))


def once_ms(act: Callable[[], object]) -> float:
    """Return how long `act` took, in milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def by_turns(
    ours: Callable[[], object], floor: Callable[[], object], *, times: int
) -> tuple[float, float]:
    """Return the medians, in milliseconds, of two acts done by turns, after one uncounted each."""
    ours()
    floor()
    pairs = [(once_ms(ours), once_ms(floor)) for _ in range(times)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(p[1] for p in pairs)


def table(measurements: Sequence[Measurement]) -> str:
    """Return the rows as a Markdown table, as the README quotes it."""
    head = (
        "| what | ours | floor | | ratio | aim | |",
        "|---|---:|---|---:|---:|---|---|",
    )
    return "\n".join((*head, *map(_row, measurements)))


def _row(row: Measurement) -> str:
    figure = f"{_number(row.took)} {row.unit}"
    floor = f"{_number(row.floor_took)} {row.unit}" if row.floor_took else ""
    is_speed = any(aim.limit is Limit.SPEED for aim in row.aims)
    if row.ratio is None or row.speed is None:
        ratio = ""
    else:
        ratio = f"{row.speed:.2f} of its speed" if is_speed else f"{row.ratio:.2f}×"
    aims = ", ".join(_aim(aim, row.unit) for aim in row.aims)
    kept = ("kept" if row.is_kept else "**missed**") if row.aims else ""
    return f"| {row.what} | {figure} | {row.floor} | {floor} | {ratio} | {aims} | {kept} |"


def _aim(aim: Aim, unit: str) -> str:
    if aim.limit is Limit.FIGURE:
        return f"≤ {aim.value:g} {unit}"
    return f"≥ {aim.value:g} of its speed" if aim.limit is Limit.SPEED else f"≤ {aim.value:g}×"


def _number(figure: float) -> str:
    """Three digits that count, no exponent."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def as_objects(measurements: Sequence[Measurement]) -> list[dict[str, object]]:
    """Return the rows for JSON."""
    return [
        {
            "what": row.what,
            "unit": row.unit,
            "took": round(row.took, 4),
            "floor": row.floor or None,
            "floor_took": round(row.floor_took, 4) if row.floor_took else None,
            "ratio": None if row.ratio is None else round(row.ratio, 3),
            "aims": [{"limit": aim.limit, "value": aim.value} for aim in row.aims],
            "kept": row.is_kept if row.aims else None,
        }
        for row in measurements
    ]
