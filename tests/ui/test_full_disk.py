"""A disk that takes nothing more, and a desk that locks: what was typed is there afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.sheet import Sheet
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import Scheme, current_theme
from hcc_crf.values import FormPath, Language, SubjectKey, VisitCode
from tests.session.full_disk import fill_disk, free_disk
from tests.ui.entry_hand import field_of, press, rewrite, words
from tests.ui.looking import faults, settle
from tests.ui.people import answer_next_dialog, bench_of, is_at_work, sign_in

PLACE = FormPath(SubjectKey("01-001"), VisitCode("C4D1"), "VS")


@pytest.fixture
def locked(desk: Desk, qtbot: QtBot) -> Desk:
    """A desk that locked itself while the disk would not take what was typed."""
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    screen = bench_of(desk).show_entry(PLACE)
    assert isinstance(screen, EntryScreen)
    fill_disk()
    rewrite(screen, "WEIGHT", "66.4321")
    rewrite(screen, "TEMP", "36.6")
    desk.idle_watch.idle.emit()
    return desk


def offered(desk: Desk) -> str:
    """Go back from the form that was left by the lock; return what draft the first page offers."""
    bench_of(desk).go_back()
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    return page.drafts.findChildren(QPushButton)[-1].text() if page.drafts.isVisible() else ""


def test_a_locked_screen_says_how_it_stands_and_shows_nothing_of_it(locked: Desk) -> None:
    assert not is_at_work(locked)
    assert locked.session is None
    assert "The disk refused what was typed last." in words(locked)
    assert "(forms: 1)" in words(locked)
    for secret in ("66.4321", "01-001", "Vital"):
        assert secret not in words(locked)


def test_while_the_disk_is_full_nobody_comes_in_and_nothing_is_lost(
    locked: Desk, qtbot: QtBot
) -> None:
    for user in ("nurse1", "monitor1"):
        sign_in(locked, qtbot, user, PASSWORD)
        assert not is_at_work(locked)
        assert "free space" in locked.sign_in_page.message.text()
        assert "(forms: 1)" in words(locked)
    free_disk()
    sign_in(locked, qtbot, "nurse1", PASSWORD)
    assert offered(locked).endswith("fields: 2")


@pytest.mark.requirement("P4")
def test_with_room_on_the_disk_it_is_the_draft_it_would_have_been(
    locked: Desk, qtbot: QtBot
) -> None:
    free_disk()
    sign_in(locked, qtbot, "nurse1", PASSWORD)
    assert locked.sign_in_page.held.isHidden()
    screen = bench_of(locked).page
    assert isinstance(screen, EntryScreen)
    assert field_of(screen, "WEIGHT").shown.text == "66.4321"
    press(Qt.Key.Key_F7)
    assert screen.chip.text().startswith("Saved")


def test_a_colleague_who_comes_first_brings_it_to_the_disk_and_is_not_shown_it(
    locked: Desk, qtbot: QtBot
) -> None:
    free_disk()
    sign_in(locked, qtbot, "investigator1", PASSWORD)
    assert offered(locked) == ""
    assert locked.sign_in_page.held.isHidden()
    bench_of(locked).sign_out_asked.emit()
    sign_in(locked, qtbot, "nurse1", PASSWORD)
    assert offered(locked).endswith("fields: 2")


def test_a_wrong_password_changes_nothing(locked: Desk, qtbot: QtBot) -> None:
    free_disk()
    sign_in(locked, qtbot, "nurse1", "not the password")
    assert not is_at_work(locked)
    assert "(forms: 1)" in words(locked)
    sign_in(locked, qtbot, "nurse1", PASSWORD)
    assert offered(locked).endswith("fields: 2")


def test_the_window_asks_before_it_is_closed_over_it(locked: Desk) -> None:
    asked: list[str] = []

    def stay(dialog: QDialog) -> None:
        assert isinstance(dialog, Sheet)
        asked.append(dialog.heading.text())
        press(Qt.Key.Key_Return)  # the safe answer is the one of Enter

    answer_next_dialog(stay)
    assert not locked.close()
    assert asked == ["Close and lose what was typed?"]

    def lose(dialog: QDialog) -> None:
        assert isinstance(dialog, Sheet)
        dialog.confirm.click()

    answer_next_dialog(lose)
    assert locked.close()


def test_a_full_disk_does_not_keep_the_keys_in_memory_where_nothing_was_typed(
    desk: Desk, qtbot: QtBot
) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    fill_disk()
    desk.away_watch.away.emit()
    assert not is_at_work(desk)
    assert desk.session is None
    assert desk.sign_in_page.held.isHidden()
    free_disk()
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert is_at_work(desk)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("language", list(Language))
def test_the_lock_screen_can_be_read(locked: Desk, language: Language, scheme: Scheme) -> None:
    current_theme().choose(scheme)
    wording().speak(language)
    for size in ((960, 560), (1366, 768), (1920, 1080)):
        locked.resize(*size)
        settle()
        assert faults(locked) == []
