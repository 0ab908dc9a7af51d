"""What nobody should type, and the worst moments: nothing acknowledged is lost, nothing is run."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.errors import StoreError
from hcc_crf.session import Saved, SaveRequest, Session, Typed
from hcc_crf.study.model import ItemType
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.values import FormPath, ItemPath, Language, Slot, SubjectKey, VisitCode
from tests.ui.conftest import OpenAs
from tests.ui.entry_hand import (
    NEW,
    field_of,
    go,
    open_entry,
    press,
    reason_dialog,
    rewrite,
    words,
    write,
)
from tests.ui.looking import faults, settle
from tests.ui.people import bench_of, is_at_work, sign_in

PLACE = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")
WEIGHT = Slot("WEIGHT")
COMMENT = Slot("SVCOM")
HOSTILE = {
    "ten thousand characters": "病" * 5000 + "x" * 5000,
    "right to left": "abc\u202egnp.exe\u2066אבג\u2069",
    "control characters": "a\x00b\x07c\x1b[31m",
    "emoji": "👩🏽‍⚕️🩺" * 40,
    "formula": '=HYPERLINK("http://x","y")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "markup": "<b>bold</b><img src='file:///etc/passwd'>&amp;<script>",
    "line ends": "one\r\ntwo\nthree\ttab",
}


def paste(screen: EntryScreen, item: str, text: str) -> None:
    """Paste a text in place of what an item holds, as Ctrl+V does."""
    line = go(screen, item)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    clipboard = QApplication.clipboard()
    clipboard.setText(text)
    line.paste()
    clipboard.clear()


def saved_text(session: Session, path: FormPath, slot: Slot) -> str:
    """Return what the ledger holds of an item."""
    records = session.history(ItemPath(path, slot))
    return records[-1].new.canonical if records else ""


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_saved_as_it_is_or_refused_in_words_and_breaks_no_screen(
    session: Session, qtbot: QtBot, text: str
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/SV")
    paste(screen, "SVCOM", text)
    typed = screen.form.sheet.typed[COMMENT].text
    press(Qt.Key.Key_F7)
    settle()
    kept = saved_text(session, screen.form.path, COMMENT)
    assert kept == typed.replace("\r\n", "\n").strip() or "Not saved" in words(screen)
    assert screen.form.sheet.typed == ({} if kept else {COMMENT: Typed(typed)})
    assert faults(screen) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_text_item_of_the_study_is_looked_at_with_hostile_text(
    session: Session, text: str
) -> None:
    seen = 0
    for visit in ("SCR", "C1D1", "TA1", "EOT", "LOG"):
        for oid in session.program.visit(VisitCode(visit)).forms:
            form = session.program.study.forms[oid]
            path = FormPath(SubjectKey(NEW), VisitCode(visit), oid)
            for item in form.items:
                if item.type is ItemType.TEXT and not form.rows_come_from:
                    slot = Slot(item.oid, 1 if form.repeating else 0)
                    view = session.look(path, {slot: Typed(text)})
                    (field,) = [f for row in view.rows for f in row.fields if f.slot == slot]
                    assert field.draft == Typed(text)
                    seen += 1
    assert seen > len(HOSTILE)


def test_no_label_reads_markup_that_was_typed(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/SV")
    paste(screen, "SVCOM", HOSTILE["markup"])
    press(Qt.Key.Key_F7)
    settle()
    reading = Qt.TextFormat.PlainText
    telling = [label for label in screen.findChildren(QLabel) if "<" in label.text()]
    assert [label.text() for label in telling if label.textFormat() is not reading] == []


def test_a_number_of_ten_thousand_digits_is_refused_in_words(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    paste(screen, "WEIGHT", "9" * 10_000)
    press(Qt.Key.Key_F7)
    assert saved_text(session, screen.form.path, WEIGHT) == ""
    assert "Not saved" in words(screen)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_printed_in_both_languages(session: Session, text: str) -> None:
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "SV")
    answer = session.save(SaveRequest(path, ((COMMENT, Typed(text)),), reason="seen"))
    for language in Language:
        assert session.print_casebook(path.subject, language).startswith(b"%PDF-")
        assert session.print_worksheet(path.subject, path.visit, language).startswith(b"%PDF-")
    assert isinstance(answer, Saved) or answer.problems[0].message.zh


# --- closing the window in the middle of a save ---


def desk_at_form(desk: Desk, qtbot: QtBot) -> EntryScreen:
    """Sign in and open the vital signs of a subject."""
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    screen = bench_of(desk).show_entry(PLACE)
    assert isinstance(screen, EntryScreen)
    return screen


def test_closing_the_window_while_a_reason_is_asked_saves_nothing_and_keeps_the_draft(
    desk: Desk, qtbot: QtBot, open_as: OpenAs
) -> None:
    screen = desk_at_form(desk, qtbot)
    assert desk.session is not None
    before = saved_text(desk.session, PLACE, WEIGHT)
    rewrite(screen, "WEIGHT", "71.5")
    press(Qt.Key.Key_F7)
    reason_dialog(screen, qtbot)
    assert desk.close()
    session = open_as("nurse1")
    assert saved_text(session, PLACE, WEIGHT) == before
    kept = session.draft(PLACE)
    assert kept is not None
    assert kept.typed[WEIGHT].text == "71.5"


def test_a_window_that_is_closed_during_a_save_closes_after_it(
    desk: Desk, qtbot: QtBot, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = desk_at_form(desk, qtbot)
    session = desk.session
    assert session is not None
    save = session.save

    def save_while_closing(request: SaveRequest) -> object:
        QTimer.singleShot(0, desk.close)  # the click on the cross waits in the queue
        return save(request)

    monkeypatch.setattr(session, "save", save_while_closing)
    rewrite(screen, "TEMP", "36.6")
    press(Qt.Key.Key_F7)
    dialog = reason_dialog(screen, qtbot)
    dialog.buttons[0].click()
    dialog.confirm.click()
    qtbot.waitUntil(lambda: not desk.isVisible())
    again = open_as("nurse1")
    assert saved_text(again, PLACE, Slot("TEMP")) == "36.6"
    assert again.draft(PLACE) is None


# --- a full disk while a draft is written ---


@pytest.fixture
def full_disk(session: Session, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let the disk be full, or have room again, for drafts."""
    keep = session.keep_draft
    state = {"full": False}

    def keep_or_refuse(path: FormPath, drafts: dict[Slot, Typed]) -> str:
        if state["full"]:
            raise StoreError("DATABASE-DISK-FULL", "site.db", "The disk is full.", "Make room.")
        return keep(path, drafts)

    monkeypatch.setattr(session, "keep_draft", keep_or_refuse)
    return lambda is_full: state.update(full=is_full)


def test_a_draft_a_full_disk_refuses_is_said_stays_and_is_kept_as_soon_as_there_is_room(
    session: Session, qtbot: QtBot, full_disk: Callable[[bool], None]
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    full_disk(True)
    write(screen, "WEIGHT", "68")
    assert not screen.may_leave()
    assert "The draft is not on the disk" in words(screen)
    assert screen.chip.text() == "Not saved"
    other = FormPath(SubjectKey(NEW), VisitCode("SCR"), "LBCHEM")
    screen.open_form(other)
    screen.leave()
    assert screen.form.path.form == "VS"
    assert field_of(screen, "WEIGHT").shown.text == "68"
    full_disk(False)
    assert screen.may_leave()
    assert screen.chip.text().startswith("Draft kept")
    assert not screen.banner.isVisible()
    kept = session.draft(screen.form.path)
    assert kept is not None
    assert kept.typed[WEIGHT].text == "68"


def test_a_locked_desk_hides_even_when_the_disk_is_full(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = desk_at_form(desk, qtbot)

    def refuse(_path: FormPath, _drafts: object) -> str:
        raise StoreError("DATABASE-DISK-FULL", "site.db", "The disk is full.", "Make room.")

    monkeypatch.setattr(desk.session, "keep_draft", refuse)
    rewrite(screen, "WEIGHT", "71.5")
    desk.idle_watch.idle.emit()
    assert not is_at_work(desk)
    assert desk.session is None
    again = desk_at_form(desk, qtbot)
    assert field_of(again, "WEIGHT").shown.text == "71.5"
