"""The audit trail in words: one row an item change, in both languages. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.ledger.events import NOT_DONE, STRUCK
from hcc_crf.ledger.settlement import settlement_of
from hcc_crf.study.model import Study
from hcc_crf.study.unit_signs import unit_text
from hcc_crf.values import Bilingual, Language, Value

from .texts_shell import ROLES
from .texts_transfer import AUDIT_TIP, CHANGE_KINDS, FINDING, ROW, WHOLE_FORM, WHOLE_ROW


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One change.

    Attributes:
        at: UTC, to the second.
        item: Form and item by name, with its row.
        tip: Everything else that is known of it.
    """

    at: str
    user: str
    subject: str
    visit: str
    item: Bilingual
    kind: Bilingual
    old: str
    new: str
    reason: str
    tip: Bilingual

    def texts(self, language: Language) -> tuple[str, ...]:
        """Return what the columns say."""
        item, kind = self.item.in_language(language), self.kind.in_language(language)
        return (
            self.at,
            self.user,
            self.subject,
            self.visit,
            item,
            kind,
            self.old,
            self.new,
            self.reason,
        )


def audit_rows(study: Study, records: Iterable[AuditRecord]) -> tuple[AuditRow, ...]:
    """Return the records as rows, the latest first."""
    return tuple(reversed([_row(study, record) for record in records]))


def rows_with(rows: tuple[AuditRow, ...], text: str, language: Language) -> tuple[AuditRow, ...]:
    """Return the rows that hold `text` in any column, however written."""
    wanted = text.strip().casefold()
    if not wanted:
        return rows
    return tuple(
        row for row in rows if any(wanted in one.casefold() for one in row.texts(language))
    )


def _row(study: Study, record: AuditRecord) -> AuditRow:
    event, stamp = record.sealed.event, record.sealed.stamp
    return AuditRow(
        at=stamp.at_utc[:19].replace("T", " "),
        user=event.user,
        subject=event.form.subject,
        visit=event.form.visit,
        item=_item_name(study, record),
        kind=CHANGE_KINDS[record.kind],
        old=_words(record.old),
        new=_words(record.new),
        reason=event.reason,
        tip=_tip(record),
    )


def _item_name(study: Study, record: AuditRecord) -> Bilingual:
    slot, form = record.path.slot, record.path.form.form
    label = _label(study, form, slot.item)
    rows = [row for row in (slot.row, slot.group_row) if row]
    row = Bilingual(
        "".join(f" [{ROW.en.format(row=number)}]" for number in rows),
        "".join(f" [{ROW.zh.format(row=number)}]" for number in rows),
    )
    return Bilingual(f"{form} · {label.en}{row.en}", f"{form} · {label.zh}{row.zh}")


def _label(study: Study, form: str, item: str) -> Bilingual:
    special = {STRUCK: WHOLE_ROW, NOT_DONE: WHOLE_FORM, "": WHOLE_FORM}.get(item)
    settlement = settlement_of(item)
    if settlement is None:
        return special or study.item(form, item).label
    about, check = _label(study, form, settlement.item), settlement.check
    return Bilingual(
        f"{about.en} · {FINDING.en.format(check=check)}",
        f"{about.zh} · {FINDING.zh.format(check=check)}",
    )


def _words(value: Value) -> str:
    """What a person sees of a value: as typed, with its unit, or why there is none."""
    if value.missing is not None:
        return value.missing.value
    return f"{value.text} {unit_text(value.unit, Language.EN)}".strip()


def _tip(record: AuditRecord) -> Bilingual:
    sealed = record.sealed
    event, stamp = sealed.event, sealed.stamp
    known = {role.value: label for role, label in ROLES.items()}
    role = known.get(event.role, Bilingual(event.role, event.role))
    return Bilingual(
        *(
            text.format(
                at=stamp.at_utc,
                offset=stamp.offset,
                zone=stamp.zone,
                user=event.user,
                role=role.in_language(language),
                device=f"{sealed.chain.site}-{sealed.chain.device}",
                path=str(record.path),
                version=event.form_version,
            )
            for text, language in ((AUDIT_TIP.en, Language.EN), (AUDIT_TIP.zh, Language.ZH))
        )
    )
