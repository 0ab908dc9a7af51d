"""Forms with rows, and tables inside a form: add, go through, strike out, put back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hcc_crf.session import Session
from hcc_crf.study.model import Severity
from hcc_crf.ui.entry_field import FieldState, Note
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.form_state import RowState
from hcc_crf.ui.repeating_rows import LineTable, RowList, line_text, worst
from hcc_crf.ui.repeating_table import InnerTable, column_widths
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.ui.entry_hand import (
    NEW,
    click,
    field_of,
    go,
    in_hand,
    open_entry,
    press,
    reason_dialog,
    type_keys,
    wait_for,
    write,
)

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NEUTROPHILS = "Neutrophil count decreased"
EVENTS = FormPath(SubjectKey("01-001"), VisitCode("LOG"), "AE")


def lines(screen: EntryScreen) -> list[list[str]]:
    """Return the lines of the list of rows as shown."""
    table = screen.page.findChild(LineTable)
    assert table is not None
    return [
        [item.text() for column in range(3) if (item := table.item(row, column)) is not None]
        for row in range(table.rowCount())
    ]


def confirm(screen: EntryScreen, qtbot: QtBot) -> None:
    """Give the first common reason."""
    dialog = reason_dialog(screen, qtbot)
    dialog.buttons[0].setChecked(True)
    click(dialog.confirm)


def row_list(screen: EntryScreen) -> RowList:
    """Return the list of rows."""
    found = screen.page.findChild(RowList)
    assert found is not None
    return found


def test_an_empty_log_shows_its_first_row_ready_to_type(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/LOG/AE")
    assert in_hand(screen) == "AETERM"
    assert lines(screen) == [["1", "", ""]]
    assert not screen.form.has_draft
    wait_for(qtbot, screen.page, "Row 1 · new")


def test_the_rows_of_a_log_stand_above_and_the_selected_one_is_edited_below(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    # Of the demonstration subject, the second adverse event was entered first.
    assert lines(screen) == [["2", NEUTROPHILS, "11-SEP-2023"]]
    assert field_of(screen, "AETERM").shown.text == NEUTROPHILS


def test_a_row_is_added_by_key_typed_and_saved(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    assert in_hand(screen) == "AETERM"
    type_keys("Fatigue")
    press(Qt.Key.Key_Return)
    type_keys("2023-09")
    press(Qt.Key.Key_F7)
    assert screen.chip.text().startswith("Saved")
    assert lines(screen)[-1] == ["3 ▲", "Fatigue", "UN-SEP-2023"]


def test_an_added_row_that_stays_empty_is_not_saved(session: Session, qtbot: QtBot) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    press(Qt.Key.Key_F7)
    assert session.events() == before
    assert screen.chip.text() == "Nothing changed"


def test_an_empty_row_has_no_findings_yet(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    assert all(field.shown.notes == () for field in screen.page.fields())


def test_control_arrows_go_from_row_to_row(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/TUTL")
    assert field_of(screen, "TL_DIAM").shown.text == "34"
    press(Qt.Key.Key_Down, CONTROL)
    assert field_of(screen, "TL_DIAM").shown.text == "22"
    press(Qt.Key.Key_Up, CONTROL)
    assert field_of(screen, "TL_DIAM").shown.text == "34"


def test_enter_in_the_last_field_goes_to_the_next_row(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/TUTL")
    go(screen, "TL_VDIAM")
    press(Qt.Key.Key_Return)
    assert field_of(screen, "TL_DIAM").slot == Slot("TL_DIAM", 2)
    assert in_hand(screen) == "TL_TULOC"


def test_what_is_typed_in_one_row_stays_in_it(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/LOG/AE")
    write(screen, "AETERM", "Fatigue")
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    assert field_of(screen, "AETERM").shown.text == ""
    type_keys("Nausea")
    screen.select_row(1)
    assert field_of(screen, "AETERM").shown.text == "Fatigue"
    assert [line[1] for line in lines(screen)] == ["Fatigue", "Nausea"]


def test_a_saved_row_is_struck_out_with_a_reason_and_stays_readable(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    row_list(screen).strike_asked.emit()
    confirm(screen, qtbot)
    assert screen.chip.text().startswith("Saved")
    assert lines(screen)[0][1] == NEUTROPHILS
    table = screen.page.findChild(LineTable)
    assert table is not None
    cell = table.item(0, 1)
    assert cell is not None
    assert cell.font().strikeOut()
    screen.select_row(2)
    assert field_of(screen, "AETERM").shown.is_locked
    wait_for(qtbot, screen.page, "Row 2 · struck out: Entered twice")


def test_a_struck_row_is_put_back_with_a_reason(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    row_list(screen).strike_asked.emit()
    confirm(screen, qtbot)
    screen.select_row(2)
    row_list(screen).strike_asked.emit()
    confirm(screen, qtbot)
    screen.select_row(2)
    assert not field_of(screen, "AETERM").shown.is_locked


def test_striking_one_row_keeps_what_is_typed_in_another(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    type_keys("Fatigue")
    screen.select_row(2)
    row_list(screen).strike_asked.emit()
    confirm(screen, qtbot)
    kept = session.draft(EVENTS)
    assert kept is not None
    assert [typed.text for typed in kept.typed.values()] == ["Fatigue"]
    assert lines(screen)[-1][1] == "Fatigue"


def test_a_row_that_was_never_saved_is_taken_off_without_a_question(
    session: Session, qtbot: QtBot
) -> None:
    before = session.events()
    screen = open_entry(session, qtbot, "01-001/LOG/AE")
    rows = len(lines(screen))
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    type_keys("Fatigue")
    row_list(screen).strike_asked.emit()
    assert len(lines(screen)) == rows
    assert not screen.form.has_draft
    assert session.events() == before


def test_lesions_of_baseline_come_as_rows_that_cannot_be_added(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/TA1/TRTL")
    # T01 liver 34 mm, T02 liver 22 mm, T03 node 18 mm at baseline (demonstration subject).
    assert [line[:2] for line in lines(screen)] == [
        ["T01", "34 mm"],
        ["T02", "22 mm"],
        ["T03", "18 mm"],
    ]
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    assert len(lines(screen)) == 3
    wait_for(qtbot, screen.page, "The rows come from")


def test_a_diameter_typed_changes_the_sum_beside_the_form(session: Session, qtbot: QtBot) -> None:
    # 20 + 12 + 11 = 43 mm as saved; with 25 for T01 it is 48 mm.
    screen = open_entry(session, qtbot, "01-001/TA1/TRTL")
    wait_for(qtbot, screen.side, "43 mm")
    line = go(screen, "TR_DIAM")
    line.selectAll()  # type: ignore[attr-defined]  # a line edit
    type_keys("25")
    wait_for(qtbot, screen.side, "48 mm")


def test_an_inner_table_has_a_line_more_to_go_on_typing(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/IMG")
    assert field_of(screen, "IMGAREA", inner_row=1).shown.codes == ("ABDOMEN",)
    assert field_of(screen, "IMGAREA", inner_row=3).shown.codes == ()
    go(screen, "IMGAREA", inner_row=3)
    type_keys("p")
    assert field_of(screen, "IMGAREA", inner_row=3).shown.codes == ("PELVIS",)
    assert field_of(screen, "IMGAREA", inner_row=4).isVisible()


def test_an_inner_row_is_saved_with_its_form(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/IMG")
    type_keys("y")
    go(screen, "IMGAREA", inner_row=1)
    type_keys("a")
    go(screen, "IMGMETH", inner_row=1)
    type_keys("m")
    write(screen, "IMGDAT", "1sep23", inner_row=1)
    press(Qt.Key.Key_F7)
    assert screen.chip.text().startswith("Saved")
    assert field_of(screen, "IMGDAT", inner_row=1).shown.text == "01-SEP-2023"
    assert field_of(screen, "IMGMETH", inner_row=1).shown.codes == ("MRI",)


def test_a_scan_date_typed_is_the_assessment_date_at_once(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, f"{NEW}/SCR/IMG")
    type_keys("y")
    write(screen, "IMGDAT", "1sep23", inner_row=1)
    assert field_of(screen, "IMGTPDAT").shown.text == "01-SEP-2023"


def test_clearing_an_inner_row_asks_a_reason_at_the_save(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/IMG")
    table = screen.page.findChild(InnerTable)
    assert table is not None
    buttons = [one for one in table.findChildren(QPushButton) if one.isVisible()]
    assert len(buttons) == 2
    click(buttons[1])
    assert field_of(screen, "IMGDAT", inner_row=2).shown.text == ""
    press(Qt.Key.Key_F7)
    confirm(screen, qtbot)
    assert screen.chip.text().startswith("Saved")


def test_an_inner_table_is_hidden_with_its_question(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/IMG")
    table = screen.page.findChild(InnerTable)
    assert table is not None
    go(screen, "IMGPERF")
    type_keys("n")
    assert not table.isVisible()
    type_keys("y")
    assert table.isVisible()


def test_a_line_says_the_unit_only_where_it_is_unusual() -> None:
    usual = FieldState(Slot("D"), "D", "D", text="20", unit="mm", units=("mm", "cm"))
    other = FieldState(Slot("D"), "D", "D", text="2.0", unit="cm", units=("mm", "cm"))
    assert (line_text(usual), line_text(other)) == ("20", "2.0 cm")


def test_a_line_shows_the_missing_code() -> None:
    assert line_text(FieldState(Slot("D"), "D", "D", missing="ND", ghost="ND · Not done")) == "ND"


def test_the_gravest_finding_marks_the_line() -> None:
    soft = FieldState(Slot("A"), "A", "A", notes=(Note(Severity.SOFT, "odd"),))
    hard = FieldState(Slot("B"), "B", "B", notes=(Note(Severity.HARD, "impossible"),))
    assert worst(RowState(1, "1", "", (soft,), (), is_new=False)) is Severity.SOFT
    assert worst(RowState(1, "1", "", (soft, hard), (), is_new=False)) is Severity.HARD
    assert worst(RowState(1, "1", "", (), (), is_new=False)) is None


def test_the_columns_of_an_inner_table_fit_a_small_screen(session: Session) -> None:
    for form in session.program.study.forms.values():
        for item in form.items:
            if item.columns:
                assert sum(column_widths(item.columns)) <= 640
