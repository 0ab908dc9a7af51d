"""When a rule rises: what it derives now beside what is recorded, and a person's decision.

A stored derived value is never silently replaced. The difference is shown subject by subject;
accepting it is an event of its own, with who, when and why, and is audited value by value.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.access.roles import Action
from hcc_crf.entry.derive import derive_all
from hcc_crf.entry.derived import DerivedValue
from hcc_crf.entry.scope import Context
from hcc_crf.entry.workbook import Workbook
from hcc_crf.errors import InputError
from hcc_crf.ledger.casebook import Casebook, fold
from hcc_crf.ledger.chain import seal
from hcc_crf.ledger.events import Derivation, Event, EventHash, EventKind, SealedEvent
from hcc_crf.store.event_store import events_of_subject
from hcc_crf.store.projections import row_changes
from hcc_crf.store.projections import subject_rows as stored_rows
from hcc_crf.values import FormPath, SubjectKey

from .opened import Opened
from .standing import subject_rows


@dataclass(frozen=True, slots=True)
class Rederived:
    """One derived value that today's rules answer otherwise.

    Attributes:
        old: As recorded; `None` when nothing was.
        new: As derived now, with its why.
    """

    old: Derivation | None
    new: DerivedValue


def rederived(session: Opened, subject: SubjectKey) -> tuple[Rederived, ...]:
    """Return the derived values of a subject that differ from what is recorded."""
    session.require(Action.VERIFY)
    casebook = fold(subject, events_of_subject(session.db, subject))
    return tuple(_differences(session, casebook))


def accept_rederived(session: Opened, subject: SubjectKey, reason: str) -> tuple[EventHash, ...]:
    """Record that a person accepted what today's rules derive; one event a form.

    Raises:
        InputError: No reason was given.
    """
    session.require(Action.ENTER_DATA)
    if not reason.strip():
        raise InputError(
            "REASON-NEEDED",
            subject,
            "Accepting newly derived values needs a reason.",
            "Give it with --reason.",
        )
    events = events_of_subject(session.db, subject)
    casebook = fold(subject, events)
    by_form: dict[FormPath, list[Derivation]] = {}
    for found in _differences(session, casebook):
        by_form.setdefault(found.new.path.form, []).append(found.new.record())
    if not by_form:
        return ()
    accepted = tuple(_event(session, f, ds, reason.strip()) for f, ds in by_form.items())
    return _append(session, events, accepted)


def _differences(session: Opened, casebook: Casebook) -> Iterator[Rederived]:
    context = Context(session.now().today, session.info.site)
    for value in derive_all(Workbook(session.program, casebook, context)):
        form = value.path.form
        old = casebook.derived.get((form.visit, form.form, value.path.slot))
        new = value.record()
        if old is None or (old.canonical, old.unit, old.rule) != (
            new.canonical,
            new.unit,
            new.rule,
        ):
            yield Rederived(old, value)


def _event(session: Opened, form: FormPath, found: list[Derivation], reason: str) -> Event:
    study = session.program.study
    return Event(
        kind=EventKind.REDERIVE,
        form=form,
        form_version=study.forms[form.form].version,
        definition=f"{study.version}:{study.digest[:16]}",
        user=session.who.user,
        role=session.role.value,
        reason=reason,
        changes=(),
        derivations=tuple(found),
    )


def _append(
    session: Opened, before: tuple[SealedEvent, ...], events: tuple[Event, ...]
) -> tuple[EventHash, ...]:
    moment, chain, end = session.now(), session.info.chain, session.end
    sealed = seal(events, chain, after_seq=end.seq, after_hash=end.hash, stamp=moment.stamp)
    subject = events[0].form.subject
    after = fold(subject, (*before, *sealed))
    stored = stored_rows(session.db, subject)
    context = Context(moment.today, session.info.site)
    enrolled = stored.subject.enrolled_at if stored else moment.at
    rows = subject_rows(session.program, after, context, enrolled_at=enrolled)
    session.append(sealed, row_changes(stored, rows))
    return tuple(one.hash for one in sealed)
