"""A clock that looks wrong is said and logged, and entry goes on (R17, F20)."""

from datetime import datetime, timedelta

import pytest

from hcc_crf.session import Moment
from hcc_crf.session.clock_watch import ClockWatch, Suspicion, told
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.event_store import all_events
from tests.session.sites import SHANGHAI, Site, entry, saved

NOON = datetime(2026, 11, 25, 12, tzinfo=SHANGHAI)
LAST_SAVE = "2026-11-25T03:59:00.000000Z"


def moment(shown: timedelta, *, up_ms: int | None = None) -> Moment:
    """The clock so long after noon."""
    return Moment(NOON + shown, "Asia/Shanghai", up_ms)


def test_a_clock_that_runs_is_not_suspected() -> None:
    watch = ClockWatch(LAST_SAVE)
    assert watch.look(moment(timedelta())) is None
    assert watch.look(moment(timedelta(hours=3))) is None


def test_a_workspace_without_a_save_believes_any_clock() -> None:
    assert ClockWatch("").look(moment(timedelta(days=-20_000))) is None


@pytest.mark.parametrize(
    ("shown", "suspicion"),
    [
        pytest.param(timedelta(minutes=-1), None, id="at the last save"),
        pytest.param(
            timedelta(minutes=-1, microseconds=-1), Suspicion.BEFORE_LAST_SAVE, id="just before"
        ),
        pytest.param(timedelta(days=-1), Suspicion.BEFORE_LAST_SAVE, id="a day before"),
        pytest.param(timedelta(days=366, minutes=-1), None, id="366 days after"),
        pytest.param(timedelta(days=366), Suspicion.FAR_AFTER_LAST_SAVE, id="longer"),
        pytest.param(timedelta(days=10_957), Suspicion.FAR_AFTER_LAST_SAVE, id="30 years after"),
    ],
)
def test_the_clock_is_compared_with_the_last_save(
    shown: timedelta, suspicion: Suspicion | None
) -> None:
    assert ClockWatch(LAST_SAVE).look(moment(shown)) is suspicion


@pytest.mark.parametrize(
    ("shown", "up_ms", "suspicion"),
    [
        pytest.param(timedelta(minutes=5), 300_000, None, id="both ran on"),
        pytest.param(timedelta(minutes=5, seconds=2), 300_000, None, id="2 s more"),
        pytest.param(timedelta(minutes=5, seconds=3), 300_000, Suspicion.JUMPED, id="3 s more"),
        pytest.param(timedelta(minutes=5, seconds=-3), 300_000, Suspicion.JUMPED, id="3 s less"),
        pytest.param(timedelta(hours=1), 1_000, Suspicion.JUMPED, id="put forward an hour"),
        pytest.param(timedelta(hours=9), None, None, id="no clock to compare with"),
    ],
)
def test_a_clock_that_is_set_while_the_program_runs_has_jumped(
    shown: timedelta, up_ms: int | None, suspicion: Suspicion | None
) -> None:
    watch = ClockWatch("")
    watch.look(moment(timedelta(), up_ms=0))
    assert watch.look(moment(shown, up_ms=up_ms)) is suspicion


def test_what_goes_on_is_said_once_and_again_when_it_comes_back() -> None:
    watch = ClockWatch(LAST_SAVE)
    yesterday = moment(timedelta(days=-1))
    assert watch.look(yesterday) is Suspicion.BEFORE_LAST_SAVE
    assert watch.look(yesterday) is None
    assert watch.look(moment(timedelta())) is None
    assert watch.look(yesterday) is Suspicion.BEFORE_LAST_SAVE


@pytest.mark.parametrize("suspicion", Suspicion)
def test_every_suspicion_has_words_in_both_languages(suspicion: Suspicion) -> None:
    words = told(suspicion)
    assert words.en.startswith("CLOCK-SUSPECT  ")
    assert words.zh.startswith("CLOCK-SUSPECT  ")


@pytest.mark.requirement("F20")
@pytest.mark.parametrize("span", [{"days": -1}, {"days": 10_957}])
def test_entry_goes_on_with_a_wrong_clock_and_the_order_holds(
    site: Site, span: dict[str, float]
) -> None:
    with site.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="70"))
    site.clock.wait(**span)
    with site.open() as session:
        assert [notice.en[:13] for notice in session.notices] == ["CLOCK-SUSPECT"]
        saved(session, entry("01-001/SCR/VS", reason="read again", WEIGHT="71"))
        assert [event.seq for event in all_events(session.db)] == [1, 2]
        assert len(session.notices) == 1
    assert AccessKind.CLOCK_SUSPECT in {one.kind for one in site.access_log()}
