"""The rules of a save, as the contract of the command line states them."""

import pytest

from hcc_crf.entry.decide import Decision
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.request import Refused, SaveRequest
from hcc_crf.ledger.events import EventKind, Origin
from hcc_crf.values import FormPath, MissingReason, Slot, SubjectKey, VisitCode

from .saving import Cell, Nurse, Row, changed, checks, codes, missing, where

# ------------------------------------------------------------------------------------ the event


def test_a_save_is_one_event_with_what_it_changed(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="68,0", HEIGHT="170")
    event = decision.event
    assert event is not None
    assert event.kind is EventKind.SAVE
    assert str(event.form) == "01-001/SCR/VS"
    assert (event.user, event.role, event.reason) == ("nurse1", "nurse", "")
    assert changed(decision) == {".VSPERF": "Y", ".WEIGHT": "68.0", ".HEIGHT": "170"}
    assert event.changes[1].value.text == "68,0"


def test_an_event_names_the_versions_it_was_entered_under(nurse: Nurse) -> None:
    event = nurse.save("SCR", "VS", WEIGHT="68").event
    assert event is not None
    study = nurse.program.study
    assert event.form_version == study.forms["VS"].version
    assert event.definition == f"{study.version}:{study.digest[:16]}"


def test_a_first_value_replaces_nothing_and_a_later_one_the_event_before(nurse: Nurse) -> None:
    first = nurse.save("SCR", "VS", WEIGHT="68").event
    assert first is not None
    assert {change.replaces for change in first.changes} == {None}
    second = nurse.save("SCR", "VS", WEIGHT="69", reason="typing error").event
    assert second is not None
    cell = nurse.casebook.cell(VisitCode("SCR"), "VS", Slot("WEIGHT"))
    assert cell is not None
    assert second.changes[0].replaces is not None


def test_the_casebook_given_is_left_as_it_was(nurse: Nurse) -> None:
    before = nurse.casebook
    nurse.save("SCR", "VS", WEIGHT="68")
    assert before.forms == {}


# ----------------------------------------------------------------- nothing, something, a reason


def test_a_save_that_changes_nothing_makes_no_event(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="68")
    again = nurse.save("SCR", "VS", WEIGHT="68")
    assert again.event is None
    assert again.derived == ()


def test_the_same_value_typed_otherwise_is_no_change(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="68.5", VSDAT="2026-01-03")
    assert nurse.save("SCR", "VS", WEIGHT="68,5", VSDAT="3jan26", VSPERF="yes").event is None


def test_a_save_that_changes_nothing_still_says_what_is_open(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="68")
    assert "required" in checks(nurse.save("SCR", "VS", WEIGHT="68").findings)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"WEIGHT": "68.5"}, id="a value changed"),
        pytest.param({"WEIGHT": "68.0"}, id="digits changed"),
        pytest.param({"WEIGHT": ("68", "lb")}, id="a unit changed"),
        pytest.param({"WEIGHT": ""}, id="a value cleared"),
        pytest.param({"WEIGHT": missing("ND")}, id="a value replaced by a missing code"),
        pytest.param({"TEMP": "36.5"}, id="a missing code replaced by a value"),
        pytest.param({"TEMP": ""}, id="a missing code cleared"),
        pytest.param({"TEMP": missing("REF")}, id="another missing code"),
        pytest.param({"VSPERF": "N"}, id="a default changed"),
    ],
)
def test_changing_or_clearing_what_was_saved_needs_a_reason(
    nurse: Nurse, changes: dict[str, Cell]
) -> None:
    nurse.save("SCR", "VS", WEIGHT="68", TEMP=missing("ND"))
    problems = nurse.refused("SCR", "VS", changes)
    assert codes(problems) == ["REASON-NEEDED"]
    assert problems[0].path == f"01-001/SCR/VS.{next(iter(changes))}"
    decision = nurse.save("SCR", "VS", changes, reason="typing error")
    assert decision.event is not None
    assert decision.event.reason == "typing error"


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_reason_of_blanks_is_none(nurse: Nurse, reason: str) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert codes(nurse.refused("SCR", "VS", WEIGHT="69", reason=reason)) == ["REASON-NEEDED"]


def test_filling_what_was_empty_needs_no_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert changed(nurse.save("SCR", "VS", TEMP="36.5")) == {".TEMP": "36.5"}


def test_filling_what_was_cleared_needs_no_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    nurse.save("SCR", "VS", WEIGHT="", reason="wrong subject")
    decision = nurse.save("SCR", "VS", WEIGHT="70")
    assert decision.event is not None
    assert decision.event.changes[0].replaces is not None


def test_clearing_what_is_empty_is_no_change(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert nurse.save("SCR", "VS", TEMP="").event is None


def test_one_change_among_new_values_asks_for_the_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert codes(nurse.refused("SCR", "VS", TEMP="36.5", WEIGHT="69")) == ["REASON-NEEDED"]


def test_a_reason_given_without_need_is_kept(nurse: Nurse) -> None:
    event = nurse.save("SCR", "VS", WEIGHT="68", reason=" late entry ").event
    assert event is not None
    assert event.reason == "late entry"


@pytest.mark.parametrize("reason", ["nul \x00", "half a sign \ud800"])
def test_a_reason_that_cannot_be_stored_is_refused(nurse: Nurse, reason: str) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert codes(nurse.refused("SCR", "VS", WEIGHT="69", reason=reason)) == ["UNREADABLE"]


def test_other_whys_that_cannot_be_stored_are_refused(nurse: Nurse) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Fatigue"}])
    assert codes(nurse.refused("SCR", "VS", not_done="\ud800")) == ["UNREADABLE"]
    assert codes(nurse.refused("LOG", "AE", strikes=((1, "\x1b"),))) == ["UNREADABLE"]


# ----------------------------------------------------------------------------- missing answers


def test_a_save_without_a_required_item_stands_and_the_item_is_a_finding(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="68")
    assert decision.event is not None
    assert where(decision.findings, "required") == {
        ".VSDAT",
        ".HEIGHT",
        ".TEMP",
        ".VSPOS",
        ".SYSBP",
        ".DIABP",
        ".PULSE",
    }


def test_an_item_is_required_only_where_its_condition_holds(nurse: Nurse) -> None:
    decision = nurse.save("C1D1", "VS", VSPERF="Y", WEIGHT="68")
    assert ".HEIGHT" not in where(decision.findings, "required")  # at screening only


def test_a_missing_code_answers_a_required_item(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "VS", VSPERF="Y", WEIGHT=missing("ND"))
    assert ".WEIGHT" not in where(decision.findings, "required")
    assert nurse.value("SCR/VS.WEIGHT").missing is MissingReason.ND


def test_a_missing_code_undone_leaves_the_item_to_be_filled(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT=missing("ND"))
    decision = nurse.save("SCR", "VS", WEIGHT="", reason="was measured after all")
    assert ".WEIGHT" in where(decision.findings, "required")
    assert nurse.value("SCR/VS.WEIGHT").is_blank
    nurse.save("SCR", "VS", WEIGHT="68")
    assert nurse.value("SCR/VS.WEIGHT").canonical == "68"


# ---------------------------------------------------------------------------- refused, all at once


def test_every_problem_of_a_save_is_told_at_once_and_nothing_is_kept(nurse: Nurse) -> None:
    problems = nurse.refused("SCR", "VS", WEIGHT="heavy", TEMP="12", HEIGT="170", BMI="23")
    assert [(problem.code, problem.path) for problem in problems] == [
        ("UNREADABLE", "01-001/SCR/VS.WEIGHT"),
        ("OUT-OF-RANGE", "01-001/SCR/VS.TEMP"),
        ("UNKNOWN-ITEM", "01-001/SCR/VS.HEIGT"),
        ("ITEM-NOT-TYPED", "01-001/SCR/VS.BMI"),
    ]
    assert nurse.casebook.forms == {}
    assert all(problem.message.en and problem.message.zh for problem in problems)


def test_an_unknown_item_is_refused_with_the_nearest(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "VS", WIGHT="68")
    assert problem.message.en.endswith("Did you mean WEIGHT?")
    assert "WEIGHT" in problem.message.zh


def test_an_unknown_item_without_a_near_one_is_refused(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "VS", QQQQQ="1")
    assert problem.message.en == "Form VS has no item QQQQQ."


@pytest.mark.parametrize("oid", ["BMI", "BPGRADE", "WTCHG"])
def test_a_derived_item_cannot_be_typed(nurse: Nurse, oid: str) -> None:
    assert codes(nurse.refused("SCR", "VS", {oid: "1"})) == ["ITEM-NOT-TYPED"]


def test_a_flag_of_the_laboratory_cannot_be_typed(nurse: Nurse) -> None:
    assert codes(nurse.refused("SCR", "LBCHEM", ALT_LBTOXGR="0")) == ["ITEM-NOT-TYPED"]


def test_a_prefilled_item_cannot_be_typed(nurse: Nurse) -> None:
    nurse.save("SCR", "TUTL", rows=[{"row": 1, "TL_DIAM": "34"}])
    problems = nurse.refused("TA1", "TRTL", rows=[{"row": 1, "TR_BASE": "34"}])
    assert codes(problems) == ["ITEM-NOT-TYPED"]


def test_a_column_outside_its_table_is_refused(nurse: Nurse) -> None:
    assert codes(nurse.refused("SCR", "IMG", IMGDAT="2026-01-03")) == ["ITEM-NOT-HERE"]


def test_an_item_inside_a_table_that_is_not_its_own_is_refused(nurse: Nurse) -> None:
    tables = {"IMGTAB": [{"row": 1, "IMGPERF": "Y"}]}
    assert codes(nurse.refused("SCR", "IMG", tables=tables)) == ["ITEM-NOT-HERE"]


# ------------------------------------------------------------------------------ a form not done


def test_a_form_not_done_says_why_and_has_no_findings(nurse: Nurse) -> None:
    decision = nurse.save("C1D15", "VS", not_done="subject refused")
    assert changed(decision) == {".$NOT_DONE": "subject refused"}
    assert decision.findings == ()


def test_a_form_is_either_marked_not_done_or_filled(nurse: Nurse) -> None:
    both = nurse.refused("C1D15", "VS", not_done="subject refused", WEIGHT="68")
    assert codes(both) == ["NOT-DONE-WITH-VALUES"]


def test_a_form_not_done_takes_no_values_before_the_mark_is_taken_back(nurse: Nurse) -> None:
    nurse.save("C1D15", "VS", not_done="subject refused")
    assert codes(nurse.refused("C1D15", "VS", WEIGHT="68")) == ["FORM-NOT-DONE"]
    nurse.save("C1D15", "VS", not_done="", reason="done after all", WEIGHT="68")
    assert nurse.value("C1D15/VS.WEIGHT").canonical == "68"


def test_a_form_not_done_fills_no_defaults(nurse: Nurse) -> None:
    nurse.save("C1D15", "VS", not_done="subject refused")
    assert nurse.value("C1D15/VS.VSPERF").is_blank


def test_marking_a_form_with_data_not_done_needs_a_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert codes(nurse.refused("SCR", "VS", not_done="wrong subject")) == ["REASON-NEEDED"]
    nurse.save("SCR", "VS", not_done="wrong subject", reason="entered for another subject")
    assert nurse.value("SCR/VS.WEIGHT").canonical == "68"


def test_values_of_a_form_not_done_do_not_count(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68", HEIGHT="170")
    assert nurse.recorded("SCR/VS.BMI") != ""
    nurse.save("SCR", "VS", not_done="wrong subject", reason="entered for another subject")
    assert nurse.recorded("SCR/VS.BMI") == ""


def test_a_form_is_to_be_done_after_all_with_a_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68", HEIGHT="170")
    bmi = nurse.recorded("SCR/VS.BMI")
    nurse.save("SCR", "VS", not_done="wrong subject", reason="mistake")
    assert codes(nurse.refused("SCR", "VS", not_done="")) == ["REASON-NEEDED"]
    decision = nurse.save("SCR", "VS", not_done="", reason="it was this subject")
    assert "required" in checks(decision.findings)
    assert nurse.recorded("SCR/VS.BMI") == bmi


def test_a_form_that_was_not_marked_cannot_be_put_back(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert nurse.save("SCR", "VS", not_done="").event is None


# --------------------------------------------------------------------------------- whole answer


def test_a_decision_can_be_asked_for_without_being_kept(nurse: Nurse) -> None:
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")
    request = SaveRequest(path, ((Slot("WEIGHT"), Typed("68")),))
    assert isinstance(nurse.decide(request), Decision)
    assert nurse.casebook.forms == {}
    wrong = SaveRequest(path, ((Slot("WEIGHT"), Typed("x")),))
    assert isinstance(nurse.decide(wrong), Refused)


def test_what_a_person_typed_is_marked_as_typed(nurse: Nurse) -> None:
    event = nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="68").event
    assert event is not None
    assert {change.origin for change in event.changes} == {Origin.TYPED}


LESION: Row = {"row": 1, "TL_TULOC": "LIVER, RIGHT LOBE", "TL_DIAM": "30"}
SECOND: Row = {"row": 2, "TL_TULOC": "LIVER, LEFT LOBE", "TL_DIAM": "20"}


def test_baseline_lesions_take_additions_without_a_reason_until_treatment_starts(
    nurse: Nurse,
) -> None:
    nurse.save("SCR", "TUTL", rows=[LESION])
    nurse.save("SCR", "TUTL", rows=[SECOND])
    nurse.save("SCR", "TUTL", rows=[{"row": 1, "TL_SLICE": "5"}])
    assert nurse.value("SCR/TUTL[1].TL_SLICE").canonical == "5"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(SECOND, id="a row more"),
        pytest.param({"row": 1, "TL_SLICE": "5"}, id="what was empty"),
        pytest.param({"row": 1, "TL_DIAM": "31"}, id="what was saved"),
    ],
)
def test_once_c1d1_is_saved_whatever_changes_of_baseline_lesions_needs_a_reason(
    nurse: Nurse, row: Row
) -> None:
    nurse.save("SCR", "TUTL", rows=[LESION])
    nurse.save("C1D1", "SV", SVSTDAT="2026-11-20")
    (problem,) = nurse.refused("SCR", "TUTL", rows=[row])
    assert (problem.code, problem.path) == ("REASON-NEEDED", "01-001/SCR/TUTL")
    assert "C1D1" in problem.message.en
    assert "C1D1" in problem.message.zh
    nurse.save("SCR", "TUTL", rows=[row], reason="overlooked on the scan")


def test_baseline_lesions_may_be_entered_after_c1d1_for_the_first_time(nurse: Nurse) -> None:
    nurse.save("C1D1", "SV", SVSTDAT="2026-11-20")
    assert nurse.save("SCR", "TUTL", rows=[LESION]).event is not None


def test_other_forms_of_screening_stay_open(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    nurse.save("C1D1", "SV", SVSTDAT="2026-11-20")
    assert nurse.save("SCR", "VS", HEIGHT="170").event is not None
