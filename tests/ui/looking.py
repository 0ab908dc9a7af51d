"""What a person cannot read on a screen: text cut off, widgets over one another or beyond an edge.

Only what Qt lays out is looked at; what a delegate or a chart paints has tests of its own.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

from hcc_crf.ui.item_fields_segment import SegmentButton
from hcc_crf.ui.parts_label import PartsLabel

SLACK = 1
"""Pixels that rounding may take."""
_OWN_INSIDE = (QComboBox, QLineEdit, QAbstractItemView, QGraphicsView, QScrollBar)
"""Widgets whose children Qt places itself."""


def faults(root: QWidget) -> list[str]:
    """Return everything that cannot be read on a widget and all visible ones below it."""
    return list(_faults(root))


def _faults(widget: QWidget) -> Iterator[str]:
    yield from clipped(widget)
    if isinstance(widget, QHeaderView) or not isinstance(widget, _OWN_INSIDE):
        children = [
            child
            for child in widget.children()
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
        ]
        if isinstance(widget, QScrollArea):
            yield from _too_wide(widget)
        elif not isinstance(widget, QAbstractScrollArea):
            if not isinstance(widget.parent(), QAbstractScrollArea):  # else it scrolls
                yield from outside(widget, children)
            yield from overlapping(children)
        for child in children:
            yield from _faults(child)


def clipped(widget: QWidget) -> Iterator[str]:
    """Yield the text of a widget that has less room than it needs."""
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, SegmentButton):
        yield from _needs(widget, widget.text(), widget.width(), gap=4)
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        wanted = widget.sizeHint().expandedTo(widget.minimumSizeHint())
        if widget.text() and (
            wanted.width() > widget.width() + SLACK or wanted.height() > widget.height() + SLACK
        ):
            yield f"{_name(widget)} needs {wanted.toTuple()} of {widget.size().toTuple()}"
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    wide = _longest_word(label) if label.wordWrap() else label.sizeHint().width()
    if isinstance(label, PartsLabel):
        wide = label.fontMetrics().horizontalAdvance(label.text())
    if wide > label.width() + SLACK:
        yield f"{_name(label)} needs {wide} of {label.width()} across"
    high = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    if high > label.height() + SLACK:
        yield f"{_name(label)} needs {high} of {label.height()} down"


def _longest_word(label: QLabel) -> int:
    """The width of what cannot be broken; Chinese breaks anywhere."""
    metrics = label.fontMetrics()
    return max(metrics.horizontalAdvance(word) for word in re.findall(r"[!-~]+|.", label.text()))


def _combo(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    text = box.currentText() if box.currentIndex() >= 0 else box.placeholderText()
    if box.toolTip() != text:  # what the mouse is told in full may be cut off in the box
        yield from _needs(box, text, room.width())


def _line(line: QLineEdit) -> Iterator[str]:
    """Yield a grey hint or a value nobody can scroll; what is typed scrolls with the keys."""
    text = line.text() or line.placeholderText()
    if line.text() and not line.isReadOnly():
        return
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    yield from _needs(line, text, room.width() - 2)


def _needs(widget: QWidget, text: str, room: int, gap: int = 0) -> Iterator[str]:
    wide = widget.fontMetrics().horizontalAdvance(text) + gap
    if wide > room + SLACK:
        yield f"{_name(widget)} {text!r} needs {wide} of {room} across"


def overlapping(children: list[QWidget]) -> Iterator[str]:
    """Yield pairs of siblings that lie over one another."""
    for one, other in combinations(children, 2):
        shared = one.geometry().intersected(other.geometry())
        if shared.width() > SLACK and shared.height() > SLACK:
            yield f"{_name(one)} and {_name(other)} share {_box(shared)}"


def outside(parent: QWidget, children: list[QWidget]) -> Iterator[str]:
    """Yield children that reach beyond their parent."""
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    for child in children:
        if not room.contains(child.geometry()) and not child.geometry().isEmpty():
            yield f"{_name(child)} at {_box(child.geometry())} of {_box(parent.rect())}"


def _too_wide(area: QScrollArea) -> Iterator[str]:
    body = area.widget()
    is_fixed = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if body is not None and is_fixed and body.width() > area.viewport().width() + SLACK:
        yield f"{_name(body)} is {body.width()} wide in {area.viewport().width()}"


def _box(box: QRect) -> str:
    return f"{box.x()},{box.y()} {box.width()}x{box.height()}"


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    said = text() if callable(text) else widget.accessibleName()
    return f"{type(widget).__name__} {said!r}"


def settle() -> None:
    """Let every pending layout, paint and deletion happen."""
    for _ in range(2):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no event loop does it here
