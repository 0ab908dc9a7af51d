"""Drafts are offered again on the home screen, with the time by the clock here."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hcc_crf.session import Moment, Session, Typed
from hcc_crf.ui.draft_strip import kept_at
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.ui.conftest import MORNING

FIRST = SubjectKey("01-001")


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> SubjectsPage:
    """The home screen of the study nurse."""
    page = SubjectsPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    page.show_state()
    return page


def test_what_was_typed_and_not_saved_is_offered_again(
    page: SubjectsPage, session: Session, qtbot: QtBot
) -> None:
    assert not page.drafts.isVisibleTo(page)
    path = FormPath(FIRST, VisitCode("C4D1"), "VS")
    session.keep_draft(path, {Slot("WEIGHT"): Typed("66")})
    page.show_state()
    assert page.drafts.isVisibleTo(page)
    resume = page.drafts.findChildren(QPushButton)[-1]
    assert resume.text().startswith("01-001 C4D1 Vital signs, kept 10:0")
    with qtbot.waitSignal(page.form_opened) as opened:
        resume.click()
    assert opened.args == ["01-001", "C4D1", "VS"]


def test_more_drafts_than_fit_are_counted(page: SubjectsPage, session: Session) -> None:
    for visit in ("C4D1", "C5D1", "C6D1", "C7D1"):
        path = FormPath(FIRST, VisitCode(visit), "VS")
        session.keep_draft(path, {Slot("WEIGHT"): Typed("66")})
    page.show_state()
    assert "and 1 more" in [label.text() for label in page.drafts.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("at_utc", "text"),
    [
        ("2023-09-20T01:30:00.000000Z", "09:30"),
        ("2023-09-19T16:30:00.000000Z", "00:30"),
        ("2023-09-19T15:30:00.000000Z", "2023-09-19 23:30"),
    ],
    ids=["today", "just after midnight here, yesterday in UTC", "yesterday"],
)
def test_a_draft_says_when_it_was_kept_by_the_clock_here(at_utc: str, text: str) -> None:
    assert kept_at(at_utc, Moment(MORNING, "Asia/Shanghai")) == text
