"""Transfer: write a package for the coordinating centre, and the packages written so far."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hcc_crf.errors import HccCrfError
from hcc_crf.session import Session
from hcc_crf.values import Bilingual

from .card import Card
from .error_dialog import show_error
from .page import Crumb, Page
from .sheet import said, words
from .table_of_texts import TextTable, TextTableView
from .texts import filled, say, tr
from .texts_shell import TRANSFER
from .texts_transfer import (
    NO_PACKAGES,
    NOTHING_TO_SEND,
    PACKAGE_COLUMNS,
    PACKAGES,
    TRANSFER_HINTS,
    WAITING,
    WAITING_NONE,
    WAITING_ONE,
    WRITE,
    WRITE_TITLE,
    WRITE_WHERE,
    WRITE_WHY,
    WRITTEN,
)
from .theme import SPACE_M, SPACE_S, SPACE_XL, set_role
from .unsent import count_unsent

_WIDTHS = (50, 150, 90, 380, 200)
_FILE_COLUMN = 3


class TransferPage(Page):
    """Writes packages."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make the page; `show_state` fills it."""
        super().__init__(parent)
        self._session = session
        self.table = TextTable(PACKAGE_COLUMNS)
        self.view = TextTableView(self.table, _WIDTHS, stretch=_FILE_COLUMN)
        say(self.view, PACKAGES, "accessibleName")
        self.write = QPushButton()
        set_role(self.write, "primary")
        say(self.write, WRITE)
        self.write.clicked.connect(self.ask_and_write)
        self.waiting = words(role="strong")
        self.told = words(role="good")
        self.nothing = said(NO_PACKAGES, role="muted")
        self._lay_out()
        self.set_crumbs(Crumb(TRANSFER))
        self.set_hints(TRANSFER_HINTS)

    def show_state(self) -> None:
        """Read the packages again."""
        packages = self._session.packages()
        self.table.show(
            tuple(
                (
                    str(entry.seq),
                    entry.at[:19].replace("T", " "),
                    f"{entry.first_seq} – {entry.last_seq}",
                    entry.file_name,
                    entry.sha256[:16] + "…",
                )
                for entry in reversed(packages)
            ),
            tuple(f"SHA-256 {entry.sha256}" for entry in reversed(packages)),
        )
        self.view.setVisible(bool(packages))
        self.nothing.setVisible(not packages)
        self._show_waiting()
        self.write.setFocus()

    def ask_and_write(self) -> None:
        """Ask for a folder and write the next package into it."""
        chosen = QFileDialog.getExistingDirectory(self, tr(WRITE_WHERE))
        if chosen:
            self.write_into(Path(chosen))

    def write_into(self, folder: Path) -> None:
        """Write the next package into a folder and say what became of it."""
        self._tell(Bilingual("", ""))
        try:
            written = self._session.package(folder)
        except HccCrfError as error:
            show_error(error, self)
            return
        if written is None:
            self._tell(NOTHING_TO_SEND)
        else:
            self._tell(filled(WRITTEN, name=written.file.name, count=str(written.events)))
        self.show_state()
        self.header_changed.emit()

    def _tell(self, text: Bilingual) -> None:
        say(self.told, text)
        self.told.setVisible(bool(text.en))

    def _show_waiting(self) -> None:
        count = count_unsent(self._session)
        text = WAITING_ONE if count == 1 else WAITING
        say(self.waiting, filled(text, count=str(count)) if count else WAITING_NONE)

    def _lay_out(self) -> None:
        card = Card(WRITE_TITLE)
        card.body.setSpacing(SPACE_M)
        card.body.addWidget(said(WRITE_WHY))
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.write)
        row.addWidget(self.waiting, 1)
        card.body.addLayout(row)
        card.body.addWidget(self.told)
        self.told.hide()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_S)
        column.addWidget(card)
        column.addSpacing(SPACE_M)
        column.addWidget(said(PACKAGES, role="section"))
        column.addWidget(self.nothing)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        self.content.addLayout(column, 1)
