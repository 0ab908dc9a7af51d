"""Looking into a workspace on a medium that cannot be written, such as an inspector's copy.

A sign-in writes: the try, the access log, the mark. Where the folder takes none of that, the work
is done on a copy in a private temporary folder, as encrypted as the original, which is gone when
the command ends. The original stays as it is, and nothing of the look is recorded in it.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hcc_crf.access.lock import HOLDER_FILE, LOCK_FILE, lock_workspace
from hcc_crf.errors import WorkspaceError
from hcc_crf.store.location import check_folder

_NOT_WRITABLE = "WORKSPACE-NOT-WRITABLE"
_COPIED = {_NOT_WRITABLE, "WORKSPACE-NO-SPACE"}
_LEFT_OUT = {LOCK_FILE, HOLDER_FILE}


@contextmanager
def readable(folder: Path, user: str) -> Iterator[Path]:
    """Yield the folder to sign in to: the workspace, or a copy where it cannot be written.

    Raises:
        WorkspaceError: It is in use on a disk without space, or there is no room for the copy.
    """
    if not _needs_copy(folder):
        yield folder
        return
    with ExitStack() as held:
        try:
            held.enter_context(lock_workspace(folder, user))
        except WorkspaceError as error:
            if error.code != _NOT_WRITABLE:
                raise
        copy = Path(held.enter_context(TemporaryDirectory(prefix="hcc-crf-"))) / folder.name
        _copy(folder, copy)
        yield copy


def _needs_copy(folder: Path) -> bool:
    """Anything else that is wrong with the folder, the sign-in says."""
    try:
        check_folder(folder)
    except WorkspaceError as error:
        return error.code in _COPIED
    return False


def _copy(folder: Path, copy: Path) -> None:
    """Copy contents without modes, so that a copy of a read-only file can be written."""
    copy.mkdir(parents=True)
    for path in sorted(folder.rglob("*")):
        target = copy / path.relative_to(folder)
        if path.is_dir():
            target.mkdir()
        elif path.name not in _LEFT_OUT:
            shutil.copyfile(path, target)
