"""How a table of words is painted: cells of one or two lines, headings, what is current."""

from dataclasses import KW_ONLY, dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hcc_crf.values import Bilingual

from .cell_model import CellModel, Index
from .cell_rows import Cell, Line, Tone
from .palette import Colours
from .state_icons import mark_pixmap
from .texts import tr
from .theme import SPACE_S, SPACE_XS, TYPE_BODY, TYPE_SMALL, colours

SINGLE_HEIGHT = 26
DOUBLE_HEIGHT = 39
HEADING_HEIGHT = 42
MARK_SIZE = 16
_UPPER = 18
_LOWER = 16
"""Heights of the two lines of a cell."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def line_height(line: Line) -> int:
    """Return the height of a row in device independent pixels."""
    return DOUBLE_HEIGHT if line.is_double else SINGLE_HEIGHT


@dataclass(frozen=True, slots=True)
class Look:
    """What painting must know.

    Attributes:
        view: Where it is shown.
        cells: What is shown.
        is_by_row: With a cell its row is current; otherwise its column.
    """

    view: QTableView
    cells: CellModel
    _: KW_ONLY
    is_by_row: bool

    def ground(self, row: int, column: int) -> str:
        """Return the ground of a cell; of a heading where row or column is −1."""
        named = colours()
        if row >= 0 and self.cells.grid.lines[row].is_section:
            return named.sunken
        current = self.view.currentIndex()
        here, there = (row, current.row()) if self.is_by_row else (column, current.column())
        return named.chosen if current.isValid() and here == there else named.surface


class CellDelegate(QStyledItemDelegate):
    """Paints one cell."""

    def __init__(self, look: Look) -> None:
        """Paint for one view."""
        super().__init__(look.view)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, mark and words; the current cell has a frame where the keyboard is."""
        named = colours()
        box: QRect = option.rect
        view = self._look.view
        cell = self._look.cells.cell(index.row(), index.column())
        painter.fillRect(box, QColor(self._look.ground(index.row(), index.column())))
        painter.setPen(QColor(named.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if cell is None:
            return
        inner = box.adjusted(SPACE_S, 0, -SPACE_XS, -1)
        if cell.mark is not None:
            pixmap = mark_pixmap(cell.mark, MARK_SIZE, ratio=painter.device().devicePixelRatioF())
            painter.drawPixmap(inner.left(), inner.center().y() - MARK_SIZE // 2, pixmap)
            inner.setLeft(inner.left() + MARK_SIZE + SPACE_XS + 2)
        _paint_words(painter, inner, cell, view.font())
        current = view.currentIndex()
        is_current = (index.row(), index.column()) == (current.row(), current.column())
        if is_current and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(named.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -2), 4, 4)


class CellHeading(QHeaderView):
    """Paints what rows and columns are about; a small second line below."""

    def __init__(self, orientation: Qt.Orientation, look: Look, width: int) -> None:
        """Head a view; `width` counts for headings at the left."""
        super().__init__(orientation, look.view)
        self._look = look
        self._width = width

    def sectionSizeFromContents(self, section: int) -> QSize:
        if self.orientation() is Qt.Orientation.Vertical:
            return QSize(self._width, self.sectionSize(section))
        return QSize(self.sectionSize(section), HEADING_HEIGHT)

    def sizeHint(self) -> QSize:
        if self.orientation() is Qt.Orientation.Vertical:
            return QSize(self._width, super().sizeHint().height())
        return QSize(super().sizeHint().width(), HEADING_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        named = colours()
        is_row = self.orientation() is Qt.Orientation.Vertical
        row, column = (logicalIndex, -1) if is_row else (-1, logicalIndex)
        painter.fillRect(rect, QColor(self._look.ground(row, column)))
        painter.setPen(QColor(named.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        heading = self._look.cells.heading(self.orientation(), logicalIndex)
        is_section = is_row and self._look.cells.grid.lines[logicalIndex].is_section
        tone = named.accent if is_section else named.text
        inner = rect.adjusted(SPACE_S, 0, -SPACE_XS, -1)
        _two_lines(
            painter,
            inner,
            (heading.main, heading.sub),
            (tone, named.muted),
            self._look.view.font(),
            is_strong=True,
        )


class CellCorner(QWidget):
    """Paints what the headings at the left are, above them."""

    def __init__(self, view: QTableView, text: Bilingual) -> None:
        """Stand in the corner of `view`."""
        super().__init__(view)
        self._text = text

    def paintEvent(self, _event: QPaintEvent) -> None:
        named = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(named.surface))
        painter.setPen(QColor(named.line))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        inner = self.rect().adjusted(SPACE_S, 0, -SPACE_XS, -1)
        tones = (named.muted, named.muted)
        _two_lines(painter, inner, (self._text, None), tones, self.font(), is_strong=False)
        painter.end()


def colour_of(tone: Tone, named: Colours) -> str:
    """Return the colour of words of a tone."""
    return {
        Tone.QUIET: named.muted,
        Tone.GOOD: named.good_text,
        Tone.WARN: named.warn_text,
        Tone.BAD: named.bad_text,
    }.get(tone, named.text)


def _paint_words(painter: QPainter, box: QRect, cell: Cell, font: QFont) -> None:
    named = colours()
    is_strong = cell.tone not in (Tone.PLAIN, Tone.QUIET)
    tones = (colour_of(cell.tone, named), colour_of(cell.sub_tone, named))
    _two_lines(painter, box, (cell.main, cell.sub), tones, font, is_strong=is_strong)


def _two_lines(
    painter: QPainter,
    box: QRect,
    words: tuple[Bilingual, Bilingual | None],
    tones: tuple[str, str],
    font: QFont,
    *,
    is_strong: bool,
) -> None:
    main, sub = words
    edge = (box.height() - _UPPER - _LOWER) // 2
    upper = box if sub is None else QRect(box.left(), box.top() + edge, box.width(), _UPPER)
    large = QFont(font)
    large.setPixelSize(TYPE_BODY)
    large.setBold(is_strong)
    _paint_line(painter, upper, tr(main), large, tones[0])
    if sub is not None:
        small = QFont(font)
        small.setPixelSize(TYPE_SMALL)
        lower = QRect(box.left(), upper.bottom(), box.width(), _LOWER)
        _paint_line(painter, lower, tr(sub), small, tones[1])


def _paint_line(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _LEFT, fitting)
