"""Above the matrix: find a subject, and which subjects are shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from .matrix_rows import Filter, Matrix
from .texts import filled, say
from .texts_subjects import ALL, DUE, FIND, FIND_NAME, FINDINGS
from .theme import SPACE_S, set_role

SEARCH_WIDTH = 216
_CHIPS = {Filter.ALL: ALL, Filter.DUE: DUE, Filter.FINDINGS: FINDINGS}


class _Search(QLineEdit):
    """Enter and the down arrow lead on; Escape forgets what was looked for."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class MatrixBar(QWidget):
    """Search field and filter chips.

    Signals:
        changed: Other subjects are wanted.
        left: The person wants to go on into the matrix.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with all subjects."""
        super().__init__(parent)
        self.chosen = Filter.ALL
        self.search = _Search()
        set_role(self.search, "search")
        self.search.setFixedWidth(SEARCH_WIDTH)
        say(self.search, FIND, "placeholderText")
        say(self.search, FIND_NAME, "accessibleName")
        self.search.textChanged.connect(self.changed)
        self.search.left.connect(self.left)
        self.chips = {which: self._chip(which) for which in _CHIPS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.search)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            row.addWidget(chip)
        row.addStretch(1)
        self.chips[Filter.ALL].setChecked(True)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.search.text()

    def look_for(self) -> None:
        """Let the person type what to look for."""
        self.search.setFocus()
        self.search.selectAll()

    def show_counts(self, matrix: Matrix) -> None:
        """Say on each chip how many subjects it lets through."""
        for which, text in _CHIPS.items():
            say(self.chips[which], filled(text, count=str(matrix.count(which))))

    def _chip(self, which: Filter) -> QPushButton:
        chip = QPushButton()
        set_role(chip, "chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self._choose(which))
        return chip

    def _choose(self, which: Filter) -> None:
        self.chosen = which
        self.changed.emit()
