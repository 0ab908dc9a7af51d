"""What every field of a form shows: from the view of a form to its rows, tables and fields. Pure.

Nothing here knows Qt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hcc_crf.session import FieldView, FormView, RowView, State, TableView
from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import Language, Slot

from .entry_field import (
    REQUIRED,
    FieldState,
    Moment,
    Note,
    field_state,
    is_in_new_row,
    label_of,
    struck_out,
)
from .entry_texts import GRADE, REQUIRED_COUNT, VERSION

_FLAGS = {"NORMAL": "", "HIGH": "↑", "LOW": "↓"}


@dataclass(frozen=True, slots=True)
class InnerRowState:
    """One row of an inner table; one nobody has typed into yet is `is_new`."""

    number: int
    fields: tuple[FieldState, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class TableState:
    """An inner table: heads of its columns and its rows."""

    slot: Slot
    label: str
    heads: tuple[str, ...]
    rows: tuple[InnerRowState, ...]
    notes: tuple[Note, ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class RowState:
    """One row of a form; a form that does not repeat has one, number 0.

    Attributes:
        key: `T01`, `2`.
        struck: Reason why it was struck out, or empty.
        is_new: Nobody has typed into it yet.
    """

    number: int
    key: str
    struck: str
    fields: tuple[FieldState, ...]
    tables: tuple[TableState, ...]
    is_new: bool

    @property
    def is_draft(self) -> bool:
        """True when something of it is not saved."""
        inner = (f for t in self.tables for row in t.rows for f in row.fields)
        return any(field.is_draft for field in (*self.fields, *inner))


@dataclass(frozen=True, slots=True)
class FormState:
    """What the page of a form shows besides derived values and findings."""

    title: str
    version: str
    progress: str
    not_done: str
    rows: tuple[RowState, ...]

    def fields(self) -> Iterator[FieldState]:
        """Yield every field, those of inner tables behind the others of their row."""
        for row in self.rows:
            yield from row.fields
            for table in row.tables:
                for inner in table.rows:
                    yield from inner.fields


def form_state(view: FormView, moment: Moment) -> FormState:
    """Return what the page shows for a form."""
    language = moment.language
    done, asked = required_count(view, moment.new)
    progress = REQUIRED_COUNT.in_language(language).format(done=done, asked=asked)
    return FormState(
        title=view.definition.label.in_language(language),
        version=VERSION.in_language(language).format(version=view.definition.version),
        progress="" if view.not_done else progress,
        not_done=view.not_done,
        rows=tuple(_row(view, row, moment) for row in view.rows),
    )


def required_count(view: FormView, new: frozenset[Slot] = frozenset()) -> tuple[int, int]:
    """Return how many of the answers that are required now are there, and how many are required."""
    asked = [
        field
        for field in counting_fields(view)
        if field.is_required and not is_in_new_row(field.slot, new)
    ]
    tables = [f for f in view.findings if f.check == REQUIRED and _is_table(view, f.slot)]
    done = sum(not field.value.is_blank for field in asked)
    return done, len(asked) + len(tables)


def every_field(view: FormView) -> Iterator[FieldView]:
    """Yield every field of a form, inner tables included."""
    for row in view.rows:
        yield from _fields_of(row)


def counting_fields(view: FormView) -> Iterator[FieldView]:
    """Yield every field of a form that counts, so none of struck rows."""
    for row in view.rows:
        if not row.struck:
            yield from _fields_of(row)


def _fields_of(row: RowView) -> Iterator[FieldView]:
    yield from row.fields
    for table in row.tables:
        for _number, fields in table.rows:
            yield from fields


def _is_table(view: FormView, slot: Slot | None) -> bool:
    item = view.definition.by_oid.get(slot.item) if slot else None
    return item is not None and item.type is ItemType.TABLE


def _row(view: FormView, row: RowView, moment: Moment) -> RowState:
    is_new = any(slot.row == row.row and not slot.group for slot in moment.new)
    locked = moment.is_read_only or bool(row.struck) or bool(view.not_done)
    grades = _grades(row, moment.language)
    quiet = is_new or view.status.state is State.NOT_STARTED
    row_state = RowState(
        number=row.row,
        key=row.key,
        struck=row.struck,
        fields=tuple(
            field_state(f, moment, locked=locked, quiet=quiet, grade=grades.get(f.slot.item, ""))
            for f in row.fields
            if not is_said_by_its_item(f.item)
        ),
        tables=tuple(_table(view, row, t, moment, locked=locked, quiet=quiet) for t in row.tables),
        is_new=is_new,
    )
    return _struck(row_state) if row.struck or view.not_done else row_state


def _struck(row: RowState) -> RowState:
    """A row that no longer counts; what it holds can still be read."""
    tables = (
        replace(
            table,
            notes=(),
            rows=tuple(replace(r, fields=tuple(map(struck_out, r.fields))) for r in table.rows),
        )
        for table in row.tables
    )
    return replace(row, fields=tuple(map(struck_out, row.fields)), tables=tuple(tables))


def is_said_by_its_item(item: ItemDef) -> bool:
    """Return whether a value has no line of its own: flag and grade stand beside their item."""
    return bool(item.companion_of) and item.is_computed


def _grades(row: RowView, language: Language) -> Mapping[str, str]:
    """Return what the derived companions say of their item: `↑ · CTCAE grade 2`."""
    said: dict[str, list[str]] = {}
    for field in row.fields:
        item, derived = field.item, field.derived
        if not item.companion_of or derived is None or not derived.display:
            continue
        if derived.display in _FLAGS:
            text = _FLAGS[derived.display]
        elif derived.display == "0":
            text = ""
        else:
            text = GRADE.in_language(language).format(grade=derived.display)
        if text:
            said.setdefault(item.companion_of, []).append(text)
    return {oid: " ".join(texts) for oid, texts in said.items()}


def _table(
    view: FormView, row: RowView, table: TableView, moment: Moment, *, locked: bool, quiet: bool
) -> TableState:
    slot = Slot(table.item.oid, row.row)
    found = [f for f in view.findings if f.slot == slot and not (quiet and f.check == REQUIRED)]
    rows = tuple(
        InnerRowState(
            number,
            tuple(field_state(f, moment, locked=locked, quiet=quiet, grade="") for f in fields),
            is_new=is_in_new_row(Slot("", row.row, table.item.oid, number), moment.new),
        )
        for number, fields in table.rows
    )
    return TableState(
        slot,
        label_of(table.item, moment.language, is_required=table.item.required),
        tuple(label_of(c, moment.language, is_required=c.required) for c in table.item.columns),
        rows,
        tuple(Note(f.severity, f.message.in_language(moment.language)) for f in found),
        is_shown=any(f.is_shown for r in rows for f in r.fields),
    )
