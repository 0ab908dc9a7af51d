"""A merge that is killed leaves every package whole in the store or not there (trust.md F3)."""

import os
import random
import signal
import sys
from pathlib import Path

import pytest

from hcc_crf.centre.holdings import events_of_subject, merged_subject, open_gaps, subjects
from hcc_crf.centre.merge import merge_packages
from hcc_crf.centre.reconcile import reconcile
from hcc_crf.ledger.events import SealedEvent
from hcc_crf.store.verification import check_pages
from tests.centre.building import Bench, device_a, number, open_bench, reopen_bench

KILLS = 12
PACKAGES = 80
SAVES_A_PACKAGE = 2


def package_files(inbox: Path) -> tuple[list[Path], list[SealedEvent]]:
    """Write packages that each begin at the first event and hold two more than the one before."""
    device = device_a()
    files: list[Path] = []
    for at in range(1, PACKAGES + 1):
        for save in range(SAVES_A_PACKAGE):
            before = device.events[-1] if device.events else None
            device.save(
                "VS",
                {"WEIGHT": number(str(50 + at), "kg"), "HEIGHT": number(str(170 + save), "cm")},
                replaces=before,
                reason="corrected",
            )
        file = inbox / f"{at:03}.zip.age"
        file.write_bytes(device.package(number=at))
        files.append(file)
    return files, device.events


def merge_until_killed(folder: Path, files: list[Path], acknowledgements: int) -> None:
    """What the child does; it never returns."""
    try:
        with reopen_bench(folder) as bench:
            for file in files:
                assert merge_packages(bench.centre, [file]).accepted
                os.write(acknowledgements, b".")
    finally:
        os._exit(1)


def kill_a_merge(folder: Path, files: list[Path], chance: random.Random) -> int:
    """Start a child, kill it, and return how many packages it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        merge_until_killed(folder, files, writing)
    os.close(writing)
    received = os.read(reading, 1)
    for _ in range(chance.randrange(40_000)):  # a random moment, without sleeping
        pass
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    while rest := os.read(reading, 65_536):
        received += rest
    os.close(reading)
    return len(received)


def held(bench: Bench) -> tuple[SealedEvent, ...]:
    """Return every event in the store."""
    db = bench.centre.db
    return tuple(one for subject in subjects(db) for one in events_of_subject(db, subject))


@pytest.mark.requirement("F3")
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are matters of POSIX")
def test_a_killed_merge_leaves_whole_packages_only(tmp_path: Path) -> None:
    with open_bench(tmp_path) as bench:
        files, events = package_files(bench.inbox)
    chance = random.Random(20261125)
    done = 0
    for _ in range(KILLS):
        done += kill_a_merge(tmp_path, files[done:], chance)
        with reopen_bench(tmp_path) as bench:
            stored = held(bench)
            assert len(stored) in (done * SAVES_A_PACKAGE, (done + 1) * SAVES_A_PACKAGE)
            assert list(stored) == events[: len(stored)]
            (casebook,) = reconcile(stored).view.values()
            assert merged_subject(bench.centre.db, casebook.subject).casebook == casebook
            done = len(stored) // SAVES_A_PACKAGE
    with reopen_bench(tmp_path) as bench:
        merge_packages(bench.centre, files)
        assert list(held(bench)) == events
        assert open_gaps(bench.centre.db) == ()
        check_pages(bench.centre.db)
