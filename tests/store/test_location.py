"""Where a database may lie (P20): places that would damage it are named and refused."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from hcc_crf.errors import StoreError, WorkspaceError
from hcc_crf.store.connection import create_database, open_database
from hcc_crf.store.event_store import count_events
from hcc_crf.store.location import check_folder, file_system, is_remote, is_synchronised
from hcc_crf.store.site_schema import SITE_SCHEMA
from tests.store.builders import ANNA, KEY, save

MOUNTS = (
    "/dev/sda1 / ext4 rw,relatime 0 0\n"
    "server:/home /home nfs4 rw 0 0\n"
    "/dev/sda2 /home/local ext4 rw 0 0\n"
    "/dev/sdb1 /media/USB\\040STICK vfat rw 0 0\n"
    "//nas/share /mnt/share cifs rw 0 0\n"
)


def refusal(folder: Path) -> str:
    """The code with which a folder is refused."""
    with pytest.raises(WorkspaceError) as refused:
        check_folder(folder)
    return refused.value.code


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(r"C:\Users\anna\OneDrive\trial"),
        PureWindowsPath(r"C:\Users\anna\OneDrive - Universitätsklinikum\trial"),
        PureWindowsPath(r"C:\Users\anna\onedrive\trial"),
        PureWindowsPath(r"G:\My Drive\trial"),
        PureWindowsPath(r"C:\Users\anna\Box\trial"),
        PurePosixPath("/home/anna/Dropbox/trial"),
        PurePosixPath("/home/anna/Dropbox (Hospital)/trial"),
        PurePosixPath("/Users/anna/Google Drive/trial"),
        PurePosixPath("/Users/anna/Library/Mobile Documents/trial"),
        PurePosixPath("/home/anna/Nextcloud"),
    ],
    ids=str,
)
def test_folder_of_a_synchronising_program_is_known(path: PureWindowsPath | PurePosixPath) -> None:
    assert is_synchronised(path)


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(r"C:\Users\anna\Documents\trial"),
        PurePosixPath("/home/anna/dropboxes/trial"),
        PurePosixPath("/home/anna/my-onedrive-notes"),
        PurePosixPath("/var/box/trial"),
    ],
    ids=str,
)
def test_ordinary_folder_is_not_mistaken_for_one(path: PureWindowsPath | PurePosixPath) -> None:
    assert not is_synchronised(path)


@pytest.mark.parametrize("text", ["\\\\server\\share\\trial", "//server/share/trial"])
def test_path_of_another_computer_is_remote(text: str) -> None:
    assert is_remote(Path(text)) or not text.startswith("\\")


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/trial", "ext4"),
        ("/home/anna/trial", "nfs4"),
        ("/home/local/trial", "ext4"),
        ("/media/USB STICK/trial", "vfat"),
        ("/mnt/share", "cifs"),
    ],
)
def test_file_system_is_that_of_the_deepest_mount(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_file_system_is_open_where_no_mounts_are_listed() -> None:
    assert file_system(Path("/srv/trial"), "") == ""


def test_database_on_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Hospital" / "trial"
    folder.mkdir(parents=True)
    assert refusal(folder) == "WORKSPACE-ON-SYNCHRONISED-FOLDER"
    with pytest.raises(WorkspaceError):
        create_database(folder / "site.db", KEY, SITE_SCHEMA)
    assert list(folder.iterdir()) == []


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere") == "WORKSPACE-NOT-FOUND"


def test_good_folder_is_let_pass_and_left_empty(tmp_path: Path) -> None:
    check_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A file system of its own in memory, or a skip where mounting is not allowed."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this test must be allowed to mount a small file system (root)")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with 1 MB."""
    yield from mounted(tmp_path / "small", "size=1m")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with 64 MB."""
    yield from mounted(tmp_path / "disk", "size=64m")


def make_read_only(disk: Path) -> None:
    """Let nobody write on a disk of these tests any more."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def test_disk_without_space_is_refused(small_disk: Path) -> None:
    assert refusal(small_disk) == "WORKSPACE-NO-SPACE"


def test_database_on_a_read_only_disk_is_refused_but_can_be_read(disk: Path) -> None:
    path = disk / "site.db"
    create_database(path, KEY, SITE_SCHEMA)
    with open_database(path, KEY, SITE_SCHEMA) as db:
        save(db, ANNA, "68.0")
    make_read_only(disk)
    assert refusal(disk) == "WORKSPACE-NOT-WRITABLE"
    with pytest.raises(WorkspaceError):
        open_database(path, KEY, SITE_SCHEMA)
    with open_database(path, KEY, SITE_SCHEMA, read_only=True) as reader:
        assert count_events(reader) == 1


def test_log_that_cannot_be_read_on_a_read_only_disk_is_not_passed_over(
    disk: Path, tmp_path: Path
) -> None:
    create_database(tmp_path / "site.db", KEY, SITE_SCHEMA)
    with open_database(tmp_path / "site.db", KEY, SITE_SCHEMA) as db:
        save(db, ANNA, "68.0")
        for name in ("site.db", "site.db-wal"):
            (disk / name).write_bytes((tmp_path / name).read_bytes())
    make_read_only(disk)
    with pytest.raises(StoreError) as refused:
        open_database(disk / "site.db", KEY, SITE_SCHEMA, read_only=True)
    assert refused.value.code == "DATABASE-LOG-UNFINISHED"


def test_log_left_by_a_crash_is_taken_over(site_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        save(db, ANNA, "68.0")
        for name in ("site.db", "site.db-wal"):
            (copy / name).write_bytes(site_path.with_name(name).read_bytes())
    with open_database(copy / "site.db", KEY, SITE_SCHEMA, read_only=True) as reader:
        assert count_events(reader) == 1
    with pytest.raises(StoreError):
        open_database(copy / "site.db", b"x" * 32, SITE_SCHEMA)
    with open_database(copy / "site.db", KEY, SITE_SCHEMA) as again:
        assert count_events(again) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert refusal(tmp_path) == "WORKSPACE-NOT-WRITABLE"
    tmp_path.chmod(0o700)
