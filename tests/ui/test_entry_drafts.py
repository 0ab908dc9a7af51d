"""What is typed and not saved: edits, undo, rows that hold nothing yet. Pure."""

import pytest

from hcc_crf.session import FieldView, Session, Typed
from hcc_crf.ui.entry_drafts import (
    UNDO_STEPS,
    DraftSheet,
    SavedRows,
    looked_at,
    new_places,
    next_row,
    saved_rows,
    says_what_is_saved,
)
from hcc_crf.ui.form_state import every_field
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode

WEIGHT, TEMP = Slot("WEIGHT"), Slot("TEMP")


def view_of(session: Session, place: str, slot: Slot) -> FieldView:
    """Return one field of `subject/visit/form` as saved."""
    subject, visit, form = place.split("/")
    view = session.look(FormPath(SubjectKey(subject), VisitCode(visit), form))
    return next(field for field in every_field(view) if field.slot == slot)


def test_letters_typed_in_one_field_are_one_step_of_undo() -> None:
    sheet = DraftSheet()
    for text in ("6", "68", "68."):
        sheet = sheet.with_entry(WEIGHT, Typed(text), None)
    assert sheet.undone().typed == {}


def test_undo_goes_back_field_by_field() -> None:
    sheet = DraftSheet().with_entry(WEIGHT, Typed("68"), None).with_entry(TEMP, Typed("36"), None)
    assert sheet.undone().typed == {WEIGHT: Typed("68")}
    assert sheet.undone().undone().typed == {}
    assert sheet.undone().undone().undone().typed == {}


def test_coming_back_to_a_field_is_another_step() -> None:
    sheet = DraftSheet().with_entry(WEIGHT, Typed("68"), None)
    sheet = sheet.settled(sheet.typed).with_entry(WEIGHT, Typed("69"), None)
    assert sheet.undone().typed == {WEIGHT: Typed("68")}


def test_undo_remembers_a_bounded_number_of_steps() -> None:
    sheet = DraftSheet()
    for number in range(UNDO_STEPS + 50):
        sheet = sheet.with_entry(Slot(f"I{number}"), Typed("1"), None)
    assert len(sheet.past) == UNDO_STEPS


def test_a_row_taken_off_takes_only_its_own_entries() -> None:
    one, two = Slot("AETERM", 1), Slot("AETERM", 2)
    sheet = DraftSheet().with_entry(one, Typed("a"), None).with_entry(two, Typed("b"), None)
    assert sheet.without_row(2).typed == {one: Typed("a")}


@pytest.mark.parametrize(
    ("typed", "is_saved"),
    [
        pytest.param(Typed("68.0"), True, id="the text"),
        pytest.param(Typed("68.0", "kg"), True, id="with its unit"),
        pytest.param(Typed("68"), False, id="another text"),
        pytest.param(Typed("68.0", "lb"), False, id="another unit"),
        pytest.param(Typed(""), False, id="cleared"),
        pytest.param(Typed("", "", "ND"), False, id="missing"),
    ],
)
def test_what_says_what_is_saved_is_no_draft(
    session: Session, typed: Typed, *, is_saved: bool
) -> None:
    view = view_of(session, "01-001/SCR/VS", WEIGHT)
    assert says_what_is_saved(view, typed) is is_saved
    sheet = DraftSheet().with_entry(WEIGHT, typed, view)
    assert (WEIGHT not in sheet.typed) is is_saved


def test_a_saved_date_is_the_same_as_the_study_writes_it(session: Session) -> None:
    view = view_of(session, "01-001/SCR/VS", Slot("VSDAT"))
    assert says_what_is_saved(view, Typed("02-AUG-2023"))
    assert says_what_is_saved(view, Typed("2023-08-02"))
    assert not says_what_is_saved(view, Typed("03-AUG-2023"))


def test_nothing_typed_where_nothing_is_saved_is_no_draft(session: Session) -> None:
    view = view_of(session, "01-001/SCR/VS", Slot("RESP"))
    assert says_what_is_saved(view, Typed(""))
    assert not says_what_is_saved(view, Typed("16"))


def test_a_unit_chosen_before_the_number_is_kept(session: Session) -> None:
    view = view_of(session, "01-150/SCR/LBCHEM", Slot("BILI"))
    assert not says_what_is_saved(view, Typed("", "mg/dL"))


def test_an_empty_log_has_its_first_row_on_the_screen(session: Session) -> None:
    form = session.program.study.forms["AE"]
    places = new_places(DraftSheet(), form, SavedRows())
    assert Slot("AETERM", 1) in places
    assert Slot("AEGRDAT", 1, "AEGRTAB", 1) in places


def test_a_log_with_rows_gets_one_only_when_asked(session: Session) -> None:
    form = session.program.study.forms["EXLEN"]
    saved = SavedRows(frozenset({1, 2}))
    assert new_places(DraftSheet(), form, saved) == frozenset()
    asked = DraftSheet().with_row(3)
    assert new_places(asked, form, saved) == {Slot("ECSTDAT_LEN", 3)}


def test_a_row_typed_into_is_no_longer_new(session: Session) -> None:
    form = session.program.study.forms["EXLEN"]
    sheet = DraftSheet().with_row(3).with_entry(Slot("ECDOSE_LEN", 3), Typed("10"), None)
    assert new_places(sheet, form, SavedRows(frozenset({1, 2}))) == frozenset()


def test_rows_that_come_from_baseline_are_never_added(session: Session) -> None:
    form = session.program.study.forms["TRTL"]
    assert new_places(DraftSheet().with_row(4), form, SavedRows()) == frozenset()


def test_numbers_of_rows_are_not_used_again() -> None:
    sheet = DraftSheet().with_entry(Slot("AETERM", 4), Typed("a"), None)
    assert next_row(DraftSheet(), SavedRows()) == 1
    assert next_row(DraftSheet(), SavedRows(frozenset({1, 5}))) == 6
    assert next_row(sheet, SavedRows(frozenset({1}))) == 5


def test_the_rows_of_a_form_are_read_from_its_view(session: Session) -> None:
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "IMG")
    found = saved_rows(session.look(path))
    assert found.inner == {(0, "IMGTAB"): 2}


def test_the_session_is_shown_a_blank_in_every_new_row() -> None:
    sheet = DraftSheet().with_entry(WEIGHT, Typed("68"), None)
    new = Slot("AETERM", 3)
    assert looked_at(sheet, frozenset({new})) == {WEIGHT: Typed("68"), new: Typed("")}
