"""A mark in a line of words: legend, cards. Repaints itself when the look changes."""

from PySide6.QtWidgets import QLabel

from .marks import MARK_LABELS, Mark
from .state_icons import mark_pixmap
from .texts import say
from .theme import current_theme


class MarkLabel(QLabel):
    """Shows one mark; its meaning is the tip and what a screen reader says."""

    def __init__(self, mark: Mark, size: int) -> None:
        """Show `mark` in a square of `size` device independent pixels."""
        super().__init__()
        self._mark = mark
        self._size = size
        say(self, MARK_LABELS[mark], "accessibleName")
        say(self, MARK_LABELS[mark], "toolTip")
        current_theme().changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self.setPixmap(mark_pixmap(self._mark, self._size, ratio=2.0))
