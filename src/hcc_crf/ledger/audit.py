"""The audit trail: one record an item change, read from the events and from nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hcc_crf.values import BLANK, FormPath, ItemPath, Value, VisitCode

from .events import NOT_DONE, STRUCK, Change, EventHash, EventKind, Origin, SealedEvent
from .settlement import settlement_of


class ChangeKind(StrEnum):
    """What a change did to its item."""

    ENTRY = "entry"
    DEFAULT = "default"
    CORRECTION = "correction"
    REMOVAL = "removal"
    STRIKE = "strike"
    UNSTRIKE = "unstrike"
    NOT_DONE = "not done"
    TO_BE_DONE = "to be done"
    SETTLED = "settled"
    REOPENED = "reopened"
    REDERIVED = "rederived"


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Who changed what, when, where, from which value to which, and why.

    Attributes:
        sealed: The event: user, role, device, times, reason, form version.
        path: The item.
        old, new: The values; blank for none.
    """

    sealed: SealedEvent
    path: ItemPath
    old: Value
    new: Value
    kind: ChangeKind


def audit_records(events: Iterable[SealedEvent]) -> Iterator[AuditRecord]:
    """Yield one record an item change, in the order of `events`.

    The old value is that of the event the change names as replaced, so the trail of several devices
    reads right in any order in which a chain's own order is kept. Derived values follow from the
    items and have no records of their own, but where a person accepted what newer rules give.
    """
    written: dict[tuple[EventHash, ItemPath], Value] = {}
    derived: dict[ItemPath, Value] = {}
    for sealed in events:
        event = sealed.event
        for change in event.changes:
            path = ItemPath(event.form, change.slot)
            old = BLANK if change.replaces is None else written.get((change.replaces, path), BLANK)
            written[sealed.hash, path] = change.value
            yield AuditRecord(sealed, path, old, change.value, _kind(change, old))
        for one in event.derivations:
            form = FormPath(event.form.subject, VisitCode(one.visit), one.form)
            path, value = ItemPath(form, one.slot), Value(one.canonical, one.canonical, one.unit)
            if event.kind is EventKind.REDERIVE:
                yield AuditRecord(
                    sealed, path, derived.get(path, BLANK), value, ChangeKind.REDERIVED
                )
            derived[path] = value


def _kind(change: Change, old: Value) -> ChangeKind:
    is_cleared = change.value.is_blank
    if change.slot.item == STRUCK:
        return ChangeKind.UNSTRIKE if is_cleared else ChangeKind.STRIKE
    if change.slot.item == NOT_DONE:
        return ChangeKind.TO_BE_DONE if is_cleared else ChangeKind.NOT_DONE
    if settlement_of(change.slot.item) is not None:
        return ChangeKind.REOPENED if is_cleared else ChangeKind.SETTLED
    if is_cleared:
        return ChangeKind.REMOVAL
    if not old.is_blank:
        return ChangeKind.CORRECTION
    return ChangeKind.DEFAULT if change.origin is Origin.DEFAULT else ChangeKind.ENTRY
