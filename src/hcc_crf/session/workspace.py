"""A site's workspace: one folder with its name, its accounts and its encrypted database.

`workspace.json` says in clear which site and device the folder is; it holds no subject data and no
path, so the folder can be copied. It is believed only as far as the database, opened with a key,
says the same.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import msgspec

from hcc_crf.access.accounts import NewUser, create_accounts
from hcc_crf.access.keys import Keys
from hcc_crf.errors import WorkspaceError
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.connection import create_database, open_database
from hcc_crf.store.database import Database
from hcc_crf.store.location import check_folder
from hcc_crf.store.settings import put_secret, put_setting
from hcc_crf.store.site_schema import SITE_SCHEMA

from .about import ABOUT_FILE, WorkspaceInfo
from .clock import Moment
from .mark import Mark, first_entry

DATABASE_FILE = "data.db"
REQUEST_FILE = "enrolment-request.json"
DEVICE_KEYS = "device-keys"
REQUEST = "enrolment-request"
ANSWER = "enrolment-answer"


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What a new workspace shall be."""

    study: str
    site: str
    device: str
    training: bool


def create_workspace(
    folder: Path,
    new: NewWorkspace,
    first: NewUser,
    *,
    moment: Moment,
    new_id: Callable[[], str],
) -> WorkspaceInfo:
    """Make an empty workspace with its device keys, first administrator and enrolment request.

    The file that names the workspace is written last: a folder without it was never finished.

    Raises:
        WorkspaceError: The folder holds a workspace, cannot be written or should not hold one.
        AccessError: The first user's id or password is refused.
    """
    made = _make_folder(folder)
    try:
        return _fill(folder, new, first, moment=moment, new_id=new_id)
    except BaseException:
        _clear(folder, made)
        raise


def _make_folder(folder: Path) -> tuple[Path, ...]:
    """Make an empty folder; return those that were not there before, the innermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        if folder.exists() and any(folder.iterdir()):
            raise WorkspaceError(
                "WORKSPACE-EXISTS" if (folder / ABOUT_FILE).exists() else "FOLDER-NOT-EMPTY",
                folder.name,
                "There is a workspace, or something else, in this folder already.",
                "Choose an empty folder, or one that does not exist yet.",
            )
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            "WORKSPACE-NOT-WRITABLE",
            folder.name,
            f"The folder cannot be made ({error.strerror}).",
            "Choose another folder, or ask for the right to write there.",
        ) from error
    return tuple(missing)


def _clear(folder: Path, made: tuple[Path, ...]) -> None:
    """Take away what an unfinished workspace left: the folder was empty or not there before."""
    for path in folder.iterdir():
        if path.is_dir():
            rmtree(path, ignore_errors=True)
        with suppress(OSError):
            path.unlink()
    for one in made:
        with suppress(OSError):
            one.rmdir()


def _fill(
    folder: Path,
    new: NewWorkspace,
    first: NewUser,
    *,
    moment: Moment,
    new_id: Callable[[], str],
) -> WorkspaceInfo:
    # Keys and files of packages: only a new workspace needs them, and no session to start.
    from hcc_crf.package.enrolment import make_request, write_enrolment  # noqa: PLC0415
    from hcc_crf.package.files import write_durably  # noqa: PLC0415
    from hcc_crf.package.keys import dump_private_keys, generate_keys  # noqa: PLC0415

    check_folder(folder)
    info = WorkspaceInfo(1, new.study, new.site, new.device, new_id(), new_id(), new.training)
    keys = create_accounts(folder, first, workspace=info.workspace, at=moment.at)
    device = generate_keys()
    request = make_request(
        study=info.study,
        site=info.site,
        device=info.device,
        incarnation=info.incarnation,
        keys=device,
        training=info.training,
        created_at=moment.at,
    )
    body = write_enrolment(request)
    create_database(folder / DATABASE_FILE, keys.data_key, SITE_SCHEMA)
    with open_data(folder, keys) as db, db.atomic():
        put_setting(db, "workspace", msgspec.json.encode(info).decode())
        put_secret(db, DEVICE_KEYS, dump_private_keys(device))
        put_secret(db, REQUEST, body)
        record_access(db, _first_entry(info, first, moment))
    mark = Mark(folder, data_key=keys.data_key, workspace=info.workspace)
    mark.begin((first_entry(info.incarnation),))
    write_durably(folder / REQUEST_FILE, body)
    write_durably(folder / ABOUT_FILE, msgspec.json.encode(info))
    return info


def _first_entry(info: WorkspaceInfo, first: NewUser, moment: Moment) -> AccessEntry:
    return AccessEntry(
        kind=AccessKind.DEVICE,
        user=first.user,
        role=first.role.value,
        at_utc=moment.at,
        what=f"first administrator of device {info.device_name}",
    )


def open_data(folder: Path, keys: Keys, *, read_only: bool = False) -> Database:
    """Return the opened database of a workspace. Raises `StoreError` when it cannot be."""
    return open_database(folder / DATABASE_FILE, keys.data_key, SITE_SCHEMA, read_only=read_only)
