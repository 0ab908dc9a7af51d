"""The subject page as a nurse uses it. Subject 01-001 on 20 September 2023, entered up to TA1."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hcc_crf.errors import StoreError
from hcc_crf.session import Session, SubjectView
from hcc_crf.ui.subject_page import SubjectPage
from hcc_crf.ui.texts import wording
from hcc_crf.values import Language, SubjectKey, VisitCode
from tests.ui.conftest import TickingClock
from tests.ui.pages import shown, words

FIRST, NOBODY = SubjectKey("01-001"), SubjectKey("01-009")


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> SubjectPage:
    """The page of subject 01-001."""
    return shown(SubjectPage(session, FIRST), qtbot)


def row_of(page: SubjectPage, visit: str) -> int:
    """Return the row of a visit."""
    lines = page.visits.cells.grid.lines
    return next(n for n, line in enumerate(lines) if line.heading.main.en == visit)


def said(page: SubjectPage, visit: str) -> list[str]:
    """Return what the row of a visit says in English."""
    return [cell.main.en for cell in page.visits.cells.grid.lines[row_of(page, visit)].cells]


def press(page: SubjectPage, keys: str) -> None:
    """Press a shortcut of the page."""
    found = [one for one in page.findChildren(QShortcut) if one.key().toString() == keys]
    assert len(found) == 1
    found[0].activated.emit()


def test_the_facts_stand_at_the_top(page: SubjectPage) -> None:
    found = words(page)
    assert {"01-001", "Male · 58 y", "On treatment", "07-AUG-2023"} <= set(found)
    assert found[found.index("Cycle") + 1] == "3"


def test_visits_stand_beside_their_plan(page: SubjectPage) -> None:
    assert said(page, "C1D8")[:3] == ["14-AUG-2023", "12-AUG – 16-AUG-2023", "14-AUG-2023"]
    assert said(page, "C4D1") == ["09-OCT-2023", "06-OCT – 12-OCT-2023", "–", "not due", ""]


def test_a_visit_becomes_due_and_overdue(
    session: Session, qtbot: QtBot, clock: TickingClock
) -> None:
    clock.local += timedelta(days=16)  # 6 October
    page = shown(SubjectPage(session, FIRST), qtbot)
    assert said(page, "C4D1")[3:] == ["due", "due, 6 days left"]
    assert page.chosen_visit() == "C4D1"
    assert "06-OCT – 12-OCT-2023 · due, 6 days left" in words(page)
    clock.local += timedelta(days=7)
    page.show_state()
    assert said(page, "C4D1")[3:] == ["overdue", "■ 1 day overdue"]
    assert page.chosen_visit() == "C4D1"


def test_the_next_appointments_are_listed(page: SubjectPage) -> None:
    found = words(page)
    assert "Next appointments" in found
    at = found.index("C4D1")
    assert found[at + 1] == "06-OCT – 12-OCT-2023"


def test_values_over_time_carry_class_and_trend(page: SubjectPage) -> None:
    grid = page.values.cells.grid
    by_visit = {line.heading.main.en: [c.main.en for c in line.cells] for line in grid.lines}
    assert [one.main.en for one in grid.columns][:4] == ["Child-Pugh", "ALBI", "MELD", "ECOG"]
    # ALBI 2a at C2D1, grade 1 at C3D1; ECOG 0, then 1 (`../shared/study/subjects.yaml`)
    assert by_visit["C2D1"][1].startswith("−2.54 · 2a")
    assert by_visit["C3D1"][1] == "−2.65 · 1 ↘"
    assert by_visit["C3D1"][3] == "1 ↗"


def test_enter_opens_the_visit_and_so_does_the_button(page: SubjectPage, qtbot: QtBot) -> None:
    page.visits.choose(row_of(page, "C2D1"), 0)
    assert page.open_button.text() == "Open C2D1"
    with qtbot.waitSignal(page.visit_opened) as opened:
        QTest.keyClick(page.visits, Qt.Key.Key_Return)
    assert opened.args == ["01-001", "C2D1"]
    with qtbot.waitSignal(page.visit_opened) as opened:
        page.open_button.click()
    assert opened.args == ["01-001", "C2D1"]


def test_tab_goes_to_the_values_and_enter_opens_their_visit(
    page: SubjectPage, qtbot: QtBot
) -> None:
    assert page.visits.hasFocus()
    QTest.keyClick(page.visits, Qt.Key.Key_Tab)
    assert page.values.hasFocus()
    with qtbot.waitSignal(page.visit_opened) as opened:
        QTest.keyClick(page.values, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0] == "01-001"


@pytest.mark.parametrize("keys", ["R", "Ctrl+R"])
def test_response_opens_by_key_and_button(page: SubjectPage, qtbot: QtBot, keys: str) -> None:
    with qtbot.waitSignal(page.response_asked) as asked:
        press(page, keys)
    assert asked.args == ["01-001"]
    with qtbot.waitSignal(page.response_asked):
        page.response_button.click()


def test_escape_and_the_crumb_lead_back(page: SubjectPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        press(page, "Esc")
    assert page.crumbs[0].go is not None
    with qtbot.waitSignal(page.left):
        page.crumbs[0].go()


def test_paper_is_printed_of_the_chosen_visit_and_the_subject(
    page: SubjectPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, ...]] = []
    paper = page._paper  # noqa: SLF001  (the dialog behind it has tests of its own)
    monkeypatch.setattr(paper, "worksheet", lambda *place: printed.append(place))
    monkeypatch.setattr(paper, "casebook", lambda subject: printed.append((subject,)))
    page.visits.choose(row_of(page, "C2D1"), 0)
    page.worksheet_button.click()
    press(page, "Ctrl+P")
    page.casebook_button.click()
    assert printed == [("01-001", "C2D1"), ("01-001", "C2D1"), ("01-001",)]


def test_a_subject_without_data_says_where_to_begin(session: Session, qtbot: QtBot) -> None:
    page = shown(SubjectPage(session, NOBODY), qtbot)
    assert page.notice.heading.text() == "Nothing is saved of this subject"
    assert not page.open_button.isVisible()
    assert page.chosen_visit() is None
    page.open_button.click()
    press(page, "Ctrl+P")  # nothing to print, nothing happens
    with qtbot.waitSignal(page.visit_opened) as opened:
        page.notice.button.click()
    assert opened.args == ["01-009", "SCR"]


def test_what_cannot_be_read_is_said_and_tried_again(
    page: SubjectPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_subject: SubjectKey) -> SubjectView:
        raise StoreError("STORE-DAMAGED", "site-01-A", "The file is damaged.", "Call support.")

    with monkeypatch.context() as patched:
        patched.setattr(session, "subject_view", broken)
        page.show_state()
        assert page.notice.isVisible()
        assert page.notice.words.text().endswith("Call support.")
    page.notice.button.click()
    assert page.visits.isVisible()
    assert page.open_button.isVisible()


def test_everything_changes_to_chinese(page: SubjectPage) -> None:
    wording().speak(Language.ZH)
    page.show_state()
    assert {"男 · 58 岁", "治疗中", "访视", "指标随时间变化", "后续预约"} <= set(words(page))
    cells = page.visits.cells
    assert cells.data(cells.index(row_of(page, "C4D1"), 3)) == "未到期"


def test_before_treatment_the_facts_say_not_yet(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(SubjectPage(session, SubjectKey("01-002")), qtbot)
    found = words(page)
    assert found[found.index("First dose") + 1] == "not yet"
    assert page.chosen_visit() == VisitCode("SCR")
