"""The access log is a chain: what was changed, dropped or put in between shows."""

import hashlib

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.store.access_log import (
    GENESIS,
    AccessEntry,
    AccessKind,
    access_entries,
    access_head,
    record_access,
)
from hcc_crf.store.database import Database
from tests.store.builders import raw_connection

SIGNED_IN = AccessEntry(
    kind=AccessKind.SIGNED_IN, user="nurse1", role="nurse", at_utc="2026-11-25T17:11:47Z"
)
PRINTED = AccessEntry(
    kind=AccessKind.PRINTED,
    user="nurse1",
    role="nurse",
    at_utc="2026-11-25T17:12:47Z",
    what="worksheet SCR",
    subject="01-001",
)
REFUSED = AccessEntry(
    kind=AccessKind.SIGN_IN_REFUSED, user="nurse2", role="", at_utc="2026-11-25T17:13:47Z"
)


def test_log_is_empty_at_first(db: Database) -> None:
    assert access_head(db) == GENESIS
    assert tuple(access_entries(db)) == ()


def test_entries_come_back_oldest_first(db: Database) -> None:
    record_access(db, SIGNED_IN)
    record_access(db, PRINTED, REFUSED)
    assert tuple(access_entries(db)) == (SIGNED_IN, PRINTED, REFUSED)


def test_hash_is_over_prefix_and_stored_bytes(db: Database) -> None:
    record_access(db, SIGNED_IN)
    (body,) = db.read_column(bytes, "SELECT body FROM access_log")
    assert access_head(db) == hashlib.sha256(b"hcc-crf/access/1\n" + body).hexdigest()


def test_each_entry_names_the_hash_before(db: Database) -> None:
    record_access(db, SIGNED_IN)
    before = access_head(db)
    record_access(db, PRINTED)
    (body,) = db.read_column(bytes, "SELECT body FROM access_log WHERE id = 2")
    assert before.encode() in body


def write_log_and_fail(db: Database) -> None:
    """An entry in a block that does not end well."""
    with db.atomic():
        record_access(db, SIGNED_IN)
        raise RuntimeError


def test_entry_is_part_of_the_block_around_it(db: Database) -> None:
    with pytest.raises(RuntimeError):
        write_log_and_fail(db)
    assert access_head(db) == GENESIS


@pytest.mark.parametrize(
    ("tampering", "entry"),
    [
        ("UPDATE access_log SET body = x'7b7d' WHERE id = 2", 2),
        (
            "UPDATE access_log SET body = CAST(replace(body, 'nurse1', 'nurse9') AS BLOB)",
            1,
        ),
        ("UPDATE access_log SET hash = substr(hash, 2) || 'x' WHERE id = 1", 1),
        ("DELETE FROM access_log WHERE id = 1", 2),
        ("DELETE FROM access_log WHERE id = 2", 3),
        ("UPDATE access_log SET id = id + 10 WHERE id = 1", 2),
    ],
)
def test_tampering_is_found_at_its_place(db: Database, tampering: str, entry: int) -> None:
    record_access(db, SIGNED_IN, PRINTED, REFUSED)
    raw = raw_connection(db.path)
    raw.execute("DROP TRIGGER access_log_no_update")
    raw.execute("DROP TRIGGER access_log_no_delete")
    raw.execute(tampering)
    raw.close()
    with pytest.raises(StoreError) as found:
        tuple(access_entries(db))
    assert found.value.code == "ACCESS-LOG-ALTERED"
    assert found.value.place == f"site.db, access entry {entry}"
