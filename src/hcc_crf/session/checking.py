"""Verify a workspace: everything it promises is recomputed and compared, step by step.

A difference is shown, never silently replaced.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.access.roles import Action
from hcc_crf.entry.derive import derive_all
from hcc_crf.entry.scope import Context
from hcc_crf.entry.workbook import Workbook
from hcc_crf.errors import StoreError
from hcc_crf.ledger.casebook import Casebook, fold
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.event_store import events_of_subject, subjects
from hcc_crf.store.projections import SubjectRows, differences, drop_and_rebuild
from hcc_crf.store.verification import check_access_log, check_events, check_pages
from hcc_crf.values import Bilingual, SubjectKey

from .clock import local_day
from .opened import Opened
from .standing import subject_rows


@dataclass(frozen=True, slots=True)
class Verified:
    """One step of a verification.

    Attributes:
        what: Its name.
        is_kept: Whether the promise holds.
        detail: What was counted, or where it broke; paths and counts, no values.
    """

    step: int
    what: Bilingual
    is_kept: bool
    detail: str


_STEPS = (
    Bilingual("database pages", "数据库页"),
    Bilingual("event chain", "事件链"),
    Bilingual("access log", "访问日志"),
    Bilingual("projections", "投影表"),
    Bilingual("derived values", "导出值"),
)


def verify_workspace(session: Opened) -> Iterator[Verified]:
    """Yield the steps in order, ending with the first that does not hold.

    1. Every page of the database is as it was written.
    2. Every event has its hash and follows the one before; none stands outside a chain.
    3. The access log is unbroken.
    4. The projections are what the events give.
    5. Every recorded derived value is what today's rules give.
    """
    session.require(Action.VERIFY)
    checks = (_pages, _chain, _access, _projections, _derivations)
    for step, (what, check) in enumerate(zip(_STEPS, checks, strict=True), start=1):
        try:
            is_kept, detail = check(session)
        except StoreError as error:
            is_kept, detail = False, str(error)
        yield Verified(step, what, is_kept, detail)
        if not is_kept:
            return
    session.record(AccessKind.VERIFIED)


def rebuild_projections(session: Opened) -> tuple[int, tuple[SubjectKey, ...]]:
    """Drop the projections and make them again from the events.

    Returns:
        The number of subjects, and those whose rows had differed.
    """
    session.require(Action.REBUILD_PROJECTIONS)
    rows = tuple(_all_rows(session))
    differed = differences(session.db, rows)
    count = drop_and_rebuild(session.db, rows)
    session.record(AccessKind.PROJECTIONS_REBUILT, f"{count} subjects, {len(differed)} differed")
    return count, differed


def _pages(session: Opened) -> tuple[bool, str]:
    check_pages(session.db)
    return True, "all whole"


def _chain(session: Opened) -> tuple[bool, str]:
    chains = check_events(session.db)
    return True, ", ".join(f"{c.chain.device}: {c.events} events" for c in chains) or "no events"


def _access(session: Opened) -> tuple[bool, str]:
    return True, f"{check_access_log(session.db)} entries"


def _projections(session: Opened) -> tuple[bool, str]:
    differed = differences(session.db, _all_rows(session))
    return not differed, ", ".join(differed) or "as the events give them"


def _derivations(session: Opened) -> tuple[bool, str]:
    count, differing = 0, []
    for casebook in _casebooks(session):
        book = Workbook(session.program, casebook, _context(session))
        for value in derive_all(book):
            form = value.path.form
            record = casebook.derived.get((form.visit, form.form, value.path.slot))
            count += 1
            found = value.record()
            if record is None or (record.canonical, record.unit) != (found.canonical, found.unit):
                differing.append(str(value.path))
    return not differing, ", ".join(differing[:20]) or f"{count} recomputed, all as recorded"


def _casebooks(session: Opened) -> Iterator[Casebook]:
    for subject in subjects(session.db):
        yield fold(subject, events_of_subject(session.db, subject))


def _context(session: Opened) -> Context:
    return Context(session.now().today, session.info.site)


def _all_rows(session: Opened) -> Iterator[SubjectRows]:
    for subject in subjects(session.db):
        events = events_of_subject(session.db, subject)
        casebook = fold(subject, events)
        enrolled = events[0].stamp.at_utc
        context = Context(local_day(events[-1].stamp), session.info.site)
        yield subject_rows(session.program, casebook, context, enrolled_at=enrolled)
