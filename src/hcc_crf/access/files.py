"""Write a small file so that a power cut leaves the old or the new one, whole (trust.md §2.4)."""

import os
from pathlib import Path

from hcc_crf.errors import WorkspaceError


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file: written beside it, synced, renamed, and the folder synced.

    Raises:
        WorkspaceError: `WORKSPACE-NOT-WRITABLE`; the file is as it was.
    """
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise not_writable(path, error) from error


def sync_folder(folder: Path) -> None:
    """Make the names of a folder's files durable; Windows has no such act and needs none here."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def not_writable(path: Path, error: OSError) -> WorkspaceError:
    """Return the error to raise when a file of the workspace could not be written."""
    return WorkspaceError(
        "WORKSPACE-NOT-WRITABLE",
        path.name,
        f"The file could not be written ({error.strerror}).",
        "Check that the folder may be written and the disk has space, then try again.",
    )
