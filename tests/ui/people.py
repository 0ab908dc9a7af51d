"""What a person does at the desk, in one call each."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from hcc_crf.ui.desk import Desk
from hcc_crf.ui.workbench import Workbench


def sign_in(desk: Desk, qtbot: QtBot, user: str, password: str) -> None:
    """Type user and password, press Enter, and wait for the answer."""
    page = desk.sign_in_page
    page.user.setText(user)
    page.password.setText(password)
    with qtbot.waitSignal(page.answered):
        page.sign_in.click()


def answer_next_dialog(act: Callable[[QDialog], None]) -> None:
    """Do something with the next modal dialog as soon as it is there."""

    def when_there() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            act(dialog)
            if dialog.isVisible():
                dialog.reject()
        else:
            QTimer.singleShot(5, when_there)

    QTimer.singleShot(0, when_there)


def bench_of(desk: Desk) -> Workbench:
    """Return the workbench of the person at work."""
    assert desk.workbench is not None
    return desk.workbench


def is_at_work(desk: Desk) -> bool:
    """Return whether somebody is signed in."""
    return desk.workbench is not None
