"""Ways to the response screen and the subject page, and back to where one came from."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.session import Session
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.page import Page
from hcc_crf.ui.response_page import ResponsePage
from hcc_crf.ui.subject_page import SubjectPage
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.workbench import Workbench
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.ui.entry_hand import rewrite

Kind = TypeVar("Kind", bound=Page)
FIRST, SECOND = SubjectKey("01-001"), SubjectKey("01-002")


@pytest.fixture
def bench(session: Session, qtbot: QtBot) -> Workbench:
    """The frame of the study nurse, on the screen."""
    bench = Workbench(session, "0.1.0")
    qtbot.addWidget(bench)
    bench.resize(1366, 768)
    bench.show()
    return bench


def shown(bench: Workbench, kind: type[Kind]) -> Kind:
    """Return the page of the moment, which must be of that kind."""
    page = bench.page
    assert isinstance(page, kind)
    return page


def home_of(bench: Workbench) -> SubjectsPage:
    """Return the matrix."""
    return shown(bench, SubjectsPage)


def press(target: QWidget, keys: str) -> None:
    """Press a key of a widget that a `QAction` or a shortcut takes."""
    found = [
        action
        for action in target.findChildren(QAction)
        if keys in [one.toString() for one in action.shortcuts()]
    ]
    assert len(found) == 1
    found[0].trigger()


@pytest.mark.parametrize("keys", ["S", "Shift+Return"])
def test_the_subject_page_opens_by_key(bench: Workbench, keys: str) -> None:
    home = home_of(bench)
    home.view.choose(SECOND)
    press(home.view, keys)
    page = shown(bench, SubjectPage)
    assert page.crumbs[-1].text.en == "01-002"
    page.left.emit()
    assert bench.page is home


@pytest.mark.parametrize("keys", ["R", "Ctrl+R"])
def test_the_response_opens_by_key(bench: Workbench, keys: str) -> None:
    home = home_of(bench)
    press(home.view, keys)
    page = shown(bench, ResponsePage)
    page.left.emit()
    assert bench.page is home


def test_letters_go_into_the_search_and_open_nothing(bench: Workbench) -> None:
    home = home_of(bench)
    home.bar.look_for()
    QTest.keyClicks(home.bar.search, "rs")
    assert bench.page is home
    assert home.bar.text == "rs"


def test_without_a_subject_the_keys_do_nothing(bench: Workbench) -> None:
    home = home_of(bench)
    QTest.keyClicks(home.bar.search, "nobody like that")
    press(home.view, "R")
    press(home.view, "S")
    assert bench.page is home


def test_the_buttons_beside_the_matrix_and_a_double_click_lead_there_too(
    bench: Workbench,
) -> None:
    home = home_of(bench)
    home.panel.response_button.click()
    shown(bench, ResponsePage)
    bench.go_back()
    home.panel.subject_button.click()
    shown(bench, SubjectPage)
    bench.go_back()
    home.view.verticalHeader().sectionDoubleClicked.emit(1)
    assert shown(bench, SubjectPage).crumbs[-1].text.en == "01-002"


def test_the_buttons_wait_until_somebody_is_chosen(bench: Workbench) -> None:
    panel = home_of(bench).panel
    assert panel.response_button.isEnabled()
    assert panel.subject_button.isEnabled()
    panel.show_nobody()
    assert not panel.response_button.isEnabled()
    assert not panel.subject_button.isEnabled()


def test_the_menu_of_a_visit_leads_to_both(bench: Workbench) -> None:
    home = home_of(bench)
    for text, kind in (("Subject page", SubjectPage), ("Response", ResponsePage)):
        menu = home.menu_for(FIRST, VisitCode("TA1"))
        next(action for action in menu.actions() if action.text() == text).trigger()
        shown(bench, kind)
        bench.go_back()


def test_from_the_subject_page_the_response_leads_back_to_it(bench: Workbench) -> None:
    bench.open_subject(FIRST)
    page = shown(bench, SubjectPage)
    page.response_button.click()
    response = shown(bench, ResponsePage)
    response.left.emit()
    shown(bench, SubjectPage)


def test_a_cell_of_the_response_opens_its_form(bench: Workbench) -> None:
    page = bench.open_response(FIRST)
    assert isinstance(page, ResponsePage)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    screen = shown(bench, EntryScreen)
    assert str(screen.form.path) == "01-001/TA1/TRTL"


def test_a_visit_of_the_subject_page_opens_its_forms(bench: Workbench) -> None:
    bench.open_subject(FIRST)
    page = shown(bench, SubjectPage)
    QTest.keyClick(page.visits, Qt.Key.Key_Return)
    shown(bench, EntryScreen)


def test_from_a_lesion_form_the_response_opens_at_its_visit_and_leads_back_with_the_draft(
    bench: Workbench, session: Session
) -> None:
    path = FormPath(FIRST, VisitCode("TA1"), "TRTL")
    screen = bench.show_entry(path)
    assert isinstance(screen, EntryScreen)
    assert screen.response_button.isVisibleTo(screen.tools)
    rewrite(screen, "TR_DIAM", "21")
    screen.show_response()
    kept = session.draft(path)
    assert kept is not None
    assert kept.typed[Slot("TR_DIAM", 1)].text == "21"
    page = shown(bench, ResponsePage)
    assert page.table.currentIndex().column() == 1
    page.left.emit()
    back = shown(bench, EntryScreen)
    assert back.form.path == path
    assert back.form.has_draft


def test_other_forms_show_no_button_but_the_key_works(bench: Workbench) -> None:
    screen = bench.show_entry(FormPath(FIRST, VisitCode("C1D1"), "VS"))
    assert isinstance(screen, EntryScreen)
    assert not screen.response_button.isVisibleTo(screen.tools)
    screen.show_response()
    shown(bench, ResponsePage)


def test_the_desk_shows_both_for_pictures(desk: Desk, bench: Workbench) -> None:
    desk.workbench = bench
    desk.show_subject(FIRST)
    shown(bench, SubjectPage)
    desk.show_response(FIRST)
    shown(bench, ResponsePage)
    desk.workbench = None
