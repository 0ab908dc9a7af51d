"""CTCAE v5.0: baselines, symptoms, anticoagulation, what is missing, and both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.clinical.ctcae import (
    CODES,
    CtcaeSettings,
    CtcaeTerm,
    Specimen,
    compute_ctcae_grade,
    compute_lab_grade,
    needs_symptoms,
    term_of,
)
from hcc_crf.values import NotDerivable, Quantity
from tests.clinical.quantities import known, missing, q

ALT, BILI, CREA = (
    CtcaeTerm.ALT_INCREASED,
    CtcaeTerm.BILIRUBIN_INCREASED,
    CtcaeTerm.CREATININE_INCREASED,
)


def _of(term: CtcaeTerm, value: str, unit: str = "", **rest: object) -> int:
    limits = {name: q(text, unit) if isinstance(text, str) else text for name, text in rest.items()}
    return known(compute_ctcae_grade(term, Specimen(q(value, unit), **limits))).grade  # type: ignore[arg-type]


def _lacks(term: CtcaeTerm, value: str, unit: str = "", **rest: object) -> tuple[str, ...]:
    limits = {name: q(text, unit) if isinstance(text, str) else text for name, text in rest.items()}
    return missing(compute_ctcae_grade(term, Specimen(q(value, unit), **limits)))  # type: ignore[arg-type]


# Baseline 100 with ULN 40 is abnormal: multiples of 100 count.
@pytest.mark.parametrize(
    ("term", "value", "grade"),
    [
        (ALT, "140", 0),  # 3.5 x ULN, and yet 1.4 x baseline: grade 0
        (ALT, "149.9", 0),
        (ALT, "150", 1),
        (ALT, "300", 1),
        (ALT, "300.1", 2),
        (ALT, "500", 2),
        (ALT, "500.1", 3),
        (ALT, "2000", 3),
        (ALT, "2000.1", 4),
        (CtcaeTerm.AST_INCREASED, "149.9", 0),
        (CtcaeTerm.AST_INCREASED, "150", 1),
        (CtcaeTerm.ALP_INCREASED, "199.9", 0),
        (CtcaeTerm.ALP_INCREASED, "200", 1),
        (CtcaeTerm.ALP_INCREASED, "250", 1),
        (CtcaeTerm.ALP_INCREASED, "250.1", 2),
        (CtcaeTerm.GGT_INCREASED, "199.9", 0),
        (CtcaeTerm.GGT_INCREASED, "200", 1),  # CTCAE text; another program gives 0 here
        (CtcaeTerm.GGT_INCREASED, "500.1", 3),
        (CtcaeTerm.GGT_INCREASED, "2000.1", 4),
        (BILI, "100", 0),
        (BILI, "100.1", 1),
        (BILI, "150", 1),
        (BILI, "150.1", 2),
        (BILI, "300", 2),
        (BILI, "300.1", 3),
        (BILI, "1000", 3),
        (BILI, "1000.1", 4),
    ],
)
def test_an_abnormal_baseline_is_what_is_multiplied(
    term: CtcaeTerm, value: str, grade: int
) -> None:
    assert _of(term, value, uln="40", baseline="100") == grade
    assert _of(term, value, baseline="100", is_baseline_abnormal=True) == grade


def test_a_baseline_at_the_limit_is_normal() -> None:
    assert _of(ALT, "121", uln="40", baseline="40") == 2
    assert _of(ALT, "121", uln="40", baseline="40.1") == 2
    assert _of(ALT, "60", uln="40", baseline="40") == 1
    assert _of(ALT, "60", uln="40", baseline="40.1") == 0


def test_a_baseline_said_to_be_normal_is_not_multiplied() -> None:
    assert _of(ALT, "140", uln="40", baseline="100", is_baseline_abnormal=False) == 2
    assert _lacks(ALT, "140", baseline="100", is_baseline_abnormal=False) == ("uln",)


def test_an_abnormal_baseline_without_its_value_is_missing() -> None:
    assert _lacks(ALT, "140", uln="40", is_baseline_abnormal=True) == ("baseline",)


def test_a_baseline_whose_limit_lacks_leaves_the_choice_open() -> None:
    assert _lacks(ALT, "140", baseline="100") == ("uln",)
    assert _lacks(ALT, "140", uln="40", baseline=q("<100")) == ("baseline",)


def test_a_missing_baseline_is_graded_by_the_limit_and_said() -> None:
    found = known(compute_ctcae_grade(ALT, Specimen(q("121"), uln=q("40"))))
    assert found.grade == 2
    assert "baseline missing" in found.why.en
    assert "缺基线值" in found.why.zh


def test_a_protocol_may_refuse_to_grade_without_a_baseline() -> None:
    strict = CtcaeSettings(unknown_baseline_uses_uln=False)
    found = compute_ctcae_grade(ALT, Specimen(q("121"), uln=q("40")), settings=strict)
    assert missing(found) == ("baseline",)


def test_multiples_are_exact() -> None:
    # 3 x 33.3 = 99.9: in binary floats 99.89999999999999.
    assert _of(ALT, "99.9", uln="33.3") == 1
    assert _of(ALT, "99.91", uln="33.3") == 2


# ULN 100; derivations.md 9, trap 2: below ULN a ratio to baseline can still be grade 2 or 3.
@pytest.mark.parametrize(
    ("value", "baseline", "grade"),
    [
        ("90", "60", 0),
        ("90.1", "60", 2),
        ("90", "30", 2),
        ("90.1", "30", 3),
        ("101", "100", 1),
        ("601", "600", 4),
        ("240", "230", 2),
    ],
)
def test_creatinine_looks_at_baseline_and_limit(value: str, baseline: str, grade: int) -> None:
    assert _of(CREA, value, uln="100", baseline=baseline) == grade


def test_creatinine_without_baseline_uses_the_limit_alone_and_without_limit_is_missing() -> None:
    found = known(compute_ctcae_grade(CREA, Specimen(q("90.1"), uln=q("100"))))
    assert found.grade == 0
    assert "baseline missing" in found.why.en
    assert _lacks(CREA, "400", baseline="100") == ("uln",)


# LLN 137; derivations.md 9, trap 4: 129.5 is below 130, 124.5 below 125.
@pytest.mark.parametrize(
    ("value", "symptoms", "grade"),
    [
        ("137", None, 0),
        ("136.9", None, 1),
        ("130", None, 1),
        ("129.9", False, 2),
        ("129.9", True, 3),
        ("129.5", False, 2),
        ("125", False, 2),
        ("125", True, 3),
        ("124.9", None, 3),
        ("124.5", False, 3),
        ("120", None, 3),
        ("119.9", None, 4),
    ],
)
def test_sodium_low(value: str, symptoms: bool | None, grade: int) -> None:
    found = _of(CtcaeTerm.HYPONATREMIA, value, "mmol/L", lln="137", has_symptoms=symptoms)
    assert found == grade


# LLN 3.5.
@pytest.mark.parametrize(
    ("value", "symptoms", "grade"),
    [
        ("3.5", None, 0),
        ("3.49", False, 1),
        ("3.49", True, 2),
        ("3.0", False, 1),
        ("3.0", True, 2),
        ("2.99", None, 3),
        ("2.5", None, 3),
        ("2.49", None, 4),
    ],
)
def test_potassium_low(value: str, symptoms: bool | None, grade: int) -> None:
    found = _of(CtcaeTerm.HYPOKALEMIA, value, "mmol/L", lln="3.5", has_symptoms=symptoms)
    assert found == grade


@pytest.mark.parametrize("term", [CtcaeTerm.LIPASE_INCREASED, CtcaeTerm.AMYLASE_INCREASED])
@pytest.mark.parametrize(
    ("value", "symptoms", "grade"),
    [
        ("100", None, 0),
        ("100.1", None, 1),
        ("150", None, 1),
        ("150.1", None, 2),
        ("200", None, 2),
        ("200.1", False, 2),
        ("200.1", True, 3),
        ("500", False, 2),
        ("500", True, 3),
        ("500.1", False, 3),
        ("500.1", True, 4),
    ],
)
def test_lipase_and_amylase(term: CtcaeTerm, value: str, symptoms: bool | None, grade: int) -> None:
    assert _of(term, value, uln="100", has_symptoms=symptoms) == grade


def test_uric_acid_is_grade_3_with_consequences() -> None:
    for symptoms, grade in ((False, 1), (True, 3)):
        found = _of(CtcaeTerm.HYPERURICEMIA, "500", "umol/L", uln="428", has_symptoms=symptoms)
        assert found == grade


@pytest.mark.parametrize(
    ("codes", "value", "lln", "uln", "needed"),
    [
        (("SODIUM",), "127", "137", "147", True),
        (("SODIUM",), "131", "137", "147", False),
        (("SODIUM",), "124", "137", "147", False),
        (("POTASSIUM",), "3.2", "3.5", "5.3", True),
        (("POTASSIUM",), "4", "3.5", "5.3", False),
    ],
)
def test_symptoms_are_asked_only_where_grades_share_a_range(
    codes: tuple[str, ...], value: str, lln: str, uln: str, needed: bool
) -> None:
    unit = "mmol/L"
    specimen = Specimen(q(value, unit), lln=q(lln, unit), uln=q(uln, unit), has_symptoms=True)
    assert needs_symptoms(codes, specimen) is needed


def test_symptoms_not_asked_yet_leave_the_grade_open() -> None:
    specimen = Specimen(q("127", "mmol/L"), lln=q("137", "mmol/L"))
    found = compute_ctcae_grade(CtcaeTerm.HYPONATREMIA, specimen)
    assert missing(found) == ("symptoms",)
    assert isinstance(found, NotDerivable)
    assert "127 mmol/L is grade 2 to 3" in found.why.en


# Baseline 2.0; 12.2: all three edges are multiples of the baseline.
@pytest.mark.parametrize(
    ("value", "grade"),
    [("2.0", 0), ("2.01", 1), ("3.0", 1), ("3.01", 2), ("5.0", 2), ("5.01", 3)],
)
def test_inr_on_anticoagulation_is_a_multiple_of_the_baseline(value: str, grade: int) -> None:
    found = _of(CtcaeTerm.INR_INCREASED, value, baseline="2.0", is_anticoagulated=True)
    assert found == grade


def test_inr_on_anticoagulation_needs_its_baseline() -> None:
    assert _lacks(CtcaeTerm.INR_INCREASED, "2", is_anticoagulated=True) == ("baseline",)


def test_anticoagulation_not_stated_counts_as_none_and_is_said_unless_the_study_objects() -> None:
    specimen = Specimen(q("2.0"))
    found = known(compute_ctcae_grade(CtcaeTerm.INR_INCREASED, specimen))
    assert found.grade == 2
    assert "anticoagulation not stated" in found.why.en
    strict = CtcaeSettings(unstated_anticoagulation_is_none=False)
    refused = compute_ctcae_grade(CtcaeTerm.INR_INCREASED, specimen, settings=strict)
    assert missing(refused) == ("anticoagulated",)


# 12.5: rounded half up to whole ms, the baseline too.
@pytest.mark.parametrize(
    ("value", "baseline", "grade"),
    [
        ("470", "410", 1),
        ("470.4", "410", 1),
        ("470.5", "410", 3),
        ("471", "410", 3),
        ("449", "388", 3),
        ("449", "389", 0),
    ],
)
def test_qtc_more_than_60_ms_above_baseline_is_grade_3(
    value: str, baseline: str, grade: int
) -> None:
    assert _of(CtcaeTerm.QTC_PROLONGED, value, "ms", baseline=baseline) == grade


@pytest.mark.parametrize(
    ("term", "value", "unit", "grade"),
    [
        (CtcaeTerm.ANEMIA, "99.9", "g/L", 2),
        (CtcaeTerm.ANEMIA, "79", "g/L", 3),
        (CtcaeTerm.HYPERKALEMIA, "5.6", "mmol/L", 2),
        (CtcaeTerm.HYPOCALCEMIA, "1.4", "mmol/L", 4),
        (CtcaeTerm.PROTEINURIA, "1.0", "g/24 h", 2),
    ],
)
def test_without_a_limit_of_normal_absolute_edges_still_grade(
    term: CtcaeTerm, value: str, unit: str, grade: int
) -> None:
    assert _of(term, value, unit) == grade


@pytest.mark.parametrize(
    ("term", "value", "unit", "name"),
    [
        (CtcaeTerm.ANEMIA, "100", "g/L", "lln"),
        (CtcaeTerm.ANEMIA, "150", "g/L", "lln"),
        (CtcaeTerm.HYPERKALEMIA, "5.5", "mmol/L", "uln"),
        (CtcaeTerm.LDH_INCREASED, "300", "", "uln"),
        (CtcaeTerm.HYPOALBUMINEMIA, "30", "g/L", "lln"),
    ],
)
def test_without_a_limit_of_normal_the_rest_is_missing(
    term: CtcaeTerm, value: str, unit: str, name: str
) -> None:
    assert _lacks(term, value, unit) == (name,)


def test_absolute_edges_grade_even_inside_a_laboratory_s_normal_range() -> None:
    assert _of(CtcaeTerm.NEUTROPHILS_DECREASED, "1.4", "10^9/L", lln="1.3") == 2


def test_an_absolute_limit_needs_the_unit() -> None:
    assert _lacks(CtcaeTerm.HYPOGLYCEMIA, "55", lln="70") == ("unit",)


def test_no_value_no_grade() -> None:
    assert missing(compute_ctcae_grade(ALT, Specimen(None, uln=q("40")))) == ("value",)


@pytest.mark.parametrize(
    "term",
    [
        CtcaeTerm.HYPERGLYCEMIA,
        CtcaeTerm.HYPOPHOSPHATEMIA,
        CtcaeTerm.TSH_INCREASED,
        CtcaeTerm.HYPOTHYROIDISM,
        CtcaeTerm.HYPERTHYROIDISM,
        CtcaeTerm.HYPERTENSION,
    ],
)
def test_terms_that_v5_grades_clinically_get_no_number(term: CtcaeTerm) -> None:
    found = compute_ctcae_grade(term, Specimen(q("20", "mmol/L")))
    assert missing(found) == ()
    assert isinstance(found, NotDerivable)
    assert "grade it clinically" in found.why.en


@pytest.mark.parametrize(("value", "grade"), [("<40", 0), ("<30", 0), (">800", 4)])
def test_a_bounded_value_counts_where_every_number_has_one_grade(value: str, grade: int) -> None:
    assert _of(ALT, value, uln="40") == grade


def test_a_bounded_value_across_an_edge_is_missing() -> None:
    found = compute_ctcae_grade(ALT, Specimen(q("<50"), uln=q("40")))
    assert missing(found) == ("value",)
    assert isinstance(found, NotDerivable)
    assert found.why.en == "Not derivable: <50 is grade 0 to 1."


def test_a_limit_in_another_unit_is_converted() -> None:
    # 1.2 mg/dL x 17.104 = 20.5248 umol/L.
    at = Specimen(q("20.5248", "umol/L"), uln=q("1.2", "mg/dL"))
    above = Specimen(q("20.5249", "umol/L"), uln=q("1.2", "mg/dL"))
    assert known(compute_ctcae_grade(BILI, at)).grade == 0
    assert known(compute_ctcae_grade(BILI, above)).grade == 1


@pytest.mark.parametrize(
    ("codes", "value", "grade", "term"),
    [
        (("SODIUM",), "119", 4, CtcaeTerm.HYPONATREMIA),
        (("SODIUM",), "161", 4, CtcaeTerm.HYPERNATREMIA),
        (("SODIUM",), "140", 0, CtcaeTerm.HYPONATREMIA),
        (("POTASSIUM",), "2.4", 4, CtcaeTerm.HYPOKALEMIA),
        (("CALCIUM",), "1.4", 4, CtcaeTerm.HYPOCALCEMIA),
        (("CALCIUM",), "3.5", 4, CtcaeTerm.HYPERCALCEMIA),
    ],
)
def test_one_code_looks_in_both_directions(
    codes: tuple[str, ...], value: str, grade: int, term: CtcaeTerm
) -> None:
    limits = {"SODIUM": ("137", "147"), "POTASSIUM": ("3.5", "5.3"), "CALCIUM": ("2.11", "2.52")}
    lln, uln = limits[codes[0]]
    unit = "mmol/L"
    found = known(
        compute_lab_grade(codes, Specimen(q(value, unit), lln=q(lln, unit), uln=q(uln, unit)))
    )
    assert (found.grade, found.term) == (grade, term)


def test_two_codes_of_one_item_give_the_worse_grade() -> None:
    codes = ("LYM_LOW", "LYM_HIGH")
    for value, grade in (("0.7", 2), ("2", 0), ("5", 2)):
        specimen = Specimen(q(value, "10^9/L"), lln=q("1.1", "10^9/L"))
        assert known(compute_lab_grade(codes, specimen)).grade == grade


def test_the_reason_names_the_edge_and_the_next() -> None:
    found = known(compute_ctcae_grade(ALT, Specimen(q("121"), uln=q("40"), baseline=q("30"))))
    assert found.row == "> 3 x ULN"
    assert found.why.en == (
        "Alanine aminotransferase increased grade 2: 121, > 3 x ULN (120); "
        "grade 3 begins > 5 x ULN (200)."
    )
    on_edge = known(compute_ctcae_grade(ALT, Specimen(q("120"), uln=q("40"), baseline=q("30"))))
    assert on_edge.why.en.endswith("grade 2 begins > 3 x ULN (120), the value lies on that edge.")
    assert "恰为界值" in on_edge.why.zh
    assert known(compute_ctcae_grade(ALT, Specimen(q("9"), uln=q("40")))).row == ""


def test_the_reason_writes_offsets_and_symptoms() -> None:
    qtc = Specimen(q("455", "ms"), baseline=q("390", "ms"))
    assert known(compute_ctcae_grade(CtcaeTerm.QTC_PROLONGED, qtc)).row == "> baseline + 60"
    sodium = Specimen(q("127", "mmol/L"), lln=q("137", "mmol/L"), has_symptoms=True)
    found = known(compute_ctcae_grade(CtcaeTerm.HYPONATREMIA, sodium))
    assert found.row == "< 130 with symptoms"


@pytest.mark.parametrize(
    ("wording", "term"),
    [
        ("Alanine aminotransferase increased", ALT),
        ("ALANINE  AMINOTRANSFERASE increased ", ALT),
        ("alt increased", ALT),
        ("Anaemia", CtcaeTerm.ANEMIA),
        ("QTc prolonged", CtcaeTerm.QTC_PROLONGED),
        ("INR IncreaSed", CtcaeTerm.INR_INCREASED),
        ("Not a term", None),
        ("", None),
    ],
)
def test_wording_is_recognised(wording: str, term: CtcaeTerm | None) -> None:
    assert term_of(wording) is term


def test_every_term_is_found_by_its_own_wording() -> None:
    assert all(term_of(term.upper()) is term for term in CtcaeTerm)
    assert {term for terms in CODES.values() for term in terms} <= set(CtcaeTerm)


@given(
    st.sampled_from(["NEUT_LOW", "PLAT_LOW", "HGB_LOW"]),
    st.decimals(min_value=0, max_value=300, places=2),
    st.decimals(min_value=0, max_value=300, places=2),
)
def test_less_is_never_a_lower_grade(code: str, one: object, other: object) -> None:
    unit = "g/L" if code == "HGB_LOW" else "10^9/L"
    low, high = sorted((q(str(one), unit), q(str(other), unit)), key=lambda each: each.number)
    lln = q("130", unit)
    assert (
        known(compute_lab_grade((code,), Specimen(low, lln=lln))).grade
        >= known(compute_lab_grade((code,), Specimen(high, lln=lln))).grade
    )


@given(st.decimals(min_value=0, max_value=10, places=3))
def test_scaling_to_cells_a_cubic_millimetre_never_changes_a_grade(count: object) -> None:
    number = q(str(count)).number
    term = CtcaeTerm.NEUTROPHILS_DECREASED
    si = Specimen(Quantity(number, "10^9/L"), lln=q("1.8", "10^9/L"))
    cubic = Specimen(Quantity(number * 1000, "/mm3"), lln=q("1.8", "10^9/L"))
    assert (
        known(compute_ctcae_grade(term, si)).grade == known(compute_ctcae_grade(term, cubic)).grade
    )
