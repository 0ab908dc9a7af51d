"""F18: somebody who has the key changes the database with the guards taken away."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from hcc_crf.errors import HccCrfError
from hcc_crf.ledger.chain import hash_body
from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.store.driver import dbapi2
from hcc_crf.store.guard import guard_script
from tests.faults.ground import Ground, save_on
from tests.faults.table import Row

SAVES = 60
TABLES = ("event", "chain", "access_log", "outbox")
Edit = Callable[[dbapi2.Connection, random.Random], None]


def words(old: str, new: str) -> Edit:
    """Other words in one event."""

    def edit(raw: dbapi2.Connection, chance: random.Random) -> None:
        number = chance.randint(2, SAVES)
        body = raw.execute("SELECT body FROM event WHERE id = ?", (number,)).fetchone()[0]
        assert old.encode() in body, old
        raw.execute(
            "UPDATE event SET body = ? WHERE id = ?",
            (body.replace(old.encode(), new.encode()), number),
        )

    return edit


def statement(sql: str, *, largest: int = SAVES - 1) -> Edit:
    """One statement about one row; `?` is its number."""

    def edit(raw: dbapi2.Connection, chance: random.Random) -> None:
        raw.execute(sql, (chance.randint(2, largest),))

    return edit


def hashed_again(raw: dbapi2.Connection, chance: random.Random) -> None:
    """Another value, and the hash that belongs to it."""
    number = chance.randint(2, SAVES)
    body = raw.execute("SELECT body FROM event WHERE id = ?", (number,)).fetchone()[0]
    body = body.replace(b'"unit":"kg"', b'"unit":"lb"')
    raw.execute("UPDATE event SET body = ?, hash = ? WHERE id = ?", (body, hash_body(body), number))


def swapped(raw: dbapi2.Connection, chance: random.Random) -> None:
    """Two neighbours in each other's place."""
    first = chance.randint(1, SAVES - 1)
    for number, place in ((first, 0), (first + 1, first), (0, first + 1)):
        raw.execute("UPDATE event SET id = ?, seq = ? WHERE id = ?", (place, place or 999, number))


EDITS: dict[str, Edit] = {
    "a value": words('"unit":"kg"', '"unit":"lb"'),
    "who": words('"user":"nurse1"', '"user":"nurse2"'),
    "when": words('"at":"20', '"at":"19'),
    "why": words("read again", "not read at all"),
    "a value, hashed again": hashed_again,
    "an event taken out": statement("DELETE FROM event WHERE id = ?"),
    "the last events taken out": statement("DELETE FROM event WHERE id > ?"),
    "two events swapped": swapped,
    "an event written twice": statement(
        "INSERT INTO event(hash, chain, seq, subject, body) "
        "SELECT replace(hash, substr(hash, 1, 8), 'ffffffff'), chain, seq + 1000, subject, body "
        "FROM event WHERE id = ?"
    ),
    "another subject": statement("UPDATE event SET subject = '01-099' WHERE id = ?"),
    "a row of the screens": statement(
        "UPDATE form_row SET saved_by = 'nurse2' WHERE form = 'VS' "
        "AND subject = printf('01-%03d', ?)",
        largest=40,
    ),
    "the access log": statement("DELETE FROM access_log WHERE id < ?", largest=3),
}


def direct(ground: Ground) -> Row:
    """F18."""
    site = ground.copy()
    with site.open() as session:
        for _ in zip(range(SAVES), save_on(session), strict=False):
            pass
    failed, runs, at_start = list[str](), 0, 0
    for name, edit in EDITS.items():
        for _ in range(ground.sizes.edits_of_a_kind):
            copy = ground.copy(site)
            _edit(copy.folder / DATABASE_FILE, ground.secrets[0], edit, ground.chance)
            runs += 1
            try:
                faults = ground.full_look(copy.folder)
                at_start += any(fault.startswith("EVENTS-LOST") for fault in faults)
            except HccCrfError:
                at_start, faults = at_start + 1, ("refused",)
            failed += [] if faults else [f"{name}: not found"]
            shutil.rmtree(copy.folder)
    figure = f"{len(EDITS)} kinds; {at_start} found at sign-in, {runs - at_start - len(failed)} by "
    figure += f"verify, {len(failed)} not"
    return Row("F18", "direct edits with the right key", "all found", runs, figure, tuple(failed))


def _edit(path: Path, key: bytes, edit: Edit, chance: random.Random) -> None:
    raw = dbapi2.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for table in TABLES:
        for act in ("update", "delete"):
            raw.execute(f"DROP TRIGGER {table}_no_{act}")
    edit(raw, chance)
    for table in TABLES:
        raw.executescript(guard_script(table))  # nothing shows that they were gone
    raw.close()
