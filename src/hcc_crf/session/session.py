"""What a person does at a site: read, type, save, package, print, look after accounts.

The only writer at a site. Each act asks `access.roles` first, and what must be known later stands
in the ledger or the access log. Screens and commands draw from what these methods return.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_crf.access.roles import Action
from hcc_crf.entry.check import Finding
from hcc_crf.entry.decide import with_reason
from hcc_crf.entry.derived import DerivedValue
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.request import Author, Problem, Refused, SaveRequest
from hcc_crf.entry.response_view import ResponseView, view_response
from hcc_crf.entry.scope import Context
from hcc_crf.entry.settling import Settle, with_reasons
from hcc_crf.entry.states import VisitStatus, subject_status
from hcc_crf.entry.subject_view import SubjectView, view_subject
from hcc_crf.entry.view import FormView, view_form
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.audit import AuditRecord, audit_records
from hcc_crf.ledger.casebook import Casebook, apply, fold
from hcc_crf.ledger.chain import seal
from hcc_crf.ledger.codec import MAX_EVENT_BYTES
from hcc_crf.ledger.events import Event, EventHash, SealedEvent
from hcc_crf.store.drafts import (
    Draft,
    DraftKey,
    discard_draft,
    drafts_of_user,
    keep_draft,
    read_draft,
)
from hcc_crf.store.event_store import all_events, count_events, events_of_subject
from hcc_crf.store.outbox import OutboxEntry, packages
from hcc_crf.store.projections import FormRow, MatrixCell, SubjectRow, matrix, subject_list
from hcc_crf.store.projections import subject_rows as stored_rows
from hcc_crf.values import Bilingual, FormPath, ItemPath, Language, Slot, SubjectKey, VisitCode

from . import people
from .clock import Moment
from .draft_body import decode_drafts, encode_drafts, left_of
from .opened import Opened
from .prospect import Prospect, look_ahead, stamped

if TYPE_CHECKING:
    from .packaging import Packaged

_TOO_LARGE = Bilingual(
    "One save cannot hold so much. Save the rows in several parts.",
    "单次保存的数据过多。请将各行分几次保存。",
)
CASEBOOKS_KEPT = 16
"""Casebooks held open; more are folded again when asked for."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that is on the disk.

    Attributes:
        event: Its hash; `None` when nothing changed, so nothing was written.
        derived: Every derived value it changed, on whatever form or visit.
        findings: Everything open on the form.
    """

    event: EventHash | None
    at_utc: str
    derived: tuple[DerivedValue, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What was typed on a form and not saved, and when it was kept (UTC)."""

    form: FormPath
    typed: Mapping[Slot, Typed]
    at_utc: str


class Session(Opened):
    """A person at work in one workspace, from sign-in to `close`."""

    def subjects(self) -> tuple[SubjectRow, ...]:
        """Return the subjects with their state in the trial, sorted."""
        self.require(Action.READ_DATA)
        return subject_list(self.db)

    def matrix(self) -> tuple[MatrixCell, ...]:
        """Return every visit of every subject with its state and the sums over its forms."""
        self.require(Action.READ_DATA)
        return matrix(self.db)

    def form_rows(self, subject: SubjectKey) -> tuple[FormRow, ...]:
        """Return where the forms of a subject stand, as projected."""
        self.require(Action.READ_DATA)
        rows = stored_rows(self.db, subject)
        return rows.forms if rows else ()

    def visits(self, subject: SubjectKey) -> tuple[VisitStatus, ...]:
        """Return the visits of a subject with plan, state and forms, in protocol order."""
        return subject_status(self._book(self.casebook(subject)))

    def casebook(self, subject: SubjectKey) -> Casebook:
        """Return the casebook; an empty one for a subject that has no data yet."""
        self.require(Action.READ_DATA)
        found = self.casebooks.pop(subject, None)
        if found is None:
            found = fold(subject, events_of_subject(self.db, subject))
        self._keep(found)
        return found

    def look(self, path: FormPath, drafts: Mapping[Slot, Typed] | None = None) -> FormView:
        """Return a form with what is typed over it: findings and derived values of the moment."""
        return view_form(self._book(self.casebook(path.subject)), path, drafts or {})

    def response(self, subject: SubjectKey) -> ResponseView:
        """Return the tumour course of a subject, by the rule and by the investigator."""
        return view_response(self._book(self.casebook(subject)))

    def subject_view(self, subject: SubjectKey) -> SubjectView:
        """Return the visits of a subject beside their plan, and what was measured over time."""
        return view_subject(self._book(self.casebook(subject)))

    def audit(self, subject: SubjectKey | None = None) -> Iterator[AuditRecord]:
        """Yield the audit trail, one record an item change, in the order of the ledger."""
        self.require(Action.READ_AUDIT)
        events = all_events(self.db) if subject is None else events_of_subject(self.db, subject)
        return audit_records(events)

    def history(self, path: ItemPath) -> tuple[AuditRecord, ...]:
        """Return every change of one item, oldest first."""
        return tuple(record for record in self.audit(path.form.subject) if record.path == path)

    def events(self) -> int:
        """Return the number of events in the ledger."""
        return count_events(self.db)

    def with_reasons(self, request: SaveRequest, asked: Sequence[Settle]) -> SaveRequest | Refused:
        """Return a save that also records why findings stand, or why it cannot."""
        return with_reasons(self._book(self.casebook(request.form.subject)), request, asked)

    def prepare(self, request: SaveRequest) -> None:
        """Work out what a save comes to, so that only writing is left once it is asked for."""
        self._look_ahead(request, self.now())

    def save(self, request: SaveRequest) -> Saved | Refused:
        """Save a form: durable when this returns `Saved`, and not before."""
        self.require(Action.ENTER_DATA)
        moment = self.now()
        prospect = self._look_ahead(request, moment)
        if isinstance(prospect, Refused):
            return prospect
        decision = with_reason(prospect.before, prospect.decision, request)
        if isinstance(decision, Refused):
            return decision
        left = self._left_of_draft(request, moment)
        if decision.event is None or prospect.rows is None:
            keep_draft(self.db, left)
            return Saved(None, moment.at, (), decision.findings)
        sealed = self._sealed(decision.event, moment)
        if len(sealed.body) > MAX_EVENT_BYTES:
            return Refused((Problem("SAVE-TOO-LARGE", str(request.form), _TOO_LARGE),))
        self.append((sealed,), stamped(prospect.rows, request.form, moment.at), draft=left)
        after = apply(prospect.before.casebook, sealed)
        self._keep(after)
        self._open_book = prospect.after.sealed_as(after)
        return Saved(sealed.hash, moment.at, decision.derived, decision.findings)

    def _look_ahead(self, request: SaveRequest, moment: Moment) -> Prospect | Refused:
        """Return what a save comes to; the last one is kept until something is saved."""
        casebook = self.casebook(request.form.subject)
        before = self._book_of(casebook, Context(moment.today, self.info.site))
        known = self._prospect
        if known is not None and known.is_of(request, before):
            return known
        author = Author(self.who.user, self.role.value)
        found = look_ahead(before, request, author, stored_rows(self.db, request.form.subject))
        self._prospect = None if isinstance(found, Refused) else found
        return found

    def _sealed(self, event: Event, moment: Moment) -> SealedEvent:
        self.look_at_clock(moment)
        chain, end = self.info.chain, self.end
        (sealed,) = seal(
            (event,), chain, after_seq=end.seq, after_hash=end.hash, stamp=moment.stamp
        )
        return sealed

    def _left_of_draft(self, request: SaveRequest, moment: Moment) -> Draft:
        """Return what stays typed on a form once a save has taken its part of it."""
        key = DraftKey(self.who.user, request.form)
        found = read_draft(self.db, key)
        if found is None:
            return Draft(key, b"", moment.at)
        return replace(found, body=left_of(found.body, request))

    def keep_draft(self, path: FormPath, drafts: Mapping[Slot, Typed]) -> str:
        """Keep what is typed; on the disk when this returns. Returns when, in UTC."""
        self.require(Action.ENTER_DATA)
        at = self.now().at
        key = DraftKey(self.who.user, path)
        if drafts:
            keep_draft(self.db, Draft(key, encode_drafts(dict(drafts)), at))
        else:
            discard_draft(self.db, key)
        return at

    def draft(self, path: FormPath) -> KeptDraft | None:
        """Return what this person typed on a form and did not save."""
        found = read_draft(self.db, DraftKey(self.who.user, path))
        return None if found is None else _kept(found)

    def drafts(self) -> tuple[KeptDraft, ...]:
        """Return all drafts of this person, the latest first."""
        return tuple(_kept(draft) for draft in drafts_of_user(self.db, self.who.user))

    def discard_draft(self, path: FormPath) -> None:
        """Forget what was typed on a form and not saved."""
        discard_draft(self.db, DraftKey(self.who.user, path))

    def propose_subject(self) -> SubjectKey:
        """Return the next free subject number of this device.

        Devices of a site number in blocks of 200 by their letter, so two of them never propose the
        same: A from 001, B from 201, C from 401, …
        """
        first = 200 * ((ord(self.info.device[0].upper()) - ord("A")) % 5) + 1
        taken = {row.subject for row in subject_list(self.db)}
        numbers = (SubjectKey(f"{self.info.site}-{n:03}") for n in range(first, 1000))
        return next(number for number in numbers if number not in taken)

    def package(self, folder: Path) -> "Packaged | None":
        """Write the next package into a folder; `None` when there is nothing to send."""
        from . import packaging  # noqa: PLC0415  (crypto and compression: not needed to start)

        return packaging.write_package(self, folder)

    def packages(self) -> tuple[OutboxEntry, ...]:
        """Return the packages written so far, oldest first."""
        return packages(self.db)

    def print_worksheet(
        self, subject: SubjectKey | None, visit: VisitCode, language: Language
    ) -> bytes:
        """Return the PDF of a visit worksheet, blank without a subject."""
        from . import printing  # noqa: PLC0415  (the PDF library: not needed to start)

        casebook = None if subject is None else self.casebook(subject)
        return printing.print_worksheet(self, casebook, visit, language)

    def print_casebook(
        self, subject: SubjectKey, language: Language, *, with_audit: bool = False
    ) -> bytes:
        """Return the PDF of a filled casebook."""
        from . import printing  # noqa: PLC0415  (the PDF library: not needed to start)

        audit = tuple(self.audit(subject)) if with_audit else None
        return printing.print_casebook(self, self.casebook(subject), language, audit)

    def change_password(self, old: str, new: str) -> None:
        """Change the person's own password. Raises `AccessError` when it is refused."""
        people.change_password(self, old, new)

    def _book(self, casebook: Casebook) -> Workbook:
        """Return the casebook open for reading today."""
        return self._book_of(casebook, self.context)

    def _book_of(self, casebook: Casebook, context: Context) -> Workbook:
        """Return the casebook open for reading; the last one is kept with what it computed."""
        last = self._open_book
        if last is None or last.casebook is not casebook or last.context != context:
            last = self._open_book = Workbook(self.program, casebook, context, stale=frozenset())
        return last

    def _keep(self, casebook: Casebook) -> None:
        self.casebooks.pop(casebook.subject, None)
        self.casebooks[casebook.subject] = casebook
        while len(self.casebooks) > CASEBOOKS_KEPT:
            self.casebooks.pop(next(iter(self.casebooks)))


def _kept(draft: Draft) -> KeptDraft:
    return KeptDraft(draft.key.form, decode_drafts(draft.body), draft.at)
