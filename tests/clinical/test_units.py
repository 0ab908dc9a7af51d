"""Frozen factors, spellings of units, bounds and rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.clinical.figures import as_quantity, bounds, plain, rounded_half_up
from hcc_crf.clinical.missing import label_of, lacking
from hcc_crf.clinical.units import FACTORS, Analyte, standard_number, unit_of
from hcc_crf.values import Quantity
from tests.clinical.quantities import d, q


# derivations.md 0, "Conversion factors".
@pytest.mark.parametrize(
    ("analyte", "unit", "factor"),
    [
        (Analyte.BILIRUBIN, "mg/dL", "17.104"),
        (Analyte.CREATININE, "mg/dL", "88.4"),
        (Analyte.ALBUMIN, "g/dL", "10"),
        (Analyte.CALCIUM, "mg/dL", "0.2495"),
        (Analyte.MAGNESIUM, "mg/dL", "0.4114"),
        (Analyte.PHOSPHATE, "mg/dL", "0.3229"),
        (Analyte.GLUCOSE, "mg/dL", "0.0555"),
        (Analyte.HAEMOGLOBIN, "g/dL", "10"),
        (Analyte.CELLS, "10^3/uL", "1"),
        (Analyte.CELLS, "10^3/mL", "0.001"),
        (Analyte.CELLS, "/mm3", "0.001"),
        (Analyte.WEIGHT, "lb", "0.45359237"),
        (Analyte.HEIGHT, "in", "2.54"),
    ],
)
def test_factors_are_frozen(analyte: Analyte, unit: str, factor: str) -> None:
    assert FACTORS[analyte][unit] == d(factor)
    assert standard_number(analyte, Quantity(Decimal(1), unit)) == d(factor)


def test_the_first_unit_is_the_standard_one() -> None:
    assert all(next(iter(factors.values())) == 1 for factors in FACTORS.values())


@pytest.mark.parametrize(
    ("analyte", "text", "unit"),
    [
        (Analyte.BILIRUBIN, "umol/L", "umol/L"),
        (Analyte.BILIRUBIN, "UMOL/l", "umol/L"),
        (Analyte.BILIRUBIN, "\N{MICRO SIGN}mol/L", "umol/L"),
        (Analyte.BILIRUBIN, "\N{GREEK SMALL LETTER MU}mol/L", "umol/L"),
        (Analyte.BILIRUBIN, "MG / DL", "mg/dL"),
        (Analyte.BILIRUBIN, "g/L", None),
        (Analyte.CELLS, "G/L", "10^9/L"),
        (Analyte.CELLS, "K/\N{MICRO SIGN}L", "10^3/uL"),
        (Analyte.CELLS, "1/uL", "/uL"),
        (Analyte.HAEMOGLOBIN, "G/L", "g/L"),
        (Analyte.HAEMOGLOBIN, "G/cL", None),
        (Analyte.ENZYME, "\N{MICRO SIGN}kat/L", "ukat/L"),
        (Analyte.PROTEIN_A_DAY, "g/24h", "g/24 h"),
        (Analyte.DURATION_MS, "msec", "ms"),
        (Analyte.DURATION_S, "sec", "s"),
        (Analyte.RATIO, "RATIO", "RATIO"),
        (Analyte.RATIO, "1", ""),
    ],
)
def test_units_are_known_however_they_are_written(
    analyte: Analyte, text: str, unit: str | None
) -> None:
    assert unit_of(analyte, text) == unit


def test_a_quantity_in_another_spelling_is_converted() -> None:
    assert standard_number(Analyte.BILIRUBIN, q("2", "MG/DL")) == d("34.208")


def test_a_unit_that_does_not_fit_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        standard_number(Analyte.BILIRUBIN, q("2", "mmHg"))


@pytest.mark.parametrize(
    ("number", "decimals", "rounded"),
    [
        ("14.5", 0, "15"),
        ("13.5", 0, "14"),
        ("-2.745", 2, "-2.75"),
        ("0.05", 1, "0.1"),
        ("0.0499999999999999999999999", 1, "0.0"),
    ],
)
def test_rounding_is_half_up(number: str, decimals: int, rounded: str) -> None:
    assert str(rounded_half_up(d(number), decimals)) == rounded


def test_bounds_of_a_quantity() -> None:
    assert bounds(q("5")) == (d("5"), d("5"))
    low, high = bounds(q("<5"))
    assert low == 0
    assert d("4.99999999999999999999") < high < 5
    low, high = bounds(q(">5"))
    assert 5 < low < d("5.00000000000000000001")
    assert high == 10**15


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_plain_numbers_have_no_exponent_and_lose_nothing(number: Decimal) -> None:
    assert "E" not in plain(number)
    assert Decimal(plain(number)) == number


def test_whole_numbers_are_written_as_they_are() -> None:
    assert plain(12) == "12"
    assert plain(Decimal("1E-7")) == "0.0000001"


def test_a_bare_number_becomes_a_quantity() -> None:
    assert as_quantity(d("1.1")) == q("1.1")
    assert as_quantity(q("<1.1")) == q("<1.1")
    assert as_quantity(None) is None


def test_what_lacks_is_said_in_both_languages() -> None:
    refusal = lacking(["bilirubin", "unheard_of"])
    assert refusal.missing == ("bilirubin", "unheard_of")
    assert refusal.why.en == "Not derivable: bilirubin, unheard_of missing."
    assert refusal.why.zh == "无法推导：缺少胆红素、unheard_of。"
    assert label_of("inr").en == "INR"
