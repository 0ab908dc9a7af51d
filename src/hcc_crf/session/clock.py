"""The moment something happens: UTC, the workstation's offset and zone, and its calendar day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from hcc_crf.ledger.events import Stamp
from hcc_crf.values import PartialDate


@dataclass(frozen=True)
class Moment:
    """A moment as a workstation knows it.

    Attributes:
        local: Time zone aware local time.
        zone: Name of the zone, such as `Asia/Shanghai`.
        uptime_ms: Milliseconds on a clock that nobody can set and that runs on in sleep; `None`
            where there is none.
    """

    local: datetime
    zone: str
    uptime_ms: int | None = None

    @cached_property
    def utc(self) -> datetime:
        """The moment in UTC."""
        return self.local.astimezone(UTC)

    @cached_property
    def at(self) -> str:
        """`2026-11-25T17:11:47.123456Z`."""
        return self.utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @property
    def today(self) -> PartialDate:
        """The calendar day of the workstation."""
        return PartialDate(self.local.date().isoformat())

    @property
    def stamp(self) -> Stamp:
        """The moment as an event keeps it."""
        offset = self.local.strftime("%z")
        return Stamp(self.at, f"{offset[:3]}:{offset[3:5]}", self.zone)


def local_day(stamp: Stamp) -> PartialDate:
    """Return the calendar day a workstation had at a stamp."""
    moment = datetime.fromisoformat(stamp.at_utc)
    zone = datetime.strptime(stamp.offset, "%z").tzinfo
    return PartialDate(moment.astimezone(zone).date().isoformat())


Clock = Callable[[], Moment]
