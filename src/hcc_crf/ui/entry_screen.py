"""The entry screen: forms of the visit, the open form, and beside it what follows from it.

Nothing here decides a rule of the study, and *Saved* is said only of what the session returned.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hcc_crf.session import Finding, Problem, Refused, Saved, Session
from hcc_crf.study.model import FormDef
from hcc_crf.values import Bilingual, FormPath, SubjectKey, VisitCode

from .entry_acts import FormActs
from .entry_cards import finding_in_hand
from .entry_draft_frame import DraftFrame
from .entry_history import clock_time
from .entry_places import first_on_page, refusal, still_wrong
from .entry_texts import (
    FORM_SAVED_AT,
    HINTS,
    HINTS_NOT_DONE,
    HINTS_READ_ONLY,
    LAST_FORM,
    NOTHING_CHANGED,
    NOTHING_TO_CONFIRM,
    SAVED_AT,
    SUBJECTS,
)
from .entry_visit import visit_state
from .page import Crumb
from .response_texts import RESPONSE, RESPONSE_KEY
from .response_words import filled_both
from .texts import filled, language, say, wording
from .theme import current_theme

SHORT_NAME = 24
_TUMOUR_FORMS = frozenset("TUTL TUNT IMG TRTL TRNT TUNEW RS".split())
"""From these the way to the tumour response is shown; Ctrl+R goes there from any."""


class EntryScreen(DraftFrame):
    """One visit of one subject, one form at a time.

    Signals:
        left: The person goes back to where the form was opened; what is typed is kept.
        subjects_asked: Back to the subjects; what is typed is kept.
        subject_asked: The subject whose page to show; what is typed is kept.
        saved: What the session returned for a durable save.
        response_asked: The form from which the tumour response is asked for; what is typed is kept.
    """

    left = Signal()
    subjects_asked = Signal()
    subject_asked = Signal(str)
    saved = Signal(object)
    response_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        subject: SubjectKey,
        visit: VisitCode,
        form: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Open a visit at a form, or at its first one."""
        first = form or session.program.visit(visit).forms[0]
        super().__init__(session, FormPath(subject, visit, first), parent)
        self._subject, self._visit = subject, visit
        self._paths: tuple[FormPath, ...] = ()
        self._goes_on = False
        self._problems: tuple[Problem, ...] = ()
        self._acts = FormActs(self)
        self.response_button = QPushButton()
        say(self.response_button, RESPONSE)
        say(self.response_button, RESPONSE_KEY, "toolTip")
        self.tools_row.insertWidget(0, self.response_button)
        self._connect()
        self.open_form(self.form.path)

    def _connect(self) -> None:
        self.list.chosen.connect(self.open_form)
        self.side.asked_for.connect(self.go_to)
        self.side.settle_asked.connect(self.settle)
        self.save_button.clicked.connect(self.save)
        self.save_next_button.clicked.connect(self.save_and_next)
        self.not_done_button.clicked.connect(self.toggle_not_done)
        self.strike_asked.connect(self.strike_row)
        self.response_button.clicked.connect(self.show_response)
        self._acts.saved.connect(self._was_saved)
        self._acts.refused.connect(self._was_refused)
        self._acts.given_up.connect(self._given_up)
        self._acts.typed.connect(self._was_typed)
        current_theme().changed.connect(self.list.redraw)
        wording().language_changed.connect(self._say_again)
        self.bind("F3", lambda: self._open_neighbour(-1))
        self.bind("F4", lambda: self._open_neighbour(1))
        self.bind("Esc", self.leave)
        self.bind("Ctrl+R", self.show_response)
        self.bind("Ctrl+Down", lambda: self._step_row(1))
        self.bind("Ctrl+Up", lambda: self._step_row(-1))
        if self._read_only:
            return
        for keys in ("F6", "Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.save_and_next)
        for keys in ("F7", "Ctrl+S"):
            self.bind(keys, self.save)
        self.bind("F2", self.settle_in_hand)
        self.bind("Ctrl+Z", self.undo)
        self.bind("Ctrl+Shift+N", self.add_row)

    # --- which form ---

    def open_form(self, path: FormPath) -> None:
        """Open a form of the visit; what is typed is kept before, or nothing opens."""
        if not self._keeper.flush():
            return
        self._problems = ()
        self.show_form(path)
        self.banner.hide()
        self.say_state(None)
        self.show_state()
        self.offer_draft()
        self.take_keyboard()

    def place(self) -> FormPath | None:
        """Return the open form."""
        return self.form.path

    def take_keyboard(self) -> None:
        """Begin in the first field; where none takes the keyboard, no button gets it either."""
        if not self.page.focus_first():
            self.page.setFocus()

    def show_state(self) -> None:
        """Draw everything from what the session says now."""
        state = visit_state(self._session, self._subject, self._visit, language())
        self._paths = tuple(one.path for one in state.lines if one.path and one.is_expected)
        self.list.show_state(state.lines, self.form.path)
        self.response_button.setVisible(self.form.path.form in _TUMOUR_FORMS)
        self.set_crumbs(
            Crumb(SUBJECTS, go=lambda: self._go(self.subjects_asked.emit)),
            Crumb(
                Bilingual(self._subject, self._subject),
                go=lambda: self._go(lambda: self.subject_asked.emit(self._subject)),
            ),
            Crumb(Bilingual(self._visit, self._visit)),
            *((Crumb(state.words, is_quiet=True),) if state.words is not None else ()),
        )
        may_type = HINTS_NOT_DONE if self.form.view.not_done else HINTS
        self.set_hints(HINTS_READ_ONLY if self._read_only else may_type)
        self.draw()

    def _say_again(self) -> None:
        if self.isVisible():
            self.show_state()

    def _open_neighbour(self, by: int) -> None:
        here = self.form.path
        at = self._paths.index(here) + by if here in self._paths else 0
        if 0 <= at < len(self._paths):
            self.open_form(self._paths[at])

    def leave(self) -> None:
        """Go back to where the form was opened, once what is typed is kept."""
        self._go(self.left.emit)

    def show_response(self) -> None:
        """Ask for the tumour response of the subject, once what is typed is kept."""
        self._go(lambda: self.response_asked.emit(self.form.path))

    def _go(self, where: Callable[[], object]) -> None:
        if self._keeper.flush():
            where()

    def may_leave(self) -> bool:
        """Keep what is typed; a page whose draft is on no disk does not let itself be left."""
        return self._keeper.flush()

    # --- deliberate acts ---

    def save(self) -> None:
        """Save what is typed."""
        self._goes_on = False
        self._save()

    def save_and_next(self) -> None:
        """Save what is typed and, once it is saved, open the next form."""
        self._goes_on = True
        self._save()

    def _save(self) -> None:
        if self._read_only or self.form.view.not_done:
            return
        self._keeper.flush()
        self._stop_typing()
        self._acts.save(self.form)

    def strike_row(self) -> None:
        """Strike the selected row out, or put it back; either asks why."""
        row = next((one for one in self.form.view.rows if one.row == self._row), None)
        if row is None or self._read_only or self.form.view.not_done:
            return
        self._goes_on = False
        if row.struck:
            self._acts.put_back(self.form, row.row, row.key)
        elif self.form.is_saved_row(row.row):
            self._acts.strike(self.form, row.row, row.key)
        else:
            self.form.drop_row(row.row)
            self._keeper.touch()
            self._row = self._first_row()
            self.draw()

    def settle_in_hand(self) -> None:
        """Confirm the finding of the item in hand with a reason, or one of the whole form."""
        finding = finding_in_hand(self.form.view, self.in_hand)
        if finding is not None:
            self.settle(finding)
        else:
            self.say_briefly(NOTHING_TO_CONFIRM)

    def settle(self, finding: Finding) -> None:
        """Confirm a finding with a reason, or ask again one that is confirmed."""
        if self._read_only or self.form.view.not_done:
            return
        self._goes_on = False
        self._stop_typing()
        self._acts.settle(self.form, finding)

    def toggle_not_done(self) -> None:
        """Mark the form not done, or take that back; either asks why."""
        self._goes_on = False
        self._acts.toggle_not_done(self.form)

    def _was_saved(self, answer: Saved) -> None:
        self._keeper.forget()
        self.banner.hide()
        if self._row not in {row.row for row in self.form.view.rows}:
            self._row = self._first_row()
        self.show_state()
        self._history_due.start()
        if self.window().focusWidget() is self.not_done_button and not self.form.view.not_done:
            self.take_keyboard()
        time = clock_time(answer.at_utc, self._session.now())
        words = NOTHING_CHANGED if answer.event is None else filled(SAVED_AT, time=time)
        if self._goes_on:
            words = self._go_on(words, time, is_new=answer.event is not None)
        self.say_state(words, "pill-good")
        self.saved.emit(answer)
        self._goes_on = False

    def _go_on(self, words: Bilingual, time: str, *, is_new: bool) -> Bilingual:
        """Open the next form of the visit; return what the chip says there, or at the last one."""
        here = self.form.path
        forms = self._session.program.visit(here.visit).forms
        order = [FormPath(here.subject, here.visit, form) for form in forms]
        after = [path for path in order[order.index(here) + 1 :] if path in self._paths]
        if not after:
            return filled_both(LAST_FORM, saved=words, visit=Bilingual(here.visit, here.visit))
        label = _short(self.form.view.definition)
        self.open_form(after[0])
        clock = Bilingual(time, time)
        return filled_both(FORM_SAVED_AT, form=label, time=clock) if is_new else words

    def draw(self) -> None:
        """Draw the form; what was put right since a save was refused is no longer complained of."""
        super().draw()
        left = still_wrong(self.form.view, self._problems) if self._problems else ()
        if left != self._problems:
            self._problems = left
            if left:
                self.banner.warn(refusal(self.form.view, left))
            else:
                self.banner.hide()

    def _given_up(self) -> None:
        self._goes_on = False

    def _was_refused(self, answer: Refused) -> None:
        """Say why; what is typed stays, on the screen and on the disk."""
        self._goes_on = False
        is_of_words = still_wrong(self.form.view, answer.problems) == answer.problems
        self._problems = answer.problems if is_of_words else ()
        self.banner.warn(refusal(self.form.view, answer.problems))
        self.draw()
        first = first_on_page(self.form.view, answer.problems)
        if first is not None:
            self.go_to(first)


def _short(form: FormDef) -> Bilingual:
    """The name of a form, or its code where that is long for the top bar."""
    long = len(form.label.en) > SHORT_NAME
    return Bilingual(form.oid if long else form.label.en, form.label.zh)
