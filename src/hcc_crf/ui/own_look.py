"""Each person's own language and colours: remembered when chosen, shown again after sign-in."""

from pathlib import Path

from PySide6.QtCore import QObject

from hcc_crf.session.looks import Look, keep_look, last_look, look_of

from .texts import language, wording
from .theme import Scheme, current_theme


class OwnLook(QObject):
    """Shows what was shown last, until somebody signs in or chooses otherwise.

    A language chosen on the sign-in page is the choice of who signs in next.
    """

    def __init__(self, window: QObject, folder: Path) -> None:
        """Show what was shown last at the workspace in `folder`; lives as long as the window."""
        super().__init__(window)
        self._folder = folder
        self._user = ""
        self._is_chosen = False
        self._show(last_look(folder))
        wording().language_changed.connect(self._speech_changed)
        current_theme().changed.connect(self._keep)

    def enter(self, user: str) -> None:
        """Show what this person chose; what is chosen from now on is theirs."""
        own, is_chosen = look_of(self._folder, user), self._is_chosen
        self._user = user
        if own is not None and not is_chosen:
            self._show(own)
        self._keep()

    def leave(self) -> None:
        """Nobody is signed in any longer; the screen stays as it is."""
        self._user = ""
        self._is_chosen = False

    def _show(self, look: Look) -> None:
        wording().speak(look.language)
        theme, scheme = current_theme(), Scheme(look.scheme)
        if theme.scheme is not scheme:  # a style sheet set anew polishes every widget
            theme.choose(scheme)

    def _speech_changed(self) -> None:
        self._is_chosen = not self._user
        self._keep()

    def _keep(self) -> None:
        look = Look(language(), current_theme().scheme.value)
        keep_look(self._folder, look, self._user)
