"""From a casebook to a PDF. ReportLab is loaded with the first print, not with the program."""

from hcc_crf.entry.program import Program
from hcc_crf.entry.scope import Context
from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.ledger.casebook import Casebook
from hcc_crf.values import Language, VisitCode

from .document import Document, PrintRun
from .layout import layout_worksheet
from .layout_casebook import layout_casebook


def render_worksheet(  # noqa: PLR0917  (all six are needed and differ in type)
    program: Program,
    casebook: Casebook | None,
    visit: VisitCode,
    language: Language,
    context: Context,
    run: PrintRun,
) -> bytes:
    """Return the PDF of a visit worksheet, blank without a casebook.

    Raises:
        InputError: The schedule has no such visit.
    """
    document = layout_worksheet(
        program, casebook, visit, language, context, is_training=run.is_training
    )
    return _render(document, run)


def render_casebook(  # noqa: PLR0917  (the same)
    program: Program,
    casebook: Casebook,
    language: Language,
    context: Context,
    run: PrintRun,
    audit: tuple[AuditRecord, ...] | None,
) -> bytes:
    """Return the PDF of a subject's casebook, with the audit trail when one is given."""
    document = layout_casebook(
        program, casebook, language, context, audit, is_training=run.is_training
    )
    return _render(document, run)


def _render(document: Document, run: PrintRun) -> bytes:
    from .render import render  # noqa: PLC0415  (heavy: loaded with the first print)

    return render(document, run)
