"""What every field shows, from the view of a form: pure, without a widget."""

import pytest

from hcc_crf.session import SaveRequest, Session, Typed
from hcc_crf.study.model import Severity
from hcc_crf.ui.entry_field import FieldState, Moment, Note
from hcc_crf.ui.entry_values import settled_text
from hcc_crf.ui.form_state import FormState, counting_fields, form_state, required_count
from hcc_crf.values import FormPath, Language, Slot, SubjectKey, VisitCode

EN = Moment(Language.EN)
ZH = Moment(Language.ZH)
NEW = SubjectKey("01-150")


def state_of(
    session: Session, place: str, drafts: dict[Slot, Typed] | None = None, moment: Moment = EN
) -> FormState:
    """Return what the page shows for `subject/visit/form` with drafts."""
    subject, visit, form = place.split("/")
    path = FormPath(SubjectKey(subject), VisitCode(visit), form)
    return form_state(session.look(path, drafts), moment)


def field_in(state: FormState, item: str, row: int = 0) -> FieldState:
    """Return the state of an item."""
    return next(f for f in state.fields() if (f.slot.item, f.slot.row) == (item, row))


def test_title_version_and_progress_stand_above_the_form(session: Session) -> None:
    state = state_of(session, "01-001/SCR/LBCHEM")
    assert (state.title, state.version) == ("Blood chemistry", "form version 1")
    assert state.progress == "15 of 18 required"


def test_the_same_form_in_chinese(session: Session) -> None:
    state = state_of(session, "01-001/SCR/LBCHEM", moment=ZH)
    assert (state.title, state.version, state.progress) == ("血生化", "表单版本 1", "必填 15/18")
    assert field_in(state, "BILI").name == "总胆红素"


def test_a_required_item_is_starred_and_the_star_is_not_torn_off(session: Session) -> None:
    state = state_of(session, f"{NEW}/SCR/VS", {Slot("VSPERF"): Typed("Y")})
    assert field_in(state, "WEIGHT").label == "Weight\N{NO-BREAK SPACE}*"
    assert field_in(state, "RESP").label == "Respiratory rate"


def test_a_saved_number_is_shown_as_typed_and_a_date_as_the_study_writes_it(
    session: Session,
) -> None:
    state = state_of(session, "01-001/SCR/VS")
    assert field_in(state, "WEIGHT").text == "68.0"
    assert field_in(state, "VSDAT").text == "02-AUG-2023"


def test_a_draft_is_shown_over_the_saved_value(session: Session) -> None:
    state = state_of(session, "01-001/SCR/VS", {Slot("WEIGHT"): Typed("68,5")})
    shown = field_in(state, "WEIGHT")
    assert (shown.text, shown.is_draft) == ("68,5", True)
    assert not field_in(state, "TEMP").is_draft


def test_a_default_is_offered_in_grey_and_not_filled_in(session: Session) -> None:
    shown = field_in(state_of(session, f"{NEW}/SCR/VS"), "VSPERF")
    assert (shown.codes, shown.proposed) == ((), ("Y",))


def test_a_default_date_is_offered_as_the_study_writes_it(session: Session) -> None:
    # 01-001 has the visit date 18-SEP-2023 at C3D1; VS of a later visit has none yet.
    state = state_of(session, "01-002/SCR/VS")
    shown = field_in(state, "VSDAT")
    assert shown.text or shown.ghost
    assert (shown.text or shown.ghost)[2:6].isupper()


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("ND", "ND · Not done", "ND · 未做"),
        ("NA", "NA · Not applicable", "NA · 不适用"),
        ("UNK", "UNK · Unknown", "UNK · 未知"),
        ("NASK", "NASK · Not asked", "NASK · 未询问"),
        ("REF", "REF · Refused", "REF · 拒绝"),
    ],
)
def test_a_missing_code_is_shown_with_its_meaning(
    session: Session, code: str, english: str, chinese: str
) -> None:
    drafts = {Slot("GGT"): Typed("96", "", code)}
    for moment, text in ((EN, english), (ZH, chinese)):
        shown = field_in(state_of(session, f"{NEW}/SCR/LBCHEM", drafts, moment), "GGT")
        assert (shown.text, shown.ghost, shown.missing, shown.kept) == ("", text, code, "96")


def test_a_missing_code_typed_as_text_is_echoed(session: Session) -> None:
    state = state_of(session, f"{NEW}/SCR/LBCHEM", {Slot("GGT"): Typed("nd")})
    assert field_in(state, "GGT").echo == "ND · Not done"


def test_an_unreadable_text_is_a_hard_note_beside_it(session: Session) -> None:
    state = state_of(session, f"{NEW}/SCR/LBCHEM", {Slot("BILI"): Typed("1,234.5.6")})
    (note,) = field_in(state, "BILI").notes
    assert note.severity is Severity.HARD
    assert note.line.startswith("■ This is no number.")


def test_an_unusual_value_is_a_soft_note_without_the_label_it_stands_beside(
    session: Session,
) -> None:
    state = state_of(session, f"{NEW}/SCR/LBCHEM", {Slot("ALT"): Typed("412")})
    (note,) = field_in(state, "ALT").notes
    assert note.severity is Severity.SOFT
    assert note.line == "▲ 412 U/L is outside the usual 3–250 U/L. Confirm or correct."


def test_nothing_is_called_wrong_in_the_field_being_typed_into(session: Session) -> None:
    typing = Moment(Language.EN, typing=Slot("ALT"))
    drafts = {Slot("ALT"): Typed("4x"), Slot("AST"): Typed("4x")}
    state = state_of(session, f"{NEW}/SCR/LBCHEM", drafts, typing)
    assert field_in(state, "ALT").notes == ()
    assert len(field_in(state, "AST").notes) == 1


def test_missing_answers_are_not_called_missing_before_the_first_save(session: Session) -> None:
    assert all(field.notes == () for field in state_of(session, f"{NEW}/SCR/VS").fields())


def test_missing_answers_are_called_so_once_the_form_is_saved(session: Session) -> None:
    shown = field_in(state_of(session, "01-001/SCR/LBCHEM"), "GLUC")
    assert [note.line for note in shown.notes] == ["▲ Still to be filled"]


def test_flag_and_grade_of_a_laboratory_value_stand_beside_it(session: Session) -> None:
    # ALT 412 U/L: 8.2 x the upper limit 50 of the demonstration laboratory; grade 3 is > 5 x ULN.
    drafts = {Slot("LBPERF"): Typed("Y"), Slot("ALT"): Typed("412")}
    state = state_of(session, "01-001/C3D1/LBCHEM", drafts)
    assert field_in(state, "ALT").echo.startswith("↑ CTCAE grade 3")
    assert not [f for f in state.fields() if f.slot.item == "ALT_LBTOXGR"]


def test_a_typed_companion_keeps_only_its_own_name(session: Session) -> None:
    state = state_of(session, "01-001/SCR/LBCHEM")
    shown = field_in(state, "AST_LBCLSIG")
    assert shown.label == "Clinically significant\N{NO-BREAK SPACE}*"
    assert shown.companion_of == "AST"


def test_a_hidden_item_says_nothing_but_that_it_is_hidden(session: Session) -> None:
    state = state_of(session, "01-001/SCR/VS", {Slot("VSPERF"): Typed("N")})
    shown = field_in(state, "WEIGHT")
    assert not shown.is_shown
    assert (shown.text, shown.notes) == ("", ())


def test_a_derived_value_is_locked_and_carries_its_unit_and_why(session: Session) -> None:
    # 68.0 kg / (1.70 m)^2 = 23.53
    shown = field_in(state_of(session, "01-001/SCR/VS"), "BMI")
    assert (shown.text, shown.is_locked, shown.label) == ("23.5 kg/m²", True, "Body mass index")
    assert "68.0 kg" in shown.about


def test_a_derived_code_is_shown_by_its_label(session: Session) -> None:
    shown = field_in(state_of(session, "01-001/SCR/CPS"), "CPCLASS")
    assert shown.text == "A (5-6 points)"


def test_the_previous_value_has_its_unit_only_where_it_differs(session: Session) -> None:
    same = field_in(state_of(session, "01-001/C3D1/LBCHEM"), "ALT")
    assert same.echo.endswith("previous 49 (C2D15)")
    drafts = {Slot("BILI"): Typed("1.0", "mg/dL")}
    other = field_in(state_of(session, "01-001/C3D1/LBCHEM", drafts), "BILI")
    assert other.echo.endswith("previous 16.1 µmol/L (C2D15)")


def test_the_previous_choice_is_said_by_its_label(session: Session) -> None:
    shown = field_in(state_of(session, "01-001/C3D1/VS"), "VSPOS")
    assert shown.echo == "previous Sitting (C2D15)"


def test_a_relative_date_says_what_it_stands_for_and_an_absolute_one_does_not(
    session: Session,
) -> None:
    for text, settled in (("t", "20-SEP-2023"), ("y", "19-SEP-2023"), ("5mar23", "")):
        path = FormPath(NEW, VisitCode("SCR"), "VS")
        view = session.look(path, {Slot("VSDAT"): Typed(text)})
        date = next(field for field in counting_fields(view) if field.slot == Slot("VSDAT"))
        assert settled_text(date) == settled


def test_an_echo_that_repeats_the_text_is_left_out(session: Session) -> None:
    state = state_of(session, f"{NEW}/SCR/VS", {Slot("VSDAT"): Typed("05-MAR-2023")})
    assert field_in(state, "VSDAT").echo == ""


def test_read_only_locks_every_field(session: Session) -> None:
    state = state_of(session, "01-001/SCR/VS", moment=Moment(Language.EN, is_read_only=True))
    assert all(field.is_locked for field in state.fields())


def test_rows_are_named_by_their_key(session: Session) -> None:
    state = state_of(session, "01-001/SCR/TUTL")
    assert [row.key for row in state.rows] == ["T01", "T02", "T03"]
    assert field_in(state, "TL_DIAM", 3).text == "18"


def test_an_inner_table_has_the_heads_of_its_columns(session: Session) -> None:
    (table,) = state_of(session, "01-001/SCR/IMG").rows[0].tables
    assert table.label == "Scans\N{NO-BREAK SPACE}*"
    assert table.heads[:2] == ("Region\N{NO-BREAK SPACE}*", "Method\N{NO-BREAK SPACE}*")
    assert [row.number for row in table.rows] == [1, 2]


def test_a_row_on_the_screen_that_holds_nothing_counts_for_nothing(session: Session) -> None:
    place = Slot("AETERM", 7)
    path = FormPath(SubjectKey("01-001"), VisitCode("LOG"), "AE")
    view = session.look(path, {place: Typed("")})
    assert required_count(view, frozenset({place})) == required_count(session.look(path))
    row = form_state(view, Moment(Language.EN, new=frozenset({place}))).rows[-1]
    assert row.is_new
    assert not row.is_draft


def test_struck_rows_count_for_nothing(session: Session) -> None:
    view = session.look(FormPath(SubjectKey("01-001"), VisitCode("LOG"), "AE"))
    assert {field.slot.row for field in counting_fields(view)} == {2}


def test_equal_views_give_equal_states(session: Session) -> None:
    assert state_of(session, "01-001/SCR/LBCHEM") == state_of(session, "01-001/SCR/LBCHEM")


def test_the_gravest_note_is_the_severity_of_a_field() -> None:
    soft, hard = Note(Severity.SOFT, "odd"), Note(Severity.HARD, "impossible")
    assert FieldState(Slot("A"), "A", "A").severity is None
    assert FieldState(Slot("A"), "A", "A", notes=(soft,)).severity is Severity.SOFT
    assert FieldState(Slot("A"), "A", "A", notes=(soft, hard, soft)).severity is Severity.HARD


def test_what_is_not_possible_names_the_unit_as_it_is_printed(session: Session) -> None:
    state = state_of(session, f"{NEW}/SCR/LBCHEM", {Slot("CREAT"): Typed("0.9")})
    (note,) = field_in(state, "CREAT").notes
    assert note.text.startswith("0.9 µmol/L is outside the possible")


def test_a_form_not_done_asks_nothing_and_strikes_what_it_holds(session: Session) -> None:
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")
    session.save(SaveRequest(path, not_done="Subject refused", reason="Subject refused"))
    state = state_of(session, "01-001/SCR/VS")
    weight = field_in(state, "WEIGHT")
    assert (weight.text, weight.label, weight.is_struck) == ("68.0", "Weight", True)
    assert state.progress == ""
    assert not any(field.notes or field.is_required for field in state.fields())
