"""Check boxes and radio buttons whose mark is painted: seen in light and dark, at any scaling."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from .theme import SPACE_S, colours

MARK = 15
_MOVES_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CheckMark(QCheckBox):
    """A box to tick, which leaves the arrows and Enter to the page."""

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _begin(painter, self)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            painter.setPen(QPen(QColor(colours().on_accent), 1.8))
            tick = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([_at(box, *point) for point in tick]))
        _say(painter, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES_ON:
            event.ignore()
            return
        super().keyPressEvent(event)


class RadioMark(QRadioButton):
    """One of several."""

    def sizeHint(self) -> QSize:
        return _size(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _begin(painter, self)
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().on_accent))
            painter.drawEllipse(box.adjusted(4.5, 4.5, -4.5, -4.5))
        _say(painter, self)


def _size(button: QAbstractButton) -> QSize:
    text = button.fontMetrics().horizontalAdvance(button.text())
    return QSize(MARK + SPACE_S + text + SPACE_S, MARK + SPACE_S)


def _begin(painter: QPainter, button: QAbstractButton) -> QRectF:
    """Choose the colours of the mark; return where it stands."""
    named = colours()
    is_on = button.isChecked()
    edge = named.focus if button.hasFocus() else named.fill if is_on else named.muted
    fill = named.fill if is_on else named.surface
    if not button.isEnabled():
        edge, fill = named.rest, named.rest if is_on else named.sunken
    painter.setPen(QPen(QColor(edge), 2 if button.hasFocus() else 1.2))
    painter.setBrush(QColor(fill))
    return QRectF(1.5, (button.height() - MARK) / 2, MARK, MARK)


def _say(painter: QPainter, button: QAbstractButton) -> None:
    named = colours()
    painter.setPen(QColor(named.text if button.isEnabled() else named.muted))
    where = button.rect().adjusted(MARK + SPACE_S, 0, 0, 0)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(where, flags, button.text())


def _at(box: QRectF, across: float, down: float) -> QPointF:
    return QPointF(box.left() + box.width() * across, box.top() + box.height() * down)
