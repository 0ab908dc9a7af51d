"""Errors of the database library, translated once into words for a person.

Only failures of the world are translated (disk, key, lock, guard); a mistake in our SQL is a bug
and stays what it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hcc_crf.errors import StoreError

from .driver import dbapi2

_BUSY, _LOCKED, _READ_ONLY, _IO, _CORRUPT, _FULL, _CANNOT_OPEN = 5, 6, 8, 10, 11, 13, 14
_CONSTRAINT, _DENIED, _NOT_A_DATABASE = 19, 23, 26

GUARD_MESSAGE = "append-only"
"""What the triggers of an append-only table say."""

_APPEND_ONLY = (
    "APPEND-ONLY",
    "Recorded entries cannot be changed, replaced or deleted.",
    "Correct the value by a new save with a reason.",
)
_DAMAGED = (
    "DATABASE-DAMAGED",
    "The database file is damaged.",
    "Do not enter further data; keep the folder as it is and restore the last backup.",
)
_BUSY_NOW = (
    "DATABASE-BUSY",
    "Another program is writing to the database.",
    "Wait a moment and try again.",
)
_WORDS = {
    _BUSY: _BUSY_NOW,
    _LOCKED: _BUSY_NOW,
    _READ_ONLY: (
        "DATABASE-READ-ONLY",
        "The database can be read but not written.",
        "Check that the folder and its files may be written, then open it again.",
    ),
    _IO: (
        "DATABASE-DISK-FAILED",
        "The disk refused to read or write; nothing of this act was saved.",
        "Check the disk and its free space, then save again.",
    ),
    _CORRUPT: _DAMAGED,
    _FULL: (
        "DATABASE-DISK-FULL",
        "The disk is full; nothing of this act was saved.",
        "Free some space, then save again.",
    ),
    _CANNOT_OPEN: (
        "DATABASE-NOT-FOUND",
        "The database file is not there or cannot be opened.",
        "Check the folder of the workspace; if the file is lost, restore the last backup.",
    ),
    _DENIED: _APPEND_ONLY,
    _NOT_A_DATABASE: (
        "DATABASE-KEY-REFUSED",
        "The key is of another workspace, or the beginning of the database is damaged.",
        "Check that accounts and database come from one workspace, or restore the last backup.",
    ),
}


def translate(error: dbapi2.Error, place: str) -> StoreError | None:
    """Return the error as a person should read it; `None`: it is a mistake in the program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == _CONSTRAINT and GUARD_MESSAGE in str(error):
        code = _DENIED
    if code not in _WORDS:
        return None
    name, problem, next_step = _WORDS[code]
    return StoreError(name, place, problem, next_step)


def damaged(path: Path) -> StoreError:
    """Return the error to raise when pages of the file are not as they were written."""
    code, problem, next_step = _DAMAGED
    return StoreError(code, path.name, problem, next_step)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise failures of the world as `StoreError` that names the file.

    Raises:
        StoreError: The disk, the key, a lock or a guard refused.
    """
    try:
        yield
    except dbapi2.Error as error:
        failure = translate(error, path.name)
        if failure is None:
            raise
        raise failure from error
