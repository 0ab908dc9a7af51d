"""A card of a side panel: a small heading, rows of a name at the left and a word at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hcc_crf.values import Bilingual

from .mark_label import MarkLabel
from .marks import Mark
from .texts import say
from .theme import SPACE_M, SPACE_S, set_role

MARK_SIZE = 16


class Card(QFrame):
    """A framed group with a heading."""

    def __init__(self, heading: Bilingual, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        set_role(self, "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE_M, SPACE_S + 2, SPACE_M, SPACE_M)
        self.body.setSpacing(SPACE_S - 2)
        label = QLabel()
        set_role(label, "card-title")
        say(label, heading)
        self.body.addWidget(label)

    def add_row(
        self,
        left: Bilingual,
        right: Bilingual,
        *,
        quiet: Bilingual | None = None,
        role: str = "",
        tip: Bilingual | None = None,
    ) -> None:
        """Add a row.

        Args:
            left: What it is about.
            right: What holds, in bold or in `role`.
            quiet: Said behind it in grey.
            tip: More, when the mouse rests on it.
        """
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(_label(left, ""), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        value = _label(right, role or "strong")
        row.addWidget(value)
        if quiet is not None:
            row.addWidget(_label(quiet, "muted"))
        if tip is not None:
            say(value, tip, "toolTip")
        self.body.addLayout(row)

    def add_marked_row(
        self, mark: Mark, left: Bilingual, right: Bilingual, *, role: str = "muted"
    ) -> None:
        """Add a row that begins with a mark."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(MarkLabel(mark, MARK_SIZE))
        row.addWidget(_label(left, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        value = _label(right, role)
        value.setWordWrap(True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(value, 1)
        self.body.addLayout(row)

    def add_words(self, text: Bilingual) -> None:
        """Add a line of grey words."""
        label = _label(text, "muted")
        label.setWordWrap(True)
        self.body.addWidget(label)


def _label(text: Bilingual, role: str) -> QLabel:
    label = QLabel()
    if role:
        set_role(label, role)
    say(label, text)
    return label
