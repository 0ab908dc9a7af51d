"""A program killed in the midst of saving loses no save that was acknowledged (trust.md F1).

A child saves without pause and writes the hash of every acknowledged event into a pipe; it is
killed (SIGKILL) after a random number of them, at whatever it is doing just then. A hundred times
over, on the same database.
"""

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from hcc_crf.store.connection import open_database
from hcc_crf.store.event_store import all_events
from hcc_crf.store.projections import subject_rows
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.store.verification import check_events, check_pages
from tests.store.builders import ANNA, KEY, rows_of, save

KILLS = 100
LINE_BYTES = 65
"""A hash and a line end."""


def save_until_killed(path: Path, acknowledgements: int) -> None:
    """What the child does; it never returns."""
    try:
        with open_database(path, KEY, SITE_SCHEMA) as db:
            for weight in range(100_000):
                (sealed,) = save(db, ANNA, str(weight))
                os.write(acknowledgements, f"{sealed.hash}\n".encode())
    finally:
        os._exit(1)


def acknowledged_before_the_kill(path: Path, chance: random.Random) -> list[str]:
    """Start a child, kill it, and return what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        save_until_killed(path, writing)
    os.close(writing)
    wanted = LINE_BYTES * chance.randint(1, 12)
    received = b""
    while len(received) < wanted:
        received += os.read(reading, wanted - len(received))
    for _ in range(chance.randrange(20_000)):  # a random moment of the next save, without sleeping
        pass
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    while rest := os.read(reading, 65_536):
        received += rest
    os.close(reading)
    return received.decode().split()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are matters of POSIX")
def test_killing_loses_no_acknowledged_save_and_breaks_no_chain(site_path: Path) -> None:
    chance = random.Random(20261125)
    acknowledged: list[str] = []
    unacknowledged = 0
    for _ in range(KILLS):
        acknowledged += acknowledged_before_the_kill(site_path, chance)
        with open_database(site_path, KEY, SITE_SCHEMA) as db:
            (chain,) = check_events(db)
            stored = {event.hash for event in all_events(db)}
            assert set(acknowledged) <= stored
            unacknowledged = len(stored) - len(acknowledged)
            assert chain.head.seq == len(stored)
            assert subject_rows(db, ANNA) == rows_of(ANNA)
    # At most the one save under way at each kill was written and not acknowledged.
    assert 0 <= unacknowledged <= KILLS
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        check_pages(db)
    assert len(acknowledged) >= KILLS
