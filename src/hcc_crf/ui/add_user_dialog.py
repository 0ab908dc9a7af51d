"""A further account: who, in which role, with which first password."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from hcc_crf.errors import HccCrfError
from hcc_crf.session import NewUser, Role, Session
from hcc_crf.session.people import add_user

from .error_texts import in_one_line
from .sheet import Sheet, add_field, said
from .still_combo import StillCombo
from .texts import tr
from .texts_shell import PASSWORD_RULE, ROLES
from .texts_transfer import (
    ADD_TITLE,
    FIRST_PASSWORD,
    FULL_NAME,
    PEOPLE_WHY,
    ROLE,
    USER_ID,
)
from .theme import SPACE_M

_SITE_ROLES = (Role.NURSE, Role.INVESTIGATOR, Role.MONITOR, Role.ADMINISTRATOR)


class AddUserDialog(Sheet):
    """Asks until the account was added or given up."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Ask for a nurse first."""
        super().__init__(ADD_TITLE, ADD_TITLE, parent=parent)
        self._session = session
        self.user, self.name, self.password = (QLineEdit() for _ in range(3))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.role = StillCombo()
        self.role.addItems([tr(ROLES[role]) for role in _SITE_ROLES])
        form = QFormLayout()
        form.setSpacing(SPACE_M)
        add_field(form, USER_ID, self.user)
        add_field(form, FULL_NAME, self.name)
        add_field(form, ROLE, self.role)
        add_field(form, FIRST_PASSWORD, self.password)
        self.body.addWidget(said(PEOPLE_WHY, role="muted"))
        self.body.addSpacing(SPACE_M)
        self.body.addLayout(form)
        self.body.addWidget(said(PASSWORD_RULE, role="small"))

    @property
    def chosen_role(self) -> Role:
        """The role as it stands."""
        return _SITE_ROLES[self.role.currentIndex()]

    def confirmed(self) -> None:
        """Add the account, or say why not."""
        new = NewUser(
            self.user.text().strip(),
            self.name.text().strip(),
            self.chosen_role,
            self.password.text(),
        )
        try:
            add_user(self._session, new)
        except HccCrfError as error:
            self.tell(in_one_line(error))
            return
        self.accept()
