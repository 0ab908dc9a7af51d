"""A choice that the mouse wheel never changes (`requirements.md` P17)."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox

from .theme import colours


class StillCombo(QComboBox):
    """Leaves the wheel to the page around it; its arrow has the colours of the theme."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = colours()
        painter.setPen(QPen(QColor(named.muted if self.isEnabled() else named.line), 1.6))
        x, y = self.width() - 14.0, self.height() / 2
        tip = [QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]
        painter.drawPolyline(QPolygonF(tip))
