"""Days between dates of which some are known to the month or the year only.

A partial date stands for an interval; what an interval leaves open counts as not proven. Study day,
age and visit windows live elsewhere.
"""

from hcc_crf.values import PartialDate


def days_at_least(earlier: PartialDate | None, later: PartialDate | None) -> int | None:
    """Return the days from `earlier` to `later` that are certain; `None` when a date is missing."""
    if earlier is None or later is None:
        return None
    return (later.first - earlier.last).days


def is_certainly_before(date: PartialDate | None, limit: PartialDate | None) -> bool:
    """True when there is no limit, or `date` is known and lies before it whatever its day."""
    if limit is None:
        return True
    return date is not None and date.is_before(limit) is True


def days_inclusive(start: PartialDate, end: PartialDate) -> int | None:
    """Return end − start + 1; `None` when either day is unknown."""
    if not (start.is_complete and end.is_complete):
        return None
    return (end.first - start.first).days + 1
