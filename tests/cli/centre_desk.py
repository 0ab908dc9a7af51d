"""The command line with a site of two devices and a centre, and what its answers look like."""

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from hcc_crf.cli.main import run

PASSWORD = "correct horse battery staple 9"
Answer = TypeVar("Answer")


class MadeCentre(msgspec.Struct, forbid_unknown_fields=True):
    centre: Path
    study: str
    fingerprint: str
    user: str
    training: bool


class Enrolled(msgspec.Struct, forbid_unknown_fields=True):
    fingerprint: str
    site: str
    device: str
    incarnation: str
    training: bool
    new: bool
    answer: Path
    centre_fingerprint: str


class Quarantined(msgspec.Struct, forbid_unknown_fields=True):
    file: Path
    step: int
    code: str
    problem: str
    kept_as: Path | None


class Claim(msgspec.Struct, forbid_unknown_fields=True):
    value: str
    text: str
    unit: str
    missing: str | None
    user: str
    role: str
    site: str
    device: str
    at: str
    event: str


class Conflict(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    values: list[Claim]


class Gap(msgspec.Struct, forbid_unknown_fields=True):
    site: str
    device: str
    incarnation: str
    first_seq: int
    last_seq: int


class Fork(msgspec.Struct, forbid_unknown_fields=True):
    site: str
    device: str
    incarnation: str
    seq: int
    last_seq: int
    events: list[str]


class Merged(msgspec.Struct, forbid_unknown_fields=True):
    accepted: int
    duplicates: int
    quarantined: list[Quarantined]
    events: int
    changes: int
    conflicts: list[Conflict]
    gaps: list[Gap]
    forks: list[Fork]


class Exported(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    folder: Path
    subjects: int
    training: bool
    files: list[Path]


class Files(msgspec.Struct, forbid_unknown_fields=True):
    files: list[Path]


class Packaged(msgspec.Struct):
    file: Path


def _path(kind: type, text: str) -> Path:
    """Paths in answers are absolute."""
    path = Path(text)
    assert kind is Path
    assert path.is_absolute()
    return path


def line(**save: object) -> str:
    """Return one form save as `enter` takes it."""
    return msgspec.json.encode(save).decode()


@dataclass(frozen=True)
class Said:
    """What a command wrote, and its exit status."""

    status: int
    out: str
    err: str

    def as_a(self, kind: type[Answer]) -> Answer:
        """Return the last line of the answer of a command that was done."""
        assert self.status == 0, self.err
        return msgspec.json.decode(self.out.splitlines()[-1], type=kind, dec_hook=_path)


@dataclass(frozen=True)
class Desk:
    """The folders of one site and one centre, worked on by commands."""

    folder: Path

    def call(self, *arguments: object) -> Said:
        """Run a command."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run([str(argument) for argument in arguments])
        return Said(status, out.getvalue(), err.getvalue())

    @property
    def centre(self) -> Path:
        return self.folder / "centre"

    def workspace(self, device: str) -> Path:
        return self.folder / f"site-01-{device}"

    def merge(self, *packages: Path, centre: Path | None = None) -> Merged:
        return self.call("centre", "merge", centre or self.centre, *packages).as_a(Merged)

    def export(self, to: Path, *, centre: Path | None = None) -> Exported:
        said = self.call("centre", "export", centre or self.centre, "--format", "csv", "-o", to)
        return said.as_a(Exported)

    def enter(self, device: str, *lines: str) -> None:
        """Enter form saves as the nurse of a device."""
        file = self.folder / "saves.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        workspace = self.workspace(device)
        said = self.call("enter", "--workspace", workspace, "--user", "nurse1", file)
        assert said.status == 0, said.out

    def package(self, device: str) -> Path:
        """Write the next package of a device."""
        workspace, stick = self.workspace(device), self.folder / "stick"
        said = self.call("package", "--workspace", workspace, "--user", "nurse1", "--to", stick)
        return said.as_a(Packaged).file

    def make_device(self, device: str, centre: Path) -> Enrolled:
        """Make a workspace with a nurse and enrol it; return the centre's answer."""
        here = ("--workspace", self.workspace(device))
        answer = self.folder / "answers" / f"{device}.json"
        request = self.workspace(device) / "enrolment-request.json"
        administrator = (*here, "--user", "admin1")
        self.call("site", "init", *administrator, "--site", "01", "--device", device)
        said = self.call("centre", "enrol", centre, request, "-o", answer).as_a(Enrolled)
        self.call("site", "accept", *administrator, answer)
        nurse = ("--new", "nurse1", "--role", "nurse", "--name", "Nurse One")
        assert self.call("user", "add", *administrator, *nurse).status == 0
        return said

    def copy_centre(self, to: Path) -> Path:
        """Copy the closed centre, as its contract allows."""
        shutil.copytree(self.centre, to)
        return to
