"""A centre: one folder with its name, its accounts and its encrypted database.

`centre.json` says in clear which study the folder is for; it holds no subject data and no path, so
the folder can be copied. It is believed only as far as the database, opened with a key, says the
same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from hcc_crf.access.accounts import NewUser, create_accounts
from hcc_crf.access.keys import SlotHead
from hcc_crf.access.lock import WorkspaceLock, lock_workspace
from hcc_crf.access.roles import Action, Role, require
from hcc_crf.access.sign_in import sign_in
from hcc_crf.errors import AccessError, WorkspaceError
from hcc_crf.package.files import write_durably
from hcc_crf.package.keys import (
    PrivateKeys,
    PublicKeys,
    dump_private_keys,
    generate_keys,
    load_private_keys,
)
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.connection import create_database, open_database
from hcc_crf.store.database import Database
from hcc_crf.store.location import check_folder
from hcc_crf.store.settings import put_secret, put_setting, read_secret, read_setting
from hcc_crf.study.model import Study

from .schema import CENTRE_SCHEMA
from .sign_in_log import take_in_attempts

ABOUT_FILE = "centre.json"
DATABASE_FILE = "centre.db"
QUARANTINE = "quarantine"
_KEYS = "centre-keys"
_ABOUT = "centre"

Clock = Callable[[], datetime]
"""The time, in UTC."""


class CentreInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a centre is.

    Attributes:
        v: Format of the folder.
        name: As its enrolment answers call it.
        workspace: Random name of the folder; account slots are bound to it.
        training: Takes packages of training workspaces only, marked TRAINING everywhere.
    """

    v: int
    study: str
    name: str
    workspace: str
    training: bool


@dataclass(frozen=True, slots=True)
class NewCentre:
    """What a new centre shall be."""

    study: str
    name: str
    training: bool


class Centre:
    """A person at work at a centre, from sign-in to `close`.

    Attributes:
        folder: Where it lies.
        info: Which centre.
        who: The user: id, printed name, role.
        study: The definitions.
    """

    def __init__(
        self,
        folder: Path,
        info: CentreInfo,
        who: SlotHead,
        *,
        db: Database,
        lock: WorkspaceLock,
        study: Study,
        clock: Clock,
    ) -> None:
        """Called by `open_centre`; takes over database and lock."""
        self.folder = folder
        self.info = info
        self.who = who
        self.db = db
        self.study = study
        self._lock = lock
        self._clock = clock

    def __enter__(self) -> Self:
        """Use as a context that closes the centre."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Sign out: the database is closed and the folder free for the next person."""
        try:
            self.record(AccessKind.SIGNED_OUT)
        finally:
            self.db.close()
            self._lock.release()

    @property
    def keys(self) -> PrivateKeys:
        """The keys of the centre, from its encrypted database."""
        stored = read_secret(self.db, _KEYS)
        assert stored is not None  # noqa: S101  (written with the database, in one transaction)
        return load_private_keys(stored)

    @property
    def quarantine(self) -> Path:
        """The folder of refused packages."""
        return self.folder / QUARANTINE

    def now(self) -> str:
        """The time as it is kept: `2026-11-25T17:11:47.123456Z`."""
        return self._clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def require(self, action: Action) -> None:
        """Let an act pass, or refuse it and record the try. Raises `AccessError`."""
        try:
            require(self.who.role, action)
        except AccessError:
            self.record(AccessKind.ACT_REFUSED, action.value)
            raise

    def record(self, kind: AccessKind, what: str = "") -> None:
        """Write an entry of this person into the access log."""
        record_access(self.db, _entry(kind, self.who.user, self.who.role, self.now(), what))


def create_centre(
    folder: Path,
    new: NewCentre,
    first: NewUser,
    *,
    clock: Clock,
    new_id: Callable[[], str],
) -> PublicKeys:
    """Make an empty centre with its keys and first user; return the keys others need.

    The file that names the centre is written last: a folder without it was never finished.

    Raises:
        WorkspaceError: The folder holds a workspace, cannot be written or should not hold one.
        AccessError: The first user's id or password is refused.
    """
    folder.mkdir(parents=True, exist_ok=True)
    check_folder(folder)
    at = clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    info = CentreInfo(1, new.study, new.name, new_id(), new.training)
    opened = create_accounts(folder, first, workspace=info.workspace, at=at)
    keys = generate_keys()
    create_database(folder / DATABASE_FILE, opened.data_key, CENTRE_SCHEMA)
    with open_database(folder / DATABASE_FILE, opened.data_key, CENTRE_SCHEMA) as db, db.atomic():
        put_setting(db, _ABOUT, msgspec.json.encode(info).decode())
        put_secret(db, _KEYS, dump_private_keys(keys))
        what = f"first user of the centre {info.name}"
        record_access(db, _entry(AccessKind.ACCOUNT_ADDED, first.user, first.role, at, what))
    write_durably(folder / ABOUT_FILE, msgspec.json.encode(info))
    return keys.public


def read_info(folder: Path) -> CentreInfo:
    """Return what a folder says it is.

    Raises:
        WorkspaceError: `CENTRE-ABSENT` or `CENTRE-DAMAGED`.
    """
    try:
        return msgspec.json.decode((folder / ABOUT_FILE).read_bytes(), type=CentreInfo)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise WorkspaceError(
            "CENTRE-ABSENT",
            folder.name,
            "There is no centre in this folder.",
            "Name another folder, or make one with `hcc-crf centre init`.",
        ) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise WorkspaceError(
            "CENTRE-DAMAGED",
            f"{folder.name}/{ABOUT_FILE}",
            "The file that names this centre cannot be read.",
            "Restore it from a backup of the folder.",
        ) from error


def open_centre(folder: Path, user: str, password: str, *, study: Study, clock: Clock) -> Centre:
    """Return the centre, opened by a person who proved to be the user.

    Steps: (1) what the folder says it is, (2) no other instance works on it, (3) the password opens
    the keys, (4) the database opens with them and says the same, (5) refused tries since the last
    sign-in go into the access log.

    Raises:
        WorkspaceError: No centre, in use, of another study, or its name was changed.
        AccessError: The password is wrong, or a delay runs.
        StoreError: The database is damaged or cannot be opened.
    """
    info = read_info(folder)  # (1)
    if info.study != study.oid:
        raise WorkspaceError(
            "CENTRE-OF-OTHER-STUDY",
            folder.name,
            f"The centre belongs to study {info.study}, the definitions to {study.oid}.",
            "Name the definitions of its study with --forms.",
        )
    lock = lock_workspace(folder, user)  # (2)
    try:
        signed_in = sign_in(folder, user, password, clock=clock)  # (3)
        db = open_database(folder / DATABASE_FILE, signed_in.keys.data_key, CENTRE_SCHEMA)  # (4)
        try:
            _check_name(db, folder, info)
            centre = Centre(
                folder, info, signed_in.head, db=db, lock=lock, study=study, clock=clock
            )
            head = signed_in.head
            take_in_attempts(
                db, folder, user=head.user, role=head.role.value, at=centre.now()
            )  # (5)
            centre.record(AccessKind.SIGNED_IN)
            return centre
        except BaseException:
            db.close()
            raise
    except BaseException:
        lock.release()
        raise


def _check_name(db: Database, folder: Path, info: CentreInfo) -> None:
    if read_setting(db, _ABOUT) != msgspec.json.encode(info).decode():
        raise WorkspaceError(
            "CENTRE-RENAMED",
            folder.name,
            "The file that names this centre does not agree with its database.",
            "Put the original centre.json back; call your data manager if you do not have it.",
        )


def _entry(kind: AccessKind, user: str, role: Role, at: str, what: str) -> AccessEntry:
    return AccessEntry(kind=kind, user=user, role=role.value, at_utc=at, what=what)
