"""Stages, scores, grades and doses as expressions ask for them; the rules are proved by themselves.

Expected values are read off the tables of the derivations document.
"""

from decimal import Decimal

import pytest

from hcc_crf.entry.runtime import Missing, Runtime

from ..saving import Nurse, evaluate, missing


@pytest.fixture
def chemistry(enrolled: Nurse) -> Nurse:
    """Return a nurse whose subject has some blood values known only as below or above."""
    enrolled.save("SCR", "LBCHEM", BILI="<40", ALB="<30", CREAT="<90", CA="<2.2", SODIUM="140")
    enrolled.save("SCR", "LBCOAG", INR="1.1")
    return enrolled


def ask(nurse: Nurse, source: str) -> Runtime:
    """Return what an expression is on the chemistry form of screening."""
    return evaluate(nurse, "SCR/LBCHEM", source)


@pytest.mark.parametrize(
    ("source", "stage"),
    [
        ("bclc(1, 20, 'N', 'N', '0', 'A')", "0"),
        ("bclc(1, 60, 'N', 'N', '0', 'A')", "A"),
        ("bclc(3, 30, 'N', 'N', '0', 'A')", "A"),
        ("bclc(4, 30, 'N', 'N', '0', 'A')", "B"),
        ("bclc(1, 20, 'Y', 'N', '0', 'A')", "C"),
        ("bclc(1, 20, 'Vp3', 'N', '0', 'A')", "C"),
        ("bclc(1, 20, 'Vp0', 'N', '0', 'A')", "0"),
        ("bclc(1, 20, 'N', 'Y', '1', 'B')", "C"),
        ("bclc(DM.RFICTIM, DM.RFICTIM, 'N', 'N', '0', 'C')", "D"),
        ("cnlc(1, 50, 'N', 'N', '0', 'A')", "Ia"),
        ("cnlc(1, 51, 'N', 'N', '0', 'A')", "Ib"),
        ("cnlc(2, 31, 'N', 'N', '0', 'A')", "IIa"),
        ("cnlc(4, 10, 'N', 'N', '0', 'A')", "IIb"),
        ("cnlc(1, 10, 'Y', 'N', '0', 'A')", "IIIa"),
        ("cnlc(1, 10, 'Y', 'Y', '0', 'A')", "IIIb"),
        ("cnlc(1, 10, 'N', 'N', '3', 'A')", "IV"),
    ],
)
def test_a_stage_is_the_first_that_holds(enrolled: Nurse, source: str, stage: str) -> None:
    assert ask(enrolled, source) == stage


@pytest.mark.parametrize("stage", ["bclc", "cnlc"])
def test_a_stage_that_cannot_be_proved_is_missing(enrolled: Nurse, stage: str) -> None:
    source = f"{stage}(DM.RFICTIM, 20, 'N', 'N', '0', 'A')"
    assert isinstance(ask(enrolled, source), Missing)


@pytest.mark.parametrize(
    ("source", "grade"),
    [
        ("ctcae_hypertension(119, 79)", "0"),
        ("ctcae_hypertension(120, 79)", "1"),
        ("ctcae_hypertension(119, 90)", "2"),
        ("ctcae_hypertension(160, 79)", "3"),
        ("ctcae_hypertension(160, VS.DIABP)", "3"),
        ("ctcae_proteinuria('1+', DM.RFICTIM)", "1"),
        ("ctcae_proteinuria('1+', 3.5)", "3"),
    ],
)
def test_a_grade_by_value(enrolled: Nurse, source: str, grade: str) -> None:
    assert ask(enrolled, source) == Decimal(grade)


def test_one_pressure_alone_grades_only_the_highest(enrolled: Nurse) -> None:
    assert ask(enrolled, "ctcae_hypertension(120, VS.DIABP)") == Missing(("SCR/VS.DIABP",))


def test_proteinuria_without_any_test_is_missing(enrolled: Nurse) -> None:
    assert isinstance(ask(enrolled, "ctcae_proteinuria(DM.RFICTIM, DM.RFICTIM)"), Missing)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("hbv_reactivation(10000, 100, '=')", "Y"),
        ("hbv_reactivation(9999, 100, '=')", "N"),
        ("hbv_reactivation(1000, 20, '<')", "Y"),
        ("hbv_reactivation(999, 20, '<')", "N"),
        ("hbv_reactivation(1000, 0, 'NOT DETECTED')", "Y"),
    ],
)
def test_hepatitis_b_is_reactivated_from_its_limit_on(
    enrolled: Nurse, source: str, answer: str
) -> None:
    assert ask(enrolled, source) == answer


def test_qtcf_at_60_beats_is_the_qt(enrolled: Nurse) -> None:
    assert ask(enrolled, "qtcf(400, 60)") == Decimal(400)


def test_qtcf_of_a_heart_that_does_not_beat_is_missing(enrolled: Nurse) -> None:
    assert isinstance(ask(enrolled, "qtcf(400, 0)"), Missing)


# Creatinine clearance from 60: 10 mg, from 30: 5 mg, below: not eligible.
@pytest.mark.parametrize(
    ("source", "dose"),
    [
        ("lenalidomide_dose(60)", "10"),
        ("lenalidomide_dose(59.9)", "5"),
        ("lenalidomide_dose(30)", "5"),
        ("lenalidomide_dose(29.9)", "0"),
        ("lenvatinib_dose(60)", "12"),
        ("lenvatinib_dose(59.9)", "8"),
    ],
)
def test_a_dose_changes_at_its_edge(enrolled: Nurse, source: str, dose: str) -> None:
    assert ask(enrolled, source) == Decimal(dose)


@pytest.mark.parametrize(
    "source",
    [
        "albi(BILI, ALB)",
        "meld(BILI, LBCOAG.INR, CREAT, 'N')",
        "meld_na(BILI, LBCOAG.INR, CREAT, SODIUM, 'N')",
        "corrected_calcium(CA, ALB)",
        "cockcroft_gault(60, 'M', 68, CREAT)",
        "bmi(68, 0)",
        "bsa(68, 0)",
        "lenvatinib_dose(0)",
    ],
)
def test_a_rule_that_gives_no_value_leaves_it_missing(chemistry: Nurse, source: str) -> None:
    assert isinstance(ask(chemistry, source), Missing)


def test_child_pugh_tables_that_disagree_are_told(enrolled: Nurse) -> None:
    enrolled.save("SCR", "LBCHEM", BILI="34")  # 2 points, as 1.99 mg/dL it were 1
    assert ask(enrolled, "child_pugh_tables_differ(BILI)") is True
    enrolled.save("SCR", "LBCHEM", BILI="40", reason="misread")
    assert ask(enrolled, "child_pugh_tables_differ(BILI)") is False


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param({}, "", id="undecided"),
        pytest.param({"INCL01": "N"}, "N", id="an inclusion not met"),
        pytest.param({"EXCL01": "Y"}, "N", id="an exclusion met"),
        pytest.param({"EXCL16": missing("UNK")}, "", id="an answer unknown"),
    ],
)
def test_eligibility_needs_every_criterion(
    nurse: Nurse, answers: dict[str, str], expected: str
) -> None:
    nurse.save("SCR", "IE", answers)
    assert nurse.recorded("SCR/IE.IEYN") == expected


def test_a_subject_is_eligible_when_every_criterion_is_met(nurse: Nurse) -> None:
    items = [item.oid for item in nurse.program.study.forms["IE"].items]
    met = {oid: "Y" for oid in items if oid.startswith("INCL")}
    unmet = {oid: "N" for oid in items if oid.startswith("EXCL")}
    nurse.save("SCR", "IE", {**met, **unmet})
    assert nurse.recorded("SCR/IE.IEYN") == "Y"
