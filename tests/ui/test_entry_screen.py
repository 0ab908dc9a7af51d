"""Typing at the entry screen by keyboard: moving, choosing, dates, units, missing codes, wheel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from hcc_crf.session import Session
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.item_fields_text import QuietCombo
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.ui.conftest import OpenAs
from tests.ui.entry_hand import (
    NEW,
    choose_missing,
    field_of,
    go,
    in_hand,
    open_entry,
    press,
    turn_wheel,
    type_keys,
    wait_for,
    write,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_first_field_has_the_keyboard(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    assert in_hand(screen) == "LBPERF"


def test_a_visit_opens_at_its_first_form(session: Session, qtbot: QtBot) -> None:
    screen = EntryScreen(session, SubjectKey(NEW), VisitCode("SCR"))
    qtbot.addWidget(screen)
    assert screen.form.path.form == session.program.visit(VisitCode("SCR")).forms[0]


def test_a_lab_visit_typed_by_keyboard_gives_the_child_pugh_class(
    session: Session, qtbot: QtBot
) -> None:
    # Bilirubin 38.2 umol/L (34-51): 2, albumin 33 g/L (28-35): 2, INR 1.18 (< 1.7): 1, slight
    # ascites: 2, no encephalopathy: 1. Together 8, class B (derivations.md, Child-Pugh).
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    type_keys("y")
    press(Qt.Key.Key_Return)
    type_keys("18sep23")
    write(screen, "BILI", "38.2")
    write(screen, "ALB", "33")
    press(Qt.Key.Key_F6)
    assert screen.form.path.form == "LBCOAG"
    write(screen, "INR", "1.18")
    press(Qt.Key.Key_F6)
    assert screen.form.path.form == "CPS"
    go(screen, "CPS0102")
    type_keys("s")
    press(Qt.Key.Key_Return)
    assert in_hand(screen) == "CPS0101"
    type_keys("0")
    assert field_of(screen, "CPSTOT").shown.text == "8"
    assert field_of(screen, "CPCLASS").shown.text.startswith("B")
    wait_for(qtbot, screen.side, "B · 8 points")


def test_while_a_score_lacks_an_input_the_panel_says_which(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    write(screen, "BILI", "38.2")
    write(screen, "ALB", "33")
    wait_for(qtbot, screen.side, "INR, ascites, encephalopathy missing")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_enter_and_down_go_to_the_next_field(session: Session, qtbot: QtBot, key: Qt.Key) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    press(key)
    assert in_hand(screen) == "VSDAT"
    press(key)
    assert in_hand(screen) == "VSTIM"


def test_enter_takes_the_answer_that_is_offered(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    assert field_of(screen, "VSPERF").shown.proposed == ("Y",)
    press(Qt.Key.Key_Return)
    assert field_of(screen, "VSPERF").shown.codes == ("Y",)
    assert field_of(screen, "WEIGHT").shown.is_required


def test_tab_leaves_the_answer_that_is_offered_to_the_save(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    press(Qt.Key.Key_Tab)
    assert field_of(screen, "VSPERF").shown.codes == ()
    assert not screen.form.has_draft


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        pytest.param(Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, id="up"),
        pytest.param(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, id="shift tab"),
    ],
)
def test_up_and_shift_tab_go_back(
    session: Session, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    go(screen, "VSTIM")
    press(key, modifier)
    assert in_hand(screen) == "VSDAT"


def test_tab_passes_from_field_to_field_and_never_stops_at_units_or_derived_values(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    go(screen, "HEIGHT")
    seen = []
    for _ in range(9):
        press(Qt.Key.Key_Tab)
        seen.append(in_hand(screen))
    assert seen[:2] == ["WEIGHT", "TEMP"]
    assert "BMI" not in seen
    assert seen.count("WEIGHT") == 1


def test_enter_never_submits_however_often_it_is_pressed(session: Session, qtbot: QtBot) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    for _ in range(40):
        press(Qt.Key.Key_Return)
    assert session.events() == before
    assert screen.form.path.form == "VS"
    assert screen.save_next_button.hasFocus()


def test_t_in_a_date_field_is_today_and_is_written_out_when_the_field_is_left(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "VSDAT", "t")
    assert field_of(screen, "VSDAT").shown.echo == "20-SEP-2023"
    press(Qt.Key.Key_Return)
    assert field_of(screen, "VSDAT").shown.text == "20-SEP-2023"


def test_a_date_is_echoed_as_understood_and_stays_as_typed(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "VSDAT", "5mar23")
    press(Qt.Key.Key_Return)
    shown = field_of(screen, "VSDAT").shown
    assert (shown.text, shown.echo) == ("5mar23", "05-MAR-2023")
    wait_for(qtbot, screen.page, "05-MAR-2023")


def test_a_partial_date_stays_partial(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/LOG/AE")
    write(screen, "AESTDAT", "2023")
    press(Qt.Key.Key_Return)
    assert field_of(screen, "AESTDAT").shown.echo == "UN-UNK-2023"
    assert field_of(screen, "AESTDAT").shown.text == "2023"


def test_half_a_date_is_not_called_wrong_while_it_is_typed(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "VSDAT", "5ma")
    assert field_of(screen, "VSDAT").shown.notes == ()
    press(Qt.Key.Key_Return)
    notes = field_of(screen, "VSDAT").shown.notes
    assert [note.line[:20] for note in notes] == ["■ This is no date. T"]


def test_what_is_wrong_is_said_without_leaving_the_field_after_a_pause(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "VSDAT", "5ma")
    qtbot.waitUntil(lambda: bool(field_of(screen, "VSDAT").shown.notes), timeout=3000)
    assert in_hand(screen) == "VSDAT"


def test_a_number_shows_its_value_in_the_other_unit(session: Session, qtbot: QtBot) -> None:
    # 38.2 umol/L / 17.104 = 2.2334 mg/dL
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    write(screen, "BILI", "38.2")
    assert field_of(screen, "BILI").shown.echo.startswith("= 2.23 mg/dL")


def test_a_decimal_comma_is_read_as_the_decimal_mark_and_kept_as_typed(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    write(screen, "BILI", "38,2")
    shown = field_of(screen, "BILI").shown
    assert (shown.text, shown.echo[:12]) == ("38,2", "= 2.23 mg/dL")


def test_another_unit_is_chosen_from_the_list_and_kept_with_the_number(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    write(screen, "BILI", "1.9")
    units = field_of(screen, "BILI").findChild(QuietCombo)
    assert units is not None
    units.setCurrentIndex(1)
    units.activated.emit(1)
    shown = field_of(screen, "BILI").shown
    assert (shown.text, shown.unit) == ("1.9", "mg/dL")
    # 1.9 mg/dL x 17.104 = 32.4976 umol/L
    assert shown.echo.startswith("= 32.5")


def test_an_impossible_value_says_so_and_suggests_the_other_unit(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    write(screen, "CREAT", "0.9")
    press(Qt.Key.Key_Return)
    assert "■" in field_of(screen, "CREAT").shown.notes[0].line
    assert "mg/dL" in field_of(screen, "CREAT").shown.notes[0].text
    wait_for(qtbot, screen.side, "Creatinine")


def test_a_finding_beside_the_form_leads_to_its_item(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    write(screen, "CREAT", "0.9")
    go(screen, "LBDAT")
    screen.side.asked_for.emit(Slot("CREAT"))
    assert in_hand(screen) == "CREAT"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        pytest.param("1", "SITTING", id="first by number"),
        pytest.param("3", "STANDING", id="third by number"),
        pytest.param("s", "SITTING", id="first letter"),
        pytest.param("sss", "STANDING", id="the letter again goes on"),
        pytest.param("su", "SITTING", id="a letter that begins none changes nothing"),
    ],
)
def test_a_short_list_is_chosen_by_digit_or_letter(
    session: Session, qtbot: QtBot, keys: str, code: str
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    go(screen, "VSPOS")
    type_keys(keys)
    assert field_of(screen, "VSPOS").shown.codes == (code,)


def test_a_long_list_goes_to_what_begins_with_the_letters(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/CPS")
    go(screen, "CPS0102")
    type_keys("m")
    assert field_of(screen, "CPS0102").shown.codes == ("MODERATE",)


def test_a_digit_that_is_a_code_chooses_it_in_a_long_list(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/LOG/AE")
    go(screen, "AETOXGR")
    type_keys("3")
    assert field_of(screen, "AETOXGR").shown.codes == ("3",)


def test_several_of_a_list_are_switched_by_digits(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/LOG/AE")
    go(screen, "AEACNOTH")
    type_keys("24")
    assert field_of(screen, "AEACNOTH").shown.codes == ("MEDICATION", "HOSP")
    type_keys("2")
    assert field_of(screen, "AEACNOTH").shown.codes == ("HOSP",)


def test_an_answer_hides_what_does_not_apply_and_shows_it_again_unharmed(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68.0")
    go(screen, "VSPERF")
    type_keys("n")
    assert not field_of(screen, "WEIGHT").isVisible()
    type_keys("y")
    assert field_of(screen, "WEIGHT").isVisible()
    assert field_of(screen, "WEIGHT").shown.text == "68.0"


def test_a_missing_code_is_shown_and_f8_again_restores_what_was_typed(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    write(screen, "GGT", "96")
    choose_missing(1)
    shown = field_of(screen, "GGT").shown
    assert (shown.text, shown.ghost, shown.missing) == ("", "ND · Not done", "ND")
    press(Qt.Key.Key_F8)
    shown = field_of(screen, "GGT").shown
    assert (shown.text, shown.missing) == ("96", "")


def test_typing_over_a_missing_code_replaces_it(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/LBCHEM")
    go(screen, "GGT")
    choose_missing(3)
    assert field_of(screen, "GGT").shown.missing == "UNK"
    type_keys("96")
    shown = field_of(screen, "GGT").shown
    assert (shown.text, shown.missing) == ("96", "")


def test_a_choice_takes_a_missing_code_too(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    go(screen, "VSPOS")
    type_keys("1")
    choose_missing(4)
    assert field_of(screen, "VSPOS").shown.missing == "NASK"
    press(Qt.Key.Key_F8)
    assert field_of(screen, "VSPOS").shown.codes == ("SITTING",)


@pytest.mark.parametrize("place", ["SCR/VS", "SCR/LBCHEM", "SCR/CPS", "SCR/IMG", "LOG/AE"])
def test_the_wheel_over_any_control_changes_nothing(
    session: Session, qtbot: QtBot, place: str
) -> None:
    screen = open_entry(session, qtbot, f"01-001/{place}")
    before = [field.shown for field in screen.page.fields()]
    for field in screen.page.fields():
        for control in (*field.findChildren(QComboBox), *field.findChildren(QLineEdit), field):
            turn_wheel(control)
            control.setFocus()
            turn_wheel(control)
    assert [field.shown for field in screen.page.fields()] == before
    assert not screen.form.has_draft


def test_arrows_over_a_closed_list_move_on_and_change_nothing(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/CPS")
    go(screen, "CPS0102")
    press(Qt.Key.Key_Down)
    assert in_hand(screen) == "CPS0101"
    press(Qt.Key.Key_Up)
    assert in_hand(screen) == "CPS0102"
    assert not screen.form.has_draft


def test_undo_takes_back_field_by_field(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    write(screen, "TEMP", "36.5")
    press(Qt.Key.Key_Z, CONTROL)
    assert field_of(screen, "TEMP").shown.text == ""
    assert field_of(screen, "WEIGHT").shown.text == "68"
    press(Qt.Key.Key_Z, CONTROL)
    assert field_of(screen, "WEIGHT").shown.text == ""


def test_f4_and_f3_go_through_the_forms_of_the_visit(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    press(Qt.Key.Key_F4)
    assert screen.form.path.form == "QSECOG"
    press(Qt.Key.Key_F3)
    assert screen.form.path.form == "VS"


def test_escape_leaves_and_keeps_the_draft(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/VS")
    write(screen, "WEIGHT", "68")
    with qtbot.waitSignal(screen.left):
        press(Qt.Key.Key_Escape)
    kept = session.draft(FormPath(SubjectKey(NEW), VisitCode("SCR"), "VS"))
    assert kept is not None
    assert kept.typed[Slot("WEIGHT")].text == "68"


def test_the_value_of_an_earlier_visit_stands_beside_the_field(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/C3D1/LBCHEM")
    # 01-001 had ALT 49 U/L at C2D15 (demonstration subject).
    assert "previous 49 (C2D15)" in field_of(screen, "ALT").shown.echo


def test_the_history_of_the_item_in_hand_stands_beside_the_form(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    go(screen, "WEIGHT")
    wait_for(qtbot, screen.side, "68.0 kg")
    wait_for(qtbot, screen.side, "nurse1")


def test_who_may_not_enter_data_reads_and_cannot_type(open_as: OpenAs, qtbot: QtBot) -> None:
    session = open_as("monitor1")
    screen = EntryScreen(session, SubjectKey("01-001"), VisitCode("SCR"), "VS")
    qtbot.addWidget(screen)
    screen.show()
    line = field_of(screen, "WEIGHT").findChild(QLineEdit)
    assert line is not None
    assert line.isReadOnly()
    assert line.text() == "68.0"
    assert not screen.save_button.isVisible()
    assert not screen.not_done_button.isVisible()
