"""One form as a person sees it: drafts over saved values, what was understood, what is open."""

from collections.abc import Mapping

import pytest

from hcc_crf.entry.echo import date_text, echo_of
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.program import Program
from hcc_crf.entry.states import State
from hcc_crf.entry.view import FieldView, FormView, RowView, view_form
from hcc_crf.entry.workbook import Workbook
from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import Bilingual, FormPath, PartialDate, Slot, Value, VisitCode

from .courses import assessment, baseline, first_dose
from .saving import Nurse, checks, missing


def look(
    nurse: Nurse, visit: str, form: str, drafts: Mapping[Slot, Typed] | None = None
) -> FormView:
    """Return a form with what is typed over it."""
    base = Workbook(nurse.program, nurse.casebook, nurse.context, stale=frozenset())
    return view_form(base, FormPath(nurse.casebook.subject, VisitCode(visit), form), drafts or {})


def typed(**texts: str) -> dict[Slot, Typed]:
    """Return drafts of a form without rows."""
    return {Slot(oid): Typed(text) for oid, text in texts.items()}


def field(view: FormView, oid: str, row: int = 0) -> FieldView:
    """Return one field of a row."""
    fields = next(found for found in view.rows if found.row == row).fields
    return next(found for found in fields if found.slot.item == oid)


def row_of(view: FormView, number: int) -> RowView:
    """Return one row."""
    return next(row for row in view.rows if row.row == number)


# ------------------------------------------------------------------------------ saved and drafts


def test_a_form_never_saved_shows_every_field_empty(nurse: Nurse) -> None:
    view = look(nurse, "SCR", "VS")
    assert view.status.state is State.NOT_STARTED
    assert not view.has_draft
    assert field(view, "WEIGHT").value.is_blank
    assert field(view, "WEIGHT").draft is None


def test_a_saved_value_is_shown(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68,0")
    weight = field(look(nurse, "SCR", "VS"), "WEIGHT")
    assert (weight.saved.text, weight.value.canonical, weight.draft) == ("68,0", "68.0", None)


def test_a_draft_lies_over_the_saved_value(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    view = look(nurse, "SCR", "VS", typed(WEIGHT="70"))
    weight = field(view, "WEIGHT")
    assert (weight.saved.canonical, weight.value.canonical) == ("68", "70")
    assert weight.draft == Typed("70")
    assert view.has_draft


@pytest.mark.parametrize(
    ("text", "words"),
    [("heavy", "no number"), ("1,234", "two ways"), ("300", "possible 25–200 kg")],
)
def test_a_draft_that_cannot_be_read_stays_beside_the_saved_value(
    nurse: Nurse, text: str, words: str
) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    weight = field(look(nurse, "SCR", "VS", typed(WEIGHT=text)), "WEIGHT")
    assert weight.value.canonical == "68"
    assert weight.draft == Typed(text)
    assert weight.problem is not None
    assert words in weight.problem.en
    assert weight.echo is None


def test_a_draft_decides_what_shows_and_what_is_derived(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="75", HEIGHT="170")
    view = look(nurse, "SCR", "VS", typed(WEIGHT="85", SYSBP="150"))
    bmi = field(view, "BMI").derived
    assert bmi is not None
    assert bmi.display == "29.4"  # 85 / 1.7²
    assert field(view, "SYSBP2").is_shown
    assert not field(look(nurse, "SCR", "VS", typed(SYSBP="120", DIABP="80")), "SYSBP2").is_shown


def test_a_draft_changes_nothing_that_is_saved(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="75", HEIGHT="170")
    look(nurse, "SCR", "VS", typed(WEIGHT="85"))
    assert nurse.value("SCR/VS.WEIGHT").canonical == "75"
    bmi = field(look(nurse, "SCR", "VS"), "BMI").derived
    assert bmi is not None
    assert bmi.display == "26.0"


def test_a_blank_draft_clears_in_the_view(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    weight = field(look(nurse, "SCR", "VS", typed(WEIGHT="")), "WEIGHT")
    assert weight.value.is_blank
    assert weight.saved.canonical == "68"


def test_findings_follow_the_drafts(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y")
    before = look(nurse, "SCR", "VS")
    assert "required" in {f.check for f in field(before, "WEIGHT").findings}
    after = look(nurse, "SCR", "VS", typed(WEIGHT="120"))
    assert {f.check for f in field(after, "WEIGHT").findings} == {"range"}
    assert "VS01" in checks(look(nurse, "SCR", "VS", typed(SYSBP="80", DIABP="90")).findings)


def test_a_required_field_is_marked(nurse: Nurse) -> None:
    view = look(nurse, "SCR", "VS", typed(VSPERF="Y"))
    assert field(view, "WEIGHT").is_required
    assert not field(view, "TEMPLOC").is_required
    assert not field(view, "BMI").is_required


def test_a_default_is_proposed_until_something_is_typed(enrolled: Nurse) -> None:
    view = look(enrolled, "SCR", "VS")
    assert field(view, "VSPERF").proposed == Value("Y", "Y")
    date = field(view, "VSDAT").proposed
    assert date is not None
    assert date.canonical == "2026-01-03"
    assert field(view, "WEIGHT").proposed is None
    assert field(look(enrolled, "SCR", "VS", typed(VSPERF="N")), "VSPERF").proposed is None


def test_nothing_is_proposed_over_a_saved_value(enrolled: Nurse) -> None:
    enrolled.save("SCR", "VS", VSPERF="Y", VSDAT="2026-01-02")
    assert field(look(enrolled, "SCR", "VS"), "VSDAT").proposed is None


def test_choices_stand_beside_their_field(nurse: Nurse) -> None:
    view = look(nurse, "SCR", "CPS")
    codes = [term.code for term in field(view, "CPS0102").choices]
    assert codes == ["ABSENT", "SLIGHT", "MODERATE"]


# ------------------------------------------------------------------------------------- rows, tables


def test_rows_are_saved_ones_and_those_begun(nurse: Nurse) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Rash"}])
    view = look(nurse, "LOG", "AE", {Slot("AETERM", 2): Typed("Fatigue")})
    assert [(row.row, row.key) for row in view.rows] == [(1, "1"), (2, "2")]
    assert field(view, "AETERM", 2).value.canonical == "Fatigue"


def test_a_row_struck_out_stays_in_sight_with_its_reason(nurse: Nurse) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Rash"}, {"row": 2, "AETERM": "Pain"}])
    nurse.save("LOG", "AE", strikes=((1, "entered twice"),))
    view = look(nurse, "LOG", "AE")
    assert [(row.row, row.struck) for row in view.rows] == [(1, "entered twice"), (2, "")]
    assert field(view, "AETERM", 1).value.canonical == "Rash"


def test_baseline_rows_are_there_before_anything_is_assessed(nurse: Nurse) -> None:
    baseline(nurse)
    view = look(nurse, "TA1", "TRTL")
    assert [row.key for row in view.rows] == ["T01", "T02"]
    base = field(view, "TR_BASE", 2).derived
    assert base is not None
    assert base.display == "18"


def test_values_of_the_whole_form_stand_once(nurse: Nurse) -> None:
    baseline(nurse)
    first_dose(nurse)
    assessment(nurse, "TA1", "2026-02-15", "40", "9")
    drafts = {Slot("TR_DIAM", 1): Typed("50")}
    form_level = {
        v.path.slot.item: v.display for v in look(nurse, "TA1", "TRTL", drafts).form_level
    }
    assert form_level["TR_SUM"] == "59"
    assert form_level["TR_NADIR"] == "80"


def test_an_inner_table_shows_its_rows_and_those_begun(nurse: Nurse) -> None:
    nurse.save("SCR", "IMG", IMGPERF="Y", tables={"IMGTAB": [{"row": 1, "IMGAREA": "CHEST"}]})
    view = look(nurse, "SCR", "IMG", {Slot("IMGDAT", 0, "IMGTAB", 2): Typed("3jan26")})
    (table,) = view.rows[0].tables
    assert [number for number, _fields in table.rows] == [1, 2]
    cells = {f.slot.item: f.value.canonical for f in table.rows[0][1]}
    assert cells["IMGAREA"] == "CHEST"
    assert {f.slot.item: f.value.canonical for f in table.rows[1][1]}["IMGDAT"] == "2026-01-03"


def test_an_inner_table_nothing_is_saved_of_is_empty(nurse: Nurse) -> None:
    (table,) = look(nurse, "SCR", "IMG").rows[0].tables
    assert table.rows == ()


# ------------------------------------------------------------------------------ elsewhere, status


def test_what_a_form_feeds_elsewhere_at_the_visit_is_shown_with_it(nurse: Nurse) -> None:
    nurse.save("SCR", "CPS", CPS0102="ABSENT", CPS0101="0")
    nurse.save("SCR", "LBCOAG", INR="1.1")
    view = look(nurse, "SCR", "LBCHEM", typed(BILI="20", ALB="40"))
    elsewhere = {v.path.within_subject: v.display for v in view.elsewhere}
    assert elsewhere["SCR/CPS.CPSTOT"] == "5"
    assert not any(path.startswith("SCR/LBCHEM") for path in elsewhere)


def test_the_state_follows_the_drafts_of_a_form_begun(nurse: Nurse) -> None:
    nurse.save("C1D8", "SV", SVSTDAT="2026-01-12")
    assert look(nurse, "C1D8", "SV").status.missing == 1
    view = look(nurse, "C1D8", "SV", typed(SVCNTMOD="PHONE"))
    assert (view.status.state, view.status.missing) == (State.COMPLETE, 0)


def test_a_form_not_done_says_so_in_the_view(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", not_done="subject refused")
    view = look(nurse, "SCR", "VS")
    assert view.not_done == "subject refused"
    assert view.status.state is State.NOT_DONE
    assert view.findings == ()


# ---------------------------------------------------------------------------- what was understood


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2024-03-05", "05-MAR-2024"), ("2024-03", "UN-MAR-2024"), ("2024", "UN-UNK-2024")],
)
def test_a_date_is_written_as_the_study_writes_it(iso: str, text: str) -> None:
    assert date_text(PartialDate(iso)) == text


def test_a_date_being_typed_is_echoed_and_a_saved_one_is_not(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSDAT="2026-01-03")
    echo = field(look(nurse, "SCR", "VS", typed(VSDAT="5mar24")), "VSDAT").echo
    assert echo == Bilingual("05-MAR-2024", "05-MAR-2024")
    assert field(look(nurse, "SCR", "VS"), "VSDAT").echo is None


@pytest.mark.parametrize(
    ("oid", "text", "unit", "echo"),
    [
        pytest.param("BILI", "1.9", "mg/dL", "= 32.5 umol/L", id="to the standard unit"),
        pytest.param("BILI", "<0.2", "mg/dL", "= <3.4 umol/L", id="with its sign"),
        pytest.param("BILI", "34.208", "", "= 2.00 mg/dL", id="to the other unit"),
        pytest.param("ALB", "4.0", "g/dL", "= 40.0 g/L", id="albumin"),
        pytest.param("SODIUM", "140", "mEq/L", None, id="alike in both units"),
        pytest.param("ALT", "46", "", None, id="alike in the first other unit"),
        pytest.param("LDH", "200", "", None, id="one unit only"),
    ],
)
def test_a_number_is_echoed_in_the_other_unit(
    nurse: Nurse, oid: str, text: str, unit: str, echo: str | None
) -> None:
    view = look(nurse, "SCR", "LBCHEM", {Slot(oid): Typed(text, unit)})
    found = field(view, oid).echo
    assert (found.en if found else None) == echo


def test_what_has_no_number_is_not_echoed(program: Program) -> None:
    weight = program.study.item("VS", "WEIGHT")
    assert echo_of(weight, Value("ND", ""), is_draft=True) is None
    text = ItemDef("TEXT", Bilingual("Text", "文本"), ItemType.TEXT)
    assert echo_of(text, Value("x", "x"), is_draft=True) is None


# ------------------------------------------------------------------------- what was known before


def test_the_value_of_the_visit_before_stands_beside_the_field(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68.0", VSPOS="SITTING")
    nurse.save("C1D1", "VS", WEIGHT=missing("ND"))
    view = look(nurse, "C1D8", "VS")
    assert field(view, "WEIGHT").previous == "68.0 kg (SCR)"
    assert field(view, "VSPOS").previous == "SITTING (SCR)"
    assert field(view, "WEIGHT").value.is_blank


def test_the_latest_visit_before_wins_by_its_date(nurse: Nurse) -> None:
    for visit, date, weight in (("C1D1", "2026-01-05", "68"), ("UNS1", "2026-01-09", "69")):
        nurse.save(visit, "SV", SVSTDAT=date, SVCNTMOD="VISIT")
        nurse.save(visit, "VS", WEIGHT=weight)
    nurse.save("C1D8", "SV", SVSTDAT="2026-01-12", SVCNTMOD="VISIT")
    assert field(look(nurse, "C1D8", "VS"), "WEIGHT").previous == "69 kg (UNS1)"


def test_before_an_unscheduled_visit_without_a_date_nothing_is_known_to_lie(nurse: Nurse) -> None:
    nurse.save("SCR", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    nurse.save("SCR", "VS", WEIGHT="68", HEIGHT="170")
    nurse.save("UNS1", "VS", WEIGHT="69", HEIGHT="170")
    view = look(nurse, "UNS1", "VS")
    bmi = field(view, "BMI").derived
    assert bmi is not None
    assert (field(view, "WEIGHT").previous, view.earlier(bmi)) == ("", None)
    nurse.save("UNS1", "SV", SVSTDAT="2026-01-09", SVCNTMOD="VISIT")
    view = look(nurse, "UNS1", "VS")
    before = view.earlier(bmi)
    assert field(view, "WEIGHT").previous == "68 kg (SCR)"
    assert before is not None
    assert (before.path.form.visit, before.display) == ("SCR", "23.5")  # 68 / 1.70 squared


def test_what_a_derived_value_was_does_not_need_its_own_form(nurse: Nurse) -> None:
    # ALBI of the second visit rests on the laboratory alone; its form is not saved there.
    for visit, date, bilirubin in (("SCR", "2026-01-03", "16"), ("C1D1", "2026-01-12", "60")):
        nurse.save(visit, "SV", SVSTDAT=date, SVCNTMOD="VISIT")
        nurse.save(visit, "LBCHEM", LBPERF="Y", LBDAT=date, BILI=bilirubin, ALB="33")
    nurse.save("SCR", "CPS", CPS0102="ABSENT", CPS0101="0")
    nurse.save("C2D1", "LBCHEM", LBPERF="Y", LBDAT="2026-02-02", BILI="17", ALB="36")
    view = look(nurse, "C2D1", "LBCHEM")
    albi = next(value for value in view.elsewhere if value.path.slot.item == "ALBI")
    before = view.earlier(albi)
    assert before is not None
    assert before.path.form.visit == "C1D1"


def test_a_form_that_was_not_done_says_nothing_of_what_was(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68", HEIGHT="170")
    nurse.save("C1D1", "VS", WEIGHT="69", HEIGHT="170")
    nurse.save("C1D1", "VS", not_done="wrong subject", reason="wrong subject")
    nurse.save("C1D8", "VS", WEIGHT="70", HEIGHT="170")
    view = look(nurse, "C1D8", "VS")
    bmi = field(view, "BMI").derived
    assert bmi is not None
    before = view.earlier(bmi)
    assert before is not None
    assert before.path.form.visit == "SCR"


@pytest.mark.parametrize("oid", ["VSDAT", "VSTIM", "BMI"])
def test_dates_times_and_derived_values_are_not_remembered(nurse: Nurse, oid: str) -> None:
    nurse.save("SCR", "VS", WEIGHT="68", HEIGHT="170", VSDAT="2026-01-03", VSTIM="9:30")
    assert field(look(nurse, "C1D1", "VS"), oid).previous == ""


def test_a_form_of_one_visit_remembers_nothing(nurse: Nurse) -> None:
    nurse.save("SCR", "DM", SEX="M")
    assert field(look(nurse, "SCR", "DM"), "SEX").previous == ""


def test_a_first_visit_has_nothing_before_it(nurse: Nurse) -> None:
    assert field(look(nurse, "SCR", "VS"), "WEIGHT").previous == ""
