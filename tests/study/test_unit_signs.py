"""Units and signs as a laboratory prints them."""

import pytest

from hcc_crf.study.unit_signs import unit_text, with_signs
from hcc_crf.values import Language

EN, ZH = Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("umol/L", "µmol/L"),
        ("ukat/L", "µkat/L"),
        ("cells/uL", "cells/µL"),
        ("kg/m2", "kg/m²"),
        ("m2", "m²"),
        ("10^9/L", "×10⁹/L"),
        ("x10^9/L", "×10⁹/L"),
        ("×10^9/L", "×10⁹/L"),
        ("10^12/L", "×10¹²/L"),
        ("INR <= 1.7", "INR ≤ 1.7"),
        ("+/- 7 days", "± 7 days"),
        ("U/L", "U/L"),
        ("7 ug/kg and 2 umol/L", "7 µg/kg and 2 µmol/L"),
        ("a sum/g, 12m2, m20", "a sum/g, 12m2, m20"),
        ("5 x10^9/L", "5 ×10⁹/L"),
        ("血小板≥75×10^9/L", "血小板≥75×10⁹/L"),
        ("max10^9/L", "max10^9/L"),
        ("10^9/Lot", "10^9/Lot"),
        ("10^90/L", "10^90/L"),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_units_and_signs_are_printed_as_a_laboratory_prints_them(
    plain: str, printed: str, language: Language
) -> None:
    assert with_signs(plain, language).replace("天", "days") == printed


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("36.5 C (C1D1)", "36.5 °C (C1D1)"),
        ("outside the usual 35–38.5 C. Confirm", "outside the usual 35–38.5 °C. Confirm"),
        ("38 C", "38 °C"),
        ("Child-Pugh C, 10 points", "Child-Pugh C, 10 points"),
        ("3 CT scans on 2 C1D1", "3 CT scans on 2 C1D1"),
        ("1.18 RATIO (SCR)", "1.18 (SCR)"),
        ("0.8–1.2 RATIO.", "0.8–1.2."),
        ("De Ritis RATIO", "De Ritis RATIO"),
    ],
)
def test_behind_a_number_degrees_have_their_sign_and_a_ratio_has_no_unit(
    plain: str, printed: str
) -> None:
    assert with_signs(plain) == printed


@pytest.mark.parametrize(
    ("unit", "english", "chinese"),
    [
        ("C", "°C", "°C"),
        ("RATIO", "", ""),
        ("10^9/L", "×10⁹/L", "×10⁹/L"),
        ("umol/L", "µmol/L", "µmol/L"),
        ("days", "days", "天"),
        ("years", "years", "岁"),
        ("beats/min", "beats/min", "次/分"),
        ("breaths/min", "breaths/min", "次/分"),
        ("jin (500 g)", "jin (500 g)", "斤"),
    ],
)
def test_a_unit_stands_alone_in_the_language_of_its_reader(
    unit: str, english: str, chinese: str
) -> None:
    assert (unit_text(unit), unit_text(unit, EN), unit_text(unit, ZH)) == (
        english,
        english,
        chinese,
    )


def test_units_that_are_words_are_translated_behind_numbers_only() -> None:
    assert with_signs("76 beats/min; 2 days", ZH) == "76 次/分; 2 天"
    assert with_signs("136 jin (500 g) (C1D1)", ZH) == "136 斤 (C1D1)"
    assert with_signs("some days", ZH) == "some days"
    assert with_signs("76 beats/min", EN) == "76 beats/min"


@pytest.mark.parametrize(
    "text", ["5 x10^9/L", "36.5 C", "2 umol/L", "1.73 m2", "3 days", "1 RATIO"]
)
@pytest.mark.parametrize("language", list(Language))
def test_signs_are_put_once(text: str, language: Language) -> None:
    once = with_signs(text, language)
    assert with_signs(once, language) == once
