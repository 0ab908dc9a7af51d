"""Boxes to write into, drawn: combs for dates, squares to tick, lines, and what is stated."""

from math import ceil
from typing import Protocol

import msgspec

from .document import Answer, Box, Choices, Comb, Line, Nothing, Stated, Tone
from .render_sheet import MM, Paragraph, Sheet, Style, safe_paragraph, text_width

TEXT = Style(9)
STRONG = Style(9, is_bold=True)
QUIET = Style(8, grey=0.42)
STRUCK = Style(9, grey=0.35, is_struck=True)
SMALL = Style(7, grey=0.42)
GHOST = Style(6.5, grey=0.72)
EDGE = 0.45
"""Grey of the boxes to write into."""
BOX_HEIGHT = 6 * MM
_LINE_HEIGHT = 7.5 * MM
_COMB = 4.6 * MM
_SQUARE = 3 * MM
_TICK_GAP = 1.4 * MM
_TICK_ROW = 5 * MM
_CHOICE_STEP = 8.5 * MM
"""Choices of all rows begin at multiples of this, so that they stand under each other."""
_UNIT_LINE = 4.6 * MM
_UNIT_SQUARE = 3.6 * MM
_UNIT_GAP = 2.4 * MM
_TONES = {Tone.PLAIN: TEXT, Tone.STRONG: STRONG, Tone.QUIET: QUIET, Tone.STRUCK: STRUCK}


class Drawn(Protocol):
    """Something with a height, in points, that draws itself."""

    @property
    def height(self) -> float:
        """How high it is."""

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it with its top left corner at a place."""


class _Combs(msgspec.Struct, frozen=True, gc=False):
    comb: Comb
    height: float = BOX_HEIGHT

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """One box a letter; the marks between stand free."""
        for char in self.comb.value:
            if char in "-:":
                sheet.text(x + 0.7 * MM, top + 1.2 * MM, char, TEXT)
                x += 2.6 * MM
                continue
            sheet.box(x, top, _COMB, BOX_HEIGHT, grey=EDGE)
            middle = x + (_COMB - text_width(char, GHOST)) / 2
            sheet.text(middle, top + BOX_HEIGHT - GHOST.leading - 0.2 * MM, char, GHOST)
            x += _COMB


class _Lines(msgspec.Struct, frozen=True, gc=False):
    count: int
    width: float

    @property
    def height(self) -> float:
        return BOX_HEIGHT + (self.count - 1) * _LINE_HEIGHT

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Lines to write on."""
        for at in range(self.count):
            y = top + BOX_HEIGHT - 0.8 * MM + at * _LINE_HEIGHT
            sheet.line(x, y, x + self.width, y, grey=EDGE)


class _NumberBox(msgspec.Struct, frozen=True, gc=False):
    """A box, its unit, and squares for other units."""

    units: tuple[tuple[str, ...], ...]
    box_width: float

    @property
    def height(self) -> float:
        return max(BOX_HEIGHT, len(self.units) * _UNIT_LINE)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """The standard unit needs no tick."""
        middle = top + self.height / 2
        sheet.box(x, middle - BOX_HEIGHT / 2, self.box_width, BOX_HEIGHT, grey=EDGE)
        y = middle - len(self.units) * _UNIT_LINE / 2
        for at, line in enumerate(self.units):
            draw_units(sheet, x + self.box_width + 2 * MM, y, line, begins=at == 0)
            y += _UNIT_LINE


def unit_lines(units: tuple[str, ...], width: float) -> tuple[tuple[str, ...], ...]:
    """Return units in lines no wider than `width`, where a single one allows."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for at, unit in enumerate(units):
        needed = text_width(unit, QUIET) + (_UNIT_SQUARE if at else 0)
        if lines[-1] and used + needed > width:
            lines.append([])
            used = 0.0
        lines[-1].append(unit)
        used += needed + _UNIT_GAP
    return tuple(tuple(line) for line in lines if line)


def draw_units(sheet: Sheet, x: float, top: float, units: tuple[str, ...], *, begins: bool) -> None:
    """Draw units with a square each; the standard one, first of all, has none."""
    for at, unit in enumerate(units):
        if at or not begins:
            draw_square(sheet, x, top + 0.9 * MM, 2.6 * MM)
            x += _UNIT_SQUARE
        sheet.text(x, top + 0.4 * MM, unit, QUIET)
        x += text_width(unit, QUIET) + _UNIT_GAP


def units_width(units: tuple[str, ...]) -> float:
    """Return how wide units are on one line that begins with the standard one."""
    texts = sum(text_width(unit, QUIET) for unit in units)
    return texts + (_UNIT_SQUARE + _UNIT_GAP) * (len(units) - 1)


def draw_square(sheet: Sheet, x: float, top: float, side: float = _SQUARE) -> None:
    """Draw a square to tick."""
    sheet.box(x, top, side, side, grey=0.3)


class _Ticks(msgspec.Struct, frozen=True, gc=False):
    """Choices in rows; each with its place in its row."""

    rows: tuple[tuple[tuple[float, Paragraph], ...], ...]

    def _height(self, row: tuple[tuple[float, Paragraph], ...]) -> float:
        return max(_TICK_ROW, *(label.height + 0.6 * MM for _x, label in row))

    @property
    def height(self) -> float:
        return sum(self._height(row) for row in self.rows)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Row by row."""
        for row in self.rows:
            height = self._height(row)
            for left, label in row:
                first = top + (height - label.height) / 2
                draw_square(sheet, x + left, first + (label.style.leading - _SQUARE) / 2)
                label.draw(sheet, x + left + _SQUARE + _TICK_GAP, first)
            top += height


class _Dash(msgspec.Struct, frozen=True, gc=False):
    """A place where nothing is to be written."""

    height: float = BOX_HEIGHT

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """A dash."""
        sheet.text(x, top + 1.2 * MM, "–", QUIET)


def ticks(choices: Choices, width: float, style: Style = TEXT, step: float = _CHOICE_STEP) -> Drawn:
    """Return choices one behind the other in rows; each begins at a multiple of `step` points."""
    rows: list[list[tuple[float, Paragraph]]] = [[]]
    x = 0.0
    for text in choices.labels:
        label = safe_paragraph(text, style, width - _SQUARE - _TICK_GAP)
        own = max(text_width(line, style) for line in label.lines) + _SQUARE + _TICK_GAP
        if rows[-1] and x + own > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, label))
        x += ceil((own + 2.5 * MM) / step) * step
    return _Ticks(tuple(tuple(row) for row in rows))


def drawn_answer(answer: Answer, width: float, *, number_width: float = 24 * MM) -> Drawn:
    """Return an answer as it is drawn in `width` points."""
    match answer:
        case Stated(text=text, tone=tone):
            return safe_paragraph(text, _TONES[tone], width)
        case Comb():
            return _Combs(answer)
        case Choices():
            return ticks(answer, width)
        case Box(units=units):
            room = width - number_width - 2 * MM
            return _NumberBox(unit_lines(units, room), number_width)
        case Line(lines=lines):
            return _Lines(lines, width)
        case Nothing():
            return _Dash()
