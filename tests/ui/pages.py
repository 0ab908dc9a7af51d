"""A page on a screen of the usual size, and what can be read on it."""

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.ui.page import Page

_Shown = TypeVar("_Shown", bound=Page)


def shown(page: _Shown, qtbot: QtBot) -> _Shown:
    """Return a page that is on the screen, filled."""
    qtbot.addWidget(page)
    page.resize(1290, 690)
    page.show()
    page.show_state()
    return page


def words(widget: QWidget) -> list[str]:
    """Return what the visible labels of a widget say."""
    labels = widget.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisibleTo(widget)]
