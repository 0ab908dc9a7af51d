"""Questions show and hide by the other answers; what is hidden is kept and does not count."""

import pytest

from hcc_crf.values import Slot, VisitCode

from .saving import Nurse, checks, evaluate, missing, where

SCR = VisitCode("SCR")


def shown(nurse: Nurse, path: str, row: int = 0) -> bool:
    """Return whether an item of screening applies."""
    form, oid = path.split(".")
    return nurse.book.is_shown(SCR, form, Slot(oid, row))


def test_a_question_without_condition_always_shows(nurse: Nurse) -> None:
    assert shown(nurse, "VS.VSPERF")


def test_a_question_shows_while_its_condition_is_unknown(nurse: Nurse) -> None:
    assert shown(nurse, "VS.WEIGHT")
    assert shown(nurse, "VS.SYSBP2")


@pytest.mark.parametrize(("answer", "is_shown"), [("Y", True), ("N", False)])
def test_a_question_hides_only_when_its_condition_is_false(
    nurse: Nurse, answer: str, is_shown: bool
) -> None:
    nurse.save("SCR", "VS", VSPERF=answer)
    assert shown(nurse, "VS.WEIGHT") is is_shown


def test_a_missing_answer_hides_nothing(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF=missing("UNK"))
    assert shown(nurse, "VS.WEIGHT")


@pytest.mark.parametrize(
    ("systolic", "diastolic", "is_shown"),
    [("139", "89", False), ("140", "89", True), ("139", "90", True), ("139", "", True)],
)
def test_a_question_follows_two_answers(
    nurse: Nurse, systolic: str, diastolic: str, is_shown: bool
) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", SYSBP=systolic, DIABP=diastolic)
    assert shown(nurse, "VS.SYSBP2") is is_shown


def test_rows_follow_the_answers_of_their_own_row(nurse: Nurse) -> None:
    rows = [{"row": 1, "TL_TULOC": "LIVER, RIGHT LOBE"}, {"row": 2, "TL_TULOC": "LUNG, RIGHT"}]
    nurse.save("SCR", "TUTL", rows=rows)
    assert shown(nurse, "TUTL.TL_TUSEG", 1)
    assert not shown(nurse, "TUTL.TL_TUSEG", 2)


def test_columns_hide_with_their_table(nurse: Nurse) -> None:
    nurse.save("SCR", "IMG", IMGPERF="N")
    assert not nurse.book.is_shown(SCR, "IMG", Slot("IMGDAT", 0, "IMGTAB", 1))


@pytest.mark.requirement("C11")
def test_a_hidden_value_is_kept_but_does_not_count(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="75", HEIGHT="170")
    decision = nurse.save("SCR", "VS", VSPERF="N", reason="wrong subject")
    assert nurse.value("SCR/VS.WEIGHT").canonical == "75"
    assert evaluate(nurse, "SCR/VS", "is_missing(WEIGHT)") is True
    assert nurse.recorded("SCR/VS.BMI") == ""
    assert where(decision.findings, "not-applicable") == {".WEIGHT", ".HEIGHT"}


@pytest.mark.requirement("C11")
def test_a_hidden_value_comes_back_with_the_answer_that_hid_it(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="75", HEIGHT="170")
    before = nurse.casebook.derived
    nurse.save("SCR", "VS", VSPERF="N", reason="wrong subject")
    decision = nurse.save("SCR", "VS", VSPERF="Y", reason="it was this one")
    assert nurse.recorded("SCR/VS.BMI") == before[SCR, "VS", Slot("BMI")].canonical
    assert "not-applicable" not in checks(decision.findings)


@pytest.mark.requirement("P13")
def test_hiding_and_showing_twice_leaves_the_values_as_they_were(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="75", HEIGHT="170", TEMP="36.5")
    before = {oid: nurse.value(f"SCR/VS.{oid}") for oid in ("WEIGHT", "HEIGHT", "TEMP")}
    for answer in ("N", "Y", "N", "Y"):
        nurse.save("SCR", "VS", VSPERF=answer, reason="again")
    assert {oid: nurse.value(f"SCR/VS.{oid}") for oid in before} == before


def test_a_hidden_question_is_never_required(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "VS", VSPERF="N")
    assert where(decision.findings, "required") == set()


def test_a_hidden_missing_code_is_told_too(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT=missing("ND"))
    decision = nurse.save("SCR", "VS", VSPERF="N", reason="not taken")
    assert ".WEIGHT" in where(decision.findings, "not-applicable")


def test_a_value_may_be_entered_where_it_does_not_apply_and_is_told(nurse: Nurse) -> None:
    decision = nurse.save("C1D1", "VS", VSPERF="Y", HEIGHT="170")
    assert where(decision.findings, "not-applicable") == {".HEIGHT"}


def test_a_companion_shows_only_with_its_value_outside_the_range(enrolled: Nurse) -> None:
    enrolled.save("SCR", "LBCHEM", ALT="160", AST="30")
    assert shown(enrolled, "LBCHEM.ALT_LBCLSIG")
    assert not shown(enrolled, "LBCHEM.AST_LBCLSIG")


def test_a_companion_is_required_only_outside_the_range(enrolled: Nurse) -> None:
    decision = enrolled.save("SCR", "LBCHEM", ALT="160", AST="30")
    required = where(decision.findings, "required")
    assert ".ALT_LBCLSIG" in required
    assert ".AST_LBCLSIG" not in required


def test_a_second_measurement_is_not_asked_for_when_the_first_was_not_performed(
    nurse: Nurse,
) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", SYSBP="150", SYSBP2="145", DIABP="80")
    assert shown(nurse, "VS.SYSBP2")
    nurse.save("SCR", "VS", VSPERF="N", reason="wrong subject")
    assert not shown(nurse, "VS.SYSBP2")
