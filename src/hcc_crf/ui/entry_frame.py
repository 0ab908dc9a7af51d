"""How the entry screen is laid out: list, form, side panel, banner, chip and buttons."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.values import Bilingual

from .derived_panel import SidePanel
from .entry_banner import Banner
from .entry_forms import LIST_NARROW, LIST_WIDTH, FormList
from .entry_texts import SAVE, SAVE_KEY, SAVE_NEXT, SAVE_NEXT_KEY
from .page import Page
from .texts import say
from .theme import SIDE_PANEL_NARROW, SIDE_PANEL_WIDTH, set_role

BRIEF_MS = 4000
NARROW = 1180
"""Below this width, list and side panel leave more of it to the form."""


class EntryFrame(Page):
    """The parts of the entry screen in their places.

    Attributes:
        list: The forms of the visit.
        side: Derived values, findings, history.
        banner: A line above the form.
        chip: Whether what is on the screen is kept or saved; stands in the top bar.
        pages: The pages of the forms opened so far.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the parts out, all empty."""
        super().__init__(parent)
        self.list = FormList(self)
        self.side = SidePanel(self)
        self.banner = Banner(self)
        self.pages = QStackedWidget(self)
        self.chip = QLabel(self)
        set_role(self.chip, "pill")
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.chip.hide()
        self._standing: tuple[Bilingual | None, str] = (None, "pill")
        self._brief_over = QTimer(self)
        self._brief_over.setSingleShot(True)
        self._brief_over.setInterval(BRIEF_MS)
        self._brief_over.timeout.connect(lambda: self._show_chip(*self._standing))
        self.save_button = QPushButton(self)
        self.save_next_button = QPushButton(self)
        self.not_done_button = QPushButton(self)
        say(self.save_button, SAVE)
        say(self.save_button, SAVE_KEY, "toolTip")
        say(self.save_next_button, SAVE_NEXT)
        say(self.save_next_button, SAVE_NEXT_KEY, "toolTip")
        set_role(self.save_next_button, "primary")
        self._lay_out()

    def _lay_out(self) -> None:
        middle = _without_gaps(QVBoxLayout())
        middle.addWidget(self.banner)
        middle.addWidget(self.pages, 1)
        row = _without_gaps(QHBoxLayout())
        row.addWidget(self.list)
        row.addLayout(middle, 1)
        row.addWidget(self.side)
        self.content.addLayout(row, 1)
        self.tools_row.addWidget(self.chip)
        for button in (self.not_done_button, self.save_button, self.save_next_button):
            self.footer_row.addWidget(button)

    def say_state(self, words: Bilingual | None, role: str = "pill") -> None:
        """Say in the chip how it stands with what is typed; nothing for `None`."""
        self._standing = words, role
        self._brief_over.stop()
        self._show_chip(words, role)

    def say_briefly(self, words: Bilingual) -> None:
        """Say something in the chip for a few seconds; then it says again how it stands."""
        self._show_chip(words, "pill")
        self._brief_over.start()

    def keys_end_at_buttons(self, last: QWidget) -> None:
        """Let Tab come from `last` to the buttons at the foot; what was made later goes before."""
        chain = (last, self.save_button, self.save_next_button, self.not_done_button)
        for one, after in pairwise(chain):
            QWidget.setTabOrder(one, after)

    def _show_chip(self, words: Bilingual | None, role: str) -> None:
        self.chip.setVisible(words is not None)
        if words is not None:
            set_role(self.chip, role)
            say(self.chip, words)
            self.chip.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # Enter never saves, also where it stands at a button
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self.list.setFixedWidth(LIST_NARROW if is_narrow else LIST_WIDTH)
        self.side.setFixedWidth(SIDE_PANEL_NARROW if is_narrow else SIDE_PANEL_WIDTH)

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Let a key do something wherever on the page the focus is."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _without_gaps(layout: QBoxLayout) -> QBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
