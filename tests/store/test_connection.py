"""The connection recipe of trust.md §2.3, line by line, and what is refused."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from hcc_crf.errors import StoreError, WorkspaceError
from hcc_crf.store import connection
from hcc_crf.store.connection import check_versions, create_database, open_database
from hcc_crf.store.database import Database
from hcc_crf.store.driver import dbapi2
from hcc_crf.store.event_store import count_events
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.store.verification import check_pages
from tests.store.builders import ANNA, KEY, raw_connection, save

OTHER_KEY = b"\x01" * 32


def refusal(path: Path, key: bytes = KEY, *, read_only: bool = False) -> str:
    """The code with which opening is refused."""
    with pytest.raises((StoreError, WorkspaceError)) as refused:
        open_database(path, key, SITE_SCHEMA, read_only=read_only)
    assert refused.value.next_step
    assert str(path.parent) not in str(refused.value)
    return refused.value.code


def in_words_of_sqlite(name: str, db: Database) -> object:
    """What `PRAGMA name` answers."""
    return db.read_column(str if name == "journal_mode" else int, f"PRAGMA {name}")[0]


# Expected answers are read off trust.md §2.3; 2 is SQLite's number for FULL and for MEMORY.
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("wal_autocheckpoint", 100),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
        ("mmap_size", 0),
        ("temp_store", 2),
    ],
)
def test_setting_is_made_on_every_connection(db: Database, name: str, answer: object) -> None:
    assert in_words_of_sqlite(name, db) == answer


@pytest.mark.parametrize("name", ["foreign_keys", "recursive_triggers", "trusted_schema"])
def test_safety_setting_cannot_be_taken_back(db: Database, name: str) -> None:
    before = in_words_of_sqlite(name, db)
    with pytest.raises(StoreError):
        db.write(f"PRAGMA {name} = {0 if before else 1}")
    assert in_words_of_sqlite(name, db) == before


def test_library_says_nothing_on_stderr_when_the_key_is_wrong(site_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from hcc_crf.store.connection import open_database\n"
        "from hcc_crf.store.site_schema import SITE_SCHEMA\n"
        "try:\n"
        "    open_database(pathlib.Path(sys.argv[1]), b'x' * 32, SITE_SCHEMA)\n"
        "except Exception as error:\n"
        "    print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(site_path)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("DATABASE-KEY-REFUSED\n", "")


def test_file_does_not_begin_like_a_plain_database(site_path: Path) -> None:
    assert not site_path.read_bytes().startswith(b"SQLite format 3")


def test_installed_library_encrypts_and_has_no_wal_reset_fault(site_path: Path) -> None:
    raw = raw_connection(site_path)
    assert raw.execute("PRAGMA cipher_version").fetchone()[0]
    raw.close()
    assert dbapi2.sqlite_version_info >= (3, 51, 3)


# 3.51.3 is the first release without the WAL-reset fault (trust.md D1).
@pytest.mark.parametrize(
    ("cipher", "sqlite"),
    [("4.12.0 community", "3.51.2"), ("4.19.0 community", "3.40.1"), ("", "3.53.4")],
    ids=["just before the repair", "long before the repair", "no encryption"],
)
def test_unsafe_library_is_refused(cipher: str, sqlite: str) -> None:
    with pytest.raises(StoreError) as refused:
        check_versions(cipher, sqlite, "site.db")
    assert refused.value.code == "DATABASE-LIBRARY-UNSAFE"


@pytest.mark.parametrize("sqlite", ["3.51.3", "3.53.4", "4.0.0"])
def test_repaired_library_is_let_pass(sqlite: str) -> None:
    check_versions("4.19.0 community", sqlite, "site.db")


def test_a_writer_holds_the_write_lock_from_its_first_line(db: Database) -> None:
    second = raw_connection(db.path)
    with db.atomic(), pytest.raises(dbapi2.OperationalError, match="locked"):
        second.execute("BEGIN IMMEDIATE")
    second.close()


def test_another_writer_is_named_busy(db: Database) -> None:
    db.write("PRAGMA busy_timeout = 0")
    second = raw_connection(db.path)
    second.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as refused, db.atomic():
        pytest.fail("the block must not begin")
    assert refused.value.code == "DATABASE-BUSY"
    assert not db.in_transaction
    second.close()


def test_closing_leaves_one_whole_file(site_path: Path) -> None:
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        save(db, ANNA, "68.0")
        assert site_path.with_name("site.db-wal").stat().st_size > 0
    assert [file.name for file in site_path.parent.iterdir()] == ["site.db"]


def test_closing_twice_does_nothing(site_path: Path) -> None:
    db = open_database(site_path, KEY, SITE_SCHEMA)
    db.close()
    db.close()
    assert [file.name for file in site_path.parent.iterdir()] == ["site.db"]


def test_setting_that_does_not_take_is_refused(
    site_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_SETTINGS", (("mmap_size", "0", 1),))
    assert refusal(site_path) == "DATABASE-SETTING-REFUSED"


def test_checkpoint_says_whether_the_log_is_empty(db: Database) -> None:
    save(db, ANNA, "68.0")
    db.write("PRAGMA busy_timeout = 0")
    reader = raw_connection(db.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    save(db, ANNA, "69.0")
    assert not db.checkpoint()
    check_pages(db)
    reader.close()
    with open_database(db.path, KEY, SITE_SCHEMA, read_only=True) as other:
        assert not other.checkpoint()
    with db.atomic():
        assert not db.checkpoint()
    assert db.checkpoint()
    assert db.path.with_name("site.db-wal").stat().st_size == 0


def test_path_with_marks_of_an_address_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "site #1? 100%.db"
    create_database(path, KEY, SITE_SCHEMA)
    with open_database(path, KEY, SITE_SCHEMA) as db:
        assert count_events(db) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["site #1? 100%.db"]


def test_database_is_never_made_over_another(site_path: Path) -> None:
    before = site_path.read_bytes()
    with pytest.raises(StoreError) as refused:
        create_database(site_path, OTHER_KEY, SITE_SCHEMA)
    assert refused.value.code == "DATABASE-EXISTS"
    assert site_path.read_bytes() == before


def test_what_an_interrupted_making_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "site.db.new").write_bytes(b"half of it")
    create_database(tmp_path / "site.db", KEY, SITE_SCHEMA)
    assert [file.name for file in tmp_path.iterdir()] == ["site.db"]


def test_missing_database_is_not_made_by_opening(tmp_path: Path) -> None:
    assert refusal(tmp_path / "site.db") == "DATABASE-NOT-FOUND"
    assert list(tmp_path.iterdir()) == []


def test_emptied_database_is_not_taken_for_a_new_one(site_path: Path) -> None:
    site_path.write_bytes(b"")
    assert refusal(site_path) == "DATABASE-NOT-FOUND"


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as refused:
        create_database(tmp_path / "nowhere" / "site.db", KEY, SITE_SCHEMA)
    assert (refused.value.code, refused.value.place) == ("WORKSPACE-NOT-FOUND", "nowhere")


def test_wrong_key_is_refused(site_path: Path) -> None:
    assert refusal(site_path, OTHER_KEY) == "DATABASE-KEY-REFUSED"


def test_key_of_another_length_is_a_mistake_of_the_program(site_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_database(site_path, b"short", SITE_SCHEMA)


@pytest.mark.parametrize("kept", [1, 100, 4095], ids="{} bytes left".format)
@pytest.mark.parametrize("read_only", [False, True])
def test_torn_off_first_page_is_refused(site_path: Path, kept: int, read_only: bool) -> None:
    site_path.write_bytes(site_path.read_bytes()[:kept])
    assert refusal(site_path, read_only=read_only) == "DATABASE-DAMAGED"
    assert site_path.stat().st_size == kept


def test_torn_off_end_is_found(site_path: Path) -> None:
    whole = site_path.read_bytes()
    site_path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError) as found, open_database(site_path, KEY, SITE_SCHEMA) as db:
        check_pages(db)
    assert found.value.code == "DATABASE-DAMAGED"


def test_garbage_is_refused(site_path: Path) -> None:
    site_path.write_bytes(random.Random(5).randbytes(40_960))
    assert refusal(site_path) == "DATABASE-KEY-REFUSED"


def test_every_flipped_bit_of_the_file_is_found(site_path: Path) -> None:
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        for weight in range(30):
            save(db, ANNA, str(weight))
    whole, chance = site_path.read_bytes(), random.Random(13)
    codes = set()
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        site_path.write_bytes(damaged)
        with (
            pytest.raises(StoreError) as found,
            open_database(site_path, KEY, SITE_SCHEMA) as db,
        ):
            check_pages(db)
        codes.add(found.value.code)
    assert codes == {"DATABASE-DAMAGED", "DATABASE-KEY-REFUSED"}


def test_healthy_file_with_unfinished_log_raises_no_alarm(db: Database) -> None:
    for weight in range(30):
        save(db, ANNA, str(weight))
        check_pages(db)


def test_reading_only_writes_nothing(site_path: Path) -> None:
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        save(db, ANNA, "68.0")
    with open_database(site_path, KEY, SITE_SCHEMA, read_only=True) as db:
        assert db.is_read_only
        assert count_events(db) == 1
        with pytest.raises(StoreError) as refused:
            save(db, ANNA, "69.0")
        assert refused.value.code == "DATABASE-READ-ONLY"
        assert count_events(db) == 1


def test_one_reads_while_another_writes(db: Database) -> None:
    save(db, ANNA, "68.0")
    with open_database(db.path, KEY, SITE_SCHEMA, read_only=True) as reader:
        save(db, ANNA, "69.0")
        assert count_events(reader) == 2
