"""The dark rail at the left: which screen is shown."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from hcc_crf.values import Bilingual

from .icons import Icon, icon_size, line_icon
from .texts import say
from .texts_shell import AUDIT, RAIL, SUBJECTS, THIS_SITE, TRANSFER
from .theme import RAIL_WIDTH, SPACE_S, SPACE_XS, current_theme, set_role


class Screen(StrEnum):
    """A screen of the rail."""

    SUBJECTS = "subjects"
    TRANSFER = "transfer"
    AUDIT = "audit"
    SITE = "site"


_LOOK: Mapping[Screen, tuple[Icon, Bilingual]] = {
    Screen.SUBJECTS: (Icon.SUBJECTS, SUBJECTS),
    Screen.TRANSFER: (Icon.TRANSFER, TRANSFER),
    Screen.AUDIT: (Icon.AUDIT, AUDIT),
    Screen.SITE: (Icon.SITE, THIS_SITE),
}


class Rail(QFrame):
    """One button a screen; only the screens that the person's role has.

    Signals:
        chosen: Which screen to show.
    """

    chosen = Signal(Screen)

    def __init__(self, screens: tuple[Screen, ...], parent: QWidget | None = None) -> None:
        """Make a button for each screen."""
        super().__init__(parent)
        set_role(self, "rail")
        say(self, RAIL, "accessibleName")
        self.setFixedWidth(RAIL_WIDTH)
        self._buttons = {
            screen: self._button(number, screen) for number, screen in enumerate(screens, 1)
        }
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XS, SPACE_S, SPACE_XS, SPACE_S)
        column.setSpacing(SPACE_XS)
        for button in self._buttons.values():
            self._group.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        theme = current_theme()
        theme.changed.connect(self._colour)
        self._colour()

    def show_chosen(self, screen: Screen) -> None:
        """Mark the screen that is shown."""
        self._buttons[screen].setChecked(True)

    def is_chosen(self, screen: Screen) -> bool:
        """Return whether a screen is marked as the one that is shown."""
        return self._buttons[screen].isChecked()

    def button(self, screen: Screen) -> QToolButton:
        """Return the button of a screen."""
        return self._buttons[screen]

    def _button(self, number: int, screen: Screen) -> QToolButton:
        button = QToolButton()
        set_role(button, "rail-button")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(icon_size())
        button.setFixedSize(RAIL_WIDTH - 2 * SPACE_XS, 54)
        keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)  # a button's own ends with its text
        keys.activated.connect(button.click)
        _icon, text = _LOOK[screen]
        say(button, text)
        say(button, text, "accessibleName")
        say(
            button, Bilingual(f"{text.en} (Ctrl+{number})", f"{text.zh} (Ctrl+{number})"), "toolTip"
        )
        button.clicked.connect(lambda: self.chosen.emit(screen))
        return button

    def _colour(self) -> None:
        colour = current_theme().colours.rail_text
        for screen, button in self._buttons.items():
            button.setIcon(line_icon(_LOOK[screen][0], colour))
