"""F13-F15, F18: files that change while the program is closed, by decay or by hand."""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hcc_crf.errors import HccCrfError
from hcc_crf.session.mark import MARK_FILE, MARK_FOLDER
from hcc_crf.session.workspace import DATABASE_FILE
from tests.faults.ground import FULL_LOOK_EVERY, Ground, child, rest_of, save_on
from tests.faults.table import Row
from tests.session.sites import Site

SAVES = 60
FIRST = 20
"""Saves of a session that was closed before the one that is cut off."""


@dataclass(frozen=True)
class Left:
    """A workspace that a kill left with saves in the log, and what was acknowledged."""

    site: Site
    saved: tuple[str, ...]


def left_by_a_kill(ground: Ground) -> Left:
    """Make a workspace of which the last saves are in the log only."""
    site = ground.copy()
    with site.open() as session:
        saved = [event for _, event in zip(range(FIRST), save_on(session), strict=False)]

    def act(pipe: int) -> None:
        session = site.open()
        for _, event in zip(range(SAVES - FIRST), save_on(session, FIRST), strict=False):
            os.write(pipe, f"{event}\n".encode())
        os._exit(0)

    with child(act) as (_number, reading):
        saved += rest_of(reading).decode().split()
    assert len(saved) == SAVES, saved[-1]
    return Left(site, tuple(saved))


def flipped(path: Path, chance: random.Random) -> None:
    """Turn one bit of a file around."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(path: Path, chance: random.Random) -> None:
    """Let a file end early."""
    os.truncate(path, chance.randrange(path.stat().st_size))


def deleted(path: Path, _chance: random.Random) -> None:
    """Take a file away."""
    path.unlink()


def database(ground: Ground) -> Row:
    """F13."""
    site = ground.copy()
    with site.open() as session:
        for _ in zip(range(SAVES), save_on(session), strict=False):
            pass
    at_start, failed, flips = 0, list[str](), ground.sizes.damages
    for number in range(flips):
        copy = ground.copy(site)
        flipped(copy.folder / DATABASE_FILE, ground.chance)
        try:
            faults = ground.full_look(copy.folder)
        except HccCrfError:
            faults = ("DATABASE-DAMAGED, refused",)
        at_start += any(fault.startswith("DATABASE-DAMAGED") for fault in faults)
        failed += [] if faults else [f"flip {number} was not noticed"]
        shutil.rmtree(copy.folder)
    figure = f"{at_start} found at sign-in, {flips - at_start - len(failed)} by verify, "
    figure += f"{len(failed)} by neither"
    return Row("F13", "bit flip in the database", "found at start", flips, figure, tuple(failed))


def log(ground: Ground) -> Row:
    """F14."""
    left = left_by_a_kill(ground)
    failed, lost_in, named, runs = list[str](), 0, 0, 0
    for spoil in (flipped, cut, deleted):
        for _ in range(ground.sizes.damages):
            copy = ground.copy(left.site)
            spoil(copy.folder / f"{DATABASE_FILE}-wal", ground.chance)
            runs += 1
            is_full = runs % FULL_LOOK_EVERY == 0
            lost, is_named, faults = _noticed(ground, copy.folder, left.saved, is_full=is_full)
            lost_in, named = lost_in + (lost > 0), named + is_named
            failed += [f"log {spoil.__name__}: {fault}" for fault in faults]
            shutil.rmtree(copy.folder)
    figure = f"saves gone in {lost_in}, noticed in {lost_in - len(failed)}, forms named in {named}"
    return Row(
        "F14",
        "log flipped, cut or deleted",
        "noticed by the mark, lost forms named",
        runs,
        figure,
        tuple(failed),
    )


def _noticed(
    ground: Ground, folder: Path, saved: tuple[str, ...], *, is_full: bool
) -> tuple[int, bool, list[str]]:
    """Return how many saves are gone, whether their forms were named, and what went unnoticed."""
    try:
        found = ground.look(folder)
    except HccCrfError:
        return 1, False, []  # refused to open: noticed
    lost, comparison = len(set(saved) - set(found.events)), found.comparison
    is_named = lost > 0 and len(comparison.lost) == comparison.missing == lost
    faults = [] if comparison.missing == lost else [f"{lost} gone, {comparison.missing} noticed"]
    if is_full:
        told = [one for one in ground.full_look(folder) if one.startswith("EVENTS-LOST")]
        faults += [] if bool(told) == bool(lost) else ["not told at sign-in"]
    return lost, is_named, faults


def stale(path: Path, chance: random.Random) -> None:
    """Put back an older state of the mark."""
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[: chance.randrange(1, len(lines) - 2)]))


def emptied(path: Path, _chance: random.Random) -> None:
    """Leave an empty file."""
    path.write_bytes(b"")


def mark(ground: Ground) -> Row:
    """F15."""
    site = ground.copy()
    with site.open() as session:
        saved = [event for _, event in zip(range(SAVES), save_on(session), strict=False)]
    failed, anew, last_line, runs = list[str](), 0, 0, 0
    for spoil in (deleted, emptied, stale, flipped):
        for _ in range(max(1, ground.sizes.damages // 12)):
            copy = ground.copy(site)
            file = copy.folder / MARK_FOLDER / MARK_FILE
            spoil(file, ground.chance)
            runs += 1
            with copy.open() as session:
                is_new = session.info.incarnation != ground.info.incarnation
                anew, last_line = anew + is_new, last_line + (not is_new)
                if spoil is not flipped and not is_new:
                    failed.append(f"mark {spoil.__name__}: went on in the old incarnation")
                next(save_on(session, SAVES))
            failed += [f"mark {spoil.__name__}: {fault}" for fault in _left(ground, copy, saved)]
            shutil.rmtree(copy.folder)
    figure = f"all opened and saved; {anew} in a new incarnation, "
    figure += f"{last_line} went on, only the last line was hit"
    return Row(
        "F15",
        "mark deleted, emptied, stale or flipped",
        "opens, new incarnation, logged",
        runs,
        figure,
        tuple(failed),
    )


def _left(ground: Ground, site: Site, saved: list[str]) -> Iterator[str]:
    found = ground.look(site.folder)
    if list(found.events[:-1]) != saved or found.comparison.doubt is not None:
        yield "afterwards the ledger is not as it was saved"
