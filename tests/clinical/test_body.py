"""BMI, BSA, clearance, calcium, QTcF and starting doses: worked values and every cut-off."""

from decimal import Decimal

import pytest

from hcc_crf.clinical.bmi import compute_bmi
from hcc_crf.clinical.bsa import BsaFormula, BsaSettings, compute_bsa
from hcc_crf.clinical.cockcroft_gault import compute_cockcroft_gault
from hcc_crf.clinical.corrected_calcium import (
    CorrectedCalciumSettings,
    compute_corrected_calcium,
)
from hcc_crf.clinical.lenalidomide_dose import compute_lenalidomide_dose
from hcc_crf.clinical.lenvatinib_dose import compute_lenvatinib_dose
from hcc_crf.clinical.qtcf import Tracing, compute_mean_qtcf, compute_qtcf, is_machine_value_far
from hcc_crf.clinical.sex import Sex
from hcc_crf.values import Quantity
from tests.clinical.quantities import d, known, missing, q


def _rounded(number: Decimal, places: str) -> Decimal:
    return number.quantize(d(places))


# CDC calculator by way of admiral: 75 kg, 180 cm = 23.148; 100 kg, 200 cm = 25.
@pytest.mark.parametrize(
    ("weight", "height", "bmi"), [("75", "180", "23.148"), ("100", "200", "25.000")]
)
def test_bmi(weight: str, height: str, bmi: str) -> None:
    found = known(compute_bmi(weight_kg=d(weight), height_cm=d(height)))
    assert _rounded(found.kg_m2, "0.001") == d(bmi)
    assert found.why.en.startswith("BMI 2")


def test_bmi_without_weight_or_height_or_with_a_height_of_0() -> None:
    assert missing(compute_bmi(weight_kg=None, height_cm=None)) == ("weight_kg", "height_cm")
    assert missing(compute_bmi(weight_kg=d("70"), height_cm=d("0"))) == ("height_cm",)


# derivations.md 10: 170 cm, 75 kg: 1.882 by Mosteller, 1.864 by Du Bois.
@pytest.mark.parametrize(
    ("formula", "m2", "name"),
    [(BsaFormula.MOSTELLER, "1.882", "Mosteller"), (BsaFormula.DU_BOIS, "1.864", "Du Bois")],
)
def test_bsa_names_its_formula(formula: BsaFormula, m2: str, name: str) -> None:
    found = known(compute_bsa(weight_kg=d("75"), height_cm=d("170"), settings=BsaSettings(formula)))
    assert _rounded(found.m2, "0.001") == d(m2)
    assert name in found.why.en
    assert name in found.why.zh


def test_bsa_without_its_inputs() -> None:
    assert missing(compute_bsa(weight_kg=None, height_cm=d("170"))) == ("weight_kg",)
    assert missing(compute_bsa(weight_kg=d("75"), height_cm=d("0"))) == ("height_cm",)
    assert missing(compute_bsa(weight_kg=d("0"), height_cm=d("170"))) == ("weight_kg",)


# (140 - 50) x 72 / (72 x 1) = 90 by hand; 0.85 of it for a woman; 88.4 umol/L is 1 mg/dL.
@pytest.mark.parametrize(
    ("sex", "creatinine", "ml_min"),
    [
        (Sex.MALE, q("1", "mg/dL"), "90"),
        (Sex.FEMALE, q("1", "mg/dL"), "76.5"),
        (Sex.MALE, q("88.4", "umol/L"), "90"),
        (Sex.MALE, q("1.5", "mg/dL"), "60"),
        (Sex.MALE, q("3", "mg/dL"), "30"),
    ],
)
def test_cockcroft_gault(sex: Sex, creatinine: Quantity, ml_min: str) -> None:
    found = compute_cockcroft_gault(age_years=50, sex=sex, weight_kg=d("72"), creatinine=creatinine)
    assert known(found).ml_min == d(ml_min)


def test_cockcroft_gault_names_what_lacks() -> None:
    found = compute_cockcroft_gault(age_years=None, sex=None, weight_kg=None, creatinine=None)
    assert missing(found) == ("age_years", "sex", "weight_kg", "creatinine")


@pytest.mark.parametrize("creatinine", [q("0", "mg/dL"), q("<0.2", "mg/dL")])
def test_cockcroft_gault_needs_the_number(creatinine: Quantity) -> None:
    found = compute_cockcroft_gault(
        age_years=50, sex=Sex.MALE, weight_kg=d("72"), creatinine=creatinine
    )
    assert missing(found) == ("creatinine",)


# By hand: 2.10 + 0.02 x (40 - 30) = 2.30; 9.0 + 0.8 x (4 - 2) = 10.6;
# 2.40 + 0.02 x (40 - 45) = 2.30.
@pytest.mark.parametrize(
    ("calcium", "albumin", "corrected"),
    [
        (q("2.10", "mmol/L"), q("30", "g/L"), q("2.30", "mmol/L")),
        (q("9.0", "mg/dL"), q("2.0", "g/dL"), q("10.6", "mg/dL")),
        (q("2.40", "mmol/L"), q("45", "g/L"), q("2.30", "mmol/L")),
        (q("2.10", "mmol/L"), q("3.0", "g/dL"), q("2.30", "mmol/L")),
        (q("9.0", "mg/dL"), q("20", "g/L"), q("10.6", "mg/dL")),
        (q("2.25", "mmol/L"), q("40", "g/L"), q("2.25", "mmol/L")),
    ],
)
def test_corrected_calcium_keeps_the_unit_of_calcium(
    calcium: Quantity, albumin: Quantity, corrected: Quantity
) -> None:
    found = known(compute_corrected_calcium(calcium=calcium, albumin=albumin))
    assert found.calcium == corrected


def test_a_protocol_may_refuse_to_correct_downwards() -> None:
    found = compute_corrected_calcium(
        calcium=q("2.40", "mmol/L"),
        albumin=q("45", "g/L"),
        settings=CorrectedCalciumSettings(corrects_downwards=False),
    )
    assert known(found).calcium.number == d("2.40")


def test_corrected_calcium_needs_both_numbers() -> None:
    calcium, albumin = q("2.1", "mmol/L"), q("40", "g/L")
    assert missing(compute_corrected_calcium(calcium=None, albumin=None)) == ("calcium", "albumin")
    bounded = compute_corrected_calcium(calcium=q("<1", "mmol/L"), albumin=albumin)
    assert missing(bounded) == ("calcium",)
    bounded = compute_corrected_calcium(calcium=calcium, albumin=q(">60", "g/L"))
    assert missing(bounded) == ("albumin",)


# RR of 1 s and of cubes: 60/min -> 1; 60/0.512 = 117.1875/min -> cube root 0.8; 60/0.729 -> 0.9.
@pytest.mark.parametrize(
    ("qt", "rate", "qtcf"),
    [
        ("400", "60", "400"),
        ("480.5", "60", "480.5"),
        ("384.4", "117.1875", "480.5"),
        ("320", "117.1875", "400"),
    ],
)
def test_qtcf_of_whole_roots_is_exact(qt: str, rate: str, qtcf: str) -> None:
    assert known(compute_qtcf(qt_ms=d(qt), heart_rate=d(rate))).ms == d(qtcf)


def test_qtcf_of_a_textbook_tracing() -> None:
    # MEDCALCEHR: 400 ms at 72/min is 425.063 ms.
    found = known(compute_qtcf(qt_ms=d("400"), heart_rate=d("72")))
    assert _rounded(found.ms, "0.001") == d("425.063")
    assert found.why.en == "QTcF 425 ms: QT 400 ms at 72 beats/min."


def test_qtcf_without_its_inputs() -> None:
    assert missing(compute_qtcf(qt_ms=None, heart_rate=None)) == ("qt_ms", "heart_rate")
    assert missing(compute_qtcf(qt_ms=d("400"), heart_rate=d("0"))) == ("heart_rate",)


def test_triplicates_are_the_mean_of_the_corrected_values() -> None:
    tracings = [Tracing(d("400"), d("60")), Tracing(d("410"), d("60")), Tracing(d("420"), d("60"))]
    found = known(compute_mean_qtcf(tracings))
    assert found.ms == d("410")
    assert found.why.en == "QTcF 410 ms: mean of 400, 410, 420."
    assert missing(compute_mean_qtcf([])) == ("qt_ms", "heart_rate")
    assert missing(compute_mean_qtcf([Tracing(d("400"), d("0"))])) == ("heart_rate",)


@pytest.mark.parametrize(
    ("machine", "is_far"), [("405", False), ("405.1", True), ("395", False), ("394.9", True)]
)
def test_more_than_5_ms_from_the_machine_is_far(machine: str, is_far: bool) -> None:
    assert is_machine_value_far(machine_ms=d(machine), qtcf_ms=d("400")) is is_far


# REFLECT: 12 mg from 60 kg, 8 mg below; the recorded decimals count.
@pytest.mark.parametrize(
    ("weight", "dose"),
    [("59.9", 8), ("59.99", 8), ("60", 12), ("60.0", 12), ("60.1", 12), ("120", 12), ("30", 8)],
)
def test_lenvatinib_starting_dose(weight: str, dose: int) -> None:
    assert known(compute_lenvatinib_dose(weight_kg=d(weight))).dose_mg == dose


def test_lenvatinib_says_when_the_weight_lies_on_the_cut_off() -> None:
    found = known(compute_lenvatinib_dose(weight_kg=d("60.0")))
    assert "on the cut-off: below it 8 mg" in found.why.en
    assert "恰为界值" in found.why.zh


def test_lenvatinib_without_a_weight_has_no_dose() -> None:
    assert missing(compute_lenvatinib_dose(weight_kg=None)) == ("weight_kg",)
    assert missing(compute_lenvatinib_dose(weight_kg=d("0"))) == ("weight_kg",)


# trial.md: CrCl 60.0 and 30.0 are boundaries worth a test; compared unrounded.
@pytest.mark.parametrize(
    ("clearance", "dose"),
    [
        ("60.1", 10),
        ("60", 10),
        ("59.99", 5),
        ("30", 5),
        ("30.0", 5),
        ("29.99", 0),
        ("5", 0),
    ],
)
def test_lenalidomide_starting_dose(clearance: str, dose: int) -> None:
    assert known(compute_lenalidomide_dose(crcl_ml_min=d(clearance))).dose_mg == dose


def test_lenalidomide_without_a_clearance_has_no_dose() -> None:
    assert missing(compute_lenalidomide_dose(crcl_ml_min=None)) == ("crcl_ml_min",)
    assert "not eligible" in known(compute_lenalidomide_dose(crcl_ml_min=d("29"))).why.en
