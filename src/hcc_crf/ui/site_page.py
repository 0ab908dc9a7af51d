"""What this workspace is; for an administrator, who may work here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hcc_crf.session import Action, Session
from hcc_crf.values import Bilingual

from .add_user_dialog import AddUserDialog
from .card import Card
from .page import Crumb, Page
from .sheet import said, words
from .texts import say
from .texts_shell import ROLES, THIS_SITE
from .texts_transfer import (
    ADD_PERSON,
    ADDED,
    DEFINITIONS,
    DEVICE_NAME,
    KIND,
    KIND_LIVE,
    KIND_TRAINING,
    PEOPLE,
    PEOPLE_WHY,
    PROGRAM_VERSION,
    SAVES,
    SITE_HINTS,
    SITE_NAME,
    SITE_TITLE,
    STUDY,
)
from .theme import SPACE_M, SPACE_S, SPACE_XL

_WIDEST = 620


class SitePage(Page):
    """Facts of the workspace, and its users."""

    def __init__(self, session: Session, version: str, parent: QWidget | None = None) -> None:
        """Make the page; `show_state` fills it."""
        super().__init__(parent)
        self._session = session
        self._version = version
        self._facts = QVBoxLayout()
        self.add_person = QPushButton()
        say(self.add_person, ADD_PERSON)
        self.add_person.clicked.connect(self.ask_new_user)
        self.told = words(role="good")
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addLayout(self._facts)
        if session.may(Action.MANAGE_USERS):
            column.addWidget(self._people())
        column.addStretch(1)
        row = QHBoxLayout()
        row.addLayout(column)
        row.addStretch(1)
        self.content.addLayout(row, 1)
        self.set_crumbs(Crumb(THIS_SITE))
        self.set_hints(SITE_HINTS)

    def show_state(self) -> None:
        """Show the facts of the moment."""
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        card = Card(SITE_TITLE)
        card.setFixedWidth(_WIDEST)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_XL)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for row, (left, right) in enumerate(self._known()):
            grid.addWidget(said(left, role="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said(right), row, 1)
        grid.setColumnMinimumWidth(0, 130)
        card.body.addLayout(grid)
        self._facts.addWidget(card)

    def ask_new_user(self) -> None:
        """Ask for a new user and add it."""
        dialog = AddUserDialog(self._session, self)
        if dialog.exec():
            role = ROLES[dialog.chosen_role]
            added = Bilingual(
                ADDED.en.format(user=dialog.user.text(), role=role.en),
                ADDED.zh.format(user=dialog.user.text(), role=role.zh),
            )
            say(self.told, added)

    def _known(self) -> tuple[tuple[Bilingual, Bilingual], ...]:
        info, study = self._session.info, self._session.program.study
        site = study.sites_by_oid.get(info.site)
        name = site.label if site else _same("")
        return (
            (
                STUDY,
                Bilingual(f"{study.oid} · {study.title.en}", f"{study.oid} · {study.title.zh}"),
            ),
            (SITE_NAME, Bilingual(f"{info.site} · {name.en}", f"{info.site} · {name.zh}")),
            (DEVICE_NAME, _same(info.device_name)),
            (KIND, KIND_TRAINING if info.training else KIND_LIVE),
            (DEFINITIONS, _same(f"{study.version} · {study.digest[:12]}")),
            (SAVES, _same(str(self._session.events()))),
            (PROGRAM_VERSION, _same(self._version)),
        )

    def _people(self) -> Card:
        card = Card(PEOPLE)
        card.setFixedWidth(_WIDEST)
        card.body.addWidget(said(PEOPLE_WHY, role="muted"))
        row = QHBoxLayout()
        row.addWidget(self.add_person)
        row.addWidget(self.told, 1)
        card.body.addLayout(row)
        return card


def _same(text: str) -> Bilingual:
    return Bilingual(text, text)
