"""Language and colours at the desk: remembered for each person, and shown again after sign-in."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.session.looks import LOOKS_FILE, Look, keep_look, last_look, look_of
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.own_look import OwnLook
from hcc_crf.ui.texts import language, wording
from hcc_crf.ui.theme import Scheme, current_theme
from hcc_crf.values import Language
from tests.ui.people import bench_of, sign_in

DARK_CHINESE = Look(Language.ZH, "dark")
LIGHT_ENGLISH = Look(Language.EN, "light")


def remember(desk: Desk, folder: Path) -> OwnLook:
    """Let a desk remember, as `run_desk` does."""
    look = OwnLook(desk, folder)
    desk.entered.connect(look.enter)
    desk.left.connect(look.leave)
    return look


def seen() -> Look:
    """Return how the screen looks now."""
    return Look(language(), current_theme().scheme.value)


def press_language(desk: Desk, name: str) -> None:
    """Choose a language on the sign-in page."""
    page = desk.sign_in_page
    (button,) = [one for one in page.findChildren(QPushButton) if one.text() == name]
    button.click()


def test_what_a_person_chose_is_shown_right_after_sign_in(
    desk: Desk, qtbot: QtBot, workspace: Path
) -> None:
    keep_look(workspace, DARK_CHINESE, "nurse1")
    keep_look(workspace, LIGHT_ENGLISH, "monitor1")
    remember(desk, workspace)
    assert seen() == LIGHT_ENGLISH
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert seen() == DARK_CHINESE
    assert bench_of(desk).top_bar.person.text().endswith("研究护士")


def test_choices_at_the_desk_are_kept_for_who_made_them(
    desk: Desk, qtbot: QtBot, workspace: Path
) -> None:
    remember(desk, workspace)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    wording().speak(Language.ZH)
    current_theme().choose(Scheme.DARK)
    assert look_of(workspace, "nurse1") == DARK_CHINESE
    bench_of(desk).lock_asked.emit()
    assert seen() == DARK_CHINESE  # the sign-in page speaks the language used last
    sign_in(desk, qtbot, "monitor1", PASSWORD)
    wording().speak(Language.EN)
    current_theme().choose(Scheme.LIGHT)
    assert look_of(workspace, "nurse1") == DARK_CHINESE
    bench_of(desk).lock_asked.emit()
    assert seen() == LIGHT_ENGLISH
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert seen() == DARK_CHINESE


def test_a_program_started_anew_speaks_the_language_used_last(
    desk: Desk, qtbot: QtBot, workspace: Path
) -> None:
    keep_look(workspace, DARK_CHINESE, "nurse1")
    remember(desk, workspace)
    assert seen() == DARK_CHINESE
    assert desk.sign_in_page.sign_in.text() == "登录"


def test_a_language_chosen_on_the_sign_in_page_is_the_choice_of_who_comes_in(
    desk: Desk, qtbot: QtBot, workspace: Path
) -> None:
    keep_look(workspace, LIGHT_ENGLISH, "nurse1")
    keep_look(workspace, LIGHT_ENGLISH, "monitor1")
    remember(desk, workspace)
    press_language(desk, "中文")
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert seen() == Look(Language.ZH, "light")
    assert look_of(workspace, "nurse1") == Look(Language.ZH, "light")
    bench_of(desk).sign_out_asked.emit()
    sign_in(desk, qtbot, "monitor1", PASSWORD)
    assert seen() == LIGHT_ENGLISH  # chosen for the one before, not for all


def test_the_sign_in_page_marks_the_language_it_speaks(desk: Desk, workspace: Path) -> None:
    remember(desk, workspace)
    wording().speak(Language.ZH)
    marked = [b.text() for b in desk.sign_in_page.findChildren(QPushButton) if b.isChecked()]
    assert marked == ["中文"]


def test_who_comes_for_the_first_time_finds_the_screen_as_it_is(
    desk: Desk, qtbot: QtBot, workspace: Path
) -> None:
    keep_look(workspace, DARK_CHINESE, "monitor1")
    remember(desk, workspace)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert seen() == DARK_CHINESE
    assert look_of(workspace, "nurse1") == DARK_CHINESE


@pytest.mark.parametrize("content", [b"", b"{", b'{"last": {"language": "fr"}, "people": {}}'])
def test_a_file_that_is_no_good_keeps_nobody_out(
    desk: Desk, qtbot: QtBot, workspace: Path, content: bytes
) -> None:
    (workspace / LOOKS_FILE).write_bytes(content)
    remember(desk, workspace)
    assert seen() == Look()
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert last_look(workspace) == Look()


def test_the_file_names_no_subject(desk: Desk, qtbot: QtBot, workspace: Path) -> None:
    remember(desk, workspace)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    bench_of(desk).open_subject("01-001")
    wording().speak(Language.ZH)
    assert b"01-001" not in (workspace / LOOKS_FILE).read_bytes()
