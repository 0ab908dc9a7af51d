"""Packages: what waits, what was written, and what is said when it cannot be."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from hcc_crf.errors import WorkspaceError
from hcc_crf.session import SaveRequest, Session, Typed
from hcc_crf.ui.error_dialog import ErrorDialog
from hcc_crf.ui.texts import wording
from hcc_crf.ui.transfer_page import TransferPage
from hcc_crf.ui.unsent import count_unsent
from hcc_crf.values import FormPath, Language, Slot, SubjectKey, VisitCode
from tests.ui.conftest import LINES
from tests.ui.people import answer_next_dialog

SAVES = sum(LINES.values())


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> TransferPage:
    """The transfer screen of the study nurse."""
    page = TransferPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.show_state()
    return page


def save_one(session: Session) -> None:
    """Save one more form."""
    path = FormPath(SubjectKey("01-003"), VisitCode("SCR"), "VS")
    session.save(SaveRequest(path, ((Slot("VSPERF"), Typed("Y")),)))


def test_what_waits_is_counted(page: TransferPage) -> None:
    assert page.waiting.text() == f"{SAVES} saves are in no package yet."
    assert page.nothing.isVisibleTo(page)


def test_a_package_is_written_into_the_folder_that_was_chosen(
    page: TransferPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    page.write.click()
    written = list(stick.iterdir())
    assert len(written) == 1
    assert page.told.text() == f"{written[0].name} was written and read again: {SAVES} saves."
    assert page.waiting.text() == "Every save is in a package."


def test_the_list_names_the_package_with_its_hash(page: TransferPage, tmp_path: Path) -> None:
    page.write_into(tmp_path / "stick")
    file = next((tmp_path / "stick").iterdir())
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert page.table.text_at(0, 0) == "1"
    assert page.table.text_at(0, 2) == f"1 – {SAVES}"
    assert page.table.text_at(0, 3) == file.name
    assert digest.startswith(page.table.text_at(0, 4).removesuffix("…"))


def test_a_save_after_the_package_waits_again(
    page: TransferPage, session: Session, tmp_path: Path
) -> None:
    page.write_into(tmp_path / "stick")
    assert count_unsent(session) == 0
    save_one(session)
    page.show_state()
    assert page.waiting.text() == "1 save is in no package yet."


def test_the_newest_package_stands_first(page: TransferPage, tmp_path: Path) -> None:
    page.write_into(tmp_path / "stick")
    page.write_into(tmp_path / "stick")
    assert [page.table.text_at(row, 0) for row in range(2)] == ["2", "1"]


def test_giving_up_writes_nothing(
    page: TransferPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.write.click()
    assert session.packages() == ()


def test_a_package_that_cannot_be_written_is_told_with_its_code(
    page: TransferPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise WorkspaceError("DISK-FULL", "stick", "There is no space left.", "Free some space.")

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ErrorDialog)
        told.append(dialog.code.text())

    told: list[str] = []
    monkeypatch.setattr(session, "package", refuse)
    answer_next_dialog(read)
    page.write_into(tmp_path / "stick")
    assert told == ["DISK-FULL · stick"]
    assert page.waiting.text() == f"{SAVES} saves are in no package yet."


def test_the_count_changes_its_language(page: TransferPage) -> None:
    wording().speak(Language.ZH)
    assert page.waiting.text() == f"{SAVES} 次保存尚未打包。"
