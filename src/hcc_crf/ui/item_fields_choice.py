"""Fields one chooses in: long lists to drop down, and lists of which several may be chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from hcc_crf.values import LIST_SEPARATOR

from .entry_field import Choice, FieldState
from .entry_texts import CHOOSE
from .item_fields import ItemField
from .item_fields_marks import CheckMark
from .item_fields_text import ROLE_OF, STRUCK, QuietCombo
from .texts import tr
from .theme import FIELD_HEIGHT, SPACE_M, SPACE_XS, set_role


class ListField(ItemField):
    """A long list to drop down. Typing letters goes to the choice that begins so."""

    def __init__(self, width: int, parent: QWidget | None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._box = QuietCombo(self)
        self._box.setFixedSize(width, FIELD_HEIGHT)
        self._box.setMaxVisibleItems(16)
        self._box.activated.connect(self._chosen)
        self._choices: tuple[Choice, ...] | None = None
        self.setFocusProxy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box)
        row.addStretch(1)

    def draw(self, state: FieldState) -> None:
        """Show the choices and the chosen one; a missing reason stands in grey."""
        if self._choices != state.choices:
            self._fill(state.choices)
        empty = "" if state.is_struck else tr(CHOOSE)
        self._box.setPlaceholderText(state.ghost or self._proposed(state) or empty)
        code = state.codes[0] if state.codes else ""
        self._box.setCurrentIndex(self._box.findData(code) if code else -1)
        self._box.setEnabled(not state.is_locked)
        set_role(self._box, STRUCK if state.is_struck else ROLE_OF[state.severity])

    def _fill(self, choices: tuple[Choice, ...]) -> None:
        self._choices = choices
        self._box.clear()
        self._box.addItem("", "")
        for choice in choices:
            self._box.addItem(choice.label, choice.code)
        wide = self._box.view().sizeHintForColumn(0) + SPACE_M * 2
        self._box.view().setMinimumWidth(max(self._box.width(), wide))

    def _proposed(self, state: FieldState) -> str:
        return " · ".join(c.label for c in state.choices if c.code in state.proposed)

    def _chosen(self, index: int) -> None:
        self.give(str(self._box.itemData(index)))

    def is_reachable(self) -> bool:
        """Return whether the keyboard stops here."""
        return super().is_reachable() and self._box.isEnabled()

    def offer(self) -> None:
        """Open the list."""
        if not self._state.is_locked:
            self._box.showPopup()


class CheckListField(ItemField):
    """Several of a list. Digits switch; the space bar switches the box with the focus."""

    def __init__(self, choices: tuple[Choice, ...], parent: QWidget | None) -> None:
        """Make a list of choices; made with the page, so that Tab comes by in its order."""
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._columns = 2
        self._missing_said = QPushButton(self)
        set_role(self._missing_said, "chip")
        self._missing_said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._missing_said.clicked.connect(self.toggle_missing)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_XS)
        self._grid.addWidget(self._missing_said, 99, 0, 1, 2)
        self._fill(choices)

    def draw(self, state: FieldState) -> None:
        """Check the chosen ones; a missing reason is said below."""
        if tuple(self._boxes) != tuple(choice.code for choice in state.choices):
            self._fill(state.choices)
        for choice in state.choices:
            box = self._boxes[choice.code]
            box.setText(choice.label)
            box.setAccessibleName(f"{state.name}: {choice.label}")
            box.setChecked(choice.code in state.codes)
            box.setEnabled(not state.is_locked)
        self._missing_said.setText(state.ghost)
        self._missing_said.setVisible(bool(state.missing))

    def _fill(self, choices: tuple[Choice, ...]) -> None:
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        for choice in choices:
            box = CheckMark(self)
            box.clicked.connect(self._switched)
            self._boxes[choice.code] = box
        self._place()
        for first in tuple(self._boxes.values())[:1]:
            self.setFocusProxy(first)

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Stand in one column instead of two."""
        self._columns = 1 if is_narrow else 2
        self._place()

    def _place(self) -> None:
        per_column = -(-len(self._boxes) // self._columns)
        for at, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, at % per_column, at // per_column)

    def _switched(self) -> None:
        self.give(LIST_SEPARATOR.join(code for code, box in self._boxes.items() if box.isChecked()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = int(event.text()) if event.text().isdigit() else 0
        if 0 < at <= len(self._boxes) and not self._state.is_locked:
            tuple(self._boxes.values())[at - 1].click()
            return
        super().keyPressEvent(event)
