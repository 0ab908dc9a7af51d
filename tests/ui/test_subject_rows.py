"""A subject's visits and values as tables. No window is opened."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.session import (
    FormStatus,
    Measure,
    Reading,
    Series,
    State,
    SubjectView,
    Timing,
    VisitLine,
    VisitPlan,
    VisitStatus,
)
from hcc_crf.ui.cell_rows import Cell, Tone
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.subject_rows import (
    NEXT_SHOWN,
    days_text,
    is_worse,
    mark_of_line,
    shown_visits,
    timing_words,
    value_grid,
    visit_grid,
    waiting_visits,
)
from hcc_crf.values import PartialDate, SubjectKey, VisitCode

SCR, C1D1 = VisitCode("SCR"), VisitCode("C1D1")


def visit(
    code: str = "C1D8",
    state: State = State.COMPLETE,
    *,
    is_expected: bool = True,
    date: str = "",
    timing: Timing = Timing.NO_PLAN,
    days: int | None = None,
    deviation: int | None = None,
    counts: tuple[int, int, int] = (0, 0, 0),
    first: str = "2026-01-10",
) -> VisitLine:
    """Return a visit planned for 12 January 2026, the window until the 14th."""
    plan = VisitPlan(
        VisitCode(code),
        is_expected,
        PartialDate(date) if date else None,
        PartialDate("2026-01-12"),
        PartialDate(first) if first else None,
        PartialDate("2026-01-14") if first else None,
    )
    missing, soft, hard = counts
    form = FormStatus(VisitCode(code), "VS", state, missing, soft, hard, is_expected=True)
    return VisitLine(VisitStatus(plan, state, (form,)), timing, days, deviation)


def seen(*lines: VisitLine, series: tuple[Series, ...] = ()) -> SubjectView:
    """Return a subject with these visits."""
    return SubjectView(SubjectKey("01-001"), None, None, lines, series)


def row(program: Program, line: VisitLine) -> tuple[Cell, ...]:
    """Return the cells of a visit."""
    return visit_grid(seen(line), program.study).lines[0].cells


def said(program: Program, line: VisitLine) -> list[str]:
    """Return what the cells of a visit say in English."""
    return [cell.main.en for cell in row(program, line)]


def test_a_visit_in_order_shows_plan_window_day_and_state(program: Program) -> None:
    line = visit(date="2026-01-12", deviation=0)
    assert said(program, line) == [
        "12-JAN-2026",
        "10-JAN – 14-JAN-2026",
        "12-JAN-2026",
        "complete",
        "",
    ]
    assert row(program, line)[3].mark is Mark.COMPLETE


def test_a_row_is_headed_by_its_code_and_tells_its_name(program: Program) -> None:
    heading = visit_grid(seen(visit("C3D1")), program.study).lines[0].heading
    assert heading.main.en == "C3D1"
    assert heading.tip is not None
    assert "Cycle 3" in heading.tip.en


@pytest.mark.parametrize(
    ("deviation", "en", "zh"),
    [
        pytest.param(1, "▲ 1 day late", "▲ 晚 1 天", id="a day late"),
        pytest.param(3, "▲ 3 days late", "▲ 晚 3 天", id="three days late"),
        pytest.param(-2, "▲ 2 days early", "▲ 早 2 天", id="two days early"),
    ],
)
def test_a_visit_outside_its_window_is_marked(
    program: Program, deviation: int, en: str, zh: str
) -> None:
    remark = row(program, visit(date="2026-01-17", deviation=deviation))[4]
    assert (remark.main.en, remark.main.zh, remark.tone) == (en, zh, Tone.WARN)


@pytest.mark.parametrize(
    ("timing", "days", "words", "mark"),
    [
        (Timing.IN_WINDOW, 4, "due, 4 days left", Mark.DUE),
        (Timing.IN_WINDOW, 1, "due, 1 day left", Mark.DUE),
        (Timing.IN_WINDOW, 0, "due, last day today", Mark.DUE),
        (Timing.OVERDUE, -1, "■ 1 day overdue", Mark.OVERDUE),
        (Timing.NOT_DUE, None, "", Mark.NOT_DUE),
    ],
)
def test_a_visit_that_waits_says_how_long(
    program: Program, timing: Timing, days: int | None, words: str, mark: Mark
) -> None:
    line = visit(state=State.NOT_STARTED, timing=timing, days=days)
    assert said(program, line)[4] == words
    assert mark_of_line(line) is mark
    assert (row(program, line)[4].tone is Tone.BAD) == (timing is Timing.OVERDUE)


def test_what_is_open_is_counted_behind_the_timing(program: Program) -> None:
    line = visit(state=State.INCOMPLETE, date="2026-01-17", deviation=3, counts=(5, 1, 2))
    remark = row(program, line)[4]
    assert remark.main.en == "▲ 3 days late · 2 to correct · 5 missing · 1 to confirm"
    assert remark.main.zh == "▲ 晚 3 天 · 2 项待更正 · 缺 5 项 · 1 项待确认"
    assert remark.tip == remark.main


def test_a_visit_nobody_planned_says_so_and_has_no_dates(program: Program) -> None:
    line = visit("UNS1", is_expected=False, first="")
    line = replace(line, status=replace(line.status, plan=replace(line.status.plan, target=None)))
    assert said(program, line) == ["–", "–", "–", "complete", "not planned"]


def test_visits_neither_expected_nor_begun_are_left_out() -> None:
    hidden = visit("UNS1", State.NOT_STARTED, is_expected=False)
    kept = visit("UNS2", State.COMPLETE, is_expected=False)
    assert shown_visits(seen(hidden, kept, visit())) == (kept, visit())


def test_the_next_appointments_are_the_earliest_that_wait() -> None:
    lines = [
        visit(f"C{n}D1", State.NOT_STARTED, timing=Timing.NOT_DUE, first=f"2026-01-{30 - n}")
        for n in range(2, 9)
    ]
    found = waiting_visits(seen(visit(), *lines))
    assert len(found) == NEXT_SHOWN
    assert [line.status.plan.visit for line in found] == ["C8D1", "C7D1", "C6D1", "C5D1"]


def test_days_are_counted_in_words() -> None:
    assert (days_text(1).en, days_text(2).en, days_text(2).zh) == ("1 day", "2 days", "2 天")
    assert timing_words(visit()) is None


# --- values ---


def reading(code: str, number: str, beside: str = "", unit: str = "") -> Reading:
    """Return a measure at a visit."""
    return Reading(VisitCode(code), Decimal(number), number, unit, beside)


def values(program: Program, measure: Measure, *readings: Reading) -> tuple[Cell, ...]:
    """Return the column of one measure."""
    view = seen(visit("SCR"), visit("C1D1"), series=(Series(measure, readings),))
    return tuple(line.cells[0] for line in value_grid(view, program.study).lines)


def test_rows_are_the_visits_with_a_reading_and_columns_the_measures(program: Program) -> None:
    view = seen(
        visit("SCR"),
        visit("C1D1"),
        visit("C1D8"),
        series=(
            Series(Measure.CHILD_PUGH, (reading("SCR", "5", "A"),)),
            Series(Measure.ALBI, (reading("SCR", "-2.63", "1"),)),
            Series(Measure.ECOG, (reading("C1D8", "0"),)),
            Series(Measure.WEIGHT, (reading("C1D8", "68.0", "-1.2", "kg"),)),
        ),
    )
    grid = value_grid(view, program.study)
    assert [(one.main.en, one.sub.en if one.sub else "") for one in grid.columns] == [
        ("Child-Pugh", "class, points"),
        ("ALBI", "score, grade"),
        ("ECOG", ""),
        ("Weight", "kg"),
    ]
    assert [[cell.main.en for cell in line.cells] for line in grid.lines] == [
        ["A 5", "−2.63 · 1", "–", "–"],
        ["–", "–", "0", "68.0"],
    ]


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [("68.0", "67.0", "67.0 ↘"), ("67.0", "68.0", "68.0 ↗"), ("68.0", "68.00", "68.00")],
)
def test_a_trend_is_an_arrow_and_no_change_is_none(
    program: Program, before: str, now: str, shown: str
) -> None:
    cells = values(
        program,
        Measure.WEIGHT,
        reading("SCR", before, "", "kg"),
        reading("C1D1", now, "-1.5", "kg"),
    )
    assert cells[1].main.en == shown
    assert cells[1].tone is Tone.PLAIN
    assert cells[1].tip is not None
    assert cells[1].tip.en == f"−1.5 % from baseline; {before} at SCR before"


def test_a_number_that_only_bounds_has_no_trend(program: Program) -> None:
    bound = Reading(C1D1, None, "<2", "ug/L", "")
    cells = values(program, Measure.AFP, reading("SCR", "5", "", "ug/L"), bound)
    assert cells[1].main.en == "<2"


def test_a_value_in_another_unit_than_the_latest_says_its_own(program: Program) -> None:
    cells = values(
        program,
        Measure.WEIGHT,
        Reading(SCR, Decimal(70), "140", "jin (500 g)", ""),
        reading("C1D1", "70", "", "kg"),
    )
    assert [cell.main.en for cell in cells] == ["140 jin (500 g)", "70"]


@pytest.mark.parametrize(
    ("measure", "before", "now", "expected"),
    [
        (Measure.CHILD_PUGH, ("6", "A"), ("7", "B"), True),
        (Measure.CHILD_PUGH, ("5", "A"), ("6", "A"), False),
        (Measure.CHILD_PUGH, ("7", "B"), ("6", "A"), False),
        (Measure.ALBI, ("-2.63", "1"), ("-2.54", "2a"), True),
        (Measure.ALBI, ("-2.30", "2a"), ("-2.20", "2b"), True),
        (Measure.ALBI, ("-2.63", ""), ("-2.54", "2a"), False),
        (Measure.ECOG, ("0", ""), ("1", ""), True),
        (Measure.ECOG, ("1", ""), ("0", ""), False),
        (Measure.MELD, ("7", ""), ("9", ""), False),
    ],
)
def test_only_a_class_grade_or_score_that_got_worse_is_stressed(
    measure: Measure, before: tuple[str, str], now: tuple[str, str], *, expected: bool
) -> None:
    assert is_worse(measure, reading("SCR", *before), reading("C1D1", *now)) is expected


def test_a_worse_class_is_stressed_in_its_cell(program: Program) -> None:
    cells = values(program, Measure.CHILD_PUGH, reading("SCR", "6", "A"), reading("C1D1", "7", "B"))
    assert (cells[1].main.en, cells[1].tone) == ("B 7 ↗", Tone.WARN)
    assert cells[0].tip is None
