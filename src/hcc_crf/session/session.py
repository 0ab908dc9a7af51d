"""One signed-in person at work. The only writer at a site.

Everything a person does at a workstation goes through here: each act asks `access.roles` first, and
what must be known later stands in the ledger or the access log. Screens and commands read what these
methods return and redraw from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from hcc_crf.access.keys import Keys, SlotHead
from hcc_crf.access.lock import WorkspaceLock
from hcc_crf.access.roles import Action, Role, is_permitted, require
from hcc_crf.entry.decide import Decision, decide_save
from hcc_crf.entry.derived import DerivedValue
from hcc_crf.entry.check import Finding
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.program import Program
from hcc_crf.entry.request import Author, Refused, SaveRequest
from hcc_crf.entry.states import VisitStatus, subject_status
from hcc_crf.entry.view import FormView, view_form
from hcc_crf.entry.workbook import Context, Workbook
from hcc_crf.errors import AccessError
from hcc_crf.ledger.audit import AuditRecord, audit_records
from hcc_crf.ledger.casebook import Casebook, apply, fold
from hcc_crf.ledger.chain import seal
from hcc_crf.ledger.events import EventHash
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.database import Database
from hcc_crf.store.drafts import (
    Draft,
    DraftKey,
    discard_draft,
    drafts_of_user,
    keep_draft,
    read_draft,
)
from hcc_crf.store.event_store import all_events, append, count_events, events_of_subject, head
from hcc_crf.store.projections import (
    FormRow,
    MatrixCell,
    SubjectRow,
    matrix,
    subject_list,
)
from hcc_crf.store.projections import subject_rows as stored_rows
from hcc_crf.values import FormPath, ItemPath, Slot, SubjectKey

from .clock import Clock, Moment
from .draft_body import decode_drafts, encode_drafts
from .standing import subject_rows
from .workspace import WorkspaceInfo

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


class Session:
    """A person at work in one workspace, from sign-in to `close`.

    Attributes:
        info: Which workspace.
        who: The user: id, printed name, role.
        program: The compiled study.
    """

    def __init__(  # noqa: PLR0913  (what an opened workspace consists of)
        self,
        folder: Path,
        info: WorkspaceInfo,
        who: SlotHead,
        keys: Keys,
        *,
        db: Database,
        lock: WorkspaceLock,
        program: Program,
        clock: Clock,
    ) -> None:
        """Called by `open_session`; takes over database and lock."""
        self.folder = folder
        self.info = info
        self.who = who
        self.keys = keys
        self.db = db
        self.program = program
        self._lock = lock
        self._clock = clock
        self._casebooks: dict[SubjectKey, Casebook] = {}

    def __enter__(self) -> Self:
        """Use as a context that closes the session."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Sign out: the database is closed and the workspace free for the next person."""
        self.record(AccessKind.SIGNED_OUT)
        self.db.close()
        self._lock.release()

    @property
    def role(self) -> Role:
        """The role of the person."""
        return Role(self.who.role)

    def may(self, action: Action) -> bool:
        """Return whether the person may do something; screens hide what they may not."""
        return is_permitted(self.role, action)

    def require(self, action: Action) -> None:
        """Let an act pass, or refuse it and record the try. Raises `AccessError`."""
        try:
            require(self.role, action)
        except AccessError:
            self.record(AccessKind.ACT_REFUSED, action.value)
            raise

    def now(self) -> Moment:
        """The moment, from the clock the program was started with."""
        return self._clock()

    @property
    def context(self) -> Context:
        """Date and site, as decisions see them."""
        return Context(self.now().today, self.info.site)

    def record(self, kind: AccessKind, what: str = "", *, subject: str = "") -> None:
        """Write an entry of this person into the access log."""
        entry = AccessEntry(
            kind=kind,
            user=self.who.user,
            role=self.role.value,
            at_utc=self.now().at,
            what=what,
            subject=subject,
        )
        record_access(self.db, entry)

    # --- reading ---

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
        found = self._casebooks.pop(subject, None)
        if found is None:
            found = fold(subject, events_of_subject(self.db, subject))
        self._keep(found)
        return found

    def look(self, path: FormPath, drafts: Mapping[Slot, Typed] | None = None) -> FormView:
        """Return a form with what is typed over it: findings and derived values of the moment."""
        casebook = self.casebook(path.subject)
        return view_form(self.program, casebook, path, self.context, drafts or {})

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

    # --- writing ---

    def save(self, request: SaveRequest) -> Saved | Refused:
        """Save a form: durable when this returns `Saved`, and not before."""
        self.require(Action.ENTER_DATA)
        moment = self.now()
        author = Author(self.who.user, self.role.value, moment.today, self.info.site)
        casebook = self.casebook(request.form.subject)
        decision = decide_save(self.program, casebook, request, author)
        if isinstance(decision, Refused):
            return decision
        if decision.event is None:
            discard_draft(self.db, DraftKey(self.who.user, request.form))
            return Saved(None, moment.at, (), decision.findings)
        return self._append(casebook, decision, moment)

    def _append(self, before: Casebook, decision: Decision, moment: Moment) -> Saved:
        assert decision.event is not None  # noqa: S101  (the caller looked)
        end = head(self.db, self.info.chain)
        sealed = seal(
            (decision.event,),
            self.info.chain,
            after_seq=end.seq,
            after_hash=end.hash,
            stamp=moment.stamp,
        )
        after = apply(before, sealed[0])
        subject = after.subject
        stored = stored_rows(self.db, subject)
        enrolled = stored.subject.enrolled_at if stored else moment.at
        context = Context(moment.today, self.info.site)
        rows = subject_rows(self.program, after, context, enrolled_at=enrolled)
        settles = DraftKey(self.who.user, decision.event.form)
        append(self.db, sealed, rows, settles=settles)
        self._keep(after)
        return Saved(sealed[0].hash, moment.at, decision.derived, decision.findings)

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

    # --- inside ---

    def _book(self, casebook: Casebook) -> Workbook:
        return Workbook(self.program, casebook, self.context, stale=frozenset())

    def _keep(self, casebook: Casebook) -> None:
        self._casebooks.pop(casebook.subject, None)
        self._casebooks[casebook.subject] = casebook
        while len(self._casebooks) > CASEBOOKS_KEPT:
            self._casebooks.pop(next(iter(self._casebooks)))


def _kept(draft: Draft) -> KeptDraft:
    return KeptDraft(draft.key.form, decode_drafts(draft.body), draft.at)
