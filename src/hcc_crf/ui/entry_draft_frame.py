"""The draft of the open form: kept, refused by the disk, offered again, discarded."""

from PySide6.QtWidgets import QWidget

from hcc_crf.errors import HccCrfError
from hcc_crf.session import Session
from hcc_crf.values import Bilingual, FormPath

from .entry_history import clock_time
from .entry_texts import (
    DISCARD,
    DISCARDED,
    DRAFT_KEPT,
    KEEP,
    NOT_KEPT,
    RESTORED,
    RESTORED_ONE,
    TYPING,
)
from .entry_typing import TypingFrame
from .error_texts import in_one_line
from .texts import filled


class DraftFrame(TypingFrame):
    """The entry screen as far as one form and its draft go."""

    def __init__(self, session: Session, path: FormPath, parent: QWidget | None) -> None:
        """Say of each draft whether it is on the disk."""
        super().__init__(session, path, parent)
        self._is_refused = False
        self._keeper.kept.connect(self._was_kept)
        self._keeper.refused.connect(self._draft_refused)

    def _was_kept(self, at_utc: str) -> None:
        if self._is_refused:
            self._is_refused = False
            self.banner.hide()
        time = clock_time(at_utc, self._session.now())
        self.say_state(filled(DRAFT_KEPT, time=time) if self.form.has_draft else None)
        self.list.show_draft(self.form.path, has_draft=self.form.has_draft)

    def _draft_refused(self, error: HccCrfError) -> None:
        """Say that what is typed is on no disk; it stays on the screen and is tried again."""
        self._is_refused = True
        why = in_one_line(error)
        self.banner.warn(
            Bilingual(NOT_KEPT.en.format(problem=why.en), NOT_KEPT.zh.format(problem=why.zh))
        )
        self.say_state(TYPING, "pill-warn")

    def offer_draft(self) -> None:
        """Say above the form that a draft came back, if one did."""
        if self.form.restored_at and self.form.has_draft:
            time = clock_time(self.form.restored_at, self._session.now())
            count = len(self.form.sheet.typed)
            words = filled(RESTORED_ONE if count == 1 else RESTORED, time=time, count=str(count))
            self.banner.offer(words, DISCARD, KEEP, self._discard)
            self.say_state(filled(DRAFT_KEPT, time=time))

    def _discard(self) -> None:
        self._keeper.forget()
        self.form.discard()
        self.say_state(DISCARDED)
        self.show_state()
        self.take_keyboard()
