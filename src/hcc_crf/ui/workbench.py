"""The window of a signed-in person: rail, top bar, and the page of the moment."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hcc_crf.session import Action, Session
from hcc_crf.session.held_drafts import HeldDraft
from hcc_crf.values import FormPath, SubjectKey, VisitCode

from .audit_page import AuditPage
from .key_sheet import KeySheet
from .notice_bar import NoticeBar
from .page import Page
from .password_dialog import PasswordDialog
from .rail import Rail, Screen
from .sheet import Sheet, said
from .site_page import SitePage
from .subjects_page import SubjectsPage
from .texts_shell import CHANGE_PASSWORD_TITLE, OK, PASSWORD_CHANGED
from .top_bar import TopBar
from .training_banner import training_banner
from .transfer_page import TransferPage

_NEEDS = {
    Screen.SUBJECTS: Action.READ_DATA,
    Screen.TRANSFER: Action.PACKAGE,
    Screen.AUDIT: Action.READ_AUDIT,
}

_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Back = Callable[[], object]
"""Leads to where a page was opened."""


class Workbench(QWidget):
    """Joins the pages to the session; makes each when it is first shown.

    Signals:
        lock_asked, sign_out_asked: The person wants to leave; ask `may_leave` first.
    """

    lock_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self, session: Session, version: str, parent: QWidget | None = None) -> None:
        """Make the frame and show the first screen of the person's role."""
        super().__init__(parent)
        self._session = session
        self._version = version
        self._pages: dict[Screen, Page] = {}
        self.screens = tuple(
            screen for screen in Screen if screen not in _NEEDS or session.may(_NEEDS[screen])
        )
        self.rail = Rail(self.screens)
        self.top_bar = TopBar(session)
        self.notice_bar = NoticeBar()
        self.stack = QStackedWidget()
        self._lay_out()
        self.rail.chosen.connect(self._choose)
        self.top_bar.keys_asked.connect(self.show_keys)
        self.top_bar.password_asked.connect(self.change_password)
        self.top_bar.lock_asked.connect(self.lock_asked)
        self.top_bar.sign_out_asked.connect(self.sign_out_asked)
        self.notice_bar.dismissed.connect(self._notice_dismissed)
        self._add_keys()
        self.show_screen(self.screens[0])

    @property
    def page(self) -> Page:
        """The page of the moment."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101  (nothing else is put into the stack)
        return page

    def show_screen(self, screen: Screen) -> Page:
        """Show a screen of the rail, drawn anew."""
        if screen not in self._pages:
            self._pages[screen] = self._made(screen)
            self.stack.addWidget(self._pages[screen])
        self.rail.show_chosen(screen)
        self._show_page(self._pages[screen])
        return self._pages[screen]

    def show_entry(self, path: FormPath) -> Page:
        """Open a form; leaving it returns to the matrix."""
        return self._open_entry(path, self._back_to_matrix)

    def open_visit(self, subject: str, visit: str) -> None:
        """Open a visit at its first form; leaving it returns to the matrix."""
        self._open_entry(self._first_form(subject, visit), self._back_to_matrix)

    def open_response(self, subject: str) -> Page:
        """Show the tumour response of a subject; leaving it returns to the matrix."""
        return self._open_response(SubjectKey(subject), None, self._back_to_matrix)

    def open_subject(self, subject: str) -> Page:
        """Show the page of a subject."""
        from .subject_page import SubjectPage  # noqa: PLC0415  (the matrix is usable without)

        page = SubjectPage(self._session, SubjectKey(subject), self)
        page.left.connect(self._back_to_matrix)
        page.visit_opened.connect(
            lambda whose, visit: self._open_entry(
                self._first_form(whose, visit), lambda: self.open_subject(subject)
            )
        )
        page.response_asked.connect(self._open_response_of_subject)
        return self._show_new(page)

    def may_leave(self) -> bool:
        """Return whether the page of the moment lets itself be left."""
        return self.page.may_leave()

    def put_away(self) -> tuple[HeldDraft, ...]:
        """Let every page keep what is typed and stop reading; the session closes next.

        Returns:
            What no disk took, sealed.
        """
        unkept: list[HeldDraft] = []
        for place in range(self.stack.count()):
            page = self.stack.widget(place)
            assert isinstance(page, Page)  # noqa: S101  (see `page`)
            unkept += page.unkept()
            page.put_away()
        return tuple(unkept)

    def show_keys(self) -> None:
        """Show which keys do what."""
        KeySheet(self).exec()

    def change_password(self) -> None:
        """Let the person change the password."""
        dialog = PasswordDialog(self._session.change_password, is_first=False, parent=self)
        if dialog.exec():
            told = Sheet(CHANGE_PASSWORD_TITLE, OK, cancel=None, parent=self)
            told.body.addWidget(said(PASSWORD_CHANGED))
            told.exec()

    def go_back(self) -> None:
        """Return to the first screen."""
        if self.page.may_leave():
            self._back_to_matrix()

    def look_for(self) -> None:
        """Go to the search of the page, or to that of the subjects; what is typed is kept."""
        if not self.page.look_for() and Screen.SUBJECTS in self.screens and self.page.may_leave():
            self.show_screen(Screen.SUBJECTS).look_for()

    def begin_subject(self) -> None:
        """Ask for the number of a new subject, from any page; what is typed is kept."""
        subjects = self._pages.get(Screen.SUBJECTS)
        if isinstance(subjects, SubjectsPage) and self.page.may_leave():
            subjects.new_subject_by_key()

    def _made(self, screen: Screen) -> Page:
        if screen is Screen.SUBJECTS:
            subjects = SubjectsPage(self._session)
            subjects.visit_opened.connect(self.open_visit)
            subjects.form_opened.connect(self._open_form)
            subjects.audit_asked.connect(self._show_audit)
            subjects.response_asked.connect(self.open_response)
            subjects.subject_asked.connect(self.open_subject)
            page: Page = subjects
        elif screen is Screen.TRANSFER:
            page = TransferPage(self._session)
        elif screen is Screen.AUDIT:
            page = AuditPage(self._session)
        else:
            page = SitePage(self._session, self._version)
        page.header_changed.connect(self._show_header)
        return page

    def _first_form(self, subject: str, visit: str) -> FormPath:
        code = VisitCode(visit)
        first = self._session.program.visit(code).forms[0]
        return FormPath(SubjectKey(subject), code, first)

    def _open_entry(self, path: FormPath, back: Back) -> Page:
        from .entry_screen import EntryScreen  # noqa: PLC0415  (the matrix is usable without)

        screen = EntryScreen(self._session, path.subject, path.visit, path.form, self)
        screen.left.connect(back)
        screen.subjects_asked.connect(self._back_to_matrix)
        screen.subject_asked.connect(self.open_subject)
        screen.saved.connect(self._was_saved)
        screen.response_asked.connect(
            lambda form: self._open_response(
                form.subject, form.visit, lambda: self._open_entry(form, back)
            )
        )
        return self._show_new(screen)

    def _open_form(self, subject: str, visit: str, form: str) -> None:
        self.show_entry(FormPath(SubjectKey(subject), VisitCode(visit), form))

    def _open_response(self, subject: SubjectKey, visit: VisitCode | None, back: Back) -> Page:
        from .response_page import ResponsePage  # noqa: PLC0415  (the matrix is usable without)

        page = ResponsePage(self._session, subject, visit, self)
        page.left.connect(back)
        page.subjects_asked.connect(self._back_to_matrix)
        page.subject_asked.connect(self.open_subject)
        page.form_asked.connect(
            lambda whose, at, form: self._open_entry(
                FormPath(SubjectKey(whose), VisitCode(at), form),
                lambda: self._open_response(subject, VisitCode(at), back),
            )
        )
        return self._show_new(page)

    def _open_response_of_subject(self, subject: str) -> None:
        self._open_response(SubjectKey(subject), None, lambda: self.open_subject(subject))

    def _choose(self, screen: Screen) -> None:
        if self.page.may_leave():
            self.show_screen(screen)
        else:
            self.rail.show_chosen(Screen.SUBJECTS)

    def _show_new(self, page: Page) -> Page:
        """Show a page of one subject, which is given up when another comes."""
        page.header_changed.connect(self._show_header)
        self.stack.addWidget(page)
        self.rail.show_chosen(Screen.SUBJECTS)
        self._show_page(page)
        page.take_keyboard()
        return page

    def _show_page(self, page: Page) -> None:
        before = self.stack.currentWidget()
        self.stack.setCurrentWidget(page)
        page.show_state()
        self._show_header()
        if before is not None and before is not page and before not in self._pages.values():
            self.stack.removeWidget(before)
            before.deleteLater()

    def _back_to_matrix(self) -> None:
        self.show_screen(self.screens[0])

    def _show_header(self) -> None:
        self.top_bar.show_page(self.page)
        self._show_notices()

    def _was_saved(self) -> None:
        self.top_bar.show_counter()
        self._show_notices()

    def _show_notices(self) -> None:
        self.notice_bar.show_notices(self._session.review_notices())

    def _notice_dismissed(self) -> None:
        if not self.notice_bar.lines:
            self.page.take_keyboard()

    def _show_audit(self, subject: str) -> None:
        page = self.show_screen(Screen.AUDIT)
        assert isinstance(page, AuditPage)  # noqa: S101  (see `_made`)
        page.show_subject(SubjectKey(subject))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        if self._session.info.training:
            right.addWidget(training_banner())
        right.addWidget(self.top_bar)
        right.addWidget(self.notice_bar)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Alt+Left", self.go_back),
            ("Ctrl+K", self.look_for),
            ("Ctrl+F", self.look_for),
            ("Ctrl+N", self.begin_subject),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.focusWidget()
        if event.key() in _PRESSES and isinstance(here, QPushButton):
            here.click()
        else:
            super().keyPressEvent(event)
