"""What a line may say, and what is refused by name (derivations.md 12.15)."""

from decimal import Decimal

import pytest

from hcc_crf.cli.derive.inputs import (
    Case,
    ChoiceInput,
    DateInput,
    NestedInput,
    NumberInput,
    QuantityInput,
    TextInput,
    UnreadableCaseError,
    YesNoInput,
)
from hcc_crf.clinical.units import Analyte
from hcc_crf.values import PartialDate, Qualifier, Quantity

BILIRUBIN = QuantityInput("bilirubin", ("umol/L", "mg/dL"), Analyte.BILIRUBIN)
WEIGHT = NumberInput("weight_kg")
NODULES = NumberInput("nodules", is_whole=True, at_most=Decimal(99))
ECOG = ChoiceInput("ecog", tuple("01234"))
ASCITES = ChoiceInput("ascites", ("ABSENT", "SLIGHT"))
DIALYSIS = YesNoInput("dialysis")
DATE = DateInput("date")
TERM = TextInput("term")


def _case(**fields: object) -> Case:
    return Case(fields)


@pytest.mark.parametrize(
    ("value", "number", "unit"),
    [
        ("38.2", "38.2", "umol/L"),
        (" 38.20 ", "38.20", "umol/L"),
        (38, "38", "umol/L"),
        (Decimal("38.2"), "38.2", "umol/L"),
        ({"value": "38.2", "unit": "mg/dL"}, "38.2", "mg/dL"),
        ({"value": "38.2", "unit": "MG/DL"}, "38.2", "mg/dL"),
        ({"value": 38, "unit": "\N{MICRO SIGN}mol/l"}, "38", "umol/L"),
        ({"value": "38.2", "unit": "\N{GREEK SMALL LETTER MU}mol/L"}, "38.2", "umol/L"),
        ({"value": "38.2"}, "38.2", "umol/L"),
        ({"value": "38.2", "unit": ""}, "38.2", "umol/L"),
        ({"value": "38.2", "unit": None}, "38.2", "umol/L"),
        ("0", "0", "umol/L"),
        ("1e2", "1E+2", "umol/L"),
    ],
)
def test_a_quantity_keeps_number_and_unit_as_given(value: object, number: str, unit: str) -> None:
    assert BILIRUBIN.read(_case(bilirubin=value)) == Quantity(Decimal(number), unit)


@pytest.mark.parametrize("text", ["<0.2", "< 0.2", " <0.2"])
def test_a_quantity_keeps_its_qualifier(text: str) -> None:
    found = BILIRUBIN.read(_case(bilirubin=text))
    assert found == Quantity(Decimal("0.2"), "umol/L", Qualifier.BELOW)


@pytest.mark.parametrize("value", [None, "", "  ", {"value": None}, {"value": "", "unit": "mg/dL"}])
def test_absent_null_and_empty_are_missing(value: object) -> None:
    assert BILIRUBIN.read(_case(bilirubin=value)) is None
    assert BILIRUBIN.read(_case()) is None


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("-3", "is negative"),
        ("<-3", "is negative"),
        (-3, "is negative"),
        (Decimal("-0.1"), "is negative"),
        ("NaN", "is not a number"),
        ("Infinity", "is not a number"),
        (Decimal("NaN"), "is not a number"),
        ("abc", "is not a number"),
        ("1_000", "is not a number"),
        ("1,5", "is not a number"),
        ("\N{FULLWIDTH DIGIT THREE}8", "is not a number"),
        ("1e99", "absurd"),
        ("1e-99", "absurd"),
        ("9999999999999", "absurd"),
        (10**30, "absurd"),
        ("1." + "0" * 40, "absurd"),
        (True, "must be a number"),
        ([], "must be a number"),
        ({"value": "3", "unit": "mmHg"}, "unknown unit"),
        ({"value": "3", "unit": 7}, "unknown unit"),
    ],
)
def test_what_is_no_quantity_is_refused_by_name(value: object, problem: str) -> None:
    with pytest.raises(UnreadableCaseError, match=f"bilirubin: .*{problem}"):
        BILIRUBIN.read(_case(bilirubin=value))


def test_a_quantity_without_units_takes_none() -> None:
    bare = QuantityInput("value")
    assert bare.read(_case(value="3")) == Quantity(Decimal(3))
    with pytest.raises(UnreadableCaseError, match="known: none"):
        bare.read(_case(value={"value": "3", "unit": "mg/dL"}))


def test_a_number_that_is_only_bounded_is_missing_and_remembered() -> None:
    case = _case(weight_kg=">200")
    assert WEIGHT.read(case) is None
    assert case.bounded == {"weight_kg": ">200"}


def test_a_whole_number_has_no_decimals() -> None:
    assert NODULES.read(_case(nodules="3")) == 3
    assert NODULES.read(_case(nodules="3.0")) == 3
    with pytest.raises(UnreadableCaseError, match=r"nodules: 3\.5 is not a whole number"):
        NODULES.read(_case(nodules="3.5"))
    with pytest.raises(UnreadableCaseError, match="nodules: 100 is more than 99"):
        NODULES.read(_case(nodules="100"))


@pytest.mark.parametrize("value", ["2", 2, " 2 "])
def test_a_choice_of_digits_may_be_a_number(value: object) -> None:
    assert ECOG.read(_case(ecog=value)) == "2"


def test_capital_letters_of_a_code_do_not_matter() -> None:
    assert ASCITES.read(_case(ascites="slight")) == "SLIGHT"
    assert ASCITES.read(_case(ascites="")) is None


@pytest.mark.parametrize("value", ["5", "MASSIVE", 7, True, 1.5, []])
def test_an_unknown_code_is_refused_with_the_known_ones(value: object) -> None:
    with pytest.raises(UnreadableCaseError, match=r"ecog: unknown code .* 0, 1, 2, 3, 4"):
        ECOG.read(_case(ecog=value))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("Y", True),
        ("y", True),
        ("N", False),
        (True, True),
        (False, False),
        ("", None),
        (None, None),
    ],
)
def test_yes_and_no(value: object, read: bool | None) -> None:
    assert DIALYSIS.read(_case(dialysis=value)) is read


@pytest.mark.parametrize("value", ["yes", 1, []])
def test_anything_else_is_neither_yes_nor_no(value: object) -> None:
    with pytest.raises(UnreadableCaseError, match="dialysis: unknown code"):
        DIALYSIS.read(_case(dialysis=value))


@pytest.mark.parametrize("text", ["2026-01-05", "2026-01", "2026", " 2026-01-05 "])
def test_dates_may_be_partial(text: str) -> None:
    assert DATE.read(_case(date=text)) == PartialDate(text.strip())


@pytest.mark.parametrize("value", ["2026-02-30", "05.01.2026", "2026-01-05T10:00", "x", True])
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(UnreadableCaseError, match=r"date: .* is not a date \(YYYY-MM-DD\)"):
        DATE.read(_case(date=value))


def test_a_missing_date_is_missing() -> None:
    assert DATE.read(_case(date=" ")) is None


def test_text_is_trimmed_and_a_number_is_its_digits() -> None:
    assert TERM.read(_case(term=" ALT ")) == "ALT"
    assert TERM.read(_case(term=3)) == "3"
    assert TERM.read(_case(term="")) is None
    with pytest.raises(UnreadableCaseError, match="term: must be a text"):
        TERM.read(_case(term=[]))


def test_names_in_a_list_are_complete() -> None:
    targets = NestedInput("target", (WEIGHT,))
    cases = targets.read_list(_case(target=[{"weight_kg": "1"}, {"weight_kg": "-1"}]))
    assert WEIGHT.read(cases[0]) == 1
    with pytest.raises(UnreadableCaseError, match=r"target\[2\]\.weight_kg: '?-1'? is negative"):
        WEIGHT.read(cases[1])
    assert targets.read_list(_case()) == ()


def test_names_in_a_mapping_are_complete() -> None:
    targets = NestedInput("target")
    cases = targets.read_mapping(_case(target={"T01": {"weight_kg": "-1"}}))
    with pytest.raises(UnreadableCaseError, match=r"target\.T01\.weight_kg: "):
        WEIGHT.read(cases["T01"])
    assert targets.read_mapping(_case()) == {}


def test_a_mapping_of_codes_is_read_by_name() -> None:
    codes = NestedInput("non_target").read_codes(_case(non_target={"ecog": "9"}))
    with pytest.raises(UnreadableCaseError, match=r"non_target\.ecog: unknown code"):
        ECOG.read(codes)
    assert NestedInput("non_target").read_codes(_case()).fields == {}


@pytest.mark.parametrize(
    "read",
    [
        lambda nested, case: nested.read_list(case),
        lambda nested, case: nested.read_mapping(case),
        lambda nested, case: nested.read_codes(case),
    ],
)
@pytest.mark.parametrize("value", ["text", 3])
def test_another_shape_is_refused(read: object, value: object) -> None:
    with pytest.raises(UnreadableCaseError, match="target"):
        read(NestedInput("target"), _case(target=value))  # type: ignore[operator]


def test_a_member_that_is_no_object_is_refused() -> None:
    with pytest.raises(UnreadableCaseError, match=r"target\[1\]: must be an object"):
        NestedInput("target").read_list(_case(target=["x"]))
