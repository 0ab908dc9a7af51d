"""What a person does at the entry screen, in one call each: go to an item, press keys, read."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.session import Session
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.item_fields import ItemField
from hcc_crf.ui.reason_dialog import ReasonDialog
from hcc_crf.values import SubjectKey, VisitCode

NEW = "01-150"
"""A subject nobody has entered yet."""


def open_entry(
    session: Session, qtbot: QtBot, place: str, *, size: tuple[int, int] = (1294, 722)
) -> EntryScreen:
    """Open the entry screen at `subject/visit/form` as the shell would, and wait for it."""
    subject, visit, form = place.split("/")
    screen = EntryScreen(session, SubjectKey(subject), VisitCode(visit), form)
    qtbot.addWidget(screen)
    screen.resize(*size)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return screen


def field_of(screen: EntryScreen, item: str, *, inner_row: int = 0) -> ItemField:
    """Return the field of an item on the row shown."""
    found = [
        field
        for field in screen.page.fields()
        if (field.slot.item, field.slot.group_row) == (item, inner_row)
    ]
    assert len(found) == 1, f"{item}: {len(found)} fields"
    return found[0]


def go(screen: EntryScreen, item: str, *, inner_row: int = 0) -> QWidget:
    """Put the keyboard into the field of an item; return what takes it."""
    target = field_of(screen, item, inner_row=inner_row).target()
    target.setFocus(Qt.FocusReason.TabFocusReason)
    return target


def write(screen: EntryScreen, item: str, text: str, *, inner_row: int = 0) -> None:
    """Type a text into an item, letter by letter."""
    QTest.keyClicks(go(screen, item, inner_row=inner_row), text)


def rewrite(screen: EntryScreen, item: str, text: str, *, inner_row: int = 0) -> None:
    """Type a text in place of what an item holds; arriving by keyboard marks it all."""
    line = go(screen, item, inner_row=inner_row)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)


def click(widget: QWidget) -> None:
    """Click with the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def type_keys(text: str) -> None:
    """Type a text wherever the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def in_hand(screen: EntryScreen) -> str:
    """Return the OID of the item that has the focus, or empty."""
    field = screen.page.field_with_focus()
    return field.slot.item if field is not None else ""


def words(widget: QWidget) -> str:
    """Return everything a person can read on a widget now."""
    return "\n".join(_texts(widget))


def wait_for(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Wait until a person can read a text on a widget; what is new is shown by the next event."""
    qtbot.waitUntil(lambda: text in words(widget), timeout=3000)


def _texts(widget: QWidget) -> Iterator[str]:
    for label in widget.findChildren(QLabel):
        if label.isVisible() and label.text():
            yield label.text()


def turn_wheel(widget: QWidget) -> None:
    """Turn the wheel over a widget, both ways."""
    for step in (120, -120):
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(widget.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, step),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)


def open_menu() -> QMenu:
    """Return the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose_missing(number: int) -> None:
    """Press F8 and the number of a missing code."""
    press(Qt.Key.Key_F8)
    QTest.keyClick(open_menu(), Qt.Key(Qt.Key.Key_0 + number))


def reason_dialog(screen: EntryScreen, qtbot: QtBot) -> ReasonDialog:
    """Return the window that asks for a reason."""
    qtbot.waitUntil(lambda: bool(_dialogs(screen)))
    return _dialogs(screen)[0]


def _dialogs(screen: EntryScreen) -> list[ReasonDialog]:
    return [dialog for dialog in screen.findChildren(ReasonDialog) if dialog.isVisible()]


def asks_a_reason(screen: EntryScreen) -> bool:
    """Return whether a reason is asked now."""
    return bool(_dialogs(screen))
