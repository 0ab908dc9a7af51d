"""On a cut-off the why says what the other side would have given; a setting that decided is named.

The cut-offs are those of the derivation rules, as in the tests of each derivation.
"""

import pytest

from hcc_crf.clinical.age import AgeSettings, compute_age
from hcc_crf.clinical.bclc import compute_bclc
from hcc_crf.clinical.blood_pressure import compute_hypertension_grade
from hcc_crf.clinical.child_pugh_table import ChildPughClass
from hcc_crf.clinical.cnlc import compute_cnlc
from hcc_crf.clinical.corrected_calcium import (
    CorrectedCalciumSettings,
    compute_corrected_calcium,
)
from hcc_crf.clinical.lenalidomide_dose import compute_lenalidomide_dose
from hcc_crf.clinical.remarks import at_limit
from hcc_crf.values import Bilingual
from tests.clinical.quantities import d, day, known, q


def _bclc(nodules: int, largest: str) -> Bilingual:
    return known(
        compute_bclc(
            nodules=nodules,
            largest_mm=d(largest),
            macrovascular_invasion=False,
            extrahepatic_spread=False,
            ecog=0,
            child_pugh_class=ChildPughClass.A,
        )
    ).why


def _cnlc(nodules: int, largest: str) -> Bilingual:
    return known(
        compute_cnlc(
            nodules=nodules,
            largest_mm=d(largest),
            macrovascular_invasion=False,
            extrahepatic_spread=False,
            ecog=0,
            child_pugh_class=ChildPughClass.A,
        )
    ).why


@pytest.mark.parametrize(
    ("why", "en", "zh"),
    [
        (_bclc(1, "20"), "on the cut-off: above it A.", "恰为界值：略高则为A。"),
        (_bclc(2, "30.0"), "on the cut-off: above it B.", "恰为界值：略高则为B。"),
        (_cnlc(1, "50"), "on the cut-off: above it Ib.", "恰为界值：略高则为Ib。"),
        (_cnlc(3, "30"), "on the cut-off: above it IIa.", "恰为界值：略高则为IIa。"),
    ],
)
def test_a_stage_on_a_cut_off_says_what_lies_above(why: Bilingual, en: str, zh: str) -> None:
    assert why.en.endswith(en)
    assert why.zh.endswith(zh)


@pytest.mark.parametrize("why", [_bclc(1, "19.9"), _bclc(1, "20.1"), _cnlc(1, "50.1")])
def test_a_stage_off_the_cut_off_says_nothing_of_it(why: Bilingual) -> None:
    assert "cut-off" not in why.en
    assert "界值" not in why.zh


def test_nothing_is_said_of_a_number_below_or_above_its_limit() -> None:
    assert at_limit(d("19.9"), d("20"), beyond="A") == Bilingual("", "")
    assert at_limit(d("20.1"), d("20"), beyond="A") == Bilingual("", "")
    assert at_limit(d("20.0"), d("20"), beyond="A").en == ", on the cut-off: above it A"


@pytest.mark.parametrize(
    ("systolic", "diastolic", "end"),
    [
        ("120", "70", "(systolic decides), on the cut-off: below it grade 0."),
        ("140", "70", "(systolic decides), on the cut-off: below it grade 1."),
        ("160", "70", "(systolic decides), on the cut-off: below it grade 2."),
        ("110", "90", "(diastolic decides), on the cut-off: below it grade 1."),
        ("110", "91", "(diastolic decides)."),
        ("140", "90", "(systolic decides)."),  # the other reading gives the same grade
    ],
)
def test_a_blood_pressure_on_a_cut_off_says_what_lies_below(
    systolic: str, diastolic: str, end: str
) -> None:
    why = known(compute_hypertension_grade(systolic=d(systolic), diastolic=d(diastolic))).why
    assert why.en.endswith(end)
    assert ("界值" in why.zh) is ("cut-off" in why.en)


@pytest.mark.parametrize(
    ("clearance", "said"),
    [
        ("59.99", "creatinine clearance 59.99 mL/min is not below 30, below 60."),
        ("59.9999999", "creatinine clearance 60.000000 mL/min is not below 30, below 60."),
        ("60", "creatinine clearance 60.0 mL/min is not below 60, on the cut-off."),
        ("30", "creatinine clearance 30.0 mL/min is not below 30, below 60, on the cut-off."),
        ("72.36", "creatinine clearance 72.4 mL/min is not below 60."),
        ("29.96", "creatinine clearance 29.96 mL/min is below 30, not eligible."),
        ("29.94", "creatinine clearance 29.9 mL/min is below 30, not eligible."),
    ],
)
def test_a_clearance_is_never_shown_on_the_other_side_of_its_edge(
    clearance: str, said: str
) -> None:
    why = known(compute_lenalidomide_dose(crcl_ml_min=d(clearance))).why
    assert why.en.endswith(said)
    assert "mL/min" in why.zh


@pytest.mark.parametrize(
    ("albumin", "said"),
    [
        ("40", "at albumin 40 g/L."),
        ("40.1", "at albumin 40.1 g/L (above 40 g/L: lowered)."),
        ("39.9", "at albumin 39.9 g/L."),
    ],
)
def test_a_calcium_says_when_a_high_albumin_lowered_it(albumin: str, said: str) -> None:
    found = compute_corrected_calcium(calcium=q("2.00", "mmol/L"), albumin=q(albumin, "g/L"))
    assert known(found).why.en.endswith(said)


def test_a_calcium_says_when_the_protocol_does_not_lower_it() -> None:
    found = compute_corrected_calcium(
        calcium=q("2.00", "mmol/L"),
        albumin=q("45", "g/L"),
        settings=CorrectedCalciumSettings(corrects_downwards=False),
    )
    assert known(found).why.en.endswith("(above 40 g/L: not lowered).")
    assert known(found).why.zh.endswith("（>40 g/L，不向下校正）。")


@pytest.mark.parametrize(("on_1_march", "said"), [(True, "1 March."), (False, "28 February.")])
def test_a_leap_birthday_says_when_it_is_counted(on_1_march: bool, said: str) -> None:
    settings = AgeSettings(leap_birthday_on_1_march=on_1_march)
    found = compute_age(birth=day("1960-02-29"), on=day("2023-06-01"), settings=settings)
    assert known(found).why.en.endswith(f"in other years the birthday is {said}")
    other = compute_age(birth=day("1960-02-28"), on=day("2023-06-01"), settings=settings)
    assert known(other).why.en.endswith("born 1960-02-28.")
