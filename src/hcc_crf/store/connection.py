"""Open an encrypted database by the recipe of trust.md §2.3.

Every setting is read back after it was made: one that did not take is a refusal, not a surprise
    years later.
"""

import os
import sys
from pathlib import Path

from hcc_crf.errors import StoreError

from .database import Database
from .driver import MINIMUM_SQLITE, dbapi2
from .failures import damaged, translated
from .location import check_folder, sync_folder
from .schema import Schema, check_kind, check_schema, create_schema, upgrade_schema

KEY_BYTES = 32
BUSY_TIMEOUT_MS = 5000
_SMALLEST_FILE = 4096
"""One page."""
_SETTINGS = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("wal_autocheckpoint", "100", 100),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("busy_timeout", str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
    ("mmap_size", "0", 0),
    ("temp_store", "MEMORY", 2),
)
"""Setting, what is asked for, what must be read back. Sorting goes through memory, so that no
temporary file holds data in clear (R30)."""
_MAC_SETTINGS = (("fullfsync", "ON", 1), ("checkpoint_fullfsync", "ON", 1))
"""On macOS a plain fsync stops at the drive's cache."""
_NOT_WHEN_READING = {"journal_mode"}


def create_database(path: Path, key: bytes, schema: Schema) -> None:
    """Make a new, empty database; it has its name only once it is whole.

    Raises:
        WorkspaceError: The folder cannot hold a database.
        StoreError: `DATABASE-EXISTS`, or the disk refused.
    """
    check_folder(path.parent)
    if path.exists():
        raise StoreError(
            "DATABASE-EXISTS",
            path.name,
            "There is a database in this folder already.",
            "Choose an empty folder.",
        )
    building = path.with_name(path.name + ".new")
    building.unlink(missing_ok=True)
    db = Database(_keyed(building, key, "rwc"), building, is_read_only=False)
    try:
        _apply_settings(db, is_read_only=False)
        with db.atomic():
            create_schema(db, schema)
    except BaseException:
        db.close()
        building.unlink(missing_ok=True)
        raise
    db.close()
    building.replace(path)
    sync_folder(path.parent)


def open_database(path: Path, key: bytes, schema: Schema, *, read_only: bool = False) -> Database:
    """Open a database, bring its schema up to date, and check that its guards stand.

    Steps: (1) the file and its folder, (2) key and library versions, (3) the kind of database,
    (4) settings, (5) schema and guards, (6) the authorizer. Opened read-only, a database of which
    the guards are gone can still be read.

    Raises:
        WorkspaceError: The folder cannot hold a database that is written to.
        StoreError: `DATABASE-NOT-FOUND`, `DATABASE-KEY-REFUSED`, `DATABASE-DAMAGED`,
            `DATABASE-GUARDS-MISSING`, `DATABASE-TOO-NEW`, `DATABASE-LIBRARY-UNSAFE`, …
    """
    _check_present(path)  # (1)
    if not read_only:
        check_folder(path.parent)
    raw = _keyed(path, key, _mode(path, read_only=read_only))  # (2)
    db = Database(raw, path, is_read_only=read_only)
    try:
        check_kind(db, schema)  # (3)
        _apply_settings(db, is_read_only=read_only)  # (4)
        if not read_only:
            upgrade_schema(db, schema)  # (5)
            check_schema(db, schema)
        db.fence(schema.append_only)  # (6)
    except BaseException:
        raw.close()
        raise
    return db


def check_versions(cipher_version: str, sqlite_version: str, place: str) -> None:
    """Let pass a library that encrypts and does not have the WAL-reset fault.

    Raises:
        StoreError: `DATABASE-LIBRARY-UNSAFE`.
    """
    numbers = tuple(int(part) for part in sqlite_version.split("."))
    if not cipher_version or numbers < MINIMUM_SQLITE:
        raise StoreError(
            "DATABASE-LIBRARY-UNSAFE",
            place,
            f"The installed database library ({sqlite_version or 'unknown'}, encryption "
            f"{cipher_version or 'absent'}) does not keep data safe.",
            "Install the program again from its original package.",
        )


def _check_present(path: Path) -> None:
    if not path.exists() or path.stat().st_size == 0:
        raise StoreError(
            "DATABASE-NOT-FOUND",
            path.name,
            "The database file is not there, or it is empty.",
            "Check the folder of the workspace; if the file is lost, restore the last backup.",
        )
    if path.stat().st_size < _SMALLEST_FILE:  # the library would take it for a new database
        raise damaged(path)


def _mode(path: Path, *, read_only: bool) -> str:
    """Return how to open; a closed database in a place nobody can write is taken as immutable.

    With a log beside it, it is not: the last saves are in the log, and reading them needs a place
    to write.
    """
    if not read_only:
        return "rw"
    if os.access(path.parent, os.W_OK):
        return "ro"
    if path.with_name(path.name + "-wal").exists():
        raise StoreError(
            "DATABASE-LOG-UNFINISHED",
            path.name,
            "The last saves are still in the log beside it, which cannot be read in this place.",
            "Copy the whole folder to a disk that can be written and open it there.",
        )
    return "ro&immutable=1"


def _keyed(path: Path, key: bytes, mode: str) -> dbapi2.Connection:
    if len(key) != KEY_BYTES:
        raise ValueError("the key must have 32 bytes")
    with translated(path):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        raw = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            found = raw.execute("PRAGMA cipher_version").fetchone()
            check_versions(found[0] if found else "", dbapi2.sqlite_version, path.name)
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            raw.close()
            raise
    return raw


def _apply_settings(db: Database, *, is_read_only: bool) -> None:
    settings = _SETTINGS + (_MAC_SETTINGS if sys.platform == "darwin" else ())
    for name, asked, expected in settings:
        if is_read_only and name in _NOT_WHEN_READING:
            continue
        db.write(f"PRAGMA {name} = {asked}")
        found = db.read_column(type(expected), f"PRAGMA {name}")
        if found != (expected,):
            raise StoreError(
                "DATABASE-SETTING-REFUSED",
                db.path.name,
                f"The database did not accept its safety setting {name}.",
                "Move the workspace to a folder on this computer's own disk.",
            )
    if is_read_only:
        db.write("PRAGMA query_only = ON")
