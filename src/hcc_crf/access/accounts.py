"""Begin, add, change, reset and close accounts.

Who may do so is not decided here: the session asks `roles.require` first and writes the access log.
"""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from hcc_crf.errors import AccessError, WorkspaceError

from .account_file import (
    ACCOUNTS_FILE,
    Account,
    AccountFile,
    open_account,
    read_accounts,
    write_accounts,
)
from .keys import Keys, Slot, SlotHead, new_data_key, new_signing_seed, open_slot, seal_slot
from .passwords import check_password, normalised
from .roles import Role

MAXIMUM_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who gets an account.

    Attributes:
        user: Id for signing in.
        name: Printed name.
        role: What they may do.
        password: Their first password.
    """

    user: str
    name: str
    role: Role
    password: str = field(repr=False)


def create_accounts(folder: Path, first: NewUser, *, workspace: str, at: str) -> Keys:
    """Begin the account file of a new workspace with its first user; return that user's keys.

    Args:
        folder: The workspace.
        first: The administrator of a site or first user of a centre, who chose the password.
        workspace: The new, random id of the workspace.
        at: UTC time.

    Raises:
        WorkspaceError: `WORKSPACE-EXISTS`, or the folder cannot be written.
        AccessError: The user id or the password is refused.
    """
    if (folder / ACCOUNTS_FILE).exists():
        raise WorkspaceError(
            "WORKSPACE-EXISTS",
            folder.name,
            "There is a workspace in this folder already.",
            "Choose an empty folder.",
        )
    _check_new(first)
    keys = Keys(new_data_key(), new_signing_seed())
    account = Account(
        user=first.user,
        created_at=at,
        created_by=first.user,
        slot=_sealed(keys, first, workspace, must_change=False),
    )
    write_accounts(folder, AccountFile(1, workspace, (account,)))
    return keys


def add_account(
    folder: Path, keys: Keys, new: NewUser, *, by: str, at: str, must_change: bool = True
) -> None:
    """Add a user, who opens the same data with a password of their own.

    Args:
        folder: The workspace.
        keys: The opened keys of who adds the user; only their data key is passed on.
        new: The user.
        by: The administrator.
        at: UTC time.
        must_change: True when somebody else knows the first password.

    Raises:
        AccessError: `USER-EXISTS` (closed accounts included), or id or password is refused.
        WorkspaceError: The folder cannot be written.
    """
    accounts = read_accounts(folder)
    _check_new(new)
    if any(one.user.casefold() == new.user.casefold() for one in accounts.accounts):
        raise AccessError(
            "USER-EXISTS",
            f"user {new.user}",
            "This user id is or was somebody's.",
            "Choose another id; an id is never given to a second person.",
        )
    fresh = Keys(keys.data_key, new_signing_seed())
    added = Account(
        user=new.user,
        created_at=at,
        created_by=by,
        slot=_sealed(fresh, new, accounts.workspace, must_change=must_change),
    )
    write_accounts(folder, AccountFile(1, accounts.workspace, (*accounts.accounts, added)))


def change_password(folder: Path, user: str, *, old: str, new: str) -> Keys:
    """Let a new password open the user's slot in place of the old one; return the keys.

    The data key and the database stay as they are. A password that somebody else set is replaced
    together with the signing key, which that person could have opened; otherwise the signing key
    stays.

    Raises:
        AccessError: `PASSWORD-WRONG`, `PASSWORD-SAME`, or the new one is not good enough.
        WorkspaceError: The file cannot be written; the old password stays.
    """
    accounts = read_accounts(folder)
    slot = open_account(accounts, user)
    keys = None if slot is None else open_slot(slot, old)
    if slot is None or keys is None:
        raise AccessError(
            "PASSWORD-WRONG", f"user {user}", "The old password is not right.", "Type it again."
        )
    if normalised(old) == normalised(new):
        raise AccessError(
            "PASSWORD-SAME", f"user {user}", "The new password is the old one.", "Choose another."
        )
    check_password(new, user)
    if slot.head.must_change:
        keys = Keys(keys.data_key, new_signing_seed())
    _replace(folder, accounts, _resealed(slot.head, keys, new, must_change=False))
    return keys


def reset_password(folder: Path, keys: Keys, *, user: str, password: str) -> None:
    """Give a user who forgot theirs a first password; their signing key cannot be recovered.

    Args:
        folder: The workspace.
        keys: The opened keys of the administrator.
        user: Who forgot the password.
        password: To be changed at the next sign-in.

    Raises:
        AccessError: `USER-UNKNOWN`, or the password is not good enough.
        WorkspaceError: The file cannot be written; everything stays as it was.
    """
    accounts = read_accounts(folder)
    slot = open_account(accounts, user)
    if slot is None:
        raise _unknown(user)
    check_password(password, user)
    fresh = Keys(keys.data_key, new_signing_seed())
    _replace(folder, accounts, _resealed(slot.head, fresh, password, must_change=True))


def close_account(folder: Path, *, user: str, at: str) -> None:
    """Take a user's slot away for good; the id stays taken.

    Raises:
        AccessError: `USER-UNKNOWN`, or `USER-LAST-ADMINISTRATOR`.
        WorkspaceError: The file cannot be written; the account stays open.
    """
    accounts = read_accounts(folder)
    found = accounts.account(user)
    if found is None or found.slot is None:
        raise _unknown(user)
    others = (one.slot.head.role for one in accounts.accounts if one.slot and one.user != user)
    if found.slot.head.role is Role.ADMINISTRATOR and Role.ADMINISTRATOR not in others:
        raise AccessError(
            "USER-LAST-ADMINISTRATOR",
            f"user {user}",
            "Nobody else could add users or devices any more.",
            "Add another administrator first.",
        )
    closed = msgspec.structs.replace(found, slot=None, closed_at=at)
    write_accounts(
        folder,
        msgspec.structs.replace(
            accounts,
            accounts=tuple(closed if one is found else one for one in accounts.accounts),
        ),
    )


def _sealed(keys: Keys, new: NewUser, workspace: str, *, must_change: bool) -> Slot:
    return seal_slot(
        keys,
        new.password,
        user=new.user,
        role=new.role,
        name=new.name,
        workspace=workspace,
        must_change=must_change,
    )


def _resealed(head: SlotHead, keys: Keys, password: str, *, must_change: bool) -> Slot:
    same = NewUser(head.user, head.name, head.role, password)
    return _sealed(keys, same, head.workspace, must_change=must_change)


def _replace(folder: Path, accounts: AccountFile, slot: Slot) -> None:
    changed = tuple(
        msgspec.structs.replace(one, slot=slot) if one.user == slot.head.user else one
        for one in accounts.accounts
    )
    write_accounts(folder, msgspec.structs.replace(accounts, accounts=changed))


def _check_new(new: NewUser) -> None:
    plain = new.user.translate(str.maketrans("", "", "-_."))
    if not (plain.isascii() and plain.isalnum()) or len(new.user) > MAXIMUM_ID_LENGTH:
        raise AccessError(
            "USER-ID-REFUSED",
            f"user {new.user[:MAXIMUM_ID_LENGTH]!r}",
            f"An id has 1 to {MAXIMUM_ID_LENGTH} letters, digits, dots or hyphens, without spaces.",
            "Choose a shorter, plain id such as nurse1.",
        )
    check_password(new.password, new.user)


def _unknown(user: str) -> AccessError:
    return AccessError(
        "USER-UNKNOWN", f"user {user}", "There is no open account of this id.", "Check the id."
    )
