"""Which language the screen speaks, and the texts that follow when it changes.

All user texts are `Bilingual` constants in `texts_*.py`. A text that stands still is given with
`say(widget, TEXT)` and changes by itself; a screen that composes texts listens to
`wording().language_changed` and redraws. The language lives with the application.
"""

import gc

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from hcc_crf.values import Bilingual, Language

_SAID = "said:"


class Wording(QObject):
    """The language of the screen.

    Signals:
        language_changed: Every text given with `say` has changed; recompose the others.
    """

    language_changed = Signal()

    def __init__(self, app: QApplication) -> None:
        """Speak English until told otherwise."""
        super().__init__(app)
        self._language = Language.EN

    @property
    def language(self) -> Language:
        """The language of the moment."""
        return self._language

    def speak(self, language: Language) -> None:
        """Show every text in `language` from now on, without a restart."""
        if language is self._language:
            return
        self._language = language
        for widget in every_widget():
            for target in (widget, *widget.actions()):
                _say_again(target)
        self.language_changed.emit()


def every_widget() -> list[QWidget]:
    """Return every widget there is.

    While Python takes over Qt's list no garbage is collected: a widget that went with it would
    leave a place in the list that is no widget, and the program would end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return QApplication.allWidgets()
    finally:
        if was_on:
            gc.enable()


def wording() -> Wording:
    """Return the wording of the running application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101  (a widget cannot exist without)
    return app.findChild(Wording) or Wording(app)


def language() -> Language:
    """Return the language of the moment."""
    return wording().language


def tr(text: Bilingual) -> str:
    """Return a text in the language of the moment."""
    return text.in_language(language())


def say(target: QObject, text: Bilingual, qt_property: str = "text") -> None:
    """Show a text in the language of the moment, and in the other when that changes.

    Args:
        target: A widget or an action.
        text: What it says; a later call replaces it.
        qt_property: Where: `text`, `toolTip`, `placeholderText`, `accessibleName`, `title`, …
    """
    target.setProperty(_SAID + qt_property, text)
    target.setProperty(qt_property, tr(text))


def filled(text: Bilingual, **values: str) -> Bilingual:
    """Return a text with its `{names}` replaced in both languages."""
    return Bilingual(text.en.format(**values), text.zh.format(**values))


def _say_again(target: QObject) -> None:
    for name in target.dynamicPropertyNames():
        key = bytes(name.data()).decode()
        if key.startswith(_SAID):
            text = target.property(key)
            target.setProperty(key.removeprefix(_SAID), tr(text))
