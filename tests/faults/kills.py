"""F1-F3: the program is killed (SIGKILL) while it saves, writes a package, or merges."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from hcc_crf.centre.folder import Centre, open_centre
from hcc_crf.centre.holdings import events_of_subject, open_forks, open_gaps, subjects
from hcc_crf.centre.merge import merge_packages
from hcc_crf.errors import HccCrfError
from hcc_crf.package.files import read_package
from hcc_crf.package.keys import TrustedSigner
from hcc_crf.package.seal import SUFFIX
from hcc_crf.package.unseal import unseal_package
from hcc_crf.store.verification import check_pages
from tests.faults.ground import FULL_LOOK_EVERY, Ground, killed, save_on
from tests.faults.table import Row
from tests.session.sites import PASSWORD, CentreFolder, Site, program

MOST_PACKAGES = 40
SAVES_A_PACKAGE = 3


def saves(ground: Ground) -> Row:
    """F1."""
    folder, acknowledged, failed = ground.copy().folder, set[str](), list[str]()
    for number in range(1, ground.sizes.kills + 1):
        site = ground.next_morning(folder)
        act = partial(_save_until_killed, site, len(acknowledged))
        lines, after_s = ground.chance.randint(1, 4), ground.chance.uniform(0, 0.03)
        acknowledged.update(killed(act, lines=lines, after_s=after_s))
        failed += _faults_after_saves(
            ground, folder, acknowledged, is_full=not number % FULL_LOOK_EVERY
        )
    figure = (
        f"{len(acknowledged):,} saves acknowledged, {len(failed)} lost, broken or falsely alarmed"
    )
    return Row(
        "F1",
        "kill -9 during saves",
        "no acknowledged save lost, chain whole",
        ground.sizes.kills,
        figure,
        tuple(failed),
    )


def _save_until_killed(site: Site, first: int, pipe: int) -> None:
    with site.open() as session:
        for event in save_on(session, first):
            os.write(pipe, f"{event}\n".encode())


def _faults_after_saves(
    ground: Ground, folder: Path, acknowledged: set[str], *, is_full: bool
) -> Iterator[str]:
    try:
        if is_full:
            yield from ground.full_look(folder)
        found = ground.look(folder)
    except HccCrfError as error:
        yield str(error)
        return
    if lost := acknowledged - set(found.events):
        yield f"{len(lost)} acknowledged saves lost"
    if found.comparison.doubt is not None:
        yield f"false alarm: {found.comparison.doubt}"


def exports(ground: Ground) -> Row:
    """F2."""
    site, stick, seen = ground.copy(), ground.new_folder(), set[str]()
    with site.open() as session:
        events = [hash_ for _, hash_ in zip(range(20), save_on(session), strict=False)]
    packages, failed = 0, list[str]()
    for _ in range(ground.sizes.kills):
        act = partial(_package_until_killed, ground.next_morning(site.folder), stick)
        lines = killed(
            act, lines=ground.chance.randint(0, 2), after_s=ground.chance.uniform(0, 0.4)
        )
        written = dict(line.split() for line in lines)
        whole = {file.name for file in stick.glob(f"*{SUFFIX}")} if stick.exists() else set()
        failed += [f"{name} is gone" for name in written.keys() - whole]
        for name in sorted(whole - seen):
            packages += 1
            failed += _faults_of_package(ground, stick / name, events, written.get(name))
        seen |= whole
    again = _written_again(ground, site, stick)
    failed += _faults_of_package(ground, again, events, None)
    figure = f"{packages:,} packages, {len(failed)} torn or other than the ledger"
    return Row(
        "F2",
        "kill -9 during export",
        "never a torn package; written again, it holds the same",
        ground.sizes.kills,
        figure,
        tuple(failed),
    )


def _package_until_killed(site: Site, stick: Path, pipe: int) -> None:
    with site.open() as session:
        while written := session.package(stick):
            os.write(pipe, f"{written.file.name} {written.sha256}\n".encode())


def _written_again(ground: Ground, site: Site, stick: Path) -> Path:
    with ground.next_morning(site.folder).open() as session:
        written = session.package(stick)
    assert written is not None
    return written.file


def _faults_of_package(
    ground: Ground, file: Path, events: list[str], sha256: str | None
) -> Iterator[str]:
    data, keys, info = read_package(file), ground.secrets[1], ground.info
    if sha256 not in (None, hashlib.sha256(data).hexdigest()):
        yield f"{file.name} is not as acknowledged"
    own = TrustedSigner(info.site, info.device, keys.public.signing_key)
    try:
        opened = unseal_package(
            data, place=file.name, age_identity=keys.age_identity, trusted=(own,), study=info.study
        )
    except HccCrfError as error:
        yield str(error)
        return
    if [event.hash for event in opened.events] != events:
        yield f"{file.name} holds other events"


def merges(ground: Ground) -> Row:
    """F3."""
    files, events = _packages(ground)
    failed, rounds, kills = list[str](), 0, 0
    while kills < ground.sizes.kills:
        centre, done, rounds = _copy_of_centre(ground), 0, rounds + 1
        while done < len(files) and kills < ground.sizes.kills:
            act = partial(_merge_until_killed, centre, files[done:])
            lines, after_s = ground.chance.randint(1, 2), ground.chance.uniform(0, 0.05)
            done += len(killed(act, lines=min(lines, len(files) - done), after_s=after_s))
            kills += 1
            with _open(centre) as opened:
                stored = _held(opened)
            if stored not in (events[: n * SAVES_A_PACKAGE] for n in (done, done + 1)):
                failed.append(f"{len(stored)} events after {done} packages")
            done = len(stored) // SAVES_A_PACKAGE
        failed += _faults_after_merge(centre, files, events)
        shutil.rmtree(centre.folder)
    figure = f"{len(failed)} merged in part; {rounds} times merged again to the same state"
    return Row(
        "F3",
        "kill -9 during merge",
        "a package is in whole or not at all; again, the same state",
        kills,
        figure,
        tuple(failed),
    )


def _packages(ground: Ground) -> tuple[list[Path], list[str]]:
    """Packages that each begin at the first event and hold three more than the one before."""
    site, stick, events, files = ground.copy(), ground.new_folder(), list[str](), list[Path]()
    with site.open() as session:
        saving = save_on(session)
        for _ in range(min(MOST_PACKAGES, 2 * ground.sizes.kills)):
            events += [next(saving) for _ in range(SAVES_A_PACKAGE)]
            written = session.package(stick)
            assert written is not None
            files.append(written.file)
    return files, events


def _copy_of_centre(ground: Ground) -> CentreFolder:
    ground.secrets  # noqa: B018  (the site is enrolled first)
    folder = ground.new_folder()
    shutil.copytree(ground.centre.folder, folder)
    return CentreFolder(folder, ground.next_morning(folder).clock)


def _open(centre: CentreFolder) -> Centre:
    return open_centre(centre.folder, "centre1", PASSWORD, study=program().study, clock=centre.utc)


def _merge_until_killed(centre: CentreFolder, files: list[Path], pipe: int) -> None:
    with _open(centre) as opened:
        for file in files:
            merge_packages(opened, [file])
            os.write(pipe, b"merged\n")


def _held(opened: Centre) -> list[str]:
    found = [event for key in subjects(opened.db) for event in events_of_subject(opened.db, key)]
    return [event.hash for event in sorted(found, key=lambda event: event.seq)]


def _faults_after_merge(
    centre: CentreFolder, files: list[Path], events: list[str]
) -> Iterator[str]:
    with _open(centre) as opened:
        merge_packages(opened, files)
        check_pages(opened.db)
        if (_held(opened), open_gaps(opened.db), open_forks(opened.db)) != (events, (), ()):
            yield "merged again, the state is another one"
