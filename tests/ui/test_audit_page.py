"""The audit trail: who, when, old, new, why; for one subject or all; found by any word."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hcc_crf.session import Saved, SaveRequest, Session, Typed
from hcc_crf.ui.audit_page import AuditPage
from hcc_crf.ui.audit_rows import audit_rows, rows_with
from hcc_crf.ui.texts import wording
from hcc_crf.values import FormPath, Language, Slot, SubjectKey, VisitCode

FIRST = SubjectKey("01-001")
VITALS = FormPath(FIRST, VisitCode("SCR"), "VS")
COLUMNS = ("when", "who", "subject", "visit", "item", "change", "old", "new", "why")


@pytest.fixture
def corrected(session: Session) -> Session:
    """The weight at screening was corrected: 68.0 to 68.5 kg."""
    request = SaveRequest(VITALS, ((Slot("WEIGHT"), Typed("68.5")),), reason="transcription error")
    assert isinstance(session.save(request), Saved)
    return session


@pytest.fixture
def page(corrected: Session, qtbot: QtBot) -> AuditPage:
    """The audit screen of the study nurse."""
    page = AuditPage(corrected)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.show_state()
    return page


def row(page: AuditPage, number: int) -> dict[str, str]:
    """Return what a row says, by column."""
    return {name: page.table.text_at(number, column) for column, name in enumerate(COLUMNS)}


def test_the_latest_change_stands_first_with_old_new_and_reason(page: AuditPage) -> None:
    found = row(page, 0)
    assert found["who"] == "nurse1"
    assert (found["subject"], found["visit"]) == ("01-001", "SCR")
    assert found["item"].startswith("VS · Weight")
    assert (found["old"], found["new"]) == ("68.0 kg", "68.5 kg")
    assert (found["change"], found["why"]) == ("correction", "transcription error")


def test_every_change_is_listed_and_counted(page: AuditPage, corrected: Session) -> None:
    count = sum(1 for _ in corrected.audit())
    assert page.table.rowCount() == count
    assert page.count.text() == f"{count} of {count} changes, the latest first"


def test_one_subject_can_be_chosen(page: AuditPage) -> None:
    page.show_subject(SubjectKey("01-002"))
    assert page.chosen == "01-002"
    subjects = {row(page, number)["subject"] for number in range(page.table.rowCount())}
    assert subjects == {"01-002"}


def test_a_word_finds_its_rows(page: AuditPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search, "Transcription")
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert row(page, 0)["why"] == "transcription error"


def test_the_tip_names_time_zone_device_path_and_form_version(page: AuditPage) -> None:
    tip = page.table.data(page.table.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert isinstance(tip, str)
    assert "(+08:00, Asia/Shanghai)" in tip
    assert "nurse1, study nurse, device 01-A" in tip
    assert "01-001/SCR/VS.WEIGHT" in tip
    assert "form version" in tip


def test_the_table_changes_its_language(page: AuditPage) -> None:
    wording().speak(Language.ZH)
    assert row(page, 0)["change"] == "更正"
    assert page.subject.itemText(0) == "全部受试者"
    assert page.table.headerData(0, Qt.Orientation.Horizontal) == "时间（UTC）"


def test_a_form_that_was_not_done_says_so(session: Session) -> None:
    path = FormPath(FIRST, VisitCode("C4D1"), "VS")
    session.save(SaveRequest(path, not_done="subject refused"))
    rows = audit_rows(session.program.study, session.audit(FIRST))
    assert rows[0].kind.en == "not done"
    assert rows[0].item.en == "VS · whole form"
    assert rows[0].new == "subject refused"


def test_a_missing_code_is_shown_as_its_code(session: Session) -> None:
    path = FormPath(FIRST, VisitCode("C4D1"), "VS")
    session.save(
        SaveRequest(path, ((Slot("VSPERF"), Typed("Y")), (Slot("WEIGHT"), Typed("", missing="ND"))))
    )
    rows = audit_rows(session.program.study, session.audit(FIRST))
    assert "ND" in {one.new for one in rows[:3]}


def test_a_row_of_a_repeating_form_names_its_row(session: Session) -> None:
    path = FormPath(FIRST, VisitCode("LOG"), "AE")
    session.save(SaveRequest(path, ((Slot("AETERM", 7), Typed("Fatigue")),)))
    rows = audit_rows(session.program.study, session.audit(FIRST))
    named = [one.item for one in rows[:5]]
    assert any(name.en.endswith("[row 7]") and name.zh.endswith("[第 7 行]") for name in named)


def test_nothing_looked_for_is_everything(session: Session) -> None:
    rows = audit_rows(session.program.study, session.audit(FIRST))
    assert rows_with(rows, "  ", Language.EN) == rows


def test_the_wheel_never_changes_the_subject(page: AuditPage) -> None:
    before = page.subject.currentIndex()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    page.subject.setFocus()
    QApplication.sendEvent(page.subject, wheel)
    assert page.subject.currentIndex() == before
