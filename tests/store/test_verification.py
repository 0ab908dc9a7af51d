"""Direct edits with the right key and the guards taken away are all found (trust.md R32, F18)."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.ledger.chain import GENESIS
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.connection import open_database
from hcc_crf.store.database import Database
from hcc_crf.store.driver import dbapi2
from hcc_crf.store.event_store import Head, append
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.store.verification import CheckedChain, check_access_log, check_events, check_pages
from tests.store.builders import (
    ANNA,
    BERT,
    CHAIN,
    KEY,
    OTHER_CHAIN,
    changes_of,
    raw_connection,
    save,
    sealed_at_head,
)

EVENTS = 12
Edit = Callable[[dbapi2.Connection, random.Random], None]


def replace_in_body(old: str, new: str) -> Edit:
    """Change words inside one event."""

    def edit(raw: dbapi2.Connection, chance: random.Random) -> None:
        raw.execute(
            "UPDATE event SET body = CAST(replace(body, ?, ?) AS BLOB) WHERE id = ?",
            (old, new, chance.randint(1, EVENTS)),
        )

    return edit


def swap(column: str) -> Edit:
    """Let two neighbours change places in one column."""

    def edit(raw: dbapi2.Connection, chance: random.Random) -> None:
        first = chance.randint(1, EVENTS - 1)
        one, other = (
            raw.execute(f"SELECT {column} FROM event WHERE id = ?", (number,)).fetchone()[0]  # noqa: S608
            for number in (first, first + 1)
        )
        spare = b"" if column == "body" else "s" * 64 if column == "hash" else 999
        for number, value in ((first, spare), (first + 1, one), (first, other)):
            raw.execute(f"UPDATE event SET {column} = ? WHERE id = ?", (value, number))  # noqa: S608

    return edit


def run(sql: str) -> Edit:
    """One statement about one event; `?` is its row number, not the last one's."""

    def edit(raw: dbapi2.Connection, chance: random.Random) -> None:
        raw.execute(sql, (chance.randint(1, EVENTS - 1),))

    return edit


EDITS = {
    "a value": replace_in_body("kg", "lb"),
    "who": replace_in_body("nurse1", "nurse2"),
    "when": replace_in_body("2026-11-25", "2026-11-24"),
    "the device": replace_in_body('"device":"A"', '"device":"B"'),
    "an event taken out": run("DELETE FROM event WHERE id = ?"),
    "bodies swapped": swap("body"),
    "numbers swapped": swap("seq"),
    "hashes swapped": swap("hash"),
    "a number changed": run("UPDATE event SET seq = seq + 100 WHERE id = ?"),
    "a subject changed": run("UPDATE event SET subject = '01-009' WHERE id = ?"),
    "garbage": run("UPDATE event SET body = x'00ff' WHERE id = ?"),
    "a body emptied": run("UPDATE event SET body = x'' WHERE id = ?"),
}


def refusal(db: Database) -> StoreError:
    """The error with which the ledger is refused."""
    with pytest.raises(StoreError) as found:
        check_events(db)
    return found.value


def test_empty_ledger_is_whole(db: Database) -> None:
    check_pages(db)
    assert check_events(db) == ()
    assert check_access_log(db) == 0


def test_every_chain_is_checked_to_its_head(db: Database) -> None:
    told: list[int] = []
    first = save(db, ANNA, "68.0", "68.5")
    second = save(db, BERT, "80.0", chain=OTHER_CHAIN)
    assert check_events(db, told.append) == (
        CheckedChain(CHAIN, Head(2, first[-1].hash), 2),
        CheckedChain(OTHER_CHAIN, Head(3, second[-1].hash), 1),
    )
    assert told == [2, 3]


def test_an_incarnation_that_follows_nothing_is_found(db: Database) -> None:
    save(db, ANNA, "68.0", "68.5")
    save(db, BERT, "80.0", chain=OTHER_CHAIN)
    raw = raw_connection(db.path)
    raw.execute("DROP TRIGGER event_no_delete")
    raw.execute("DELETE FROM event WHERE seq = 2")
    raw.close()
    refused = refusal(db)
    assert (refused.code, refused.place) == ("LEDGER-BROKEN", "site.db, device A, event 3")


@pytest.mark.parametrize("name", EDITS)
def test_direct_edits_with_the_right_key_are_found(site_path: Path, name: str) -> None:
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        for weight in range(EVENTS):
            save(db, ANNA if weight % 2 else BERT, str(weight))
    whole = site_path.read_bytes()
    for seed in range(25):
        site_path.write_bytes(whole)
        raw = raw_connection(site_path)
        raw.execute("DROP TRIGGER event_no_update")
        raw.execute("DROP TRIGGER event_no_delete")
        EDITS[name](raw, random.Random(seed))
        raw.close()
        with open_database(site_path, KEY, SITE_SCHEMA, read_only=True) as db:
            assert refusal(db).code in {"LEDGER-ALTERED", "LEDGER-BROKEN"}


def test_broken_place_is_named(db: Database) -> None:
    save(db, ANNA, "1", "2", "3")
    raw = raw_connection(db.path)
    raw.execute("DROP TRIGGER event_no_delete")
    raw.execute("DELETE FROM event WHERE seq = 2")
    raw.close()
    refused = refusal(db)
    assert (refused.code, refused.place) == ("LEDGER-BROKEN", "site.db, device A, event 2")


def test_last_hash_exchanged_for_another_events_is_found(db: Database) -> None:
    save(db, ANNA, "1")
    other = sealed_at_head(db, ANNA, "2")
    raw = raw_connection(db.path)
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute("UPDATE event SET hash = ?", (other[0].hash,))
    raw.close()
    assert refusal(db).code == "LEDGER-ALTERED"


def test_index_that_lost_a_row_is_found(site_path: Path) -> None:
    index = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master WHERE name = ?"
    raw = raw_connection(site_path)
    hidden = raw.execute(index, ("event_by_chain",)).fetchone()
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("DELETE FROM sqlite_master WHERE name = 'event_by_chain'")
    raw.close()
    raw = raw_connection(site_path)
    raw.execute("INSERT INTO chain VALUES (1, 'HCC-LEN', '01', 'A', 'incarnation-1')")
    raw.execute("INSERT INTO event VALUES (1, ?, 1, 1, '01-001', x'00')", ("e" * 64,))
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", hidden)
    raw.close()
    for read_only in (False, True):
        with open_database(site_path, KEY, SITE_SCHEMA, read_only=read_only) as db:
            with pytest.raises(StoreError) as found:
                check_pages(db)
            assert found.value.code == "DATABASE-DAMAGED"


def test_healthy_database_with_unfinished_log_is_sound_to_a_reader(db: Database) -> None:
    save(db, ANNA, "68.0")
    with open_database(db.path, KEY, SITE_SCHEMA, read_only=True) as reader:
        check_pages(reader)
        assert len(check_events(reader)) == 1


def test_event_outside_every_chain_is_found(db: Database) -> None:
    save(db, ANNA, "1")
    raw = raw_connection(db.path)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute(
        "INSERT INTO event(hash, chain, seq, subject, body) VALUES (?, 77, 1, '01-001', x'00')",
        ("e" * 64,),
    )
    raw.close()
    assert refusal(db).code == "LEDGER-BROKEN"


def test_forged_ledger_from_the_start_is_whole_in_itself(db: Database) -> None:
    # What the chain alone cannot see, and why heads travel in packages: everything was made anew.
    append(db, sealed_at_head(db, ANNA, "forged"), changes_of(ANNA))
    (checked,) = check_events(db)
    assert checked.head.hash != GENESIS


def test_access_log_is_counted(db: Database) -> None:
    entry = AccessEntry(kind=AccessKind.SIGNED_IN, user="nurse1", role="nurse", at_utc="now")
    record_access(db, entry, entry)
    assert check_access_log(db) == 2
