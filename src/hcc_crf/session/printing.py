"""Print: worksheets and casebooks, noted in the access log."""

from hcc_crf.access.roles import Action
from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.ledger.casebook import Casebook
from hcc_crf.store.access_log import AccessKind
from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet import PrintRun, render_casebook, render_worksheet

from .opened import Opened


def print_worksheet(
    session: Opened, casebook: Casebook | None, visit: VisitCode, language: Language
) -> bytes:
    """Return the PDF of a visit worksheet, blank without a subject."""
    session.require(Action.PRINT)
    pdf = render_worksheet(
        session.program, casebook, visit, language, session.context, _run(session)
    )
    subject = casebook.subject if casebook else ""
    session.record(AccessKind.PRINTED, f"worksheet {visit}", subject=subject)
    return pdf


def print_casebook(
    session: Opened, casebook: Casebook, language: Language, audit: tuple[AuditRecord, ...] | None
) -> bytes:
    """Return the PDF of a filled casebook, with its audit trail if there is one."""
    session.require(Action.PRINT)
    pdf = render_casebook(
        session.program, casebook, language, session.context, _run(session), audit
    )
    session.record(AccessKind.PRINTED, "casebook", subject=casebook.subject)
    return pdf


def _run(session: Opened) -> PrintRun:
    info = session.info
    return PrintRun(
        site=info.site,
        device=info.device,
        printed_at_utc=session.now().at,
        printed_by=session.who.user,
        is_training=info.training,
    )
