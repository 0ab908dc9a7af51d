"""A value is what was typed and what it means; a quantity keeps digits, unit and qualifier."""

from decimal import Decimal

import pytest

from hcc_crf.values import (
    BLANK,
    MISSING_LABELS,
    Bilingual,
    Language,
    MissingReason,
    Qualifier,
    Quantity,
    Value,
)


@pytest.mark.parametrize(
    ("canonical", "number", "qualifier"),
    [
        pytest.param("38.2", "38.2", Qualifier.EXACT, id="a number"),
        pytest.param("68.0", "68.0", Qualifier.EXACT, id="digits as typed"),
        pytest.param("-3", "-3", Qualifier.EXACT, id="below zero"),
        pytest.param("<0.2", "0.2", Qualifier.BELOW, id="below what was measured"),
        pytest.param(">500", "500", Qualifier.ABOVE, id="above it"),
    ],
)
def test_a_number_is_read_with_its_qualifier_and_unit(
    canonical: str, number: str, qualifier: Qualifier
) -> None:
    found = Value("as typed", canonical, "mg/dL").quantity
    assert found == Quantity(Decimal(number), "mg/dL", qualifier)
    assert str(found.number) == number


def test_not_detected_counts_as_zero() -> None:
    assert Value("nd", "NOT DETECTED", "IU/mL").quantity == Quantity(Decimal(0), "IU/mL")


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(Decimal("38.2"), "umol/L"), "38.2 umol/L"),
        (Quantity(Decimal("0.2"), "mg/dL", Qualifier.BELOW), "<0.2 mg/dL"),
        (Quantity(Decimal(500), "U/L", Qualifier.ABOVE), ">500 U/L"),
        (Quantity(Decimal("1.18")), "1.18"),
    ],
)
def test_a_quantity_is_written_as_a_laboratory_writes_it(quantity: Quantity, text: str) -> None:
    assert str(quantity) == text


def test_only_a_number_without_qualifier_is_exact() -> None:
    assert Quantity(Decimal(1)).is_exact
    assert not Quantity(Decimal(1), "", Qualifier.BELOW).is_exact
    assert not Quantity(Decimal(1), "", Qualifier.ABOVE).is_exact


def test_nothing_typed_is_blank_and_a_missing_reason_is_not() -> None:
    assert BLANK.is_blank
    assert not Value("ND", "", missing=MissingReason.ND).is_blank
    assert not Value("68", "68", "kg").is_blank


def test_the_codes_of_a_multichoice_are_split_and_a_blank_has_none() -> None:
    assert Value("b; a", "A;B").codes == ("A", "B")
    assert BLANK.codes == ()


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param(Value("68,5", "68.5", "kg"), Value("68.5", "68.5", "kg"), True, id="typing"),
        pytest.param(Value("68", "68", "kg"), Value("68.0", "68.0", "kg"), False, id="digits"),
        pytest.param(Value("68", "68", "kg"), Value("68", "68", "lb"), False, id="unit"),
        pytest.param(
            Value("ND", "", missing=MissingReason.ND),
            Value("NA", "", missing=MissingReason.NA),
            False,
            id="missing reason",
        ),
        pytest.param(BLANK, Value("", "", "kg"), False, id="unit of nothing"),
    ],
)
def test_values_say_the_same_by_meaning_not_by_typing(
    one: Value, other: Value, is_same: bool
) -> None:
    assert one.says_the_same_as(other) is is_same
    assert other.says_the_same_as(one) is is_same


def test_every_missing_reason_has_its_label_in_both_languages() -> None:
    assert set(MISSING_LABELS) == set(MissingReason)
    assert all(label.en and label.zh for label in MISSING_LABELS.values())


def test_a_text_is_given_in_the_language_asked_for() -> None:
    text = Bilingual("Weight", "体重")
    assert text.in_language(Language.EN) == "Weight"
    assert text.in_language(Language.ZH) == "体重"
