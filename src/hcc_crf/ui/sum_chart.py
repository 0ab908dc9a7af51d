"""The sum of diameters over the assessments, with the lines of response and progression.

Painted by hand (ADR 0021): a dozen points need no plotting library. Sums are discs, progression a
square, the chosen time point has a ring, a sum that lacks a question mark; the lines differ by
their dashes and say what they are.
"""

from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from hcc_crf.values import Bilingual

from .palette import Colours
from .response_texts import PD_LINE, PR_LINE
from .response_words import mm_text
from .sum_plot import SumPlot, SumPoint
from .texts import filled, tr, wording
from .theme import TYPE_SMALL, colours, current_theme

HEIGHT = 150
_LEFT = 18.0
_RIGHT = 26.0
_TOP = 34.0
_BOTTOM = 24.0
_WORD_HEIGHT = 15
_NEAR = 18
_DASHES = ([5.0, 3.0], [1.5, 2.5])
"""Of the line of response, of the line of progression."""


class SumChart(QWidget):
    """Draws a chart; a click chooses a time point.

    Signals:
        chosen: Number of the time point clicked, 0 for baseline.
    """

    chosen = Signal(int)

    def __init__(
        self, plot: SumPlot, *, height: int = HEIGHT, parent: QWidget | None = None
    ) -> None:
        """Draw a plot, `height` device independent pixels high."""
        super().__init__(parent)
        self._plot = plot
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)
        wording().language_changed.connect(self.update)
        current_theme().changed.connect(self.update)
        self._say()

    def show_plot(self, plot: SumPlot) -> None:
        """Draw another plot."""
        self._plot = plot
        self._say()
        self.update()

    def choose(self, number: int) -> None:
        """Ring a time point; −1 for none."""
        self._current = number
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(
            ", ".join(f"{p.name} {mm_text(p.mm)} mm" for p in self._plot.points if p.mm is not None)
        )

    def _draw(self, painter: QPainter, named: Colours) -> None:
        self._draw_axis(painter, named)
        self._draw_limits(painter, named)
        known = [(point, self._at(point)) for point in self._plot.points if point.mm is not None]
        for (one, start), (other, end) in pairwise(known):
            is_gap = self._plot.points.index(other) - self._plot.points.index(one) > 1
            style = Qt.PenStyle.DotLine if is_gap else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(named.accent), 2, style))
            painter.drawLine(start, end)
        for point, place in known:
            self._draw_point(painter, named, point, place)

    def _draw_axis(self, painter: QPainter, named: Colours) -> None:
        base = self._y(Decimal(0))
        painter.setPen(QPen(QColor(named.line), 1))
        painter.drawLine(QPointF(_LEFT, base), QPointF(self.width() - 4, base))
        end = -1.0
        for number, point in enumerate(self._plot.points):
            is_current = number == self._current
            wide = painter.fontMetrics().horizontalAdvance(point.name)
            left = self._x(point.x) - wide / 2
            if left < end and not is_current:
                continue
            end = left + wide + 4
            painter.setPen(QColor(named.text if is_current else named.muted))
            _word(painter, QPointF(self._x(point.x), self.height() - _WORD_HEIGHT), point.name)
            if point.mm is None:
                _word(painter, QPointF(self._x(point.x), base - _WORD_HEIGHT - 2), "?")

    def _draw_limits(self, painter: QPainter, named: Colours) -> None:
        response, progression = _DASHES
        if self._plot.pr_to_mm is not None:
            painter.setPen(_dashed(named.good, response))
            height = self._y(self._plot.pr_to_mm)
            painter.drawLine(QPointF(_LEFT, height), QPointF(self.width() - 4, height))
        painter.setPen(_dashed(named.bad, progression))
        top = Decimal(1) * self._plot.top_mm
        corners: list[QPointF] = []
        for limit in self._plot.limits:
            height = self._y(min(limit.mm, top))
            corners += [QPointF(self._x(limit.start), height), QPointF(self._x(limit.end), height)]
        painter.drawPolyline(QPolygonF(corners))
        self._draw_legend(painter, named)

    def _draw_legend(self, painter: QPainter, named: Colours) -> None:
        lines = ((self._pr_words(), named.good_text), (self._pd_words(), named.bad_text))
        for row, ((words, dashes), colour) in enumerate(lines):
            if words is None:
                continue
            middle = row * _WORD_HEIGHT + _WORD_HEIGHT / 2
            painter.setPen(_dashed(colour, dashes))
            painter.drawLine(QPointF(2, middle), QPointF(22, middle))
            painter.setPen(QColor(colour))
            box = QRectF(28, row * _WORD_HEIGHT, self.width() - 28, _WORD_HEIGHT)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, tr(words))

    def _pr_words(self) -> tuple[Bilingual | None, list[float]]:
        mm = self._plot.pr_to_mm
        return None if mm is None else filled(PR_LINE, mm=mm_text(mm)), _DASHES[0]

    def _pd_words(self) -> tuple[Bilingual | None, list[float]]:
        if not self._plot.limits:
            return None, _DASHES[1]
        at = self._current - 1 if 0 < self._current <= len(self._plot.limits) else -1
        return filled(PD_LINE, mm=mm_text(self._plot.limits[at].mm)), _DASHES[1]

    def _draw_point(
        self, painter: QPainter, named: Colours, point: SumPoint, place: QPointF
    ) -> None:
        colour = QColor(named.bad if point.is_progression else named.accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if point.is_progression:
            painter.drawRect(QRectF(place.x() - 4, place.y() - 4, 8, 8))
        else:
            painter.drawEllipse(place, 3.6, 3.6)
        if self._plot.points.index(point) == self._current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1.5))
            painter.drawEllipse(place, 7.5, 7.5)
        above = QPointF(place.x(), place.y() - 23)
        _number(painter, named, above, mm_text(point.mm or Decimal(0)))

    def _at(self, point: SumPoint) -> QPointF:
        return QPointF(self._x(point.x), self._y(point.mm or Decimal(0)))

    def _x(self, share: Decimal) -> float:
        return _LEFT + (self.width() - _LEFT - _RIGHT) * float(share)

    def _y(self, mm: Decimal) -> float:
        tall = self.height() - _TOP - _BOTTOM - _WORD_HEIGHT
        return self.height() - _BOTTOM - tall * float(mm / self._plot.top_mm)

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        places = [abs(self._x(point.x) - event.position().x()) for point in self._plot.points]
        if places and min(places) <= _NEAR:
            self.chosen.emit(places.index(min(places)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(TYPE_SMALL)
        painter.setFont(font)
        self._draw(painter, colours())
        painter.end()


def _dashed(colour: str, dashes: list[float]) -> QPen:
    pen = QPen(QColor(colour), 1.4)
    pen.setDashPattern(dashes)
    return pen


def _word(painter: QPainter, top: QPointF, text: str) -> None:
    box = QRectF(top.x() - 24, top.y(), 48, _WORD_HEIGHT)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _number(painter: QPainter, named: Colours, top: QPointF, text: str) -> None:
    """Write a number on a ground of its own, so that a line behind it does not cross it."""
    wide = painter.fontMetrics().horizontalAdvance(text) + 4
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(named.surface))
    painter.drawRect(QRectF(top.x() - wide / 2, top.y() + 1, wide, _WORD_HEIGHT - 2))
    painter.setPen(QColor(named.text))
    _word(painter, top, text)
