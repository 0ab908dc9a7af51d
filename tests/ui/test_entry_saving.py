"""Drafts and deliberate acts at the entry screen: kept, saved, corrected, refused, not done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from hcc_crf.session import Saved, Session
from hcc_crf.ui.entry_keeping import KEEP_WITHIN_MS
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.marks import Mark
from hcc_crf.values import FormPath, ItemPath, Slot, SubjectKey, VisitCode
from tests.ui.conftest import TickingClock
from tests.ui.entry_hand import (
    NEW,
    asks_a_reason,
    choose_missing,
    click,
    field_of,
    go,
    open_entry,
    press,
    reason_dialog,
    rewrite,
    type_keys,
    wait_for,
    write,
)

VITALS = FormPath(SubjectKey(NEW), VisitCode("SCR"), "VS")
SAVED_VITALS = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")


def say_why(screen: EntryScreen, qtbot: QtBot, number: int = 0) -> None:
    """Choose one of the common reasons and confirm."""
    dialog = reason_dialog(screen, qtbot)
    dialog.buttons[number].setChecked(True)
    click(dialog.confirm)


def test_a_change_is_on_the_disk_within_a_second(session: Session, qtbot: QtBot) -> None:
    assert KEEP_WITHIN_MS < 1000
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    assert screen.chip.text() == "Not saved"
    qtbot.waitUntil(lambda: session.draft(VITALS) is not None, timeout=1000)
    assert screen.chip.text() == "Draft kept 10:00"


def test_a_draft_leaves_no_event(session: Session, qtbot: QtBot) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    qtbot.waitUntil(lambda: session.draft(VITALS) is not None, timeout=1000)
    assert session.events() == before
    assert screen.form.has_draft


def test_a_draft_comes_back_when_the_form_is_opened_again(session: Session, qtbot: QtBot) -> None:
    first = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(first, "WEIGHT", "68")
    write(first, "TEMP", "36.5")
    first.close()
    again = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    assert field_of(again, "WEIGHT").shown.text == "68"
    assert again.banner.words.startswith("Draft of 10:00 with 2 fields restored.")
    assert again.chip.text().startswith("Draft kept")


def test_a_draft_can_be_discarded(session: Session, qtbot: QtBot) -> None:
    first = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(first, "WEIGHT", "68")
    first.close()
    again = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    click(again.banner.act)
    assert field_of(again, "WEIGHT").shown.text == ""
    assert session.draft(VITALS) is None
    assert again.banner.words == ""


def test_the_draft_of_a_form_is_kept_when_another_is_opened(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    press(Qt.Key.Key_F4)
    assert screen.form.path.form == "QSECOG"
    press(Qt.Key.Key_F3)
    assert field_of(screen, "WEIGHT").shown.text == "68"


def test_a_relative_date_is_kept_as_the_day_it_meant(
    session: Session, qtbot: QtBot, clock: TickingClock
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "VSDAT", "t-1")
    screen.close()
    kept = session.draft(VITALS)
    assert kept is not None
    assert kept.typed[Slot("VSDAT")].text == "19-SEP-2023"


def test_saved_is_said_only_of_what_is_in_the_ledger(session: Session, qtbot: QtBot) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    with qtbot.waitSignal(screen.saved) as saved:
        press(Qt.Key.Key_F7)
    (answer,) = saved.args
    assert isinstance(answer, Saved)
    assert answer.event is not None
    assert session.events() == before + 1
    assert screen.chip.text().startswith("Saved 10:")
    assert session.draft(VITALS) is None
    assert not screen.form.has_draft


def test_a_save_fills_the_proposed_answers(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    assert field_of(screen, "VSPERF").shown.proposed == ("Y",)
    write(screen, "WEIGHT", "68")
    press(Qt.Key.Key_F7)
    assert field_of(screen, "VSPERF").shown.codes == ("Y",)


def test_a_save_that_changes_nothing_says_so(session: Session, qtbot: QtBot) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    press(Qt.Key.Key_F7)
    assert screen.chip.text() == "Nothing changed"
    assert session.events() == before


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        pytest.param(Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier, id="F6"),
        pytest.param(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, id="Ctrl+Enter"),
    ],
)
def test_save_and_next_opens_the_next_form_and_still_says_saved(
    session: Session, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    press(key, modifier)
    assert screen.form.path.form == "QSECOG"
    assert screen.chip.text().startswith("Vital signs: saved ")


def test_a_correction_asks_one_reason_for_all_changes(session: Session, qtbot: QtBot) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    rewrite(screen, "WEIGHT", "68.5")
    rewrite(screen, "TEMP", "36.9")
    press(Qt.Key.Key_F7)
    dialog = reason_dialog(screen, qtbot)
    table = dialog.findChild(QTableWidget)
    assert table is not None
    rows = [
        [item.text() for column in range(3) if (item := table.item(row, column)) is not None]
        for row in range(table.rowCount())
    ]
    assert rows == [["Weight", "68.0 kg", "68.5 kg"], ["Temperature", "36.5 °C", "36.9 °C"]]
    assert session.events() == before
    assert not dialog.confirm.isEnabled()
    say_why(screen, qtbot)
    assert session.events() == before + 1
    assert screen.chip.text().startswith("Saved")
    history = session.history(_path(SAVED_VITALS, "WEIGHT"))
    assert history[-1].sealed.event.reason == "Transcription error"
    assert not asks_a_reason(screen)


def _path(form: FormPath, item: str) -> ItemPath:
    return ItemPath(form, Slot(item))


def test_a_correction_without_a_reason_does_not_happen_and_nothing_typed_is_lost(
    session: Session, qtbot: QtBot
) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    rewrite(screen, "WEIGHT", "68.5")
    press(Qt.Key.Key_F7)
    reason_dialog(screen, qtbot).reject()
    assert session.events() == before
    assert field_of(screen, "WEIGHT").shown.text == "68.5"
    assert session.draft(SAVED_VITALS) is not None
    assert not screen.chip.text().startswith("Saved")


def test_one_s_own_words_will_do_as_a_reason(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    rewrite(screen, "WEIGHT", "68.5")
    press(Qt.Key.Key_F7)
    dialog = reason_dialog(screen, qtbot)
    dialog.free.setFocus()
    QTest.keyClicks(dialog.free, "scales were off")
    click(dialog.confirm)
    history = session.history(_path(SAVED_VITALS, "WEIGHT"))
    assert history[-1].sealed.event.reason == "scales were off"


def test_the_last_reason_is_offered_again(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    for weight in ("68.5", "68.6"):
        rewrite(screen, "WEIGHT", weight)
        press(Qt.Key.Key_F7)
        if weight == "68.5":
            say_why(screen, qtbot, 1)
    assert reason_dialog(screen, qtbot).reason == "Source document was corrected"


def test_filling_what_was_empty_asks_nothing(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    write(screen, "RESP", "16")
    press(Qt.Key.Key_F7)
    assert screen.chip.text().startswith("Saved")
    assert not asks_a_reason(screen)


def test_typing_what_is_saved_leaves_no_draft(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    rewrite(screen, "WEIGHT", "68.0")
    assert not screen.form.has_draft


def test_a_saved_value_made_missing_comes_back_by_the_same_key(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    go(screen, "WEIGHT")
    choose_missing(1)
    assert screen.form.has_draft
    press(Qt.Key.Key_F8)
    assert field_of(screen, "WEIGHT").shown.text == "68.0"
    assert not screen.form.has_draft


def test_what_cannot_be_saved_is_said_and_led_to_and_nothing_is_lost(
    session: Session, qtbot: QtBot
) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68 heavy")
    write(screen, "TEMP", "36.5")
    press(Qt.Key.Key_F7)
    assert session.events() == before
    assert screen.banner.words.startswith("Not saved: Weight: This is no number.")
    assert screen.page.field_with_focus() is field_of(screen, "WEIGHT")
    assert field_of(screen, "TEMP").shown.text == "36.5"
    assert session.draft(VITALS) is not None
    assert not screen.chip.text().startswith("Saved")


def test_a_form_is_marked_not_done_with_a_reason_and_taken_back(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    click(screen.not_done_button)
    say_why(screen, qtbot)
    wait_for(qtbot, screen.page, "Not done: Subject refused")
    assert field_of(screen, "WEIGHT").shown.is_locked
    assert not screen.save_button.isEnabled()
    assert screen.not_done_button.text() == "To be done after all…"
    click(screen.not_done_button)
    say_why(screen, qtbot)
    assert not field_of(screen, "WEIGHT").shown.is_locked
    assert screen.save_button.isEnabled()


def test_marking_a_form_with_data_not_done_tells_what_is_affected(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    click(screen.not_done_button)
    dialog = reason_dialog(screen, qtbot)
    wait_for(qtbot, dialog, "The form holds 9 saved values.")
    dialog.reject()


def test_the_list_shows_where_a_form_stands_after_a_save(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/QSECOG")
    path = FormPath(SubjectKey(NEW), VisitCode("SCR"), "QSECOG")
    before = screen.list.line_of(path)
    go(screen, "ECOG101")
    type_keys("1")
    press(Qt.Key.Key_F7)
    after = screen.list.line_of(path)
    assert before is not None
    assert after is not None
    assert (before.mark, after.mark) == (Mark.NOT_DUE, Mark.INCOMPLETE)


def test_no_button_is_pressed_by_enter_in_a_field(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    assert not any(button.isDefault() for button in screen.findChildren(QPushButton))
