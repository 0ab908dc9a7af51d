"""F5, F6: the power goes while the program saves, or writes a package."""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hcc_crf.errors import HccCrfError
from hcc_crf.package.seal import SUFFIX
from hcc_crf.session import Typed
from hcc_crf.values import Slot
from tests.faults import shim
from tests.faults.ground import FULL_LOOK_EVERY, Ground, child, rest_of, save_on
from tests.faults.replay import Act, Disk, read_record
from tests.faults.table import Row
from tests.session.sites import Site, form

SAVES_BEFORE = 5
CONTROLS = 50
"""States of a disk that ignores every sync, to see that the model can lose saves at all."""
SAVES_A_SESSION = 25
RECORDINGS = 5


@dataclass(frozen=True)
class State:
    """A state of the disk after a power cut.

    Attributes:
        files: What is left, by name.
        acknowledged: What the program had said before.
    """

    files: dict[str, bytes]
    acknowledged: tuple[str, ...]

    def lay_down(self, folder: Path, moved_from: Path) -> None:
        """Write the files below another folder."""
        for name, content in self.files.items():
            path = folder / Path(name).relative_to(moved_from)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def recorded(ground: Ground, folder: Path, act: Callable[[], None]) -> tuple[Disk, tuple[Act, ...]]:
    """Let something happen below a folder in another process; return what was there and the acts.

    Raises:
        AssertionError: It failed by itself.
    """
    before, log = Disk(folder), ground.new_folder()

    def recording(_pipe: int) -> None:
        shim.record(log, folder)
        act()

    with child(recording) as (_number, reading):
        failure = rest_of(reading)
    assert not failure, failure.decode()
    return before, read_record(log)


def states(
    disk: Disk, acts: tuple[Act, ...], wanted: int, chance: random.Random
) -> Iterator[State]:
    """Yield states after cuts at random moments of a record."""
    cuts = sorted(chance.randrange(len(acts) + 1) for _ in range(wanted))
    acknowledged: list[str] = []
    for at in range(len(acts) + 1):
        while cuts and cuts[0] == at:
            cuts.pop(0)
            yield State(disk.after_a_cut(chance), tuple(acknowledged))
        if at < len(acts):
            if acts[at].letter == "A":
                acknowledged.append(acts[at].path)
            disk.play(acts[at])


def during_saves(ground: Ground) -> Row:
    """F5."""
    promise = "no acknowledged save lost, nothing corrupt, no false alarm"
    if reason := shim.missing():
        return Row("F5", "power cut during saves", promise, 0, reason)
    failed, looked, largest, controls = list[str](), 0, 0, 0
    recordings = min(RECORDINGS, -(-ground.sizes.power_cuts // 100))
    for _ in range(recordings):
        site = ground.copy()
        _save(site, SAVES_BEFORE)
        disk, acts = recorded(ground, site.folder, partial(_two_sessions, site))
        largest, wanted = max(largest, len(acts)), ground.sizes.power_cuts // recordings
        careless = tuple(act for act in acts if act.letter != "S")
        for state in states(disk.copy(), careless, CONTROLS // recordings, ground.chance):
            controls += any(_faults_of_saves(ground, state, site.folder, is_full=False))
        for state in states(disk, acts, wanted, ground.chance):
            looked += 1
            is_full = looked % FULL_LOOK_EVERY == 0
            failed += _faults_of_saves(ground, state, site.folder, is_full=is_full)
    if not controls:
        failed.append("the model lost nothing on a disk that ignores syncs either")
    figure = (
        f"{looked:,} states of {recordings} × {largest:,} acts, {len(failed)} with a fault "
        f"(with every sync ignored: {controls} of {CONTROLS})"
    )
    return Row("F5", "power cut during saves", promise, looked, figure, tuple(failed))


def _save(site: Site, wanted: int) -> None:
    with site.open() as session:
        for _ in zip(range(wanted), save_on(session), strict=False):
            pass


def _two_sessions(site: Site) -> None:
    """A session that is closed, and one that is not."""
    with site.open() as session:
        _save_telling(session_saves=save_on(session, SAVES_BEFORE))
        session.keep_draft(form("01-001/SCR/VS"), {Slot("WEIGHT"): Typed("7")})
    left_open = site.open()
    _save_telling(session_saves=save_on(left_open, SAVES_BEFORE + SAVES_A_SESSION))
    os._exit(0)


def _save_telling(session_saves: Iterator[str]) -> None:
    for _, event in zip(range(SAVES_A_SESSION), session_saves, strict=False):
        shim.acknowledge(event)


def _faults_of_saves(
    ground: Ground, state: State, recorded_in: Path, *, is_full: bool
) -> Iterator[str]:
    folder = ground.new_folder()
    state.lay_down(folder, recorded_in)
    try:
        found = ground.look(folder)
        if lost := set(state.acknowledged) - set(found.events):
            yield f"{len(lost)} acknowledged saves lost"
        if found.comparison.doubt is not None:
            yield f"false alarm: {found.comparison.doubt}"
        if is_full:
            yield from ground.full_look(folder)
    except HccCrfError as error:
        yield str(error)
    finally:
        shutil.rmtree(folder)


def during_export(ground: Ground) -> Row:
    """F6."""
    promise = "an acknowledged package is there and whole; never a torn one"
    if reason := shim.missing():
        return Row("F6", "power cut during export", promise, 0, reason)
    site = ground.copy()
    place = ground.new_folder()
    place.mkdir()
    site.folder.rename(place / "site")
    moved = ground.next_morning(place / "site")
    (place / "stick").mkdir()
    _save(moved, SAVES_BEFORE)
    disk, acts = recorded(ground, place, lambda: _packages(moved, place / "stick"))
    names = _final_hashes(acts)
    failed, whole, wanted = list[str](), 0, ground.sizes.export_power_cuts
    for state in states(disk, acts, wanted, ground.chance):
        left = {name: hashlib.sha256(data).hexdigest() for name, data in state.files.items()}
        packages = {Path(name).name: sha for name, sha in left.items() if name.endswith(SUFFIX)}
        whole += len(packages)
        failed += [f"{name} is torn" for name, sha in packages.items() if names[name] != sha]
        acknowledged = dict(line.split() for line in state.acknowledged)
        failed += [f"{name} is gone" for name in acknowledged.keys() - packages.keys()]
    figure = f"{wanted:,} states, {whole:,} packages in them, {len(failed)} torn or gone"
    return Row("F6", "power cut during export", promise, wanted, figure, tuple(failed))


def _packages(site: Site, stick: Path) -> None:
    with site.open() as session:
        for _ in range(6):
            written = session.package(stick)
            assert written is not None
            shim.acknowledge(f"{written.file.name} {written.sha256}")


def _final_hashes(acts: tuple[Act, ...]) -> dict[str, str]:
    return dict(act.path.split() for act in acts if act.letter == "A")
