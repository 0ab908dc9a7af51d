"""The bar above every screen: where one is, its tools, what the centre lacks, who works."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from hcc_crf.session import Action, Session
from hcc_crf.values import Bilingual, Language

from .page import Crumb, Page
from .parts_label import PartsLabel
from .texts import filled, language, say, wording
from .texts_shell import (
    ALL_AT_CENTRE,
    CHANGE_PASSWORD,
    KEYS,
    LANGUAGE,
    LOCK,
    LOOK,
    LOOK_DARK,
    LOOK_LIGHT,
    LOOK_SYSTEM,
    NOT_AT_CENTRE,
    ONE_NOT_AT_CENTRE,
    PERSON,
    PERSON_NAME,
    ROLES,
    SIGN_OUT,
    YOU,
)
from .theme import SPACE_L, SPACE_M, SPACE_S, TOP_BAR_HEIGHT, Scheme, current_theme, set_role
from .unsent import count_unsent

_LANGUAGES = {Language.EN: "English", Language.ZH: "中文"}
_SCHEMES = {
    Scheme.SYSTEM: LOOK_SYSTEM,
    Scheme.LIGHT: LOOK_LIGHT,
    Scheme.DARK: LOOK_DARK,
}


class TopBar(QFrame):
    """Shows the crumbs and tools of the page of the moment.

    Signals:
        password_asked: The person wants to change the password.
        keys_asked, lock_asked, sign_out_asked: As the menu says.
    """

    password_asked = Signal()
    keys_asked = Signal()
    lock_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make the bar of a signed-in person."""
        super().__init__(parent)
        self._session = session
        self._tools: QWidget | None = None
        set_role(self, "top-bar")
        self.setFixedHeight(TOP_BAR_HEIGHT)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(SPACE_S)
        self.counter = QLabel(self)
        self.counter.setVisible(session.may(Action.PACKAGE))
        self.person = QPushButton()
        set_role(self.person, "chip")
        self.person.setMenu(self._person_menu())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        self._row.setSpacing(SPACE_M)
        self._row.addLayout(self._crumbs)
        self._row.addStretch(1)
        self._row.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.person)
        self._say_person()

    def show_page(self, page: Page) -> None:
        """Show where `page` is and its tools, and count what the centre lacks."""
        self._show_crumbs(page.crumbs)
        if self._tools is not page.tools:
            if self._tools is not None:
                self._tools.hide()
            self._row.insertWidget(self._row.indexOf(self.person) + 1, page.tools)
            self._tools = page.tools
            page.tools.show()
        self.show_counter()

    def show_counter(self) -> None:
        """Say how many saved changes are in no package yet."""
        if not self._session.may(Action.PACKAGE):
            return
        count = count_unsent(self._session)
        set_role(self.counter, "pill-warn" if count else "pill-good")
        text = ONE_NOT_AT_CENTRE if count == 1 else NOT_AT_CENTRE
        say(self.counter, filled(text, count=str(count)) if count else ALL_AT_CENTRE)

    def _show_crumbs(self, crumbs: tuple[Crumb, ...]) -> None:
        while (item := self._crumbs.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, crumb in enumerate(crumbs):
            if number and not crumb.is_quiet:
                arrow = QLabel("›")
                set_role(arrow, "crumb")
                self._crumbs.addWidget(arrow)
            step = _crumb_widget(crumb)
            self._crumbs.addWidget(step)
            step.show()

    def _say_person(self) -> None:
        who = self._session.who
        role = ROLES[self._session.role]
        text = Bilingual(
            PERSON.en.format(user=who.user, role=role.en),
            PERSON.zh.format(user=who.user, role=role.zh),
        )
        say(self.person, text)
        say(self.person, YOU, "accessibleName")
        say(self.person, filled(PERSON_NAME, name=who.name, user=who.user), "toolTip")

    def _person_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addMenu(self._language_menu(menu))
        menu.addMenu(self._look_menu(menu))
        menu.addSeparator()
        self._entry(menu, KEYS, self.keys_asked, "F1")
        self._entry(menu, CHANGE_PASSWORD, self.password_asked)
        menu.addSeparator()
        self._entry(menu, LOCK, self.lock_asked, "Ctrl+L")
        self._entry(menu, SIGN_OUT, self.sign_out_asked)
        return menu

    def _entry(self, menu: QMenu, text: Bilingual, asked: SignalInstance, keys: str = "") -> None:
        action = QAction(menu)
        say(action, text)
        action.triggered.connect(asked)
        if keys:
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self.addAction(action)
        menu.addAction(action)

    def _language_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(parent)
        say(menu, LANGUAGE, "title")
        group = QActionGroup(menu)
        for one, name in _LANGUAGES.items():
            action = QAction(name, menu, checkable=True)
            action.setChecked(one is language())
            action.triggered.connect(lambda _on, one=one: wording().speak(one))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _look_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(parent)
        say(menu, LOOK, "title")
        group = QActionGroup(menu)
        for scheme, text in _SCHEMES.items():
            action = QAction(menu, checkable=True)
            say(action, text)
            action.setChecked(scheme is current_theme().scheme)
            action.triggered.connect(lambda _on, one=scheme: current_theme().choose(one))
            group.addAction(action)
            menu.addAction(action)
        return menu


def _crumb_widget(crumb: Crumb) -> QWidget:
    if crumb.is_quiet:
        quiet = PartsLabel(keeps_last=False)
        set_role(quiet, "crumb")
        say(quiet, crumb.text, "toolTip")
        return quiet
    if crumb.go is None:
        label = QLabel()
        set_role(label, "crumb-now")
        say(label, crumb.text)
        return label
    button = QPushButton()
    set_role(button, "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    say(button, crumb.text)
    say(button, crumb.text, "accessibleName")
    button.clicked.connect(crumb.go)
    return button
