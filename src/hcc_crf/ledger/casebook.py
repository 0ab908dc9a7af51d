"""One subject's state: the fold of that subject's events.

Immutable: `apply` shares everything that an event did not touch. Values that an answer hides
stay (lossless hide); a cleared item keeps a blank cell, because the next change must name the event
that cleared it. Conflicts between devices are found by `centre.reconcile`, not here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from hcc_crf.values import BLANK, Slot, SubjectKey, Value, VisitCode

from .events import (
    NOT_DONE,
    STRUCK,
    Derivation,
    Event,
    EventHash,
    EventKind,
    Origin,
    SealedEvent,
    is_mark,
)

FormKey = tuple[VisitCode, str]
"""Visit and form OID inside one casebook."""
DerivedKey = tuple[VisitCode, str, Slot]
NOT_DONE_SLOT = Slot(NOT_DONE)


class Cell(msgspec.Struct, frozen=True, gc=False):
    """What an item holds now, and which event put it there."""

    value: Value
    event: EventHash
    origin: Origin
    user: str
    at_utc: str


@dataclass(frozen=True)
class FormData:
    """What one form of one visit holds; exists from the first save on."""

    version: str
    cells: Mapping[Slot, Cell]
    saved_by: str
    saved_at_utc: str

    def value(self, slot: Slot) -> Value:
        """The value of an item, blank when it never had one."""
        cell = self.cells.get(slot)
        return cell.value if cell else BLANK

    @property
    def not_done(self) -> str:
        """The reason why the form was not done, or empty."""
        return self.value(NOT_DONE_SLOT).canonical

    @cached_property
    def struck(self) -> frozenset[int]:
        """The rows that were struck out."""
        return frozenset(
            slot.row
            for slot, cell in self.cells.items()
            if slot.item == STRUCK and not cell.value.is_blank
        )

    @cached_property
    def all_rows(self) -> tuple[int, ...]:
        """The rows of a repeating form, struck ones included, in order."""
        return tuple(sorted({slot.row for slot in self.cells if slot.row}))

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows that count: all but those struck out."""
        return tuple(row for row in self.all_rows if row not in self.struck)

    @cached_property
    def _inner(self) -> Mapping[tuple[int, str], tuple[int, ...]]:
        found: dict[tuple[int, str], set[int]] = {}
        for slot, cell in self.cells.items():
            if slot.group and not cell.value.is_blank and not is_mark(slot.item):
                found.setdefault((slot.row, slot.group), set()).add(slot.group_row)
        return {key: tuple(sorted(rows)) for key, rows in found.items()}

    def inner_rows(self, row: int, group: str) -> tuple[int, ...]:
        """The rows of an inner table that hold something, in order."""
        return self._inner.get((row, group), ())


@dataclass(frozen=True)
class Casebook:
    """Everything known of one subject.

    Attributes:
        derived: Derived values as recorded with the events, not recomputed.
    """

    subject: SubjectKey
    forms: Mapping[FormKey, FormData] = field(default_factory=dict)
    derived: Mapping[DerivedKey, Derivation] = field(default_factory=dict)

    @cached_property
    def visits(self) -> frozenset[VisitCode]:
        """The visits that have saved data."""
        return frozenset(visit for visit, _form in self.forms)

    def form(self, visit: VisitCode, form: str) -> FormData | None:
        """The data of a form, or `None` when it was never saved."""
        return self.forms.get((visit, form))

    def value(self, visit: VisitCode, form: str, slot: Slot) -> Value:
        """The value of an item, blank when it never had one."""
        data = self.forms.get((visit, form))
        return data.value(slot) if data else BLANK

    def cell(self, visit: VisitCode, form: str, slot: Slot) -> Cell | None:
        """The cell of an item, or `None` when it never had a value."""
        data = self.forms.get((visit, form))
        return data.cells.get(slot) if data else None


def apply(casebook: Casebook, sealed: SealedEvent) -> Casebook:
    """Return the casebook after one event of its subject."""
    return with_event(casebook, sealed.event, event_hash=sealed.hash, at_utc=sealed.stamp.at_utc)


def fold(subject: SubjectKey, events: Iterable[SealedEvent]) -> Casebook:
    """Return the casebook of `subject` after all its events, given in the order of their chain."""
    casebook = Casebook(subject)
    for sealed in events:
        casebook = apply(casebook, sealed)
    return casebook


def with_event(casebook: Casebook, event: Event, *, event_hash: EventHash, at_utc: str) -> Casebook:
    """Return the casebook as an event leaves it, sealed or still to be decided on."""
    if event.kind is EventKind.REDERIVE:
        return Casebook(casebook.subject, casebook.forms, _derived(casebook, event))
    key = (event.form.visit, event.form.form)
    before = casebook.forms.get(key)
    cells = dict(before.cells) if before else {}
    for change in event.changes:
        cells[change.slot] = Cell(change.value, event_hash, change.origin, event.user, at_utc)
    data = FormData(event.form_version, cells, event.user, at_utc)
    forms = {**casebook.forms, key: data}
    return Casebook(casebook.subject, forms, _derived(casebook, event))


def _derived(casebook: Casebook, event: Event) -> Mapping[DerivedKey, Derivation]:
    if not event.derivations:
        return casebook.derived
    new = {(VisitCode(d.visit), d.form, d.slot): d for d in event.derivations}
    return {**casebook.derived, **new}
