"""The outbox remembers every package."""

from dataclasses import replace

import pytest

from hcc_crf.store.database import Database
from hcc_crf.store.driver import dbapi2
from hcc_crf.store.outbox import OutboxEntry, last_package, packages, record_package

FIRST = OutboxEntry(1, "a" * 64, 1, 12, "01-A-000001.zip.age", "2026-11-25T17:11:47Z")
SECOND = OutboxEntry(2, "b" * 64, 1, 20, "01-A-000002.zip.age", "2026-11-26T17:11:47Z")


def test_nothing_was_packaged_at_first(db: Database) -> None:
    assert packages(db) == ()
    assert last_package(db) is None


def test_packages_are_listed_oldest_first(db: Database) -> None:
    record_package(db, FIRST)
    record_package(db, SECOND)
    assert packages(db) == (FIRST, SECOND)
    assert last_package(db) == SECOND


@pytest.mark.parametrize(
    "mistake",
    [replace(SECOND, seq=1), replace(SECOND, sha256=FIRST.sha256), replace(SECOND, last_seq=0)],
    ids=["number used", "same file", "ends before it begins"],
)
def test_impossible_package_is_not_noted(db: Database, mistake: OutboxEntry) -> None:
    record_package(db, FIRST)
    with pytest.raises(dbapi2.IntegrityError):
        record_package(db, mistake)
    assert packages(db) == (FIRST,)
