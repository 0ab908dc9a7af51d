"""What stands in place of a screen's content: it is empty, being read, or could not be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hcc_crf.values import Bilingual

from .sheet import said
from .texts import say
from .theme import SPACE_L, SPACE_M, SPACE_XL, set_role

_WIDTH = 460


class StateNotice(QWidget):
    """A heading, a line of words and, where there is something to do, a button.

    Signals:
        asked: The button was pressed.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a notice that says nothing yet."""
        super().__init__(parent)
        self.heading = QLabel()
        set_role(self.heading, "page-title")
        self.words = said(Bilingual("", ""), role="muted")
        self.words.setFixedWidth(_WIDTH)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        set_role(self.button, "primary")
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addStretch(2)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(SPACE_L)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def tell(
        self, heading: Bilingual, words: Bilingual | None = None, act: Bilingual | None = None
    ) -> None:
        """Say how it stands.

        Args:
            heading: In one line.
            words: More, or nothing.
            act: What the button does; `None`: there is nothing to do.
        """
        say(self.heading, heading)
        self.words.setVisible(words is not None)
        say(self.words, words or Bilingual("", ""))
        self.button.setVisible(act is not None)
        say(self.button, act or Bilingual("", ""))
