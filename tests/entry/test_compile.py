"""Expressions give values, unknowns name what lacks, and nothing outside the language compiles."""

import ast
from decimal import Decimal

import pytest

from hcc_crf.entry.compile import compile_expression, truth
from hcc_crf.entry.functions import LIBRARY
from hcc_crf.entry.runtime import MISSING, Measured, Missing, Runtime, as_quantity
from hcc_crf.study.expressions import Expression
from hcc_crf.study.functions import FUNCTIONS
from hcc_crf.values import PartialDate, Qualifier, Quantity

from .saving import Nurse, evaluate, missing


@pytest.fixture
def measured(enrolled: Nurse) -> Nurse:
    """Return a nurse whose subject has vital signs and chemistry at screening."""
    enrolled.save("SCR", "VS", HEIGHT="170", WEIGHT="68.0", SYSBP="132", DIABP="82")
    enrolled.save("SCR", "LBCHEM", BILI=("2", "mg/dL"), BILDIR="5", ALT="<10", ALB=missing("ND"))
    return enrolled


def number(value: Runtime) -> Decimal:
    """Return the standard value of a number."""
    found = value.standard if isinstance(value, Measured) else value
    assert isinstance(found, Decimal)
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("-WEIGHT + 70", "2"),
        ("WEIGHT / 2", "34"),
        ("7 % 3", "1"),
        ("WEIGHT", "68"),
        ("LBCHEM.BILI", "34.208"),  # 2 mg/dL × 17.104
        ("LBCHEM.BILI - LBCHEM.BILDIR", "29.208"),
    ],
)
def test_numbers_are_exact_and_in_the_standard_unit(
    measured: Nurse, source: str, expected: str
) -> None:
    assert number(evaluate(measured, "SCR/VS", source)) == Decimal(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("WEIGHT > 60", True),
        ("60 < WEIGHT < 70", True),
        ("60 < WEIGHT < 65", False),
        ("70 < WEIGHT < 80", False),
        ("60 <= WEIGHT == 68 < 90", True),
        ("not WEIGHT > 60", False),
        ("WEIGHT > 60 and SYSBP > 140", False),
        ("WEIGHT > 60 or SYSBP > 140", True),
        ("WEIGHT > 90 or SYSBP > 140 or DIABP == 82", True),
        ("DM.SEX == 'M'", True),
        ("DM.SEX in ['F']", False),
        ("DM.SEX not in ['F']", True),
        ("WEIGHT in [68, 70]", True),
        ("DM.RFICDAT < SV.SVSTDAT", True),
        ("LBCHEM.ALT < 10", True),
        ("TEMP > 40 and WEIGHT > 90", False),
        ("TEMP > 40 or WEIGHT > 60", True),
        ("is_missing(TEMP)", True),
        ("is_missing(WEIGHT)", False),
        ("not is_missing(LBCHEM.ALB)", False),
    ],
)
def test_conditions(measured: Nurse, source: str, expected: bool) -> None:
    assert evaluate(measured, "SCR/VS", source) is expected


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("TEMP > 40", ("SCR/VS.TEMP",)),
        ("TEMP + PULSE", ("SCR/VS.TEMP", "SCR/VS.PULSE")),
        ("TEMP > 40 and WEIGHT > 60", ("SCR/VS.TEMP",)),
        ("WEIGHT > 60 and TEMP > 40", ("SCR/VS.TEMP",)),
        ("TEMP > 40 or WEIGHT > 90", ("SCR/VS.TEMP",)),
        ("not TEMP > 40", ("SCR/VS.TEMP",)),
        ("36 < TEMP < 40", ("SCR/VS.TEMP",)),
        ("abs(TEMP)", ("SCR/VS.TEMP",)),
        ("pct_change(TEMP, PULSE)", ("SCR/VS.TEMP", "SCR/VS.PULSE")),
        ("LBCHEM.ALB * 2", ("SCR/LBCHEM.ALB",)),
        ("LBCOAG.INR", ("SCR/LBCOAG.INR",)),
        ("DD.DTHDAT", ("LOG/DD.DTHDAT",)),
        ("first_known(TEMP, PULSE)", ("SCR/VS.PULSE",)),
        ("if_else(TEMP > 40, WEIGHT, PULSE)", ("SCR/VS.TEMP",)),
        ("if_else(WEIGHT > 60, TEMP, WEIGHT)", ("SCR/VS.TEMP",)),
        ("yes_no(TEMP > 40)", ("SCR/VS.TEMP",)),
    ],
)
def test_an_unknown_names_what_lacks(
    measured: Nurse, source: str, lacking: tuple[str, ...]
) -> None:
    assert evaluate(measured, "SCR/VS", source) == Missing(lacking)


@pytest.mark.parametrize(
    "source", ["WEIGHT / 0", "WEIGHT % 0", "WEIGHT / (DIABP - 82)", "pct_change(WEIGHT, 0)"]
)
def test_division_by_zero_is_missing(measured: Nurse, source: str) -> None:
    assert evaluate(measured, "SCR/VS", source) == MISSING


def test_a_number_with_a_sign_is_missing_in_arithmetic(measured: Nurse) -> None:
    assert isinstance(evaluate(measured, "SCR/VS", "LBCHEM.ALT + 1"), Missing)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("HCCHX.HCCDAT", "HCCHX.HCCDAT"),
        ("HCCHX.HCCDAT == 'X'", "HCCHX.HCCDAT"),
        ("prev('PE.PEPERF')", "PE.PEPERF"),
        ("ever_is('CMPR.CMPD1', 'X')", "CMPR.CMPD1"),
        ("count_rows('CMSUB')", "CMSUB"),
        ("count_rows('CMSUB') > 0", "CMSUB"),
    ],
)
def test_whatever_asks_for_a_planned_form_is_missing(
    measured: Nurse, source: str, name: str
) -> None:
    assert evaluate(measured, "SCR/VS", source) == Missing((name,))


def test_a_function_of_a_planned_form_alone_says_which_form(measured: Nurse) -> None:
    assert evaluate(measured, "SCR/VS", "anticoagulated_on(VSDAT)") == Missing(("CM",))


def test_a_form_of_another_visit_is_read_at_its_own(measured: Nurse) -> None:
    assert evaluate(measured, "C1D1/VS", "DM.SEX") == "M"


def test_a_form_of_several_visits_that_is_not_here_lacks(measured: Nurse) -> None:
    assert evaluate(measured, "SCR/VS", "EXPD1.PDDOSE") == Missing(("EXPD1.PDDOSE",))


def test_a_quantity_keeps_the_unit_and_sign_as_entered(measured: Nurse) -> None:
    bilirubin = as_quantity(evaluate(measured, "SCR/VS", "LBCHEM.BILI"))
    assert bilirubin == Quantity(Decimal(2), "mg/dL")
    below = as_quantity(evaluate(measured, "SCR/VS", "LBCHEM.ALT"))
    assert below == Quantity(Decimal(10), "U/L", Qualifier.BELOW)
    assert as_quantity(Decimal(3)) == Quantity(Decimal(3))


def test_what_is_no_number_is_no_quantity() -> None:
    with pytest.raises(TypeError, match="a quantity was expected"):
        as_quantity("5")


def test_literals_are_what_they_are(measured: Nurse) -> None:
    assert evaluate(measured, "SCR/VS", "'text'") == "text"
    assert evaluate(measured, "SCR/VS", "1.50") == Decimal("1.50")
    assert evaluate(measured, "SCR/VS", "['A', 2]") == ("A", Decimal(2))


def test_an_or_stops_at_the_first_truth(measured: Nurse) -> None:
    assert evaluate(measured, "SCR/VS", "WEIGHT > 60 or WEIGHT / 0 > 1") is True


@pytest.mark.parametrize("value", ["Y", Decimal(1), PartialDate("2024"), ("A",)])
def test_only_a_condition_is_true_or_false(value: Runtime) -> None:
    with pytest.raises(TypeError, match="a condition was expected"):
        truth(value)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("(lambda: 1)()", "no part of the expression language"),
        ("{}", "no part of the expression language"),
        ("__import__('os').system('x')", "no part of the expression language"),
        ("[WEIGHT]", "lists hold literals only"),
        ("None", "is no literal"),
        ("b'x'", "is no literal"),
    ],
)
def test_nothing_outside_the_language_compiles(source: str, fault: str) -> None:
    unchecked = Expression(source, ast.parse(source, mode="eval").body, {}, frozenset())
    with pytest.raises(TypeError, match=fault):
        compile_expression(unchecked, LIBRARY, frozenset())


def test_every_function_of_the_language_is_there_and_no_other() -> None:
    assert set(LIBRARY.implementations) == set(FUNCTIONS)


def test_functions_that_are_asked_when_an_input_lacks_exist() -> None:
    assert set(FUNCTIONS) >= LIBRARY.asked_when_missing
