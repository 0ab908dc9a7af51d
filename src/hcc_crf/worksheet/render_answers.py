"""Boxes to write into, drawn: combs for dates, squares to tick, lines, and what is stated."""

from dataclasses import dataclass
from typing import Protocol

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
_LEAST_CHOICE = 17 * MM
_TONES = {Tone.PLAIN: TEXT, Tone.STRONG: STRONG, Tone.QUIET: QUIET, Tone.STRUCK: STRUCK}


class Drawn(Protocol):
    """Something with a height, in points, that draws itself."""

    @property
    def height(self) -> float:
        """How high it is."""

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it with its top left corner at a place."""


@dataclass(frozen=True, slots=True)
class _Combs:
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


@dataclass(frozen=True, slots=True)
class _Lines:
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


@dataclass(frozen=True, slots=True)
class _NumberBox:
    """A box, its unit, and squares for other units."""

    units: tuple[str, ...]
    box_width: float
    height: float = BOX_HEIGHT

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """The standard unit needs no tick."""
        sheet.box(x, top, self.box_width, BOX_HEIGHT, grey=EDGE)
        draw_units(sheet, x + self.box_width + 2 * MM, top + 1.1 * MM, self.units)


def draw_units(sheet: Sheet, x: float, top: float, units: tuple[str, ...]) -> None:
    """Draw the standard unit, then the others with a square each."""
    for at, unit in enumerate(units):
        if at:
            draw_square(sheet, x, top + 0.3 * MM, 2.6 * MM)
            x += 3.6 * MM
        sheet.text(x, top, unit, QUIET)
        x += text_width(unit, QUIET) + 3 * MM


def draw_square(sheet: Sheet, x: float, top: float, side: float = _SQUARE) -> None:
    """Draw a square to tick."""
    sheet.box(x, top, side, side, grey=0.3)


@dataclass(frozen=True, slots=True)
class _Ticks:
    """Choices in columns of one width, so that they stand under each other."""

    labels: tuple[Paragraph, ...]
    columns: int
    column_width: float

    @property
    def _row_height(self) -> float:
        return max(max(label.height for label in self.labels) + 0.6 * MM, 5 * MM)

    @property
    def height(self) -> float:
        return -(-len(self.labels) // self.columns) * self._row_height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Row by row."""
        for at, label in enumerate(self.labels):
            left = x + at % self.columns * self.column_width
            line_top = top + at // self.columns * self._row_height
            first = line_top + (self._row_height - label.height) / 2
            square_top = first + (label.style.leading - _SQUARE) / 2
            draw_square(sheet, left, square_top)
            label.draw(sheet, left + _SQUARE + _TICK_GAP, first)


@dataclass(frozen=True, slots=True)
class _Dash:
    height: float = BOX_HEIGHT

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Nothing is to be written here."""
        sheet.text(x, top + 1.2 * MM, "–", QUIET)


def ticks(choices: Choices, width: float, style: Style = TEXT) -> Drawn:
    """Return choices in as many columns as their labels fit side by side."""
    around = _SQUARE + _TICK_GAP + 2.5 * MM
    widest = max(text_width(label, style) for label in choices.labels) + around
    column = min(max(widest, _LEAST_CHOICE), width)
    columns = max(1, min(int(width / column), len(choices.labels)))
    if columns == 1:
        column = width
    room = column - _SQUARE - _TICK_GAP
    return _Ticks(tuple(safe_paragraph(t, style, room) for t in choices.labels), columns, column)


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
            return _NumberBox(units, number_width)
        case Line(lines=lines):
            return _Lines(lines, width)
        case Nothing():
            return _Dash()
