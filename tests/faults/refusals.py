"""F8, F9: the disk refuses a call, or is full. People are told, and trying again works."""

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from hcc_crf.errors import HccCrfError
from hcc_crf.session import Saved, Session
from tests.faults import shim
from tests.faults.ground import Ground, child, rest_of
from tests.faults.table import Row
from tests.session.sites import Site, entry

CALLS = 200
MOST_SAVES = 60
WAYS = {"EIO": shim.EIO, "ENOSPC": shim.ENOSPC, "short write": shim.SHORT}
DISK_MIB = 20
"""The program asks for 16 MiB to begin with."""
SMALLEST_LIMIT = 8 * 1024
LARGEST_LIMIT = 512 * 1024


class Clerk:
    """Saves weight after weight in a child, tries once more when refused, and keeps a list.

    Attributes:
        told: How often a person was told that something failed.
        saved: The hash of every event that was said to be saved.
        faults: What should not have happened.
    """

    def __init__(self) -> None:
        """Begin with empty lists."""
        self.told = 0
        self.saved: list[str] = []
        self.faults: list[str] = []

    def open(self, site: Site) -> Session:
        """Sign in; once more when that was refused."""
        try:
            return site.open()
        except HccCrfError:
            self.told += 1
            return site.open()

    def save(self, session: Session, number: int) -> bool:
        """Save one weight; once more when that was refused. Return whether it was refused."""
        try:
            self._save(session, number)
        except HccCrfError:
            self.told += 1
            return True
        return False

    def close(self, session: Session) -> None:
        """Sign out."""
        try:
            session.close()
        except HccCrfError:
            self.told += 1

    def report(self, pipe: int) -> None:
        """Write down everything."""
        os.write(pipe, json.dumps([self.told, self.saved, self.faults]).encode())

    def _save(self, session: Session, number: int) -> None:
        weight = f"{40 + number / 10:.1f}"
        request = entry("01-001/SCR/VS", reason="read again", WEIGHT=weight)
        if number % 2:
            session.prepare(request)
        answer = session.save(request)
        if not isinstance(answer, Saved):
            self.faults.append(f"weight {number} was not taken: {answer}")
        elif answer.event is not None:
            self.saved.append(answer.event)


def calls(ground: Ground) -> Row:
    """F8."""
    promise = "told, not said to be saved, saved when tried again, nothing twice"
    if reason := shim.missing():
        return Row("F8", "EIO, ENOSPC, short writes", promise, 0, reason)
    wanted = ground.sizes.refused_calls
    numbers = (
        range(1, CALLS + 1)
        if wanted >= CALLS
        else sorted(ground.chance.sample(range(1, CALLS + 1), wanted))
    )
    failed, told, runs, saved = list[str](), 0, 0, 0
    for number in numbers:
        ways = WAYS if wanted >= CALLS else [ground.chance.choice(list(WAYS))]
        for way in ways:
            site = ground.copy()
            act = partial(_refused, site, number, WAYS[way])
            told_here, acknowledged, faults = _report_of(act)
            runs, told, saved = runs + 1, told + (told_here > 0), saved + len(acknowledged)
            faults += _faults_after(ground, site.folder, acknowledged)
            failed += [f"{way} at call {number}: {fault}" for fault in faults]
            shutil.rmtree(site.folder)
    figure = (
        f"each of the first {CALLS} calls; {saved:,} saves, people told in {told} runs, "
        f"{len(failed)} faults"
    )
    return Row("F8", "EIO, ENOSPC, short writes", promise, runs, figure, tuple(failed))


def _refused(site: Site, nth: int, how: int, pipe: int) -> None:
    clerk = Clerk()
    shim.refuse(site.folder, nth=nth, how=how)
    session = clerk.open(site)
    number = 0
    while shim.calls() < CALLS + 20 and number < MOST_SAVES:
        number += 1
        if clerk.save(session, number) and clerk.save(session, number):
            clerk.faults.append("tried again, it was refused again")
    clerk.close(session)
    clerk.report(pipe)


def _report_of(act: partial[None]) -> tuple[int, list[str], list[str]]:
    with child(act) as (_number, reading):
        received = rest_of(reading).decode()
    if received.startswith("["):
        told, saved, faults = json.loads(received)
        return int(told), list(saved), list(faults)
    return 0, [], [received.strip().rpartition("\n")[2] or "ended without a word"]


def _faults_after(ground: Ground, folder: Path, saved: list[str]) -> Iterator[str]:
    try:
        found = ground.look(folder)
    except HccCrfError as error:
        yield str(error)
        return
    if list(found.events) != saved:
        yield f"{len(saved)} saves were said to be saved, {len(found.events)} are there"
    if found.comparison.missing:
        yield "false alarm"


def full(ground: Ground) -> Row:
    """F9."""
    promise = "told; what was saved can be read and sent elsewhere; with space, saved"
    failed, told, runs, sizes = list[str](), 0, 0, ground.sizes.disk_sizes
    for number in range(sizes):
        limit = SMALLEST_LIMIT + (LARGEST_LIMIT - SMALLEST_LIMIT) * number // sizes
        site = ground.copy()
        told_here, saved, faults = _report_of(partial(_limited, site, limit))
        runs, told = runs + 1, told + (told_here > 0)
        faults += _faults_after(ground, site.folder, saved)
        failed += [f"limit of {limit} bytes a file: {fault}" for fault in faults]
        shutil.rmtree(site.folder)
    on_disks, reason = 0, ""
    for number in range(sizes):
        try:
            with _small_disk(ground) as site:
                elsewhere, left = ground.new_folder(), 4 * 1024 * (1 + 3 * number)
                told_here, saved, faults = _report_of(partial(_filled, site, elsewhere, left))
                on_disks, told = on_disks + 1, told + (told_here > 0)
                faults += _faults_after(ground, site.folder, saved)
                failed += [f"small disk {number}: {fault}" for fault in faults]
        except OSError as error:
            reason = f"; no small disks: {error}"
            break
    figure = (
        f"{runs} limits of file size, {on_disks} full disks, told in {told}, {len(failed)} faults"
        f"{reason}"
    )
    return Row("F9", "disk full", promise, runs + on_disks, figure, tuple(failed))


def _limited(site: Site, limit: int, pipe: int) -> None:
    clerk = Clerk()
    session = clerk.open(site)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    number = _save_until_refused(clerk, session)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    _save_again(clerk, session, number)
    clerk.report(pipe)


def _filled(site: Site, elsewhere: Path, left: int, pipe: int) -> None:
    clerk = Clerk()
    session = clerk.open(site)
    ballast = site.folder.parent / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(site.folder).free - left))
    number = _save_until_refused(clerk, session)
    if clerk.saved and session.package(elsewhere) is None:
        clerk.faults.append("nothing could be sent elsewhere")
    ballast.unlink()
    _save_again(clerk, session, number)
    clerk.report(pipe)


def _save_until_refused(clerk: Clerk, session: Session) -> int:
    number = 1
    while number < MOST_SAVES * 20 and not clerk.save(session, number):
        number += 1
    held = tuple(session.audit())
    if len(held) < len(clerk.saved):
        clerk.faults.append("what was saved cannot be read")
    return number


def _save_again(clerk: Clerk, session: Session, number: int) -> None:
    before = len(clerk.saved)
    if clerk.save(session, number) or len(clerk.saved) != before + 1:
        clerk.faults.append("with space again, it was not saved")
    clerk.close(session)


@contextmanager
def _small_disk(ground: Ground) -> Iterator[Site]:
    """Give a copy of the site on a small disk of its own.

    Raises:
        OSError: No disk can be mounted here.
    """
    source, place = ground.site.folder, ground.new_folder()
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tmpfs", place],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        raise PermissionError(mounted.stderr.decode().strip() or "mount was refused")
    try:
        shutil.copytree(source, place / "site")
        yield ground.next_morning(place / "site")
    finally:
        subprocess.run(["umount", "-l", place], check=True)
