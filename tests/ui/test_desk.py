"""From sign-in to sign-out, as a person at the window does it."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.access.attempts import FREE_FAILURES
from hcc_crf.cli.training import PASSWORD
from hcc_crf.session import Session, Typed, read_info
from hcc_crf.session.looks import Look, keep_look
from hcc_crf.ui.desk import Desk, forget_copied, run_desk
from hcc_crf.ui.page import Page
from hcc_crf.ui.password_dialog import PasswordDialog
from hcc_crf.ui.rail import Screen
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.texts import wording
from hcc_crf.values import FormPath, Language, Slot, SubjectKey, VisitCode
from tests.ui.conftest import FIRST_PASSWORD, OpenAs, TickingClock
from tests.ui.people import answer_next_dialog, bench_of, is_at_work, sign_in

if TYPE_CHECKING:
    from PySide6.QtGui import QClipboard


def test_the_window_waits_for_a_person_and_names_study_and_device(desk: Desk) -> None:
    assert not is_at_work(desk)
    assert desk.sign_in_page.user.hasFocus() or desk.sign_in_page.user.isEnabled()
    assert desk.windowTitle() == "NCT05831969 · 01-A · HCC case report forms"


def test_training_is_said_at_sign_in_and_after(desk: Desk, qtbot: QtBot) -> None:
    assert any("TRAINING" in label.text() for label in desk.findChildren(QLabel))
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert is_at_work(desk)
    labels = bench_of(desk).findChildren(QLabel)
    assert any("TRAINING" in label.text() and label.isVisible() for label in labels)


def test_the_right_password_leads_to_the_matrix(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    assert page.model.rowCount() == 2


class OtherWindows(QObject):
    """Counts the windows that come up besides the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        if not isinstance(watched, QWidget) or event.type() is not QEvent.Type.Show:
            return False
        if watched.isWindow() and watched is not self.desk:
            self.seen.append(repr(watched))
        return False


def test_no_other_window_flashes_up_and_takes_the_keyboard(
    desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    others = OtherWindows(desk)
    qapp.installEventFilter(others)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    for screen in Screen:
        bench_of(desk).show_screen(screen)
    bench_of(desk).show_entry(FormPath(SubjectKey("01-001"), VisitCode("SCR"), "LBCHEM"))
    qapp.removeEventFilter(others)
    assert others.seen == []


def test_sign_in_works_by_keyboard_alone(desk: Desk, qtbot: QtBot) -> None:
    page = desk.sign_in_page
    QTest.keyClicks(page.user, "nurse1")
    QTest.keyClick(page.user, Qt.Key.Key_Return)
    QTest.keyClicks(page.password, PASSWORD)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_at_work(desk))
    assert is_at_work(desk)


def test_a_wrong_password_is_refused_with_the_next_step(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", "wrong")
    assert not is_at_work(desk)
    assert "do not belong together" in desk.sign_in_page.message.text()
    assert desk.sign_in_page.password.text() == ""
    assert desk.sign_in_page.password.isEnabled()


def test_the_delay_after_five_wrong_passwords_is_told_in_both_languages(
    desk: Desk, qtbot: QtBot
) -> None:
    for _ in range(FREE_FAILURES):
        sign_in(desk, qtbot, "nurse1", "wrong")
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert not is_at_work(desk)
    assert "5 wrong passwords in a row. Wait " in desk.sign_in_page.message.text()
    wording().speak(Language.ZH)
    assert "密码连续输错 5 次。请等待 " in desk.sign_in_page.message.text()


def test_sign_in_without_a_password_asks_for_it(desk: Desk, qtbot: QtBot) -> None:
    desk.sign_in_page.user.setText("nurse1")
    QTest.mouseClick(desk.sign_in_page.sign_in, Qt.MouseButton.LeftButton)
    assert desk.sign_in_page.message.text() == "Type user and password."


def test_a_second_window_on_the_workspace_is_refused(
    desk: Desk, qtbot: QtBot, open_as: OpenAs
) -> None:
    open_as("monitor1")
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert not is_at_work(desk)
    assert "open already" in desk.sign_in_page.message.text()


def test_the_title_never_names_a_subject(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    desk.show_entry(FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS"))
    assert "01-001" not in desk.windowTitle()


def test_a_first_password_is_changed_before_work(desk: Desk, qtbot: QtBot) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, PasswordDialog)
        dialog.old.setText(FIRST_PASSWORD)
        dialog.new.setText("my own long sentence")
        dialog.again.setText("my own long sentence")
        dialog.confirm.click()

    answer_next_dialog(choose)
    sign_in(desk, qtbot, "nurse2", FIRST_PASSWORD)
    bench_of(desk).sign_out_asked.emit()
    sign_in(desk, qtbot, "nurse2", "my own long sentence")
    assert is_at_work(desk)


def test_who_does_not_choose_a_password_does_not_come_in(desk: Desk, qtbot: QtBot) -> None:
    answer_next_dialog(QDialog.reject)
    sign_in(desk, qtbot, "nurse2", FIRST_PASSWORD)
    assert not is_at_work(desk)


def test_locking_closes_the_session_and_asks_for_the_same_person(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    bench_of(desk).lock_asked.emit()
    assert not is_at_work(desk)
    assert desk.sign_in_page.user.text() == "nurse1"
    assert desk.sign_in_page.message.text() == "Locked. What was typed is kept."
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert is_at_work(desk)


def test_ten_idle_minutes_lock_the_desk(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    desk.idle_watch.idle.emit()
    assert not is_at_work(desk)
    assert "10 minutes" in desk.sign_in_page.message.text()


class Copied:
    """Stands for the clipboard: offscreen, Qt never says that it is its own."""

    def __init__(self, *, is_ours: bool) -> None:
        self.is_ours = is_ours
        self.text = "01-001"

    def ownsClipboard(self) -> bool:  # noqa: N802  (Qt's name)
        return self.is_ours

    def clear(self) -> None:
        self.text = ""


@pytest.mark.parametrize(("is_ours", "left"), [(True, ""), (False, "01-001")])
def test_locking_forgets_what_was_copied_here_and_nothing_else(is_ours: bool, left: str) -> None:
    copied = Copied(is_ours=is_ours)
    forget_copied(cast("QClipboard", copied))
    assert copied.text == left


def test_locking_while_a_dialog_is_open_closes_the_dialog(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    seen: list[QDialog] = []

    def lock(dialog: QDialog) -> None:
        seen.append(dialog)
        desk.idle_watch.idle.emit()
        assert not dialog.isVisible()

    answer_next_dialog(lock)
    bench_of(desk).change_password()
    assert len(seen) == 1
    assert not is_at_work(desk)


class OpenWork(Page):
    """A page that does not let itself be left, but lets itself be put away."""

    def __init__(self) -> None:
        super().__init__()
        self.was_put_away = False

    def may_leave(self) -> bool:
        return False

    def put_away(self) -> None:
        self.was_put_away = True


def test_open_work_keeps_the_window_and_the_session(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    page = OpenWork()
    bench_of(desk).stack.addWidget(page)
    bench_of(desk).stack.setCurrentWidget(page)
    assert not desk.close()
    bench_of(desk).sign_out_asked.emit()
    assert is_at_work(desk)
    desk.idle_watch.idle.emit()
    assert page.was_put_away
    assert not is_at_work(desk)


def test_a_draft_left_by_a_lock_is_offered_after_sign_in(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    path = FormPath(SubjectKey("01-001"), VisitCode("C4D1"), "VS")
    session = desk.session
    assert session is not None
    session.keep_draft(path, {Slot("WEIGHT"): Typed("66")})
    bench_of(desk).lock_asked.emit()
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    page.drafts.findChildren(QPushButton)[-1].click()
    assert not isinstance(bench_of(desk).page, SubjectsPage)


def test_signing_out_forgets_the_user(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    bench_of(desk).sign_out_asked.emit()
    assert not is_at_work(desk)
    assert desk.sign_in_page.user.text() == ""


def test_closing_the_window_frees_the_workspace(desk: Desk, qtbot: QtBot, open_as: OpenAs) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    desk.close()
    assert open_as("monitor1").who.user == "monitor1"


@pytest.mark.parametrize(
    ("user", "screens"),
    [
        ("nurse1", (Screen.SUBJECTS, Screen.TRANSFER, Screen.AUDIT, Screen.SITE)),
        ("monitor1", (Screen.SUBJECTS, Screen.AUDIT, Screen.SITE)),
        ("admin1", (Screen.SITE,)),
    ],
)
def test_a_role_has_its_screens(
    desk: Desk, qtbot: QtBot, user: str, screens: tuple[Screen, ...]
) -> None:
    sign_in(desk, qtbot, user, PASSWORD)
    assert bench_of(desk).screens == screens


def test_the_clock_of_the_desk_is_the_one_given(desk: Desk, clock: TickingClock) -> None:
    before = clock.local
    desk.sign_in("nurse1", PASSWORD)
    assert clock.local > before


def test_the_desk_runs_until_its_window_is_closed(workspace: Path, own_hook: None) -> None:
    titles: list[str] = []

    def look_and_close() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Desk) and window.isVisible():
                titles.append(window.windowTitle())
                window.close()

    def nobody(_user: str, _password: str) -> Session:
        raise LookupError

    QTimer.singleShot(120, look_and_close)
    keep_look(workspace, Look(Language.ZH))
    status = run_desk(nobody, read_info(workspace), "0.1.0", folder=workspace, report=print)
    assert status == 0
    assert titles == ["NCT05831969 · 01-A · 肝癌病例报告表"]
