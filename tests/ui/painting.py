"""What a person cannot read of painted words: drawn beyond their box, or cut off without a tip.

A painter that listens is given to the delegates and headings of a view, in place of Qt's own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

SLACK = 2
"""Pixels that rounding and slanted letters may take."""
PADDING = 10
"""What the style sheet keeps free at both sides of a cell that Qt paints."""


class Listener(QPainter):
    """Paints, and keeps what was written where.

    Attributes:
        written: Box, flags, text, and the room the text takes.
    """

    def __init__(self, paper: QPixmap) -> None:
        super().__init__(paper)
        self.written: list[tuple[QRect, str, QSize]] = []

    def drawText(self, box: QRect, flags: int, text: str) -> QRect:  # type: ignore[override]  # noqa: N802  (only as our delegates call it)
        wide = QRect(0, 0, box.width(), 9999)
        self.written.append((box, text, self.fontMetrics().boundingRect(wide, flags, text).size()))
        return super().drawText(box, flags, text)


def painted_faults(root: QWidget) -> list[str]:
    """Return every painted text below a widget that cannot be read."""
    found = []
    for view in root.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and not isinstance(view, QHeaderView):
            found += [f"{type(view).__name__}: {fault}" for fault in _of_view(view)]
    return found


def _of_view(view: QAbstractItemView) -> Iterator[str]:
    for index in _indexes(view):
        tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        box = view.visualRect(index)
        delegate = view.itemDelegateForIndex(index)
        if type(delegate) is QStyledItemDelegate or type(delegate).__module__.startswith("PySide6"):
            yield from _of_qt(view, index, box, tip)
        elif not box.isEmpty():
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            option.rect = box
            with _listening(view) as painter:
                delegate.paint(painter, option, index)
                yield from _written(painter, tip)
    if isinstance(view, QTableView):
        for heading in (view.horizontalHeader(), view.verticalHeader()):
            if heading.isVisible():
                yield from _of_heading(heading)


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    for row in range(model.rowCount()):
        for column in range(columns):
            yield model.index(row, column)


def _of_qt(view: QAbstractItemView, index: QModelIndex, box: QRect, tip: str) -> Iterator[str]:
    text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    wide = view.fontMetrics().horizontalAdvance(text) + PADDING
    if not box.isEmpty() and wide > box.width() + SLACK and text not in tip:
        yield f"{text!r} needs {wide} of {box.width()} across"


def _of_heading(heading: QHeaderView) -> Iterator[str]:
    model, way = heading.model(), heading.orientation()
    for number in range(heading.count()):
        if heading.isSectionHidden(number):
            continue
        tip = str(model.headerData(number, way, Qt.ItemDataRole.ToolTipRole) or "")
        if type(heading) is QHeaderView:
            text = str(model.headerData(number, way) or "")
            wide, room = heading.fontMetrics().horizontalAdvance(text), heading.sectionSize(number)
            if way is Qt.Orientation.Horizontal and wide > room + SLACK:
                yield f"heading {text!r} needs {wide} of {room} across"
            continue
        size = heading.sectionSizeFromContents(number)
        with _listening(heading) as painter:
            heading.paintSection(painter, QRect(0, 0, size.width(), size.height()), number)
            yield from _written(painter, tip)


@contextmanager
def _listening(widget: QWidget) -> Iterator[Listener]:
    paper = QPixmap(4, 4)
    painter = Listener(paper)
    painter.setFont(widget.font())
    try:
        yield painter
    finally:
        painter.end()


def _written(painter: Listener, tip: str) -> Iterator[str]:
    for box, text, room in painter.written:
        if text.endswith("…") and text.rstrip("…") not in tip:
            yield f"{text!r} is cut off"
        if room.width() > box.width() + SLACK or room.height() > box.height() + SLACK:
            yield f"{text!r} needs {room.toTuple()} of {box.size().toTuple()}"
