"""The rows of a saved form as a grid; columns fit their values, struck rows are struck through."""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.entry.view import FieldView, FormView, RowView
from hcc_crf.study.model import ItemDef, ItemType

from . import texts
from .answers import derived_text, value_text
from .casebook_findings import findings_below
from .document import Block, Cell, Column, Grid, Note, Record, Stated, Tone
from .grids import key_column
from .paper import Paper
from .row_history import lesion_text, short_label
from .typeset import estimate

_LETTER_MM = 1.85
"""Width of a letter of a value, generously; codes and dates are capitals."""
_WIDEST_MM = 46.0
_NARROWEST_MM = 14.0


@dataclass(frozen=True, slots=True)
class _Told:
    """One column: its label and the text of each row."""

    label: str
    texts: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.texts)

    @property
    def column(self) -> Column:
        longest = max((estimate(text) for text in self.texts), default=0)
        word = max(estimate(part) for part in self.label.split())
        label = min(word, 12) if estimate(self.label) == len(self.label) else 8
        width = max(longest, label) * _LETTER_MM + 3
        return Column(
            self.label,
            min(max(width, _NARROWEST_MM), _WIDEST_MM),
            grows=width > _WIDEST_MM,
        )


def row_values(paper: Paper, view: FormView) -> Iterator[Block]:
    """Yield the rows of a repeating form."""
    if not view.rows:
        return
    told = [column for column in _columns(paper, view) if not column.is_empty]
    columns = (key_column(paper, view.definition), *(column.column for column in told))
    records = tuple(
        _record(paper, row, tuple(column.texts[at] for column in told))
        for at, row in enumerate(view.rows)
    )
    yield Grid(columns, records)


def _columns(paper: Paper, view: FormView) -> Iterator[_Told]:
    definition = view.definition
    if definition.rows_come_from:
        lesions = tuple(lesion_text(paper, definition, row.row) for row in view.rows)
        yield _Told(paper.say(texts.LESION), lesions)
    for item in definition.items:
        if item.form_level or item.oid == definition.row_key:
            continue
        label = short_label(paper.label(item.label))
        if item.type is ItemType.TABLE:
            yield _Told(label, tuple(_table_text(paper, row, item) for row in view.rows))
        else:
            yield _Told(label, tuple(_text_at(paper, row, item) for row in view.rows))


def _text_at(paper: Paper, row: RowView, item: ItemDef) -> str:
    field = next(field for field in row.fields if field.item.oid == item.oid)
    return "" if row.struck and field.derived is not None else _text(paper, field)


def _text(paper: Paper, field: FieldView) -> str:
    if field.derived is not None:
        return derived_text(field.derived, field.choices, paper.language)
    return value_text(field.item, field.saved, field.choices, paper.language)


def _table_text(paper: Paper, row: RowView, table: ItemDef) -> str:
    """An inner table of a row in one text: `10-SEP-2023, Grade 2; 20-SEP-2023, Grade 1`."""
    rows = next((t.rows for t in row.tables if t.item.oid == table.oid), ())
    said = (", ".join(filter(None, (_text(paper, f) for f in fields))) for _number, fields in rows)
    return "; ".join(said)


def _record(paper: Paper, row: RowView, said: tuple[str, ...]) -> Record:
    tone = Tone.STRUCK if row.struck else Tone.PLAIN
    cells = [Cell(Stated(row.key, Tone.STRUCK if row.struck else Tone.STRONG))]
    cells += [Cell(Stated(text, tone)) for text in said]
    if row.struck:
        return Record(tuple(cells), paper.say(texts.STRUCK_OUT, reason=row.struck))
    inner = (field for table in row.tables for _number, fields in table.rows for field in fields)
    return Record(tuple(cells), findings_below(paper, (*row.fields, *inner)))


def inner_values(paper: Paper, view: FormView, table: ItemDef) -> Iterator[Block]:
    """Yield an inner table of a form that does not repeat."""
    rows = next((t.rows for t in view.rows[0].tables if t.item.oid == table.oid), ())
    if not rows:
        return
    yield Note(paper.label(table.label), Tone.STRONG)
    told = [
        _Told(
            short_label(paper.label(column.label)),
            tuple(_text(paper, fields[at]) for _number, fields in rows),
        )
        for at, column in enumerate(table.columns)
    ]
    told = [column for column in told if not column.is_empty]
    records = tuple(
        Record(
            (
                Cell(Stated(str(number), Tone.STRONG)),
                *(Cell(Stated(column.texts[at])) for column in told),
            ),
            findings_below(paper, fields),
        )
        for at, (number, fields) in enumerate(rows)
    )
    yield Grid((Column(paper.say(texts.ROW), 11), *(column.column for column in told)), records)
