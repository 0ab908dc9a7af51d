"""The program killed a hundred times while a nurse saves: no acknowledged save is lost (F1).

A child works through the session, saves without pause and writes the hash of every acknowledged
event into a pipe; it is killed (SIGKILL) at a random moment. Every tenth child signs in with the
password; the others take the opened keys, or a hundred password hashes would be most of the time.
"""

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from hcc_crf.access.sign_in import SignedIn
from hcc_crf.access.sign_in import sign_in as sign_in_with_password
from hcc_crf.session import SaveRequest, Typed
from hcc_crf.session.checking import verify_workspace
from hcc_crf.session.workspace import open_data
from hcc_crf.store.event_store import all_events
from hcc_crf.store.verification import check_events
from hcc_crf.values import Slot
from tests.session.sites import PASSWORD, Site, entry, form, make_site, saved

KILLS = 100
LINE_BYTES = 65
"""A hash and a line end."""
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="SIGKILL and fork are matters of POSIX"
)


def next_save(number: int) -> SaveRequest:
    """The save number `number`: visits, corrections, rows, inner tables, a draft settled by it."""
    subject, reason = f"01-{number // 40 % 5 + 1:03}", "seen again"
    kind = number % 4
    if kind == 0:
        return entry(f"{subject}/SCR/VS", reason, WEIGHT=f"{50 + number % 389 / 10}", HEIGHT="170")
    if kind == 1:
        return entry(f"{subject}/SCR/LBCHEM", reason, BILI=f"{10 + number % 397 / 10}", ALB="38")
    if kind == 2:
        return entry(f"{subject}/LOG/AE[{number % 7 + 1}]", reason, AETERM=f"Event {number}")
    inner = (Slot("IMGREF", 0, "IMGTAB", 1), Typed(f"No {number}"))
    return SaveRequest(form(f"{subject}/TA1/IMG"), (inner,), reason=reason)


def work_until_killed(site: Site, signed_in: SignedIn, acknowledgements: int, turn: int) -> None:
    """What the child does; it never returns."""
    try:
        if turn % 10:
            patch = pytest.MonkeyPatch()
            patch.setattr("hcc_crf.session.sign_in.sign_in", lambda *_who, **_clock: signed_in)
        session = site.open()
        for number in range(session.events() + 1000 * turn, 1_000_000):
            request = next_save(number)
            session.keep_draft(request.form, dict(request.entries))
            event = saved(session, request).event
            if event is not None:
                os.write(acknowledgements, f"{event}\n".encode())
    finally:
        os._exit(1)


def acknowledged_before_the_kill(
    site: Site, signed_in: SignedIn, chance: random.Random, turn: int
) -> list[str]:
    """Start a child, kill it, and return what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        work_until_killed(site, signed_in, writing, turn)
    os.close(writing)
    wanted = LINE_BYTES * chance.randint(1, 4)
    received = b""
    while len(received) < wanted:
        part = os.read(reading, wanted - len(received))
        assert part, "the child ended by itself"
        received += part
    for _ in range(chance.randrange(200_000)):  # a random moment of what follows, without sleeping
        pass
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    while rest := os.read(reading, 65_536):
        received += rest
    os.close(reading)
    return received.decode().split()


def test_a_hundred_kills_lose_no_acknowledged_save(tmp_path: Path) -> None:
    site, chance = make_site(tmp_path / "site"), random.Random(20261125)
    signed_in = sign_in_with_password(
        site.folder, "nurse1", PASSWORD, clock=lambda: site.clock().utc
    )
    acknowledged: list[str] = []
    for turn in range(KILLS):
        site.clock.wait(minutes=1)
        acknowledged += acknowledged_before_the_kill(site, signed_in, chance, turn)
        db = open_data(site.folder, signed_in.keys)  # as the next start does
        (chain,) = check_events(db)  # and the mark of no child made the next begin another chain
        stored = [event.hash for event in all_events(db)]
        db.close()
        assert set(acknowledged) <= set(stored)
        assert chain.head.seq == len(stored)
    with site.open("nurse1") as session:
        steps = tuple(verify_workspace(session))
        assert all(step.is_kept for step in steps), steps
        assert len(session.drafts()) <= KILLS  # each either offered still, or settled by its save
    # At most the one save under way at each kill was written and not acknowledged.
    assert len(acknowledged) <= len(stored) <= len(acknowledged) + KILLS
