"""What the marks mean, in a line under the matrix."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from .marks import MARK_LABELS, Mark
from .state_icons import mark_pixmap
from .texts import say
from .texts_subjects import LEGEND
from .theme import SPACE_M, SPACE_XS, current_theme, set_role

_ORDER = (
    Mark.COMPLETE,
    Mark.WARNING,
    Mark.INCOMPLETE,
    Mark.HARD,
    Mark.DUE,
    Mark.OVERDUE,
    Mark.NOT_DUE,
    Mark.NOT_DONE,
)


class Legend(QWidget):
    """Every mark with its meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the line."""
        super().__init__(parent)
        say(self, LEGEND, "accessibleName")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        self._marks: list[tuple[Mark, QLabel]] = []
        for mark in _ORDER:
            picture, meaning = QLabel(), QLabel()
            set_role(meaning, "small")
            say(meaning, MARK_LABELS[mark])
            self._marks.append((mark, picture))
            row.addWidget(picture)
            row.addWidget(meaning)
            row.addSpacing(SPACE_M)
        row.addStretch(1)
        current_theme().changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        for mark, picture in self._marks:
            picture.setPixmap(mark_pixmap(mark, 14, ratio=2.0))
