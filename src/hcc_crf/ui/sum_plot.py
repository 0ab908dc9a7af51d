"""Where the sums of diameters lie in their chart, with the lines they are measured against. No Qt.

Source of the lines: RECIST 1.1 §4.3.1, partial response from baseline −30 % down, progression from
20 % and 5 mm above the smallest sum before. The session hands them out; none is computed here.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.session import ResponseView

_TAIL = Decimal("0.06")
"""Share of the width behind the last sum, where the limit of the next assessment is drawn."""


@dataclass(frozen=True, slots=True)
class SumPoint:
    """One time point.

    Attributes:
        name: Its visit.
        x: Where it lies, 0 at baseline to 1 at the last.
        mm: Its sum; `None` when a target has no value.
        is_progression: The overall response by the rule is PD.
    """

    name: str
    x: Decimal
    mm: Decimal | None
    is_progression: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """The sum from which progression begins, over a stretch of time."""

    start: Decimal
    end: Decimal
    mm: Decimal


@dataclass(frozen=True, slots=True)
class SumPlot:
    """A chart.

    Attributes:
        points: Baseline first.
        pr_to_mm: Largest sum that is partial response; `None` without targets.
        limits: Of progression, one a time point, then of the next assessment.
    """

    points: tuple[SumPoint, ...]
    pr_to_mm: Decimal | None
    limits: tuple[Limit, ...]

    @property
    def is_drawn(self) -> bool:
        """True when there is more than the baseline to draw."""
        return len([point for point in self.points if point.mm is not None]) > 1

    @property
    def top_mm(self) -> Decimal:
        """The greatest of what is drawn; limits above all sums by far are cut."""
        sums = [point.mm for point in self.points if point.mm is not None]
        high = max(sums, default=Decimal(1))
        near = [limit.mm for limit in self.limits if limit.mm <= high * 2]
        return max(high, Decimal(1), *near)


def sum_plot(view: ResponseView) -> SumPlot:
    """Return the chart of a course; time runs evenly where every date is known to the day."""
    places = _places(view)
    baseline = SumPoint(view.baseline, places[0], view.baseline_mm)
    later = (
        SumPoint(point.visit, place, point.sum_mm, point.rule.overall == "PD")
        for point, place in zip(view.points, places[1:], strict=True)
    )
    return SumPlot((baseline, *later), view.pr_to_mm, tuple(_limits(view, places)))


def _places(view: ResponseView) -> tuple[Decimal, ...]:
    dates = [view.baseline_date, *(point.date for point in view.points)]
    days = [date.first.toordinal() for date in dates if date is not None and date.is_complete]
    is_timed = len(days) == len(dates) and len(set(days)) == len(days) and days == sorted(days)
    steps = days if is_timed else list(range(len(dates)))
    span = max(steps[-1] - steps[0], 1)
    return tuple(Decimal(step - steps[0]) / span for step in steps)


def _limits(view: ResponseView, places: tuple[Decimal, ...]) -> list[Limit]:
    limits = [
        Limit(start, end, point.pd_from_mm)
        for point, start, end in zip(view.points, places[:-1], places[1:], strict=True)
        if point.pd_from_mm is not None
    ]
    if view.next_pd_from_mm is not None:
        limits.append(Limit(places[-1], places[-1] + _TAIL, view.next_pd_from_mm))
    return limits
