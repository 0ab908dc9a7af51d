"""A mapping of a form file is read key by key, with the type each key must have."""

from decimal import Decimal
from enum import StrEnum

import pytest

from hcc_crf.study.faults import FaultList, Place
from hcc_crf.study.section import NO_TEXT, Section, decimal_or_none
from hcc_crf.study.yaml_text import read_yaml
from hcc_crf.values import Bilingual


class Colour(StrEnum):
    """Words to choose from."""

    RED = "red"
    BLUE = "blue"


def section_of(text: str) -> tuple[Section, FaultList]:
    """Return the section a text describes, and where its faults go."""
    faults = FaultList()
    root = read_yaml(text.encode(), "X.yaml", faults)
    assert root is not None
    return Section(root, Place("X.yaml", 1, "X"), faults), faults


def test_a_key_that_is_there_is_read() -> None:
    section, faults = section_of("a: one\nb: true\nc: 2.50\nd: 7\ne: [x, y]\nf: blue\n")
    assert section.text("a") == "one"
    assert section.flag("b") is True
    assert str(section.number("c")) == "2.50"
    assert section.whole("d") == 7
    assert section.texts("e") == ("x", "y")
    assert section.choice("f", Colour, Colour.RED) is Colour.BLUE
    section.close()
    assert faults.lines() == ()


def test_a_key_that_is_not_there_is_empty() -> None:
    section, faults = section_of("{}")
    assert section.text("a") == ""
    assert section.flag("a") is False
    assert section.number("a") is None
    assert section.whole("a") is None
    assert section.texts("a") == ()
    assert section.numbers("a") == ()
    assert section.section("a") is None
    assert section.sections("a") == ()
    assert section.bilingual("a", required=False) is None
    assert dict(section.mapping("a")) == {}
    assert not section.has("a")
    assert faults.lines() == ()


def test_a_required_key_that_lacks_is_told_once() -> None:
    section, faults = section_of("b: 1\n")
    section.text("a", required=True)
    section.texts("a", required=True)
    assert section.label() == NO_TEXT
    assert faults.lines() == ("X.yaml:1: X: 'a' is missing", "X.yaml:1: X: 'label' is missing")


def test_a_wrong_choice_gives_the_default_and_a_suggestion() -> None:
    section, faults = section_of("f: bleu\n")
    assert section.choice("f", Colour, Colour.RED) is Colour.RED
    assert faults.lines() == ("X.yaml:1: X: 'f' cannot be 'bleu'; did you mean 'blue'?",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [x, x]", "'a' holds 'x' twice"),
        ("a: [x, [y]]", "'a' must hold texts only, not a list"),
        ("a: {b: c}", "'a' must be a list, not a group of keys"),
        ("a: x", "'a' must be a list, not a text"),
    ],
)
def test_a_list_of_texts_is_nothing_else(text: str, fault: str) -> None:
    section, faults = section_of(text)
    section.texts("a")
    assert faults.lines() == (f"X.yaml:1: X: {fault}",)


def test_a_list_of_groups_is_nothing_else() -> None:
    section, faults = section_of("a: x\nb: [1]\n")
    assert section.sections("a") == ()
    assert len(section.sections("b")) == 1
    assert faults.lines() == (
        "X.yaml:1: X: 'a' must be a list, not a text",
        "X.yaml:2: X: must be a group of keys, not a text",
    )


def test_what_lacks_in_a_group_that_is_none_is_not_told() -> None:
    section, faults = section_of("label: Weight\n")
    assert section.label() == Bilingual("", "")
    assert faults.lines() == ("X.yaml:1: X: must be a group of keys, not a text",)


def test_free_keys_are_taken_as_they_come() -> None:
    section, faults = section_of("sdtm: {domain: VS, testcd: WEIGHT}\n")
    assert dict(section.mapping("sdtm")) == {"domain": "VS", "testcd": "WEIGHT"}
    section.close()
    assert faults.lines() == ()


def test_keys_nobody_asked_for_are_unknown() -> None:
    section, faults = section_of("colour: red\ncolor: red\n")
    section.text("colour")
    section.close()
    assert faults.lines() == ("X.yaml:2: X: unknown key 'color'; did you mean 'colour'?",)


def test_faults_are_told_under_the_name_of_the_definition() -> None:
    section, faults = section_of("a: 1\nb: x\n")
    section.named("X.Y").fault("is wrong", "b")
    section.named("").fault("is wrong too")
    assert faults.lines() == ("X.yaml:1: X.Y: is wrong too", "X.yaml:2: X.Y: is wrong")


def test_a_text_is_read_without_the_space_around_it() -> None:
    section, _ = section_of("a: '  one  '\n")
    assert section.text("a") == "one"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", Decimal(0)),
        ("2.50", Decimal("2.50")),
        ("-14", Decimal(-14)),
        ("17.104", Decimal("17.104")),
        ("", None),
        ("1,5", None),
        ("1e5", None),
        ("NaN", None),
        ("Infinity", None),
        ("1 000", None),
        ("1_000", None),
        ("٣", None),
        ("1.2.3", None),
        ("-", None),
    ],
)
def test_a_decimal_number_is_digits_and_one_point(text: str, number: Decimal | None) -> None:
    assert decimal_or_none(text) == number
