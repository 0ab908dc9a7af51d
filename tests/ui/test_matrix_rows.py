"""Which subjects a filter lets through, and in which order visits stand."""

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.session import Timing
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.matrix_rows import NO_MATRIX, Filter, build_matrix, timing_of
from tests.ui.cells import TODAY, cell, small_matrix, subject


def shown(program: Program, which: Filter, text: str = "") -> tuple[str, ...]:
    """Return the subjects that are shown."""
    return tuple(row.subject for row in small_matrix(program.study).filtered(which, text))


def test_visits_stand_in_the_order_of_the_protocol_not_of_the_alphabet(program: Program) -> None:
    codes = ("LOG", "TA2", "C10D1", "C2D1", "EOT", "SCR", "TA1")
    cells = [cell("01-001", code) for code in codes]
    matrix = build_matrix([subject("01-001")], cells, study=program.study, today=TODAY)
    assert matrix.visits == ("SCR", "C2D1", "C10D1", "TA1", "TA2", "EOT", "LOG")


def test_a_subject_without_visits_still_has_its_row(program: Program) -> None:
    matrix = build_matrix([subject("01-009")], [], study=program.study, today=TODAY)
    assert matrix.rows[0].subject == "01-009"
    assert not matrix.rows[0].visits


@pytest.mark.parametrize(
    ("which", "subjects"),
    [
        (Filter.ALL, ("01-001", "01-002", "01-003")),
        (Filter.DUE, ("01-002",)),
        (Filter.FINDINGS, ("01-003",)),
    ],
)
def test_a_filter_lets_its_subjects_through(
    program: Program, which: Filter, subjects: tuple[str, ...]
) -> None:
    assert shown(program, which) == subjects
    assert small_matrix(program.study).count(which) == len(subjects)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("003", ("01-003",)),
        ("  01-002 ", ("01-002",)),
        ("SCREENING", ("01-003",)),
        ("nobody", ()),
        ("", ("01-001", "01-002", "01-003")),
    ],
)
def test_a_subject_is_found_by_number_or_status(
    program: Program, text: str, subjects: tuple[str, ...]
) -> None:
    assert shown(program, Filter.ALL, text) == subjects


def test_text_and_filter_both_must_fit(program: Program) -> None:
    assert shown(program, Filter.DUE, "003") == ()


@pytest.mark.parametrize(
    ("window", "timing"),
    [
        (("2023-09-21", "2023-09-25"), Timing.NOT_DUE),
        (("2023-09-20", "2023-09-25"), Timing.IN_WINDOW),
        (("2023-09-15", "2023-09-20"), Timing.IN_WINDOW),
        (("2023-09-15", "2023-09-19"), Timing.OVERDUE),
        (("", ""), Timing.NO_PLAN),
    ],
    ids=["tomorrow", "first day is today", "last day is today", "since yesterday", "no window"],
)
def test_both_edges_of_a_window_are_inside(window: tuple[str, str], timing: Timing) -> None:
    assert timing_of(cell("01-001", "C1D8", "not started", window=window), TODAY) is timing


def test_a_late_visit_carries_its_mark(program: Program) -> None:
    assert small_matrix(program.study).rows[1].visits["C1D1"].mark is Mark.OVERDUE


def test_nothing_is_in_the_empty_matrix() -> None:
    assert NO_MATRIX.filtered(Filter.ALL) == ()
