"""Home, as a nurse uses it: look, find, open, begin a subject, print."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from hcc_crf.session import SaveRequest, Session, Typed
from hcc_crf.ui.matrix_rows import Filter
from hcc_crf.ui.new_subject_dialog import NewSubjectDialog
from hcc_crf.ui.other_visit_dialog import OtherVisitDialog
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.texts import wording
from hcc_crf.values import FormPath, Language, Slot, SubjectKey, VisitCode
from tests.ui.conftest import OpenAs
from tests.ui.people import answer_next_dialog

FIRST, SECOND = SubjectKey("01-001"), SubjectKey("01-002")


def shown_page(session: Session, qtbot: QtBot) -> SubjectsPage:
    """Return the page of a person, filled and on the screen."""
    page = SubjectsPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    page.show_state()
    return page


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> SubjectsPage:
    """The page of the study nurse."""
    return shown_page(session, qtbot)


def words(page: SubjectsPage) -> list[str]:
    """Return what the side panel says."""
    return [label.text() for label in page.panel.findChildren(QLabel)]


def test_the_matrix_shows_every_subject_and_visit(page: SubjectsPage) -> None:
    assert page.model.rowCount() == 2
    visits = [page.model.visit_at(column) for column in range(page.model.columnCount())]
    assert visits[:5] == ["SCR", "C1D1", "C1D8", "C1D15", "C2D1"]


def test_visits_that_nobody_expects_and_nobody_began_are_left_out(page: SubjectsPage) -> None:
    visits = [page.model.visit_at(column) for column in range(page.model.columnCount())]
    assert "UNS1" not in visits


def test_the_first_subject_is_chosen_and_summed_up(page: SubjectsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "01-001" in words(page))
    assert "06-OCT – 12-OCT-2023" in words(page)
    assert "A 5" in words(page)


def test_moving_down_sums_up_the_next_subject(page: SubjectsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "01-002" in words(page))
    assert "Female · 44 y" in words(page)


def test_enter_opens_the_chosen_visit(page: SubjectsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.visit_opened) as opened:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert opened.args == ["01-001", "C1D1"]


def test_the_button_names_and_opens_the_chosen_visit(page: SubjectsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    page.panel.show_now()
    assert page.panel.open_button.text() == "Open C1D1"
    with qtbot.waitSignal(page.visit_opened) as opened:
        page.panel.open_button.click()
    assert opened.args == ["01-001", "C1D1"]


def test_the_chips_count_and_filter(page: SubjectsPage) -> None:
    chips = page.bar.chips
    assert [chips[which].text() for which in Filter] == ["All 2", "Due 0", "Findings 2"]
    chips[Filter.DUE].click()
    assert page.model.rowCount() == 0
    assert page.nobody.isVisibleTo(page)
    assert page.nobody.text() == "No subject fits what you look for."


def test_ctrl_k_finds_a_subject_and_enter_goes_on(page: SubjectsPage, qtbot: QtBot) -> None:
    page.bar.look_for()
    QTest.keyClicks(page.bar.search, "002")
    assert page.model.rowCount() == 1
    QTest.keyClick(page.bar.search, Qt.Key.Key_Return)
    assert page.view.place() == ("01-002", "SCR")


def test_escape_forgets_what_was_looked_for(page: SubjectsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.bar.search, "002")
    QTest.keyClick(page.bar.search, Qt.Key.Key_Escape)
    assert page.bar.text == ""
    assert page.model.rowCount() == 2


def test_the_chosen_cell_stays_when_the_page_is_read_again(
    page: SubjectsPage, session: Session
) -> None:
    page.view.choose(SECOND, VisitCode("C1D1"))
    path = FormPath(SubjectKey("01-003"), VisitCode("SCR"), "VS")
    session.save(SaveRequest(path, ((Slot("VSPERF"), Typed("Y")),)))
    page.show_state()
    assert page.model.rowCount() == 3
    assert page.view.place() == ("01-002", "C1D1")


def test_everything_changes_to_chinese_without_a_restart(page: SubjectsPage) -> None:
    page.panel.show_now()
    wording().speak(Language.ZH)
    assert page.new_subject.text() == "新增受试者…"
    assert page.bar.chips[Filter.ALL].text() == "全部 2"
    assert "男 · 58 岁" in words(page)
    assert "后续访视" in words(page)


def test_a_new_subject_gets_the_next_free_number_and_begins_at_screening(
    page: SubjectsPage, qtbot: QtBot
) -> None:
    def begin(dialog: QDialog) -> None:
        assert isinstance(dialog, NewSubjectDialog)
        assert dialog.number.text() == "01-003"
        dialog.confirm.click()

    answer_next_dialog(begin)
    with qtbot.waitSignal(page.visit_opened) as opened:
        page.new_subject.click()
    assert opened.args == ["01-003", "SCR"]
    assert len(page.view.matrix.row_at(0).subject) == 6


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("01-001", "01-001 exists already"),
        ("02-001", "A number of this site looks like 01-003."),
        ("01-1", "A number of this site looks like 01-003."),
        ("01-000", "A number of this site looks like 01-003."),
        ("", "A number of this site looks like 01-003."),
    ],
    ids=["taken", "another site", "another shape", "number 0", "nothing"],
)
def test_a_number_that_cannot_be_is_refused_in_the_dialog(
    session: Session, qtbot: QtBot, number: str, problem: str
) -> None:
    dialog = NewSubjectDialog(session)
    qtbot.addWidget(dialog)
    dialog.number.setText(number)
    dialog.confirm.click()
    assert problem in dialog.message.text()
    assert dialog.result() == 0


def test_a_number_of_the_site_may_be_typed(session: Session, qtbot: QtBot) -> None:
    dialog = NewSubjectDialog(session)
    qtbot.addWidget(dialog)
    dialog.number.setText(" 01-017 ")
    dialog.confirm.click()
    assert dialog.result() == 1
    assert dialog.subject == "01-017"


def test_the_menu_offers_what_the_role_may_do(page: SubjectsPage, open_as: OpenAs) -> None:
    texts = [action.text() for action in page.menu_for(FIRST, VisitCode("C3D1")).actions()]
    assert texts == [
        "Open C3D1",
        "Other visit…",
        "Subject page",
        "Response",
        "Worksheet of C3D1…",
        "Blank worksheet of C3D1…",
        "Casebook…",
        "Audit trail of this subject",
    ]


def test_the_menu_leads_to_the_audit_trail_of_the_subject(page: SubjectsPage, qtbot: QtBot) -> None:
    menu = page.menu_for(SECOND, VisitCode("SCR"))
    with qtbot.waitSignal(page.audit_asked) as asked:
        menu.actions()[-1].trigger()
    assert asked.args == ["01-002"]


def test_any_visit_of_the_schedule_can_be_opened(page: SubjectsPage, qtbot: QtBot) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, OtherVisitDialog)
        dialog.search.setText("uns2")
        assert dialog.visit == "UNS2"
        dialog.confirm.click()

    answer_next_dialog(choose)
    with qtbot.waitSignal(page.visit_opened) as opened:
        page.menu_for(FIRST, VisitCode("SCR")).actions()[1].trigger()
    assert opened.args == ["01-001", "UNS2"]


def test_a_visit_that_is_not_in_the_schedule_cannot_be_opened(
    session: Session, qtbot: QtBot
) -> None:
    dialog = OtherVisitDialog(session.program.study)
    qtbot.addWidget(dialog)
    dialog.search.setText("nothing like it")
    dialog.confirm.click()
    assert dialog.visit is None
    assert dialog.result() == 0


def test_a_monitor_begins_no_subject(open_as: OpenAs, qtbot: QtBot) -> None:
    page = shown_page(open_as("monitor1"), qtbot)
    assert page.new_subject.isHidden()
    page.new_subject_by_key()
    assert page.model.rowCount() == 2


def test_a_worksheet_is_written_where_the_person_says(
    page: SubjectsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "worksheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    answer_next_dialog(QDialog.reject)
    page.panel.show_now()
    page.panel.worksheet_button.click()
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_person_who_gives_up_gets_no_paper(
    page: SubjectsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.panel.show_now()
    page.panel.casebook_button.click()
    assert list(tmp_path.glob("*.pdf")) == []


def keys(page: SubjectsPage) -> dict[str, QAction]:
    """Return what the keys of the page do."""
    return {action.shortcut().toString(): action for action in page.actions()}


def test_ctrl_p_prints_the_worksheet_of_the_chosen_visit(
    page: SubjectsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def give_up(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", give_up)
    keys(page)["Ctrl+P"].trigger()
    assert asked == ["01-001-SCR.pdf"]


def test_the_menu_of_a_cell_pops_up(page: SubjectsPage, qtbot: QtBot) -> None:
    page.view.menu_asked.emit("01-001", "C1D1", QPoint(10, 10))
    menus = [m for m in page.findChildren(QMenu) if m.isVisible()]
    assert menus[0].actions()[0].text() == "Open C1D1"
    menus[0].close()


def test_another_subject_can_be_shown(page: SubjectsPage) -> None:
    page.show_subject(SECOND)
    assert page.view.place() == ("01-002", "SCR")


def test_every_control_has_a_name_for_screen_readers(page: SubjectsPage) -> None:
    named = (page.view, page.bar.search)
    assert all(widget.accessibleName() for widget in named)
    buttons = page.findChildren(QPushButton)
    assert all(button.text() or button.accessibleName() for button in buttons)
