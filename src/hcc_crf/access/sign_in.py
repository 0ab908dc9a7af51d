"""Sign in: from an id and a password to the keys, with the delay and the record of the try."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hcc_crf.errors import AccessError

from .account_file import open_account, read_accounts
from .attempts import UNKNOWN_USER, Outcome, check_delay, record_attempt
from .keys import Keys, SlotHead, open_slot


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who proved to be the user.

    Attributes:
        head: Who: id, role, printed name, and whether the password must be changed first.
        keys: What their password opened.
    """

    head: SlotHead
    keys: Keys


def sign_in(folder: Path, user: str, password: str, *, clock: Callable[[], datetime]) -> SignedIn:
    """Return the user with the opened keys.

    Steps: (1) read the accounts, (2) refuse while a delay runs, (3) open the slot, which fails for
        a wrong password and for a slot that was changed or belongs to somebody else, (4) record the
        try, (5) refuse or return.

    Args:
        folder: The workspace.
        user: Id as typed.
        password: As typed.
        clock: The time, in UTC.

    Raises:
        WorkspaceError: There is no workspace, or it cannot be written.
        AccessError: `SIGN-IN-DELAYED`, `SIGN-IN-REFUSED` or `ACCOUNT-WEAKENED`.
    """
    slot = open_account(read_accounts(folder), user)  # (1)
    recorded_as = user if slot else UNKNOWN_USER
    check_delay(folder, recorded_as, now=clock())  # (2)
    keys = open_slot(slot, password) if slot else None  # (3)
    outcome = Outcome.SIGNED_IN if keys else Outcome.REFUSED
    record_attempt(folder, recorded_as, outcome, at=clock())  # (4)
    if slot is None or keys is None:  # (5)
        raise AccessError(
            "SIGN-IN-REFUSED",
            "sign-in",
            "User id and password do not belong together.",
            "Type both again; if you forgot the password, ask your administrator.",
        )
    return SignedIn(slot.head, keys)
