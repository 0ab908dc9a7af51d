"""The account file of a workspace: one key slot a user (`accounts.json`).

It is read before anybody is signed in, so it holds no data of the trial. Every change is one
durable
replacement of the file: at any moment the old or the new file opens. An id stays in the file when
    its account is closed, without keys, so that it is never given to somebody else (R22).
"""

from pathlib import Path

import msgspec

from hcc_crf.errors import WorkspaceError

from .files import write_durably
from .keys import Slot

ACCOUNTS_FILE = "accounts.json"


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the account file.

    Attributes:
        user: Id for signing in.
        created_at, created_by: UTC time and user; the first administrator made their own account.
        slot: The key slot; `None` once the account is closed.
        closed_at: UTC time of closing, empty while open.
    """

    user: str
    created_at: str
    created_by: str
    slot: Slot | None
    closed_at: str = ""


class AccountFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, format version 1."""

    version: int
    workspace: str
    accounts: tuple[Account, ...]

    def account(self, user: str) -> Account | None:
        """Return an account, open or closed."""
        return next((one for one in self.accounts if one.user == user), None)


def read_accounts(folder: Path) -> AccountFile:
    """Return the accounts of a workspace.

    Raises:
        WorkspaceError: `WORKSPACE-NOT-FOUND` or `ACCOUNTS-UNREADABLE`.
    """
    path = folder / ACCOUNTS_FILE
    try:
        found = msgspec.json.decode(path.read_bytes(), type=AccountFile)
    except FileNotFoundError as error:
        raise WorkspaceError(
            "WORKSPACE-NOT-FOUND",
            folder.name,
            "There is no workspace in this folder.",
            "Check the name of the folder, or make a workspace with `hcc-crf site init`.",
        ) from error
    except (msgspec.DecodeError, OSError) as error:
        raise _unreadable() from error
    if found.version != 1 or any(
        one.slot is not None and one.slot.head.user != one.user for one in found.accounts
    ):
        raise _unreadable()
    return found


def write_accounts(folder: Path, accounts: AccountFile) -> None:
    """Replace the account file durably.

    Raises:
        WorkspaceError: It cannot be written and is as it was.
    """
    content = msgspec.json.format(msgspec.json.encode(accounts), indent=1) + b"\n"
    write_durably(folder / ACCOUNTS_FILE, content)


def open_account(accounts: AccountFile, user: str) -> Slot | None:
    """Return the slot of a user whose account is open."""
    found = accounts.account(user)
    if found is None or found.slot is None or found.slot.head.workspace != accounts.workspace:
        return None
    return found.slot


def _unreadable() -> WorkspaceError:
    return WorkspaceError(
        "ACCOUNTS-UNREADABLE",
        ACCOUNTS_FILE,
        "The account file is damaged or was changed outside the program.",
        "Put back the account file of the last backup; the data stay as they are.",
    )
