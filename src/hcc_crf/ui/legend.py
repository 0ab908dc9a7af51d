"""What the marks mean, in a line under the matrix."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from .mark_label import MarkLabel
from .marks import MARK_LABELS, Mark
from .texts import say
from .texts_subjects import LEGEND
from .theme import SPACE_M, SPACE_XS, set_role

MARK_SIZE = 14
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
        for mark in _ORDER:
            meaning = QLabel()
            set_role(meaning, "small")
            say(meaning, MARK_LABELS[mark])
            row.addWidget(MarkLabel(mark, MARK_SIZE))
            row.addWidget(meaning)
            row.addSpacing(SPACE_M)
        row.addStretch(1)
