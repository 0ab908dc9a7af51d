"""The sum of diameters over the assessments, as a small line. Only what was recorded is drawn."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from hcc_crf.values import VisitCode

from .theme import TYPE_SMALL, colours, current_theme

HEIGHT = 118
_SIDE = 22.0
_TOP = 20.0
_BOTTOM = 24.0


class SumChart(QWidget):
    """Draws the sums it is given, each with its number."""

    def __init__(self, sums: tuple[tuple[VisitCode, Decimal], ...]) -> None:
        """Draw sums in mm by visit, baseline first."""
        super().__init__()
        self._sums = sums
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(f"{visit} {mm} mm" for visit, mm in sums))
        current_theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(220, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        named = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(TYPE_SMALL)
        painter.setFont(font)
        base = self.height() - _BOTTOM + 6
        painter.setPen(QPen(QColor(named.line), 1))
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))
        points = self._points()
        painter.setPen(QPen(QColor(named.accent), 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(QColor(named.accent))
        for point, (visit, mm) in zip(points, self._sums, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(point, 3.2, 3.2)
            painter.setPen(QColor(named.text))
            painter.drawText(_around(point, -19), Qt.AlignmentFlag.AlignCenter, f"{mm:f}")
            painter.setPen(QColor(named.muted))
            foot = QPointF(point.x(), self.height() - 9)
            painter.drawText(_around(foot, -8), Qt.AlignmentFlag.AlignCenter, visit)
        painter.end()

    def _points(self) -> list[QPointF]:
        numbers = [float(mm) for _visit, mm in self._sums]
        low, high = min(numbers), max(numbers)
        tall = self.height() - _TOP - _BOTTOM
        wide = self.width() - 2 * _SIDE
        step = wide / max(len(numbers) - 1, 1)
        return [
            QPointF(
                _SIDE + step * place,
                _TOP + tall * ((high - number) / (high - low) if high > low else 0.5),
            )
            for place, number in enumerate(numbers)
        ]


def _around(point: QPointF, down: float) -> QRectF:
    return QRectF(point.x() - 24, point.y() + down, 48, 15)
