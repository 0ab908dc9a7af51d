"""Forms opened as a person opens them: where the keyboard is, and where keys lead."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.session import Typed
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.response_page import ResponsePage
from hcc_crf.ui.subject_page import SubjectPage
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.ui.at_work import (
    CONTROL,
    enter_until,
    entry_of,
    item_with_keyboard,
    keyboard,
    open_form,
    press_text,
    step_until,
)
from tests.ui.conftest import TickingClock
from tests.ui.entry_hand import asks_a_reason, press, reason_dialog, words
from tests.ui.people import bench_of

BACKTAB = Qt.Key.Key_Backtab


def name_of(widget: QWidget) -> str:
    """Return what stands on a button, empty for others."""
    return widget.text() if isinstance(widget, QPushButton) else ""


def keep_draft(desk: Desk, visit: str, form: str, **typed: str) -> None:
    """Leave a draft as an earlier session would."""
    assert desk.session is not None
    path = FormPath(SubjectKey("01-001"), VisitCode(visit), form)
    desk.session.keep_draft(path, {Slot(item): Typed(text) for item, text in typed.items()})


def test_a_form_opened_from_the_matrix_begins_in_its_first_field(at_work: Desk) -> None:
    screen = open_form(at_work, "01-001", "C4D1", "SV")
    assert item_with_keyboard(at_work) == "SVOCCUR"
    press_text("y")
    press(Qt.Key.Key_Return)
    assert item_with_keyboard(at_work) == "SVSTDAT"
    press(Qt.Key.Key_F4)
    assert entry_of(at_work) is screen
    assert item_with_keyboard(at_work) == next(screen.page.fields()).slot.item


def test_a_form_opened_from_the_subject_page_and_the_response_begins_there_too(
    at_work: Desk,
) -> None:
    press(Qt.Key.Key_S)
    assert isinstance(bench_of(at_work).page, SubjectPage)
    press(Qt.Key.Key_Return)
    assert item_with_keyboard(at_work)
    press(Qt.Key.Key_R, CONTROL)
    assert isinstance(bench_of(at_work).page, ResponsePage)
    press(Qt.Key.Key_Return)
    assert item_with_keyboard(at_work)


def test_escape_leads_back_the_way_one_came(at_work: Desk) -> None:
    bench = bench_of(at_work)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R, CONTROL)
    press(Qt.Key.Key_Return)
    kinds = []
    for _ in range(4):
        press(Qt.Key.Key_Escape)
        kinds.append(type(bench.page))
    assert kinds == [ResponsePage, EntryScreen, SubjectPage, SubjectsPage]


def test_tab_comes_by_the_buttons_after_the_last_field_only(at_work: Desk) -> None:
    screen = open_form(at_work, "01-001", "C4D1", "VS")
    for _ in range(60):
        press(Qt.Key.Key_Tab)
        if keyboard() is screen.save_button:
            break
        assert keyboard() not in {screen.not_done_button, screen.save_next_button}
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert keyboard() is screen.not_done_button


def test_a_draft_is_gone_on_with_in_the_first_field_and_its_loss_undone(
    at_work: Desk, qtbot: QtBot
) -> None:
    keep_draft(at_work, "C4D1", "VS", WEIGHT="66")
    screen = open_form(at_work, "01-001", "C4D1", "VS")
    assert "with 1 field restored" in screen.banner.words
    assert item_with_keyboard(at_work) == next(screen.page.fields()).slot.item
    screen.banner.act.click()
    assert not screen.form.has_draft
    assert "Ctrl+Z" in screen.chip.text()
    press(Qt.Key.Key_Z, CONTROL)
    assert screen.form.sheet.typed == {Slot("WEIGHT"): Typed("66")}
    qtbot.waitUntil(lambda: screen.chip.text().startswith("Draft kept"))


def test_f2_and_the_history_follow_to_another_row(at_work: Desk, qtbot: QtBot) -> None:
    screen = open_form(at_work, "01-001", "TA1", "TRTL")
    enter_until(at_work, "TR_STAT")
    press_text("meas")
    enter_until(at_work, "TR_DIAM")
    press_text("80")
    press(Qt.Key.Key_Down, CONTROL)
    enter_until(at_work, "TR_STAT")
    press_text("meas")
    enter_until(at_work, "TR_DIAM")
    press_text("80")
    press(Qt.Key.Key_Up, CONTROL)
    enter_until(at_work, "TR_DIAM")
    assert screen.in_hand == Slot("TR_DIAM", 1)
    press(Qt.Key.Key_F2)
    assert "T01 · " in words(reason_dialog(screen, qtbot))


def test_f2_where_nothing_is_odd_says_so_and_opens_nothing(at_work: Desk) -> None:
    screen = open_form(at_work, "01-001", "C4D1", "VS")
    enter_until(at_work, "WEIGHT")
    press_text("180")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F2)
    assert not asks_a_reason(screen)
    assert screen.chip.text() == "Nothing to confirm here"


def test_what_cannot_be_saved_is_named_by_row_and_item_and_led_to(at_work: Desk) -> None:
    screen = open_form(at_work, "01-001", "TA1", "TRTL")
    enter_until(at_work, "TR_STAT")
    press_text("meas")
    enter_until(at_work, "TR_DIAM")
    press_text("3x")
    press(Qt.Key.Key_Down, CONTROL)
    enter_until(at_work, "TR_STAT")
    press_text("meas")
    enter_until(at_work, "TR_DIAM")
    press_text("2x")
    press(Qt.Key.Key_F7)
    lines = screen.banner.words.split("\n")
    assert lines[0] == "Not saved:"
    assert [line.partition(":")[0] for line in lines[1:]] == ["T01 · Diameter", "T02 · Diameter"]
    assert screen.in_hand == Slot("TR_DIAM", 1)
    press_text("34")
    assert screen.banner.words.startswith("Not saved: T02 · Diameter:")
    press(Qt.Key.Key_Down, CONTROL)
    enter_until(at_work, "TR_DIAM")
    press_text("22")
    assert not screen.banner.words


def test_the_last_form_of_a_visit_is_the_end_of_f6(at_work: Desk) -> None:
    screen = open_form(at_work, "01-001", "C4D1", "SV")
    press(Qt.Key.Key_F6)
    assert screen.form.path.form != "SV"
    seen = []
    for _ in range(40):
        before = screen.form.path
        press(Qt.Key.Key_F6)
        seen.append(screen.form.path.visit)
        if screen.form.path == before:
            break
    assert set(seen) == {"C4D1"}
    assert "end of C4D1" in screen.chip.text()
    assert item_with_keyboard(at_work)


def test_the_chip_over_the_next_form_names_the_one_that_was_saved(at_work: Desk) -> None:
    screen = open_form(at_work, "01-001", "C4D1", "SV")
    press_text("y")
    press(Qt.Key.Key_Return)
    press_text("t")
    press(Qt.Key.Key_F6)
    assert screen.form.path.form != "SV"
    assert screen.chip.text().startswith("Visit: saved ")


def test_a_reason_is_chosen_by_arrow_digit_or_enter(at_work: Desk, qtbot: QtBot) -> None:
    screen = open_form(at_work, "01-001", "SCR", "VS")
    given: list[str] = []
    for kg, keys in (("71", ()), ("72", (Qt.Key.Key_Down,)), ("73", (Qt.Key.Key_4,))):
        enter_until(at_work, "WEIGHT")
        press_text(kg)
        press(Qt.Key.Key_F7)
        dialog = reason_dialog(screen, qtbot)
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.given.connect(given.append)
        for key in keys:
            press(key)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not asks_a_reason(screen))
        at_work.activateWindow()
        qtbot.waitUntil(at_work.isActiveWindow)
        screen.page.focus_first()
    assert given == [
        "Transcription error",
        "Source document was corrected",
        "Entered for the wrong item or visit",
    ]


def test_a_form_not_done_asks_nothing_and_one_to_be_done_begins_at_its_first_field(
    at_work: Desk, qtbot: QtBot
) -> None:
    screen = open_form(at_work, "01-001", "SCR", "VS")
    screen.not_done_button.setFocus()
    for words_then in ("Not done: Subject refused", ""):
        press(Qt.Key.Key_Space)
        dialog = reason_dialog(screen, qtbot)
        assert "…" not in dialog.confirm.text()
        qtbot.waitUntil(dialog.isActiveWindow)
        press(Qt.Key.Key_Return)
        at_work.activateWindow()
        qtbot.waitUntil(at_work.isActiveWindow)
        if words_then:
            assert words_then in words(screen.page)
            assert " required" not in words(screen.page)
            assert "F2" not in words(screen.footer)
            fields = [field.shown for field in screen.page.fields()]
            assert all(field.is_struck and not field.notes for field in fields if field.is_shown)
    assert item_with_keyboard(at_work) == next(screen.page.fields()).slot.item
    assert " required" in words(screen.page)


def test_a_list_that_may_stay_empty_is_never_overdue(at_work: Desk, clock: TickingClock) -> None:
    clock.local += timedelta(days=365)
    screen = open_form(at_work, "01-001", "TA1", "TUNEW")
    empty = screen.list.line_of(screen.form.path)
    assert empty is not None
    assert empty.mark is Mark.EMPTY
    press(Qt.Key.Key_Escape)
    screen = open_form(at_work, "01-001", "C4D1", "SV")
    line = screen.list.line_of(screen.form.path)
    assert line is not None
    assert line.mark is Mark.OVERDUE


def test_a_row_is_struck_out_and_put_back_without_a_mouse(at_work: Desk, qtbot: QtBot) -> None:
    screen = open_form(at_work, "01-001", "SCR", "TUTL")
    for title, said in (("Strike out row T01", "struck out"), ("Put row T01 back", "Row T01")):
        screen.page.focus_first()
        step_until(lambda: "row" in name_of(keyboard()) and "…" in name_of(keyboard()), BACKTAB)
        press(Qt.Key.Key_Space)
        dialog = reason_dialog(screen, qtbot)
        assert dialog.windowTitle() == title
        qtbot.waitUntil(dialog.isActiveWindow)
        press(Qt.Key.Key_Return)
        at_work.activateWindow()
        qtbot.waitUntil(at_work.isActiveWindow)
        assert said in words(screen.page)
