"""A save until it is on the disk: as at the desk, where what it comes to is known, and at once."""

import statistics
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from benchmarks.entering import BILIRUBIN, bilirubins
from benchmarks.floors import BareDatabase, table_rows
from benchmarks.measure import Aim, Limit, Measurement, once_ms
from benchmarks.sites import LARGEST
from hcc_crf.entry.request import SaveRequest
from hcc_crf.session import Session
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.values import FormPath, SubjectKey

_CORRECTIONS = 40
_TABLES = ("chain", "event", "subject_row", "visit_row", "form_row", "draft")
_FLOOR = "bare encrypted commit of the same rows"
_AIMS = (Aim(Limit.RATIO, 3),)

Rows = frozenset[tuple[object, ...]]
Contents = Mapping[str, Rows]
"""What the tables hold that a save can write."""


def measure_saves(
    desk: Session, at_once: Session, saves: tuple[SaveRequest, ...], folder: Path
) -> Iterator[Measurement]:
    """Yield the saves of a whole course and corrections of one value, beside bare commits.

    Args:
        desk: Where each is typed, kept as a draft and prepared before it is saved.
        at_once: Where each is saved without being prepared.
        saves: The course.
        folder: For the bare databases.
    """
    bare = bare_copy(desk, folder / "desk.db")
    corrections = tuple(_corrections(saves[0].form.subject))
    ours, floor = _medians(desk, saves, bare)
    yield Measurement("save, over a whole course", ours, _FLOOR, floor, _AIMS)
    ours, floor = _medians(desk, corrections, bare)
    yield Measurement("save, a correction on the largest form", ours, _FLOOR, floor, _AIMS)
    bare.close()
    bare = bare_copy(at_once, folder / "at-once.db")
    ours, floor = _medians(at_once, saves, bare, is_prepared=False)
    yield Measurement("save, the course not prepared while it was typed", ours, _FLOOR, floor)
    bare.close()


def bare_copy(session: Session, file: Path) -> BareDatabase:
    """Return a bare database with the tables of a site and all that a save can write in them."""
    bare = BareDatabase(file, *SITE_SCHEMA.scripts)
    bare.change(contents(session))
    return bare


def contents(session: Session) -> Contents:
    """Return what the tables hold that a save can write."""
    return {table: frozenset(table_rows(session.db, table)) for table in _TABLES}


def written(before: Contents, after: Contents) -> tuple[Contents, Rows]:
    """Return the rows that are new since an earlier look, and the drafts that are gone."""
    new = {table: after[table] - before[table] for table in _TABLES}
    return new, before["draft"] - after["draft"]


def _corrections(subject: SubjectKey) -> Iterator[SaveRequest]:
    path = FormPath(subject, LARGEST.visit, LARGEST.form)
    for typed in islice(bilirubins(), _CORRECTIONS):
        yield SaveRequest(path, ((BILIRUBIN, typed),), reason="transcription")


def _medians(
    session: Session,
    saves: Iterable[SaveRequest],
    bare: BareDatabase,
    *,
    is_prepared: bool = True,
) -> tuple[float, float]:
    """Return the medians of ours and of the floor, each right after the program looked at the form.

    So both find the processor with other things in its caches, as at a desk.
    """
    ours, floors = [], []
    for request in saves:
        typed = dict(request.entries)
        session.keep_draft(request.form, typed)
        before = contents(session)
        bare.change({"draft": before["draft"]})
        if is_prepared:
            session.prepare(SaveRequest(request.form, request.entries))
        session.look(request.form, typed)
        ours.append(once_ms(lambda request=request: session.save(request)))  # type: ignore[misc]
        change = written(before, contents(session))
        session.look(request.form, typed)
        floors.append(once_ms(lambda change=change: bare.change(*change)))  # type: ignore[misc]
    return statistics.median(ours), statistics.median(floors)
