"""Light and dark, legible, and every role drawn from named colours."""

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hcc_crf.resources import resource_path
from hcc_crf.ui.palette import DARK, LIGHT, Colours
from hcc_crf.ui.theme import (
    FONT_FAMILY,
    Scheme,
    apply_theme,
    colours,
    current_theme,
    filled_sheet,
    set_role,
)

BOTH = pytest.mark.parametrize("named", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1, 0 for black to 1 for white."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@BOTH
@pytest.mark.parametrize("word", ["text", "muted", "accent", "good_text", "warn_text", "bad_text"])
@pytest.mark.parametrize("ground", ["surface", "ground", "sunken", "chosen"])
def test_words_are_legible(named: Colours, word: str, ground: str) -> None:
    assert contrast(getattr(named, word), getattr(named, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(
    ("word", "ground"),
    [
        ("on_accent", "fill"),
        ("rail_text", "rail"),
        ("rail_text", "rail_chosen"),
        ("on_training", "training"),
        ("warn_text", "warn_tint"),
        ("bad_text", "bad_tint"),
        ("good_text", "good_tint"),
    ],
)
def test_words_on_colour_are_legible(named: Colours, word: str, ground: str) -> None:
    assert contrast(getattr(named, word), getattr(named, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("mark", ["good", "bad", "soon"])
def test_marks_stand_out_from_the_surface(named: Colours, mark: str) -> None:
    assert contrast(getattr(named, mark), named.surface) >= 3


@BOTH
def test_every_colour_is_written_the_same_way(named: Colours) -> None:
    assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for value in asdict(named).values())


def test_the_sheet_names_only_known_colours_and_holds_none_of_its_own() -> None:
    sheet = resource_path("style", "desk.qss").read_text(encoding="utf-8")
    assert "@" not in filled_sheet(sheet, LIGHT)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet)) <= {"#ffffff"}


def test_a_sheet_with_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        filled_sheet("QLabel { color: @nothing; }", LIGHT)


def test_dark_and_light_change_palette_and_colours(qapp: QApplication) -> None:
    current_theme().choose(Scheme.DARK)
    assert colours() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.ground
    current_theme().choose(Scheme.LIGHT)
    assert colours() is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.ground


def test_a_change_of_look_is_told(qtbot: QtBot) -> None:
    with qtbot.waitSignal(current_theme().changed):
        current_theme().choose(Scheme.DARK)


def test_following_the_system_is_light_where_the_system_says_nothing(qapp: QApplication) -> None:
    current_theme().choose(Scheme.SYSTEM)
    assert current_theme().scheme is Scheme.SYSTEM
    assert colours() is LIGHT


def test_the_application_has_one_theme(qapp: QApplication) -> None:
    assert apply_theme(qapp) is apply_theme(qapp)


def test_the_bundled_font_is_used_and_has_chinese_and_superscripts(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == FONT_FAMILY


def test_a_role_can_change_while_a_widget_is_shown(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    set_role(label, "finding-hard")
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.bad_text
    set_role(label, "muted")
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.muted
