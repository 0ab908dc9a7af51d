"""What is measured: a training site with one whole subject and many short ones, and its centre."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from benchmarks.histories import History
from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import demonstration_lines, make_training, sign_in
from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.entry.request import SaveRequest
from hcc_crf.entry.scope import Context
from hcc_crf.ledger.casebook import fold
from hcc_crf.ledger.events import SealedEvent
from hcc_crf.resources import forms_directory
from hcc_crf.session import Saved, Session
from hcc_crf.session.standing import subject_rows
from hcc_crf.store.event_store import append, events_of_subject, head
from hcc_crf.store.projections import SubjectRows, row_changes
from hcc_crf.study.load import load_study
from hcc_crf.values import FormPath, PartialDate, SubjectKey, VisitCode

NURSE = "nurse1"
SUBJECT = SubjectKey("01-001")
OTHER_SITES = (SubjectKey("02-002"), SubjectKey("03-002"))
LARGEST = FormPath(SUBJECT, VisitCode("C2D1"), "LBCHEM")
"""The form with the most items and checks, at a visit in the middle of a course."""
SITES = ("site-01-A", "site-02-A", "site-03-A")
CENTRE = "centre"
_FIRST_COPY = 101


@cache
def program() -> Program:
    """Return the bundled definitions, compiled."""
    return open_study(load_study(forms_directory()))


def make_sites(folder: Path) -> None:
    """Make the training sites and their centre; the demonstration subject is in the first."""
    make_training(folder, program(), devices=1, subjects=(SUBJECT, *OTHER_SITES))
    with at_work(folder / SITES[0]) as session:
        enter(session, requests(SUBJECT))


@contextmanager
def at_work(folder: Path) -> Iterator[Session]:
    """Give the session of the nurse."""
    with sign_in(folder, NURSE, program()) as session:
        yield session


@contextmanager
def at_copy(folder: Path, copy: str) -> Iterator[Session]:
    """Give the session of the nurse in a copy of the first site, beside it."""
    shutil.copytree(folder / SITES[0], folder / copy)
    with at_work(folder / copy) as session:
        yield session


def requests(subject: SubjectKey) -> tuple[SaveRequest, ...]:
    """Return the saves of a demonstration subject."""
    return tuple(read_line(line).request for line in demonstration_lines(subject))


def enter(session: Session, saves: tuple[SaveRequest, ...]) -> None:
    """Save one after the other; a refusal is a fault of the demonstration."""
    for request in saves:
        answer = session.save(request)
        if not isinstance(answer, Saved):
            raise TypeError(f"{request.form}: {answer.problems[0].code}")


def events_of(session: Session, subject: SubjectKey = SUBJECT) -> tuple[SealedEvent, ...]:
    """Return what was saved of a subject."""
    return events_of_subject(session.db, subject)


def add_subjects(session: Session, upto: int, *, saves: int, visits: int = 0) -> None:
    """Bring the store to `upto` subjects, each with the first saves of the demonstration's.

    Args:
        session: With the demonstration subject in it.
        upto: Number of subjects afterwards.
        saves: Saves of each.
        visits: Visits the matrix shall show of each; 0 for those the saves give.
    """
    source = events_of(session)[:saves]
    rows = _rows(source, visits)
    end = head(session.db, session.info.chain)
    history = History(session.info.chain, end.seq, end.hash)
    lacking = upto - len(session.subjects())
    for number in range(_FIRST_COPY, _FIRST_COPY + lacking):
        subject = SubjectKey(f"{number // 1000 + 1:02}-{number % 1000:03}")
        rows_of_subject = row_changes(None, _for_subject(rows, subject))
        append(session.db, history.copy(source, subject), rows_of_subject)


def _rows(events: tuple[SealedEvent, ...], visits: int) -> SubjectRows:
    """Return how a subject stands after some events, with visits put in up to a number of them."""
    context = Context(PartialDate("2026-11-25"), "01")
    enrolled = events[0].stamp.at_utc
    rows = subject_rows(program(), fold(SUBJECT, events), context, enrolled_at=enrolled)
    like = rows.visits[0]
    wanted = [f"C{number}D1" for number in range(1, 1 + visits)]
    grown = tuple(replace(like, visit=code) for code in wanted) or rows.visits
    forms = tuple(
        replace(form, visit=row.visit)
        for row in grown
        for form in rows.forms
        if form.visit == (like.visit if visits else row.visit)
    )
    return SubjectRows(rows.subject, grown, forms)


def _for_subject(rows: SubjectRows, subject: SubjectKey) -> SubjectRows:
    return SubjectRows(
        replace(rows.subject, subject=subject),
        tuple(replace(row, subject=subject) for row in rows.visits),
        tuple(replace(row, subject=subject) for row in rows.forms),
    )
