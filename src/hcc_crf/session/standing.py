"""From a casebook to the rows that the screens read: where subject, visits and forms stand.

Findings that look at the date of the workstation are projected as of the day of the subject's last
save; the screens look at an open form with the day it is.
"""

from collections.abc import Mapping
from dataclasses import replace

from hcc_crf.entry.affected import affected_forms
from hcc_crf.entry.decide import Decision
from hcc_crf.entry.exposure import exposures
from hcc_crf.entry.moved import moved_forms
from hcc_crf.entry.plan import planned_visits, visit_date
from hcc_crf.entry.program import Program
from hcc_crf.entry.scope import Context
from hcc_crf.entry.states import (
    FormStatus,
    State,
    VisitStatus,
    form_status,
    roll_up,
    subject_status,
)
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.casebook import Casebook
from hcc_crf.store.projections import FormRow, SubjectRow, SubjectRows, VisitRow
from hcc_crf.values import PartialDate, Slot, SubjectKey, VisitCode

SCREENING = "screening"
SCREEN_FAILURE = "screen failure"
ON_TREATMENT = "on treatment"
OFF_TREATMENT = "off treatment"
OFF_STUDY = "off study"
DIED = "died"

_LOG = VisitCode("LOG")


def subject_rows(
    program: Program, casebook: Casebook, context: Context, *, enrolled_at: str
) -> SubjectRows:
    """Return the rows of one subject as its casebook stands.

    Args:
        program: The compiled study.
        casebook: The subject's casebook.
        context: Site, and the day of the subject's last save.
        enrolled_at: UTC time of the subject's first save.
    """
    book = Workbook(program, casebook, context, stale=frozenset())
    visits = subject_status(book)
    saved_at = max((data.saved_at_utc for data in casebook.forms.values()), default="")
    subject = SubjectRow(
        casebook.subject, treatment_status(book), enrolled_at, saved_at, context.today.iso
    )
    return SubjectRows(
        subject,
        tuple(_visit_row(casebook.subject, visit) for visit in visits),
        tuple(_form_row(casebook, form) for visit in visits for form in visit.forms if _kept(form)),
    )


def moved_rows(
    before: SubjectRows, old: Workbook, book: Workbook, decision: Decision, *, is_new_day: bool
) -> SubjectRows:
    """Return the rows after a save, from those before it: only what it can change is looked at.

    Args:
        before: The subject's rows before the save.
        old: The casebook before it.
        book: The casebook after it.
        decision: The save.
        is_new_day: The calendar day differs from that of the save before.
    """
    event = decision.event
    if event is None:
        return before
    program, subject = book.program, before.subject.subject
    known = {VisitCode(row.visit): row for row in before.visits}
    is_replanned = not program.planning.isdisjoint(decision.moved) or event.form.visit not in known
    plans = {plan.visit: plan for plan in planned_visits(book)} if is_replanned else {}
    visits = tuple(plans) if is_replanned else tuple(sorted(known, key=program.order))
    saved = (event.form.visit, event.form.form)
    if is_new_day:
        affected = affected_forms(program, decision.changed, decision.reach, saved, visits)
    else:
        affected = moved_forms(old, book, decision.moved, saved=saved, visits=visits)
    old_forms = {(VisitCode(row.visit), row.form): row for row in before.forms}
    forms: list[FormRow] = []
    visit_rows: list[VisitRow] = []
    for visit in visits:
        statuses = _statuses(book, visit, affected, old_forms, is_known=visit in known)
        forms += [_form_row(book.casebook, form) for form in statuses if _kept(form)]
        if visit in plans:
            status = VisitStatus(plans[visit], roll_up(book, visit, statuses), statuses)
            visit_rows.append(_visit_row(subject, status))
        else:
            state = roll_up(book, visit, statuses).value
            date = _iso(visit_date(book, visit))
            visit_rows.append(replace(known[visit], state=state, date=date))
    saved_at = max(data.saved_at_utc for data in book.casebook.forms.values())
    row = replace(
        before.subject,
        status=treatment_status(book),
        saved_at=saved_at,
        saved_day=book.context.today.iso,
    )
    return SubjectRows(row, tuple(visit_rows), tuple(forms))


def _statuses(
    book: Workbook,
    visit: VisitCode,
    affected: frozenset[tuple[VisitCode, str]],
    rows: Mapping[tuple[VisitCode, str], FormRow],
    *,
    is_known: bool,
) -> tuple[FormStatus, ...]:
    """The forms of a visit: looked at again where affected, as their rows say elsewhere."""
    found = []
    for form in book.program.visit(visit).forms:
        row = rows.get((visit, form))
        if (visit, form) in affected or not is_known:
            found.append(form_status(book, visit, form))
        elif row is None:
            found.append(FormStatus(visit, form, State.NOT_STARTED, 0, 0, 0, is_expected=False))
        else:
            state = State(row.state)  # a row is only kept for a form that is expected or begun
            counts = (row.missing_required, row.soft, row.hard)
            found.append(FormStatus(visit, form, state, *counts, is_expected=True))
    return tuple(found)


def treatment_status(book: Workbook) -> str:
    """Return where the subject is in the trial, in one word of this module."""
    if isinstance(book.value(_LOG, "DD", Slot("DTHDAT")), PartialDate):
        return DIED
    if book.form(_LOG, "DSEOS") is not None:
        ended = book.value(_LOG, "DSEOS", Slot("EOSREAS"))
        return SCREEN_FAILURE if ended == "SCREEN FAILURE" else OFF_STUDY
    if isinstance(book.value(VisitCode("EOT"), "DSEOT", Slot("EOTDAT")), PartialDate):
        return OFF_TREATMENT
    if exposures(book).first is not None:
        return ON_TREATMENT
    if book.value(VisitCode("SCR"), "IE", Slot("IEENROLL")) == "N":
        return SCREEN_FAILURE
    return SCREENING


def _kept(form: FormStatus) -> bool:
    return form.is_expected or form.state.value != "not started"


def _iso(date: PartialDate | None) -> str:
    return date.iso if date else ""


def _visit_row(subject: SubjectKey, status: VisitStatus) -> VisitRow:
    plan = status.plan
    return VisitRow(
        subject,
        plan.visit,
        status.state.value,
        _iso(plan.date),
        _iso(plan.target),
        _iso(plan.first),
        _iso(plan.last),
        plan.is_expected,
    )


def _form_row(casebook: Casebook, form: FormStatus) -> FormRow:
    data = casebook.form(form.visit, form.form)
    return FormRow(
        casebook.subject,
        form.visit,
        form.form,
        form.state.value,
        form.missing,
        form.soft,
        form.hard,
        data.saved_at_utc if data else "",
        data.saved_by if data else "",
    )
