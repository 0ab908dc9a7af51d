"""Keys that work everywhere at the desk, and the sheet that lists them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from hcc_crf.ui.audit_page import AuditPage
from hcc_crf.ui.cell_rows import same
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_form import KeylessArea
from hcc_crf.ui.entry_texts import DISCARDED, FORM_SAVED_AT, LAST_FORM, NOTHING_TO_CONFIRM, SAVED_AT
from hcc_crf.ui.key_sheet import KeySheet
from hcc_crf.ui.new_subject_dialog import NewSubjectDialog
from hcc_crf.ui.response_words import filled_both
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.texts import filled, wording
from hcc_crf.values import Language
from tests.ui.at_work import (
    CONTROL,
    begin_work,
    enter_until,
    entry_of,
    item_with_keyboard,
    keyboard,
    open_form,
    press_text,
)
from tests.ui.entry_hand import press
from tests.ui.looking import faults, settle
from tests.ui.people import answer_next_dialog, bench_of


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_F])
def test_a_subject_is_found_from_any_page_and_what_was_typed_is_kept(
    at_work: Desk, key: Qt.Key
) -> None:
    open_form(at_work, "01-001", "C4D1", "VS")
    enter_until(at_work, "WEIGHT")
    press_text("66")
    press(key, CONTROL)
    page = bench_of(at_work).page
    assert isinstance(page, SubjectsPage)
    assert keyboard() is page.bar.search
    assert at_work.session is not None
    assert [draft.form.form for draft in at_work.session.drafts()] == ["VS"]


def test_a_subject_is_begun_from_any_page(at_work: Desk) -> None:
    open_form(at_work, "01-001", "C4D1", "VS")
    asked: list[bool] = []
    answer_next_dialog(lambda one: asked.append(isinstance(one, NewSubjectDialog)))
    press(Qt.Key.Key_N, CONTROL)
    assert asked == [True]
    assert entry_of(at_work).form.path.form == "VS"


def test_the_audit_trail_looks_in_itself(at_work: Desk) -> None:
    press(Qt.Key.Key_3, CONTROL)
    press(Qt.Key.Key_F, CONTROL)
    page = bench_of(at_work).page
    assert isinstance(page, AuditPage)
    assert keyboard() is page.search


def test_enter_presses_the_button_that_has_the_keyboard_except_at_a_form(
    at_work: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(tmp_path))
    press(Qt.Key.Key_2, CONTROL)
    press(Qt.Key.Key_Return)
    assert [file.name for file in tmp_path.glob("*.age")] == ["01-A-000001.zip.age"]
    press(Qt.Key.Key_1, CONTROL)
    screen = open_form(at_work, "01-001", "C4D1", "VS")
    screen.save_button.setFocus()
    assert at_work.session is not None
    before = at_work.session.events()
    press(Qt.Key.Key_Return)
    assert at_work.session.events() == before


def test_the_sheet_of_keys_stands_on_the_smallest_screen(at_work: Desk) -> None:
    sizes: list[tuple[bool, bool]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, KeySheet)
        room = dialog.rect()
        at = dialog.confirm.mapTo(dialog, dialog.confirm.rect().bottomRight())
        sizes.append((dialog.height() <= 768 - 32 - 48, room.contains(at)))

    answer_next_dialog(look)
    press(Qt.Key.Key_F1)
    assert sizes == [(True, True)]


def test_after_a_lock_the_same_person_is_at_the_form_again(at_work: Desk, qtbot: QtBot) -> None:
    path = open_form(at_work, "01-001", "C4D1", "VS").form.path
    press(Qt.Key.Key_L, CONTROL)
    begin_work(at_work, qtbot)
    assert entry_of(at_work).form.path == path
    assert item_with_keyboard(at_work)
    press(Qt.Key.Key_L, CONTROL)
    begin_work(at_work, qtbot, "monitor1")
    assert isinstance(bench_of(at_work).page, SubjectsPage)


def test_a_new_subject_begins_in_the_first_field_of_screening(at_work: Desk, qtbot: QtBot) -> None:
    answer_next_dialog(lambda _dialog: press(Qt.Key.Key_Return))
    press(Qt.Key.Key_N, CONTROL)
    at_work.activateWindow()
    qtbot.waitUntil(at_work.isActiveWindow)
    assert entry_of(at_work).form.path.visit == "SCR"
    assert item_with_keyboard(at_work) == "SVOCCUR"


def test_one_who_may_look_only_scrolls_by_key_and_stands_at_no_button(
    desk: Desk, qtbot: QtBot
) -> None:
    begin_work(desk, qtbot, "monitor1")
    screen = open_form(desk, "01-001", "SCR", "LBCHEM")
    area = screen.page.findChild(KeylessArea)
    assert area is not None
    bar = area.verticalScrollBar()
    assert keyboard() is screen.page
    press(Qt.Key.Key_PageDown)
    assert bar.value() > 0


@pytest.mark.parametrize("language", list(Language))
def test_what_the_chip_says_fits_a_small_window(at_work: Desk, language: Language) -> None:
    wording().speak(language)
    screen = open_form(at_work, "01-001", "SCR", "TUTL")
    at_work.resize(1100, 700)
    time = {"time": "05:08"}
    said = filled_both(LAST_FORM, saved=filled(SAVED_AT, **time), visit=same("C2D15"))
    for words_now in (
        SAVED_AT,
        DISCARDED,
        NOTHING_TO_CONFIRM,
        said,
        filled(FORM_SAVED_AT, form="TUTL", **time),
    ):
        screen.say_state(words_now, "pill-good")
        settle()
        assert faults(bench_of(at_work).top_bar) == [], words_now.en
