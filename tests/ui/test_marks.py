"""The most pressing thing wins, in the order of `requirements.md` U."""

import pytest

from hcc_crf.session import FormStatus, MatrixCell, State, Timing
from hcc_crf.ui.marks import MARK_LABELS, Counts, Mark, mark_of, mark_of_form, mark_of_visit
from hcc_crf.values import SubjectKey, VisitCode

NOTHING = Counts(0, 0, 0)


@pytest.mark.parametrize(
    ("state", "counts", "timing", "mark"),
    [
        pytest.param(State.COMPLETE, NOTHING, Timing.OVERDUE, Mark.COMPLETE, id="complete"),
        pytest.param(State.COMPLETE, Counts(0, 0, 1), Timing.NO_PLAN, Mark.WARNING, id="odd value"),
        pytest.param(
            State.INCOMPLETE, Counts(2, 0, 1), Timing.NO_PLAN, Mark.INCOMPLETE, id="missing > odd"
        ),
        pytest.param(
            State.INCOMPLETE, Counts(2, 1, 1), Timing.NO_PLAN, Mark.HARD, id="impossible > missing"
        ),
        pytest.param(
            State.INCOMPLETE, Counts(1, 0, 0), Timing.OVERDUE, Mark.INCOMPLETE, id="begun > late"
        ),
        pytest.param(State.NOT_STARTED, NOTHING, Timing.NOT_DUE, Mark.NOT_DUE, id="to come"),
        pytest.param(State.NOT_STARTED, NOTHING, Timing.NO_PLAN, Mark.NOT_DUE, id="no window"),
        pytest.param(State.NOT_STARTED, NOTHING, Timing.IN_WINDOW, Mark.DUE, id="in window"),
        pytest.param(State.NOT_STARTED, NOTHING, Timing.OVERDUE, Mark.OVERDUE, id="late"),
        pytest.param(State.NOT_DONE, NOTHING, Timing.OVERDUE, Mark.NOT_DONE, id="not done"),
    ],
)
def test_the_most_pressing_thing_is_the_mark(
    state: State, counts: Counts, timing: Timing, mark: Mark
) -> None:
    assert mark_of(state, counts, timing) is mark


def test_a_form_shows_its_own_counts() -> None:
    status = FormStatus(VisitCode("SCR"), "VS", State.INCOMPLETE, 1, 0, 1, is_expected=True)
    assert mark_of_form(status) is Mark.HARD


def test_a_visit_shows_the_sums_over_its_forms() -> None:
    cell = MatrixCell(SubjectKey("01-001"), "SCR", "complete", "", "", "", "", True, 3, 0, 2, 0)
    assert mark_of_visit(cell, Timing.NO_PLAN) is Mark.WARNING


def test_every_mark_has_a_meaning() -> None:
    assert set(MARK_LABELS) == set(Mark)
