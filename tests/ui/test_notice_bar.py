"""What people must know stands on every page until it is dismissed or no longer so."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.session.clock_watch import Suspicion
from hcc_crf.session.clock_watch import told as told_of_clock
from hcc_crf.session.incarnation import NOT_WRITTEN
from hcc_crf.session.lost_forms import Lost, LostForm
from hcc_crf.session.lost_forms import told as told_of_loss
from hcc_crf.session.sign_in import told_of_damage
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.rail import Screen
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import Scheme, current_theme
from hcc_crf.ui.workbench import Workbench
from hcc_crf.values import Bilingual, FormPath, Language, SubjectKey, VisitCode
from tests.ui.conftest import TickingClock
from tests.ui.entry_hand import press, rewrite
from tests.ui.looking import faults, settle
from tests.ui.people import bench_of, sign_in

PLACE = FormPath(SubjectKey("01-001"), VisitCode("C4D1"), "VS")
FORMS = tuple(
    LostForm(f"01-{number:03}/C{number}D1/LBCHEM", "2026-11-25T09:30:00Z", "")
    for number in range(1, 25)
)
CLOCK = told_of_clock(Suspicion.JUMPED)
WORST = (told_of_loss(Lost("h", 61, FORMS), may_read=True), CLOCK, told_of_damage(13), NOT_WRITTEN)
"""Everything that can go wrong at once, with as many forms as are ever named."""


@pytest.fixture
def bench(desk: Desk, qtbot: QtBot) -> Workbench:
    """The study nurse at work; nothing is to be told."""
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    return bench_of(desk)


def tell(desk: Desk, *notices: Bilingual) -> None:
    """Tell something, as a save or a sign-in would, and show the first page again."""
    assert desk.session is not None
    for notice in notices:
        desk.session.tell(notice)
    bench_of(desk).show_screen(Screen.SUBJECTS)


def pages(bench: Workbench) -> dict[str, Callable[[], object]]:
    """Return what shows each page of the desk."""
    of_rail = {screen.name: partial(bench.show_screen, screen) for screen in bench.screens}
    return of_rail | {
        "entry": lambda: bench.show_entry(PLACE),
        "subject": lambda: bench.open_subject("01-001"),
        "response": lambda: bench.open_response("01-001"),
    }


def said(bench: Workbench) -> list[str]:
    """Return what stands below the top bar."""
    return [line.words.text() for line in bench.notice_bar.lines if line.isVisible()]


def test_where_there_is_nothing_to_tell_the_bar_takes_no_room(bench: Workbench) -> None:
    assert bench.notice_bar.isHidden()
    assert said(bench) == []


def test_a_clock_before_the_last_save_is_told_on_every_page(
    desk: Desk, qtbot: QtBot, clock: TickingClock
) -> None:
    clock.local -= timedelta(days=3)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    bench = bench_of(desk)
    for show in pages(bench).values():
        show()
        assert len(said(bench)) == 1
        assert said(bench)[0].startswith("CLOCK-SUSPECT  The clock of this computer shows a time ")
        assert "Check date and time" in said(bench)[0]


def test_a_notice_goes_when_it_is_dismissed_and_comes_again_at_the_next_sign_in(
    desk: Desk, qtbot: QtBot, clock: TickingClock
) -> None:
    clock.local -= timedelta(days=3)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    bench = bench_of(desk)
    bench.notice_bar.lines[0].dismiss.click()
    assert bench.notice_bar.isHidden()
    bench.show_screen(Screen.AUDIT)
    assert said(bench) == []
    bench.lock_asked.emit()
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    assert len(said(bench_of(desk))) == 1


def test_a_notice_of_something_new_stands_beside_a_dismissed_one(
    desk: Desk, bench: Workbench
) -> None:
    tell(desk, CLOCK)
    bench.notice_bar.lines[0].dismiss.click()
    tell(desk, NOT_WRITTEN)
    assert said(bench) == [NOT_WRITTEN.en]


def test_what_a_save_gave_cause_for_is_told_at_once(
    desk: Desk, bench: Workbench, clock: TickingClock
) -> None:
    screen = bench.show_entry(PLACE)
    assert isinstance(screen, EntryScreen)
    rewrite(screen, "WEIGHT", "66")
    clock.local -= timedelta(days=3)
    press(Qt.Key.Key_F7)
    assert [words.split("  ")[0] for words in said(bench)] == ["CLOCK-SUSPECT"]
    clock.local += timedelta(days=4)  # put right
    rewrite(screen, "TEMP", "36.6")
    press(Qt.Key.Key_F7)
    assert said(bench) == []


def test_the_keyboard_comes_to_the_notices_and_goes_on_from_them(
    desk: Desk, bench: Workbench
) -> None:
    tell(desk, CLOCK, NOT_WRITTEN)
    desk.activateWindow()
    assert QTest.qWaitForWindowActive(desk)
    first, second = (line.dismiss for line in bench.notice_bar.lines)
    bench.top_bar.person.setFocus()
    for _ in range(20):
        if QApplication.focusWidget() is first:
            break
        press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Space)
    assert said(bench) == [NOT_WRITTEN.en]
    assert QApplication.focusWidget() is second
    press(Qt.Key.Key_Space)
    assert said(bench) == []
    page = bench.page
    assert isinstance(page, SubjectsPage)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)


def test_a_screen_reader_hears_the_notice_at_its_button(desk: Desk, bench: Workbench) -> None:
    tell(desk, CLOCK)
    button = bench.notice_bar.lines[0].dismiss
    assert button.accessibleName() == "Dismiss this notice"
    assert button.accessibleDescription() == CLOCK.en
    wording().speak(Language.ZH)
    assert button.accessibleDescription() == CLOCK.zh
    assert said(bench) == [CLOCK.zh]


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("language", list(Language))
def test_the_most_that_can_be_told_can_be_read_on_every_page(
    desk: Desk, bench: Workbench, language: Language, scheme: Scheme
) -> None:
    current_theme().choose(scheme)
    wording().speak(language)
    tell(desk, *WORST)
    found = {}
    for size in ((1100, 700), (1366, 768), (1920, 1080)):
        desk.resize(*size)
        for name, show in pages(bench).items():
            show()
            settle()
            assert desk.size().toTuple() == size
            assert len(said(bench)) == len(WORST)
            found[name, size] = faults(desk)
    assert {where: seen for where, seen in found.items() if seen} == {}
