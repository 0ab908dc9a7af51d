"""The desk: one window at one workspace, from sign-in to sign-out.

The composer of the program gives what opens a session and where reports of faults go; nothing here
reads a clock, a path or the environment. The title of the window never names a subject.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from hcc_crf.errors import HccCrfError
from hcc_crf.session.about import WorkspaceInfo
from hcc_crf.values import Bilingual, FormPath, SubjectKey

from .away import AwayWatch
from .failures import Failures, Report
from .idle import IDLE_MINUTES, IdleWatch, SleepWatch
from .own_look import OwnLook
from .password_dialog import PasswordDialog
from .sheet import Sheet, said
from .sign_in_page import SignInPage
from .texts import filled, tr, wording
from .texts_shell import (
    CLOSE_AND_LOSE,
    CLOSE_AND_LOSE_TITLE,
    CLOSE_AND_LOSE_WHY,
    LOCKED,
    LOCKED_ASLEEP,
    LOCKED_AWAY,
    LOCKED_BY_YOU,
    PROGRAM,
    SIGNED_OUT,
    STAY,
)
from .theme import apply_theme

if TYPE_CHECKING:
    from hcc_crf.session import Session
    from hcc_crf.session.held_drafts import HeldDraft

    from .workbench import Workbench

OpenSession = Callable[[str, str], "Session"]
"""User and password to a session; raises `HccCrfError` when that person does not come in."""

SMALLEST = (960, 560)
USUAL = (1366, 768)
ROOMY = 1600
"""On a narrower screen the window takes all of it."""
_REST_MS = 50


class Desk(QMainWindow):
    """The window. Shows sign-in, then the workbench of whoever signed in.

    Signals:
        entered: User id of who signed in, before anything of theirs is on the screen.
        left: Nobody is signed in any longer.
    """

    entered = Signal(str)
    left = Signal()

    def __init__(
        self,
        open_session: OpenSession,
        info: WorkspaceInfo,
        program_version: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make the window of a workspace and wait for a person."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  (a window cannot be without)
        apply_theme(app)
        super().__init__(parent)
        self._open_session = open_session
        self._info = info
        self._version = program_version
        self._held: tuple[HeldDraft, ...] = ()
        self._left_at: tuple[str, FormPath] | None = None
        self.session: Session | None = None
        self.workbench: Workbench | None = None
        self.sign_in_page = SignInPage(info, program_version)
        self.sign_in_page.answered.connect(self.sign_in)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sign_in_page)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.idle_watch = IdleWatch(app)
        self.idle_watch.idle.connect(self._lock_idle)
        self.sleep_watch = SleepWatch(app)
        self.sleep_watch.slept.connect(self._lock_slept)
        self.away_watch = AwayWatch(self)
        self.away_watch.away.connect(self._lock_away)
        wording().language_changed.connect(self._say_title)
        self._say_title()
        self.sign_in_page.ask()

    def sign_in(self, user: str, password: str) -> None:
        """Let a person in, or say on the page why not."""
        try:
            session = self._open_session(user, password)
        except HccCrfError as error:
            self.sign_in_page.refuse(error)
            return
        if self._keep_held(session):
            self.enter(session)

    def _keep_held(self, session: "Session") -> bool:
        """Put what was typed before on the disk; where it still refuses nobody comes in."""
        from hcc_crf.session.held_drafts import keep_held  # noqa: PLC0415  (loaded by now)

        try:
            self._hold(keep_held(session, self._held))
        except HccCrfError as error:
            _close(session)
            self.sign_in_page.refuse(error)
            return False
        return True

    def _hold(self, drafts: "tuple[HeldDraft, ...]") -> None:
        self._held = drafts
        self.sign_in_page.show_held(len(drafts))

    def enter(self, session: "Session") -> None:
        """Show the workbench of a person who signed in; a first password is changed before."""
        self.session = session
        self.entered.emit(session.who.user)
        self.sign_in_page.ask()
        if session.who.must_change:
            dialog = PasswordDialog(session.change_password, is_first=True, parent=self)
            if not dialog.exec():
                self._leave(SIGNED_OUT)
                return
        from .workbench import Workbench  # noqa: PLC0415  (sign-in is on the screen before)

        self.workbench = Workbench(session, self._version)
        self.workbench.lock_asked.connect(lambda: self._leave(LOCKED_BY_YOU))
        self.workbench.sign_out_asked.connect(self._sign_out)
        self._stack.addWidget(self.workbench)
        self._stack.setCurrentWidget(self.workbench)
        self.workbench.page.take_keyboard()  # the stack gives it to the first button
        if self._left_at is not None and self._left_at[0] == session.who.user:
            self.workbench.show_entry(self._left_at[1])
        self._left_at = None
        self.idle_watch.start()
        self.sleep_watch.start(lambda: session.now().local)
        self.away_watch.start()

    def show_entry(self, path: FormPath) -> None:
        """Open a form in the workbench of the person at work."""
        assert self.workbench is not None  # noqa: S101  (asked for only after sign-in)
        self.workbench.show_entry(path)

    def show_subject(self, subject: SubjectKey) -> None:
        """Open the page of a subject in the workbench of the person at work."""
        assert self.workbench is not None  # noqa: S101  (see `show_entry`)
        self.workbench.open_subject(subject)

    def show_response(self, subject: SubjectKey) -> None:
        """Open the tumour response of a subject in the workbench of the person at work."""
        assert self.workbench is not None  # noqa: S101  (see `show_entry`)
        self.workbench.open_response(subject)

    def _sign_out(self) -> None:
        if self.workbench is not None and self.workbench.may_leave():
            self._leave(SIGNED_OUT)
            self._left_at = None
            self.sign_in_page.user.clear()
            self.sign_in_page.ask(SIGNED_OUT)

    def _lock_idle(self) -> None:
        self._leave(filled(LOCKED, minutes=str(IDLE_MINUTES)))

    def _lock_slept(self) -> None:
        if self.session is not None:
            self._leave(LOCKED_ASLEEP)

    def _lock_away(self) -> None:
        if self.session is not None:
            self._leave(LOCKED_AWAY)

    def _leave(self, told: Bilingual) -> None:
        """Close the session: what is typed is a draft on disk, keys and data leave the memory."""
        self.idle_watch.stop()
        self.sleep_watch.stop()
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isModal():
                window.close()
        place = self.workbench.page.place() if self.workbench is not None else None
        if self.workbench is not None:
            self._hold((*self._held, *self.workbench.put_away()))
            self._stack.setCurrentWidget(self.sign_in_page)
            self._stack.removeWidget(self.workbench)
            self.workbench.deleteLater()
            self.workbench = None
        if self.session is not None:
            self._left_at = (self.session.who.user, place) if place is not None else None
            _close(self.session)
            self.session = None
            self.left.emit()
        forget_copied(QApplication.clipboard())
        self.sign_in_page.ask(told)

    def _say_title(self) -> None:
        info = self._info
        self.setWindowTitle(f"{info.study} · {info.device_name} · {tr(PROGRAM)}")

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workbench is not None and not self.workbench.may_leave():
            event.ignore()
            return
        if self._held and not ask_to_lose(self):
            event.ignore()
            return
        if self.session is not None:
            self._leave(SIGNED_OUT)
        event.accept()


def _close(session: "Session") -> None:
    """Close a session. A full disk takes no entry of it; database and keys are let go even so."""
    with suppress(HccCrfError):
        session.close()


def ask_to_lose(parent: QWidget) -> bool:
    """Ask whether the program shall end although what was typed is on no disk."""
    sheet = Sheet(CLOSE_AND_LOSE_TITLE, CLOSE_AND_LOSE, cancel=STAY, parent=parent)
    sheet.body.addWidget(said(CLOSE_AND_LOSE_WHY))
    sheet.cancel.setDefault(True)
    return sheet.exec() == Sheet.DialogCode.Accepted


def forget_copied(clipboard: QClipboard) -> None:
    """Empty the clipboard if what it holds was copied here; what other programs put there stays."""
    if clipboard.ownsClipboard():
        clipboard.clear()


def run_desk(
    open_session: OpenSession,
    info: WorkspaceInfo,
    program_version: str,
    *,
    folder: Path,
    report: Report,
    prepare: Callable[[], object] = lambda: None,
) -> int:
    """Show the desk until its window is closed, and return the exit status.

    Args:
        open_session: Opens the workspace for a person.
        info: Which workspace.
        program_version: As shown to support.
        folder: Where it is remembered how each person likes the screen.
        report: Keeps descriptions of faults of the program; they hold no values.
        prepare: Loads what signing in needs; done once the window stands.
    """
    app = QApplication.instance() or QApplication([])
    Failures(report).install()
    desk = Desk(open_session, info, program_version)
    look = OwnLook(desk, folder)
    desk.entered.connect(look.enter)
    desk.left.connect(look.leave)
    room = desk.screen().availableSize()
    if room.width() < ROOMY:
        desk.showMaximized()
    else:
        desk.show()
    QTimer.singleShot(_REST_MS, partial(_load_screens, prepare))
    return app.exec()


def _load_screens(prepare: Callable[[], object]) -> None:
    """Load what comes after sign-in while the person types."""
    from . import entry_screen, workbench  # noqa: F401, PLC0415  (see `run_desk`)

    with suppress(HccCrfError):  # it comes again, and is said, when a person signs in
        prepare()
