"""A person's own password: chosen at first sign-in, changed whenever they like."""

from collections.abc import Callable

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from hcc_crf.errors import HccCrfError

from .error_texts import in_one_line
from .sheet import Sheet, add_field, said
from .texts_shell import (
    CANCEL,
    CHANGE_PASSWORD_TITLE,
    NEW_PASSWORD,
    NEW_PASSWORD_TITLE,
    NEW_PASSWORD_WHY,
    NOT_THE_SAME,
    OK,
    OLD_PASSWORD,
    PASSWORD_RULE,
    REPEAT_PASSWORD,
    SIGN_OUT,
)
from .theme import SPACE_M

ChangePassword = Callable[[str, str], None]
"""Old and new password; raises `HccCrfError` when it cannot be done."""


class PasswordDialog(Sheet):
    """Asks for the present and the new password until the change was made or given up."""

    def __init__(
        self, change: ChangePassword, *, is_first: bool, parent: QWidget | None = None
    ) -> None:
        """Make it.

        Args:
            change: Makes the change.
            is_first: The person must choose before working; giving up signs out.
        """
        super().__init__(
            NEW_PASSWORD_TITLE if is_first else CHANGE_PASSWORD_TITLE,
            OK,
            cancel=SIGN_OUT if is_first else CANCEL,
            parent=parent,
        )
        self._change = change
        self.old, self.new, self.again = (_field() for _ in range(3))
        if is_first:
            self.body.addWidget(said(NEW_PASSWORD_WHY, role="muted"))
        form = QFormLayout()
        form.setSpacing(SPACE_M)
        add_field(form, OLD_PASSWORD, self.old)
        add_field(form, NEW_PASSWORD, self.new)
        add_field(form, REPEAT_PASSWORD, self.again)
        self.body.addSpacing(SPACE_M)
        self.body.addLayout(form)
        self.body.addWidget(said(PASSWORD_RULE, role="small"))

    def confirmed(self) -> None:
        """Make the change, or say why not."""
        if self.new.text() != self.again.text():
            self.tell(NOT_THE_SAME)
            self.again.setFocus()
            return
        try:
            self._change(self.old.text(), self.new.text())
        except HccCrfError as error:
            self.tell(in_one_line(error))
            return
        self.accept()


def _field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
