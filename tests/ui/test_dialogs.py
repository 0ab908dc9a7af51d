"""The sheets: password, users, keys, paper that was written."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.errors import InputError
from hcc_crf.session import Role, Session
from hcc_crf.ui.add_user_dialog import AddUserDialog
from hcc_crf.ui.key_sheet import KeySheet
from hcc_crf.ui.paper import Paper
from hcc_crf.ui.password_dialog import PasswordDialog
from hcc_crf.ui.sheet import Sheet, add_field
from hcc_crf.ui.site_page import SitePage
from hcc_crf.ui.texts import wording
from hcc_crf.values import Bilingual, Language, SubjectKey, VisitCode
from tests.ui.conftest import OpenAs
from tests.ui.people import answer_next_dialog

NEW = "a longer password of my own"


def password_dialog(
    session: Session, qtbot: QtBot, old: str, new: str, again: str
) -> PasswordDialog:
    """Return the dialog, filled and confirmed."""
    dialog = PasswordDialog(session.change_password, is_first=False)
    qtbot.addWidget(dialog)
    dialog.old.setText(old)
    dialog.new.setText(new)
    dialog.again.setText(again)
    dialog.confirm.click()
    return dialog


def test_a_password_is_changed(session: Session, qtbot: QtBot) -> None:
    assert password_dialog(session, qtbot, PASSWORD, NEW, NEW).result() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "problem"),
    [
        (PASSWORD, NEW, NEW + "x", "The two new passwords differ."),
        ("not this", NEW, NEW, "The old password is not right."),
        (PASSWORD, PASSWORD, PASSWORD, "The new password is the old one."),
        (PASSWORD, "short", "short", "Choose a longer one"),
    ],
    ids=["differ", "old is wrong", "the same", "too short"],
)
def test_a_password_that_cannot_be_says_why_and_stays_open(  # noqa: PLR0917  (a case a line)
    session: Session, qtbot: QtBot, old: str, new: str, again: str, problem: str
) -> None:
    dialog = password_dialog(session, qtbot, old, new, again)
    assert problem in dialog.message.text()
    assert dialog.result() == 0


def test_passwords_are_never_shown(session: Session, qtbot: QtBot) -> None:
    dialog = PasswordDialog(session.change_password, is_first=True)
    qtbot.addWidget(dialog)
    fields = dialog.findChildren(QLineEdit)
    assert [field.echoMode() for field in fields] == [QLineEdit.EchoMode.Password] * 3


def test_giving_up_a_first_password_is_called_signing_out(session: Session, qtbot: QtBot) -> None:
    dialog = PasswordDialog(session.change_password, is_first=True)
    qtbot.addWidget(dialog)
    assert dialog.cancel.text() == "Sign out"


def test_an_administrator_adds_a_user_who_must_change_the_password(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    dialog = AddUserDialog(open_as("admin1"))
    qtbot.addWidget(dialog)
    dialog.user.setText("nurse9")
    dialog.name.setText("Wang Li")
    dialog.password.setText(NEW)
    dialog.confirm.click()
    assert dialog.result() == 1
    assert dialog.chosen_role is Role.NURSE


def test_a_user_id_that_is_taken_is_refused_in_the_dialog(open_as: OpenAs, qtbot: QtBot) -> None:
    dialog = AddUserDialog(open_as("admin1"))
    qtbot.addWidget(dialog)
    dialog.user.setText("nurse1")
    dialog.name.setText("Somebody")
    dialog.password.setText(NEW)
    dialog.confirm.click()
    assert "is or was somebody's" in dialog.message.text()


def test_the_site_screen_names_study_device_and_kind(session: Session, qtbot: QtBot) -> None:
    page = SitePage(session, "0.1.0")
    qtbot.addWidget(page)
    page.show_state()
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert "01-A" in texts
    assert "Training: fictional data only" in texts
    assert "0.1.0" in texts
    assert page.add_person.parent() is None or not page.add_person.isVisibleTo(page)


def test_an_administrator_is_told_who_was_added(open_as: OpenAs, qtbot: QtBot) -> None:
    def add(dialog: QDialog) -> None:
        assert isinstance(dialog, AddUserDialog)
        dialog.user.setText("doctor2")
        dialog.name.setText("Chen Min")
        dialog.role.setCurrentIndex(1)
        dialog.password.setText(NEW)
        dialog.confirm.click()

    page = SitePage(open_as("admin1"), "0.1.0")
    qtbot.addWidget(page)
    page.show_state()
    answer_next_dialog(add)
    page.add_person.click()
    assert page.told.text() == "doctor2 was added as investigator."
    wording().speak(Language.ZH)
    assert page.told.text() == "已新增 doctor2（研究者）。"


def test_the_key_sheet_lists_keys_in_the_language_of_the_moment(qtbot: QtBot) -> None:
    sheet = KeySheet()
    qtbot.addWidget(sheet)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Ctrl+N" in texts
    assert "new subject" in texts
    wording().speak(Language.ZH)
    assert "新增受试者" in [label.text() for label in sheet.findChildren(QLabel)]


def test_enter_confirms_a_sheet_and_escape_gives_it_up(qtbot: QtBot) -> None:
    for key, result in ((Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)):
        sheet = Sheet(Bilingual("A", "甲"), Bilingual("OK", "确定"))
        qtbot.addWidget(sheet)
        sheet.show()
        QTest.keyClick(sheet, key)
        assert sheet.result() == result


def test_a_field_is_named_by_its_label(qtbot: QtBot) -> None:
    sheet = Sheet(Bilingual("A", "甲"), Bilingual("OK", "确定"))
    qtbot.addWidget(sheet)
    form, field = QFormLayout(), QLineEdit()
    add_field(form, Bilingual("Weight", "体重"), field)
    sheet.body.addLayout(form)
    label = form.labelForField(field)
    assert isinstance(label, QLabel)
    assert label.buddy() is field
    assert field.accessibleName() == "Weight"


def test_paper_that_was_written_can_be_opened(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QDialog()
    qtbot.addWidget(window)
    target = tmp_path / "casebook.pdf"
    opened: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    answer_next_dialog(QDialog.accept)
    Paper(session, window).casebook(SubjectKey("01-001"))
    assert target.read_bytes().startswith(b"%PDF-")
    assert opened == ["casebook.pdf"]


def test_paper_that_cannot_be_written_says_so(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QDialog()
    qtbot.addWidget(window)
    target = tmp_path / "no such folder" / "worksheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with pytest.raises(InputError, match="FILE-NOT-WRITTEN"):
        Paper(session, window).worksheet(None, VisitCode("SCR"))


def test_a_person_who_gives_up_gets_no_paper(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QDialog()
    qtbot.addWidget(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert Paper(session, window).ask_where("x.pdf") is None
