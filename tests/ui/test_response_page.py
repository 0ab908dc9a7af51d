"""The response screen as a nurse uses it: look, move over time points, compare, open, go back.

Subject 01-001 is entered up to TA1: baseline 74 mm, then 43 mm (`../shared/study/subjects.yaml`).
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from hcc_crf.errors import StoreError
from hcc_crf.session import ResponseView, Saved, SaveRequest, Session, Typed
from hcc_crf.ui.page import Page
from hcc_crf.ui.response_cards import ResponseCards, short_words
from hcc_crf.ui.response_page import ResponsePage
from hcc_crf.ui.texts import tr, wording
from hcc_crf.values import Bilingual, FormPath, Language, PartialDate, Slot, SubjectKey, VisitCode
from tests.ui.pages import shown, words
from tests.ui.tumour_courses import EMPTY, POINT, STABLE, best, course

FIRST, NOBODY = SubjectKey("01-001"), SubjectKey("01-009")
TA1 = VisitCode("TA1")


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ResponsePage:
    """The screen of subject 01-001."""
    return shown(ResponsePage(session, FIRST), qtbot)


def crumbs(page: Page) -> list[str]:
    """Return where the page says one is."""
    return [tr(crumb.text) for crumb in page.crumbs]


def row_of(page: ResponsePage, label: str) -> int:
    """Return the last row of that label."""
    lines = page.table.cells.grid.lines
    return [number for number, line in enumerate(lines) if line.heading.main.en == label][-1]


def press(page: ResponsePage, keys: str) -> None:
    """Press a shortcut of the page."""
    found = [one for one in page.findChildren(QShortcut) if one.key().toString() == keys]
    assert len(found) == 1
    found[0].activated.emit()


def cards_of(view: ResponseView, number: int, qtbot: QtBot) -> list[str]:
    """Return what stands beside the table at a time point."""
    cards = ResponseCards()
    qtbot.addWidget(cards)
    cards.show_point(view, number)
    return words(cards)


# --- the screen ---


def test_it_opens_at_the_latest_time_point_with_its_reasons(page: ResponsePage) -> None:
    assert [one.main.en for one in page.table.cells.grid.columns] == ["SCR", "TA1"]
    assert page.table.currentIndex().column() == 1
    assert page.table.hasFocus()
    said = words(page.cards)
    assert said.count("PR") >= 2
    assert "✓ same" in said
    assert any(text.startswith("PR: sum 43 mm, -41.9 %") for text in said)


def test_it_says_where_one_is_and_how_the_course_stands(page: ResponsePage) -> None:
    assert crumbs(page) == [
        "Subjects",
        "01-001",
        "Response",
        "best response SD · no progression",
    ]
    wording().speak(Language.ZH)
    assert crumbs(page)[-1] == "最佳疗效 SD · 无进展"


def test_a_time_point_can_be_asked_for(session: Session, qtbot: QtBot) -> None:
    page = ResponsePage(session, FIRST, VisitCode("TA9"))
    qtbot.addWidget(page)
    page.show_state()
    assert page.table.currentIndex().column() == 1
    other = ResponsePage(session, FIRST, TA1)
    qtbot.addWidget(other)
    other.show_state()
    assert other.table.currentIndex().column() == 1


def test_arrows_move_to_baseline_and_its_limits(page: ResponsePage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    said = words(page.cards)
    assert "Baseline" in said
    # 74 mm: −30 % is 51.8; the nadir is 43 mm, +20 % is 51.6
    assert {"74 mm", "51.8 mm", "51.6 mm"} <= set(said)


def test_a_click_on_the_chart_chooses_the_time_point(page: ResponsePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.chart.chosen):
        QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=QPoint(18, 60))
    assert page.table.currentIndex().column() == 0
    with qtbot.assertNotEmitted(page.chart.chosen):
        QTest.mouseClick(
            page.chart, Qt.MouseButton.LeftButton, pos=QPoint(page.chart.width() // 2, 60)
        )


def test_enter_opens_the_form_of_the_row_at_the_time_point(
    page: ResponsePage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.form_asked) as asked:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == ["01-001", "TA1", "TRTL"]
    page.table.choose(row_of(page, "Overall, investigator"), 1)
    assert page.open_button.text() == "Open RS at TA1"
    with qtbot.waitSignal(page.form_asked) as asked:
        page.open_button.click()
    assert asked.args == ["01-001", "TA1", "RS"]


def test_where_no_form_lies_nothing_opens(page: ResponsePage, qtbot: QtBot) -> None:
    page.table.choose(row_of(page, "Overall, by the rule"), 0)
    assert not page.open_button.isEnabled()
    with qtbot.assertNotEmitted(page.form_asked):
        QTest.keyClick(page.table, Qt.Key.Key_Return)


def test_tab_reaches_what_stands_beside_and_its_arrows_scroll(
    session: Session, qtbot: QtBot
) -> None:
    page = shown(ResponsePage(session, FIRST), qtbot)
    page.resize(1290, 420)
    QApplication.processEvents()
    QTest.keyClick(page.table, Qt.Key.Key_Tab)
    beside = QApplication.focusWidget()
    assert isinstance(beside, QScrollArea)
    assert beside.accessibleName() == "What decided, and the best response"
    QTest.keyClick(beside, Qt.Key.Key_Down)
    assert beside.verticalScrollBar().value() > 0


def test_keys_and_crumbs_lead_on_and_back(page: ResponsePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        press(page, "Esc")
    with qtbot.waitSignal(page.subject_asked) as asked:
        press(page, "S")
    assert asked.args == ["01-001"]
    with qtbot.waitSignal(page.subject_asked):
        page.subject_button.click()
    subjects, subject, *_here = page.crumbs
    assert subjects.go is not None
    assert subject.go is not None
    with qtbot.waitSignal(page.subjects_asked):
        subjects.go()
    with qtbot.waitSignal(page.subject_asked):
        subject.go()


def test_what_is_saved_meanwhile_is_shown_and_the_place_kept(
    page: ResponsePage, session: Session
) -> None:
    page.table.choose(row_of(page, "Overall, investigator"), 1)
    path = FormPath(FIRST, TA1, "RS")
    typed = ((Slot("OVRLRESP"), Typed("SD")), (Slot("DIFFREAS"), Typed("read by two")))
    saved = session.save(SaveRequest(path, typed, (), None, "read again"))
    assert isinstance(saved, Saved)
    page.show_state()
    cell = page.table.cells.cell(row_of(page, "Overall, investigator"), 1)
    assert cell is not None
    assert cell.main.en == "▲ SD"
    assert {"▲ differs", "read by two"} <= set(words(page.cards))
    assert page.table.currentIndex().row() == row_of(page, "Overall, investigator")


# --- empty, and not to be read ---


def test_without_lesions_the_screen_says_where_they_begin(session: Session, qtbot: QtBot) -> None:
    page = shown(ResponsePage(session, NOBODY), qtbot)
    assert page.notice.isVisible()
    assert page.notice.heading.text() == "No lesion is recorded yet"
    assert not page.open_button.isVisible()
    with qtbot.waitSignal(page.form_asked) as asked:
        page.notice.button.click()
    assert asked.args == ["01-009", "SCR", "TUTL"]


def test_what_cannot_be_read_is_said_and_tried_again(
    page: ResponsePage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_subject: SubjectKey) -> ResponseView:
        raise StoreError("STORE-DAMAGED", "site-01-A", "The file is damaged.", "Call support.")

    with monkeypatch.context() as patched:
        patched.setattr(session, "response", broken)
        page.show_state()
        assert page.notice.isVisible()
        assert page.notice.heading.text() == "This could not be read"
        assert page.notice.words.text().endswith("Call support.")
        assert not page.open_button.isVisible()
    page.notice.button.click()
    assert page.table.isVisible()
    assert page.open_button.isVisible()


def test_while_it_reads_it_says_so(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ResponsePage(session, FIRST)
    qtbot.addWidget(page)
    page.show()
    said: list[str] = []
    read = session.response

    def reading(subject: SubjectKey) -> ResponseView:
        said.append(page.notice.heading.text() if page.notice.isVisible() else "")
        return read(subject)

    monkeypatch.setattr(session, "response", reading)
    page.show_state()
    page.show_state()
    assert said == ["Reading the casebook…", ""]


# --- what stands beside the table ---


def test_rule_and_investigator_are_compared_by_sign_and_word(qtbot: QtBot) -> None:
    said = cards_of(course(POINT), 1, qtbot)
    assert said.count("SD") >= 3
    assert "✓ same" in said
    other = replace(POINT, investigator=replace(STABLE, overall="PD"), difference="")
    said = cards_of(course(other), 1, qtbot)
    assert {"▲ differs", "Investigator's reason", "None given."} <= set(said)
    said = cards_of(course(replace(POINT, investigator=None)), 1, qtbot)
    assert "not entered" in said


def test_every_step_that_decided_is_told_in_the_language_of_the_screen(qtbot: QtBot) -> None:
    assert {"target why", "non-target why", "new lesion why", "overall why"} <= set(
        cards_of(course(POINT), 1, qtbot)
    )
    wording().speak(Language.ZH)
    assert {"靶病灶理由", "非靶病灶理由", "新病灶理由", "总体理由"} <= set(
        cards_of(course(POINT), 1, qtbot)
    )


def test_best_response_progression_and_first_dose_are_told(qtbot: QtBot) -> None:
    view = replace(
        course(POINT),
        best=best(""),
        progression_date=PartialDate("2026-02-15"),
        notes=(Bilingual("look here", "请核对"),),
    )
    said = cards_of(view, 1, qtbot)
    assert {"? to decide", "best why ", "15-FEB-2026", "05-JAN-2026", "▲ look here"} <= set(said)


def test_before_treatment_and_without_targets_the_cards_say_so(qtbot: QtBot) -> None:
    said = cards_of(EMPTY, 0, qtbot)
    assert {"No target lesion at baseline.", "not given yet", "none"} <= set(said)
    assert "best why NE" not in said
    undated = course(replace(POINT, date=None))
    assert "TA1 · no date" in cards_of(undated, 1, qtbot)


def test_the_course_in_one_line_begins_with_the_first_assessment() -> None:
    assert short_words(EMPTY) is None
    view = replace(course(POINT), progression_date=PartialDate("2026-02-15"))
    found = short_words(view)
    assert found is not None
    assert found.en == "best response SD · progression 15-FEB-2026"
