"""How responses, lengths and changes are said. No window is opened."""

from decimal import Decimal

import pytest

from hcc_crf.ui.cell_rows import Tone
from hcc_crf.ui.response_words import code_text, differs, mm_text, part_text, signed, tone_of
from hcc_crf.values import Bilingual


@pytest.mark.parametrize(
    ("number", "expected"),
    [("12.5", "+12.5"), ("-0.1", "−0.1"), ("0.0", "0.0"), ("-12", "−12")],
)
def test_changes_are_signed(number: str, expected: str) -> None:
    assert signed(Decimal(number)) == expected


@pytest.mark.parametrize(("mm", "expected"), [("51.8", "51.8"), ("63.0", "63"), ("100", "100")])
def test_lengths_have_no_needless_zeros(mm: str, expected: str) -> None:
    assert mm_text(Decimal(mm)) == expected


@pytest.mark.parametrize(
    ("code", "en", "zh", "tone"),
    [
        ("PR", "PR", "PR", Tone.GOOD),
        ("PD", "PD", "PD", Tone.BAD),
        ("NE", "NE", "NE", Tone.WARN),
        ("NED", "No disease", "无病灶", Tone.PLAIN),
        ("NA", "none at baseline", "基线无", Tone.PLAIN),
    ],
)
def test_codes_are_said(code: str, en: str, zh: str, tone: Tone) -> None:
    assert code_text(code) == Bilingual(en, zh)
    assert tone_of(code) is tone


def test_a_new_lesion_is_yes_or_no() -> None:
    assert (part_text("Y").zh, part_text("N").zh, part_text("CR").zh) == ("有", "无", "CR")


def test_nothing_entered_differs_from_nothing() -> None:
    assert differs("PR", "SD")
    assert not differs("PR", "PR")
    assert not differs("PR", "")
