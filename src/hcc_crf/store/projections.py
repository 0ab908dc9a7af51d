"""Projections: tables that say how things stand, and can be dropped and rebuilt from the events.

The session computes the rows, for it knows the study; the store keeps them and answers the screens.
Besides the subject's own row only those that differ are written, so a save costs the same with one
visit or thirty.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TypeVar

from hcc_crf.values import SubjectKey

from .database import Database


@dataclass(frozen=True, slots=True, order=True)
class SubjectRow:
    """How a subject stands.

    Attributes:
        subject: Its key.
        status: A word of the session's, such as `screening`, `treated`, `off study`.
        enrolled_at: UTC time of its first save.
        saved_at: UTC time of its last save.
        saved_day: Calendar day of the workstation at its last save, ISO.
    """

    subject: SubjectKey
    status: str
    enrolled_at: str
    saved_at: str
    saved_day: str


@dataclass(frozen=True, slots=True, order=True)
class VisitRow:
    """How a visit stands.

    Attributes:
        state: A word of the session's, such as `complete` or `overdue`.
        date: When it took place, ISO, perhaps partial; empty when unknown.
        target, first, last: The planned day and its window, ISO days; empty when not planned.
        is_expected: True when the schedule asks for it.
    """

    subject: SubjectKey
    visit: str
    state: str
    date: str
    target: str
    first: str
    last: str
    is_expected: bool


@dataclass(frozen=True, slots=True, order=True)
class FormRow:
    """How a form stands.

    Attributes:
        state: A word of the session's, such as `incomplete`.
        missing_required: Required items that lack.
        soft, hard: Open findings.
        saved_at, saved_by: UTC time and user of the last save; empty when never saved.
    """

    subject: SubjectKey
    visit: str
    form: str
    state: str
    missing_required: int
    soft: int
    hard: int
    saved_at: str
    saved_by: str


@dataclass(frozen=True, slots=True)
class SubjectRows:
    """All rows of one subject."""

    subject: SubjectRow
    visits: tuple[VisitRow, ...]
    forms: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """What is written for a subject's rows to become others.

    Attributes:
        subject: Its row.
        visits, forms: The rows that are new or other than before.
        visits_gone, forms_gone: Those that are no more.
    """

    subject: SubjectRow
    visits: tuple[VisitRow, ...]
    forms: tuple[FormRow, ...]
    visits_gone: tuple[str, ...]
    forms_gone: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A visit with the sums over its forms."""

    subject: SubjectKey
    visit: str
    state: str
    date: str
    target: str
    first: str
    last: str
    is_expected: bool
    forms: int
    missing_required: int
    soft: int
    hard: int


_SUBJECT = "SELECT subject, status, enrolled_at, saved_at, saved_day FROM subject_row "
_VISIT = "SELECT subject, visit, state, date, target, first, last, is_expected FROM visit_row "
_FORM = (
    "SELECT subject, visit, form, state, missing_required, soft, hard, saved_at, saved_by "
    "FROM form_row "
)
_OF_SUBJECT = "WHERE subject = ? ORDER BY 1, 2, 3"
_SUBJECT_CELLS, _VISIT_CELLS, _FORM_CELLS = (
    attrgetter(*(field.name for field in fields(row))) for row in (SubjectRow, VisitRow, FormRow)
)
_Row = TypeVar("_Row", VisitRow, FormRow)


def row_changes(before: SubjectRows | None, after: SubjectRows) -> RowChanges:
    """Return what must be written for a subject's rows to be `after` where they are `before`."""
    old = before or SubjectRows(after.subject, (), ())
    visits = {row.visit for row in after.visits}
    forms = {(row.visit, row.form) for row in after.forms}
    return RowChanges(
        after.subject,
        _new(old.visits, after.visits),
        _new(old.forms, after.forms),
        tuple(row.visit for row in old.visits if row.visit not in visits),
        tuple((row.visit, row.form) for row in old.forms if (row.visit, row.form) not in forms),
    )


def change_rows(db: Database, changes: RowChanges) -> None:
    """Let a subject's rows become what they shall be."""
    key = changes.subject.subject
    with db.atomic():
        db.write(
            "INSERT OR REPLACE INTO subject_row VALUES (?, ?, ?, ?, ?)",
            _SUBJECT_CELLS(changes.subject),
        )
        db.write_many(
            "DELETE FROM visit_row WHERE subject = ? AND visit = ?",
            [(key, visit) for visit in changes.visits_gone],
        )
        db.write_many(
            "INSERT OR REPLACE INTO visit_row VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            map(_VISIT_CELLS, changes.visits),
        )
        db.write_many(
            "DELETE FROM form_row WHERE subject = ? AND visit = ? AND form = ?",
            [(key, visit, form) for visit, form in changes.forms_gone],
        )
        db.write_many(
            "INSERT OR REPLACE INTO form_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(_FORM_CELLS, changes.forms),
        )


def subject_rows(db: Database, subject: SubjectKey) -> SubjectRows | None:
    """Return a subject's rows, visits and forms in the order of their codes; `None` if unknown."""
    found = db.read_one(SubjectRow, _SUBJECT + _OF_SUBJECT, (subject,))
    if found is None:
        return None
    visits = db.read(VisitRow, _VISIT + _OF_SUBJECT, (subject,))
    return SubjectRows(found, visits, db.read(FormRow, _FORM + _OF_SUBJECT, (subject,)))


def last_saved_at(db: Database) -> str:
    """Return the latest UTC time of a save, as the workstation's clock gave it; empty for none."""
    return db.read_column(str, "SELECT coalesce(max(saved_at), '') FROM subject_row")[0]


def subject_list(db: Database) -> tuple[SubjectRow, ...]:
    """Return all subjects, sorted by key."""
    return db.read(SubjectRow, _SUBJECT + "ORDER BY subject")


def matrix(db: Database) -> tuple[MatrixCell, ...]:
    """Return every visit of every subject with the sums over its forms, in one query."""
    return db.read(
        MatrixCell,
        "SELECT v.subject, v.visit, v.state, v.date, v.target, v.first, v.last, "
        "v.is_expected, count(f.form) AS forms, "
        "coalesce(sum(f.missing_required), 0) AS missing_required, "
        "coalesce(sum(f.soft), 0) AS soft, coalesce(sum(f.hard), 0) AS hard "
        "FROM visit_row v LEFT JOIN form_row f ON f.subject = v.subject AND f.visit = v.visit "
        "GROUP BY v.subject, v.visit ORDER BY v.subject, v.visit",
    )


def drop_and_rebuild(db: Database, rows_by_subject: Iterable[SubjectRows]) -> int:
    """Replace all projections by these rows, all or nothing; return the number of subjects."""
    rebuilt = tuple(rows_by_subject)
    with db.atomic():
        for table in ("subject_row", "visit_row", "form_row"):
            db.write(f"DELETE FROM {table}")  # noqa: S608  (the three names above)
        db.insert_all("subject_row", (rows.subject for rows in rebuilt))
        db.insert_all("visit_row", (visit for rows in rebuilt for visit in rows.visits))
        db.insert_all("form_row", (form for rows in rebuilt for form in rows.forms))
    return len(rebuilt)


def differences(db: Database, rows_by_subject: Iterable[SubjectRows]) -> tuple[SubjectKey, ...]:
    """Return the subjects whose stored rows are not these, one too many or too few included."""
    stored = {row.subject for row in subject_list(db)}
    differing = set(stored)
    for rows in rows_by_subject:
        key = rows.subject.subject
        sorted_rows = SubjectRows(
            rows.subject, tuple(sorted(rows.visits)), tuple(sorted(rows.forms))
        )
        if subject_rows(db, key) == sorted_rows:
            differing.discard(key)
        else:
            differing.add(key)
    return tuple(sorted(differing))


def _new(before: tuple[_Row, ...], after: tuple[_Row, ...]) -> tuple[_Row, ...]:
    known = set(before)
    return tuple(row for row in after if row not in known)
