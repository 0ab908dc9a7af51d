"""Calendar dates as people know them: a year, a year and month, or a day.

Dates are plain ISO strings and never instants: no time zone can shift them. A partial date stands
for the interval of days it may be; comparisons answer `None` where the interval leaves it open.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_ISO = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or the year.

    Attributes:
        iso: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a real calendar date from 1900 to 2199.
    """

    iso: str

    def __post_init__(self) -> None:
        """Refuse text that is no calendar date (`ValueError`)."""
        if _ISO.fullmatch(self.iso) is None:  # `fromisoformat` would take weeks: 2024-W01-1
            raise ValueError(self.iso)
        if not 1900 <= self.first.year <= 2199:  # noqa: PLR2004  (see the class docstring)
            raise ValueError(self.iso)

    @cached_property
    def first(self) -> date:
        """The earliest day it may be."""
        return date.fromisoformat((self.iso + "-01-01")[:10])

    @cached_property
    def last(self) -> date:
        """The latest day it may be."""
        first = self.first
        if len(self.iso) == 4:  # noqa: PLR2004  (YYYY)
            return first.replace(month=12, day=31)
        if len(self.iso) == 7:  # noqa: PLR2004  (YYYY-MM)
            return first.replace(day=monthrange(first.year, first.month)[1])
        return first

    @property
    def is_complete(self) -> bool:
        """True when the day is known."""
        return len(self.iso) == 10  # noqa: PLR2004  (YYYY-MM-DD)

    def is_before(self, other: "PartialDate") -> bool | None:
        """True or false when certain, `None` when the intervals overlap."""
        if self.last < other.first:
            return True
        if self.first >= other.last:
            return False
        return None

    def is_same_day(self, other: "PartialDate") -> bool | None:
        """True for the same known day, false when the intervals are apart, else `None`."""
        if self.is_complete and other.is_complete:
            return self.iso == other.iso
        if self.last < other.first or other.last < self.first:
            return False
        return None

    def __str__(self) -> str:
        """The ISO text."""
        return self.iso
