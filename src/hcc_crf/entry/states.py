"""Where a form, a visit and a subject stand."""

from dataclasses import dataclass
from enum import StrEnum

from hcc_crf.study.model import Severity, VisitKind
from hcc_crf.values import PartialDate, Slot, VisitCode

from .check import REQUIRED, Finding, open_findings
from .plan import VisitPlan, planned_visits
from .scope import Book, Place, Scope


class State(StrEnum):
    """State of a form; a visit has the least of its expected forms."""

    NOT_STARTED = "not started"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    NOT_DONE = "not done"


@dataclass(frozen=True, slots=True)
class FormStatus:
    """Where one form stands.

    Attributes:
        missing: Required items that are not filled.
        soft, hard: Findings open besides missing answers; settled ones are not open.
        is_expected: The visit asks for it; false for one that only has data or may be added.
    """

    visit: VisitCode
    form: str
    state: State
    missing: int
    soft: int
    hard: int
    is_expected: bool


@dataclass(frozen=True, slots=True)
class VisitStatus:
    """Where one visit stands, with its plan."""

    plan: VisitPlan
    state: State
    forms: tuple[FormStatus, ...]


def form_status(book: Book, visit: VisitCode, form: str) -> FormStatus:
    """Return where a form stands."""
    expected = is_form_expected(book, visit, form)
    data = book.form(visit, form)
    if data is None:
        return FormStatus(visit, form, State.NOT_STARTED, 0, 0, 0, expected)
    if data.not_done:
        return FormStatus(visit, form, State.NOT_DONE, 0, 0, 0, expected)
    findings = open_findings(book, visit, form)
    return status_of(visit, form, findings, is_expected=expected)


def status_of(
    visit: VisitCode, form: str, findings: tuple[Finding, ...], *, is_expected: bool
) -> FormStatus:
    """Return where a form with data stands, from its open findings."""
    missing = sum(finding.check == REQUIRED for finding in findings)
    hard = sum(finding.severity is Severity.HARD for finding in findings)
    state = State.INCOMPLETE if missing or hard else State.COMPLETE
    soft = len(findings) - missing - hard
    return FormStatus(visit, form, state, missing, soft, hard, is_expected)


def is_form_open(book: Book, visit: VisitCode, form: str) -> bool:
    """Return whether a form can be opened at a visit; false only when its condition is false."""
    condition = book.study.forms[form].show_when
    if condition is None:
        return True
    return book.program.compiled(condition)(Scope(book, Place(visit, form))) is not False


def is_form_expected(book: Book, visit: VisitCode, form: str) -> bool:
    """Return whether a visit asks for a form: open, and its condition at this visit not false."""
    definition = book.study.forms[form]
    condition = definition.visit_conditions.get(book.program.visit(visit).pattern)
    if condition is not None:
        answer = book.program.compiled(condition)(Scope(book, Place(visit, form)))
        if answer is False:
            return False
    return is_form_open(book, visit, form)


def visit_status(book: Book, plan: VisitPlan) -> VisitStatus:
    """Return where a visit stands with all its forms."""
    forms = tuple(form_status(book, plan.visit, f) for f in book.program.visit(plan.visit).forms)
    return VisitStatus(plan, roll_up(book, plan.visit, forms), forms)


def roll_up(book: Book, visit: VisitCode, forms: tuple[FormStatus, ...]) -> State:
    """Return the state of a visit from those of its forms."""
    if book.form(visit, "SV") and book.value(visit, "SV", Slot("SVOCCUR")) == "N":
        return State.NOT_DONE
    counted = [form for form in forms if _counts(book, visit, form)]
    states = {form.state for form in counted}
    if states <= {State.NOT_STARTED}:
        return State.NOT_STARTED
    if states == {State.NOT_DONE}:
        return State.NOT_DONE
    return State.COMPLETE if states <= {State.COMPLETE, State.NOT_DONE} else State.INCOMPLETE


def _counts(book: Book, visit: VisitCode, form: FormStatus) -> bool:
    """A form that was begun counts; one that was not, where the visit waits for it.

    Logs and lists that may stay empty (new lesions, adverse events) keep nothing waiting.
    """
    if form.state is not State.NOT_STARTED:
        return True
    definition = book.study.forms[form.form]
    may_stay_empty = definition.repeating and not definition.rows_come_from
    is_log = book.program.visit(visit).kind is VisitKind.LOG
    return form.is_expected and not may_stay_empty and not is_log


def subject_status(book: Book) -> tuple[VisitStatus, ...]:
    """Return where every visit of the subject stands, in protocol order."""
    return tuple(visit_status(book, plan) for plan in planned_visits(book))


class Timing(StrEnum):
    """How a visit lies to today; for visits not begun and for late ones."""

    NOT_DUE = "not due"
    IN_WINDOW = "in window"
    OVERDUE = "overdue"
    NO_PLAN = "no plan"


def timing(plan: VisitPlan, today: PartialDate) -> Timing:
    """Return whether an expected visit is due today; both edges of the window are inside."""
    if not plan.is_expected or plan.first is None or plan.last is None:
        return Timing.NO_PLAN
    if today.iso < plan.first.iso:
        return Timing.NOT_DUE
    return Timing.OVERDUE if today.iso > plan.last.iso else Timing.IN_WINDOW
