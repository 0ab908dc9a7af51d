"""Where the columns of a grid stand."""

import pytest

from hcc_crf.worksheet.document import Column
from hcc_crf.worksheet.render_fields import WIDTH
from hcc_crf.worksheet.render_places import Place, places_of
from hcc_crf.worksheet.render_sheet import MM


def columns(*widths_mm: float, grows: int = -1) -> tuple[Column, ...]:
    return tuple(Column("x", width, grows=at == grows) for at, width in enumerate(widths_mm))


def edges(places: tuple[Place, ...], line: int) -> set[float]:
    return {round((place.x + place.width) / MM, 3) for place in places if place.line == line}


def test_columns_that_fit_share_one_line_and_fill_it() -> None:
    places = places_of(columns(10, 40, 40))
    assert {place.line for place in places} == {0}
    assert places[-1].x + places[-1].width == pytest.approx(WIDTH)


def test_what_is_left_goes_to_the_column_that_grows() -> None:
    places = places_of(columns(14, 40, 40, grows=2))
    assert places[1].width == pytest.approx(40 * MM)
    assert places[2].width == pytest.approx(120 * MM)


def test_columns_that_do_not_fit_continue_on_a_second_line() -> None:
    places = places_of(columns(14, 60, 60, 60, 60))
    assert [place.line for place in places] == [0, 0, 0, 1, 1]
    assert places[3].x == pytest.approx(14 * MM)


def test_a_column_wider_than_the_paper_is_held_to_it() -> None:
    places = places_of(columns(14, 400))
    assert places[1].width == pytest.approx(160 * MM)


def test_columns_of_a_second_line_end_under_those_of_the_first() -> None:
    places = places_of(columns(14, 40, 30, 30, 40, 50, 60, grows=1))
    assert [place.line for place in places] == [0, 0, 0, 0, 0, 1, 1]
    assert edges(places, 1) <= edges(places, 0)
    assert max(edges(places, 1)) == pytest.approx(WIDTH / MM)


def test_no_column_is_narrower_than_it_asks() -> None:
    asked = columns(14, 30, 50, 20, 30, 32, 44, 22, 36, grows=3)
    places = places_of(asked)
    for column, place in zip(asked, places, strict=True):
        assert place.width >= column.width_mm * MM - 0.001
    assert edges(places, 1) <= edges(places, 0)


def test_columns_give_a_little_so_that_lines_are_aligned() -> None:
    asked = columns(14, 30, 50, 20, 68, 32, 44, 22, 58)
    places = places_of(asked)
    assert edges(places, 1) <= edges(places, 0)
    for column, place in zip(asked, places, strict=True):
        assert column.width_mm * MM * 0.92 < place.width


def test_lines_that_find_no_room_under_each_other_stand_for_themselves() -> None:
    asked = columns(14, 30, 50, 20, 30, 44, 20, 60, 22)
    places = places_of(asked)
    assert {place.line for place in places} == {0, 1}
    assert edges(places, 1) - edges(places, 0)
    assert max(edges(places, 1)) == pytest.approx(WIDTH / MM)
