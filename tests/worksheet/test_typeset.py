"""Text made visible and broken into lines."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.worksheet.typeset import break_lines, estimate, visible


def anything(_char: str) -> bool:
    return True


def letters(text: str) -> float:
    """One point a letter, two a hanzi."""
    return float(estimate(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain", "plain", id="plain text stays"),
        pytest.param("a\x00b", "a␀b", id="null"),
        pytest.param("a\nb", "a␊b", id="line feed"),
        pytest.param("a\tb", "a␉b", id="tab"),
        pytest.param("a\x1bb", "a␛b", id="escape"),
        pytest.param("a\x1fb", "a␟b", id="last control"),
        pytest.param("a b", "a b", id="space is no control"),
        pytest.param("a\x7fb", "a␡b", id="delete"),
        pytest.param("a\x85b", "a[U+0085]b", id="C1 control"),
        pytest.param("a\u202eb", "a[U+202E]b", id="right-to-left override"),
        pytest.param("a\u2066b", "a[U+2066]b", id="isolate"),
        pytest.param("a\u200bb", "a[U+200B]b", id="zero-width space"),
        pytest.param("a\u2028b", "a[U+2028]b", id="line separator"),
        pytest.param("a\ufeffb", "a[U+FEFF]b", id="byte order mark"),
        pytest.param("a\ud800b", "a[U+D800]b", id="half a surrogate pair"),
        pytest.param("e\u0301", "é", id="accent typed apart"),
        pytest.param("受试者", "受试者", id="Chinese"),
    ],
)
def test_nothing_stays_invisible(text: str, shown: str) -> None:
    assert visible(text, anything) == shown


def test_a_character_the_font_lacks_is_named() -> None:
    assert visible("张喆", lambda char: char != "喆") == "张[U+5586]"


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    shown = visible(text, anything)
    assert visible(shown, anything) == shown
    assert all(char.isprintable() or char == "\u3000" or char.isspace() for char in shown)


def test_western_words_stay_whole() -> None:
    assert break_lines("clinical visit", 9, letters) == ("clinical", "visit")


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert break_lines("abcdefgh", 3, letters) == ("abc", "def", "gh")


def test_a_cut_word_is_followed_on_its_last_line() -> None:
    assert break_lines("ab cdefgh ij", 4, letters) == ("ab", "cdef", "gh", "ij")
    assert break_lines("abcdef gh", 5, letters) == ("abcde", "f gh")


def test_spaces_between_lines_are_dropped_and_between_words_kept() -> None:
    assert break_lines("one  two   three  ", 8, letters) == ("one  two", "three")


def test_a_line_narrower_than_a_letter_holds_one() -> None:
    assert break_lines("abc", 0.5, letters) == ("a", "b", "c")


def test_chinese_breaks_between_any_two_characters() -> None:
    assert break_lines("受试者编号", 4, letters) == ("受试", "者编", "号")


def test_chinese_punctuation_never_begins_a_line() -> None:
    assert break_lines("受试者,编号", 6, letters) == ("受试", "者,编", "号")


def test_an_opening_bracket_never_ends_a_line() -> None:
    assert break_lines("编号（自动）", 6, letters) == ("编号", "（自", "动）")


@pytest.mark.parametrize("text", ["01-AUG-2023", "U/L", "Non-CR", "g/dL"])
def test_dates_units_and_codes_are_not_broken(text: str) -> None:
    assert break_lines(f"x {text}", len(text), letters) == ("x", text)


def test_a_hyphen_between_words_may_end_a_line() -> None:
    assert break_lines("pregnancy-prevention", 12, letters) == ("pregnancy-", "prevention")


def test_no_text_is_one_empty_line() -> None:
    assert break_lines("", 5, letters) == ("",)


@given(
    st.text(alphabet=string.ascii_letters + " -/受试者，（）", max_size=60),
    st.integers(min_value=2, max_value=20),
)
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = break_lines(text, width, letters)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(letters(line) <= width for line in lines)
