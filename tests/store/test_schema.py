"""Versions of a database, and guards that were taken away behind the program's back (R5, F19)."""

from pathlib import Path

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.store.connection import create_database, open_database
from hcc_crf.store.database import Database
from hcc_crf.store.driver import tables_of
from hcc_crf.store.event_store import count_events
from hcc_crf.store.guard import guard_script
from hcc_crf.store.schema import Schema, create_tables, statements
from hcc_crf.store.site_schema import SITE_SCHEMA
from tests.store.builders import ANNA, KEY, raw_connection, save

FIRST = "CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;\n"
SECOND = "ALTER TABLE note ADD COLUMN place TEXT NOT NULL DEFAULT '';\n"
THIRD = "CREATE TABLE person(id INTEGER PRIMARY KEY) STRICT;\n" + guard_script("person")
FAULTY = (
    "CREATE TABLE third(id INTEGER PRIMARY KEY) STRICT;\nALTER TABLE never_made ADD COLUMN x;\n"
)
NOTES_1 = Schema("notes", (FIRST,))
NOTES_2 = Schema("notes", (FIRST, SECOND))
NOTES_3 = Schema("notes", (FIRST, SECOND, THIRD), append_only=("person",))


def refusal(path: Path, schema: Schema = SITE_SCHEMA) -> StoreError:
    """The error with which opening is refused."""
    with pytest.raises(StoreError) as refused:
        open_database(path, KEY, schema)
    return refused.value


def tables(db: Database) -> set[str]:
    """The names of the tables."""
    return set(db.read_column(str, "SELECT name FROM sqlite_master WHERE type = 'table'"))


# Each was done by hand, at a prompt, with the right key.
@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        ("DROP TRIGGER event_no_update", "event_no_update"),
        ("DROP TRIGGER event_no_delete", "event_no_delete"),
        ("DROP TRIGGER access_log_no_delete", "access_log_no_delete"),
        ("ALTER TABLE event ADD COLUMN more TEXT", "event"),
        ("ALTER TABLE event RENAME COLUMN body TO bytes", "event"),
        ("DROP INDEX event_by_chain", "event_by_chain"),
        ("CREATE TABLE other(id)", "other"),
        ("CREATE VIEW event_view AS SELECT * FROM event", "event_view"),
        (
            "CREATE TRIGGER swallow BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",
            "swallow",
        ),
        ("DROP TABLE draft", "draft"),
    ],
)
def test_changed_structure_is_refused_and_named(
    site_path: Path, tampering: str, named: str
) -> None:
    raw = raw_connection(site_path)
    raw.execute(tampering)
    raw.close()
    refused = refusal(site_path)
    assert refused.code == "DATABASE-GUARDS-MISSING"
    assert named in refused.problem


def test_weakened_trigger_of_the_same_name_is_found(site_path: Path) -> None:
    raw = raw_connection(site_path)
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute("CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END")
    raw.close()
    assert refusal(site_path).code == "DATABASE-GUARDS-MISSING"


def test_transform_of_sqlite_utils_drops_triggers_and_is_found(site_path: Path) -> None:
    # trust.md §2.2, trap 2.
    raw = raw_connection(site_path)
    tables_of(raw).table("event").transform(rename={"body": "bytes"})
    raw.close()
    refused = refusal(site_path)
    assert "event_no_delete" in refused.problem
    assert "event_no_update" in refused.problem


def test_database_without_guards_can_still_be_read(site_path: Path) -> None:
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        save(db, ANNA, "68.0")
    raw = raw_connection(site_path)
    raw.execute("DROP TRIGGER event_no_update")
    raw.close()
    with open_database(site_path, KEY, SITE_SCHEMA, read_only=True) as db:
        assert count_events(db) == 1
        with pytest.raises(StoreError):
            db.write("UPDATE event SET subject = 'x'")


def test_older_database_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    create_database(path, KEY, NOTES_1)
    with open_database(path, KEY, NOTES_1) as db:
        db.write("INSERT INTO note(text) VALUES ('kept')")
    with open_database(path, KEY, NOTES_3) as db:
        assert db.read_column(str, "SELECT text || '|' || place FROM note") == ("kept|",)
        assert db.read_column(int, "SELECT number FROM version") == (3,)
        db.write("INSERT INTO person(id) VALUES (1)")
        with pytest.raises(StoreError):
            db.write("DELETE FROM person")


def test_upgraded_and_new_database_have_the_same_structure(tmp_path: Path) -> None:
    create_database(tmp_path / "old.db", KEY, NOTES_1)
    create_database(tmp_path / "new.db", KEY, NOTES_2)
    for name in ("old.db", "new.db"):
        with open_database(tmp_path / name, KEY, NOTES_2) as db:
            assert tables(db) == {"note", "version"}


def test_failed_upgrade_leaves_the_old_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    create_database(path, KEY, NOTES_1)
    with pytest.raises(Exception, match="never_made"):
        open_database(path, KEY, Schema("notes", (FIRST, FAULTY)))
    with open_database(path, KEY, NOTES_1) as db:
        assert tables(db) == {"note", "version"}
        assert db.read_column(int, "SELECT number FROM version") == (1,)


def test_failed_making_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="never_made"):
        create_database(tmp_path / "notes.db", KEY, Schema("notes", (FAULTY,)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("read_only", [False, True])
def test_newer_database_is_refused(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "notes.db"
    create_database(path, KEY, NOTES_2)
    with pytest.raises(StoreError) as refused:
        open_database(path, KEY, NOTES_1, read_only=read_only)
    assert refused.value.code == "DATABASE-TOO-NEW"


def test_database_of_another_kind_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    create_database(path, KEY, NOTES_1)
    before = path.read_bytes()
    assert refusal(path).code == "DATABASE-KIND-WRONG"
    assert path.read_bytes() == before


def test_foreign_database_with_the_right_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    raw = raw_connection(path)
    raw.execute("CREATE TABLE anything(id)")
    raw.close()
    assert refusal(path).code == "DATABASE-KIND-WRONG"


def test_script_is_cut_into_whole_statements() -> None:
    script = "CREATE TABLE a(\n  id INTEGER\n);\n\n" + guard_script("a") + "\nSELECT 1;\n"
    first_words = [" ".join(statement.split()[:3]) for statement in statements(script)]
    assert first_words == [
        "CREATE TABLE a(",
        "CREATE TRIGGER a_no_update",
        "CREATE TRIGGER a_no_delete",
        "SELECT 1;",
    ]


def test_tables_of_a_faulty_script_are_all_left_out(db: Database) -> None:
    before = tables(db)
    with pytest.raises(Exception, match="never_made"):
        create_tables(db, FAULTY)
    assert tables(db) == before


@pytest.mark.parametrize("table", ["event", "chain", "access_log", "outbox"])
def test_site_schema_guards_its_records(table: str) -> None:
    assert table in SITE_SCHEMA.append_only
    assert guard_script(table) in SITE_SCHEMA.scripts[0]
