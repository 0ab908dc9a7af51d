"""What was recorded stays: every way around the guards that trust.md R5 and §2.2 list, and more."""

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.connection import open_database
from hcc_crf.store.database import Database
from hcc_crf.store.driver import dbapi2, tables_of
from hcc_crf.store.outbox import OutboxEntry, record_package
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.store.verification import check_access_log, check_events
from tests.store.builders import ANNA, KEY, raw_connection, save

HASH = "a" * 64
GUARDED = ("event", "chain", "access_log", "outbox")
WAYS = (
    "UPDATE {table} SET rowid = rowid",
    "UPDATE {table} SET rowid = rowid + 100",
    "UPDATE OR REPLACE {table} SET rowid = 1",
    "DELETE FROM {table}",
    "DELETE FROM main.{table} WHERE rowid = 1",
    "REPLACE INTO {table} SELECT * FROM {table}",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET rowid = 9",
    "DROP TABLE {table}",
    "DROP TRIGGER {table}_no_update",
    "DROP TRIGGER {table}_no_delete",
    "ALTER TABLE {table} RENAME TO gone",
    "ALTER TABLE {table} ADD COLUMN more TEXT",
    "CREATE TRIGGER swallow BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER swallow BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TABLE {table}(id)",
    "CREATE TEMP VIEW {table} AS SELECT 1",
)
DISARMING = (
    "PRAGMA writable_schema = ON",
    "PRAGMA Writable_Schema = RESET",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA main.recursive_triggers = OFF",
    "PRAGMA ignore_check_constraints = ON",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA rekey = 'plain'",
    "DROP INDEX event_by_chain",
)


@pytest.fixture
def filled(db: Database) -> Database:
    """A database with a row or two in every guarded table."""
    save(db, ANNA, "68.0", "68.5")
    entry = AccessEntry(kind=AccessKind.SIGNED_IN, user="nurse1", role="nurse", at_utc="now")
    record_access(db, entry, entry)
    record_package(db, OutboxEntry(1, HASH, 1, 2, "01-A-000001.zip.age", "now"))
    return db


def contents(db: Database) -> list[tuple[int, ...]]:
    """The row numbers of the guarded tables."""
    return [db.read_column(int, f"SELECT rowid FROM {table}") for table in GUARDED]  # noqa: S608


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("way", WAYS)
def test_no_statement_changes_a_recorded_row(filled: Database, table: str, way: str) -> None:
    before = contents(filled)
    with pytest.raises(StoreError) as refused, filled.atomic():
        filled.write(way.format(table=table))
    assert refused.value.code == "APPEND-ONLY"
    assert not filled.in_transaction
    assert contents(filled) == before
    check_events(filled)
    check_access_log(filled)


@pytest.mark.parametrize("statement", DISARMING)
def test_no_setting_disarms_the_guards(filled: Database, statement: str) -> None:
    with pytest.raises(StoreError) as refused:
        filled.write(statement)
    assert refused.value.code == "APPEND-ONLY"


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("way", WAYS[:8])
def test_triggers_hold_without_the_program(filled: Database, table: str, way: str) -> None:
    raw = raw_connection(filled.path)
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        raw.execute(way.format(table=table))
    raw.close()


def test_replacing_passes_the_triggers_only_without_recursive_triggers(filled: Database) -> None:
    # The reason why the setting is frozen (trust.md §2.2, trap 3).
    raw = raw_connection(filled.path, recursive_triggers="OFF")
    raw.execute("BEGIN")
    replaced = raw.execute("INSERT OR REPLACE INTO event SELECT * FROM event").rowcount
    raw.execute("ROLLBACK")
    raw.close()
    assert replaced == 2


@pytest.mark.parametrize("table", ["draft", "setting", "visit_row"])
def test_other_tables_stay_changeable(filled: Database, table: str) -> None:
    filled.write(f"DELETE FROM {table}")  # noqa: S608
    assert filled.read_column(int, f"SELECT count(*) FROM {table}") == (0,)  # noqa: S608


def test_copying_the_whole_database_stays_possible(filled: Database) -> None:
    copy = filled.path.with_name("copy.db")
    filled.copy_to(copy)
    with open_database(copy, KEY, SITE_SCHEMA) as opened:
        assert check_events(opened) == check_events(filled)
        assert check_access_log(opened) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE 'plain.db' AS plain KEY ''",
        "ATTACH DATABASE ':memory:' AS memory",
        "VACUUM INTO 'copy.db'",
    ],
)
def test_no_second_file_is_opened_beside_the_database(filled: Database, statement: str) -> None:
    filled.copy_to(filled.path.with_name("copy.db"))
    with pytest.raises(StoreError):
        filled.write(statement)


def test_sqlite_utils_catches_the_errors_of_the_driver(filled: Database) -> None:
    # trust.md §2.2, trap 1: with another driver's exceptions this would raise.
    raw = raw_connection(filled.path)
    tables = tables_of(raw)
    tables.table("never_made").drop(ignore=True)
    assert "never_made" not in tables.table_names()
    raw.close()


def test_sqlite_utils_cannot_replace_a_recorded_row(filled: Database) -> None:
    raw = raw_connection(filled.path)
    row = {"id": 1, "hash": HASH, "chain": 1, "seq": 1, "subject": "01-001", "body": b"{}"}
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        tables_of(raw).table("event").insert(row, replace=True)
    raw.close()
