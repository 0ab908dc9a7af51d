"""Visit windows: when a visit is due, and how far a date lies outside.

The anchor is day 1: a planned day above 0 is anchor + day - 1, one below 0 is anchor + day (there
is no day 0), so 30 days after the last dose is planned day 31. Both ends of a window are inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hcc_crf.values import Bilingual, NotDerivable, PartialDate

from .missing import impossible, lacking

RULE = "windows/1"


@dataclass(frozen=True, slots=True)
class VisitWindow:
    """When a visit is due.

    Attributes:
        target: The planned date.
        first: First day inside.
        last: Last day inside.
        deviation_days: 0 inside, else days beyond the nearer edge, negative when early; `None`
            without a date known to the day.
        why: One line.
    """

    target: date
    first: date
    last: date
    deviation_days: int | None
    why: Bilingual


def target_date(anchor: date, target_day: int) -> date:
    """Return the day `target_day` of a count in which the anchor is day 1 and no day is 0."""
    return anchor + timedelta(days=target_day - 1 if target_day > 0 else target_day)


def compute_visit_window(
    *,
    anchor: PartialDate | None,
    target_day: int,
    minus: int,
    plus: int,
    date: PartialDate | None,
) -> VisitWindow | NotDerivable:
    """Return target, window and deviation; the anchor must be known to the day.

    Args:
        anchor: First dose, last dose or decision, by the visit's definition; day 1.
        target_day: Planned day, never 0.
        minus: Days the visit may be early.
        plus: Days the visit may be late.
        date: Day of the visit; missing or partial leaves only the deviation open.
    """
    if anchor is None:
        return lacking(["anchor"])
    if not anchor.is_complete:
        return impossible("anchor", f"{anchor} is not known to the day", f"{anchor}未精确到日")
    target = target_date(anchor.first, target_day)
    first, last = target - timedelta(days=minus), target + timedelta(days=plus)
    span = f"{first} to {last}", f"{first}至{last}"
    planned = f"day {target_day} from {anchor} is {target}"
    planned_zh = f"自{anchor}起第{target_day}天为{target}"
    if date is None or not date.is_complete:
        why = Bilingual(
            f"{planned}, window {span[0]}; date not known to the day.",
            f"{planned_zh}，窗口{span[1]}；日期未精确到日。",
        )
        return VisitWindow(target, first, last, None, why)
    day = date.first
    deviation = 0
    if day < first:
        deviation = (day - first).days
    elif day > last:
        deviation = (day - last).days
    place = _place(deviation)
    why = Bilingual(
        f"{date} {place.en}: {planned}, window {span[0]}.",
        f"{date}{place.zh}：{planned_zh}，窗口{span[1]}。",
    )
    return VisitWindow(target, first, last, deviation, why)


def _place(deviation: int) -> Bilingual:
    if not deviation:
        return Bilingual("is inside", "在窗口内")
    days = abs(deviation)
    count = "1 day" if days == 1 else f"{days} days"
    if deviation > 0:
        return Bilingual(f"is {count} too late", f"晚{days}天")
    return Bilingual(f"is {count} too early", f"早{days}天")


def nearest_window(day: date, windows: Sequence[VisitWindow]) -> VisitWindow | None:
    """Return the window `day` lies in; of several the nearest target, at a tie the later."""
    inside = [window for window in windows if window.first <= day <= window.last]
    return min(
        inside,
        key=lambda window: (abs((day - window.target).days), -window.target.toordinal()),
        default=None,
    )
