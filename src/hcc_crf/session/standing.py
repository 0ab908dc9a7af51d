"""From a casebook to the rows that the screens read: where subject, visits and forms stand."""

from hcc_crf.entry.exposure import exposures
from hcc_crf.entry.program import Program
from hcc_crf.entry.states import FormStatus, VisitStatus, subject_status
from hcc_crf.entry.workbook import Context, Workbook
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
        context: Date and site.
        enrolled_at: UTC time of the subject's first save.
    """
    book = Workbook(program, casebook, context, stale=frozenset())
    visits = subject_status(book)
    saved_at = max((data.saved_at_utc for data in casebook.forms.values()), default="")
    subject = SubjectRow(casebook.subject, treatment_status(book), enrolled_at, saved_at)
    return SubjectRows(
        subject,
        tuple(_visit_row(casebook.subject, visit) for visit in visits),
        tuple(_form_row(casebook, form) for visit in visits for form in visit.forms if _kept(form)),
    )


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
