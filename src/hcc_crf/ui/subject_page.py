"""One subject: where it stands, every visit beside its plan, values over time, what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.errors import HccCrfError
from hcc_crf.session import Action, Session, SubjectView, VisitLine, date_text
from hcc_crf.values import Bilingual, SubjectKey, VisitCode

from .cell_model import CellModel
from .cell_rows import same
from .cell_table import CellView
from .error_texts import in_one_line
from .marks import Mark
from .matrix_model import status_label
from .page import Crumb, Page
from .paper import Paper
from .response_texts import AGAIN, NOT_READ, READING, RESPONSE, RESPONSE_TIP, SUBJECTS
from .sheet import said
from .state_notice import StateNotice
from .subject_cards import fact, next_card, refill
from .subject_rows import (
    mark_of_line,
    shown_visits,
    value_grid,
    visit_grid,
    waiting_visits,
)
from .subject_texts import (
    ABOUT,
    CYCLE,
    FIRST_DOSE,
    HINTS,
    NO_VALUES,
    NO_VISITS,
    NO_VISITS_WHY,
    NOT_YET,
    OPEN_SCREENING,
    STATUS,
    SUBJECT,
    VALUES,
    VISIT,
    VISITS,
)
from .summary import about_subject
from .texts import filled, say
from .texts_subjects import CASEBOOK, OPEN_NAMED, WORKSHEET
from .theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, set_role

_HEADING_WIDTH = 66
_VISIT_WIDTHS = (92, 184, 92, 104, 120)
_VALUES_WIDTH = 540
_VALUE_WIDTHS = (84, 108, 56, 56, 72, 80)
_WIDEST_VALUE = 120
_SCREENING = VisitCode("SCR")


class SubjectPage(Page):
    """One subject over the trial.

    Signals:
        left: The person goes back to the matrix.
        visit_opened: Subject and visit to enter.
        response_asked: Subject whose tumour response to show.
    """

    left = Signal()
    visit_opened = Signal(str, str)
    response_asked = Signal(str)

    def __init__(
        self, session: Session, subject: SubjectKey, parent: QWidget | None = None
    ) -> None:
        """Make the page; `show_state` fills it."""
        super().__init__(parent)
        self._session, self._subject = session, subject
        self._paper = Paper(session, self)
        self.view: SubjectView | None = None
        self.visits = CellView(
            CellModel(),
            VISITS,
            is_by_row=True,
            corner=VISIT,
            heading_width=_HEADING_WIDTH,
            least=_VISIT_WIDTHS,
        )
        self.values = CellView(
            CellModel(),
            VALUES,
            is_by_row=True,
            corner=VISIT,
            heading_width=_HEADING_WIDTH,
            least=_VALUE_WIDTHS,
            most=_WIDEST_VALUE,
        )
        self.begin_at(self.visits)
        self.no_values = said(NO_VALUES, role="muted")
        self.notice = StateNotice()
        self.worksheet_button, self.casebook_button = QPushButton(), QPushButton()
        self.response_button, self.open_button = QPushButton(), QPushButton()
        self._facts = QHBoxLayout()
        self._next = QVBoxLayout()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.set_crumbs(Crumb(SUBJECTS, go=self.left.emit), Crumb(Bilingual(subject, subject)))
        self.set_hints(HINTS)

    def show_state(self) -> None:
        """Read the subject again; the chosen visit stays."""
        self.notice.tell(READING)
        if self.view is None:
            self._stack.setCurrentWidget(self.notice)
            self._stack.repaint()
        try:
            view = self._session.subject_view(self._subject)
            facts = self._known(view)
        except HccCrfError as error:
            self.view = None
            self._show_notice(NOT_READ, in_one_line(error), AGAIN)
            return
        self.view = view
        if not self._session.casebook(self._subject).forms:
            self._show_notice(NO_VISITS, NO_VISITS_WHY, OPEN_SCREENING)
            return
        self._show(view, facts)

    def _show_notice(self, heading: Bilingual, words: Bilingual, act: Bilingual) -> None:
        self.notice.tell(heading, words, act)
        self._stack.setCurrentWidget(self.notice)
        self.open_button.hide()
        self.worksheet_button.setEnabled(False)
        self.notice.button.setFocus()

    def _show(self, view: SubjectView, facts: tuple[tuple[Bilingual, Bilingual], ...]) -> None:
        study = self._session.program.study
        refill(self._facts, [fact(caption, words) for caption, words in facts])
        self._facts.addStretch(1)
        refill(self._next, [next_card(waiting_visits(view))])
        self._stack.setCurrentIndex(0)
        self.open_button.show()
        is_first = not self.visits.currentIndex().isValid()
        self.visits.show_grid(visit_grid(view, study))
        grid = value_grid(view, study)
        self.values.show_grid(grid)
        self.values.setVisible(bool(grid.lines))
        self.no_values.setVisible(not grid.lines)
        if is_first:
            self._choose_pressing(shown_visits(view))
            self.values.choose(len(grid.lines) - 1, 0)
        self.visits.setFocus()

    def _choose_pressing(self, lines: tuple[VisitLine, ...]) -> None:
        """Begin at the visit that is due, or at the last one begun."""
        marks = [mark_of_line(line) for line in lines]
        for wanted in (Mark.DUE, Mark.OVERDUE, Mark.INCOMPLETE):
            if wanted in marks:
                self.visits.choose(marks.index(wanted), 0)
                return

    def _known(self, view: SubjectView) -> tuple[tuple[Bilingual, Bilingual], ...]:
        rows = {row.subject: row.status for row in self._session.subjects()}
        status = rows.get(self._subject)
        dose = view.first_dose
        return (
            (SUBJECT, same(self._subject)),
            (ABOUT, about_subject(self._session, self._subject)),
            (STATUS, status_label(status) if status else NOT_YET),
            (FIRST_DOSE, same(date_text(dose)) if dose else NOT_YET),
            (CYCLE, same(str(view.cycle)) if view.cycle else NOT_YET),
        )

    def chosen_visit(self) -> VisitCode | None:
        """Return the visit of the current row."""
        index = self.visits.currentIndex()
        if self.view is None or not index.isValid():
            return None
        return shown_visits(self.view)[index.row()].status.plan.visit

    def _chosen(self) -> None:
        visit = self.chosen_visit()
        say(self.open_button, filled(OPEN_NAMED, visit=visit or "…"))
        self.open_button.setEnabled(visit is not None)
        self.worksheet_button.setEnabled(visit is not None)

    def _open(self) -> None:
        visit = self.chosen_visit()
        if visit is not None:
            self.visit_opened.emit(self._subject, visit)

    def _open_of_values(self, row: int, _column: int) -> None:
        visit = self.values.cells.grid.lines[row].heading.main.en
        self.visit_opened.emit(self._subject, visit)

    def _print_worksheet(self) -> None:
        visit = self.chosen_visit()
        if visit is not None:
            self._paper.worksheet(self._subject, visit)

    def _notice_asked(self) -> None:
        if self.view is None:
            self.show_state()
        else:
            self.visit_opened.emit(self._subject, _SCREENING)

    def _lay_out(self) -> None:
        self._facts.setSpacing(SPACE_XL)
        strip = QFrame()
        set_role(strip, "card")
        inside = QHBoxLayout(strip)
        inside.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        inside.addLayout(self._facts)
        tables = QHBoxLayout()
        tables.setSpacing(SPACE_M)
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(said(VISITS, role="section"))
        left.addWidget(self.visits, 1)
        tables.addLayout(left, 1)
        tables.addWidget(self._right())
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(strip)
        column.addLayout(tables, 1)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.notice)
        self.content.addWidget(self._stack, 1)
        self._lay_out_foot()

    def _right(self) -> QWidget:
        right = QWidget()
        right.setFixedWidth(_VALUES_WIDTH)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(self._next)
        column.addWidget(said(VALUES, role="section"))
        column.addWidget(self.values, 1)
        column.addWidget(self.no_values)
        column.addStretch(0)
        return right

    def _lay_out_foot(self) -> None:
        say(self.worksheet_button, WORKSHEET)
        say(self.casebook_button, CASEBOOK)
        say(self.response_button, RESPONSE)
        say(self.response_button, RESPONSE_TIP, "toolTip")
        set_role(self.open_button, "primary")
        for button in (
            self.worksheet_button,
            self.casebook_button,
            self.response_button,
            self.open_button,
        ):
            self.footer_row.addWidget(button)
        may_print = self._session.may(Action.PRINT)  # asked last: without a parent it is a window
        self.worksheet_button.setVisible(may_print)
        self.casebook_button.setVisible(may_print)

    def _connect(self) -> None:
        self.visits.current_changed.connect(self._chosen)
        self.visits.acted.connect(self._open)
        self.values.acted.connect(self._open_of_values)
        self.open_button.clicked.connect(self._open)
        self.worksheet_button.clicked.connect(self._print_worksheet)
        self.casebook_button.clicked.connect(lambda: self._paper.casebook(self._subject))
        self.response_button.clicked.connect(lambda: self.response_asked.emit(self._subject))
        self.notice.asked.connect(self._notice_asked)
        for keys, act in (
            ("Esc", self.left.emit),
            ("R", lambda: self.response_asked.emit(self._subject)),
            ("Ctrl+R", lambda: self.response_asked.emit(self._subject)),
            ("Ctrl+P", self._print_worksheet),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
