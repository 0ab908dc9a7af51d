"""Marks can be told apart by shape alone, in both looks."""

from itertools import combinations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from hcc_crf.ui.mark_label import MarkLabel
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.state_icons import mark_icon, mark_pixmap
from hcc_crf.ui.theme import Scheme, current_theme

SIZE = 18
DIFFERENT_ENOUGH = 12
"""Of 324 pixels; two marks that differ in fewer would be taken for each other."""


def outline(mark: Mark) -> tuple[bool, ...]:
    """Return which pixels of a mark are painted, without their colours."""
    image = mark_pixmap(mark, SIZE, ratio=1.0).toImage()
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    return tuple(
        image.pixelColor(x, y).alpha() > 90 and image.pixelColor(x, y).lightness() < 235
        for x in range(SIZE)
        for y in range(SIZE)
    )


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_two_marks_differ_without_colour(qtbot: QtBot, scheme: Scheme) -> None:
    current_theme().choose(scheme)
    alike = [
        (one, other)
        for one, other in combinations(Mark, 2)
        if sum(a != b for a, b in zip(outline(one), outline(other), strict=True)) < DIFFERENT_ENOUGH
    ]
    assert alike == []


def test_a_mark_is_sharp_on_a_dense_screen(qtbot: QtBot) -> None:
    pixmap = mark_pixmap(Mark.COMPLETE, SIZE, ratio=2.0)
    assert pixmap.width() == 2 * SIZE
    assert pixmap.deviceIndependentSize().width() == SIZE


def test_a_mark_is_an_icon_for_lists(qtbot: QtBot) -> None:
    assert not mark_icon(Mark.HARD).isNull()


def test_a_mark_in_a_line_says_its_meaning_and_follows_the_look(qtbot: QtBot) -> None:
    label = MarkLabel(Mark.OVERDUE, SIZE)
    qtbot.addWidget(label)
    light = label.pixmap().toImage()
    assert label.toolTip() == label.accessibleName() == "overdue"
    current_theme().choose(Scheme.DARK)
    assert label.pixmap().toImage() != light


def test_marks_take_the_colours_of_the_moment(qtbot: QtBot) -> None:
    light = mark_pixmap(Mark.HARD, SIZE, ratio=1.0).toImage()
    current_theme().choose(Scheme.DARK)
    assert mark_pixmap(Mark.HARD, SIZE, ratio=1.0).toImage() != light
