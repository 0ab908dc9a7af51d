"""`derive NAME` line by line: the outputs of the contract, with expected values by hand."""

import json
from typing import cast

import pytest

from hcc_crf.cli.derive.catalogue import BY_NAME
from hcc_crf.cli.derive.stream import Dialogue

Answered = dict[str, object]


def _ask(name: str, **fields: object) -> Answered:
    line = json.dumps(fields).encode()
    return cast("Answered", json.loads(Dialogue(BY_NAME[name]).answer_line(line)))


def _results(name: str, **fields: object) -> Answered:
    """Return the outputs alone, after a look at what every answer carries."""
    answered = _ask(name, **fields)
    assert answered.pop("rule")
    assert str(answered.pop("why")).endswith(".")
    return answered


LIVER = {
    "bilirubin": "38.2",
    "albumin": "33",
    "inr": "1.1",
    "ascites": "ABSENT",
    "encephalopathy": "0",
}


def test_child_pugh() -> None:
    assert _results("child-pugh", **LIVER) == {
        "points": "7",
        "class": "B",
        "components": {
            "bilirubin": "2",
            "albumin": "2",
            "coagulation": "1",
            "ascites": "1",
            "encephalopathy": "1",
        },
    }


def test_child_pugh_without_coagulation() -> None:
    answered = _ask("child-pugh", **{**LIVER, "inr": None})
    assert answered["points"] is None
    assert answered["class"] is None
    assert answered["components"] is None
    assert answered["missing"] == ["inr"]
    assert answered["rule"] == "child-pugh/1"


def test_child_pugh_by_prothrombin_time_in_another_unit() -> None:
    answered = _results(
        "child-pugh",
        **{**LIVER, "inr": "", "pt_prolongation_s": "6.1"},
        case_id="x1",
    )
    assert answered["case_id"] == "x1"
    assert cast("Answered", answered["components"])["coagulation"] == "3"


def test_albi() -> None:
    # 0.66 x log10(10) - 0.0852 x 40 = -2.748, written with at least six decimals.
    found = _results("albi", bilirubin="10", albumin="40")
    assert found == {"score": "-2.748000", "grade": "1", "mgrade": "1"}
    longer = _results("albi", bilirubin="34.0", albumin={"value": "3.8", "unit": "g/dL"})
    assert str(longer["score"]).startswith("-2.226823")
    assert longer["mgrade"] == "2b"


def test_albi_with_a_bound_is_missing() -> None:
    found = _results("albi", bilirubin="<5", albumin="40")
    assert found == {"score": None, "grade": None, "mgrade": None, "missing": ["bilirubin"]}


def test_meld_gives_each_score_that_has_its_inputs() -> None:
    # Kim 2021 Table 4, first line: MELD 3.0 of 16.
    found = _results(
        "meld",
        bilirubin="2.5",
        creatinine="1.2",
        inr="1",
        sodium="131",
        albumin="3.8",
        sex="M",
        dialysis="N",
    )
    assert found["meld_3"] == "16"
    partly = _results("meld", bilirubin="5", creatinine="2", inr="2")
    assert partly["meld"] is not None
    assert partly["meld_na"] is None
    assert partly["missing"] == ["sodium", "albumin", "sex"]


@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({"nodules": 1, "largest_mm": "20", "ecog": 0, "child_pugh_class": "a"}, "0"),
        ({"nodules": "4", "ecog": "0", "child_pugh_class": "A"}, "B"),
        ({"nodules": "1", "largest_mm": "20", "ecog": "1", "child_pugh_class": "B"}, "C"),
        ({"ecog": "4"}, "D"),
    ],
)
def test_bclc(fields: dict[str, object], stage: str) -> None:
    closed = {"macrovascular_invasion": "N", "extrahepatic_spread": "N"}
    assert _results("bclc", **closed, **fields) == {"stage": stage}


def test_bclc_left_open() -> None:
    found = _results("bclc", ecog="0", child_pugh_class="A")
    assert found["stage"] is None
    assert found["missing"] == [
        "macrovascular_invasion",
        "extrahepatic_spread",
        "nodules",
        "largest_mm",
    ]


def test_cnlc() -> None:
    found = _results(
        "cnlc",
        nodules="2",
        largest_mm="30.1",
        macrovascular_invasion="N",
        extrahepatic_spread="N",
        ecog="0",
        child_pugh_class="A",
    )
    assert found == {"stage": "IIa"}


@pytest.mark.parametrize(
    ("name", "fields", "results"),
    [
        ("bmi", {"weight_kg": "64", "height_cm": "160"}, {"bmi": "25"}),
        ("bsa", {"weight_kg": "64", "height_cm": "225"}, {"bsa": "2"}),
        (
            "cockcroft-gault",
            {"age_years": "50", "sex": "F", "weight_kg": "72", "creatinine": "88.4"},
            {"crcl_ml_min": "76.50"},
        ),
        (
            "corrected-calcium",
            {"calcium": {"value": "9.0", "unit": "mg/dL"}, "albumin": "20"},
            {"calcium": "10.60", "unit": "mg/dL"},
        ),
        (
            "corrected-calcium",
            {"calcium": "2.10", "albumin": "30"},
            {"calcium": "2.30", "unit": "mmol/L"},
        ),
        ("qtcf", {"qt_ms": "400", "heart_rate": "60"}, {"qtcf_ms": "400"}),
        ("lenvatinib-dose", {"weight_kg": "60.0"}, {"dose_mg": "12"}),
        ("lenvatinib-dose", {"weight_kg": "59.9"}, {"dose_mg": "8"}),
        ("lenalidomide-dose", {"crcl_ml_min": "29.9"}, {"dose_mg": "0"}),
        ("study-day", {"date": "2026-01-04", "reference": "2026-01-05"}, {"day": "-1"}),
        ("age", {"birth": "1960", "date": "2026-07-01"}, {"years": "66", "imputed": "Y"}),
        ("age", {"birth": "1960-05-10", "date": "2026-05-09"}, {"years": "65", "imputed": "N"}),
        ("hypertension", {"systolic": "165"}, {"grade": "3"}),
        ("hbv-reactivation", {"hbv_dna": "1000", "baseline": "<20"}, {"reactivation": "Y"}),
        (
            "afp-response",
            {"afp": "79", "baseline": "100", "study_day": "22"},
            {"response": "Y", "change_pct": "-21"},
        ),
        (
            "hys-law",
            {
                "alt": "120",
                "alt_uln": "40",
                "alt_baseline": "50",
                "bilirubin": "40",
                "bilirubin_uln": "20",
                "alp": "199",
                "alp_uln": "100",
            },
            {"signal": "Y"},
        ),
        (
            "nlr",
            {"wbc": "5", "neutrophils_pct": "60", "lymphocytes": "1.5"},
            {"neutrophils": "3", "nlr": "2"},
        ),
        ("treatment-emergent", {"onset": "2026", "first_dose": "2026-01-05"}, {"emergent": "Y"}),
        (
            "compliance",
            {"dispensed": "30", "returned": "9", "expected": "28"},
            {"compliance_pct": "75"},
        ),
    ],
)
def test_single_results(name: str, fields: dict[str, object], results: Answered) -> None:
    found = _results(name, **fields)
    assert {key: str(value).rstrip("0").rstrip(".") for key, value in found.items()} == {
        key: str(value).rstrip("0").rstrip(".") for key, value in results.items()
    }


@pytest.mark.parametrize(
    ("name", "output", "names"),
    [
        ("bmi", "bmi", ["weight_kg", "height_cm"]),
        ("bsa", "bsa", ["weight_kg", "height_cm"]),
        ("cockcroft-gault", "crcl_ml_min", ["age_years", "sex", "weight_kg", "creatinine"]),
        ("corrected-calcium", "calcium", ["calcium", "albumin"]),
        ("qtcf", "qtcf_ms", ["qt_ms", "heart_rate"]),
        ("lenvatinib-dose", "dose_mg", ["weight_kg"]),
        ("lenalidomide-dose", "dose_mg", ["crcl_ml_min"]),
        ("study-day", "day", ["date", "reference"]),
        ("age", "years", ["birth", "date"]),
        ("ctcae", "grade", ["term"]),
        ("windows", "target", ["visit", "anchor"]),
        ("hypertension", "grade", ["systolic", "diastolic"]),
        ("hbv-reactivation", "reactivation", ["hbv_dna", "baseline"]),
        ("afp-response", "response", ["afp", "baseline", "study_day"]),
        ("hys-law", "signal", ["alt", "ast", "bilirubin", "alp"]),
        ("nlr", "nlr", ["neutrophils", "wbc", "neutrophils_pct"]),
        ("treatment-emergent", "emergent", ["onset", "first_dose"]),
        ("compliance", "compliance_pct", ["dispensed", "returned", "expected"]),
    ],
)
def test_an_empty_case_names_what_lacks(name: str, output: str, names: list[str]) -> None:
    found = _results(name)
    assert found[output] is None
    assert found["missing"] == names


def test_neutrophils_are_given_even_without_their_ratio() -> None:
    found = _results("nlr", neutrophils="3")
    assert found == {"neutrophils": "3", "nlr": None, "missing": ["lymphocytes"]}


def test_a_bounded_number_is_missing_and_the_bound_is_told() -> None:
    answered = _ask("bmi", weight_kg=">200", height_cm="170")
    assert answered["missing"] == ["weight_kg"]
    assert str(answered["why"]).endswith("weight_kg is only known as >200.")


def test_a_bounded_number_that_is_not_needed_is_not_told() -> None:
    answered = _ask("nlr", neutrophils="3", wbc="<1", lymphocytes="1.5")
    assert answered["nlr"] == "2"
    assert "wbc" not in str(answered["why"])


def test_a_date_before_the_birth_is_an_error() -> None:
    answered = _ask("age", birth="1960-05-10", date="1960-05-09", case_id=7)
    assert answered == {
        "case_id": 7,
        "error": "date: 1960-05-09 is before the birth (1960-05-10)",
    }


@pytest.mark.parametrize(
    ("fields", "grade"),
    [
        ({"term": "ALT increased", "value": "121", "uln": "40"}, "2"),
        ({"term": "ALT increased", "value": "140", "uln": "40", "baseline": "100"}, "0"),
        (
            {
                "term": "Alanine aminotransferase increased",
                "value": "150",
                "baseline": "100",
                "baseline_abnormal": "Y",
            },
            "1",
        ),
        ({"term": "Anemia", "value": "9.9", "unit": "g/dL", "lln": "12"}, "2"),
        ({"term": "Anemia", "value": {"value": "99", "unit": "g/L"}, "lln": "120"}, "2"),
        (
            {
                "term": "Hyponatremia",
                "value": "127",
                "unit": "mmol/L",
                "lln": "135",
                "symptoms": "Y",
            },
            "3",
        ),
        ({"term": "INR increased", "value": "2.0", "anticoagulated": "N"}, "2"),
        (
            {"term": "INR increased", "value": "2.0", "baseline": "2.0", "anticoagulated": "Y"},
            "0",
        ),
        ({"term": "Proteinuria", "value": "2+"}, "2"),
        ({"term": "Proteinuria", "value": "3.5", "unit": "g/24 h"}, "3"),
        ({"term": "QTc prolonged", "value": "480.5", "unit": "ms"}, "2"),
        (
            {
                "term": "Blood bilirubin increased",
                "value": "2.5",
                "unit": "mg/dL",
                "uln": {"value": "20.5248", "unit": "umol/L"},
            },
            "2",
        ),
    ],
)
def test_ctcae(fields: dict[str, object], grade: str) -> None:
    assert _results("ctcae", **fields)["grade"] == grade


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"term": "ALT increased", "value": "121"}, ["uln"]),
        ({"term": "Hypoglycemia", "value": "55", "lln": "70"}, ["unit"]),
        ({"term": "Hyponatremia", "value": "127", "unit": "mmol/L", "lln": "135"}, ["symptoms"]),
        ({"term": "ALT increased", "uln": "40"}, ["value"]),
    ],
)
def test_ctcae_left_open(fields: dict[str, object], names: list[str]) -> None:
    found = _results("ctcae", **fields)
    assert found["grade"] is None
    assert found["missing"] == names


def test_a_clinical_term_has_no_grade_and_lacks_nothing() -> None:
    answered = _ask("ctcae", term="Hyperglycemia", value="20", unit="mmol/L")
    assert answered["grade"] is None
    assert "missing" not in answered
    assert "grade it clinically" in str(answered["why"])


@pytest.mark.parametrize(
    "fields",
    [
        {"term": "No such term", "value": "1"},
        {"term": "Anemia", "value": "9", "unit": "mmHg"},
        {"term": "Anemia", "value": "9", "unit": "g/dL", "lln": "-1"},
    ],
)
def test_ctcae_errors(fields: dict[str, object]) -> None:
    assert list(_ask("ctcae", **fields)) == ["error"]


# forms/visits.yaml: C3D1 is day 43 -3/+3, TA9 day 400 -7/+7, SFU30 day 31, SCR day -14 -14/+13.
@pytest.mark.parametrize(
    ("visit", "when", "window", "deviation"),
    [
        ("C3D1", "2026-02-20", ("2026-02-16", "2026-02-13", "2026-02-19"), "1"),
        ("c3d1", "2026-02-13", ("2026-02-16", "2026-02-13", "2026-02-19"), "0"),
        ("SFU30", "2026-02-04", ("2026-02-04", "2026-01-28", "2026-02-11"), "0"),
        ("SCR", "2025-12-07", ("2025-12-22", "2025-12-08", "2026-01-04"), "-1"),
        ("TA8", "2026-12-07", ("2026-12-07", "2026-11-30", "2026-12-14"), "0"),
        ("TA9", "2027-02-08", ("2027-02-08", "2027-02-01", "2027-02-15"), "0"),
    ],
)
def test_windows(visit: str, when: str, window: tuple[str, str, str], deviation: str) -> None:
    found = _results("windows", visit=visit, anchor="2026-01-05", date=when)
    assert (found["target"], found["first"], found["last"]) == window
    assert found["deviation_days"] == deviation


def test_windows_without_a_date_still_say_when() -> None:
    found = _results("windows", visit="C3D1", anchor="2026-01-05")
    assert (found["target"], found["deviation_days"]) == ("2026-02-16", None)
    assert found["missing"] == ["date"]


def test_windows_of_a_partial_anchor_or_a_visit_without_window() -> None:
    assert _results("windows", visit="C3D1", anchor="2026-01")["missing"] == ["anchor"]
    open_visit = _ask("windows", visit="UNS1", anchor="2026-01-05", date="2026-01-06")
    assert open_visit["target"] is None
    assert open_visit["why"] == "Visit UNS1 has no window."


def test_an_unknown_visit_is_an_error() -> None:
    answered = _ask("windows", visit="C99D1", anchor="2026-01-05")
    assert answered == {"error": "visit: the schedule has no visit 'C99D1'"}


def test_every_name_of_the_contract_is_there() -> None:
    contract = (
        "child-pugh albi meld bclc bmi bsa cockcroft-gault corrected-calcium qtcf lenvatinib-dose "
        "study-day age ctcae recist best-response mrecist irecist windows endpoints"
    )
    assert set(contract.split()) <= set(BY_NAME)
