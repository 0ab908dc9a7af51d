"""Truth tables of the three-valued operators; `<`, `>` and partial dates compare as intervals.

Expected answers are written out from the study design: a comparison with a missing operand is
unknown; unknown and false is false, unknown or true is true; an interval answers where it is
certain.
"""

import ast
from collections.abc import Callable
from decimal import Decimal

import pytest

from hcc_crf.entry.operators import (
    COMPARISONS,
    Truth,
    arithmetic,
    both,
    either,
    equals,
    is_in,
    is_less,
    negate,
)
from hcc_crf.entry.runtime import MISSING, Measured, Missing, Runtime
from hcc_crf.values import PartialDate, Qualifier, Quantity

T, F, U = True, False, Missing(("SCR/VS.WEIGHT",))
_MARKS = {"<": Qualifier.BELOW, ">": Qualifier.ABOVE}


def n(text: str) -> Runtime:
    """A number as a laboratory gives it: `5`, `<5`, `>5`."""
    qualifier = _MARKS.get(text[0], Qualifier.EXACT)
    number = Decimal(text.lstrip("<>"))
    return Measured(Quantity(number, "U/L", qualifier), number)


def word(truth: Truth) -> str:
    """Return `T`, `F` or `U`."""
    return "U" if isinstance(truth, Missing) else "T" if truth else "F"


@pytest.mark.parametrize(("truth", "expected"), [(T, "F"), (F, "T"), (U, "U")])
def test_not(truth: Truth, expected: str) -> None:
    assert word(negate(truth)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (T, T, "T"),
        (T, F, "F"),
        (T, U, "U"),
        (F, T, "F"),
        (F, F, "F"),
        (F, U, "F"),
        (U, T, "U"),
        (U, F, "F"),
        (U, U, "U"),
    ],
)
def test_and(left: Truth, right: Truth, expected: str) -> None:
    assert word(both(left, right)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (T, T, "T"),
        (T, F, "T"),
        (T, U, "T"),
        (F, T, "T"),
        (F, F, "F"),
        (F, U, "U"),
        (U, T, "T"),
        (U, F, "U"),
        (U, U, "U"),
    ],
)
def test_or(left: Truth, right: Truth, expected: str) -> None:
    assert word(either(left, right)) == expected


def test_what_lacks_is_named_by_every_operator() -> None:
    one, other = Missing(("SCR/VS.WEIGHT",)), Missing(("SCR/VS.HEIGHT", "SCR/VS.WEIGHT"))
    expected = Missing(("SCR/VS.WEIGHT", "SCR/VS.HEIGHT"))
    assert both(one, other) == expected
    assert either(one, other) == expected
    assert equals(one, other) == expected
    assert is_less(one, other) == expected
    assert arithmetic(ast.Add())(one, other) == expected


OPERATORS: dict[str, Callable[[Runtime, Runtime], Truth]] = {
    "==": COMPARISONS[ast.Eq],
    "!=": COMPARISONS[ast.NotEq],
    "<": COMPARISONS[ast.Lt],
    ">": COMPARISONS[ast.Gt],
    "<=": COMPARISONS[ast.LtE],
    ">=": COMPARISONS[ast.GtE],
}

#                            ==  !=  <   >   <=  >=
NUMBERS = [
    ("5", "5", "T", "F", "F", "F", "T", "T"),
    ("5", "5.0", "T", "F", "F", "F", "T", "T"),
    ("4.9", "5", "F", "T", "T", "F", "T", "F"),
    ("5.1", "5", "F", "T", "F", "T", "F", "T"),
    ("<5", "5", "F", "T", "T", "F", "T", "F"),
    ("<5", "6", "F", "T", "T", "F", "T", "F"),
    ("<5", "4.9", "U", "U", "U", "U", "U", "U"),
    (">5", "5", "F", "T", "F", "T", "F", "T"),
    (">5", "4", "F", "T", "F", "T", "F", "T"),
    (">5", "5.1", "U", "U", "U", "U", "U", "U"),
    ("5", "<5", "F", "T", "F", "T", "F", "T"),
    ("4", "<5", "U", "U", "U", "U", "U", "U"),
    ("5", ">5", "F", "T", "T", "F", "T", "F"),
    ("6", ">5", "U", "U", "U", "U", "U", "U"),
    ("<5", "<5", "U", "U", "U", "U", "U", "U"),
    ("<5", "<3", "U", "U", "U", "U", "U", "U"),
    (">5", ">5", "U", "U", "U", "U", "U", "U"),
    ("<5", ">5", "F", "T", "T", "F", "T", "F"),
    ("<5", ">6", "F", "T", "T", "F", "T", "F"),
    ("<6", ">5", "U", "U", "U", "U", "U", "U"),
    (">5", "<5", "F", "T", "F", "T", "F", "T"),
    (">5", "<6", "U", "U", "U", "U", "U", "U"),
]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: f"{row[0]} and {row[1]}")
def test_a_number_with_a_sign_compares_as_an_interval(row: tuple[str, ...]) -> None:
    left, right, *expected = row
    answers = [word(compare(n(left), n(right))) for compare in OPERATORS.values()]
    assert answers == expected


#                                       ==  !=  <   >   <=  >=
DATES = [
    ("2024-03-05", "2024-03-05", "T", "F", "F", "F", "T", "T"),
    ("2024-03-05", "2024-03-06", "F", "T", "T", "F", "T", "F"),
    ("2024-03-06", "2024-03-05", "F", "T", "F", "T", "F", "T"),
    ("2024-03", "2024-03-05", "U", "U", "U", "U", "U", "U"),
    ("2024-03", "2024-03-31", "U", "U", "U", "F", "T", "U"),
    ("2024-03", "2024-03-01", "U", "U", "F", "U", "U", "T"),
    ("2024-03", "2024-04-01", "F", "T", "T", "F", "T", "F"),
    ("2024-03", "2024-02-29", "F", "T", "F", "T", "F", "T"),
    ("2024", "2024-03", "U", "U", "U", "U", "U", "U"),
    ("2024", "2024", "U", "U", "U", "U", "U", "U"),
    ("2023", "2024", "F", "T", "T", "F", "T", "F"),
    ("2024-04", "2024", "U", "U", "U", "U", "U", "U"),
]


@pytest.mark.requirement("C9")
@pytest.mark.parametrize("row", DATES, ids=lambda row: f"{row[0]} and {row[1]}")
def test_a_partial_date_compares_as_an_interval(row: tuple[str, ...]) -> None:
    left, right, *expected = row
    dates = PartialDate(left), PartialDate(right)
    assert [word(compare(*dates)) for compare in OPERATORS.values()] == expected


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("known", [n("5"), PartialDate("2024"), "Y", Decimal(5)])
def test_a_comparison_with_a_missing_operand_is_unknown(operator: str, known: Runtime) -> None:
    assert OPERATORS[operator](known, U) == U
    assert OPERATORS[operator](U, known) == U


def test_codes_compare_as_text() -> None:
    assert equals("Y", "Y") is True
    assert equals("Y", "y") is False
    assert equals("1", "01") is False


def test_a_code_is_never_a_number() -> None:
    assert equals("5", Decimal(5)) is False


def test_times_are_earlier_and_later() -> None:
    assert is_less("09:30", "10:00") is True
    assert is_less("10:00", "10:00") is False


def test_numbers_literal_and_measured_compare() -> None:
    assert equals(n("5"), Decimal("5.00")) is True
    assert is_less(Decimal("4.999"), n("5")) is True
    assert equals(n("<5"), Decimal(7)) is False


def test_numbers_in_different_units_compare_in_the_standard_one() -> None:
    bilirubin = Measured(Quantity(Decimal(2), "mg/dL"), Decimal("34.208"))
    assert is_less(Decimal(34), bilirubin) is True


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Y", Decimal(1)),
        (PartialDate("2024"), Decimal(1)),
        (PartialDate("2024"), "2024"),
        (True, False),
    ],
)
def test_what_has_no_order_is_a_fault_of_the_definition(left: Runtime, right: Runtime) -> None:
    with pytest.raises(TypeError, match="have no order"):
        is_less(left, right)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("A", ("A", "B"), "T", id="a code of the list"),
        pytest.param("C", ("A", "B"), "F", id="none of it"),
        pytest.param("A", (), "F", id="an empty list"),
        pytest.param(U, ("A",), "U", id="a missing value"),
        pytest.param("A", U, "U", id="a missing list"),
        pytest.param(n("5"), (Decimal(5), Decimal(6)), "T", id="a number"),
        pytest.param(n("<5"), (Decimal(5), Decimal(6)), "F", id="certainly none of the numbers"),
        pytest.param(n("<5"), (Decimal(3), Decimal(6)), "U", id="perhaps one of the numbers"),
    ],
)
def test_a_value_is_looked_up_in_a_list(left: Runtime, right: Runtime, expected: str) -> None:
    assert word(is_in(left, right)) == expected
    opposite = {"T": "F", "F": "T", "U": "U"}[expected]
    assert word(COMPARISONS[ast.NotIn](left, right)) == opposite


def test_what_is_no_list_cannot_be_looked_into() -> None:
    with pytest.raises(TypeError, match="needs a list"):
        is_in("A", "AB")


@pytest.mark.parametrize(
    ("operation", "left", "right", "expected"),
    [
        (ast.Add(), "2", "3", "5"),
        (ast.Sub(), "2", "3", "-1"),
        (ast.Mult(), "2", "3", "6"),
        (ast.Div(), "3", "2", "1.5"),
        (ast.Mod(), "7", "3", "1"),
        (ast.Add(), "0.1", "0.2", "0.3"),
        (ast.Sub(), "1.1", "1.0", "0.1"),
        (ast.Mult(), "3", "33.3", "99.9"),
    ],
)
def test_arithmetic_is_exact(operation: ast.operator, left: str, right: str, expected: str) -> None:
    assert arithmetic(operation)(n(left), Decimal(right)) == Decimal(expected)


@pytest.mark.parametrize("operation", [ast.Div(), ast.Mod()])
def test_division_by_zero_is_missing(operation: ast.operator) -> None:
    assert arithmetic(operation)(Decimal(5), n("0")) == MISSING
    assert arithmetic(operation)(Decimal(0), n("0.0")) == MISSING


def test_a_number_with_a_sign_is_missing_in_arithmetic() -> None:
    assert arithmetic(ast.Add())(n("<5"), Decimal(1)) == MISSING


def test_arithmetic_with_what_is_no_number_is_a_fault_of_the_definition() -> None:
    with pytest.raises(TypeError, match="a number was expected"):
        arithmetic(ast.Add())("5", Decimal(1))
