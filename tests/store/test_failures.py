"""A failed world is said once, in words, and leaves nothing half-written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.ledger.events import EventHash
from hcc_crf.store.connection import open_database
from hcc_crf.store.database import Database
from hcc_crf.store.driver import dbapi2
from hcc_crf.store.event_store import all_events, count_events
from hcc_crf.store.failures import translate
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.store.verification import check_events, check_pages
from tests.store.builders import ANNA, KEY, save

FILL_UNTIL_REFUSED = """
import pathlib, resource, signal, sys
from hcc_crf.errors import StoreError
from hcc_crf.store.connection import open_database
from hcc_crf.store.site_schema import SITE_SCHEMA
from tests.store.builders import ANNA, KEY, save

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
db = open_database(pathlib.Path(sys.argv[1]), KEY, SITE_SCHEMA)
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
for weight in range(2000):
    try:
        print(save(db, ANNA, str(weight))[0].hash, flush=True)
    except StoreError as error:
        print(error.code, db.in_transaction, flush=True)
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(save(db, ANNA, "retried")[0].hash, flush=True)
db.close()
"""


def test_full_database_refuses_the_save_and_keeps_the_rest(db: Database) -> None:
    save(db, ANNA, "68.0")
    pages = db.read_column(int, "PRAGMA page_count")[0]
    db.write(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError) as refused:
        save(db, ANNA, *["69.0"] * 200)
    assert refused.value.code == "DATABASE-DISK-FULL"
    assert not db.in_transaction
    assert count_events(db) == 1
    db.write(f"PRAGMA max_page_count = {pages + 1000}")
    save(db, ANNA, "69.0")
    assert count_events(db) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are a matter of POSIX")
@pytest.mark.parametrize("limit_kib", [100, 137, 256, 300, 411])
def test_disk_that_stops_writing_loses_nothing_that_was_acknowledged(
    site_path: Path, root: Path, limit_kib: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL_UNTIL_REFUSED, str(site_path), str(limit_kib * 1024)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    *acknowledged, refused, retried = done.stdout.splitlines()
    assert refused in {"DATABASE-DISK-FAILED False", "DATABASE-DISK-FULL False"}
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        check_pages(db)
        check_events(db)
        assert [event.hash for event in all_events(db)] == [
            EventHash(line) for line in (*acknowledged, retried)
        ]


def write_and_fail(db: Database) -> None:
    """A block with a block inside it that ends well, and then an error."""
    with db.atomic():
        db.write("INSERT INTO setting VALUES ('a', '1')")
        with db.atomic():
            db.write("INSERT INTO setting VALUES ('b', '2')")
        assert db.in_transaction
        raise RuntimeError


def test_error_undoes_the_block_and_the_blocks_inside_it(db: Database) -> None:
    with pytest.raises(RuntimeError):
        write_and_fail(db)
    assert not db.in_transaction
    assert db.read_column(int, "SELECT count(*) FROM setting") == (0,)


def test_mistake_in_our_sql_is_no_failure_of_the_world(db: Database) -> None:
    with pytest.raises(dbapi2.OperationalError):
        db.write("SELECT * FROM never_made")
    with pytest.raises(dbapi2.IntegrityError):
        db.write("INSERT INTO setting VALUES ('a', NULL)")


# Numbers of SQLite's result codes, sqlite.org/rescode.html; the extended ones hold the plain in
# their last byte.
@pytest.mark.parametrize(
    ("code", "word"),
    [
        (5, "DATABASE-BUSY"),
        (517, "DATABASE-BUSY"),
        (6, "DATABASE-BUSY"),
        (8, "DATABASE-READ-ONLY"),
        (1032, "DATABASE-READ-ONLY"),
        (10, "DATABASE-DISK-FAILED"),
        (778, "DATABASE-DISK-FAILED"),
        (11, "DATABASE-DAMAGED"),
        (13, "DATABASE-DISK-FULL"),
        (14, "DATABASE-NOT-FOUND"),
        (23, "APPEND-ONLY"),
        (26, "DATABASE-KEY-REFUSED"),
    ],
)
def test_every_failure_has_its_word(code: int, word: str) -> None:
    error = dbapi2.OperationalError("words of the library")
    error.sqlite_errorcode = code
    translated = translate(error, "site.db")
    assert translated is not None
    assert (translated.code, translated.place) == (word, "site.db")
    assert "words of the library" not in str(translated)


@pytest.mark.parametrize("code", [1, 19, 20, 21, 25])
def test_mistakes_have_none(code: int) -> None:
    error = dbapi2.OperationalError("words of the library")
    error.sqlite_errorcode = code
    assert translate(error, "site.db") is None
