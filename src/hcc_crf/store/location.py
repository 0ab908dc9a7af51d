r"""Where a database may lie: on this computer's own disk, where there is space to write.

The rule, simple on purpose (requirements.md P20; trust.md §2.3): refused are (1) paths of another
computer (`\\server\share`, a mapped network drive), (2) paths with a folder that a synchronising
program owns (OneDrive, Dropbox, Google Drive, iCloud, Nextcloud, ownCloud, Box), (3) mounts of a
network or FAT file system, (4) folders that cannot be written, (5) disks with less than
`MINIMUM_FREE_BYTES` free. Such places copy or lock the files while they are written, which corrupts
them.
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path, PurePath

from hcc_crf.errors import WorkspaceError

MINIMUM_FREE_BYTES = 16 * 1024 * 1024
"""Room for some thousand saves; below it, a save could fail half-way through a visit."""

_SYNCHRONISED = re.compile(
    r"(?i:onedrive|dropbox|google ?drive|my drive|icloud ?drive|mobile documents|nextcloud|"
    r"owncloud)([ -].*|\(.*\))?|Box( Sync)?"
)
_FOREIGN_FILE_SYSTEMS = {
    "afs", "cifs", "davfs", "exfat", "fuse.davfs2", "fuse.rclone", "fuse.sshfs", "msdos",
    "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "vfat",
}  # fmt: skip
_MOUNTS = Path("/proc/self/mounts")
_WINDOWS_REMOTE_DRIVE = 4
"""`DRIVE_REMOTE` of the Windows function GetDriveTypeW."""


def check_folder(folder: Path) -> None:
    """Let pass a folder in which a database is safe and can be written.

    Raises:
        WorkspaceError: `WORKSPACE-NOT-FOUND`, `WORKSPACE-ON-SYNCHRONISED-FOLDER`,
            `WORKSPACE-ON-NETWORK`, `WORKSPACE-NO-SPACE` or `WORKSPACE-NOT-WRITABLE`.
    """
    if not folder.is_dir():
        raise WorkspaceError(
            "WORKSPACE-NOT-FOUND",
            folder.name,
            "There is no such folder.",
            "Check the name of the folder, or make a workspace there first.",
        )
    if is_synchronised(folder):
        raise WorkspaceError(
            "WORKSPACE-ON-SYNCHRONISED-FOLDER",
            folder.name,
            "A program that copies files to a cloud owns the folder; that harms the database.",
            "Choose a folder outside OneDrive, Dropbox and the like.",
        )
    if is_remote(folder):
        raise WorkspaceError(
            "WORKSPACE-ON-NETWORK",
            folder.name,
            "The folder is on a network or removable drive; that damages the database.",
            "Choose a folder on this computer's own disk.",
        )
    _check_space(folder)
    _check_writable(folder)


def is_synchronised(folder: PurePath) -> bool:
    """Tell whether a folder on the path bears the name of a synchronising program."""
    return any(_SYNCHRONISED.fullmatch(part) for part in folder.parts)


def is_remote(folder: Path) -> bool:
    """Tell whether the folder is on another computer or on a file system without safe locks."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  (only there)

        drive = folder.resolve().anchor
        return int(ctypes.windll.kernel32.GetDriveTypeW(drive)) == _WINDOWS_REMOTE_DRIVE
    return file_system(folder, mounts_text()) in _FOREIGN_FILE_SYSTEMS


def mounts_text() -> str:
    """Return the list of mounts, empty where the system keeps none."""
    return _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""


def file_system(folder: Path, mounts: str) -> str:
    """Return the type of the file system that holds the folder, `""` if the mounts do not say."""
    resolved = folder.resolve()
    found, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        mount = PurePath(fields[1].replace("\\040", " "))
        if resolved.is_relative_to(mount) and len(mount.parts) >= depth:
            found, depth = fields[2], len(mount.parts)
    return found


def sync_folder(folder: Path) -> None:
    """Make the names of a folder's files durable; Windows has no such act and needs none here."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_space(folder: Path) -> None:
    if shutil.disk_usage(folder).free < MINIMUM_FREE_BYTES:
        raise WorkspaceError(
            "WORKSPACE-NO-SPACE",
            folder.name,
            f"Less than {MINIMUM_FREE_BYTES // 1024 // 1024} MB are free on the disk.",
            "Free some space and try again.",
        )


def _check_writable(folder: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"probe")
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        raise WorkspaceError(
            "WORKSPACE-NOT-WRITABLE",
            folder.name,
            f"The folder cannot be written ({error.strerror}).",
            "Choose another folder, or ask for the right to write there.",
        ) from error
