"""A form that is open: its draft, the view the session makes of it, and the acts upon it. No Qt.

Every method that changes something looks again, so that `view` always is what the session says of
what is typed now.
"""

from dataclasses import dataclass

from hcc_crf.ledger.events import is_mark
from hcc_crf.session import (
    FieldView,
    Finding,
    FormView,
    Refused,
    Saved,
    SaveRequest,
    Session,
    Typed,
)
from hcc_crf.session.held_drafts import HeldDraft, hold_draft
from hcc_crf.values import FormPath, Language, Slot

from .entry_drafts import (
    DraftSheet,
    SavedRows,
    looked_at,
    new_places,
    next_row,
    saved_rows,
)
from .entry_field import Moment
from .entry_history import readable
from .form_state import counting_fields, every_field

REASON_NEEDED = "REASON-NEEDED"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A saved value that a save would change, as a person reads it."""

    label: str
    old: str
    new: str


class OpenForm:
    """One form of one subject, open on the screen.

    Attributes:
        path: Which form.
        view: What the session says of it, the draft included.
        sheet: What is typed and not saved.
        restored_at: UTC time of a draft found on opening, or empty.
    """

    def __init__(self, session: Session, path: FormPath, *, is_read_only: bool) -> None:
        """Open a form with the draft its person left, if any."""
        self._session = session
        self.path = path
        self.is_read_only = is_read_only
        kept = None if is_read_only else session.draft(path)
        self.restored_at = kept.at_utc if kept else ""
        self.sheet = DraftSheet(dict(kept.typed) if kept else {})
        self._saved = SavedRows()
        self._fields: dict[Slot, FieldView] = {}
        self.places: frozenset[Slot] = frozenset()
        self.view = self._begin()

    def _begin(self) -> FormView:
        self._saved = saved_rows(self._session.look(self.path))
        return self.look()

    def look(self) -> FormView:
        """Ask the session what the form is now."""
        form = self._session.program.study.forms[self.path.form]
        self.places = (
            frozenset() if self.is_read_only else new_places(self.sheet, form, self._saved)
        )
        self.view = self._session.look(self.path, looked_at(self.sheet, self.places))
        self._fields = {field.slot: field for field in every_field(self.view)}
        return self.view

    def moment(self, language: Language, typing: Slot | None) -> Moment:
        """Return what a page knows of the moment."""
        return Moment(language, typing, self.places, self.is_read_only)

    @property
    def has_draft(self) -> bool:
        """True when something typed is not saved."""
        return bool(self._lasting())

    # --- typing ---

    def edit(self, slot: Slot, typed: Typed) -> None:
        """Take what was typed at a place."""
        self.sheet = self.sheet.with_entry(slot, typed, self._fields.get(slot))
        self.look()

    def leave_field(self) -> bool:
        """Settle what was typed last; true when that changed what is shown."""
        lasting = self.sheet.lasting(self._fields)
        changes = lasting != self.sheet.typed
        self.sheet = self.sheet.settled(lasting)
        if changes:
            self.look()
        return changes

    def undo(self) -> None:
        """Take the last step back."""
        self.sheet = self.sheet.undone()
        self.look()

    def add_row(self) -> int:
        """Put an empty row on the screen; return its number."""
        row = next_row(self.sheet, self._saved)
        self.sheet = self.sheet.with_row(row)
        self.look()
        return row

    def keep(self) -> str:
        """Keep the draft on the disk; return when, in UTC."""
        return self._session.keep_draft(self.path, self._lasting())

    def prepare_save(self) -> None:
        """Let the session work out what a save of the draft comes to, before it is asked for."""
        entries = tuple(self._lasting().items())
        if entries:
            self._session.prepare(SaveRequest(self.path, entries))

    def hold(self) -> HeldDraft:
        """Return the draft sealed, for a time without a disk or a key."""
        return hold_draft(self._session, self.path, self._lasting())

    def discard(self) -> None:
        """Forget what was typed and not saved; an undo brings it back."""
        self._session.discard_draft(self.path)
        self.sheet = self.sheet.discarded()
        self.look()

    def settle(self, finding: Finding, reason: str) -> None:
        """Keep a finding as it is, for a reason that is saved with the form."""
        assert finding.mark is not None  # noqa: S101  (offered for findings a reason settles)
        self.sheet = self.sheet.with_entry(finding.mark, Typed(reason), None).left()
        self.look()

    def is_draft_reason(self, finding: Finding) -> bool:
        """Return whether the reason of a settled finding is not saved yet."""
        return finding.mark in self.sheet.typed

    def drop_reason(self, finding: Finding) -> None:
        """Take back a reason that is not saved yet."""
        assert finding.mark is not None  # noqa: S101  (as above)
        self.sheet = self.sheet.without(finding.mark)
        self.look()

    def reopen(self, finding: Finding, why: str) -> Saved | Refused:
        """Let a settled finding be open again."""
        assert finding.mark is not None  # noqa: S101  (as above)
        request = SaveRequest(self.path, ((finding.mark, Typed("")),), reason=why)
        return self._act(request, 0)

    def _lasting(self) -> dict[Slot, Typed]:
        """What is kept and saved: reasons only where what they are for is still so."""
        found = {one.mark for one in (*self.view.findings, *self.view.settled)}
        lasting = self.sheet.lasting(self._fields)
        return {s: t for s, t in lasting.items() if not is_mark(s.item) or s in found}

    # --- saving ---

    def save(self, reason: str = "") -> Saved | Refused:
        """Save what is typed. A refusal leaves everything as it was."""
        entries = tuple(self._lasting().items())
        answer = self._session.save(SaveRequest(self.path, entries, reason=reason))
        if isinstance(answer, Saved):
            self.sheet = DraftSheet()
            self._begin()
        return answer

    def changes(self, language: Language) -> tuple[ValueChange, ...]:
        """Return the saved values that the draft changes."""
        return tuple(
            _change(field, language)
            for field in counting_fields(self.view)
            if field.draft is not None
            and not field.saved.is_blank
            and not field.value.says_the_same_as(field.saved)
        )

    def saved_values(self) -> int:
        """Return how many values of the form are saved."""
        return sum(not field.saved.is_blank for field in counting_fields(self.view))

    def is_saved_row(self, row: int) -> bool:
        """Return whether a row is in the ledger; one that is not is only taken off the screen."""
        return row in self._saved.rows

    def drop_row(self, row: int) -> None:
        """Take a row that was never saved off the screen."""
        self.sheet = self.sheet.without_row(row)
        self.look()

    def strike(self, row: int, why: str) -> Saved | Refused:
        """Strike out a row. What is typed elsewhere on the form stays a draft."""
        return self._act(SaveRequest(self.path, strikes=((row, why),)), row)

    def put_back(self, row: int, why: str) -> Saved | Refused:
        """Let a struck row count again."""
        return self._act(SaveRequest(self.path, strikes=((row, ""),), reason=why), row)

    def mark_not_done(self, why: str) -> Saved | Refused:
        """Record that the form was not done."""
        return self._act(SaveRequest(self.path, not_done=why, reason=why), 0)

    def mark_to_do(self, why: str) -> Saved | Refused:
        """Record that the form is to be done after all."""
        return self._act(SaveRequest(self.path, not_done="", reason=why), 0)

    def _act(self, request: SaveRequest, row: int) -> Saved | Refused:
        answer = self._session.save(request)
        if isinstance(answer, Saved):
            if row:
                self.sheet = self.sheet.without_row(row)
            if self.sheet.typed:
                self.keep()  # the save settled the draft on the disk; the rest of it goes on
            self._begin()
        return answer


def _change(field: FieldView, language: Language) -> ValueChange:
    return ValueChange(
        field.item.label.in_language(language),
        readable(field, field.saved, language),
        readable(field, field.value, language),
    )
