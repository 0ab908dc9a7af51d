"""A line of short parts, `a · b · c`, that shows as many of them as fit."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

SEPARATOR = " · "


class PartsLabel(QLabel):
    """Shows its tool tip as far as there is room; give it words with `say(…, "toolTip")`.

    Parts are left out from the end, so the tool tip always says more than the label, never other
    things.
    """

    def __init__(self, *, keeps_last: bool, parent: QWidget | None = None) -> None:
        """Show nothing until there is a tool tip.

        Args:
            keeps_last: The last part stays whatever is left out: it leads to the others.
            parent: Where it stands.
        """
        super().__init__(parent)
        self._keeps_last = keeps_last

    def _fit(self) -> None:
        parts = self.toolTip().split(SEPARATOR)
        kept = [parts.pop()] if self._keeps_last else []
        fewest = 0 if kept else 1
        while len(parts) > fewest and self._width([*parts, *kept]) > self.width():
            parts.pop()
        self.setText(SEPARATOR.join([*parts, *kept]))

    def _width(self, parts: list[str]) -> int:
        return self.fontMetrics().horizontalAdvance(SEPARATOR.join(parts))

    def event(self, event: QEvent) -> bool:
        """Fit again when the words are others."""
        if event.type() is QEvent.Type.ToolTipChange:
            self._fit()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._width([self.toolTip()]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        first = self.toolTip().split(SEPARATOR)[-1 if self._keeps_last else 0]
        return QSize(self._width([first]), super().minimumSizeHint().height())
