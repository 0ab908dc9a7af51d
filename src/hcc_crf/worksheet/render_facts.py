"""The boxes under the title, and the lines to sign on at the end."""

import msgspec

from .document import Answer, Comb, Stated
from .render_answers import SMALL, drawn_answer
from .render_fields import WIDTH
from .render_sheet import MM, Sheet, Style, safe_paragraph, text_width

_VALUE = Style(10, is_bold=True)
_GAP = 2.5 * MM
_BOX_HEIGHT = 13 * MM
_SIGN_ROW = 11 * MM


class FactsStrip(msgspec.Struct, frozen=True, gc=False):
    """Facts in lines of boxes; the boxes of a line share the whole width."""

    lines: tuple[tuple[tuple[str, Answer], ...], ...]

    @property
    def height(self) -> float:
        """All lines of boxes."""
        return len(self.lines) * _BOX_HEIGHT

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Label above, value below."""
        for at, line in enumerate(self.lines):
            left = x
            scale = WIDTH / sum(_width(fact) for fact in line)
            for fact in line:
                width = _width(fact) * scale
                _draw_fact(sheet, fact, left, top + at * _BOX_HEIGHT, width)
                left += width


def _draw_fact(sheet: Sheet, fact: tuple[str, Answer], x: float, top: float, width: float) -> None:
    label, answer = fact
    sheet.box(x, top, width, _BOX_HEIGHT, grey=0.6, line=0.5)
    sheet.text(x + _GAP, top + 1.2 * MM, label, SMALL)
    if isinstance(answer, Stated):
        value = safe_paragraph(answer.text, _VALUE, width - 2 * _GAP)
        value.draw(sheet, x + _GAP, top + 5.4 * MM)
    else:
        drawn = drawn_answer(answer, width - 2 * _GAP)
        drawn.draw(sheet, x + _GAP, top + 5.4 * MM)


def _width(fact: tuple[str, Answer]) -> float:
    """Width a box asks for before the line is stretched."""
    answer = fact[1]
    if isinstance(answer, Comb):
        return 60 * MM
    if isinstance(answer, Stated):
        return max(26 * MM, text_width(answer.text, _VALUE) + 2 * _GAP)
    return 58 * MM


class ClosingStrip(msgspec.Struct, frozen=True, gc=False):
    """Who filled it in, who entered it: name, signature, date."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        """With room above."""
        return len(self.rows) * _SIGN_ROW + 4 * MM

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """A line each, the label small below it."""
        y = top + 2 * MM
        shares = (0.44, 0.34, 0.22)
        for row in self.rows:
            y += _SIGN_ROW
            left = x
            for share, label in zip(shares, row, strict=True):
                width = share * WIDTH
                sheet.line(left, y - 3.4 * MM, left + width - 5 * MM, y - 3.4 * MM, grey=0.45)
                sheet.text(left, y - 3 * MM, label, SMALL)
                left += width
