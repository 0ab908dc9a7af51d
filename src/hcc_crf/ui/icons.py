"""Line icons of the rail and the buttons, painted: sharp at any scaling and in any colour."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_GRID = 24.0
"""Icons are drawn in a square of this many units."""


class Icon(StrEnum):
    """What there is an icon for."""

    SUBJECTS = "subjects"
    TRANSFER = "transfer"
    AUDIT = "audit"
    SITE = "site"
    PLUS = "plus"
    PRINT = "print"
    LOCK = "lock"


def line_icon(icon: Icon, colour: str, size: int = 22) -> QIcon:
    """Return an icon of `size` device independent pixels in one colour."""
    ratio = 2
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size * ratio / _GRID, size * ratio / _GRID)
    pen = QPen(QColor(colour), 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(_PATHS[icon]())
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)


def icon_size(size: int = 22) -> QSize:
    """Return the size as Qt wants it."""
    return QSize(size, size)


def _subjects() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.5, 4, 17, 16), 2, 2)
    _lines(path, ((3.5, 9.3), (20.5, 9.3)), ((3.5, 14.6), (20.5, 14.6)))
    _lines(path, ((9.2, 4), (9.2, 20)), ((14.8, 9.3), (14.8, 20)))
    return path


def _transfer() -> QPainterPath:
    path = QPainterPath()
    _lines(path, ((8, 20), (8, 4), (4, 8)), ((8, 4), (12, 8)))
    _lines(path, ((16, 4), (16, 20), (12, 16)), ((16, 20), (20, 16)))
    return path


def _audit() -> QPainterPath:
    path = QPainterPath()
    for y in (6.0, 12.0, 18.0):
        path.addEllipse(QPointF(5, y), 0.8, 0.8)
        _lines(path, ((9, y), (20, y)))
    return path


def _site() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 3.5, 14, 17), 1.5, 1.5)
    _lines(path, ((12, 6.5), (12, 11.5)), ((9.5, 9), (14.5, 9)))
    _lines(path, ((10, 20.5), (10, 15.5), (14, 15.5), (14, 20.5)))
    return path


def _plus() -> QPainterPath:
    path = QPainterPath()
    _lines(path, ((12, 5), (12, 19)), ((5, 12), (19, 12)))
    return path


def _print() -> QPainterPath:
    path = QPainterPath()
    _lines(path, ((7, 9), (7, 3.5), (17, 3.5), (17, 9)))
    path.addRoundedRect(QRectF(3.5, 9, 17, 8), 1.5, 1.5)
    path.addRect(QRectF(7, 14, 10, 6.5))
    return path


def _lock() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 10.5, 14, 10), 2, 2)
    path.moveTo(8, 10.5)
    path.lineTo(8, 7.5)
    path.arcTo(QRectF(8, 3.5, 8, 8), 180, -180)
    path.lineTo(16, 10.5)
    return path


def _lines(path: QPainterPath, *lines: tuple[tuple[float, float], ...]) -> None:
    for line in lines:
        path.moveTo(*line[0])
        for point in line[1:]:
            path.lineTo(*point)


_PATHS = {
    Icon.SUBJECTS: _subjects,
    Icon.TRANSFER: _transfer,
    Icon.AUDIT: _audit,
    Icon.SITE: _site,
    Icon.PLUS: _plus,
    Icon.PRINT: _print,
    Icon.LOCK: _lock,
}
