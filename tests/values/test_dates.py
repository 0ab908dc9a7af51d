"""Partial dates stand for the days they may be; a comparison answers only what is certain."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.values import PartialDate


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        pytest.param("2024", date(2024, 1, 1), date(2024, 12, 31), id="a year"),
        pytest.param("2024-03", date(2024, 3, 1), date(2024, 3, 31), id="a month of 31 days"),
        pytest.param("2024-04", date(2024, 4, 1), date(2024, 4, 30), id="a month of 30 days"),
        pytest.param("2024-12", date(2024, 12, 1), date(2024, 12, 31), id="December"),
        pytest.param("2023-02", date(2023, 2, 1), date(2023, 2, 28), id="February"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="February, leap year"),
        pytest.param("2100-02", date(2100, 2, 1), date(2100, 2, 28), id="2100 is no leap year"),
        pytest.param("2000-02", date(2000, 2, 1), date(2000, 2, 29), id="2000 is one"),
        pytest.param("2024-03-05", date(2024, 3, 5), date(2024, 3, 5), id="a day"),
        pytest.param("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), id="a leap day"),
        pytest.param("1900-01-01", date(1900, 1, 1), date(1900, 1, 1), id="the first day taken"),
        pytest.param("2199-12-31", date(2199, 12, 31), date(2199, 12, 31), id="the last one"),
    ],
)
def test_a_date_is_the_interval_of_the_days_it_may_be(iso: str, first: date, last: date) -> None:
    found = PartialDate(iso)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("iso", ["2024", "2024-03"])
def test_a_date_without_its_day_is_not_complete(iso: str) -> None:
    assert not PartialDate(iso).is_complete


def test_a_date_with_its_day_is_complete() -> None:
    assert PartialDate("2024-03-05").is_complete


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("2024-00", id="month 0"),
        pytest.param("2024-13", id="month 13"),
        pytest.param("2024-04-31", id="31 April"),
        pytest.param("2023-02-29", id="29 February without leap year"),
        pytest.param("2024-03-00", id="day 0"),
        pytest.param("2024-3-5", id="no leading zeros"),
        pytest.param("20240305", id="no hyphens"),
        pytest.param("2024-W01-1", id="a calendar week"),
        pytest.param("2024-W10", id="a calendar week without its day"),
        pytest.param("2024-065", id="a day of the year"),
        pytest.param("2024-03-05T00:00", id="an instant"),
        pytest.param("05-03-2024", id="day first"),
        pytest.param("2024/03/05", id="slashes"),
        pytest.param("２０２４", id="wide digits"),
        pytest.param("٢٠٢٤", id="digits of another script"),
        pytest.param("2024-03-05\n", id="a line end"),
        pytest.param(" 2024", id="a space"),
        pytest.param("1899-12-31", id="before 1900"),
        pytest.param("1899", id="a year before 1900"),
        pytest.param("2200-01-01", id="from 2200 on"),
        pytest.param("0000", id="year 0"),
        pytest.param("-024", id="a hyphen in the year"),
    ],
)
def test_what_is_no_calendar_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PartialDate(text)


# (one, other, is_before, is_same_day); None: the intervals leave it open.
COMPARED = [
    ("2024-03-05", "2024-03-06", True, False),
    ("2024-03-05", "2024-03-05", False, True),
    ("2024-03-06", "2024-03-05", False, False),
    ("2024-03", "2024-04", True, False),
    ("2024-03", "2024-03", None, None),
    ("2024-04", "2024-03", False, False),
    ("2024", "2024", None, None),
    ("2023", "2024", True, False),
    ("2024-03", "2024-03-01", False, None),
    ("2024-03", "2024-03-02", None, None),
    ("2024-03", "2024-03-31", None, None),
    ("2024-03", "2024-04-01", True, False),
    ("2024-03-01", "2024-03", None, None),
    ("2024-03-30", "2024-03", None, None),
    ("2024-03-31", "2024-03", False, None),
    ("2024-02-29", "2024-03", True, False),
    ("2024", "2024-01-01", False, None),
    ("2024", "2024-12-31", None, None),
    ("2024", "2025-01-01", True, False),
    ("2023-12-31", "2024", True, False),
    ("2024-12-31", "2024", False, None),
    ("2024-12", "2024", None, None),
]


@pytest.mark.requirement("C9")
@pytest.mark.parametrize(("one", "other", "is_before", "_same"), COMPARED)
def test_before_is_answered_only_where_it_is_certain(
    one: str, other: str, is_before: bool | None, _same: bool | None
) -> None:
    assert PartialDate(one).is_before(PartialDate(other)) is is_before


@pytest.mark.requirement("C9")
@pytest.mark.parametrize(("one", "other", "_before", "is_same_day"), COMPARED)
def test_the_same_day_is_answered_only_where_it_is_certain(
    one: str, other: str, _before: bool | None, is_same_day: bool | None
) -> None:
    assert PartialDate(one).is_same_day(PartialDate(other)) is is_same_day


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(lambda day: day.isoformat())
PARTIAL = st.builds(
    lambda iso, length: PartialDate(iso[:length]), DAYS, st.sampled_from([4, 7, 10])
)


@given(PARTIAL)
def test_the_text_of_a_date_is_what_it_was_made_from(partial: PartialDate) -> None:
    assert str(partial) == partial.iso
    assert PartialDate(str(partial)) == partial


@given(PARTIAL, PARTIAL)
def test_no_date_is_before_another_and_after_it(one: PartialDate, other: PartialDate) -> None:
    assert not (one.is_before(other) is True and other.is_before(one) is True)


@given(PARTIAL, PARTIAL)
def test_whether_two_dates_are_the_same_day_does_not_depend_on_their_order(
    one: PartialDate, other: PartialDate
) -> None:
    assert one.is_same_day(other) is other.is_same_day(one)


@given(PARTIAL, DAYS, DAYS)
def test_a_certain_answer_holds_for_every_day_the_date_may_be(
    partial: PartialDate, day: str, other: str
) -> None:
    known = PartialDate(other)
    inside = partial.first.isoformat() <= day <= partial.last.isoformat()
    answer = partial.is_before(known)
    if inside and answer is not None:
        assert (day < other) is answer
