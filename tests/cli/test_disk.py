"""A disk that is full or may not be written: a clear word, nothing half-written, nothing lost.

The disks are memory disks mounted for the test, which needs the rights of root; elsewhere these
tests say so and are left out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hcc_crf.store.location import MINIMUM_FREE_BYTES
from tests.cli.conftest import Nurse
from tests.cli.running import hcc
from tests.session.sites import Site

INIT = ("site", "init", "--site", "01", "--device", "A", "--user", "admin1")
VS = {"subject": "01-001", "visit": "SCR", "form": "VS"}
DISK_CODES = {"DATABASE-DISK-FULL", "DATABASE-DISK-FAILED", "WORKSPACE-NOT-WRITABLE", "DISK-FULL"}


@contextmanager
def memory_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mount a small disk, or skip where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    folder.mkdir()
    options = ("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs")
    mounted = subprocess.run(["mount", *options, folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk could not be mounted: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)


def fill(folder: Path, *, leave: int = 0) -> Path:
    """Take all space of a disk but some bytes."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free - leave
    with ballast.open("wb") as file:
        file.truncate(0)
        block = b"\0" * 65_536
        try:
            for _ in range(free // len(block)):
                file.write(block)
            file.write(b"\0" * (free % len(block)))
            file.flush()
        except OSError:
            pass  # full is what was wanted
    return ballast


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with memory_disk(tmp_path / "disk", 40) as disk:
        yield disk


@pytest.fixture
def at_disk(pristine: Site, small: Path) -> Nurse:
    """A nurse whose workspace lies on the small disk, with one save in it."""
    nurse = Nurse(pristine.copy(small / "site"))
    assert nurse.enter(VS | {"items": {"WEIGHT": "68"}}).code == 0
    return nurse


def test_no_workspace_is_begun_on_a_disk_without_room(tmp_path: Path) -> None:
    with memory_disk(tmp_path / "tiny", 1) as disk:
        done = hcc(*INIT, "--workspace", disk / "site")
        assert done.refusal == "WORKSPACE-NO-SPACE"
        assert list(disk.iterdir()) == []
    assert MINIMUM_FREE_BYTES > 1024 * 1024


def test_no_workspace_is_begun_on_a_disk_that_may_only_be_read(small: Path) -> None:
    remount(small, "ro")
    assert hcc(*INIT, "--workspace", small / "site").refusal == "WORKSPACE-NOT-WRITABLE"
    assert list(small.iterdir()) == []


def test_an_existing_folder_on_such_a_disk_is_refused_too(small: Path) -> None:
    (small / "site").mkdir()
    remount(small, "ro")
    assert hcc(*INIT, "--workspace", small / "site").refusal == "WORKSPACE-NOT-WRITABLE"
    assert list((small / "site").iterdir()) == []


def test_a_save_on_a_full_disk_is_refused_and_nothing_acknowledged_is_lost(
    at_disk: Nurse, small: Path
) -> None:
    ballast = fill(small)
    long = "x" * 500
    lines = [
        {"subject": f"01-{n:03}", "visit": "SCR", "form": "SV", "items": {"SVCOM": long}}
        for n in range(2, 400)
    ]
    done = at_disk.enter(*lines)
    assert done.code == 1
    assert done.err.split("  ")[0] in DISK_CODES, done.err
    assert "Traceback" not in done.err
    acknowledged = {one["event"] for one in done.lines if one["saved"]}
    ballast.unlink()
    with at_disk.site.open("monitor1") as session:
        stored = {record.sealed.hash for record in session.audit()}
    assert acknowledged <= stored
    assert hcc("verify", at_disk.site.folder, "--user", "monitor1").code == 0


def test_after_space_was_freed_work_goes_on(at_disk: Nurse, small: Path) -> None:
    ballast = fill(small)
    at_disk.enter(VS | {"items": {"HEIGHT": "170"}})
    ballast.unlink()
    assert at_disk.enter(VS | {"items": {"PULSE": "72"}}).code == 0


def test_a_package_that_does_not_fit_leaves_no_piece_of_itself(
    at_disk: Nurse, tmp_path: Path
) -> None:
    with memory_disk(tmp_path / "stick", 1) as stick:
        fill(stick)
        done = at_disk.does("package", "--to", stick / "out")
        assert done.refusal == "DISK-FULL"
        left = [path for path in stick.rglob("*") if path.is_file() and path.name != "ballast"]
        assert left == []
    sent = at_disk.does("package", "--to", tmp_path / "elsewhere").answer
    assert Path(sent["file"]).name == "01-A-000001.zip.age"  # no number was used up


def test_a_package_for_a_stick_that_may_only_be_read_is_refused(
    at_disk: Nurse, tmp_path: Path
) -> None:
    with memory_disk(tmp_path / "stick", 1) as stick:
        remount(stick, "ro")
        refusal = at_disk.does("package", "--to", stick).refusal
        assert refusal in {"FOLDER-NOT-WRITABLE", "FILE-NOT-WRITTEN"}
        assert list(stick.iterdir()) == []


def test_a_sheet_that_does_not_fit_leaves_no_piece_of_itself(
    at_disk: Nurse, tmp_path: Path
) -> None:
    with memory_disk(tmp_path / "stick", 1) as stick:
        fill(stick)
        done = at_disk.does("worksheet", "--blank", "--visit", "SCR", "-o", stick / "sheet.pdf")
        assert done.refusal == "DISK-FULL"
        assert [path.name for path in stick.iterdir()] == ["ballast"]


def test_a_workspace_on_a_disk_that_became_read_only_is_refused_with_a_word(
    at_disk: Nurse, small: Path
) -> None:
    before = {path.name: path.read_bytes() for path in at_disk.site.files}
    remount(small, "ro")
    done = at_disk.does("package", "--to", str(small / "out"))
    assert done.refusal in {"WORKSPACE-NOT-WRITABLE", "DATABASE-READ-ONLY"}
    assert at_disk.does("show").answer["subjects"][0]["subject"] == "01-001"
    assert {path.name: path.read_bytes() for path in at_disk.site.files} == before
    remount(small, "rw")
    assert at_disk.does("show").answer["subjects"][0]["subject"] == "01-001"


@pytest.mark.parametrize("is_full", [False, True])
def test_a_workspace_that_may_only_be_read_is_verified_and_stays_as_it_is(
    at_disk: Nurse, small: Path, is_full: object
) -> None:
    at_disk.enter(VS | {"items": {"WEIGHT": "68"}})
    if is_full:
        fill(small)
    remount(small, "ro")
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    done = hcc("verify", at_disk.site.folder, "--user", "monitor1")
    refused = at_disk.enter(VS | {"items": {"WEIGHT": "69"}})
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before
    remount(small, "rw")
    assert (done.code, [one["ok"] for one in done.lines]) == (0, [True] * 5)
    assert done.err.startswith("The folder cannot be written, ")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("WORKSPACE-")


def test_a_workspace_on_a_nearly_full_disk_is_verified(at_disk: Nurse, small: Path) -> None:
    fill(small, leave=1_000_000)
    done = hcc("verify", at_disk.site.folder, "--user", "monitor1")
    assert (done.code, [one["ok"] for one in done.lines]) == (0, [True] * 5)
    assert done.err.startswith("The folder cannot be written, ")


def test_a_wrong_password_opens_no_copy(at_disk: Nurse, small: Path) -> None:
    remount(small, "ro")
    done = hcc("verify", at_disk.site.folder, "--user", "monitor1", password="wrong horse 9 x")
    remount(small, "rw")
    assert (done.code, done.out) == (1, "")
    assert "SIGN-IN-REFUSED  " in done.err
