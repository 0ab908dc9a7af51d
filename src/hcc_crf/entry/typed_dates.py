"""Dates and times as people type them.

Read are `2024-03-05`, `5mar24`, `05-MAR-2024`, `05032024`, `20240305`, `5/3/2024` (day first),
`2024/3/5`, `2024年3月5日`; `t`, `t-3`, `y` (yesterday); partial dates `2024`, `2024-03`, `mar2024`,
`UN-MAR-2024`, `UN-UNK-2024`. A year of two digits is of this century up to next year, else of the
last one. The eight-digit forms cannot be confused: a month is never 19, 20 or 21.
"""

import re
from datetime import date, timedelta

from hcc_crf.values import Bilingual, PartialDate

from .unreadable import Unreadable

_MONTHS = tuple(
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()
)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-年](\d{1,2})(?:[/.\-月](\d{1,2}))?[月日]?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2}|UNK|UK|UN)?[/.\- ]?([A-Z]{3,9})[/.\- ]?(\d{4}|\d{2})", re.ASCII)
_YEAR = re.compile(r"(?:UN|UNK|UK)?[/.\- ]?(?:UNK|UN|UK)?[/.\- ]?(\d{4})年?", re.ASCII)
_RELATIVE = re.compile(r"T(?:\s*([+-])\s*(\d{1,3}))?", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.：时]?([0-5]\d)分?", re.ASCII)

UNREADABLE_DATE = Unreadable(
    Bilingual(
        "This is no date. Type for example 5mar24, 2024-03-05 or t (today).",
        "无法识别的日期。请输入如 5mar24、2024-03-05 或 t（今天）。",
    )
)
UNREADABLE_PARTIAL_DATE = Unreadable(
    Bilingual(
        "This is no date. Type for example 5mar24, 2024-03-05, t (today) or UN-MAR-2024.",
        "无法识别的日期。请输入如 5mar24、2024-03-05、t（今天）或 UN-MAR-2024。",
    )
)
NEEDS_DAY = Unreadable(
    Bilingual(
        "This item needs the full date with its day. Use a missing code if it is not known.",
        "此项需要完整日期（年月日）。如不详，请使用缺失代码。",
    )
)
NO_VISIT_DATE = Unreadable(
    Bilingual(
        "The visit has no date yet. Enter it on the form Visit, or type the date.",
        "该访视尚无日期。请先在访视表单填写，或直接输入日期。",
    )
)
UNREADABLE_TIME = Unreadable(
    Bilingual(
        "This is no time. Type for example 9:30 or 0930.", "无法识别的时间。请输入如 9:30 或 0930。"
    )
)


def read_date(
    text: str, *, today: PartialDate, partial: bool, visit: PartialDate | None = None
) -> PartialDate | Unreadable:
    """Return the date a text stands for.

    Args:
        text: As typed, in any letter case and width.
        today: Date of the workstation, for `t`, `y` and two-digit years.
        partial: Whether a date without its day will do.
        visit: Date of the visit, for `v`; `None` while it has none.
    """
    if text.strip().upper() == "V":
        return NO_VISIT_DATE if visit is None else visit
    unreadable = UNREADABLE_PARTIAL_DATE if partial else UNREADABLE_DATE
    iso = _iso(text.strip().upper(), today)
    if iso is None:
        return unreadable
    try:
        found = PartialDate(iso)
    except ValueError:
        return unreadable
    return found if partial or found.is_complete else NEEDS_DAY


def _iso(text: str, today: PartialDate) -> str | None:
    if text == "Y":
        return (today.first - timedelta(days=1)).isoformat()
    if match := _RELATIVE.fullmatch(text):
        days = int(match[2] or 0) * (-1 if match[1] == "-" else 1)
        return (today.first + timedelta(days=days)).isoformat()
    if re.fullmatch(r"\d{8}", text):
        return _eight_digits(text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _join(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _join(_year(match[3], today), match[2], match[1])
    if match := _MONTH_YEAR.fullmatch(text):
        return _join(match[2], match[1], None)
    if match := _YEAR.fullmatch(text):
        return match[1]
    if match := _NAMED.fullmatch(text):
        return _named(match, today)
    return None


def _named(match: re.Match[str], today: PartialDate) -> str | None:
    """A month by its name or the beginning of it, from three letters on."""
    day = match[1] if (match[1] or "").isdigit() else None
    for month, name in enumerate(_MONTHS, start=1):
        if name.startswith(match[2]):
            return _join(_year(match[3], today), str(month), day)
    return None


def _eight_digits(text: str) -> str | None:
    for year, month, day in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
        iso = f"{year}-{month}-{day}"
        try:
            date.fromisoformat(iso)
        except ValueError:
            continue
        if year[:2] in ("19", "20", "21"):
            return iso
    return None


def _join(year: str, month: str, day: str | None) -> str:
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _year(text: str, today: PartialDate) -> str:
    if len(text) == 4:  # noqa: PLR2004  (a year with its century)
        return text
    century = today.first.year // 100
    is_past = int(text) > (today.first.year + 1) % 100
    return f"{century - 1 if is_past else century}{text}"


def read_time(text: str) -> str | Unreadable:
    """Return a time of day as `HH:MM`, from `9:30`, `0930`, `930` or `9.30`."""
    match = _TIME.fullmatch(text.strip())
    if match is None or int(match[1]) > 23:  # noqa: PLR2004  (hours of a day)
        return UNREADABLE_TIME
    return f"{int(match[1]):02}:{match[2]}"
