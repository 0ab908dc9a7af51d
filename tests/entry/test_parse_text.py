"""Texts are kept as typed, within their length and pattern, without control characters."""

import pytest

from hcc_crf.entry.parse import Typed, parse_text
from hcc_crf.entry.program import Program
from hcc_crf.entry.unreadable import Unreadable
from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import BLANK, Bilingual, Value

from .saving import TODAY

FREE = ItemDef("FREE", Bilingual("Text", "文本"), ItemType.TEXT)
SHORT = ItemDef("SHORT", Bilingual("Text", "文本"), ItemType.TEXT, max_length=5)


def read(item: ItemDef, text: str) -> Value | Unreadable:
    """Return a text as read."""
    return parse_text(item, Typed(text), today=TODAY)


def test_a_text_is_trimmed_and_kept_as_typed_beside_it() -> None:
    assert read(FREE, "  Fatigue \n") == Value("  Fatigue \n", "Fatigue")


def test_a_text_is_in_one_form_of_unicode() -> None:
    assert read(FREE, "Cafe\u0301") == Value("Cafe\u0301", "Caf\u00e9")


def test_wide_characters_of_a_text_stay() -> None:
    assert read(FREE, "疲乏,乏力(2级)") == Value("疲乏,乏力(2级)", "疲乏,乏力(2级)")


@pytest.mark.parametrize("text", ["ND", "NA", "UNK", "1,234", "t"])
def test_a_text_is_never_a_missing_code_or_a_number(text: str) -> None:
    assert read(FREE, text) == Value(text, text)


def test_lines_and_tabs_are_part_of_a_text() -> None:
    found = read(FREE, "one\r\ntwo\tthree")
    assert isinstance(found, Value)
    assert found.canonical == "one\ntwo\tthree"


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_typed_is_blank(text: str) -> None:
    assert read(FREE, text) == BLANK


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\ud800",
    ],
)
def test_a_control_character_is_refused_by_its_place(char: str) -> None:
    found = read(FREE, f"ab{char}c")
    assert isinstance(found, Unreadable)
    assert "Character 3" in found.problem.en
    assert "第 3 个" in found.problem.zh


def test_a_line_end_of_old_machines_is_refused() -> None:
    assert isinstance(read(FREE, "one\rtwo"), Unreadable)


def test_a_text_may_be_as_long_as_the_form_says() -> None:
    assert read(SHORT, "12345") == Value("12345", "12345")


def test_a_longer_text_is_refused_with_both_lengths() -> None:
    found = read(SHORT, "123456")
    assert isinstance(found, Unreadable)
    assert "6 characters; at most 5" in found.problem.en


def test_length_is_counted_in_characters_not_bytes() -> None:
    assert read(SHORT, "肝细胞癌症") == Value("肝细胞癌症", "肝细胞癌症")


def test_blanks_around_do_not_count_towards_the_length() -> None:
    assert read(SHORT, "  12345  ") == Value("  12345  ", "12345")


def test_a_text_of_another_pattern_is_refused(program: Program) -> None:
    site = program.study.item("DM", "SITEID")  # ^[0-9]{2}$
    assert read(site, "01") == Value("01", "01")
    for wrong in ("1", "0a", "01 "[:1]):
        found = read(site, wrong)
        assert isinstance(found, Unreadable)
        assert "^[0-9]{2}$" in found.problem.en


def test_a_missing_code_is_chosen_for_a_text_beside_it() -> None:
    found = parse_text(FREE, Typed("", "", "UNK"), today=TODAY)
    assert isinstance(found, Value)
    assert found.missing == "UNK"


def test_a_table_itself_takes_neither_code_nor_text(program: Program) -> None:
    table = program.study.item("IMG", "IMGTAB")
    found = parse_text(table, Typed("", "", "ND"), today=TODAY)
    assert isinstance(found, Unreadable)
    assert "table" in found.problem.en
    assert isinstance(read(table, "CHEST"), Unreadable)
