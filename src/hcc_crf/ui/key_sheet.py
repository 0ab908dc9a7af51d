"""F1: which keys do what."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from .sheet import Sheet, said
from .texts_shell import CLOSE, KEY_SHEET, KEYS
from .theme import SPACE_L, SPACE_S, set_role


class KeySheet(Sheet):
    """Lists all keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the list."""
        super().__init__(KEYS, CLOSE, cancel=None, parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        row = 0
        for heading, keys in KEY_SHEET:
            grid.addWidget(said(heading, role="section"), row, 0, 1, 2)
            row += 1
            for key, meaning in keys:
                label = QLabel(key)
                set_role(label, "strong")
                grid.addWidget(label, row, 0)
                grid.addWidget(said(meaning), row, 1)
                row += 1
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.setMinimumWidth(520)
