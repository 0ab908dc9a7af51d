"""What the state of a form or visit says, in one mark: the most pressing thing wins. No Qt.

Impossible value > missing answer > odd value > complete; what has not begun shows its timing
(`requirements.md` U, one priority roll-up).
"""

from dataclasses import dataclass
from enum import StrEnum

from hcc_crf.session import FormStatus, MatrixCell, State, Timing
from hcc_crf.values import Bilingual


class Mark(StrEnum):
    """What a state icon says, the most pressing first."""

    HARD = "hard"
    INCOMPLETE = "incomplete"
    WARNING = "warning"
    OVERDUE = "overdue"
    DUE = "due"
    NOT_DUE = "not due"
    COMPLETE = "complete"
    NOT_DONE = "not done"
    EMPTY = "empty"


MARK_LABELS = {
    Mark.HARD: Bilingual("to correct", "待更正"),
    Mark.INCOMPLETE: Bilingual("begun", "已开始"),
    Mark.WARNING: Bilingual("to confirm", "待确认"),
    Mark.OVERDUE: Bilingual("overdue", "逾期"),
    Mark.DUE: Bilingual("due", "到期"),
    Mark.NOT_DUE: Bilingual("not due", "未到期"),
    Mark.COMPLETE: Bilingual("complete", "已完成"),
    Mark.NOT_DONE: Bilingual("not done", "未做"),
    Mark.EMPTY: Bilingual("nothing entered, nothing waits", "无记录，可不填"),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Why a form or visit is not complete: missing answers, impossible and odd values."""

    missing: int
    hard: int
    soft: int


def mark_of_visit(cell: MatrixCell, timing: Timing) -> Mark:
    """Return the mark of a visit in the matrix."""
    counts = Counts(cell.missing_required, cell.hard, cell.soft)
    return mark_of(State(cell.state), counts, timing)


def mark_of_form(status: FormStatus, timing: Timing = Timing.NO_PLAN) -> Mark:
    """Return the mark of one form."""
    return mark_of(status.state, Counts(status.missing, status.hard, status.soft), timing)


def mark_of(state: State, counts: Counts, timing: Timing) -> Mark:
    """Return the most pressing mark of a state. Something begun no longer shows its timing."""
    if state is State.NOT_DONE:
        return Mark.NOT_DONE
    if state is State.NOT_STARTED:
        return {Timing.IN_WINDOW: Mark.DUE, Timing.OVERDUE: Mark.OVERDUE}.get(timing, Mark.NOT_DUE)
    if counts.hard:
        return Mark.HARD
    if state is State.INCOMPLETE:
        return Mark.INCOMPLETE
    return Mark.WARNING if counts.soft else Mark.COMPLETE
