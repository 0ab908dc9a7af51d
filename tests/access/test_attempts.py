"""Tries are recorded in a chain, and wrong ones slow the next down (R27)."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hcc_crf.access.attempts import (
    ATTEMPTS_FILE,
    GENESIS,
    AttemptMark,
    Outcome,
    check_delay,
    record_attempt,
    unread_attempts,
)
from hcc_crf.errors import AccessError, WorkspaceError

START = datetime(2026, 11, 25, 17, 11, 47, 250_000, tzinfo=UTC)


def fail(folder: Path, times: int, user: str = "nurse1", at: datetime = START) -> None:
    """So many wrong passwords, all at one moment."""
    for _ in range(times):
        record_attempt(folder, user, Outcome.REFUSED, at=at)


def wait_s(folder: Path, now: datetime, user: str = "nurse1") -> int:
    """The seconds that are still to be waited, 0 for none."""
    try:
        check_delay(folder, user, now=now)
    except AccessError as refused:
        return int(refused.next_step.split()[1])
    return 0


def test_delay_says_why_and_how_long(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    with pytest.raises(AccessError) as refused:
        check_delay(tmp_path, "nurse1", now=START)
    assert str(refused.value) == (
        "SIGN-IN-DELAYED  user nurse1: 6 wrong passwords in a row. "
        "Wait 60 seconds and try again; if you forgot it, ask your administrator."
    )


# trust.md R27: 5 failures => 30 s, up to 15 min.
@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (40, 900)],
)
def test_delay_doubles_from_the_fifth_failure(tmp_path: Path, failures: int, seconds: int) -> None:
    fail(tmp_path, failures)
    assert wait_s(tmp_path, START) == seconds


@pytest.mark.parametrize(
    ("passed_s", "left_s"), [(0, 30), (0.5, 30), (1, 29), (29.5, 1), (29.999, 1), (30, 0), (31, 0)]
)
def test_delay_runs_from_the_last_failure(tmp_path: Path, passed_s: float, left_s: int) -> None:
    fail(tmp_path, 5)
    assert wait_s(tmp_path, START + timedelta(seconds=passed_s)) == left_s


def test_right_password_ends_the_count(tmp_path: Path) -> None:
    fail(tmp_path, 5)
    record_attempt(tmp_path, "nurse1", Outcome.SIGNED_IN, at=START)
    assert wait_s(tmp_path, START) == 0
    fail(tmp_path, 4)
    assert wait_s(tmp_path, START) == 0
    fail(tmp_path, 1)
    assert wait_s(tmp_path, START) == 30


def test_one_users_failures_do_not_delay_another(tmp_path: Path) -> None:
    fail(tmp_path, 9)
    record_attempt(tmp_path, "nurse2", Outcome.SIGNED_IN, at=START)
    assert wait_s(tmp_path, START, "nurse2") == 0
    assert wait_s(tmp_path, START) == 480


def test_clock_set_back_does_not_shut_anybody_out(tmp_path: Path) -> None:
    fail(tmp_path, 9)
    assert wait_s(tmp_path, START - timedelta(days=3)) == 0


def test_nothing_happened_at_first(tmp_path: Path) -> None:
    unread = unread_attempts(tmp_path, AttemptMark())
    assert (unread.attempts, unread.mark, unread.is_whole) == ((), AttemptMark(0, GENESIS), True)


def test_line_holds_user_time_outcome_and_nothing_else(tmp_path: Path) -> None:
    fail(tmp_path, 1)
    assert (tmp_path / ATTEMPTS_FILE).read_text(encoding="utf-8") == (
        '{"user":"nurse1","at_utc":"2026-11-25T17:11:47.250000Z","outcome":"refused",'
        f'"previous":"{GENESIS}"}}\n'
    )


def test_each_line_names_the_hash_of_the_line_before(tmp_path: Path) -> None:
    fail(tmp_path, 2)
    first, second = (tmp_path / ATTEMPTS_FILE).read_bytes().splitlines()
    assert hashlib.sha256(b"hcc-crf/attempt/1\n" + first).hexdigest().encode() in second


def test_only_what_came_after_the_mark_is_unread(tmp_path: Path) -> None:
    fail(tmp_path, 3)
    first = unread_attempts(tmp_path, AttemptMark())
    assert [one.user for one in first.attempts] == ["nurse1"] * 3
    record_attempt(tmp_path, "nurse2", Outcome.SIGNED_IN, at=START)
    second = unread_attempts(tmp_path, first.mark)
    assert [(one.user, one.outcome) for one in second.attempts] == [("nurse2", Outcome.SIGNED_IN)]
    assert second.is_whole
    assert unread_attempts(tmp_path, second.mark).attempts == ()


def test_torn_last_line_is_cut_off_and_nothing_else(tmp_path: Path) -> None:
    fail(tmp_path, 2)
    path = tmp_path / ATTEMPTS_FILE
    path.write_bytes(path.read_bytes() + b'{"user":"nur')
    assert len(unread_attempts(tmp_path, AttemptMark()).attempts) == 2
    fail(tmp_path, 1)
    unread = unread_attempts(tmp_path, AttemptMark())
    assert (len(unread.attempts), unread.is_whole) == (3, True)


def lines(folder: Path) -> list[bytes]:
    """The lines of the file."""
    return (folder / ATTEMPTS_FILE).read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(lambda found: found[1:], id="first line taken out"),
        pytest.param(lambda found: found[:1] + found[2:], id="middle line taken out"),
        pytest.param(lambda found: found[:-1], id="last line taken out"),
        pytest.param(lambda found: found[:0], id="emptied"),
        pytest.param(lambda found: [found[1], found[0], *found[2:]], id="swapped"),
        pytest.param(
            lambda found: [found[0].replace(b"nurse1", b"nurse9"), *found[1:]], id="changed"
        ),
        pytest.param(lambda found: [b"garbage\n", *found[1:]], id="garbage"),
        pytest.param(lambda found: [*found[:2], b"\n", *found[2:]], id="line put in"),
    ],
)
def test_tampering_shows(tmp_path: Path, tamper: object) -> None:
    fail(tmp_path, 4)
    mark = unread_attempts(tmp_path, AttemptMark()).mark
    assert callable(tamper)
    (tmp_path / ATTEMPTS_FILE).write_bytes(b"".join(tamper(lines(tmp_path))))
    unread = unread_attempts(tmp_path, mark)
    assert not unread.is_whole


def test_deleted_file_shows(tmp_path: Path) -> None:
    fail(tmp_path, 4)
    mark = unread_attempts(tmp_path, AttemptMark()).mark
    (tmp_path / ATTEMPTS_FILE).unlink()
    assert not unread_attempts(tmp_path, mark).is_whole


def test_garbage_in_the_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / ATTEMPTS_FILE).write_bytes(b"\xff\xfe garbage\n{}\n")
    assert wait_s(tmp_path, START) == 0
    fail(tmp_path, 5)
    assert wait_s(tmp_path, START) == 30


def test_file_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / ATTEMPTS_FILE).mkdir()
    with pytest.raises(WorkspaceError) as refused:
        fail(tmp_path, 1)
    assert refused.value.code == "WORKSPACE-NOT-WRITABLE"
