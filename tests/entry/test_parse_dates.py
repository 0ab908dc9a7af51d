"""Dates and times as people type them; two-digit years, partial dates, impossible days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.entry.parse import Typed, parse_text
from hcc_crf.entry.program import Program
from hcc_crf.entry.typed_dates import (
    NEEDS_DAY,
    UNREADABLE_DATE,
    UNREADABLE_PARTIAL_DATE,
    UNREADABLE_TIME,
    read_date,
    read_time,
)
from hcc_crf.entry.unreadable import Unreadable
from hcc_crf.values import PartialDate, Value

from .saving import Nurse

TODAY = PartialDate("2026-11-25")


def read(text: str, *, today: PartialDate = TODAY, partial: bool = True) -> str:
    """Return the ISO text of a date, or the problem in English."""
    found = read_date(text, today=today, partial=partial)
    return found.problem.en if isinstance(found, Unreadable) else found.iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        # the forms the module promises
        ("2024-03-05", "2024-03-05"),
        ("5mar24", "2024-03-05"),
        ("05-MAR-2024", "2024-03-05"),
        ("05032024", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("5/3/2024", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"),
        ("t", "2026-11-25"),
        ("t-3", "2026-11-22"),
        ("y", "2026-11-24"),
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("mar2024", "2024-03"),
        ("UN-MAR-2024", "2024-03"),
        ("UN-UNK-2024", "2024"),
        # and their sisters
        ("2024-3-5", "2024-03-05"),
        ("2024.3.5", "2024-03-05"),
        ("5.3.2024", "2024-03-05"),
        ("5.3.24", "2024-03-05"),
        ("5-3-24", "2024-03-05"),
        ("5 3 2024", "2024-03-05"),
        ("05-03-2024", "2024-03-05"),
        ("5 mar 2024", "2024-03-05"),
        ("5 March 2024", "2024-03-05"),
        ("5-mar-24", "2024-03-05"),
        ("5/mar/2024", "2024-03-05"),
        ("1sept2024", "2024-09-01"),
        ("30JUN2024", "2024-06-30"),
        ("31jul24", "2024-07-31"),
        ("2024年3月", "2024-03"),
        ("2024年", "2024"),
        ("2024年12月31日", "2024-12-31"),
        ("3/2024", "2024-03"),
        ("03-2024", "2024-03"),
        ("2024/3", "2024-03"),
        ("mar 24", "2024-03"),
        ("un mar 2024", "2024-03"),
        ("UNK-MAR-2024", "2024-03"),
        ("UNKMAR2024", "2024-03"),
        ("UK-UNK-2024", "2024"),
        ("UN-UN-2024", "2024"),
        ("un/unk/2024", "2024"),
        ("29feb24", "2024-02-29"),
        ("T", "2026-11-25"),
        ("T - 30", "2026-10-26"),
        ("t+1", "2026-11-26"),
        ("T-0", "2026-11-25"),
        ("t-400", "2025-10-21"),
        ("Y", "2026-11-24"),
        (" 5mar24 ", "2024-03-05"),
        ("31122010", "2010-12-31"),
        ("20112010", "2010-11-20"),
        ("19122020", "2020-12-19"),
        ("20101210", "2010-12-10"),
        ("01011900", "1900-01-01"),
    ],
)
def test_a_date_is_read_as_people_type_it(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("２０２４－０３－０５", "2024-03-05"),
        ("２０２４／３／５", "2024-03-05"),
        ("５ｍａｒ２４", "2024-03-05"),
    ],
)
def test_wide_signs_of_chinese_input_count_as_the_plain_ones(
    program: Program, text: str, iso: str
) -> None:
    item = program.study.item("VS", "VSDAT")
    assert parse_text(item, Typed(text), today=TODAY) == Value(text, iso)


# A year of two digits is of this century up to next year, else of the last one.
@pytest.mark.parametrize(
    ("year", "today", "full"),
    [
        pytest.param("26", "2026-11-25", "2026", id="this year"),
        pytest.param("27", "2026-11-25", "2027", id="next year"),
        pytest.param("28", "2026-11-25", "1928", id="the year after next"),
        pytest.param("99", "2026-11-25", "1999", id="99"),
        pytest.param("00", "2026-11-25", "2000", id="00"),
        pytest.param("65", "2026-11-25", "1965", id="a year of birth"),
        pytest.param("24", "2023-12-31", "2024", id="next year, on New Year's Eve"),
        pytest.param("25", "2023-12-31", "1925", id="beyond it"),
        pytest.param("25", "2024-01-01", "2025", id="the same year a day later"),
    ],
)
def test_a_year_of_two_digits_has_its_century_by_today(year: str, today: str, full: str) -> None:
    assert read(f"5mar{year}", today=PartialDate(today)) == f"{full}-03-05"
    assert read(f"5/3/{year}", today=PartialDate(today)) == f"{full}-03-05"


@pytest.mark.parametrize(
    ("today", "yesterday"),
    [("2024-03-01", "2024-02-29"), ("2023-03-01", "2023-02-28"), ("2024-01-01", "2023-12-31")],
)
def test_yesterday_crosses_months_and_years(today: str, yesterday: str) -> None:
    assert read("y", today=PartialDate(today)) == yesterday
    assert read("t-1", today=PartialDate(today)) == yesterday


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("30feb24", id="30 February"),
        pytest.param("29feb23", id="29 February without leap year"),
        pytest.param("31apr24", id="31 April"),
        pytest.param("2024-13-01", id="month 13"),
        pytest.param("2024-00-05", id="month 0"),
        pytest.param("0mar24", id="day 0"),
        pytest.param("32/1/2024", id="day 32"),
        pytest.param("3/25/2024", id="month first"),
        pytest.param("1899-12-31", id="before 1900"),
        pytest.param("2200-01-01", id="after 2199"),
        pytest.param("32132024", id="eight digits, neither way"),
        pytest.param("01011830", id="eight digits, too early"),
        pytest.param("050324", id="six digits"),
        pytest.param("5324", id="four digits that are no year of this time"),
        pytest.param("2024-065", id="a day of the year"),
        pytest.param("2024-W10-2", id="a calendar week"),
        pytest.param("maybe 24", id="a word that begins like a month"),
        pytest.param("declined 2024", id="another"),
        pytest.param("5 xyz 24", id="no month"),
        pytest.param("ma 2024", id="two letters of a month"),
        pytest.param("un-03-2024x", id="something behind it"),
        pytest.param("tomorrow", id="a word"),
        pytest.param("t-1000", id="too many days"),
        pytest.param("t--1", id="two signs"),
        pytest.param("2024-٣-5", id="digits of another script"),
        pytest.param("2024-03-05 10:00", id="with a time"),
        pytest.param("UNK", id="unknown alone"),
        pytest.param("-", id="a hyphen"),
        pytest.param("😀", id="an emoji"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read(text) == UNREADABLE_PARTIAL_DATE.problem.en
    assert read(text, partial=False) == UNREADABLE_DATE.problem.en


@pytest.mark.requirement("P8")
@pytest.mark.parametrize("text", ["2024", "2024-03", "mar2024", "UN-MAR-2024", "UN-UNK-2024"])
def test_a_date_without_its_day_is_refused_where_the_day_is_needed(text: str) -> None:
    assert read(text, partial=False) == NEEDS_DAY.problem.en


@pytest.mark.requirement("P8")
def test_a_partial_date_is_stored_as_far_as_it_is_known(program: Program) -> None:
    birth = program.study.item("DM", "BRTHDAT")
    found = parse_text(birth, Typed("UN-MAR-1965"), today=TODAY)
    assert found == Value("UN-MAR-1965", "1965-03")


def test_unknown_typed_into_a_date_is_a_missing_code(program: Program) -> None:
    found = parse_text(program.study.item("DM", "BRTHDAT"), Typed("unk"), today=TODAY)
    assert isinstance(found, Value)
    assert found.missing == "UNK"


@given(st.dates(date(1930, 1, 1), date(2027, 12, 31)))
def test_every_day_is_read_alike_in_every_form(day: date) -> None:
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    month = months[day.month - 1]
    forms = [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d%m%Y}",
        f"{day:%Y%m%d}",
        f"{day.day}{month}{day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    if day.year > 1927:  # two digits reach back to 1928 in 2026
        forms.append(f"{day.day}{month}{day:%y}")
    assert {read(form) for form in forms} == {day.isoformat()}


@given(st.integers(0, 999))
def test_days_are_counted_back_from_today(days: int) -> None:
    assert read(f"t-{days}") == (TODAY.first - timedelta(days=days)).isoformat()


@given(st.text(max_size=14))
def test_any_text_is_a_date_of_the_calendar_or_refused(text: str) -> None:
    found = read_date(text, today=TODAY, partial=True)
    assert isinstance(found, PartialDate | Unreadable)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9:30", "09:30"),
        ("0930", "09:30"),
        ("930", "09:30"),
        ("9.30", "09:30"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
        ("9时30分", "09:30"),
        ("12:05", "12:05"),
        ("1205", "12:05"),
        (" 9:30 ", "09:30"),
    ],
)
def test_a_time_is_read_as_people_type_it(text: str, time: str) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize(
    "text", ["24:00", "9:60", "9:5", "9", "25", "99:99", "9:30:00", "9:30 pm", "0٩:٣٠", "", "abc"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    assert read_time(text) == UNREADABLE_TIME


def test_a_time_typed_on_a_wide_keyboard_is_read(program: Program) -> None:
    item = program.study.item("VS", "VSTIM")
    assert parse_text(item, Typed("９：３０"), today=TODAY) == Value("９：３０", "09:30")


def test_an_impossible_time_is_refused_on_the_form(program: Program) -> None:
    item = program.study.item("VS", "VSTIM")
    assert parse_text(item, Typed("24:00"), today=TODAY) == UNREADABLE_TIME


@pytest.mark.parametrize("text", ["v", "V", "ｖ"])
def test_v_is_the_date_of_the_visit(enrolled: Nurse, text: str) -> None:
    enrolled.save("SCR", "SV", SVOCCUR="Y", SVSTDAT="2026-01-03")
    enrolled.save("SCR", "VS", VSDAT=text)
    assert enrolled.value("SCR/VS.VSDAT") == Value(text, "2026-01-03")


def test_v_without_a_visit_date_says_what_to_do(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "VS", VSDAT="v")
    assert (problem.code, problem.path) == ("UNREADABLE", "01-001/SCR/VS.VSDAT")
    assert problem.message.en.startswith("The visit has no date yet.")
