"""Sign in: who works at this workspace."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.errors import HccCrfError
from hcc_crf.session.about import WorkspaceInfo
from hcc_crf.values import Bilingual, Language

from .error_texts import in_one_line
from .sheet import add_field, said, words
from .texts import filled, language, say, wording
from .texts_shell import (
    DEVICE,
    HELD,
    OPENING,
    PASSWORD,
    PROGRAM,
    SIGN_IN,
    SITE,
    TYPE_BOTH,
    USER,
    VERSION,
)
from .theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, set_role
from .training_banner import training_banner

CARD_WIDTH = 400


class SignInPage(QWidget):
    """Asks for user and password; whoever answers it calls `refuse` or leaves the page.

    Signals:
        answered: User and password as typed.
    """

    answered = Signal(str, str)

    def __init__(self, info: WorkspaceInfo, version: str, parent: QWidget | None = None) -> None:
        """Make the page of one workspace."""
        super().__init__(parent)
        self._tongues: dict[Language, QPushButton] = {}
        self.user = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.message = words(role="finding-hard")
        self.held = words(role="notice")
        self.held.hide()
        self.sign_in = QPushButton()
        set_role(self.sign_in, "primary")
        say(self.sign_in, SIGN_IN)
        self.sign_in.clicked.connect(self._answer)
        self.user.returnPressed.connect(self._next)
        self.password.returnPressed.connect(self._answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if info.training:
            column.addWidget(training_banner())
        above = QVBoxLayout()
        above.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, 0)
        above.addWidget(self.held)
        column.addLayout(above)
        column.addStretch(2)
        column.addWidget(self._card(info), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        column.addLayout(self._foot(version))

    def ask(self, told: Bilingual | None = None) -> None:
        """Wait for a person, with a word why, if there is one."""
        self.password.clear()
        self._set_open(is_open=True)
        set_role(self.message, "muted")
        say(self.message, told or Bilingual("", ""))
        (self.password if self.user.text() else self.user).setFocus()

    def refuse(self, error: HccCrfError) -> None:
        """Say why this person does not come in, and let them try again."""
        self.ask()
        self._warn(in_one_line(error))

    def show_held(self, count: int) -> None:
        """Say that what was typed on some forms is on no disk; 0: there is nothing to say."""
        self.held.setVisible(count > 0)
        say(self.held, filled(HELD, count=str(count)))

    def _warn(self, text: Bilingual) -> None:
        set_role(self.message, "finding-hard")
        say(self.message, text)

    def _next(self) -> None:
        self.password.setFocus()

    def _answer(self) -> None:
        user, password = self.user.text().strip(), self.password.text()
        if not user or not password:
            self._warn(TYPE_BOTH)
            (self.password if user else self.user).setFocus()
            return
        set_role(self.message, "muted")
        say(self.message, OPENING)
        self._set_open(is_open=False)
        QTimer.singleShot(0, self, lambda: self.answered.emit(user, password))

    def _set_open(self, *, is_open: bool) -> None:
        for widget in (self.user, self.password, self.sign_in):
            widget.setEnabled(is_open)

    def _card(self, info: WorkspaceInfo) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        card.setFixedWidth(CARD_WIDTH)
        form = QFormLayout()
        form.setSpacing(SPACE_M)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        add_field(form, USER, self.user)
        add_field(form, PASSWORD, self.password)
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_S)
        study = QLabel(info.study)
        set_role(study, "big")
        column.addWidget(study)
        column.addWidget(said(PROGRAM, role="muted"))
        column.addWidget(_place(info))
        column.addSpacing(SPACE_L)
        column.addLayout(form)
        column.addSpacing(SPACE_S)
        column.addWidget(self.sign_in)
        self.message.setMinimumHeight(44)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.message)
        return card

    def _foot(self, version: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        foot.addWidget(said(filled(VERSION, version=version), role="small"))
        foot.addStretch(1)
        for one, name in ((Language.EN, "English"), (Language.ZH, "中文")):
            button = self._tongues[one] = QPushButton(name)
            set_role(button, "chip")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _on=True, one=one: wording().speak(one))
            foot.addWidget(button)
        self._mark_tongue()
        wording().language_changed.connect(self._mark_tongue)
        return foot

    def _mark_tongue(self) -> None:
        self._tongues[language()].setChecked(True)


def _place(info: WorkspaceInfo) -> QLabel:
    site, device = filled(SITE, site=info.site), filled(DEVICE, device=info.device)
    return said(Bilingual(f"{site.en} · {device.en}", f"{site.zh} · {device.zh}"), role="strong")
