"""What is typed on a form and not saved, with what an undo takes back. Pure.

The mapping place → typed is all a screen holds of what a person typed; everything shown is drawn
from the view the session makes of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hcc_crf.session import FieldView, FormView, Typed
from hcc_crf.study.model import FormDef, ItemType
from hcc_crf.values import Slot

from .entry_values import settled_text, typed_text

UNDO_STEPS = 200
Drafts = Mapping[Slot, Typed]


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """What is typed, and what it was before.

    Attributes:
        past: What an undo goes back to, the latest last.
        last: The place typed into last; further letters there belong to the same step of undo.
        added_row: A row on the screen that holds nothing yet, or 0.
    """

    typed: Drafts = field(default_factory=dict)
    past: tuple[Drafts, ...] = ()
    last: Slot | None = None
    added_row: int = 0

    def with_entry(self, slot: Slot, typed: Typed, view: FieldView | None) -> "DraftSheet":
        """Return the sheet after an edit; what says what is saved is no draft."""
        entries = dict(self.typed)
        if view is not None and says_what_is_saved(view, typed):
            entries.pop(slot, None)
        else:
            entries[slot] = typed
        past = self.past if slot == self.last else (*self.past, self.typed)[-UNDO_STEPS:]
        return replace(self, typed=entries, past=past, last=slot)

    def settled(self, lasting: Drafts) -> "DraftSheet":
        """Return the sheet with its field left, given what was typed as it lasts."""
        return replace(self, typed=lasting, last=None)

    def left(self) -> "DraftSheet":
        """Return the sheet with its field left: what is typed next is a step of its own."""
        return replace(self, last=None)

    def without(self, slot: Slot) -> "DraftSheet":
        """Return the sheet without what was typed at a place."""
        kept = {one: typed for one, typed in self.typed.items() if one != slot}
        past = (*self.past, self.typed)[-UNDO_STEPS:]
        return replace(self, typed=kept, past=past, last=None)

    def undone(self) -> "DraftSheet":
        """Return the sheet before the last step; the same when there is none."""
        if not self.past:
            return self
        return replace(self, typed=self.past[-1], past=self.past[:-1], last=None)

    def discarded(self) -> "DraftSheet":
        """Return the sheet with nothing typed; an undo brings it all back."""
        return DraftSheet(past=(*self.past, self.typed)[-UNDO_STEPS:])

    def without_row(self, row: int) -> "DraftSheet":
        """Return the sheet without anything typed into a row."""
        kept = {slot: typed for slot, typed in self.typed.items() if slot.row != row}
        return DraftSheet(kept)

    def with_row(self, row: int) -> "DraftSheet":
        """Return the sheet with an empty row on the screen."""
        return replace(self, added_row=row)

    def lasting(self, fields: Mapping[Slot, FieldView]) -> dict[Slot, Typed]:
        """Return what is kept and saved: dates that depend on today as the date they stand for."""
        return {slot: _lasting(typed, fields.get(slot)) for slot, typed in self.typed.items()}


def says_what_is_saved(view: FieldView, typed: Typed) -> bool:
    """Return whether what is typed is what the field shows when nothing is typed."""
    saved, item = view.saved, view.item
    if typed.missing or saved.missing is not None:
        return saved.missing is not None and typed.missing == saved.missing
    if (typed.unit or item.unit) != (saved.unit or item.unit):
        return False
    if not saved.canonical:
        return not typed.text
    return typed.text in {typed_text(item, saved), saved.text, saved.canonical}


def _lasting(typed: Typed, view: FieldView | None) -> Typed:
    settled = settled_text(view) if view is not None and not typed.missing else ""
    return replace(typed, text=settled) if settled else typed


@dataclass(frozen=True, slots=True)
class SavedRows:
    """The rows a form has without its draft: row numbers, and the last row of each inner table."""

    rows: frozenset[int] = frozenset()
    inner: Mapping[tuple[int, str], int] = field(default_factory=dict)


def saved_rows(view: FormView) -> SavedRows:
    """Return the rows of a form, given its view without a draft."""
    return SavedRows(
        frozenset(row.row for row in view.rows),
        {
            (row.row, table.item.oid): max((number for number, _fields in table.rows), default=0)
            for row in view.rows
            for table in row.tables
        },
    )


def next_row(sheet: DraftSheet, saved: SavedRows) -> int:
    """Return the number a new row gets: numbers of struck rows are not used again."""
    return max({0, *saved.rows, *(slot.row for slot in sheet.typed)}) + 1


def new_places(sheet: DraftSheet, form: FormDef, saved: SavedRows) -> frozenset[Slot]:
    """Return a place in every row that is on the screen although it holds nothing yet.

    These are the row a person added, the first row of an empty log, and one row more at the end of
    every inner table.
    """
    held = saved.rows | {slot.row for slot in sheet.typed if slot.row}
    found = set()
    added = sheet.added_row or (0 if held else 1)
    if form.repeating and not form.rows_come_from and added and added not in held:
        found.add(Slot(_first_typed(form), added))
        held |= {added}
    rows = held if form.repeating else frozenset({0})
    for table in form.items:
        if table.type is ItemType.TABLE:
            for row in rows:
                typed = {s.group_row for s in sheet.typed if (s.row, s.group) == (row, table.oid)}
                last = max({saved.inner.get((row, table.oid), 0), *typed})
                found.add(Slot(table.columns[0].oid, row, table.oid, last + 1))
    return frozenset(found)


def _first_typed(form: FormDef) -> str:
    items = (item for item in form.items if item.type is not ItemType.TABLE)
    return next(item.oid for item in items if not item.is_computed and not item.form_level)


def looked_at(sheet: DraftSheet, places: frozenset[Slot]) -> Drafts:
    """Return what the session is shown: what is typed, and a blank in each new row."""
    return {**sheet.typed, **{slot: Typed("") for slot in places}}
