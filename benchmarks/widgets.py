"""The same widgets without the program: bare Qt classes in the same order, layouts and texts."""

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

_BARE = (
    QScrollArea,
    QStackedWidget,
    QLineEdit,
    QComboBox,
    QToolButton,
    QPushButton,
    QLabel,
    QFrame,
)


@dataclass(frozen=True)
class Twin:
    """A widget as bare Qt would make it.

    Attributes:
        is_across: Its layout goes from left to right; from top to bottom otherwise.
        role: What the style sheet looks at.
    """

    kind: type[QWidget]
    text: str
    role: str
    is_across: bool
    is_hidden: bool
    parts: tuple["Twin", ...]

    @property
    def size(self) -> int:
        """Number of widgets, itself included."""
        return 1 + sum(part.size for part in self.parts)

    def build(self, parent: QWidget | None) -> QWidget:
        """Return the widget with all its parts."""
        widget = self.kind(parent)
        if isinstance(widget, (QLabel, QLineEdit, QAbstractButton)):
            widget.setText(self.text)
        if self.role:
            widget.setProperty("role", self.role)
        if self.parts:
            self._fill(widget)
        if self.is_hidden:
            widget.hide()
        return widget

    def _fill(self, widget: QWidget) -> None:
        if isinstance(widget, QScrollArea):
            widget.setWidgetResizable(True)
            widget.setWidget(self.parts[0].build(None))
            return
        if isinstance(widget, QStackedWidget):
            for part in self.parts:
                widget.addWidget(part.build(None))
            return
        layout: QBoxLayout = QHBoxLayout(widget) if self.is_across else QVBoxLayout(widget)
        for part in self.parts:
            layout.addWidget(part.build(widget))


def twin_of(widget: QWidget) -> Twin:
    """Return the bare twin of a widget and of all in it that the program made."""
    kind = next((bare for bare in _BARE if isinstance(widget, bare)), QWidget)
    text = widget.text() if isinstance(widget, (QLabel, QLineEdit, QAbstractButton)) else ""
    layout = widget.layout()
    return Twin(
        kind=kind,
        text=text,
        role=str(widget.property("role") or ""),
        is_across=isinstance(layout, QHBoxLayout),
        is_hidden=widget.isHidden(),
        parts=tuple(twin_of(part) for part in _parts(widget, kind)),
    )


def _parts(widget: QWidget, kind: type[QWidget]) -> list[QWidget]:
    """Return the widgets inside that are not part of a Qt widget itself."""
    if kind is QScrollArea:
        assert isinstance(widget, QScrollArea)
        inside = widget.widget()
        return [inside] if inside is not None else []
    if kind is QStackedWidget:
        assert isinstance(widget, QStackedWidget)
        pages = (widget.widget(at) for at in range(widget.count()))
        return [page for page in pages if page is not None]
    if kind not in (QWidget, QFrame, QLabel):
        return []
    return [
        child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()
    ]
