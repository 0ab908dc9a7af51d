"""Numbers are kept as typed, read without guessing, and refused where they have two readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.entry.parse import Typed, parse_text
from hcc_crf.entry.program import Program
from hcc_crf.entry.unreadable import Unreadable
from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import BLANK, Bilingual, MissingReason, Value

from .saving import TODAY

LABEL = Bilingual("Number", "数值")
PURE = ItemDef("PURE", LABEL, ItemType.DECIMAL)
VIRAL_LOAD = ItemDef("HBVDNA", LABEL, ItemType.DECIMAL, unit="IU/mL", words=("NOT DETECTED",))


def read(item: ItemDef, text: str, unit: str = "") -> Value | Unreadable:
    """Return a number as read."""
    return parse_text(item, Typed(text, unit), today=TODAY)


@pytest.fixture(scope="module")
def weight(program: Program) -> ItemDef:
    """Return the weight: decimal, in kg, jin or lb."""
    return program.study.item("VS", "WEIGHT")


@pytest.fixture(scope="module")
def pulse(program: Program) -> ItemDef:
    """Return the pulse: whole, in beats/min."""
    return program.study.item("VS", "PULSE")


@pytest.mark.requirement("P18")
@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("68", "68"),
        ("68.0", "68.0"),
        ("68,5", "68.5"),
        ("16.0022", "16.0022"),
        ("16,0022", "16.0022"),
        ("0,123", "0.123"),
        ("00,123", "0.123"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("007", "7"),
        ("000", "0"),
        ("0", "0"),
        ("-3,2", "-3.2"),
        ("+3", "3"),
        (" 68.0 ", "68.0"),
        ("<0.2", "<0.2"),
        ("< 0,2", "<0.2"),
        (">500", ">500"),
        ("> 500", ">500"),
        ("６８．５", "68.5"),
        ("６８，５", "68.5"),
        ("＜０．２", "<0.2"),
        ("《0。2", "<0.2"),
        ("》500", ">500"),
        ("－３", "-3"),
        ("1234.5", "1234.5"),
        ("12345,678", "12345.678"),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_a_number_is_read_with_one_decimal_mark(text: str, canonical: str) -> None:
    assert read(PURE, text) == Value(text.strip(), canonical)


@pytest.mark.requirement("P18")
@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        pytest.param("1,234", "1234", "1.234", id="thousands or thousandths"),
        pytest.param("68,500", "68500", "68.500", id="kilograms"),
        pytest.param("-1,234", "-1234", "-1.234", id="negative"),
        pytest.param("<1,234", "<1234", "<1.234", id="below"),
    ],
)
def test_a_grouped_number_is_refused_and_both_readings_named(
    text: str, one: str, other: str
) -> None:
    found = read(PURE, text)
    assert isinstance(found, Unreadable)
    assert f"Type {one} or {other}" in found.problem.en
    assert one in found.problem.zh


@pytest.mark.requirement("P18")
@pytest.mark.parametrize(
    ("text", "digits"),
    [("1,234.5", "1234.5"), ("1,234,567", "1234567"), ("12,345,678.9", "12345678.9")],
)
def test_a_number_that_can_only_be_grouped_is_refused_with_its_digits(
    text: str, digits: str
) -> None:
    found = read(PURE, text)
    assert isinstance(found, Unreadable)
    assert found.problem.en.endswith(f"Type {digits}.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1.234.567", id="grouped by points"),
        pytest.param("1 234", id="grouped by a space"),
        pytest.param("1'234", id="grouped by a mark"),
        pytest.param("1,2,3", id="two commas"),
        pytest.param("1.2.3", id="two points"),
        pytest.param("1..2", id="two points together"),
        pytest.param("1e5", id="an exponent"),
        pytest.param("1E5", id="a large exponent"),
        pytest.param("NaN", id="no number"),
        pytest.param("Infinity", id="infinity"),
        pytest.param("inf", id="inf"),
        pytest.param("0x1F", id="hexadecimal"),
        pytest.param("1_000", id="an underscore"),
        pytest.param("½", id="a fraction sign"),
        pytest.param("1/2", id="a fraction"),
        pytest.param("10²", id="a superscript"),
        pytest.param("10₂", id="a subscript"),
        pytest.param("①", id="a circled digit"),
        pytest.param("٣", id="a digit of another script"),
        pytest.param("१२", id="Devanagari digits"),
        pytest.param("三", id="a Chinese numeral"),
        pytest.param("😀", id="an emoji"),
        pytest.param("68 kg", id="a unit behind it"),
        pytest.param("68kg", id="a unit joined"),
        pytest.param("≤5", id="at most"),
        pytest.param("<=5", id="at most, typed"),
        pytest.param("<<5", id="two signs"),
        pytest.param("5<", id="a sign behind"),
        pytest.param("--5", id="two minus signs"),
        pytest.param("−5", id="a minus sign of typesetting"),
        pytest.param(".", id="a mark alone"),
        pytest.param("5.", id="a mark without decimals"),
        pytest.param("<", id="a sign alone"),
        pytest.param("abc", id="letters"),
        pytest.param("6 8", id="a space inside"),
        pytest.param("6\n8", id="a line end inside"),
        pytest.param("123456789012345678901", id="more than 20 characters"),
    ],
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    assert isinstance(read(PURE, text), Unreadable)


def test_a_number_keeps_what_was_typed_beside_what_it_means(weight: ItemDef) -> None:
    assert read(weight, "68,0") == Value("68,0", "68.0", "kg")


def test_a_number_is_kept_in_the_unit_it_was_typed_in(weight: ItemDef) -> None:
    assert read(weight, "150", "lb") == Value("150", "150", "lb")


def test_an_unknown_unit_is_refused_with_those_there_are(weight: ItemDef) -> None:
    found = read(weight, "68", "stone")
    assert isinstance(found, Unreadable)
    assert "kg, jin (500 g), lb" in found.problem.en


def test_a_unit_for_an_item_without_units_is_refused() -> None:
    found = read(PURE, "5", "kg")
    assert isinstance(found, Unreadable)
    assert "It takes none" in found.problem.en


@pytest.mark.parametrize("text", ["76", "76.0", "76,00", "<50"])
def test_a_whole_number_may_be_written_with_zeros(pulse: ItemDef, text: str) -> None:
    assert isinstance(read(pulse, text), Value)


@pytest.mark.parametrize("text", ["76.5", "<50.5"])
def test_a_whole_number_takes_no_decimals(pulse: ItemDef, text: str) -> None:
    found = read(pulse, text)
    assert isinstance(found, Unreadable)
    assert "whole number" in found.problem.en


def test_another_unit_of_a_whole_item_takes_decimals(program: Program) -> None:
    pressure = program.study.item("VS", "SYSBP")  # whole in mmHg, not in kPa
    assert read(pressure, "17.3", "kPa") == Value("17.3", "17.3", "kPa")


@pytest.mark.parametrize("text", ["NOT DETECTED", "not detected", " Not Detected "])
def test_a_word_of_the_item_is_taken_in_any_case(text: str) -> None:
    assert read(VIRAL_LOAD, text) == Value(text.strip(), "NOT DETECTED", "IU/mL")


def test_an_item_with_words_takes_numbers_too() -> None:
    assert read(VIRAL_LOAD, "<20") == Value("<20", "<20", "IU/mL")


def test_a_word_of_another_item_is_no_number() -> None:
    assert isinstance(read(PURE, "NOT DETECTED"), Unreadable)


@pytest.mark.parametrize("text", ["", " ", "\t", "　"])
def test_nothing_typed_is_blank(text: str) -> None:
    assert read(PURE, text) == BLANK


@pytest.mark.parametrize("text", ["ND", "nd", "ＮＤ", "NA", "UNK", "NASK", "REF"])
def test_a_missing_code_may_be_typed(text: str) -> None:
    found = read(PURE, text)
    assert isinstance(found, Value)
    assert found.canonical == ""
    assert found.text == text
    assert found.missing is MissingReason({"nd": "ND", "ＮＤ": "ND"}.get(text, text))


@pytest.mark.parametrize("code", ["ND", "NA", "UNK", "NASK", "REF"])
def test_a_missing_code_may_be_chosen(code: str) -> None:
    found = parse_text(PURE, Typed("", "", code), today=TODAY)
    assert found == Value(code, "", missing=MissingReason(code))


def test_an_unknown_missing_code_is_refused_with_those_there_are() -> None:
    found = parse_text(PURE, Typed("", "", "XX"), today=TODAY)
    assert isinstance(found, Unreadable)
    assert "ND, NA, UNK, NASK, REF" in found.problem.en


@given(st.decimals(-(10**6), 10**6, places=3, allow_nan=False))
def test_any_plain_number_means_itself_whichever_mark_is_typed(number: object) -> None:
    text = str(number)
    for typed in (text, text.replace(".", ",")):
        found = read(PURE, typed)
        if isinstance(found, Unreadable):
            assert "two ways" in found.problem.en  # three decimals behind a comma
        else:
            assert found.quantity.number == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_of_plain_digits_or_refused(text: str) -> None:
    found = read(PURE, text)
    if isinstance(found, Value) and found.canonical:
        assert set(found.canonical) <= set("0123456789.-<>")
        assert found.quantity.number.is_finite()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("68.5 kg", "", id="the standard unit"),
        pytest.param("68.5kg", "kg", id="without a space"),
        pytest.param("68.5 KG", "kg", id="in capitals"),
        pytest.param("68.5 lb", "lb", id="the unit chosen"),
    ],
)
def test_a_unit_behind_the_number_may_be_pasted_along(
    weight: ItemDef, text: str, unit: str
) -> None:
    assert read(weight, text, unit) == Value(text, "68.5", unit or "kg")


@pytest.mark.parametrize(("text", "unit"), [("68.5 lb", ""), ("68.5 kg", "lb")])
def test_another_unit_than_the_one_chosen_is_asked_back(
    weight: ItemDef, text: str, unit: str
) -> None:
    found = read(weight, text, unit)
    assert isinstance(found, Unreadable)
    assert f"Choose {text.split()[1]} there." in found.problem.en


def test_the_longest_unit_counts(program: Program) -> None:
    height = program.study.item("VS", "HEIGHT")  # cm and m
    assert read(height, "170 cm") == Value("170 cm", "170", "cm")


def test_a_unit_alone_is_no_number(weight: ItemDef) -> None:
    assert isinstance(read(weight, "kg"), Unreadable)
