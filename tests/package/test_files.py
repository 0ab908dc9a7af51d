"""An acknowledged file is whole on the disk, and a refused one leaves nothing (trust 2.4)."""

import errno
import hashlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hcc_crf.errors import InputError, PackageRejectedError, WorkspaceError
from hcc_crf.package import files
from hcc_crf.package.bag import MAX_PACKAGE_BYTES
from hcc_crf.package.files import SECRET_MODE, read_bounded, read_package, write_durably

DATA = b"package"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_written_file_is_there_with_its_hash_and_nothing_beside_it(tmp_path: Path) -> None:
    sha256 = write_durably(tmp_path / "p.zip.age", DATA)

    assert sha256 == hashlib.sha256(DATA).hexdigest()
    assert (tmp_path / "p.zip.age").read_bytes() == DATA
    assert names(tmp_path) == ["p.zip.age"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_durably(tmp_path / "a" / "b" / "p", DATA)

    assert (tmp_path / "a" / "b" / "p").read_bytes() == DATA


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write_durably(tmp_path / "p", b"a longer one before")
    write_durably(tmp_path / "p", DATA)

    assert (tmp_path / "p").read_bytes() == DATA


def test_the_part_file_of_an_earlier_crash_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "p.part").write_bytes(b"torn")

    write_durably(tmp_path / "p", DATA)

    assert names(tmp_path) == ["p"]


def test_a_link_in_place_of_the_part_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"kept")
    (tmp_path / "p.part").symlink_to(tmp_path / "victim")

    write_durably(tmp_path / "p", DATA)

    assert (tmp_path / "victim").read_bytes() == b"kept"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_secret_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    write_durably(tmp_path / "identity", DATA, mode=SECRET_MODE)

    assert stat.S_IMODE((tmp_path / "identity").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "DISK-FULL"),
        (errno.EDQUOT, "DISK-FULL"),
        (errno.EACCES, "FOLDER-NOT-WRITABLE"),
        (errno.EROFS, "FOLDER-NOT-WRITABLE"),
        (errno.EIO, "FILE-NOT-WRITTEN"),
    ],
)
def test_a_failing_disk_is_named_and_nothing_half_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    (tmp_path / "p").write_bytes(b"before")

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WorkspaceError) as refused:
        write_durably(tmp_path / "p", DATA)

    assert refused.value.code == code
    assert refused.value.problem.endswith(".")
    assert names(tmp_path) == ["p"]
    assert (tmp_path / "p").read_bytes() == b"before"


def test_a_disk_that_gives_back_something_else_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"pakcage")

    with pytest.raises(WorkspaceError) as refused:
        write_durably(tmp_path / "p", DATA)

    assert refused.value.code == "FILE-NOT-AS-WRITTEN"


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").write_bytes(b"")

    with pytest.raises(WorkspaceError, match="FILE-NOT-WRITTEN") as refused:
        write_durably(tmp_path / "folder" / "p", DATA)
    assert refused.value.problem == f"{tmp_path / 'folder'} is a file, not a folder."


def test_a_file_further_up_in_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").write_bytes(b"")

    with pytest.raises(WorkspaceError, match="FILE-NOT-WRITTEN") as refused:
        write_durably(tmp_path / "folder" / "a" / "b" / "p", DATA)
    assert refused.value.problem == f"{tmp_path / 'folder'} is a file, not a folder."


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "p" / "kept").mkdir(parents=True)

    with pytest.raises(WorkspaceError, match="FILE-NOT-WRITTEN") as refused:
        write_durably(tmp_path / "p", DATA)

    assert refused.value.problem == "It is a folder."
    assert names(tmp_path) == ["p"]


@pytest.mark.parametrize("read", [read_package, lambda path: read_bounded(path, max_bytes=9)])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    tmp_path: Path, read: Callable[[Path], bytes]
) -> None:
    said = []
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(InputError, match="FILE-UNREADABLE") as refused:
            read(path)
        said.append(refused.value.problem)

    assert said == ["It is a folder.", "No such file or directory."]


def test_where_folders_cannot_be_synced_the_file_is_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_CAN_SYNC_FOLDERS", False)

    write_durably(tmp_path / "p", DATA)

    assert (tmp_path / "p").read_bytes() == DATA


_WRITE_FOR_EVER = """
import sys
from pathlib import Path
from hcc_crf.package.files import write_durably
number = 0
while True:
    write_durably(Path(sys.argv[1]) / f"{number:06}", bytes([number % 256]) * 200_000)
    print(number, flush=True)
    number += 1
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of Unix")
@pytest.mark.parametrize("acknowledged", [1, 2, 3, 5, 8, 13])
def test_a_kill_while_writing_tears_no_file_and_loses_no_acknowledged_one(
    tmp_path: Path, acknowledged: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WRITE_FOR_EVER, str(tmp_path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        last = [int(writer.stdout.readline()) for _ in range(acknowledged)][-1]
        writer.send_signal(signal.SIGKILL)

    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    whole = {name: data for name, data in written.items() if not name.endswith(".part")}
    assert set(whole) >= {f"{number:06}" for number in range(last + 1)}
    assert all(data == bytes([int(name) % 256]) * 200_000 for name, data in whole.items())


# ---------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("size", [0, 9, 10])
def test_a_file_up_to_its_bound_is_read(tmp_path: Path, size: int) -> None:
    (tmp_path / "f").write_bytes(bytes(size))

    assert read_bounded(tmp_path / "f", max_bytes=10) == bytes(size)


def test_a_file_beyond_its_bound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(11))

    with pytest.raises(InputError) as refused:
        read_bounded(tmp_path / "f", max_bytes=10)

    assert refused.value.code == "FILE-TOO-LARGE"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_package(tmp_path / "none")

    assert refused.value.code == "FILE-UNREADABLE"
    assert refused.value.place == str(tmp_path / "none")


def test_a_folder_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(InputError, match="FILE-UNREADABLE"):
            read_package(path)


def test_a_sparse_file_of_10_gb_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.zip.age").open("wb") as file:
        file.truncate(10 * 1024**3)

    with pytest.raises(PackageRejectedError) as refused:
        read_package(tmp_path / "huge.zip.age")

    assert (refused.value.code, refused.value.step) == ("PACKAGE-TOO-LARGE", 1)
    assert refused.value.place == "huge.zip.age"


def test_a_package_of_the_largest_size_is_read(tmp_path: Path) -> None:
    with (tmp_path / "p").open("wb") as file:
        file.truncate(MAX_PACKAGE_BYTES)

    assert len(read_package(tmp_path / "p")) == MAX_PACKAGE_BYTES
