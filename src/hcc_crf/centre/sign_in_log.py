"""Copy the tries to sign in at a centre into its access log, as a workspace does (R27)."""

from pathlib import Path

from hcc_crf.access.attempts import AttemptMark, Outcome, unread_attempts
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.database import Database
from hcc_crf.store.settings import put_setting, read_setting

_MARK = "attempts-read"


def take_in_attempts(db: Database, folder: Path, *, user: str, role: str, at: str) -> None:
    """Record refused tries since the last sign-in, and that their file was altered if it was.

    Args:
        db: The centre's database.
        folder: The centre.
        user, role: Who signs in now.
        at: The time, for the note of an altered file.
    """
    count, _, last_hash = (read_setting(db, _MARK) or "").partition(" ")
    unread = unread_attempts(folder, AttemptMark(int(count), last_hash) if count else AttemptMark())
    entries = [
        AccessEntry(
            kind=AccessKind.SIGN_IN_REFUSED,
            user=attempt.user,
            role="",
            at_utc=attempt.at_utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        )
        for attempt in unread.attempts
        if attempt.outcome is Outcome.REFUSED
    ]
    if not unread.is_whole:
        entries.append(
            AccessEntry(kind=AccessKind.ATTEMPTS_ALTERED, user=user, role=role, at_utc=at)
        )
    with db.atomic():
        record_access(db, *entries)
        put_setting(db, _MARK, f"{unread.mark.count} {unread.mark.hash}")
