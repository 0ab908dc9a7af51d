"""A person at the desk with a keyboard: where it is, and what its keys do. Nothing is called."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.values import SubjectKey
from tests.ui.entry_hand import press
from tests.ui.people import bench_of

CONTROL = Qt.KeyboardModifier.ControlModifier
STOPS = 60
"""More steps than any way has."""


def begin_work(desk: Desk, qtbot: QtBot, user: str = "nurse1") -> None:
    """Sign in at a window that has the keyboard."""
    desk.activateWindow()
    desk.sign_in(user, PASSWORD)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def keyboard() -> QWidget:
    """Return what has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def entry_of(desk: Desk) -> EntryScreen:
    """Return the form that is open."""
    page = bench_of(desk).page
    assert isinstance(page, EntryScreen)
    return page


def item_with_keyboard(desk: Desk) -> str:
    """Return the OID of the item whose field has the keyboard, or empty."""
    here = keyboard()
    found = [f for f in entry_of(desk).page.fields() if f is here or f.isAncestorOf(here)]
    return found[0].slot.item if found else ""


def open_form(desk: Desk, subject: str, visit: str, form: str) -> EntryScreen:
    """Go to the cell of a visit, press Enter, then F4 until a form is open."""
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    page.view.choose(SubjectKey(subject))
    press(Qt.Key.Key_Home)
    step_until(lambda: page.view.place() == (subject, visit), Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    screen = entry_of(desk)
    step_until(lambda: screen.form.path.form == form, Qt.Key.Key_F4)
    return screen


def step_until(is_there: object, key: Qt.Key) -> None:
    """Press a key until something is so."""
    assert callable(is_there)
    for _ in range(STOPS):
        if is_there():
            return
        press(key)
    raise AssertionError(key)


def enter_until(desk: Desk, item: str) -> None:
    """Press Enter until the keyboard is at an item."""
    step_until(lambda: item_with_keyboard(desk) == item, Qt.Key.Key_Return)


def press_text(text: str) -> None:
    """Type where the keyboard is."""
    QTest.keyClicks(keyboard(), text)
