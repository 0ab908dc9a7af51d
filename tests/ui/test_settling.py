"""A finding is kept with a reason at the entry screen, by F2 or its button, and saved so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.session import Session
from hcc_crf.ui.audit_rows import audit_rows
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.resolve_card import FindingLine
from hcc_crf.ui.texts import wording
from hcc_crf.values import FormPath, Language, SubjectKey, VisitCode
from tests.ui.entry_hand import (
    NEW,
    asks_a_reason,
    click,
    field_of,
    go,
    open_entry,
    press,
    reason_dialog,
    rewrite,
    wait_for,
    words,
    write,
)

VITALS = FormPath(SubjectKey(NEW), VisitCode("SCR"), "VS")
ASKED = "180 kg is outside the usual"
FIRST_REASON = "Confirmed with the source document"


def keep(screen: EntryScreen, qtbot: QtBot, number: int = 0) -> None:
    """Choose a common reason in the window that asks for one."""
    dialog = reason_dialog(screen, qtbot)
    dialog.buttons[number].setChecked(True)
    click(dialog.confirm)


def beside(screen: EntryScreen, item: str) -> str:
    """Return the words beside a field."""
    row = field_of(screen, item).parentWidget()
    assert isinstance(row, QWidget)
    return words(row)


def line_of(screen: EntryScreen, text: str) -> FindingLine:
    """Return the line of the card that says a text."""
    lines = [one for one in screen.side.findChildren(FindingLine) if one.isVisible()]
    (found,) = (one for one in lines if text in one.words.text())
    return found


@pytest.fixture
def heavy(session: Session, qtbot: QtBot) -> EntryScreen:
    """The entry screen with a weight nobody expects, being typed."""
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "180")
    go(screen, "TEMP")
    go(screen, "WEIGHT")
    wait_for(qtbot, screen, ASKED)
    return screen


def test_f2_keeps_the_finding_of_the_item_in_hand(heavy: EntryScreen, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F2)
    assert ASKED in words(reason_dialog(heavy, qtbot))
    keep(heavy, qtbot)
    wait_for(qtbot, heavy, f"✓ confirmed: {FIRST_REASON}")
    assert f"✓ confirmed: {FIRST_REASON}" in beside(heavy, "WEIGHT")
    assert ASKED not in beside(heavy, "WEIGHT")
    assert heavy.form.has_draft


def test_it_is_saved_with_its_value_and_stands_in_the_audit_trail(
    heavy: EntryScreen, session: Session, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: not heavy.form.has_draft)
    assert [one.settled for one in session.look(VITALS).settled] == [FIRST_REASON]
    rows = audit_rows(session.program.study, session.audit(VITALS.subject))
    (row,) = (one for one in rows if one.kind.en == "finding settled")
    assert row.item.en == "VS · Weight · finding range"
    assert row.new == FIRST_REASON


def test_the_draft_of_a_reason_comes_back(
    heavy: EntryScreen, session: Session, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    heavy.close()
    again = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    assert FIRST_REASON in beside(again, "WEIGHT")


def test_undo_takes_a_reason_back(heavy: EntryScreen, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    wait_for(qtbot, heavy, FIRST_REASON)
    go(heavy, "TEMP")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, heavy, ASKED)
    assert FIRST_REASON not in words(heavy)
    assert field_of(heavy, "WEIGHT").shown.text == "180"


def test_another_value_takes_its_reason_along(
    heavy: EntryScreen, session: Session, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    rewrite(heavy, "WEIGHT", "70")
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: not heavy.form.has_draft)
    view = session.look(VITALS)
    assert (view.settled, [f for f in view.findings if f.check == "range"]) == ((), [])
    assert not any(record.kind.value == "settled" for record in session.audit(VITALS.subject))


def test_a_reason_alone_is_no_draft_once_its_value_is_gone(
    heavy: EntryScreen, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    go(heavy, "WEIGHT")
    for _digit in "180":
        press(Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: FIRST_REASON not in words(heavy))
    assert not heavy.form.has_draft


def test_the_button_of_the_line_does_the_same(heavy: EntryScreen, qtbot: QtBot) -> None:
    line = line_of(heavy, ASKED)
    assert line.button.text() == "Confirm…"
    click(line.button)
    keep(heavy, qtbot, 1)
    wait_for(qtbot, heavy.side, "Confirmed: Confirmed by the investigator")
    assert line_of(heavy, ASKED).button.text() == "Reopen…"


def test_a_reason_not_saved_yet_is_taken_back_at_once(heavy: EntryScreen, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    wait_for(qtbot, heavy, FIRST_REASON)
    press(Qt.Key.Key_F2)
    assert not asks_a_reason(heavy)
    wait_for(qtbot, heavy, ASKED)
    assert FIRST_REASON not in words(heavy)


def test_a_saved_one_is_reopened_with_a_reason(
    heavy: EntryScreen, session: Session, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: not heavy.form.has_draft)
    go(heavy, "WEIGHT")
    press(Qt.Key.Key_F2)
    assert FIRST_REASON in words(reason_dialog(heavy, qtbot))
    keep(heavy, qtbot)
    wait_for(qtbot, heavy, ASKED)
    assert session.look(VITALS).settled == ()
    assert "reopened" in {record.kind.value for record in session.audit(VITALS.subject)}


def test_f2_without_any_finding_asks_nothing(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    go(screen, "WEIGHT")
    press(Qt.Key.Key_F2)
    assert not asks_a_reason(screen)


def test_missing_answers_have_no_button(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "HEIGHT", "170")
    press(Qt.Key.Key_F7)
    wait_for(qtbot, screen.side, "To resolve")
    lines = [one for one in screen.side.findChildren(FindingLine) if one.isVisible()]
    assert lines
    assert not any(line.button.isVisible() for line in lines)


def test_a_kept_finding_is_not_counted_to_resolve(heavy: EntryScreen, qtbot: QtBot) -> None:
    before = words(heavy.side)
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    qtbot.waitUntil(lambda: words(heavy.side) != before)
    titles = [one for one in words(heavy.side).split("\n") if "resolve" in one]
    assert titles
    assert titles[0] not in before


def test_in_chinese_too(heavy: EntryScreen, qtbot: QtBot) -> None:
    wording().speak(Language.ZH)
    press(Qt.Key.Key_F2)
    keep(heavy, qtbot)
    wait_for(qtbot, heavy, "✓ 已确认：已与原始文件核对")
