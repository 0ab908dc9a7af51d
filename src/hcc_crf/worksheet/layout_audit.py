"""The audit trail on paper: what was saved together under one line, then a line a change, in words.

The line above says chain number, when, who, visit and form, and why; each change its item by label
and OID, the old and the new value, and what kind of change it is.
"""

from collections.abc import Iterator
from itertools import groupby

from hcc_crf.entry.choices import choices_of
from hcc_crf.entry.echo import date_text
from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.ledger.events import NOT_DONE, STRUCK, EventHash
from hcc_crf.ledger.settlement import settlement_of
from hcc_crf.study.model import ItemDef, ItemType, Term
from hcc_crf.study.unit_signs import unit_text
from hcc_crf.values import FormPath, PartialDate, Slot, Value

from . import texts
from .answers import DATES, label_of, missing_text
from .document import Cell, Column, Grid, Note, Part, Record, Section, Stated, Tone
from .paper import SEPARATOR, Paper, moment_text


def audit_part(paper: Paper, audit: tuple[AuditRecord, ...]) -> Part:
    """Return the trail, in its order."""
    columns = (
        Column(paper.say(texts.ITEM), 53),
        Column(paper.say(texts.AUDIT_OID), 30),
        Column(paper.say(texts.AUDIT_OLD), 24, grows=True),
        Column(paper.say(texts.AUDIT_NEW), 38, grows=True),
        Column(paper.say(texts.AUDIT_WHAT), 26),
    )
    title = paper.say(texts.AUDIT)
    zones = dict.fromkeys(f"{r.sealed.stamp.offset} {r.sealed.stamp.zone}" for r in audit)
    zone = Note(paper.say(texts.AUDIT_ZONES, zones="; ".join(zones)))
    grid = Grid(columns, tuple(_records(paper, audit)), is_dense=True)
    return Part((Section(title, (zone, grid)),), running=title)


def _records(paper: Paper, audit: tuple[AuditRecord, ...]) -> Iterator[Record]:
    """One record a change; the first of those saved together on a form is headed."""
    for _place, group in groupby(audit, key=_saved_together):
        band = ""
        for at, record in enumerate(group):
            if at == 0:
                band = _band(paper, record)
            yield _record(paper, record, band if at == 0 else "")


def _saved_together(record: AuditRecord) -> tuple[EventHash, FormPath]:
    return record.sealed.hash, record.path.form


def _band(paper: Paper, record: AuditRecord) -> str:
    """`A 12 | 2026-11-25 09:11:00 UTC | nurse1 (nurse) | SCR – Screening | Vital signs, VS v1`."""
    sealed, path = record.sealed, record.path.form
    event = sealed.event
    definition = paper.study.forms.get(path.form)
    label = f"{paper.label(definition.label)}, " if definition else ""
    said = [
        f"{sealed.chain.device} {sealed.seq}",
        f"{moment_text(sealed.stamp.at_utc)} UTC",
        f"{event.user} ({event.role})",
        paper.visit_name(path.visit),
        f"{label}{path.form} v{event.form_version}",
    ]
    if event.reason:
        said.append(paper.say(texts.AUDIT_REASON, reason=event.reason))
    return SEPARATOR.join(said)


def _record(paper: Paper, record: AuditRecord, band: str) -> Record:
    form, slot = record.path.form.form, record.path.slot
    item = _item(paper, form, slot.item)
    return Record(
        (
            Cell(Stated(_label(paper, form, slot))),
            Cell(Stated(_oid(slot), Tone.QUIET)),
            Cell(Stated(_value(paper, item, record.old))),
            Cell(Stated(_value(paper, item, record.new))),
            Cell(Stated(paper.say(texts.CHANGES[record.kind]))),
        ),
        band=band,
    )


def _item(paper: Paper, form: str, item: str) -> ItemDef | None:
    definition = paper.study.forms.get(form)
    return definition.by_oid.get(item) if definition else None


def _label(paper: Paper, form: str, slot: Slot) -> str:
    """The item by its label, with its row and that of its table; the finding of a settlement."""
    settlement = settlement_of(slot.item)
    named = _named(paper, form, settlement.item if settlement else slot.item)
    rows = []
    if slot.row and form in paper.study.forms:
        rows.append(paper.row_name(form, slot.row))
    if slot.group_row:
        table = _named(paper, form, slot.group)
        rows.append(f"{table} {paper.say(texts.ROW_NAME, row=slot.group_row)}")
    said = f"{named} [{', '.join(rows)}]" if rows else named
    if settlement is None:
        return said
    finding = _finding(paper, form, settlement.check)
    return paper.say(texts.OF_ITEM, item=said, said=finding)


def _named(paper: Paper, form: str, item: str) -> str:
    special = {STRUCK: texts.WHOLE_ROW, NOT_DONE: texts.WHOLE_FORM, "": texts.WHOLE_FORM}.get(item)
    found = _item(paper, form, item)
    if special is not None:
        return paper.say(special)
    return paper.label(found.label) if found else item


def _finding(paper: Paper, form: str, check: str) -> str:
    """What was settled: a range by its name, an edit check by its message."""
    if check in texts.BUILT_IN_CHECKS:
        return paper.say(texts.BUILT_IN_CHECKS[check])
    definition = paper.study.forms.get(form)
    checks = definition.checks if definition else ()
    message = next((paper.label(one.message) for one in checks if one.oid == check), "")
    return f"{check} {message}".rstrip()


def _oid(slot: Slot) -> str:
    """The place inside its form, the mark of a settlement by the item and check it settles."""
    settlement = settlement_of(slot.item)
    name = f"{settlement.item} {settlement.check}" if settlement else slot.item
    return str(Slot(name.strip(), slot.row, slot.group, slot.group_row)).removeprefix(".")


def _value(paper: Paper, item: ItemDef | None, value: Value) -> str:
    """A value as typed with its unit; a date as the study writes it, a choice with its code."""
    if value.missing is not None:
        return missing_text(value.missing, paper.language)
    if value.is_blank:
        return ""
    if item is not None and item.type in DATES:
        return date_text(PartialDate(value.canonical))
    terms = choices_of(paper.book, item) if item is not None else ()
    if item is not None and terms:
        codes = value.codes if item.type is ItemType.MULTICHOICE else (value.canonical,)
        return "; ".join(_choice(paper, code, terms) for code in codes)
    return f"{value.text or value.canonical} {unit_text(value.unit, paper.language)}".rstrip()


def _choice(paper: Paper, code: str, terms: tuple[Term, ...]) -> str:
    """`Yes (Y)`; a code that is its own label once."""
    label = label_of(code, terms, paper.language)
    return code if label == code else paper.say(texts.MISSING, label=label, code=code)
