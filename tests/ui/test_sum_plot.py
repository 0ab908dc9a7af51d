"""Where sums and limits lie in the chart. No window is opened."""

from dataclasses import replace
from decimal import Decimal

from hcc_crf.session import TimePoint
from hcc_crf.ui.sum_plot import Limit, SumPlot, sum_plot
from hcc_crf.values import PartialDate, VisitCode
from tests.ui.tumour_courses import EMPTY, POINT, STABLE, course


def at(visit: str, date: str | None, mm: str | None, limit: str = "96") -> TimePoint:
    """Return a time point with a sum and the limit of progression."""
    return replace(
        POINT,
        visit=VisitCode(visit),
        date=PartialDate(date) if date else None,
        sum_mm=None if mm is None else Decimal(mm),
        pd_from_mm=Decimal(limit),
    )


def test_time_runs_evenly_where_every_day_is_known() -> None:
    # 29 December to 8 January are 10 days, to 28 January 30 days.
    plot = sum_plot(course(at("TA1", "2026-01-08", "70"), at("TA2", "2026-01-28", "60")))
    assert [point.x for point in plot.points] == [0, Decimal(10) / 30, 1]


def test_without_every_day_the_time_points_stand_evenly() -> None:
    for date in (None, "2026-01", "2025-12-29"):
        plot = sum_plot(course(at("TA1", date, "70"), at("TA2", "2026-01-28", "60")))
        assert [point.x for point in plot.points] == [0, Decimal("0.5"), 1]


def test_each_time_point_has_its_limit_and_the_next_assessment_too() -> None:
    plot = sum_plot(
        course(at("TA1", "2026-01-08", "70"), at("TA2", "2026-01-28", "60", limit="84"))
    )
    third = Decimal(10) / 30
    assert plot.limits == (
        Limit(Decimal(0), third, Decimal(96)),
        Limit(third, Decimal(1), Decimal(84)),
        Limit(Decimal(1), Decimal("1.06"), Decimal(84)),
    )
    assert plot.pr_to_mm == 56


def test_progression_is_marked_and_a_missing_sum_left_open() -> None:
    grown = replace(at("TA2", "2026-01-28", "99"), rule=replace(STABLE, overall="PD"))
    plot = sum_plot(course(at("TA1", "2026-01-08", None), grown))
    assert [(point.mm, point.is_progression) for point in plot.points] == [
        (Decimal(80), False),
        (None, False),
        (Decimal(99), True),
    ]


def test_a_chart_needs_more_than_the_baseline() -> None:
    assert not sum_plot(EMPTY).is_drawn
    assert not sum_plot(course()).is_drawn
    assert not sum_plot(course(at("TA1", "2026-01-08", None))).is_drawn
    assert sum_plot(course(at("TA1", "2026-01-08", "70"))).is_drawn


def test_the_scale_reaches_over_sums_and_near_limits() -> None:
    plot = sum_plot(course(at("TA1", "2026-01-08", "70")))
    assert plot.top_mm == 96
    assert SumPlot((), None, ()).top_mm == 1
    far = SumPlot(plot.points, None, (Limit(Decimal(0), Decimal(1), Decimal(900)),))
    assert far.top_mm == 80


def test_without_targets_there_is_no_limit() -> None:
    bare = replace(EMPTY, points=(replace(POINT, sum_mm=None, pd_from_mm=None),))
    assert sum_plot(bare).limits == ()
