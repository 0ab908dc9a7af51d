"""Files of the program are found, and the fonts hold what forms, desk and paper need."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from hcc_crf.errors import HccCrfError
from hcc_crf.resources import candidate_roots, forms_directory, resource_path

FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
SYMBOLS = (
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉αβγδμΔΩµ°±×÷≤≥≠≈−–—…•·‘’“”§‰℃½←↑→↓↔●◐◑○◌■□▲△▼▽◆◇★☆✓✔✗✎☐☑☒⚠⚑🔒↩↺▸▾⌫␀"
)


def test_the_forms_of_the_checkout_are_found(root: Path) -> None:
    assert forms_directory() == root / "forms"


def test_a_resource_is_found_by_its_parts(root: Path) -> None:
    assert resource_path("fonts", "OFL.txt") == root / "resources" / "fonts" / "OFL.txt"


def test_a_file_that_lacks_is_named_with_a_next_step() -> None:
    with pytest.raises(HccCrfError) as caught:
        resource_path("fonts", "Comic.ttf")
    assert caught.value.code == "INSTALLATION-INCOMPLETE"
    assert caught.value.place == "fonts/Comic.ttf"
    assert caught.value.next_step


def test_the_frozen_program_looks_only_beside_itself() -> None:
    roots = candidate_roots(Path("/somewhere/hcc_crf"), "/opt/hcc-crf/_internal")
    assert roots == (Path("/opt/hcc-crf/_internal"),)


def test_an_installed_wheel_is_searched_before_a_checkout() -> None:
    roots = candidate_roots(Path("/checkout/src/hcc_crf"), None)
    assert roots == (Path("/checkout/src/hcc_crf/bundled"), Path("/checkout"))


@pytest.mark.parametrize("name", FONTS)
def test_a_font_holds_every_character_of_gb_2312_and_the_symbols_in_use(name: str) -> None:
    held = TTFont(resource_path("fonts", name)).getBestCmap()
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    hanzi = {pair.decode("gb2312", errors="ignore") for pair in pairs} - {""}
    assert len(hanzi) == 6763  # GB 2312-1980, levels 1 and 2
    assert {char for char in hanzi if ord(char) not in held} == set()
    assert [char for char in SYMBOLS if ord(char) not in held] == []


@pytest.mark.parametrize("name", FONTS)
def test_a_font_has_truetype_outlines_and_may_be_embedded(name: str) -> None:
    font = TTFont(resource_path("fonts", name))
    assert "glyf" in font
    assert "CFF " not in font
    assert font["OS/2"].fsType == 0  # installable embedding, no restriction


@pytest.mark.parametrize("name", FONTS)
def test_exponent_digits_share_one_height(name: str) -> None:
    font = TTFont(resource_path("fonts", name))
    codes, outlines = font.getBestCmap(), font["glyf"]
    tops = {outlines[codes[ord(char)]].yMax for char in "⁰¹²³⁴⁵⁶⁷⁸⁹"}
    assert max(tops) - min(tops) <= 20  # round digits overshoot flat ones


@pytest.mark.parametrize("file", ["forms.yaml", "subjects.yaml"])
def test_the_fonts_hold_every_character_of_the_reference_study(shared: Path, file: str) -> None:
    text = (shared / "study" / file).read_text(encoding="utf-8")
    for name in FONTS:
        held = TTFont(resource_path("fonts", name)).getBestCmap()
        assert {char for char in text if char > " " and ord(char) not in held} == set()
