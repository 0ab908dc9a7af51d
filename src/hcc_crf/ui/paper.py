"""Print: a worksheet or a casebook as a PDF file, where the person wants it.

The PDF goes from memory to the file that was chosen and nowhere else: no temporary copy.
"""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from hcc_crf.errors import InputError
from hcc_crf.session import Session
from hcc_crf.values import SubjectKey, VisitCode

from .sheet import Sheet, said
from .texts import filled, language, tr
from .texts_shell import CLOSE, OPEN
from .texts_subjects import PDF_FILES, PDF_SAVED, SAVE_PDF


class Paper:
    """Asks where a PDF shall go, writes it there and offers to open it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Print for one person, with dialogs over `window`."""
        self._session = session
        self._window = window

    def worksheet(self, subject: SubjectKey | None, visit: VisitCode) -> None:
        """Print the worksheet of a visit; blank without a subject."""
        target = self.ask_where(f"{subject or 'blank'}-{visit}.pdf")
        if target is not None:
            pdf = self._session.print_worksheet(subject, visit, language())
            self._write(target, pdf)

    def casebook(self, subject: SubjectKey) -> None:
        """Print everything entered for a subject."""
        target = self.ask_where(f"{subject}-casebook.pdf")
        if target is not None:
            pdf = self._session.print_casebook(subject, language())
            self._write(target, pdf)

    def ask_where(self, name: str) -> Path | None:
        """Return the file the person chose, `None` when they gave up."""
        chosen, _filter = QFileDialog.getSaveFileName(
            self._window, tr(SAVE_PDF), name, tr(PDF_FILES)
        )
        return Path(chosen) if chosen else None

    def _write(self, target: Path, pdf: bytes) -> None:
        try:
            target.write_bytes(pdf)
        except OSError as error:
            raise InputError(
                "FILE-NOT-WRITTEN",
                target.name,
                "The file could not be written.",
                "Choose another folder, or close the program that has the file open.",
            ) from error
        told = Sheet(SAVE_PDF, OPEN, cancel=CLOSE, parent=self._window)
        told.body.addWidget(said(filled(PDF_SAVED, name=target.name)))
        if told.exec():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
