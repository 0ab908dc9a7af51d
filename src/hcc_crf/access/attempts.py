r"""Tries to sign in, recorded before any key is open, and the delay after wrong passwords (R27).

`attempts.jsonl` holds one line a try: user id, time, outcome, and the hash of the line before, so
that a line taken out or changed shows. Hash of a line = SHA-256(b"hcc-crf/attempt/1\n" + line).
After the next good sign-in the session copies the lines into the access log, which is encrypted,
and keeps `AttemptMark` there: a file that was cut or deleted since then shows, too.

The delay protects a running program against guessing by hand. Who takes the file home is not
delayed by it; against that stands the cost of Argon2id (trust.md §3.5).
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import msgspec

from hcc_crf.errors import AccessError

from .files import not_writable

ATTEMPTS_FILE = "attempts.jsonl"
PREFIX = b"hcc-crf/attempt/1\n"
GENESIS = "0" * 64
"""What the first line names as the one before."""
FREE_FAILURES = 5
"""So many wrong passwords in a row before the first delay (R27)."""
FIRST_DELAY_S = 30
LONGEST_DELAY_S = 15 * 60
UNKNOWN_USER = "?"
"""Stands for an id nobody has: people type their password there."""


class Outcome(StrEnum):
    """How a try ended."""

    REFUSED = "refused"
    SIGNED_IN = "signed in"


class Attempt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One try.

    Attributes:
        user: The id, `UNKNOWN_USER` when nobody has it.
        at_utc: ISO 8601, in UTC.
        outcome: How it ended.
        previous: Hash of the line before.
    """

    user: str
    at_utc: datetime
    outcome: Outcome
    previous: str


@dataclass(frozen=True, slots=True)
class AttemptMark:
    """How far the attempts were copied into the access log: number of lines, hash of the last."""

    count: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class UnreadAttempts:
    """What happened since a mark.

    Attributes:
        attempts: The tries since then; all there are if the file does not continue the mark.
        mark: To be kept with them.
        is_whole: False when lines were changed, cut or taken out outside the program.
    """

    attempts: tuple[Attempt, ...]
    mark: AttemptMark
    is_whole: bool


def record_attempt(folder: Path, user: str, outcome: Outcome, *, at: datetime) -> None:
    """Write a try behind the last one; on the disk when this returns.

    A line that a power cut left unfinished was never acknowledged and is cut off first.

    Raises:
        WorkspaceError: The file cannot be written.
    """
    path = folder / ATTEMPTS_FILE
    try:
        with path.open("a+b") as file:
            file.seek(0)
            lines, whole = _split(file.read())
            file.truncate(whole)
            line = msgspec.json.encode(
                Attempt(user, at, outcome, _hash(lines[-1]) if lines else GENESIS)
            )
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise not_writable(path, error) from error


def unread_attempts(folder: Path, mark: AttemptMark) -> UnreadAttempts:
    """Return the tries since a mark, and whether the file still continues it."""
    lines = _lines(folder)
    attempts = tuple(_decoded(line) for line in lines)
    hashes = (GENESIS, *(_hash(line) for line in lines))
    is_chained = all(
        attempt is not None and attempt.previous == before
        for attempt, before in zip(attempts, hashes, strict=False)
    )
    continues = len(lines) >= mark.count and hashes[mark.count] == mark.hash
    unread = attempts[mark.count :] if continues else attempts
    return UnreadAttempts(
        tuple(attempt for attempt in unread if attempt is not None),
        AttemptMark(len(lines), hashes[-1]),
        is_chained and continues,
    )


def check_delay(folder: Path, user: str, *, now: datetime) -> None:
    """Let a try pass unless too many wrong passwords came just before it.

    Five in a row make the user wait 30 s after the last, every further one twice as long, at most
    15 minutes. A clock that stands before the last failure cannot say how long ago it was: no wait.

    Raises:
        AccessError: `SIGN-IN-DELAYED`, saying how many seconds are left.
    """
    tries = [one for line in _lines(folder) if (one := _decoded(line)) and one.user == user]
    failures = 0
    for one in reversed(tries):
        if one.outcome is Outcome.SIGNED_IN:
            break
        failures += 1
    if failures < FREE_FAILURES:
        return
    delay_s = min(FIRST_DELAY_S * 2 ** min(failures - FREE_FAILURES, 10), LONGEST_DELAY_S)
    passed = now - tries[-1].at_utc
    left_s = -(-(timedelta(seconds=delay_s) - passed) // timedelta(seconds=1))
    if passed >= timedelta(0) and left_s > 0:
        raise AccessError(
            "SIGN-IN-DELAYED",
            f"user {user}",
            f"{failures} wrong passwords in a row.",
            f"Wait {left_s} seconds and try again; if you forgot it, ask your administrator.",
        )


def _lines(folder: Path) -> list[bytes]:
    path = folder / ATTEMPTS_FILE
    return _split(path.read_bytes())[0] if path.exists() else []


def _split(content: bytes) -> tuple[list[bytes], int]:
    """Return the finished lines and how many bytes they take."""
    whole = content.rfind(b"\n") + 1
    return content[:whole].splitlines(), whole


def _hash(line: bytes) -> str:
    return hashlib.sha256(PREFIX + line).hexdigest()


def _decoded(line: bytes) -> Attempt | None:
    try:
        return msgspec.json.decode(line, type=Attempt)
    except msgspec.DecodeError:
        return None
