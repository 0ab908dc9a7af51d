"""The audit trail as rows of a table: one row an item change (cli.md, `audit`)."""

from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.study.model import Study
from hcc_crf.values import Value

from .cells import count_cell, text_cell
from .item_cells import value_cell

AUDIT_COLUMNS = (
    "seq", "event", "at_utc", "offset", "zone", "user", "role", "device", "subject", "visit",
    "form", "form_version", "row", "item", "old", "new", "unit", "missing", "reason", "kind",
    "incarnation", "text",
)  # fmt: skip
"""Those of cli.md, then the incarnation of the device, and the new value as typed."""


def audit_row(study: Study, record: AuditRecord) -> tuple[str, ...]:
    """Return one change as a row of `AUDIT_COLUMNS`.

    `old` and `new` are canonical values, `old` its missing code when there was none; an item of an
    inner table is written with its row, `IMGTAB[1].IMGDAT`.
    """
    sealed, path = record.sealed, record.path
    event, chain, slot = sealed.event, sealed.chain, path.slot
    return (
        str(sealed.seq),
        sealed.hash,
        sealed.stamp.at_utc,
        sealed.stamp.offset,  # the program's own; `+08:00` is no formula to guard against
        text_cell(sealed.stamp.zone),
        text_cell(event.user),
        text_cell(event.role),
        text_cell(f"{chain.site}-{chain.device}"),
        text_cell(path.form.subject),
        text_cell(path.form.visit),
        text_cell(path.form.form),
        text_cell(event.form_version),
        count_cell(slot.row),
        text_cell(f"{slot.group}[{slot.group_row}].{slot.item}" if slot.group else slot.item),
        value_cell(study, path, record.old) or _missing(record.old),
        value_cell(study, path, record.new),
        text_cell(record.new.unit),
        _missing(record.new),
        text_cell(event.reason),
        record.kind.value,
        text_cell(chain.incarnation),
        text_cell(record.new.text),
    )


def _missing(value: Value) -> str:
    return value.missing.value if value.missing else ""
