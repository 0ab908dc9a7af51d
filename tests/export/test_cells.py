from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.export.cells import (
    FORMULA_STARTS,
    count_cell,
    number_cell,
    plain_number,
    text_cell,
)


@pytest.mark.requirement("F30")
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        '=HYPERLINK("http://x","y")',
        "=cmd|' /C calc'!A0",
    ],
)
def test_a_text_that_could_start_a_formula_is_prefixed(text: str) -> None:
    assert text_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Fatigue", "1+1", "a=b", "发热", "68.5", "<0.2", "'=1", " =1"]
)
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert text_cell(text) == text


@pytest.mark.parametrize("canonical", ["68.0", "-1.5", "-7", "0", "<0.2", ">1000", "<-3", ""])
def test_a_number_is_left_as_it_is(canonical: str) -> None:
    assert number_cell(canonical) == canonical


@pytest.mark.parametrize(
    ("canonical", "cell"),
    [
        ("-1+cmd", "'-1+cmd"),
        ("=1", "'=1"),
        ("-", "'-"),
        ("--1", "'--1"),
        ("-1.2.3", "'-1.2.3"),
        ("-１", "'-１"),
        ("NOT DETECTED", "NOT DETECTED"),
    ],
)
def test_what_stands_for_a_number_and_is_none_is_a_text(canonical: str, cell: str) -> None:
    assert number_cell(canonical) == cell


@given(st.text())
def test_no_text_cell_begins_like_a_formula(text: str) -> None:
    assert text_cell(text)[:1] not in FORMULA_STARTS


@given(st.text())
def test_a_text_cell_gives_its_text_back(text: str) -> None:
    cell = text_cell(text)
    assert text == (cell[1:] if cell != text else cell)


def test_a_count_of_none_is_empty() -> None:
    assert (count_cell(0), count_cell(12)) == ("", "12")


def test_a_number_is_written_without_exponent_and_keeps_its_zeros() -> None:
    assert [plain_number(Decimal(text)) for text in ("1E+3", "68.0", "1E-7")] == [
        "1000",
        "68.0",
        "0.0000001",
    ]
