"""Typing into the open form: each edit is looked at by the session, and all is drawn again."""

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from hcc_crf.errors import HccCrfError
from hcc_crf.session import Action, Session, Typed
from hcc_crf.session.held_drafts import HeldDraft
from hcc_crf.study.model import ItemType
from hcc_crf.values import FormPath, ItemPath, Slot

from .entry_cards import panel_state
from .entry_form import FormPanel
from .entry_frame import EntryFrame
from .entry_history import history_lines
from .entry_keeping import DraftKeeper
from .entry_open_form import OpenForm
from .entry_texts import MARK_NOT_DONE, MARK_TO_DO, TYPING
from .form_state import every_field, form_state
from .texts import language, say

TYPING_MS = 900
"""So long after the last key nothing is called wrong in the field being typed into."""
HISTORY_MS = 120
"""So long a field has the focus before its history is read."""
_WRITTEN = frozenset(
    {
        ItemType.TEXT,
        ItemType.INTEGER,
        ItemType.DECIMAL,
        ItemType.DATE,
        ItemType.PARTIAL_DATE,
        ItemType.TIME,
    }
)


class TypingFrame(EntryFrame):
    """The entry screen as far as one form goes.

    Attributes:
        form: The open form.

    Signals:
        strike_asked: The selected row shall be struck out, or put back.
    """

    strike_asked = Signal()

    def __init__(self, session: Session, path: FormPath, parent: QWidget | None) -> None:
        """Take a form; `show_form` puts it on the screen."""
        super().__init__(parent)
        self._session = session
        self._study = session.program.study
        self._read_only = not session.may(Action.ENTER_DATA)
        self._row = 0
        self._typing: Slot | None = None
        self._pages: dict[str, FormPanel] = {}
        self.form = self._opened(path)
        self._keeper = DraftKeeper(self._keep, self)
        self._typing_over = _later(self, TYPING_MS)
        self._typing_over.timeout.connect(self._typing_rests)
        self._history_due = _later(self, HISTORY_MS)
        self._history_due.timeout.connect(self._show_history)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  (a widget cannot exist without)
        app.focusChanged.connect(self._focus_moved)

    @property
    def page(self) -> FormPanel:
        """The page of the open form."""
        return self._page_of(self.form.path.form)

    def _opened(self, path: FormPath) -> OpenForm:
        return OpenForm(self._session, path, is_read_only=self._read_only)

    def _page_of(self, form: str) -> FormPanel:
        found = self._pages.get(form)
        if found is None:
            found = self._pages[form] = FormPanel(self._study.forms[form], self._study, self)
            found.edited.connect(self._edited)
            found.row_selected.connect(self.select_row)
            found.add_asked.connect(self.add_row)
            found.strike_asked.connect(self.strike_asked)
            found.passed_end.connect(self._passed_end)
            self.pages.addWidget(found)
        return found

    def show_form(self, path: FormPath) -> None:
        """Open a form and put it on the screen; what is typed on the one before is kept."""
        self._keeper.flush()
        self._typing = None
        self.form = self._opened(path)
        self._row = self._first_row()
        self.pages.setCurrentWidget(self._page_of(path.form))
        for field in tuple(self.page.fields())[-1:]:
            self.keys_end_at_buttons(field.target())

    def unkept(self) -> tuple[HeldDraft, ...]:
        """Return the draft, sealed, if the disk refuses it now."""
        if self._keeper.flush():
            return ()
        self._keeper.forget()
        return (self.form.hold(),)

    def _keep(self) -> str:
        return self.form.keep()

    def draw(self) -> None:
        """Draw the form and what stands beside it; the fast way, taken after each key."""
        view = self.form.view
        moment = self.form.moment(language(), self._typing)
        may_edit = not self._read_only and not view.not_done
        self.page.show_state(form_state(view, moment), self._row, may_edit=may_edit)
        panel = panel_state(view, self._study, moment, self._row)
        self.side.show_state(panel, may_settle=may_edit)
        for button in (self.save_button, self.save_next_button):
            button.setVisible(not self._read_only)
            button.setEnabled(may_edit)
        self.not_done_button.setVisible(not self._read_only)
        say(self.not_done_button, MARK_TO_DO if view.not_done else MARK_NOT_DONE)

    # --- typing ---

    def _edited(self, slot: Slot, typed: Typed) -> None:
        if self._read_only:
            return
        self.form.edit(slot, typed)
        item = self._study.item(self.form.path.form, slot.item)
        self._typing = slot if item.type in _WRITTEN and not typed.missing else None
        self._was_typed()

    def _was_typed(self) -> None:
        self._typing_over.start()
        self._keeper.touch()
        self.say_state(TYPING if self.form.has_draft else None, "pill-warn")
        self.draw()

    def undo(self) -> None:
        """Take the last edit back."""
        self._typing = None
        self.form.undo()
        self._typing_over.start()
        self._keeper.touch()
        self.draw()

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing = None
            self.draw()

    def _typing_rests(self) -> None:
        self._stop_typing()
        with suppress(HccCrfError):  # what the disk refuses now is said by the draft and the save
            self.form.prepare_save()

    @property
    def in_hand(self) -> Slot | None:
        """The place of the field with the keyboard, `None` for a button."""
        field = self.page.field_with_focus()
        return field.slot if field is not None else None

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible() or not self.isAncestorOf(new):
            return
        field = self.page.field_with_focus()
        if field is not None and old is not None and field.isAncestorOf(old):
            return  # from one part of a field to another
        self._left_field()
        if field is not None:
            self.page.reveal(field)

    def _left_field(self) -> None:
        """Settle what was typed last; the history of the item in hand follows."""
        was_typing, self._typing = self._typing is not None, None
        if self.form.leave_field() or was_typing:
            self.draw()
        self._history_due.start()

    def _show_history(self) -> None:
        slot = self.in_hand
        field = next((f for f in every_field(self.form.view) if f.slot == slot), None)
        if field is None or not self._session.may(Action.READ_AUDIT):
            self.side.show_history("", ())
            return
        records = self._session.history(ItemPath(self.form.path, field.slot))
        name = field.item.label.in_language(language())
        self.side.show_history(name, history_lines(records, field, language()))

    def go_to(self, slot: Slot) -> None:
        """Go to the item of a finding, on its row."""
        if slot.row and slot.row != self._row:
            self.select_row(slot.row)
        self.page.focus_slot(slot)

    # --- rows of a repeating form ---

    def _first_row(self) -> int:
        rows = self.form.view.rows
        counting = [row.row for row in rows if not row.struck]
        return counting[0] if counting else (rows[0].row if rows else 0)

    def select_row(self, row: int) -> None:
        """Show the fields of another row."""
        if row != self._row:
            self._row = row
            self._left_field()
            self.draw()

    def _step_row(self, by: int) -> bool:
        rows = [row.row for row in self.form.view.rows]
        at = rows.index(self._row) + by if self._row in rows else -1
        if not 0 <= at < len(rows) or len(rows) == 1:
            return False
        self.select_row(rows[at])
        self.page.focus_first()
        return True

    def _passed_end(self) -> None:
        """Enter in the last field: on to the next row, else to the button that saves."""
        if not self._step_row(1):
            self.save_next_button.setFocus()

    def add_row(self) -> None:
        """Put an empty row on the screen, where the form takes rows of its own."""
        form = self.form.view.definition
        if form.repeating and not form.rows_come_from and not self.form.view.not_done:
            self._row = self.form.add_row()
            self.draw()
            self.page.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        self._keeper.flush()
        self._typing_over.stop()
        self._history_due.stop()
        super().hideEvent(event)


def _later(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
