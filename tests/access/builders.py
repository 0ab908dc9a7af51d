"""A clock that is set by hand, and people for the tests of access."""

from datetime import UTC, datetime, timedelta

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Role

WORKSPACE = "5f0c9f0e-workspace"
NOW = "2026-11-25T17:11:47Z"
ADMIN = NewUser("admin1", "Ada Admin", Role.ADMINISTRATOR, "four quiet words here")
NURSE = NewUser("nurse1", "Nora Nurse", Role.NURSE, "seven green bicycles")
MONITOR = NewUser("monitor1", "Mona Monitor", Role.MONITOR, "paper lantern festival")
NEW_PASSWORD = "another rainy thursday"


class Clock:
    """Says the time it was set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 17, 11, 47, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass, backwards for a negative number."""
        self.now += timedelta(seconds=seconds)
