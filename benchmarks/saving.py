"""A save until it is on the disk: as at the desk, where what it comes to is known, and at once."""

import statistics
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from benchmarks.entering import BILIRUBIN, bilirubins
from benchmarks.floors import BareDatabase, table_rows
from benchmarks.measure import Aim, Limit, Measurement, once_ms
from benchmarks.sites import LARGEST
from hcc_crf.entry.request import SaveRequest
from hcc_crf.session import Session
from hcc_crf.values import FormPath, SubjectKey

_CORRECTIONS = 40
_TABLES = ("chain", "event", "subject_row", "visit_row", "form_row", "draft")
_FLOOR = "bare encrypted commit of the same rows"
_AIMS = (Aim(Limit.RATIO, 3),)

Contents = Mapping[str, frozenset[tuple[object, ...]]]
"""What the tables hold that a save can write."""


def measure_saves(
    desk: Session, at_once: Session, saves: tuple[SaveRequest, ...], bare: BareDatabase
) -> Iterator[Measurement]:
    """Yield the saves of a whole course and corrections of one value, beside bare commits.

    Args:
        desk: Where each is typed, kept as a draft and prepared before it is saved.
        at_once: Where each is saved without that.
        saves: The course.
        bare: An empty database with the tables of a site.
    """
    bare.change(_contents(desk))
    ours, floor = _medians(desk, saves, bare)
    yield Measurement("save, over a whole course", ours, _FLOOR, floor, _AIMS)
    ours, floor = _medians(desk, _corrections(saves[0].form.subject), bare)
    yield Measurement("save, a correction on the largest form", ours, _FLOOR, floor, _AIMS)
    took = statistics.median([_once(at_once, request) for request in saves])
    yield Measurement("save, whole course, not prepared while it was typed", took)


def _corrections(subject: SubjectKey) -> Iterator[SaveRequest]:
    path = FormPath(subject, LARGEST.visit, LARGEST.form)
    for typed in islice(bilirubins(), _CORRECTIONS):
        yield SaveRequest(path, ((BILIRUBIN, typed),), reason="transcription")


def _medians(
    session: Session, saves: Iterable[SaveRequest], bare: BareDatabase
) -> tuple[float, float]:
    """Return the medians of ours and of the floor, each after the program looked at the form.

    So both find the processor with other things in its caches, as at a desk.
    """
    ours, floors = [], []
    for request in saves:
        typed = dict(request.entries)
        session.keep_draft(request.form, typed)
        before = _contents(session)
        bare.change({"draft": before["draft"]})
        session.prepare(SaveRequest(request.form, request.entries))
        ours.append(_once(session, request))
        after = _contents(session)
        new = {table: after[table] - before[table] for table in _TABLES}
        gone = before["draft"] - after["draft"]
        session.look(request.form, typed)
        floors.append(once_ms(lambda n=new, g=gone: bare.change(n, drafts_gone=g)))  # type: ignore[misc]
    return statistics.median(ours), statistics.median(floors)


def _once(session: Session, request: SaveRequest) -> float:
    return once_ms(lambda: session.save(request))


def _contents(session: Session) -> Contents:
    return {table: frozenset(table_rows(session.db, table)) for table in _TABLES}
