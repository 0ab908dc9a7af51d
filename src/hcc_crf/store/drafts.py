"""What is typed and not yet saved: kept so that a crash loses at most the last second.

A draft is no part of the audit trail (R7): it is replaced as typing goes on and discarded when the
form is saved. It is encrypted because the database is; deleted pages are overwritten
(`secure_delete`).
"""

from dataclasses import dataclass

from hcc_crf.values import FormPath, SubjectKey, VisitCode

from .database import Database


@dataclass(frozen=True, slots=True)
class DraftKey:
    """One person's draft of one form."""

    user: str
    form: FormPath


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as kept.

    Attributes:
        key: Whose, of which form.
        body: What was typed, as the session wrote it (JSON).
        at: When, `2026-11-25T17:11:47.123456Z`.
    """

    key: DraftKey
    body: bytes
    at: str


@dataclass(frozen=True, slots=True)
class _Row:
    user: str
    subject: str
    visit: str
    form: str
    body: bytes
    at: str


def keep_draft(db: Database, draft: Draft) -> None:
    """Keep a draft in place of the one before; an empty one is none. On the disk on return."""
    if not draft.body:
        discard_draft(db, draft.key)
        return
    with db.atomic():
        db.write(
            "INSERT INTO draft(user, subject, visit, form, body, at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET body = excluded.body, at = excluded.at",
            (*_columns(draft.key), draft.body, draft.at),
        )


def read_draft(db: Database, key: DraftKey) -> Draft | None:
    """Return the draft of a form, `None` when there is none."""
    found = db.read_one(
        _Row,
        "SELECT user, subject, visit, form, body, at FROM draft "
        "WHERE user = ? AND subject = ? AND visit = ? AND form = ?",
        _columns(key),
    )
    return None if found is None else _draft(found)


def drafts_of_user(db: Database, user: str) -> tuple[Draft, ...]:
    """Return a person's drafts, the latest first, to be offered again after a crash."""
    found = db.read(
        _Row,
        "SELECT user, subject, visit, form, body, at FROM draft WHERE user = ? "
        "ORDER BY at DESC, subject, visit, form",
        (user,),
    )
    return tuple(_draft(row) for row in found)


def discard_draft(db: Database, key: DraftKey) -> None:
    """Forget a draft; nothing happens when there is none."""
    with db.atomic():
        db.write(
            "DELETE FROM draft WHERE user = ? AND subject = ? AND visit = ? AND form = ?",
            _columns(key),
        )


def _columns(key: DraftKey) -> tuple[str, str, str, str]:
    return key.user, key.form.subject, key.form.visit, key.form.form


def _draft(row: _Row) -> Draft:
    form = FormPath(SubjectKey(row.subject), VisitCode(row.visit), row.form)
    return Draft(DraftKey(row.user, form), row.body, row.at)
