"""Home: every subject and visit of the site, filters, and the chosen subject at a glance."""

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from hcc_crf.session import Action, Session
from hcc_crf.values import Bilingual, SubjectKey, VisitCode

from .draft_strip import DraftStrip
from .icons import Icon, line_icon
from .legend import Legend
from .matrix_bar import MatrixBar
from .matrix_model import MatrixModel
from .matrix_rows import NO_MATRIX, build_matrix
from .matrix_view import MatrixView
from .new_subject_dialog import NewSubjectDialog
from .other_visit_dialog import OtherVisitDialog
from .page import Crumb, Page
from .paper import Paper
from .response_texts import RESPONSE
from .sheet import said
from .subject_texts import SUBJECT_PAGE
from .summary_panel import SummaryPanel
from .texts import filled, say, tr
from .texts_shell import SITE
from .texts_subjects import (
    HINTS,
    NEW_SUBJECT,
    NEW_SUBJECT_TIP,
    NOBODY,
    NOBODY_FOUND,
    OPEN_VISIT,
    OTHER_VISIT,
    PRINT_BLANK,
    PRINT_CASEBOOK,
    PRINT_WORKSHEET,
    SUBJECT_AUDIT,
)
from .theme import SPACE_L, SPACE_M, colours, current_theme, set_role

_FIRST_VISIT = VisitCode("SCR")


class SubjectsPage(Page):
    """The subjects × visits matrix.

    Signals:
        visit_opened: Subject and visit to enter.
        form_opened: Subject, visit and form with a draft to go on with.
        audit_asked: Subject whose audit trail to show.
        response_asked: Subject whose tumour response to show.
        subject_asked: Subject whose page to show.
    """

    visit_opened = Signal(str, str)
    form_opened = Signal(str, str, str)
    audit_asked = Signal(str)
    response_asked = Signal(str)
    subject_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make the page; `show_state` fills it."""
        super().__init__(parent)
        self._session = session
        self._matrix = NO_MATRIX
        self._paper = Paper(session, self)
        self.bar = MatrixBar()
        self.model = MatrixModel(session.program.study)
        self.view = MatrixView(self.model)
        self.drafts = DraftStrip(session)
        self.begin_at(self.view)
        self.panel = SummaryPanel(session)
        self.nobody = said(NOBODY, role="muted")
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new_subject = QPushButton(self)
        self._lay_out()
        self._connect()
        study, site = session.program.study, session.info.site
        name = study.sites_by_oid.get(site)
        self.set_crumbs(
            Crumb(Bilingual(study.oid, study.oid)),
            Crumb(_site_name(site, name.label if name else None), is_quiet=True),
        )
        self.set_hints(HINTS)

    def show_state(self) -> None:
        """Read the matrix again and keep the chosen cell."""
        place = self.view.place()
        self._matrix = build_matrix(
            self._session.subjects(),
            self._session.matrix(),
            study=self._session.program.study,
            today=self._session.now().today,
        )
        self.drafts.show_state()
        self._apply_filter()
        if place is not None:
            self.view.choose(*place)
        self.panel.show_now()
        self.view.setFocus()

    def put_away(self) -> None:
        """Stop reading subjects."""
        self.panel.show_nobody()

    def show_subject(self, subject: SubjectKey) -> None:
        """Make a subject the chosen one."""
        self.view.choose(subject)

    def look_for(self) -> bool:
        """Look for a subject."""
        self.bar.look_for()
        return True

    def ask_new_subject(self) -> None:
        """Ask for a number and begin at the first form of screening."""
        dialog = NewSubjectDialog(self._session, self)
        if dialog.exec():
            self.visit_opened.emit(dialog.subject, _FIRST_VISIT)

    def new_subject_by_key(self) -> None:
        """Begin a subject if the role enters data."""
        if self._session.may(Action.ENTER_DATA):
            self.ask_new_subject()

    def menu_for(self, subject: SubjectKey, visit: VisitCode) -> QMenu:
        """Return what can be done with a visit and its subject."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named = {"visit": visit}
        entries = [
            (filled(OPEN_VISIT, **named), lambda: self.visit_opened.emit(subject, visit)),
            (OTHER_VISIT, lambda: self._open_other(subject)),
            (SUBJECT_PAGE, lambda: self.subject_asked.emit(subject)),
            (RESPONSE, lambda: self.response_asked.emit(subject)),
        ]
        if self._session.may(Action.PRINT):
            entries += [
                (filled(PRINT_WORKSHEET, **named), lambda: self._paper.worksheet(subject, visit)),
                (filled(PRINT_BLANK, **named), lambda: self._paper.worksheet(None, visit)),
                (PRINT_CASEBOOK, lambda: self._paper.casebook(subject)),
            ]
        if self._session.may(Action.READ_AUDIT):
            entries.append((SUBJECT_AUDIT, lambda: self.audit_asked.emit(subject)))
        for text, act in entries:
            menu.addAction(tr(text), act)
        return menu

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        left.setSpacing(SPACE_M)
        left.addWidget(self.drafts)
        left.addWidget(self.bar)
        left.addWidget(self.view, 1)
        left.addWidget(self.nobody, 1)
        left.addWidget(Legend())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        self.content.addLayout(row, 1)
        set_role(self.new_subject, "primary")
        say(self.new_subject, NEW_SUBJECT)
        say(self.new_subject, NEW_SUBJECT_TIP, "toolTip")
        self.new_subject.setVisible(self._session.may(Action.ENTER_DATA))
        self.tools_row.addWidget(self.new_subject)
        current_theme().changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        self.new_subject.setIcon(line_icon(Icon.PLUS, colours().on_accent, 14))

    def _connect(self) -> None:
        self.bar.changed.connect(self._apply_filter)
        self.bar.left.connect(self._enter_matrix)
        self.drafts.resumed.connect(self.form_opened)
        self.view.subject_chosen.connect(self.panel.choose)
        self.view.visit_opened.connect(self.visit_opened)
        self.view.menu_asked.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(self._visit_chosen)
        self.panel.open_asked.connect(self.visit_opened)
        self.panel.worksheet_asked.connect(self._paper.worksheet)
        self.panel.casebook_asked.connect(self._paper.casebook)
        self.panel.response_asked.connect(self.response_asked)
        self.panel.subject_asked.connect(self.subject_asked)
        self.view.subject_opened.connect(self.subject_asked)
        self.new_subject.clicked.connect(self.ask_new_subject)
        for keys, act in (("Ctrl+P", self._print_by_key),):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)
        for letters, signal in (
            (("S", "Shift+Return", "Shift+Enter"), self.subject_asked),
            (("R", "Ctrl+R"), self.response_asked),
        ):
            action = QAction(self.view)
            action.setShortcuts([QKeySequence(letter) for letter in letters])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # a search types letters
            action.triggered.connect(lambda _on, signal=signal: self._ask_of_chosen(signal))
            self.view.addAction(action)

    def _apply_filter(self) -> None:
        subject = self.view.place()
        rows = self._matrix.filtered(self.bar.chosen, self.bar.text)
        self.model.show(self._matrix, rows)
        self.bar.show_counts(self._matrix)
        self.view.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        say(self.nobody, NOBODY_FOUND if self._matrix.rows else NOBODY)
        if not rows:
            self.panel.show_nobody()
        elif subject is None or not self.view.choose(*subject):
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _enter_matrix(self) -> None:
        self.view.setFocus()

    def _visit_chosen(self) -> None:
        place = self.view.place()
        if place is not None:
            self.panel.choose_visit(place[1])

    def _show_menu(self, subject: SubjectKey, visit: VisitCode, where: QPoint) -> None:
        self.menu_for(subject, visit).popup(where)

    def _open_other(self, subject: SubjectKey) -> None:
        dialog = OtherVisitDialog(self._session.program.study, self)
        if dialog.exec() and dialog.visit is not None:
            self.visit_opened.emit(subject, dialog.visit)

    def _ask_of_chosen(self, signal: SignalInstance) -> None:
        place = self.view.place()
        if place is not None:
            signal.emit(place[0])

    def _print_by_key(self) -> None:
        place = self.view.place()
        if place is not None and self._session.may(Action.PRINT):
            self._paper.worksheet(*place)


def _site_name(site: str, label: Bilingual | None) -> Bilingual:
    numbered = filled(SITE, site=site)
    if label is None:
        return numbered
    return Bilingual(f"{numbered.en} · {label.en}", f"{numbered.zh} · {label.zh}")
