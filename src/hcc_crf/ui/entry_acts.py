"""The deliberate acts on an open form, each asking its reason where one is needed, once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hcc_crf.session import Finding, Refused, Saved
from hcc_crf.values import Bilingual

from .entry_open_form import REASON_NEEDED, OpenForm, ValueChange
from .entry_places import at_its_row
from .entry_texts import (
    CHANGE_REASONS,
    NOT_DONE_ASKED,
    NOT_DONE_NOW,
    NOT_DONE_REASONS,
    NOT_DONE_TITLE,
    NOT_DONE_WITH_DATA,
    PUT_BACK_ASKED,
    PUT_BACK_NOW,
    PUT_BACK_REASONS,
    PUT_BACK_TITLE,
    REASON_ASKED,
    REASON_TITLE,
    REOPEN_ASKED,
    REOPEN_REASONS,
    REOPEN_TITLE,
    SAVE,
    SETTLE_ASKED,
    SETTLE_KEEP,
    SETTLE_REASONS,
    SETTLE_TITLE,
    STRIKE_ASKED,
    STRIKE_NOW,
    STRIKE_REASONS,
    STRIKE_TITLE,
    TO_DO_ASKED,
    TO_DO_NOW,
    TO_DO_REASONS,
    TO_DO_TITLE,
)
from .reason_dialog import ReasonDialog
from .texts import filled, language

Act = Callable[[str], Saved | Refused | None]
"""What a reason is for; `None`: it is typed, not saved."""


class FormActs(QObject):
    """Save, strike out, put back, mark not done.

    Signals:
        saved: What the session returned; the act is on the disk.
        refused: What the session returned; nothing of the act was kept, everything typed is.
        given_up: No reason was given, so nothing was done.
        typed: A reason was typed or taken back; it is saved with the form.
    """

    saved = Signal(object)
    refused = Signal(object)
    given_up = Signal()
    typed = Signal()

    def __init__(self, page: QWidget) -> None:
        """Ask in front of a page."""
        super().__init__(page)
        self._page = page
        self._last_reason = ""

    def save(self, form: OpenForm) -> None:
        """Save what is typed; ask one reason when saved values change."""
        answer = form.save()
        if isinstance(answer, Refused) and _needs_reason(answer):
            changes = form.changes(language())
            asked = REASON_ASKED if changes else answer.problems[0].message
            dialog = self._ask(REASON_TITLE, asked, CHANGE_REASONS, SAVE, form.save, changes)
            dialog.choose(self._last_reason)
        else:
            self._tell(answer)

    def strike(self, form: OpenForm, row: int, key: str) -> None:
        """Strike out a saved row."""
        title = filled(STRIKE_TITLE, key=key)
        self._ask(
            title, STRIKE_ASKED, STRIKE_REASONS, STRIKE_NOW, lambda why: form.strike(row, why)
        )

    def put_back(self, form: OpenForm, row: int, key: str) -> None:
        """Let a struck row count again."""
        title = filled(PUT_BACK_TITLE, key=key)
        self._ask(
            title,
            PUT_BACK_ASKED,
            PUT_BACK_REASONS,
            PUT_BACK_NOW,
            lambda why: form.put_back(row, why),
        )

    def settle(self, form: OpenForm, finding: Finding) -> None:
        """Keep a finding with a reason; one that is kept is asked again."""
        said = at_its_row(form.view, finding.slot, finding.message)
        if not finding.settled:
            self._ask(
                SETTLE_TITLE,
                _filled(SETTLE_ASKED, finding=said),
                SETTLE_REASONS,
                SETTLE_KEEP,
                lambda why: form.settle(finding, why),
            )
        elif form.is_draft_reason(finding):
            form.drop_reason(finding)
            self.typed.emit()
        else:
            reason = Bilingual(finding.settled, finding.settled)
            self._ask(
                REOPEN_TITLE,
                _filled(REOPEN_ASKED, finding=said, reason=reason),
                REOPEN_REASONS,
                REOPEN_TITLE,
                lambda why: form.reopen(finding, why),
            )

    def toggle_not_done(self, form: OpenForm) -> None:
        """Mark a form not done, or take that back."""
        label = form.view.definition.label
        named = _filled(TO_DO_TITLE if form.view.not_done else NOT_DONE_TITLE, form=label)
        if form.view.not_done:
            self._ask(named, TO_DO_ASKED, TO_DO_REASONS, TO_DO_NOW, form.mark_to_do)
            return
        count = form.saved_values()
        asked = filled(NOT_DONE_WITH_DATA, count=str(count)) if count else NOT_DONE_ASKED
        self._ask(named, asked, NOT_DONE_REASONS, NOT_DONE_NOW, form.mark_not_done)

    def _ask(  # noqa: PLR0917  (the words of one dialog, in the order they are read)
        self,
        title: Bilingual,
        asked: Bilingual,
        reasons: tuple[Bilingual, ...],
        confirm: Bilingual,
        act: Act,
        changes: tuple[ValueChange, ...] = (),
    ) -> ReasonDialog:
        dialog = ReasonDialog(
            title, asked, reasons, confirm=confirm, changes=changes, parent=self._page
        )
        dialog.given.connect(lambda reason: self._act(act, reason, is_change=bool(changes)))
        dialog.rejected.connect(self.given_up)
        dialog.open()
        return dialog

    def _act(self, act: Act, reason: str, *, is_change: bool) -> None:
        if is_change:
            self._last_reason = reason
        self._tell(act(reason))

    def _tell(self, answer: Saved | Refused | None) -> None:
        if answer is None:
            self.typed.emit()
        elif isinstance(answer, Saved):
            self.saved.emit(answer)
        else:
            self.refused.emit(answer)


def _needs_reason(answer: Refused) -> bool:
    return all(problem.code == REASON_NEEDED for problem in answer.problems)


def _filled(text: Bilingual, **parts: Bilingual) -> Bilingual:
    return Bilingual(
        text.en.format(**{name: part.en for name, part in parts.items()}),
        text.zh.format(**{name: part.zh for name, part in parts.items()}),
    )
