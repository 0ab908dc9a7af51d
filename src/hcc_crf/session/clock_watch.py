"""Whether the workstation's clock can be believed (R17). Entry goes on either way.

A site's clock can be set by anybody, so it is watched, not trusted: what looks wrong is said and
logged, stamps stay as the clock gave them, and the order of events never rests on them. A clock
that was put forward by hours while the program was closed cannot be told from time that passed.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from hcc_crf.values import Bilingual

from .clock import Moment

LONGEST_PAUSE = timedelta(days=366)
"""A study workstation without a save for longer more likely has a wrong year."""
LARGEST_STEP_MS = 2_000
"""What a time server may correct between two looks; R17."""


class Suspicion(StrEnum):
    """What looks wrong."""

    BEFORE_LAST_SAVE = "before the last save"
    FAR_AFTER_LAST_SAVE = "more than a year after the last save"
    JUMPED = "jumped while the program was open"


def told(suspicion: Suspicion) -> Bilingual:
    """Return the words for people."""
    words = _WORDS[suspicion]
    return Bilingual(
        f"CLOCK-SUSPECT  The clock of this computer {words.en}. Check date and time; entry goes on "
        "and saves keep the time it shows.",
        f"CLOCK-SUSPECT  本机时钟{words.zh}。请检查日期和时间；"
        "录入可继续，保存时按其显示的时间记录。",
    )


_WORDS = {
    Suspicion.BEFORE_LAST_SAVE: Bilingual(
        "shows a time before the last save", "显示的时间早于最近一次保存"
    ),
    Suspicion.FAR_AFTER_LAST_SAVE: Bilingual(
        "shows a time more than a year after the last save", "显示的时间比最近一次保存晚一年以上"
    ),
    Suspicion.JUMPED: Bilingual("was set while the program was open", "在程序运行期间被调整"),
}


class ClockWatch:
    """Looks at the clock at sign-in and at every save.

    Attributes:
        now: What looked wrong at the last look.
    """

    def __init__(self, last_save: str) -> None:
        """Begin with the UTC time of the latest save that is stored, empty for none."""
        self._latest = datetime.fromisoformat(last_save) if last_save else None
        self._before: Moment | None = None
        self.now: Suspicion | None = None

    def look(self, moment: Moment) -> Suspicion | None:
        """Return what begins to look wrong at a moment; what goes on is said once."""
        found = self._suspicion(moment)
        is_new = found is not None and found is not self.now
        self.now, self._before = found, moment
        if self._latest is None or moment.utc > self._latest:
            self._latest = moment.utc
        return found if is_new else None

    def _suspicion(self, moment: Moment) -> Suspicion | None:
        if self._has_jumped(moment):
            return Suspicion.JUMPED
        if self._latest is None:
            return None
        if moment.utc < self._latest:
            return Suspicion.BEFORE_LAST_SAVE
        if moment.utc - self._latest > LONGEST_PAUSE:
            return Suspicion.FAR_AFTER_LAST_SAVE
        return None

    def _has_jumped(self, moment: Moment) -> bool:
        before = self._before
        if before is None or before.uptime_ms is None or moment.uptime_ms is None:
            return False
        shown_ms = (moment.utc - before.utc) // timedelta(milliseconds=1)
        return abs(shown_ms - (moment.uptime_ms - before.uptime_ms)) > LARGEST_STEP_MS
