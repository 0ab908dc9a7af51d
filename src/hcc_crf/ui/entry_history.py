"""What became of one item, as lines a person reads; and times as a workstation shows them. Pure."""

from dataclasses import dataclass
from datetime import datetime

from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.session import FieldView, Moment, date_text
from hcc_crf.study.unit_signs import with_signs
from hcc_crf.values import Language, PartialDate, Value

from .entry_texts import BLANK
from .entry_values import codes_of, missing_text, typed_text


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: `36.2 → 38.2 µmol/L`, and `18-NOV-2026 09:14 · nurse1 · transcription error`."""

    what: str
    by: str


def history_lines(
    records: tuple[AuditRecord, ...], field: FieldView, language: Language
) -> tuple[HistoryLine, ...]:
    """Return the changes of an item, oldest first, in the local time of each."""
    return tuple(_line(record, field, language) for record in records)


def _line(record: AuditRecord, field: FieldView, language: Language) -> HistoryLine:
    new = readable(field, record.new, language) or BLANK.in_language(language)
    old = readable(field, record.old, language)
    stamp, event = record.sealed.stamp, record.sealed.event
    when = datetime.fromisoformat(stamp.at_utc).astimezone(
        datetime.strptime(stamp.offset, "%z").tzinfo
    )
    day = date_text(PartialDate(when.date().isoformat()))
    said = [f"{day} {when:%H:%M}", event.user, *([f"“{event.reason}”"] if event.reason else [])]
    return HistoryLine(f"{old} → {new}" if old else new, " · ".join(said))


def readable(field: FieldView, value: Value, language: Language) -> str:
    """Return a value of an item as a person reads it: with label, unit or missing reason."""
    if value.missing is not None:
        return missing_text(value.missing, language)
    if not value.canonical:
        return ""
    if field.choices:
        labels = {term.code: term.label.in_language(language) for term in field.choices}
        return ", ".join(labels.get(code, code) for code in codes_of(value.canonical))
    return with_signs(f"{typed_text(field.item, value)} {value.unit}".rstrip(), language)


def clock_time(at_utc: str, now: Moment) -> str:
    """Return `14:03` for a time in UTC, where the workstation is."""
    return f"{datetime.fromisoformat(at_utc).astimezone(now.local.tzinfo):%H:%M}"
