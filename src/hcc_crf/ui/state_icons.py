"""How a form or visit stands, as a shape, a letter and a colour: list, matrix and legend alike.

Shapes differ, so that nobody needs the colours: ring, dashed ring, clock, half disc, triangle,
square, disc with a tick, hatched ring with a bar, bar alone. `marks` says which of them is due.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPainter, QPen, QPixmap, QPolygonF

from .marks import Mark
from .palette import Colours
from .theme import FONT_FAMILY, current_theme


def mark_icon(mark: Mark, size: int = 18) -> QIcon:
    """Return a mark as an icon in the colours of the moment; ask again when the theme changes."""
    return QIcon(mark_pixmap(mark, size, ratio=2.0))


def mark_pixmap(mark: Mark, size: int, *, ratio: float) -> QPixmap:
    """Return a mark as a picture of `size` device independent pixels in the present colours."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, QRectF(0, 0, size, size), mark, current_theme().colours)
    painter.end()
    return pixmap


def paint_mark(painter: QPainter, where: QRectF, mark: Mark, named: Colours) -> None:
    """Paint a mark into a square, a pixel inside its edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = where.adjusted(1.5, 1.5, -1.5, -1.5)
    match mark:
        case Mark.COMPLETE:
            _disc(painter, box, named.good)
            _tick(painter, box, named.surface)
        case Mark.HARD:
            _square(painter, box, named.bad)
            _letter(painter, box, "!", named.surface)
        case Mark.WARNING:
            _triangle(painter, box, named.warn)
            _letter(painter, box.translated(0, box.height() * 0.1), "?", named.surface)
        case Mark.INCOMPLETE:
            _ring(painter, box, named.warn)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(named.warn))
            painter.drawPie(box, 90 * 16, 180 * 16)
        case Mark.OVERDUE:
            _ring(painter, box, named.bad, width=1.8)
            _clock_hands(painter, box, named.bad)
        case Mark.DUE:
            _ring(painter, box, named.soon, width=1.8, style=Qt.PenStyle.DashLine)
            _disc(painter, _middle(box, 0.3), named.soon)
        case Mark.NOT_DONE:
            _hatched(painter, box, named.rest)
            _bar(painter, box, named.muted)
        case Mark.EMPTY:
            _bar(painter, _middle(box, 0.6), named.rest)
        case Mark.NOT_DUE:
            _ring(painter, box, named.rest, width=1.0)
    painter.restore()


def _middle(box: QRectF, share: float) -> QRectF:
    side = box.width() * share
    return QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)


def _disc(painter: QPainter, box: QRectF, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(box)


def _ring(
    painter: QPainter,
    box: QRectF,
    colour: str,
    *,
    width: float = 1.4,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    pen = QPen(QColor(colour), width, style)
    if style is Qt.PenStyle.DashLine:
        pen.setDashPattern([2.2, 1.6])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)


def _square(painter: QPainter, box: QRectF, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)


def _triangle(painter: QPainter, box: QRectF, colour: str) -> None:
    pen = QPen(QColor(colour), 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(colour))
    inner = box.adjusted(0.6, 1.2, -0.6, -1.2)
    points = [QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()]
    painter.drawPolygon(QPolygonF(points))


def _letter(painter: QPainter, box: QRectF, letter: str, colour: str) -> None:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(max(6, round(box.height() * 0.72)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def _tick(painter: QPainter, box: QRectF, colour: str) -> None:
    pen = QPen(QColor(colour), max(1.4, box.width() * 0.12))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF([_at(box, 0.28, 0.53), _at(box, 0.44, 0.68), _at(box, 0.73, 0.34)])
    )


def _clock_hands(painter: QPainter, box: QRectF, colour: str) -> None:
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([_at(box, 0.5, 0.24), _at(box, 0.5, 0.53), _at(box, 0.7, 0.62)]))


def _hatched(painter: QPainter, box: QRectF, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1.0))
    painter.setBrush(QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern))
    painter.setOpacity(0.55)
    painter.drawEllipse(box)
    painter.setOpacity(1.0)


def _bar(painter: QPainter, box: QRectF, colour: str) -> None:
    pen = QPen(QColor(colour), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(_at(box, 0.28, 0.5), _at(box, 0.72, 0.5))


def _at(box: QRectF, across: float, down: float) -> QPointF:
    return QPointF(box.left() + box.width() * across, box.top() + box.height() * down)
