"""Repeating forms and inner tables as grids to fill in: rows that exist, then empty ones.

Rows of a lesion assessment are those of its baseline form, with location, baseline and previous
size printed; what a lesion cannot have (viable diameter of a node) is crossed out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from hcc_crf.entry.choices import choices_of
from hcc_crf.entry.view import FieldView, FormView, RowView
from hcc_crf.study.model import FormDef, ItemDef, ItemType, Term
from hcc_crf.values import Slot

from . import texts
from .answers import (
    answer_of,
    cell_answer_of,
    is_written_as_number,
    numbered,
    value_text,
)
from .conditions import hint_text
from .document import (
    Answer,
    Block,
    Box,
    Cell,
    Choices,
    Column,
    Comb,
    Grid,
    Line,
    Note,
    Nothing,
    Record,
    Stated,
    Tone,
)
from .paper import Paper, applies
from .row_history import (
    given_text,
    latest_visit,
    lesion_text,
    previous_in_cell,
    short_label,
    visit_of,
)
from .typeset import estimate

BLANK_ROWS = 4
"""Empty rows of a table whose definition sets no small limit."""
MOST_BLANK_ROWS = 6
_LETTER_MM = 1.55
"""Width of a letter of a head, generously."""
_SMALL_LETTER_MM = 1.35
"""Width of a letter of a previous value or of a hint."""
_SHORT_ASIDE = 14
"""Letters of a previous value that stands on one line."""
_SHORT_HEAD = 24
"""Letters of a head that should take no more than two lines."""
_LONGEST_CODE_VALUE = 14
"""Letters a printed value may widen its column to."""
_VALUE_LETTER = 1.2
"""A letter of a value in letters of a head."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A column to fill in."""

    item: ItemDef
    terms: tuple[Term, ...]
    column: Column
    is_printed: bool


def form_grid(paper: Paper, view: FormView) -> tuple[Block, ...]:
    """Return a repeating form as a grid and the meaning of its code numbers."""
    definition = view.definition
    asked = [
        _asked(paper, view, item)
        for item in definition.items
        if _is_column(item) and item.oid != definition.row_key
    ]
    records = [_record(paper, view, row, asked) for row in view.rows if not row.struck]
    records += [_blank(paper, definition, row, asked) for row in _blank_rows(paper, view)]
    columns = [key_column(paper, definition)]
    if definition.rows_come_from:
        columns.append(Column(paper.say(texts.LESION), 44, grows=True))
    grid = _without_empty(Grid((*columns, *(a.column for a in asked)), tuple(records)))
    kept = [a for a in asked if a.column in grid.columns]
    return (grid, *_legend(paper, [(a.column.label, a.item, a.terms) for a in kept]))


def inner_grid(paper: Paper, view: FormView, table: ItemDef) -> tuple[Block, ...]:
    """Return an inner table as a grid of empty rows; rows saved already come first."""
    terms = {column.oid: choices_of(paper.book, column) for column in table.columns}
    saved = next((t.rows for t in view.rows[0].tables if t.item.oid == table.oid), ())
    columns = tuple(
        _column(paper, c, terms[c.oid], "", _longest(paper, [fields[at] for _n, fields in saved]))
        for at, c in enumerate(table.columns)
    )
    records = [
        Record((_number(number), *(_cell(paper, field) for field in fields)))
        for number, fields in saved
    ]
    first = max((number for number, _fields in saved), default=0) + 1
    for number in range(first, first + BLANK_ROWS):
        cells = (Cell(cell_answer_of(c, terms[c.oid], paper.language)) for c in table.columns)
        records.append(Record((_number(number), *cells)))
    key = Column(paper.say(texts.ROW), 11)
    legend = _legend(paper, [(paper.label(c.label), c, terms[c.oid]) for c in table.columns])
    return (Grid((key, *columns), tuple(records)), *legend)


def _number(number: int) -> Cell:
    return Cell(Stated(str(number), Tone.STRONG))


def _is_column(item: ItemDef) -> bool:
    if item.form_level:
        return False
    is_given = item.type is ItemType.PREFILLED
    return is_given or not (item.is_computed or item.read_only)


def _asked(paper: Paper, view: FormView, item: ItemDef) -> _Asked:
    terms = choices_of(paper.book, item)
    hint = ""
    if item.show_when is not None:
        path = view.path
        if applies(paper.book, path, Slot(item.oid, _next_row(view)), item) is not True:
            hint = hint_text(paper.study, item.show_when, paper.language, by_number=True)
    is_printed = item.type is ItemType.PREFILLED
    fields = [f for row in view.rows for f in row.fields if f.item is item and not row.struck]
    column = _column(paper, item, terms, hint, _longest(paper, fields))
    width = max(column.width_mm, _width_of_asides(paper, fields))
    return _Asked(item, terms, msgspec.structs.replace(column, width_mm=width), is_printed)


def _width_of_asides(paper: Paper, fields: list[FieldView]) -> float:
    """Width in mm in which the previous values need one line, long ones two, and no word is cut."""
    said = [text for field in fields if (text := previous_in_cell(paper, field))]
    longest = (
        estimate(text)
        if estimate(text) <= _SHORT_ASIDE
        else max(*map(estimate, text.split()), estimate(text) / 2)
        for text in said
    )
    return max((letters * _SMALL_LETTER_MM + 3 for letters in longest), default=0.0)


def _longest(paper: Paper, fields: list[FieldView]) -> int:
    texts_there = (value_text(f.item, f.saved, f.choices, paper.language) for f in fields)
    return max((estimate(text) for text in texts_there), default=0)


def _column(
    paper: Paper, item: ItemDef, terms: tuple[Term, ...], hint: str, longest_value: int
) -> Column:
    label = short_label(paper.label(item.label))
    width, grows = _width(item, terms, paper)
    longest = max(estimate(word) for word in re.split(r"[\s/]", label) if word)
    is_western = estimate(label) == len(label)
    lines = 2 if estimate(label) <= _SHORT_HEAD else 3
    least = max(longest + 1 if is_western else min(longest, 10), estimate(label) / lines)
    least = max(least, min(longest_value, _LONGEST_CODE_VALUE) * _VALUE_LETTER)
    width = max(width, least * _LETTER_MM + 3, _longest_word(hint) * _SMALL_LETTER_MM + 3)
    return Column(label, width, item.required, hint, grows)


def _longest_word(text: str) -> int:
    """Letters of the longest Western word: Chinese may break anywhere."""
    return max((len(word) for word in text.split() if word.isascii()), default=0)


def _width(item: ItemDef, terms: tuple[Term, ...], paper: Paper) -> tuple[float, bool]:
    """Width in mm that an answer needs, and whether more is welcome."""
    match cell_answer_of(item, terms, paper.language):
        case Comb.DATE | Comb.DATE_ZH:
            return 30, False
        case Choices(labels=labels):
            return sum(7 + 1.65 * estimate(label) for label in labels) + 1, False
        case Box(units=units):
            return 13 + 9 * len(units), False
        case Line():
            return (34 if (item.max_length or 0) > 40 or item.type is ItemType.TABLE else 22), True  # noqa: PLR2004
        case _:
            return 20, False


def key_column(paper: Paper, definition: FormDef) -> Column:
    """Return the first column of a repeating form: what identifies a row."""
    key = definition.by_oid.get(definition.row_key)
    label = short_label(paper.label(key.label)) if key else paper.say(texts.ROW)
    return Column(label, 15 if key else 11)


def _next_row(view: FormView) -> int:
    return max((row.row for row in view.rows), default=0) + 1


def _blank_rows(paper: Paper, view: FormView) -> range:
    first, definition = _next_row(view), view.definition
    if definition.rows_come_from:
        source = paper.study.forms[definition.rows_come_from]
        count = min(source.max_rows or BLANK_ROWS, MOST_BLANK_ROWS) if paper.is_blank else 0
        return range(first, first + count)
    limit = definition.max_rows
    if limit is not None and limit <= MOST_BLANK_ROWS:
        return range(first, limit + 1)
    last = first + BLANK_ROWS - 1
    return range(first, min(last, limit) + 1 if limit is not None else last + 1)


def _record(paper: Paper, view: FormView, row: RowView, asked: list[_Asked]) -> Record:
    fields = {field.slot.item: field for field in row.fields}
    latest = latest_visit(paper, view, row)
    cells = [Cell(Stated(row.key, Tone.STRONG))]
    if view.definition.rows_come_from:
        cells.append(Cell(Stated(lesion_text(paper, view.definition, row.row))))
    cells += [
        Cell(answer_of(a.item, (), paper.language))
        if a.item.type is ItemType.TABLE
        else _cell(paper, fields[a.item.oid], latest)
        for a in asked
    ]
    return Record(tuple(cells))


def _cell(paper: Paper, field: FieldView, latest: str = "") -> Cell:
    if field.derived is not None:
        return Cell(Stated(given_text(paper, field, field.derived) or "–"))
    if not field.is_shown:
        return Cell(Nothing())
    if not field.saved.is_blank:
        return Cell(Stated(value_text(field.item, field.saved, field.choices, paper.language)))
    answer = cell_answer_of(field.item, field.choices, paper.language)
    is_latest = visit_of(field.previous) == latest
    return Cell(answer, previous_in_cell(paper, field) if is_latest else "")


def _blank(paper: Paper, definition: FormDef, row: int, asked: list[_Asked]) -> Record:
    cells = [Cell(Stated(paper.book.row_key(definition.oid, row), Tone.STRONG))]
    if definition.rows_come_from:
        cells.append(Cell(Line()))
    cells += [Cell(_blank_answer(paper, a)) for a in asked]
    return Record(tuple(cells))


def _blank_answer(paper: Paper, asked: _Asked) -> Answer:
    if asked.is_printed:
        return Box()
    return cell_answer_of(asked.item, asked.terms, paper.language)


def _without_empty(grid: Grid) -> Grid:
    """Drop the columns that apply to no record."""
    kept = [
        at
        for at in range(len(grid.columns))
        if not grid.records
        or not all(isinstance(record.cells[at].answer, Nothing) for record in grid.records)
    ]
    return Grid(
        tuple(grid.columns[at] for at in kept),
        tuple(Record(tuple(r.cells[at] for at in kept), r.note) for r in grid.records),
    )


def _legend(paper: Paper, asked: list[tuple[str, ItemDef, tuple[Term, ...]]]) -> Iterator[Note]:
    """The numbers of the choices written as codes, each list once."""
    by_codes: dict[str, list[str]] = {}
    for label, item, terms in asked:
        answer = answer_of(item, terms, paper.language)
        is_coded = is_written_as_number(item, terms, paper.language)
        if isinstance(answer, Choices) and is_coded:
            by_codes.setdefault(numbered(answer.labels), []).append(label)
    for codes, labels in by_codes.items():
        yield Note(paper.say(texts.CODES, column=", ".join(labels), codes=codes))
