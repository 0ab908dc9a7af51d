"""What a person typed and did not save, offered again: after a lock, a crash, a power cut."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from hcc_crf.session import KeptDraft, Moment, Session
from hcc_crf.values import Bilingual

from .texts import filled, say
from .texts_subjects import DRAFTS, MORE_DRAFTS, RESUME
from .theme import SPACE_M, SPACE_S, set_role

SHOWN = 3


class DraftStrip(QFrame):
    """One button a draft, the latest first; hidden when there is none.

    Signals:
        resumed: Subject, visit and form to open.
    """

    resumed = Signal(str, str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a hidden strip; `show_state` fills it."""
        super().__init__(parent)
        self._session = session
        set_role(self, "notice")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self._row.setSpacing(SPACE_M)
        self.hide()

    def show_state(self) -> None:
        """Read the drafts of this person again."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        drafts = self._session.drafts()
        self.setVisible(bool(drafts))
        self._row.addWidget(_label(DRAFTS, "strong"))
        now = self._session.now()
        for draft in drafts[:SHOWN]:
            self._row.addWidget(self._button(draft, now))
        if len(drafts) > SHOWN:
            more = filled(MORE_DRAFTS, count=str(len(drafts) - SHOWN))
            self._row.addWidget(_label(more, "muted"))
        self._row.addStretch(1)

    def _button(self, draft: KeptDraft, now: Moment) -> QPushButton:
        form = draft.form
        label = self._session.program.study.forms[form.form].label
        where = f"{form.subject} {form.visit}"
        named = Bilingual(f"{where} {label.en}", f"{where} {label.zh}")
        at = kept_at(draft.at_utc, now)
        button = QPushButton()
        set_role(button, "link")
        say(
            button,
            Bilingual(
                RESUME.en.format(form=named.en, at=at, count=len(draft.typed)),
                RESUME.zh.format(form=named.zh, at=at, count=len(draft.typed)),
            ),
        )
        button.clicked.connect(lambda: self.resumed.emit(form.subject, form.visit, form.form))
        return button


def kept_at(at_utc: str, now: Moment) -> str:
    """Return when something was kept, by the clock here; with the day unless it is today."""
    local = datetime.fromisoformat(at_utc).astimezone(now.local.tzinfo)
    is_today = local.date() == now.local.date()
    return f"{local:%H:%M}" if is_today else f"{local:%Y-%m-%d %H:%M}"


def _label(text: Bilingual, role: str) -> QLabel:
    label = QLabel()
    set_role(label, role)
    say(label, text)
    return label
