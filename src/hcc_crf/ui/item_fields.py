"""A field: it draws a `FieldState` and says what a person typed. One setter, one signal.

A field parses, checks and remembers nothing. What it keeps is the state it drew last, because that
says which place it stands for and spares drawing the same again.
"""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from hcc_crf.session import Typed
from hcc_crf.study.unit_signs import unit_text
from hcc_crf.values import MISSING_LABELS, MissingReason, Slot

from .entry_field import FieldState
from .entry_texts import LOCKED_SAID, MISSING_MENU, REQUIRED_SAID, TAKE_BACK, UNIT_OF
from .texts import filled, language, tr

NOWHERE = FieldState(Slot(""), "", "")
"""What a field shows before it is told."""


class ItemField(QWidget):
    """One item on the screen.

    Signals:
        edited: Place and what was typed there, at each change by a person.
    """

    edited = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self._state = NOWHERE
        self._menu: QMenu | None = None

    @property
    def slot(self) -> Slot:
        """The place the field stands for now."""
        return self._state.slot

    @property
    def shown(self) -> FieldState:
        """What the field shows."""
        return self._state

    def show_state(self, state: FieldState) -> None:
        """Show a state. A state equal to the one shown costs nothing."""
        if state == self._state:
            return
        self._state = state
        self.draw(state)
        self._describe(state)

    def draw(self, state: FieldState) -> None:
        """Draw a new state; each kind of field overrides it."""

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Take less room across; a field that never needs much does nothing."""

    def target(self) -> QWidget:
        """Return what takes the keyboard."""
        return self.focusProxy() or self

    def is_reachable(self) -> bool:
        """Return whether the keyboard stops here; the page asks only the fields it shows."""
        return not self._state.is_locked

    def give(self, text: str, *, unit: str | None = None) -> None:
        """Say that a person typed a text or chose a code."""
        chosen = self._state.unit if unit is None else unit
        self.edited.emit(self._state.slot, Typed(text, chosen))

    def toggle_missing(self) -> None:
        """Take a missing reason back, restoring what was there; or offer the reasons."""
        state = self._state
        if state.is_locked:
            return
        if state.missing:
            self.edited.emit(state.slot, Typed(state.kept, state.unit))
            return
        self._missing_menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def take_offer(self) -> None:
        """Take what a save would fill in anyway; who passes it by Enter has seen it."""
        if self._state.offered and not self._state.is_locked:
            self.give(self._state.offered)

    def offer(self) -> None:
        """Open the list of choices or units, where there is one."""

    def _missing_menu(self) -> QMenu:
        """Return the menu of reasons; each is chosen by its number."""
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.triggered.connect(lambda action: self._missing(str(action.data())))
        self._menu.clear()
        self._menu.addSection(tr(MISSING_MENU))
        for number, reason in enumerate(MissingReason, 1):
            words = f"&{number}  {reason.value}  {tr(MISSING_LABELS[reason])}"
            self._menu.addAction(words).setData(reason.value)
        return self._menu

    def _missing(self, code: str) -> None:
        state = self._state
        self.edited.emit(state.slot, Typed(state.text, state.unit, code))

    def _describe(self, state: FieldState) -> None:
        """Say to a screen reader what the eyes see beside the field."""
        unit = unit_text(state.unit, language())
        said = [unit] if unit else []
        said += [tr(REQUIRED_SAID)] if state.is_required else []
        said += [tr(LOCKED_SAID)] if state.is_locked else []
        said += [part for part in (state.ghost, state.echo, state.about) if part]
        said += [note.text for note in state.notes]
        target = self.target()
        target.setAccessibleName(state.name)
        target.setAccessibleDescription(". ".join(said))
        target.setToolTip(self.tip(state))

    def tip(self, state: FieldState) -> str:
        """Return what the mouse is told."""
        if state.missing and not state.is_locked:
            return tr(filled(TAKE_BACK, code=state.missing)) + " (F8)"
        return state.about

    def unit_name(self, state: FieldState) -> str:
        """Return what a screen reader calls the unit of the field."""
        return tr(filled(UNIT_OF, item=state.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_F8:
                self.toggle_missing()
            case Qt.Key.Key_F9:
                self.offer()
            case _:
                super().keyPressEvent(event)
