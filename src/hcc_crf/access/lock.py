"""One program at a time in a workspace (P20).

The lock is one of the operating system on a file: it ends with the process that holds it, however
that ends, and a torn or foreign lock file cannot shut anybody out. Beside it lies who holds it, to
be named to the next one; that file decides nothing.
"""

import os
import socket
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from filelock import FileLock, Timeout

from hcc_crf.errors import WorkspaceError

from .files import not_writable

LOCK_FILE = "workspace.lock"
HOLDER_FILE = "workspace.holder.json"


class Holder(msgspec.Struct, frozen=True):
    """Who has the workspace open: user id, process number, computer."""

    user: str
    pid: int
    host: str

    def __str__(self) -> str:
        """As named to the next one."""
        return f"{self.user} (process {self.pid} on {self.host})"


class WorkspaceLock:
    """The right to write in a workspace, until `release()` or the end of the process."""

    def __init__(self, lock: FileLock, folder: Path) -> None:
        """Take over a lock that is held; made by `lock_workspace` only."""
        self._lock = lock
        self._folder = folder

    def __enter__(self) -> Self:
        """Return the lock itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Release it."""
        self.release()

    def release(self) -> None:
        """Let the next one in; a second call does nothing."""
        if self._lock.is_locked:
            (self._folder / HOLDER_FILE).unlink(missing_ok=True)
            self._lock.release()


def lock_workspace(folder: Path, user: str) -> WorkspaceLock:
    """Return the right to write in a workspace.

    Raises:
        WorkspaceError: `WORKSPACE-NOT-FOUND`, `WORKSPACE-NOT-WRITABLE`, or `WORKSPACE-IN-USE`,
            naming who has it open.
    """
    if not folder.is_dir():  # filelock would make one
        raise WorkspaceError(
            "WORKSPACE-NOT-FOUND",
            folder.name,
            "There is no such folder.",
            "Check the name of the folder, or make a workspace with `hcc-crf site init`.",
        )
    lock = FileLock(folder / LOCK_FILE, timeout=0)
    try:
        lock.acquire()
        holder = Holder(user, os.getpid(), socket.gethostname())
        (folder / HOLDER_FILE).write_bytes(msgspec.json.encode(holder))
    except Timeout as error:
        raise WorkspaceError(
            "WORKSPACE-IN-USE",
            folder.name,
            f"The workspace is open already, by {_holder(folder)}.",
            "Close it there, or wait until it is closed.",
        ) from error
    except OSError as error:
        lock.release()
        raise not_writable(folder / LOCK_FILE, error) from error
    return WorkspaceLock(lock, folder)


def _holder(folder: Path) -> str:
    try:
        return str(msgspec.json.decode((folder / HOLDER_FILE).read_bytes(), type=Holder))
    except (OSError, msgspec.DecodeError):
        return "another program"
