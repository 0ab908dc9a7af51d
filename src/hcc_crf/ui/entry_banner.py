"""A line above the form: a draft that came back, or why a save did not happen."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from hcc_crf.values import Bilingual

from .entry_row import wrapping_label
from .texts import say
from .theme import SPACE_M, SPACE_S, SPACE_XL, set_role


class Banner(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it hidden."""
        super().__init__(parent)
        set_role(self, "top-bar")
        self._words = wrapping_label(self)
        self.close_button = QPushButton(self)
        self.act = QPushButton(self)
        for button in (self.close_button, self.act):
            button.clicked.connect(self.hide)
        self.act.clicked.connect(self._do)
        self._do_it: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_XL, SPACE_S, SPACE_XL, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        row.addWidget(self.act)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def offer(
        self, words: Bilingual, act: Bilingual, close: Bilingual, do: Callable[[], None]
    ) -> None:
        """Say something and offer to do something about it."""
        set_role(self._words, "strong")
        say(self._words, words)
        say(self.act, act)
        say(self.close_button, close)
        self._do_it = do
        self.act.show()
        self.close_button.show()
        self.show()

    def warn(self, words: Bilingual) -> None:
        """Say why something did not happen."""
        set_role(self._words, "finding-hard")
        say(self._words, words)
        self._do_it = None
        self.act.hide()
        self.close_button.hide()
        self.show()

    def _do(self) -> None:
        if self._do_it is not None:
            self._do_it()
