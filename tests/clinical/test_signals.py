"""Hy's law, HBV reactivation, AFP response, blood counts, urine, blood pressure, exposure.

Rules and cut-offs are read off the study's derivations (forms.yaml) and CTCAE v5.0.
"""

from datetime import date

import pytest

from hcc_crf.clinical.afp_response import compute_afp_response
from hcc_crf.clinical.blood_pressure import compute_hypertension_grade
from hcc_crf.clinical.compliance import compute_compliance
from hcc_crf.clinical.hbv_reactivation import compute_hbv_reactivation
from hcc_crf.clinical.hys_law import LiverTest, compute_hys_law
from hcc_crf.clinical.neutrophils import compute_neutrophils, compute_nlr
from hcc_crf.clinical.proteinuria import Dipstick, compute_proteinuria_grade
from hcc_crf.clinical.relative_dose_intensity import (
    DosePeriod,
    compute_cyclic_dose_intensity,
    compute_daily_dose_intensity,
)
from hcc_crf.values import NotDerivable
from tests.clinical.quantities import d, known, missing, q

# ULN 40, baseline 50 for both transaminases: 3 x ULN is 120, 2 x baseline 100.
_NORMAL = LiverTest(d("40"), d("40"), d("50"))
_BILIRUBIN, _ALP = LiverTest(d("40"), d("20")), LiverTest(d("199"), d("100"))


def _raised(value: str, baseline: str | None = "50") -> LiverTest:
    return LiverTest(d(value), d("40"), None if baseline is None else d(baseline))


@pytest.mark.parametrize(
    ("alt", "ast", "bilirubin", "alp", "is_met"),
    [
        (_raised("120"), _NORMAL, _BILIRUBIN, _ALP, True),
        (_raised("119.9"), _NORMAL, _BILIRUBIN, _ALP, False),
        (_NORMAL, _raised("120"), _BILIRUBIN, _ALP, True),
        (_raised("120", "60"), _NORMAL, _BILIRUBIN, _ALP, True),
        (_raised("120", "60.1"), _NORMAL, _BILIRUBIN, _ALP, False),
        (_raised("120"), _NORMAL, LiverTest(d("39.9"), d("20")), _ALP, False),
        (_raised("120"), _NORMAL, _BILIRUBIN, LiverTest(d("200"), d("100")), False),
        (_raised("120"), LiverTest(None, None), _BILIRUBIN, _ALP, True),
        (LiverTest(None, None), LiverTest(None, None), LiverTest(d("10"), d("20")), _ALP, False),
    ],
)
def test_hys_law(
    alt: LiverTest, ast: LiverTest, bilirubin: LiverTest, alp: LiverTest, is_met: bool
) -> None:
    found = known(compute_hys_law(alt=alt, ast=ast, bilirubin=bilirubin, alp=alp))
    assert found.is_met is is_met


@pytest.mark.parametrize(
    ("alt", "ast", "bilirubin", "alp", "names"),
    [
        (_raised("200", None), _NORMAL, _BILIRUBIN, _ALP, ("alt",)),
        (_raised("200", "0"), _NORMAL, _BILIRUBIN, _ALP, ("alt",)),
        (_raised("200"), LiverTest(None, None), LiverTest(None, None), _ALP, ("bilirubin",)),
        (_raised("200"), _NORMAL, _BILIRUBIN, LiverTest(d("100"), None), ("alp",)),
    ],
)
def test_hys_law_left_open(
    alt: LiverTest,
    ast: LiverTest,
    bilirubin: LiverTest,
    alp: LiverTest,
    names: tuple[str, ...],
) -> None:
    assert missing(compute_hys_law(alt=alt, ast=ast, bilirubin=bilirubin, alp=alp)) == names


def test_hys_law_shows_what_is_unknown() -> None:
    found = compute_hys_law(
        alt=_raised("120"), ast=LiverTest(None, None), bilirubin=_BILIRUBIN, alp=_ALP
    )
    assert "AST ?" in known(found).why.en


@pytest.mark.parametrize(
    ("dna", "baseline", "is_reactivated"),
    [
        ("4999", "50", False),
        ("5000", "50", True),
        ("999", "0", False),
        ("1000", "0", True),
        ("1000", "<20", True),
        ("<20", "<20", False),
        ("<20", "50", False),
        (">100000", "50", True),
        ("999999", ">10000", False),
    ],
)
def test_hbv_reactivation(dna: str, baseline: str, is_reactivated: bool) -> None:
    found = compute_hbv_reactivation(hbv_dna=q(dna, "IU/mL"), baseline=q(baseline, "IU/mL"))
    assert known(found).is_reactivated is is_reactivated


@pytest.mark.parametrize(
    ("dna", "baseline", "names"),
    [
        (None, None, ("hbv_dna", "baseline")),
        ("100", None, ("baseline",)),
        (">100", "50", ("hbv_dna",)),
        ("9000000", ">10000", ("baseline",)),
    ],
)
def test_hbv_reactivation_left_open(
    dna: str | None, baseline: str | None, names: tuple[str, ...]
) -> None:
    found = compute_hbv_reactivation(
        hbv_dna=None if dna is None else q(dna, "IU/mL"),
        baseline=None if baseline is None else q(baseline, "IU/mL"),
    )
    assert missing(found) == names


@pytest.mark.parametrize(
    ("afp", "has_responded"), [("80.1", False), ("80", False), ("79.9", True), ("120", False)]
)
def test_an_afp_fall_above_20_per_cent_is_a_response(afp: str, has_responded: bool) -> None:
    found = compute_afp_response(afp_ug_l=d(afp), baseline_ug_l=d("100"), study_day=22)
    assert known(found).has_responded is has_responded


@pytest.mark.parametrize(
    ("baseline", "study_day", "is_asked"),
    [
        ("20", 22, True),
        ("19.9", 22, False),
        ("100", 1, False),
        ("100", 2, True),
        ("100", 31, True),
        ("100", 32, False),
        ("100", -3, False),
    ],
)
def test_when_an_afp_response_is_asked(baseline: str, study_day: int, is_asked: bool) -> None:
    found = compute_afp_response(afp_ug_l=d("10"), baseline_ug_l=d(baseline), study_day=study_day)
    if is_asked:
        assert known(found).has_responded
    else:
        assert missing(found) == ()


def test_an_afp_response_names_what_lacks() -> None:
    found = compute_afp_response(afp_ug_l=None, baseline_ug_l=None, study_day=None)
    assert missing(found) == ("afp", "baseline", "study_day")


def test_neutrophils_as_reported_win_over_the_product() -> None:
    given = compute_neutrophils(absolute=d("2.1"), wbc=d("5"), percentage=d("60"))
    assert known(given).count == d("2.1")
    product = compute_neutrophils(absolute=None, wbc=d("5"), percentage=d("60"))
    assert known(product).count == 3
    lacking = compute_neutrophils(absolute=None, wbc=None, percentage=d("60"))
    assert missing(lacking) == ("neutrophils", "wbc")


def test_the_ratio_of_neutrophils_to_lymphocytes() -> None:
    found = known(compute_nlr(neutrophils=d("3"), lymphocytes=d("1.5")))
    assert found.ratio == 2
    assert found.why.en == "NLR 2.00: 3 / 1.5."
    assert missing(compute_nlr(neutrophils=None, lymphocytes=None)) == (
        "neutrophils",
        "lymphocytes",
    )
    assert missing(compute_nlr(neutrophils=d("3"), lymphocytes=d("0"))) == ("lymphocytes",)


@pytest.mark.parametrize(
    ("dipstick", "grade"),
    [
        (Dipstick.NEGATIVE, 0),
        (Dipstick.TRACE, 0),
        (Dipstick.ONE, 1),
        (Dipstick.TWO, 2),
        (Dipstick.THREE, 2),
        (Dipstick.FOUR, 3),
    ],
)
def test_proteinuria_by_dipstick(dipstick: Dipstick, grade: int) -> None:
    found = compute_proteinuria_grade(dipstick=dipstick, protein_24h=None)
    assert known(found).grade == grade


@pytest.mark.parametrize(
    ("protein", "grade"), [("0.14", 0), ("0.15", 1), ("0.9", 1), ("1.0", 2), ("3.5", 3)]
)
def test_the_24_hour_value_wins_over_the_dipstick(protein: str, grade: int) -> None:
    found = compute_proteinuria_grade(dipstick=Dipstick.FOUR, protein_24h=q(protein, "g/day"))
    assert known(found).grade == grade


def test_proteinuria_with_the_limit_of_the_laboratory() -> None:
    found = compute_proteinuria_grade(
        dipstick=None, protein_24h=q("0.2", "g/day"), uln=q("0.3", "g/day")
    )
    assert known(found).grade == 0


def test_proteinuria_needs_one_of_the_two() -> None:
    found = compute_proteinuria_grade(dipstick=None, protein_24h=None)
    assert missing(found) == ("dipstick", "protein_24h")


@pytest.mark.parametrize(
    ("systolic", "diastolic", "grade"),
    [
        ("119", "79", 0),
        ("120", "79", 1),
        ("139.9", "79", 1),
        ("140", "79", 2),
        ("159", "79", 2),
        ("160", "79", 3),
        ("119", "80", 1),
        ("119", "89", 1),
        ("119", "90", 2),
        ("119", "99", 2),
        ("119", "100", 3),
        ("165", None, 3),
        (None, "100", 3),
    ],
)
def test_hypertension_by_the_readings(
    systolic: str | None, diastolic: str | None, grade: int
) -> None:
    found = compute_hypertension_grade(
        systolic=None if systolic is None else d(systolic),
        diastolic=None if diastolic is None else d(diastolic),
    )
    assert known(found).grade == grade


def test_one_reading_below_grade_3_is_not_enough() -> None:
    assert missing(compute_hypertension_grade(systolic=d("150"), diastolic=None)) == ("diastolic",)
    assert missing(compute_hypertension_grade(systolic=None, diastolic=d("70"))) == ("systolic",)
    both = compute_hypertension_grade(systolic=None, diastolic=None)
    assert missing(both) == ("systolic", "diastolic")


def test_compliance() -> None:
    found = compute_compliance(dispensed=d("30"), returned=d("9"), expected=d("28"))
    assert known(found).percent == 75
    lacking = compute_compliance(dispensed=None, returned=None, expected=None)
    assert missing(lacking) == ("dispensed", "returned", "expected")
    none = compute_compliance(dispensed=d("1"), returned=d("0"), expected=d("0"))
    assert missing(none) == ("expected",)


def _period(start: str, end: str, mg: str, missed: int = 0) -> DosePeriod:
    return DosePeriod(date.fromisoformat(start), date.fromisoformat(end), d(mg), missed)


def test_daily_dose_intensity_counts_calendar_days_from_first_to_last_dose() -> None:
    # 12 mg for 10 days, 4 days held, 8 mg for 6 days: (120 + 48) / (12 x 20) = 70 %.
    found = compute_daily_dose_intensity(
        [
            _period("2026-01-15", "2026-01-18", "0"),
            _period("2026-01-19", "2026-01-24", "8"),
            _period("2026-01-05", "2026-01-14", "12"),
        ]
    )
    assert (known(found).percent, known(found).taken_mg) == (d("70"), d("168"))


def test_missed_doses_are_not_taken() -> None:
    found = known(compute_daily_dose_intensity([_period("2026-01-05", "2026-01-14", "12", 1)]))
    assert (found.taken_mg, found.planned_mg, found.percent) == (d("108"), d("120"), d("90"))


def test_cyclic_dose_intensity_counts_cycles_begun_by_the_calendar() -> None:
    # 10 mg on days 1-14 of cycle 1, 5 mg on 7 days of cycle 2: 175 of 280 mg = 62.5 %.
    periods = [
        _period("2026-01-05", "2026-01-18", "10"),
        _period("2026-01-26", "2026-02-01", "5"),
    ]
    found = known(compute_cyclic_dose_intensity(periods, cycle_1_day_1=date(2026, 1, 5)))
    assert (found.taken_mg, found.planned_mg, found.percent) == (d("175"), d("280"), d("62.5"))
    one = known(compute_cyclic_dose_intensity(periods[:1], cycle_1_day_1=date(2026, 1, 5)))
    assert one.percent == 100


def test_without_a_dose_there_is_no_intensity() -> None:
    held = [_period("2026-01-05", "2026-01-18", "0")]
    refused: list[object] = [
        compute_daily_dose_intensity(held),
        compute_cyclic_dose_intensity([], cycle_1_day_1=date(2026, 1, 5)),
    ]
    assert all(isinstance(each, NotDerivable) for each in refused)
