"""What every screen has: where one is, tools at the top, the content, keys and buttons at the foot.

The shell shows `crumbs` and `tools` of the page of the moment in its top bar. A page redraws in
`show_state`, which the shell calls each time the page comes up and after the language changed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hcc_crf.session.held_drafts import HeldDraft
from hcc_crf.values import Bilingual, FormPath

from .parts_label import PartsLabel
from .texts import say
from .theme import SPACE_L, SPACE_S, set_role


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of where a person is.

    Attributes:
        text: What it says.
        go: Leads there; `None` for where one is already.
        is_quiet: Said beside the others in grey: a date, a site.
    """

    text: Bilingual
    go: Callable[[], None] | None = None
    is_quiet: bool = False


class Page(QWidget):
    """A screen of the desk. Put what it shows into `content`.

    Signals:
        header_changed: `crumbs` are others.
    """

    header_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page with an empty, hidden foot."""
        super().__init__(parent)
        self.crumbs: tuple[Crumb, ...] = ()
        self._first: QWidget | None = None
        self.tools = QWidget()
        self.tools_row = _row(self.tools)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self.footer = QFrame()
        set_role(self.footer, "footer")
        self.footer.hide()
        self._hints = PartsLabel(keeps_last=True)
        set_role(self._hints, "muted")
        self.footer_row = _row(self.footer)
        self.footer_row.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        self.footer_row.addWidget(self._hints, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.content, 1)
        column.addWidget(self.footer)

    def begin_at(self, first: QWidget) -> None:
        """Let `take_keyboard` go to `first`.

        Not a focus proxy: Tab would go to `first` on coming to the page and skip what is before it.
        """
        self._first = first

    def take_keyboard(self) -> None:
        """Give the keyboard to the place where work on this page begins, if that is shown."""
        first = self._first or self
        if first.isVisible():
            first.setFocus()

    def look_for(self) -> bool:
        """Go to the search of this page; false where there is none."""
        return False

    def set_crumbs(self, *crumbs: Crumb) -> None:
        """Say where one is."""
        self.crumbs = crumbs
        self.header_changed.emit()

    def set_hints(self, keys: Bilingual) -> None:
        """Show the keys of this page at its foot. Buttons go into `footer_row` behind it."""
        say(self._hints, keys, "toolTip")
        self.footer.show()

    def show_state(self) -> None:
        """Draw what the session says now; each page overrides it."""

    def may_leave(self) -> bool:
        """Return whether the page lets itself be left; one with open work may ask first."""
        return True

    def place(self) -> FormPath | None:
        """Return the form that is open here, to come back to after a lock."""
        return None

    def put_away(self) -> None:
        """Keep what is typed and read no more, for the session closes next.

        A page with open work or a running timer overrides it.
        """

    def unkept(self) -> tuple[HeldDraft, ...]:
        """Return, sealed, what is typed and on no disk; a page one types into overrides it."""
        return ()


def _row(parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    return row
