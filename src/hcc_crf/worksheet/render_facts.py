"""The boxes under the title, and the lines to sign on at the end."""

from dataclasses import dataclass

from .document import Answer, Comb, Stated
from .render_answers import SMALL, drawn_answer
from .render_fields import WIDTH
from .render_sheet import MM, Sheet, Style, safe_paragraph

_VALUE = Style(10, is_bold=True)
_GAP = 2.5 * MM
_SIGN_ROW = 12 * MM


@dataclass(frozen=True, slots=True)
class FactsStrip:
    """Facts in boxes side by side: the first ones on one line, the date to write on the next."""

    facts: tuple[tuple[str, Answer], ...]

    @property
    def height(self) -> float:
        """All lines of boxes."""
        return len(self._lines()) * 14.5 * MM if self.facts else 0

    def _lines(self) -> list[list[tuple[str, Answer]]]:
        lines: list[list[tuple[str, Answer]]] = [[]]
        used = 0.0
        for fact in self.facts:
            width = _width(fact)
            if lines[-1] and used + width > WIDTH + 1:
                lines.append([])
                used = 0
            lines[-1].append(fact)
            used += width
        return lines

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Label above, value below; the boxes of a line share the whole width."""
        for at, line in enumerate(self._lines()):
            y = top + at * 14.5 * MM
            scale = WIDTH / sum(_width(fact) for fact in line)
            left = x
            for label, answer in line:
                width = _width((label, answer)) * scale
                sheet.box(left, y, width, 13 * MM, grey=0.6, line=0.5)
                sheet.text(left + _GAP, y + 1.2 * MM, label, SMALL)
                if isinstance(answer, Stated):
                    value = safe_paragraph(answer.text, _VALUE, width - 2 * _GAP)
                    value.draw(sheet, left + _GAP, y + 5.6 * MM)
                else:
                    drawn = drawn_answer(answer, width - 2 * _GAP)
                    drawn.draw(sheet, left + _GAP, y + 5.4 * MM)
                left += width


def _width(fact: tuple[str, Answer]) -> float:
    """Width a box asks for before the line is stretched."""
    answer = fact[1]
    if isinstance(answer, Comb):
        return 60 * MM
    if isinstance(answer, Stated):
        longest = safe_paragraph(answer.text, _VALUE, WIDTH).lines
        return max(26 * MM, sum(len(line) for line in longest) * 2.35 * MM + 2 * _GAP)
    return 58 * MM


@dataclass(frozen=True, slots=True)
class ClosingStrip:
    """Who filled it in, who entered it: name, signature, date."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        """With room above."""
        return len(self.rows) * _SIGN_ROW + 8 * MM

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """A line each, the label small below it."""
        y = top + 4 * MM
        shares = (0.44, 0.34, 0.22)
        for row in self.rows:
            y += _SIGN_ROW
            left = x
            for share, label in zip(shares, row, strict=True):
                width = share * WIDTH
                sheet.line(left, y - 3.4 * MM, left + width - 5 * MM, y - 3.4 * MM, grey=0.45)
                sheet.text(left, y - 3 * MM, label, SMALL)
                left += width
