"""An opened workspace with the person at it: identity, roles, clock, access log."""

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from hcc_crf.access.keys import Keys, SlotHead
from hcc_crf.access.lock import WorkspaceLock
from hcc_crf.access.roles import Action, Role, is_permitted, require
from hcc_crf.entry.program import Program
from hcc_crf.entry.scope import Context
from hcc_crf.errors import AccessError, StoreError, WorkspaceError
from hcc_crf.ledger.events import SealedEvent
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.database import Database
from hcc_crf.store.drafts import Draft
from hcc_crf.store.event_store import Head, append, head
from hcc_crf.store.projections import RowChanges, last_saved_at
from hcc_crf.values import Bilingual

from .about import WorkspaceInfo
from .clock import Clock, Moment
from .clock_watch import ClockWatch, Suspicion, told
from .incarnation import NOT_WRITTEN
from .lost_forms import NOTHING, Lost, remaining
from .lost_forms import told as told_of_loss
from .mark import Mark, entry_of

if TYPE_CHECKING:
    from hcc_crf.entry.workbook import Workbook
    from hcc_crf.ledger.casebook import Casebook
    from hcc_crf.values import SubjectKey

    from .prospect import Prospect


class Opened:
    """A person at work in one workspace, from sign-in to `close`.

    Attributes:
        info: Which workspace.
        who: The user: id, printed name, role.
        program: The compiled study.
        casebooks: Those folded lately, the last used last.
        notices: What people must know of this workspace, such as saves that were lost; more can
            come with a save.
    """

    def __init__(
        self,
        folder: Path,
        info: WorkspaceInfo,
        who: SlotHead,
        keys: Keys,
        *,
        db: Database,
        mark: Mark,
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
        self.notices: tuple[Bilingual, ...] = ()
        self._told_lost: Bilingual | None = None
        self._mark = mark
        self._watch = ClockWatch(last_saved_at(db))
        self.program = program
        self._lock = lock
        self._clock = clock
        self.casebooks: dict[SubjectKey, Casebook] = {}
        self._open_book: Workbook | None = None
        self._prospect: Prospect | None = None
        self._end: Head | None = None

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
        try:
            self.record(AccessKind.SIGNED_OUT)
        finally:
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

    def tell(self, notice: Bilingual) -> None:
        """Add to what people must know, once."""
        if notice not in self.notices:
            self.notices = (*self.notices, notice)

    def withdraw(self, notice: Bilingual) -> None:
        """Take back what no longer applies."""
        self.notices = tuple(one for one in self.notices if one != notice)

    def tell_lost(self, lost: Lost) -> None:
        """Tell of saves that were lost, in place of what was told of them before."""
        if self._told_lost is not None:
            self.withdraw(self._told_lost)
            self._told_lost = None
        if lost != NOTHING:
            self._told_lost = told_of_loss(lost, may_read=self.may(Action.READ_DATA))
            self.tell(self._told_lost)

    def review_notices(self) -> tuple[Bilingual, ...]:
        """Return the notices of the moment; forms saved since are no longer among the lost."""
        if self._told_lost is not None:
            self.tell_lost(remaining(self.db))
        return self.notices

    def look_at_clock(self, moment: Moment) -> None:
        """Say and log when the clock begins to look wrong; nothing is refused for it.

        A clock put right again shows by itself only where it stood before the last save.
        """
        suspicion = self._watch.look(moment)
        if self._watch.now is not Suspicion.BEFORE_LAST_SAVE:
            self.withdraw(told(Suspicion.BEFORE_LAST_SAVE))
        if suspicion is not None:
            self.record(AccessKind.CLOCK_SUSPECT, suspicion.value)
            self.tell(told(suspicion))

    @property
    def end(self) -> Head:
        """The event behind which the next one goes; read once, for nobody else writes."""
        if self._end is None:
            self._end = head(self.db, self.info.chain)
        return self._end

    def append(
        self, sealed: tuple[SealedEvent, ...], rows: RowChanges, *, draft: Draft | None = None
    ) -> None:
        """Write events and what they change in the projections; on the disk when this returns.

        The mark follows. Where it cannot be written the events are safe all the same, and people
        are told. What was read of the subject, or of anything where writing failed, is read again.

        Raises:
            StoreError: The disk refused, or something else has written; nothing was written.
        """
        self._open_book, self._prospect, self._end = None, None, None
        try:
            append(self.db, sealed, rows, draft=draft)
        except StoreError:
            self.casebooks.clear()
            raise
        self.casebooks.pop(rows.subject.subject, None)
        self._end = Head(sealed[-1].seq, sealed[-1].hash)
        try:
            self._mark.move(*map(entry_of, sealed))
        except WorkspaceError:
            self.tell(NOT_WRITTEN)
        else:
            self.withdraw(NOT_WRITTEN)

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
