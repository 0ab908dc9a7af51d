"""Age in completed years on a date.

A birth year alone counts as 1 July, a year and month as the 15th, and the age is marked imputed.
Someone born on 29 February is a year older on 1 March of a common year.
"""

from dataclasses import dataclass
from datetime import date

from hcc_crf.values import Bilingual, NotDerivable, PartialDate

from .missing import impossible, lacking

RULE = "age/1"


@dataclass(frozen=True, slots=True)
class AgeSettings:
    """What a partial date of birth stands for, and when a leap-day birthday falls.

    Attributes:
        month_when_unknown: Of a birth year alone.
        day_when_month_unknown: Of a birth year alone.
        day_when_unknown: Of a birth year and month.
        leap_birthday_on_1_march: False: on 28 February.
    """

    month_when_unknown: int = 7
    day_when_month_unknown: int = 1
    day_when_unknown: int = 15
    leap_birthday_on_1_march: bool = True


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years; `is_imputed` when the date of birth was partial."""

    years: int
    is_imputed: bool
    why: Bilingual


DEFAULT = AgeSettings()

_YEAR, _MONTH = 4, 7
_LEAP_DAY, _DAY_BEFORE = (2, 29), (2, 28)
_LEAP_WORDS = {
    _LEAP_DAY: Bilingual("1 March", "3月1日"),
    _DAY_BEFORE: Bilingual("28 February", "2月28日"),
}
"""When a birthday of 29 February comes in a common year, by the day it is counted from."""


def _taken_birth(birth: PartialDate, settings: AgeSettings) -> date:
    """Return the day a date of birth stands for."""
    if len(birth.iso) == _YEAR:
        return date(birth.first.year, settings.month_when_unknown, settings.day_when_month_unknown)
    if len(birth.iso) == _MONTH:
        return birth.first.replace(day=settings.day_when_unknown)
    return birth.first


def compute_age(
    *, birth: PartialDate | None, on: PartialDate | None, settings: AgeSettings = DEFAULT
) -> Age | NotDerivable:
    """Return the age on `on`, which must be known to the day and not before the birth."""
    if birth is None or on is None:
        inputs = (("birth", birth), ("date", on))
        return lacking([name for name, value in inputs if value is None])
    if not on.is_complete:
        return impossible("date", f"{on} is not known to the day", f"{on}未精确到日")
    taken = _taken_birth(birth, settings)
    day = on.first
    if day < taken:
        return impossible(
            "date", f"{on} is before the birth ({birth})", f"{on}早于出生日期（{birth}）"
        )
    birthday = (taken.month, taken.day)
    if birthday == _LEAP_DAY and not settings.leap_birthday_on_1_march:
        birthday = _DAY_BEFORE
    years = day.year - taken.year - ((day.month, day.day) < birthday)
    is_imputed = not birth.is_complete
    imputed = f", taken as {taken}" if is_imputed else ""
    imputed_zh = f"（按{taken}计）" if is_imputed else ""
    if (taken.month, taken.day) == _LEAP_DAY:
        imputed += f"; in other years the birthday is {_LEAP_WORDS[birthday].en}"
        imputed_zh += f"（平年按{_LEAP_WORDS[birthday].zh}计）"
    return Age(
        years,
        is_imputed,
        Bilingual(
            f"{years} completed years on {on}: born {birth}{imputed}.",
            f"{on}时满{years}岁：出生日期{birth}{imputed_zh}。",
        ),
    )
