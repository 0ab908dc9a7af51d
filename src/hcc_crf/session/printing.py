"""Print: worksheets and casebooks, noted in the access log."""

from hcc_crf.access.roles import Action
from hcc_crf.ledger.audit import audit_records
from hcc_crf.ledger.casebook import Casebook, fold
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.event_store import events_of_subject
from hcc_crf.values import Language, SubjectKey, VisitCode
from hcc_crf.worksheet import PrintRun, render_casebook, render_worksheet

from .opened import Opened


def print_worksheet(
    session: Opened, subject: SubjectKey | None, visit: VisitCode, language: Language
) -> bytes:
    """Return the PDF of a visit worksheet, blank without a subject."""
    session.require(Action.PRINT)
    casebook = None if subject is None else _casebook(session, subject)
    pdf = render_worksheet(
        session.program, casebook, visit, language, session.context, _run(session)
    )
    session.record(AccessKind.PRINTED, f"worksheet {visit}", subject=subject or "")
    return pdf


def print_casebook(
    session: Opened, subject: SubjectKey, language: Language, *, with_audit: bool
) -> bytes:
    """Return the PDF of a filled casebook, with its audit trail if asked."""
    session.require(Action.PRINT)
    events = events_of_subject(session.db, subject)
    audit = tuple(audit_records(events)) if with_audit else None
    pdf = render_casebook(
        session.program, fold(subject, events), language, session.context, _run(session), audit
    )
    session.record(AccessKind.PRINTED, "casebook", subject=subject)
    return pdf


def _casebook(session: Opened, subject: SubjectKey) -> Casebook:
    return fold(subject, events_of_subject(session.db, subject))


def _run(session: Opened) -> PrintRun:
    info = session.info
    return PrintRun(
        site=info.site,
        device=info.device,
        printed_at_utc=session.now().at,
        printed_by=session.who.user,
        is_training=info.training,
    )
