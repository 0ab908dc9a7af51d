"""Grids drawn: records of one line or several under heads of the same shape.

Columns that do not fit side by side continue on a second line of the record; the first column,
which says which record it is, stands before all its lines.
"""

from collections.abc import Iterator

import msgspec

from .document import Box, Cell, Choices, Column, Comb, Grid, Line, Nothing, Record, Stated, Tone
from .render_answers import GHOST, QUIET, SMALL, STRUCK, Drawn, draw_units, ticks, units_width
from .render_fields import WIDTH
from .render_places import Place, places_of
from .render_sheet import MM, Paragraph, Sheet, Style, safe_paragraph

_HEAD = Style(7.5, is_bold=True, grey=0.2)
_HEAD_HINT = Style(6.5, grey=0.42)
_CELL = Style(8.5)
_CELL_STRONG = Style(8.5, is_bold=True)
_PAD = 1.2 * MM
_DENSE_PAD = 0.5 * MM
_LEAST_EMPTY = 8.5 * MM
_LEAST_STATED = 5.2 * MM
_FRAME = 0.5
_INNER = 0.75
_TONES = {Tone.PLAIN: _CELL, Tone.STRONG: _CELL_STRONG, Tone.QUIET: QUIET, Tone.STRUCK: STRUCK}
_HEAD_FILL = 0.92
_GIVEN_FILL = 0.96
_MOST_LINES = 28
"""Of one text in a record: about 110 mm, as of the note below it; longer ones continue."""


class _Filled(msgspec.Struct, frozen=True, gc=False):
    """A cell ready to draw."""

    drawn: Drawn | None
    aside: Paragraph
    units: tuple[str, ...]
    ghost: str
    is_given: bool
    least: float
    pad: float = _PAD

    @property
    def height(self) -> float:
        drawn = self.drawn.height if self.drawn else 0.0
        return max(drawn + self.aside.height + 2 * self.pad, self.least)


_EMPTY = _Filled(None, Paragraph((), SMALL), (), "", is_given=True, least=0)


class RecordStrip(msgspec.Struct, frozen=True, gc=False):
    """One record, or the heads, with all its lines."""

    cells: tuple[_Filled, ...]
    places: tuple[Place, ...]
    lines: tuple[float, ...]
    note: Paragraph
    is_head: bool
    shades_given: bool

    @property
    def height(self) -> float:
        """All lines and the note below."""
        return sum(self.lines) + (self.note.height + _PAD if self.note.lines else 0)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Fill, then frames, then what is written."""
        for cell, place in zip(self.cells, self.places, strict=True):
            self._draw_cell(sheet, cell, place, x, top)
        lined = sum(self.lines)
        key = self.places[0].width
        if self.note.lines:
            self.note.draw(sheet, x + key + _PAD, top + lined)
        y = top
        for height in self.lines[:-1]:
            y += height
            sheet.line(x + key, y, x + WIDTH, y, grey=_INNER, width=0.4)
        sheet.box(x, top, WIDTH, self.height, grey=_FRAME, line=0.5)

    def _draw_cell(self, sheet: Sheet, cell: _Filled, place: Place, x: float, top: float) -> None:
        y = top + sum(self.lines[: place.line])
        left = x + place.x
        is_key = place is self.places[0]
        height = sum(self.lines) if is_key else self.lines[place.line]
        if self.is_head:
            sheet.fill(left, y, place.width, height, grey=_HEAD_FILL)
        elif cell.is_given and self.shades_given:
            sheet.fill(left, y, place.width, height, grey=_GIVEN_FILL)
        if not is_key:
            sheet.line(left, y, left, y + height, grey=_INNER, width=0.4)
        content = (cell.drawn.height if cell.drawn else 0) + cell.aside.height
        start = y + _PAD if self.is_head else y + (height - content) / 2
        if cell.drawn:
            cell.drawn.draw(sheet, left + _PAD, start)
            start += cell.drawn.height
        elif cell.aside.lines:
            start = y + height - cell.aside.height - 0.6 * MM
        cell.aside.draw(sheet, left + _PAD, start)
        if cell.ghost:
            sheet.text(left + _PAD, y + height - GHOST.leading - 0.4 * MM, cell.ghost, GHOST)
        if cell.units:
            _draw_units_right(sheet, cell.units, left + place.width, y + (height - 4.6 * MM) / 2)


def _draw_units_right(sheet: Sheet, units: tuple[str, ...], right: float, top: float) -> None:
    draw_units(sheet, right - units_width(units) - 1.4 * MM, top, units, begins=True)


def head_strip(grid: Grid) -> RecordStrip:
    """Return the heads of a grid."""
    places = places_of(grid.columns)
    cells = tuple(_head(c, p.width) for c, p in zip(grid.columns, places, strict=True))
    return _strip(cells, places, Paragraph((), SMALL), is_head=True, shades_given=False)


class BandStrip(msgspec.Struct, frozen=True, gc=False):
    """A line over the whole width that heads the records below it."""

    text: Paragraph

    @property
    def height(self) -> float:
        """With a little room."""
        return self.text.height + 2 * _DENSE_PAD

    @property
    def first_line(self) -> "BandStrip":
        """What comes again on the next page: enough to know whose records they are."""
        return BandStrip(msgspec.structs.replace(self.text, lines=self.text.lines[:1]))

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Shaded like the heads."""
        sheet.fill(x, top, WIDTH, self.height, grey=_HEAD_FILL)
        sheet.box(x, top, WIDTH, self.height, grey=_FRAME, line=0.5)
        self.text.draw(sheet, x + _PAD, top + _DENSE_PAD)


def band_strips(record: Record) -> tuple[BandStrip, ...]:
    """Return the line above a record, none for most; one that would fill a page in parts."""
    if not record.band:
        return ()
    text = safe_paragraph(record.band, _HEAD, WIDTH - 2 * _PAD)
    return tuple(BandStrip(part) for part in text.pieces(_MOST_LINES))


def record_strips(grid: Grid) -> tuple[tuple[RecordStrip, ...], ...]:
    """Return the strips of each record of a grid: one, or more where it would fill a page."""
    places = places_of(grid.columns)
    is_form = any(not _is_given(cell) for record in grid.records for cell in record.cells)
    return tuple(
        tuple(_record(record, places, is_form=is_form, is_dense=grid.is_dense))
        for record in grid.records
    )


def _record(
    record: Record, places: tuple[Place, ...], *, is_form: bool, is_dense: bool
) -> Iterator[RecordStrip]:
    cells = tuple(_cell(c, p.width) for c, p in zip(record.cells, places, strict=True))
    if is_dense:
        cells = tuple(msgspec.structs.replace(c, least=0.0, pad=_DENSE_PAD) for c in cells)
    lines = max(place.line for place in places) + 1
    parts = [_parts(cell, _MOST_LINES // lines) for cell in cells]
    remark = safe_paragraph(record.note, SMALL, WIDTH - places[0].width - 2 * _PAD)
    notes = remark.pieces(_MOST_LINES)
    count = max(*(len(part) for part in parts), len(notes))
    for at in range(count):
        shown = tuple(part[at] if at < len(part) else _EMPTY for part in parts)
        note = notes[at] if at < len(notes) else Paragraph((), SMALL)
        yield _strip(shown, places, note, is_head=False, shades_given=is_form)


def _parts(cell: _Filled, most: int) -> tuple[_Filled, ...]:
    if not isinstance(cell.drawn, Paragraph) or len(cell.drawn.lines) <= most:
        return (cell,)
    return tuple(msgspec.structs.replace(cell, drawn=part) for part in cell.drawn.pieces(most))


def _strip(
    cells: tuple[_Filled, ...],
    places: tuple[Place, ...],
    note: Paragraph,
    *,
    is_head: bool,
    shades_given: bool,
) -> RecordStrip:
    heights = [0.0] * (max(place.line for place in places) + 1)
    for cell, place in list(zip(cells, places, strict=True))[1:]:
        heights[place.line] = max(heights[place.line], cell.height)
    heights[-1] += max(0.0, cells[0].height - sum(heights))
    return RecordStrip(cells, places, tuple(heights), note, is_head, shades_given)


def _head(column: Column, width: float) -> _Filled:
    label = column.label + ("*" if column.is_required else "")
    drawn = safe_paragraph(label, _HEAD, width - 2 * _PAD)
    hint = safe_paragraph(column.hint, _HEAD_HINT, width - 2 * _PAD)
    return _Filled(drawn, hint, (), "", is_given=True, least=0)


def _is_given(cell: Cell) -> bool:
    return isinstance(cell.answer, Stated | Nothing)


def _cell(cell: Cell, width: float) -> _Filled:
    inner = width - 2 * _PAD
    is_given = _is_given(cell)
    least = _LEAST_STATED if is_given else _LEAST_EMPTY
    aside = safe_paragraph(cell.aside, SMALL, inner)
    drawn: Drawn | None = None
    units: tuple[str, ...] = ()
    ghost = ""
    match cell.answer:
        case Stated(text=text, tone=tone):
            drawn = safe_paragraph(text, _TONES[tone], inner)
        case Nothing():
            drawn = safe_paragraph("–", QUIET, inner)
        case Choices() as choices:
            drawn = ticks(choices, inner, _CELL, step=1)
        case Comb() as comb:
            ghost = comb.value
        case Box(units=found):
            units = found
        case Line():
            pass
    if drawn is None and aside.lines:
        least = max(least, _LEAST_EMPTY + aside.height)
    return _Filled(drawn, aside, units, ghost, is_given, least)
