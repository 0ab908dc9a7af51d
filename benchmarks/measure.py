"""What a benchmark measures: a time of ours beside a floor taken in the same run.

Absolute times belong to the machine; the ratio to the floor is what travels.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """One row of the table.

    Attributes:
        what: What the program did.
        took_ms: Median time of it.
        floor: What it is held against: the least that any program could do there.
        floor_ms: Median time of that, in the same run.
    """

    what: str
    took_ms: float
    floor: str
    floor_ms: float

    @property
    def ratio(self) -> float:
        """How many times the floor it took."""
        return self.took_ms / self.floor_ms


def median_ms(act: Callable[[], object], *, times: int) -> float:
    """Return the median duration of `act` over `times` runs, after one that is not counted."""
    act()
    return statistics.median(_once_ms(act) for _ in range(times))


def _once_ms(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def table(measurements: Sequence[Measurement]) -> str:
    """Return the rows as a Markdown table, as the README quotes it."""
    head = ("| what | ms | floor | ms | ratio |", "|---|---:|---|---:|---:|")
    rows = (
        f"| {row.what} | {row.took_ms:.2f} | {row.floor} | {row.floor_ms:.2f} | {row.ratio:.2f} |"
        for row in measurements
    )
    return "\n".join((*head, *rows))
