"""The audit trail: who changed what, when, from which value to which, and why."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hcc_crf.session import Session
from hcc_crf.values import SubjectKey

from .audit_rows import AuditRow, audit_rows, rows_with
from .page import Crumb, Page
from .sheet import words
from .still_combo import StillCombo
from .table_of_texts import TextTable, TextTableView
from .texts import filled, language, say, tr, wording
from .texts_shell import AUDIT
from .texts_subjects import SUBJECT
from .texts_transfer import (
    ALL_SUBJECTS,
    AUDIT_COLUMNS,
    AUDIT_COUNT,
    AUDIT_FIND,
    AUDIT_HINTS,
    AUDIT_TABLE,
)
from .theme import SPACE_L, SPACE_M, set_role

_WIDTHS = (150, 90, 76, 64, 270, 86, 120, 120, 160)
_WHY_COLUMN = 8
_TYPING_MS = 150


class AuditPage(Page):
    """Lists every change of an item, the latest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make the page; `show_state` fills it."""
        super().__init__(parent)
        self._session = session
        self._rows: tuple[AuditRow, ...] = ()
        self.subject = StillCombo()
        say(self.subject, SUBJECT, "accessibleName")
        self.search = QLineEdit()
        set_role(self.search, "search")
        say(self.search, AUDIT_FIND, "placeholderText")
        say(self.search, AUDIT_FIND, "accessibleName")
        self.search.setFixedWidth(280)
        self.count = words(role="muted")
        self.table = TextTable(AUDIT_COLUMNS)
        self.view = TextTableView(self.table, _WIDTHS, stretch=_WHY_COLUMN)
        say(self.view, AUDIT_TABLE, "accessibleName")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._show_rows)
        self.search.textChanged.connect(self._typed)
        self.subject.activated.connect(self._read)
        self._lay_out()
        self.set_crumbs(Crumb(AUDIT))
        self.set_hints(AUDIT_HINTS)
        wording().language_changed.connect(self._language_changed)

    def show_state(self) -> None:
        """Read the trail of the chosen subject again."""
        self._fill_subjects(self.chosen)
        self._read()

    def show_subject(self, subject: SubjectKey) -> None:
        """Show the trail of one subject."""
        self._fill_subjects(subject)
        self._read()

    @property
    def chosen(self) -> SubjectKey | None:
        """The subject whose trail is shown, `None` for all."""
        if self.subject.currentIndex() <= 0:
            return None
        return SubjectKey(self.subject.currentText())

    def _fill_subjects(self, chosen: SubjectKey | None) -> None:
        self.subject.clear()
        self.subject.addItem(tr(ALL_SUBJECTS))
        self.subject.addItems([row.subject for row in self._session.subjects()])
        self.subject.setCurrentIndex(max(self.subject.findText(chosen or ""), 0))

    def _read(self) -> None:
        records = self._session.audit(self.chosen)
        self._rows = audit_rows(self._session.program.study, records)
        self._show_rows()

    def _typed(self) -> None:
        self._typing.start()

    def look_for(self) -> bool:
        """Look for a row."""
        self.search.setFocus()
        return True

    def _show_rows(self) -> None:
        rows = rows_with(self._rows, self.search.text(), language())
        self.table.show(
            tuple(row.texts(language()) for row in rows), tuple(tr(row.tip) for row in rows)
        )
        counted = filled(AUDIT_COUNT, shown=str(len(rows)), all=str(len(self._rows)))
        say(self.count, counted)

    def _language_changed(self) -> None:
        self.subject.setItemText(0, tr(ALL_SUBJECTS))
        self._show_rows()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_M)
        bar.addWidget(self.search)
        bar.addWidget(self.subject)
        bar.addWidget(self.count, 1)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self.content.addLayout(column, 1)
