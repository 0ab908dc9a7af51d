"""Take packages in: verified step by step, written whole or not at all, refused ones kept apart.

For every package: (1)-(9) `unseal_package`, (10)-(11) `admit`, then one transaction that writes
what is new. Nothing is written before the last step has passed. A refused package is copied to
`quarantine/` with a note of the step and the code that failed, and the next one is taken.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hcc_crf.access.roles import Action
from hcc_crf.errors import InputError, PackageRejectedError
from hcc_crf.package.files import read_package, write_durably
from hcc_crf.package.unseal import unseal_package
from hcc_crf.store.access_log import AccessKind

from .admission import admit
from .devices import trusted_signers
from .folder import Centre
from .holdings import open_conflicts, open_forks, open_gaps
from .intake import Intake, Receipt, is_known_file, take_in
from .links import Fork, Gap
from .reconcile import Conflict

Progress = Callable[[int], None]
"""Told how many of the packages are done."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A refused package.

    Attributes:
        file: As it was given.
        kept_as: Its copy; `None` for one that is too large to be read.
        step: The step that failed, from 1.
        code: Why.
        problem: Why, in a sentence.
    """

    file: Path
    kept_as: Path | None
    step: int
    code: str
    problem: str


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What became of some packages, and everything that is open after them.

    Attributes:
        accepted: Packages that brought something new.
        duplicates: Packages that passed every step and brought nothing new.
        events, changes: New events, and the item changes in them.
    """

    accepted: int
    duplicates: int
    quarantined: tuple[Quarantined, ...]
    events: int
    changes: int
    conflicts: tuple[Conflict, ...]
    gaps: tuple[Gap, ...]
    forks: tuple[Fork, ...]


class _Note(msgspec.Struct, frozen=True):
    """The file beside a package in quarantine."""

    file: str
    sha256: str
    step: int
    code: str
    problem: str
    next_step: str
    received_at: str
    received_by: str


def merge_packages(
    centre: Centre, files: Sequence[Path], *, progress: Progress = lambda _done: None
) -> MergeReport:
    """Take packages in, in any order and however often; the same packages give the same state.

    Raises:
        InputError: `FILE-UNREADABLE`: a file is not there; nothing was taken in.
        StoreError: The disk refused; packages before this one are in, of this one nothing is.
    """
    centre.require(Action.MERGE)
    _check_present(files)
    intakes: list[Intake] = []
    quarantined: list[Quarantined] = []
    for done, file in enumerate(files, start=1):
        outcome = _merge_one(centre, file)
        if isinstance(outcome, Intake):
            intakes.append(outcome)
        else:
            quarantined.append(outcome)
        progress(done)
    db = centre.db
    return MergeReport(
        sum(intake.events > 0 for intake in intakes),
        sum(intake.events == 0 for intake in intakes),
        tuple(quarantined),
        sum(intake.events for intake in intakes),
        sum(intake.changes for intake in intakes),
        open_conflicts(db),
        open_gaps(db),
        open_forks(db),
    )


def _check_present(files: Sequence[Path]) -> None:
    for file in files:
        if not file.is_file():
            problem = "It is a folder" if file.is_dir() else "There is no such file"
            raise InputError(
                "FILE-UNREADABLE",
                file.name,
                f"{problem}; nothing was merged.",
                "Check the names of the packages and merge again.",
            )


def _merge_one(centre: Centre, file: Path) -> Intake | Quarantined:
    try:
        data = read_package(file)
    except PackageRejectedError as error:
        return Quarantined(file, None, error.step, error.code, error.problem)
    sha256 = hashlib.sha256(data).hexdigest()
    if is_known_file(centre.db, sha256):
        return Intake(0, 0)
    try:
        return _take(centre, file.name, data, sha256)
    except PackageRejectedError as error:
        kept_as = _keep_apart(centre, file.name, data, sha256, error)
        return Quarantined(file, kept_as, error.step, error.code, error.problem)


def _take(centre: Centre, name: str, data: bytes, sha256: str) -> Intake:
    package = unseal_package(  # (1) to (9)
        data,
        place=name,
        age_identity=centre.keys.age_identity,
        trusted=trusted_signers(centre.db),
        study=centre.study.oid,
    )
    admit(package.events, study=centre.study, place=name)  # (10) (11)
    with centre.db.atomic():
        receipt = Receipt(name, sha256, centre.now(), centre.who.user)
        intake = take_in(centre.db, package, receipt)
        centre.record(AccessKind.RECEIVED, f"{name}: {intake.events} new events")
    return intake


def _keep_apart(
    centre: Centre, name: str, data: bytes, sha256: str, error: PackageRejectedError
) -> Path:
    """Copy a refused package, with a note beside it; return the copy. A file twice is one copy."""
    copy = centre.quarantine / f"{sha256[:16]}-{_plain(name)}"
    note = _Note(
        name,
        sha256,
        int(error.step),
        str(error.code),
        error.problem,
        error.next_step,
        centre.now(),
        centre.who.user,
    )
    write_durably(copy, data)
    content = msgspec.json.format(msgspec.json.encode(note), indent=1) + b"\n"
    write_durably(copy.with_name(copy.name + ".json"), content)
    centre.record(AccessKind.RECEIVED, f"{name}: quarantined at step {note.step}, {note.code}")
    return copy


def _plain(name: str) -> str:
    """Return a file name that every disk takes, recognisable still."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "_" for c in name)[-80:]
