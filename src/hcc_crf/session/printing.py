"""Print: worksheets and casebooks, noted in the access log."""

from typing import TYPE_CHECKING

from hcc_crf.access.roles import Action
from hcc_crf.store.access_log import AccessKind
from hcc_crf.values import Language, SubjectKey, VisitCode
from hcc_crf.worksheet import PrintRun, render_casebook, render_worksheet

if TYPE_CHECKING:
    from .session import Session


def print_worksheet(
    session: "Session", subject: SubjectKey | None, visit: VisitCode, language: Language
) -> bytes:
    """Return the PDF of a visit worksheet, blank without a subject."""
    session.require(Action.PRINT)
    casebook = None if subject is None else session.casebook(subject)
    pdf = render_worksheet(
        session.program, casebook, visit, language, session.context, _run(session)
    )
    session.record(AccessKind.PRINTED, f"worksheet {visit}", subject=subject or "")
    return pdf


def print_casebook(
    session: "Session", subject: SubjectKey, language: Language, *, with_audit: bool
) -> bytes:
    """Return the PDF of a filled casebook, with its audit trail if asked."""
    session.require(Action.PRINT)
    casebook = session.casebook(subject)
    audit = tuple(session.audit(subject)) if with_audit else None
    pdf = render_casebook(
        session.program, casebook, language, session.context, _run(session), audit
    )
    session.record(AccessKind.PRINTED, "casebook", subject=subject)
    return pdf


def _run(session: "Session") -> PrintRun:
    info = session.info
    return PrintRun(
        site=info.site,
        device=info.device,
        printed_at_utc=session.now().at,
        printed_by=session.who.user,
        is_training=info.training,
    )
