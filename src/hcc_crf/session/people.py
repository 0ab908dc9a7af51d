"""Accounts: add a user, change or reset a password, close an account."""

from hcc_crf.access.accounts import NewUser, add_account, close_account, reset_password
from hcc_crf.access.accounts import change_password as change
from hcc_crf.access.roles import Action
from hcc_crf.store.access_log import AccessKind

from .opened import Opened


def add_user(session: Opened, new: NewUser, *, must_change: bool = True) -> None:
    """Add a user, who must change the first password at the first sign-in.

    Raises:
        AccessError: Not an administrator, or id or password is refused.
    """
    session.require(Action.MANAGE_USERS)
    add_account(
        session.folder,
        session.keys,
        new,
        by=session.who.user,
        at=session.now().at,
        must_change=must_change,
    )
    session.record(AccessKind.ACCOUNT_ADDED, f"{new.user}, {new.role.value}")


def change_password(session: Opened, old: str, new: str) -> None:
    """Change the person's own password. Raises `AccessError` when it is refused."""
    session.require(Action.CHANGE_OWN_PASSWORD)
    session.keys = change(session.folder, session.who.user, old=old, new=new)
    session.record(AccessKind.PASSWORD_CHANGED)


def reset_user_password(session: Opened, user: str, password: str) -> None:
    """Give a user who forgot theirs a first password. Raises `AccessError` when it is refused."""
    session.require(Action.MANAGE_USERS)
    reset_password(session.folder, session.keys, user=user, password=password)
    session.record(AccessKind.PASSWORD_RESET, user)


def close_user(session: Opened, user: str) -> None:
    """Close an account for good; its id is never given again. Raises `AccessError` when refused."""
    session.require(Action.MANAGE_USERS)
    close_account(session.folder, user=user, at=session.now().at)
    session.record(AccessKind.ACCOUNT_CLOSED, user)
