"""Derived values appear where they belong, on whatever form or visit, with their why.

Expected values are worked out by hand from the tables of the derivations document.
"""

import pytest

from .courses import first_dose
from .saving import Nurse, missing, news

# ---------------------------------------------------------------------------------- Child-Pugh


def score(nurse: Nurse, bilirubin: str | tuple[str, str], **other: str) -> str:
    """Return the Child-Pugh total with albumin 40 g/L, INR 1.1, no ascites, no encephalopathy."""
    nurse.save("SCR", "LBCHEM", BILI=bilirubin, ALB=other.get("albumin", "40"))
    nurse.save("SCR", "LBCOAG", INR=other.get("inr", "1.1"))
    nurse.save(
        "SCR", "CPS", CPS0102=other.get("ascites", "ABSENT"), CPS0101=other.get("brain", "0")
    )
    return nurse.recorded("SCR/CPS.CPSTOT")


# Derivations 1: points are read in the unit entered; both edges of the middle band are 2 points.
@pytest.mark.parametrize(
    ("bilirubin", "total"),
    [
        pytest.param("33.9", "5", id="umol/L below 34"),
        pytest.param("34", "6", id="umol/L at 34"),
        pytest.param("51", "6", id="umol/L at 51"),
        pytest.param("51.1", "7", id="umol/L above 51"),
        pytest.param(("1.99", "mg/dL"), "5", id="mg/dL below 2, though 34.04 umol/L"),
        pytest.param(("2.0", "mg/dL"), "6", id="mg/dL at 2"),
        pytest.param(("3.0", "mg/dL"), "6", id="mg/dL at 3, though 51.3 umol/L"),
        pytest.param(("3.01", "mg/dL"), "7", id="mg/dL above 3"),
        pytest.param("<3", "5", id="below what was measured, certainly 1 point"),
        pytest.param(">60", "7", id="above what was measured, certainly 3 points"),
        pytest.param("<40", "", id="1 or 2 points: not derivable"),
    ],
)
def test_child_pugh_reads_bilirubin_in_the_unit_entered(
    nurse: Nurse, bilirubin: str | tuple[str, str], total: str
) -> None:
    assert score(nurse, bilirubin) == total


@pytest.mark.parametrize(
    ("albumin", "total"), [("35.1", "5"), ("35", "6"), ("28", "6"), ("27.9", "7")]
)
def test_child_pugh_reads_albumin(nurse: Nurse, albumin: str, total: str) -> None:
    assert score(nurse, "20", albumin=albumin) == total


@pytest.mark.parametrize(
    ("inr", "total"), [("1.69", "5"), ("1.7", "6"), ("2.3", "6"), ("2.31", "7")]
)
def test_child_pugh_reads_the_inr(nurse: Nurse, inr: str, total: str) -> None:
    assert score(nurse, "20", inr=inr) == total


def test_prothrombin_seconds_count_where_there_is_no_inr(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI="20", ALB="40")
    nurse.save("SCR", "LBCOAG", INR=missing("ND"), PT="17", PTCTRL="12")  # 5 s over control
    nurse.save("SCR", "CPS", CPS0102="ABSENT", CPS0101="0")
    assert nurse.recorded("SCR/CPS.CPSTOT") == "6"


def test_the_inr_wins_over_seconds(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI="20", ALB="40")
    nurse.save("SCR", "LBCOAG", INR="1.1", PT="30", PTCTRL="12")
    nurse.save("SCR", "CPS", CPS0102="ABSENT", CPS0101="0")
    assert nurse.recorded("SCR/CPS.CPSTOT") == "5"


def test_a_score_appears_on_its_form_when_the_last_input_is_saved_elsewhere(nurse: Nurse) -> None:
    nurse.save("SCR", "CPS", CPS0102="SLIGHT", CPS0101="0")
    nurse.save("SCR", "LBCOAG", INR="1.18")
    found = news(nurse.save("SCR", "LBCHEM", BILI=("1.9", "mg/dL"), ALB="33"))
    # bilirubin 1 + albumin 2 + INR 1 + ascites 2 + encephalopathy 1
    assert (found["SCR/CPS.CPSTOT"], found["SCR/CPS.CPCLASS"]) == ("7", "B")
    assert found["SCR/CPS.CPSBILI"] == "1.9"


def test_a_score_names_its_inputs_and_its_rule(nurse: Nurse) -> None:
    score(nurse, ("1.9", "mg/dL"))
    found = nurse.derived("SCR/CPS.CPSTOT")
    assert found.rule == "child-pugh/1"
    assert ("SCR/CPS.CPSBILI", "1.9 mg/dL") in found.inputs
    assert ("SCR/CPS.CPS0102", "ABSENT") in found.inputs
    assert [part.points for part in found.parts] == ["1", "1", "1", "1", "1"]
    assert "1.9 mg/dL" in found.why.en
    assert "1.9 mg/dL" in found.why.zh


def test_a_score_without_an_input_is_none_and_names_it(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI="20", ALB=missing("ND"))
    nurse.save("SCR", "CPS", CPS0102="ABSENT", CPS0101="0")
    found = nurse.derived("SCR/CPS.CPSTOT")
    assert found.canonical == ""
    assert found.missing == ("SCR/LBCHEM.ALB", "SCR/LBCOAG.INR")
    assert "albumin" in found.why.en.lower()
    assert "INR" in found.why.en
    assert "白蛋白" in found.why.zh


def test_a_class_says_which_points_make_it(nurse: Nurse) -> None:
    score(nurse, "20")
    found = nurse.derived("SCR/CPS.CPCLASS")
    assert found.why.en == "5 points: class A (A 5-6, B 7-9, C 10-15)"


# -------------------------------------------------------------------------------- scores by blood


def test_albi_is_shown_rounded_and_graded_unrounded(nurse: Nurse) -> None:
    score(nurse, ("1", "mg/dL"))
    # 0.66 × log10(17.104) - 0.0852 × 40 = 0.8138 - 3.408 = -2.5942: not yet grade 1
    found = nurse.derived("SCR/CPS.ALBI")
    assert found.display == "-2.59"
    assert found.exact is not None
    assert found.exact.startswith("-2.594")
    assert nurse.recorded("SCR/CPS.ALBIGR") == "2a"


def test_albi_of_a_bilirubin_below_the_limit_is_none(nurse: Nurse) -> None:
    score(nurse, "<3")
    assert nurse.derived("SCR/CPS.ALBI").canonical == ""
    assert nurse.derived("SCR/CPS.ALBI").why.en


def test_meld_never_falls_below_6(nurse: Nurse) -> None:
    score(nurse, "10", inr="1.0")  # bilirubin and creatinine below 1 mg/dL count as 1
    nurse.save("SCR", "LBCHEM", CREAT="60", SODIUM="140")
    assert nurse.recorded("SCR/CPS.MELD") == "6"
    assert nurse.recorded("SCR/CPS.MELDNA") == "6"


def test_a_corrected_calcium_is_in_the_unit_of_its_item(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", CA="2.2", ALB="33")
    assert nurse.recorded("SCR/LBCHEM.CACR") == "2.34"  # 2.2 + 0.02 × (40 - 33)


def test_creatinine_clearance_takes_age_sex_and_weight_from_other_forms(enrolled: Nurse) -> None:
    enrolled.save("SCR", "VS", WEIGHT="68")
    enrolled.save("SCR", "LBCHEM", CREAT="80", LBDAT="2026-01-03")
    # (140 - 60) × 68 / (72 × 80 / 88.4) = 83.49
    assert enrolled.derived("SCR/LBCHEM.CRCL").display == "83.5"


def test_a_flag_and_a_grade_stand_beside_their_laboratory_value(enrolled: Nurse) -> None:
    enrolled.save("SCR", "LBCHEM", ALT="160", ALB="40", SODIUM="128")
    assert enrolled.recorded("SCR/LBCHEM.ALT_LBNRIND") == "HIGH"  # above 50 for men
    assert enrolled.recorded("SCR/LBCHEM.ALT_LBTOXGR") == "2"  # above 3 × 50, up to 5 ×
    assert enrolled.recorded("SCR/LBCHEM.ALB_LBNRIND") == "NORMAL"  # at the lower limit
    assert enrolled.recorded("SCR/LBCHEM.SODIUM_LBNRIND") == "LOW"


def test_a_laboratory_value_that_is_not_there_has_no_flag(enrolled: Nurse) -> None:
    enrolled.save("SCR", "LBCHEM", ALT="160")
    assert enrolled.record("SCR/LBCHEM.AST_LBNRIND") is None


def test_symptoms_decide_between_two_grades_of_sodium(enrolled: Nurse) -> None:
    decision = enrolled.save("SCR", "LBCHEM", SODIUM="127")
    required = {str(f.slot) for f in decision.findings if f.check == "required"}
    assert ".SODIUM_LBSYMP" in required
    assert enrolled.recorded("SCR/LBCHEM.SODIUM_LBTOXGR") == ""
    enrolled.save("SCR", "LBCHEM", SODIUM_LBSYMP="N")
    assert enrolled.recorded("SCR/LBCHEM.SODIUM_LBTOXGR") == "2"
    enrolled.save("SCR", "LBCHEM", SODIUM_LBSYMP="Y", reason="dizzy")
    assert enrolled.recorded("SCR/LBCHEM.SODIUM_LBTOXGR") == "3"


# --------------------------------------------------------------------------------- body and dose


def test_body_size_is_shown_at_its_decimals_and_kept_unrounded(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="75", HEIGHT="170")
    bmi, bsa = nurse.derived("SCR/VS.BMI"), nurse.derived("SCR/VS.BSA")
    assert (bmi.display, bsa.display) == ("26.0", "1.88")  # 75 / 1.7²; √(170 × 75 / 3600)
    assert bmi.exact is not None
    assert bmi.exact.startswith("25.9515")


def test_height_is_measured_once_and_used_at_later_visits(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="75", HEIGHT=("1.70", "m"))
    nurse.save("C1D1", "VS", WEIGHT="75")
    assert nurse.derived("C1D1/VS.BMI").display == "26.0"


def test_a_corrected_height_changes_the_size_at_every_visit(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="75", HEIGHT="170")
    nurse.save("C1D1", "VS", WEIGHT="75")
    found = news(nurse.save("SCR", "VS", HEIGHT="180", reason="misread"))
    assert {"SCR/VS.BMI", "C1D1/VS.BMI", "SCR/VS.BSA", "C1D1/VS.BSA"} <= set(found)


@pytest.mark.parametrize(
    ("weight", "dose"),
    [
        pytest.param("60.0", "12", id="at 60 kg"),
        pytest.param("59.9", "8", id="below"),
        pytest.param(("120", "jin (500 g)"), "12", id="at 60 kg in jin"),
        pytest.param(("132", "lb"), "8", id="59.87 kg in pounds"),
    ],
)
def test_the_start_dose_follows_the_weight_of_day_1_only(
    nurse: Nurse, weight: str | tuple[str, str], dose: str
) -> None:
    nurse.save("SCR", "VS", WEIGHT="40")
    assert news(nurse.save("C1D1", "VS", WEIGHT=weight))["LOG/EXLENV.LENVEXP"] == dose
    nurse.save("C1D8", "VS", WEIGHT="100")
    assert nurse.recorded("LOG/EXLENV.LENVEXP") == dose


# ------------------------------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("visit", "date", "day"),
    [
        ("SCR", "2026-01-04", "-1"),
        ("C1D1", "2026-01-05", "1"),
        ("C1D8", "2026-01-12", "8"),
    ],
)
def test_there_is_no_day_0(nurse: Nurse, visit: str, date: str, day: str) -> None:
    nurse.save(visit, "SV", SVSTDAT=date, SVCNTMOD="VISIT")
    assert nurse.recorded(f"{visit}/SV.SVDY") == ""
    first_dose(nurse)
    assert nurse.recorded(f"{visit}/SV.SVDY") == day


@pytest.mark.parametrize(
    ("date", "days"),
    [
        pytest.param("2026-01-09", "-1", id="a day too early"),
        pytest.param("2026-01-10", "0", id="at the first edge"),
        pytest.param("2026-01-12", "0", id="on the day"),
        pytest.param("2026-01-14", "0", id="at the last edge"),
        pytest.param("2026-01-15", "1", id="a day too late"),
    ],
)
def test_days_outside_the_window_appear_once_the_first_dose_is_known(
    nurse: Nurse, date: str, days: str
) -> None:
    decision = nurse.save("C1D8", "SV", SVSTDAT=date, SVCNTMOD="VISIT")
    assert "SV03" not in {finding.check for finding in decision.findings}
    first_dose(nurse)  # C1D8 is planned on 2026-01-12, two days either way
    assert nurse.recorded("C1D8/SV.SVWINDEV") == days
    again = nurse.save("C1D8", "SV", SVSTDAT=date)
    assert ("SV03" in {finding.check for finding in again.findings}) is (days != "0")


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        ("1965-03-14", "60"),
        ("1966-01-02", "60"),
        ("1966-01-03", "59"),
        ("1965", "60"),  # a year alone counts as 1 July
        ("1965-12", "60"),  # a month as the 15th
    ],
)
def test_age_is_in_completed_years_at_consent(nurse: Nurse, birth: str, age: str) -> None:
    nurse.save("SCR", "DM", BRTHDAT=birth, RFICDAT="2026-01-02")
    assert nurse.recorded("SCR/DM.AGE") == age


def test_days_between_infusions_are_counted_from_the_one_before(nurse: Nurse) -> None:
    first_dose(nurse)
    nurse.save("C2D1", "EXPD1", PDGIVEN="Y", PDDAT="2026-01-27", PDDOSE="200")
    assert nurse.recorded("C2D1/EXPD1.PDINTV") == "22"
