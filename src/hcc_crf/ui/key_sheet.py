"""F1: which keys do what."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from hcc_crf.values import Bilingual

from .sheet import Sheet, said
from .texts_shell import CLOSE, KEYS, KEYS_EVERYWHERE, KEYS_OF_A_FORM, KEYS_OF_SUBJECTS
from .theme import SPACE_L, SPACE_XL, SPACE_XS, set_role

_WIDE = 860
KeyGroup = tuple[Bilingual, tuple[tuple[str, Bilingual], ...]]
"""A heading, and below it keys with what they do."""


class KeySheet(Sheet):
    """Lists all keys, those of a form beside the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the list."""
        super().__init__(KEYS, CLOSE, cancel=None, parent=parent)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_XL)
        for groups in ((KEYS_EVERYWHERE, KEYS_OF_SUBJECTS), (KEYS_OF_A_FORM,)):
            sides.addLayout(_keys_of(groups), 1)
        self.body.addLayout(sides)
        self.setMinimumWidth(_WIDE)


def _keys_of(groups: tuple[KeyGroup, ...]) -> QGridLayout:
    """Return headings and keys, one below the other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_XS)
    row = 0
    for heading, keys in groups:
        grid.addWidget(said(heading, role="section"), row, 0, 1, 2)
        row += 1
        for key, meaning in keys:
            label = QLabel(key)
            set_role(label, "strong")
            grid.addWidget(label, row, 0)
            grid.addWidget(said(meaning), row, 1)
            row += 1
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(row, 1)
    return grid
