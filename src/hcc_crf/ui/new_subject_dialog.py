"""New subject: the next free number of the device, or one of the site's that is typed."""

import re

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from hcc_crf.session import Session
from hcc_crf.values import SubjectKey

from .sheet import Sheet, add_field, said
from .texts import filled
from .texts_subjects import (
    BEGIN,
    NEW_TITLE,
    NUMBER,
    NUMBER_SHAPE,
    NUMBER_TAKEN,
    NUMBER_WHY,
)
from .theme import SPACE_M


class NewSubjectDialog(Sheet):
    """Asks for the number. Nothing is written: the first save enrols the subject."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Propose the next free number."""
        super().__init__(NEW_TITLE, BEGIN, parent=parent)
        self._session = session
        self._proposed = session.propose_subject()
        self.number = QLineEdit(self._proposed)
        self.number.selectAll()
        form = QFormLayout()
        form.setSpacing(SPACE_M)
        add_field(form, NUMBER, self.number)
        self.body.addLayout(form)
        self.body.addWidget(said(NUMBER_WHY, role="muted"))

    @property
    def subject(self) -> SubjectKey:
        """The number as it stands."""
        return SubjectKey(self.number.text().strip())

    def confirmed(self) -> None:
        """Accept a free number of this site."""
        subject = self.subject
        pattern = self._session.program.study.subject_pattern
        is_ours = subject.startswith(f"{self._session.info.site}-")
        is_zero = not subject.rpartition("-")[2].strip("0")
        if not is_ours or is_zero or re.fullmatch(pattern, subject) is None:
            self.tell(filled(NUMBER_SHAPE, example=self._proposed))
        elif any(row.subject == subject for row in self._session.subjects()):
            self.tell(filled(NUMBER_TAKEN, subject=subject))
        else:
            self.accept()
        self.number.setFocus()
