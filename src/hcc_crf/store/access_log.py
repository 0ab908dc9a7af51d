r"""The access log: who came in, tried to, printed, packaged, or changed an account (R9, R10, R27).

A chain like the ledger's. Hash of an entry = SHA-256(b"hcc-crf/access/1\\n" + body); the body names
the hash before. An entry says what was done and to which subject, never a value.
"""

import hashlib
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from hcc_crf.errors import StoreError

from .database import Database

PREFIX = b"hcc-crf/access/1\n"
GENESIS = "0" * 64
"""What the first entry names as the one before."""


class AccessKind(StrEnum):
    """What an entry records."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGN_IN_REFUSED = "sign-in refused"
    ATTEMPTS_ALTERED = "attempts altered"
    ACT_REFUSED = "act refused"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_CLOSED = "account closed"
    PASSWORD_CHANGED = "password changed"  # noqa: S105  (a kind of entry)
    PASSWORD_RESET = "password reset"  # noqa: S105  (the same)
    PRINTED = "printed"
    PACKAGED = "packaged"
    RECEIVED = "received"
    EXPORTED = "exported"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    DEVICE = "device"
    VERIFIED = "verified"
    PROJECTIONS_REBUILT = "projections rebuilt"
    PAGES_DAMAGED = "pages damaged"
    EVENTS_LOST = "events lost"
    NEW_INCARNATION = "new incarnation"
    CLOCK_SUSPECT = "clock suspect"


class AccessEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry.

    Attributes:
        kind: What happened.
        user, role: Who; the role empty when nobody was signed in.
        at_utc: When, `2026-11-25T17:11:47.123456Z`.
        what: Further words, such as a file name or another user's id; never a value of a form.
        subject: The subject concerned, empty for none.
    """

    kind: AccessKind
    user: str
    role: str
    at_utc: str
    what: str = ""
    subject: str = ""


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    previous: str
    entry: AccessEntry


class _Stored(msgspec.Struct, frozen=True):
    id: int
    hash: str
    body: bytes


def record_access(db: Database, *entries: AccessEntry) -> None:
    """Write entries behind the last one; durable when the transaction they are part of ends."""
    with db.atomic():
        previous = access_head(db)
        for entry in entries:
            body = msgspec.json.encode(_Body(previous, entry))
            previous = _hash(body)
            db.write("INSERT INTO access_log(hash, body) VALUES (?, ?)", (previous, body))


def access_head(db: Database) -> str:
    """Return the hash of the last entry, `GENESIS` when there is none."""
    found = db.read_column(str, "SELECT hash FROM access_log ORDER BY id DESC LIMIT 1")
    return found[0] if found else GENESIS


def access_entries(db: Database) -> Iterator[AccessEntry]:
    """Yield the entries, oldest first, each checked against the one before.

    Raises:
        StoreError: `ACCESS-LOG-ALTERED`: an entry was changed, dropped or put in between.
    """
    previous = GENESIS
    for stored in db.iterate(_Stored, "SELECT id, hash, body FROM access_log ORDER BY id"):
        body = _decoded(stored.body)
        if _hash(stored.body) != stored.hash or body is None or body.previous != previous:
            raise StoreError(
                "ACCESS-LOG-ALTERED",
                f"{db.path.name}, access entry {stored.id}",
                "The access log was changed outside the program.",
                "Enter no further data; call your data manager and keep the folder as it is.",
            )
        previous = stored.hash
        yield body.entry


def _hash(body: bytes) -> str:
    return hashlib.sha256(PREFIX + body).hexdigest()


def _decoded(body: bytes) -> _Body | None:
    try:
        return msgspec.json.decode(body, type=_Body)
    except msgspec.DecodeError:
        return None
