"""Moments carry UTC, offset and zone; calendar days never shift, wherever the workstation is."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hcc_crf.ledger.events import Stamp
from hcc_crf.session import Moment
from hcc_crf.session.clock import local_day
from hcc_crf.values import PartialDate, Slot, SubjectKey, VisitCode
from tests.session.sites import Site, Ticking, entry, form, saved

BERLIN = ZoneInfo("Europe/Berlin")
SCR = VisitCode("SCR")


def moment(text: str, zone: str, *, fold: int = 0) -> Moment:
    return Moment(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold), zone)


def test_the_hour_that_comes_twice_gives_two_ordered_stamps() -> None:
    first = moment("2026-10-25T02:30:00", "Europe/Berlin", fold=0).stamp
    second = moment("2026-10-25T02:30:00", "Europe/Berlin", fold=1).stamp
    assert first == Stamp("2026-10-25T00:30:00.000000Z", "+02:00", "Europe/Berlin")
    assert second == Stamp("2026-10-25T01:30:00.000000Z", "+01:00", "Europe/Berlin")
    assert first.at_utc < second.at_utc


@pytest.mark.parametrize(
    ("text", "zone", "utc", "offset", "day"),
    [
        pytest.param(
            "2026-03-29T03:00:00", "Europe/Berlin", "2026-03-29T01:00:00", "+02:00", "2026-03-29",
            id="after the hour that is left out",
        ),
        pytest.param(
            "2026-03-01T00:30:00", "Pacific/Kiritimati", "2026-02-28T10:30:00", "+14:00",
            "2026-03-01", id="fourteen hours east: UTC is in the month before",
        ),
        pytest.param(
            "2026-12-31T23:30:00", "Etc/GMT+12", "2027-01-01T11:30:00", "-12:00", "2026-12-31",
            id="twelve hours west: UTC is in the next year",
        ),
        pytest.param(
            "2028-02-29T00:00:00", "Asia/Shanghai", "2028-02-28T16:00:00", "+08:00", "2028-02-29",
            id="leap day in Shanghai",
        ),
        pytest.param(
            "2026-05-05T05:05:05", "Asia/Kathmandu", "2026-05-04T23:20:05", "+05:45", "2026-05-05",
            id="an offset of quarter hours",
        ),
        pytest.param(
            "2026-01-15T12:00:00", "America/St_Johns", "2026-01-15T15:30:00", "-03:30",
            "2026-01-15", id="a negative offset of half hours",
        ),
        pytest.param(
            "2038-01-19T04:14:08", "Europe/Berlin", "2038-01-19T03:14:08", "+01:00", "2038-01-19",
            id="past 32 bits of seconds",
        ),
    ],
)  # fmt: skip
def test_a_stamp_names_the_same_moment_and_keeps_the_local_day(
    text: str, zone: str, utc: str, offset: str, day: str
) -> None:
    found = moment(text, zone)
    assert found.stamp == Stamp(f"{utc}.000000Z", offset, zone)
    assert found.today.iso == day
    assert local_day(found.stamp).iso == day
    assert found.utc == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_stamps_sort_as_text_in_the_order_of_time() -> None:
    start = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    stamps = [
        Moment((start + timedelta(minutes=10 * n)).astimezone(BERLIN), "Europe/Berlin").stamp
        for n in range(60)
    ]
    assert [stamp.at_utc for stamp in stamps] == sorted({stamp.at_utc for stamp in stamps})
    assert [stamp.offset for stamp in stamps] == ["+02:00"] * 18 + ["+01:00"] * 42


@pytest.fixture
def berlin(enrolled: Site, tmp_path: Path) -> Site:
    site = enrolled.copy(tmp_path / "site")
    start = datetime(2026, 10, 25, 0, 29, 59, 900_000, tzinfo=UTC).astimezone(BERLIN)
    site.clock = Travelling(start, "Europe/Berlin")
    return site


class Travelling(Ticking):
    """A clock that stays right over a change of summer time."""

    def __call__(self) -> Moment:
        later = self.local.astimezone(UTC) + timedelta(milliseconds=1)
        self.local = later.astimezone(self.local.tzinfo)
        return Moment(self.local, self.zone)

    def wait(self, **span: float) -> None:
        later = self.local.astimezone(UTC) + timedelta(**span)
        self.local = later.astimezone(self.local.tzinfo)


def test_two_saves_in_the_hour_that_comes_twice_are_told_apart(berlin: Site) -> None:
    berlin.clock.wait(milliseconds=100)
    with berlin.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))
        berlin.clock.wait(hours=1)
        saved(session, entry("01-001/SCR/VS", reason="weighed again", WEIGHT="68.5"))
        first, *_, second = (record.sealed.stamp for record in session.audit())
    assert (first.offset, second.offset) == ("+02:00", "+01:00")
    assert first.at_utc.startswith("2026-10-25T00:3")
    assert second.at_utc.startswith("2026-10-25T01:3")
    assert first.zone == second.zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        pytest.param(14, "2026-11-26", id="fourteen hours east"),
        pytest.param(0, "2026-11-25", id="in UTC"),
        pytest.param(-12, "2026-11-25", id="twelve hours west"),
    ],
)
def test_today_is_the_day_of_the_workstation_and_typed_dates_never_shift(
    enrolled: Site, tmp_path: Path, hours: int, day: str
) -> None:
    site = enrolled.copy(tmp_path / "site")
    zone = timezone(timedelta(hours=hours))
    site.clock = Ticking(datetime(2026, 11, 25, 12, 0, tzinfo=UTC).astimezone(zone), "somewhere")
    with site.open() as session:
        saved(session, entry("01-001/SCR/SV", SVOCCUR="Y", SVSTDAT="t", SVCNTMOD="VISIT"))
        saved(session, entry("01-001/C1D1/SV", SVOCCUR="Y", SVSTDAT="2026-11-25"))
        key = SubjectKey("01-001")
        casebook = session.casebook(key)
        assert casebook.value(SCR, "SV", Slot("SVSTDAT")).canonical == day
        assert casebook.value(VisitCode("C1D1"), "SV", Slot("SVSTDAT")).canonical == "2026-11-25"
        plans = {status.plan.visit: status.plan for status in session.visits(key)}
        assert plans[VisitCode("C1D1")].date == PartialDate("2026-11-25")
    abroad = site.copy(tmp_path / "abroad")
    other = timezone(timedelta(hours=-hours or 9))
    abroad.clock = Ticking(datetime(2026, 11, 27, 12, 0, tzinfo=UTC).astimezone(other), "elsewhere")
    with abroad.open() as session:
        view = session.look(form("01-001/SCR/SV"))
        dates = [f.value.canonical for f in view.rows[0].fields if f.slot.item == "SVSTDAT"]
        assert dates == [day]


def test_a_day_in_the_future_by_the_workstation_is_seen_as_such(
    enrolled: Site, tmp_path: Path
) -> None:
    east = enrolled.copy(tmp_path / "east")
    east.clock = Ticking(
        datetime(2026, 11, 25, 12, 0, tzinfo=UTC).astimezone(timezone(timedelta(hours=14))), "east"
    )
    with east.open() as session:
        answer = saved(session, entry("01-001/SCR/SV", SVOCCUR="Y", SVSTDAT="2026-11-26"))
    today = {finding.check for finding in answer.findings}
    west = enrolled.copy(tmp_path / "west")
    west.clock = Ticking(datetime(2026, 11, 25, 12, 0, tzinfo=UTC), "UTC")
    with west.open() as session:
        answer = saved(session, entry("01-001/SCR/SV", SVOCCUR="Y", SVSTDAT="2026-11-26"))
    assert {finding.check for finding in answer.findings} - today == {"SV01"}
