"""One program at a time; the lock ends with the process, however that ends (P20, F11, F37)."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hcc_crf.access.lock import HOLDER_FILE, LOCK_FILE, lock_workspace
from hcc_crf.errors import WorkspaceError

HOLD = (
    "import pathlib, sys\n"
    "from hcc_crf.access.lock import lock_workspace\n"
    "lock = lock_workspace(pathlib.Path(sys.argv[1]), 'nurse1')\n"
    "print('held', flush=True)\n"
    "sys.stdin.read()\n"
)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the workspace until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def refusal(folder: Path) -> WorkspaceError:
    """The error with which a further program is refused."""
    with pytest.raises(WorkspaceError) as refused:
        lock_workspace(folder, "nurse9")
    return refused.value


def test_second_program_is_refused_and_told_who_is_in(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    refused = refusal(tmp_path)
    assert refused.code == "WORKSPACE-IN-USE"
    assert f"nurse1 (process {holder.pid} on {socket.gethostname()})" in refused.problem


def test_second_window_of_the_same_program_is_refused(tmp_path: Path) -> None:
    with lock_workspace(tmp_path, "nurse1"):
        assert f"process {os.getpid()}" in refusal(tmp_path).problem


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")
def test_killed_program_leaves_the_workspace_free(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (tmp_path / HOLDER_FILE).exists()
    with lock_workspace(tmp_path, "nurse2"):
        assert "nurse2" in refusal(tmp_path).problem


def test_released_workspace_is_free_and_names_nobody(tmp_path: Path) -> None:
    lock = lock_workspace(tmp_path, "nurse1")
    lock.release()
    lock.release()
    assert not (tmp_path / HOLDER_FILE).exists()
    lock_workspace(tmp_path, "nurse2").release()


def test_error_in_the_block_releases_the_workspace(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), lock_workspace(tmp_path, "nurse1"):
        raise RuntimeError
    lock_workspace(tmp_path, "nurse2").release()


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"pid 1 on another computer"])
def test_torn_or_foreign_lock_file_shuts_nobody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK_FILE).write_bytes(content)
    (tmp_path / HOLDER_FILE).write_bytes(content)
    with lock_workspace(tmp_path, "nurse1"):
        assert "nurse1" in refusal(tmp_path).problem


def test_holder_that_cannot_be_read_is_another_program(tmp_path: Path) -> None:
    with lock_workspace(tmp_path, "nurse1"):
        (tmp_path / HOLDER_FILE).write_bytes(b"torn")
        assert "by another program" in refusal(tmp_path).problem


def test_two_workspaces_do_not_meet(tmp_path: Path) -> None:
    (tmp_path / "A").mkdir()
    (tmp_path / "B").mkdir()
    with lock_workspace(tmp_path / "A", "nurse1"), lock_workspace(tmp_path / "B", "nurse2"):
        assert "nurse1" in refusal(tmp_path / "A").problem
        assert "nurse2" in refusal(tmp_path / "B").problem


def test_folder_that_cannot_be_written_is_not_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refuse)
        refused = refusal(tmp_path)
    assert refused.code == "WORKSPACE-NOT-WRITABLE"
    with lock_workspace(tmp_path, "nurse1"):
        assert (tmp_path / HOLDER_FILE).exists()


def test_folder_that_is_not_there_is_not_locked(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as refused:
        lock_workspace(tmp_path / "nowhere", "nurse1")
    assert refused.value.code == "WORKSPACE-NOT-FOUND"
    assert list(tmp_path.iterdir()) == []
