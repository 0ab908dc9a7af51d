"""The response screen: lesions and responses by time points, their sums drawn, what decided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.errors import HccCrfError
from hcc_crf.session import ResponseView, Session
from hcc_crf.values import Bilingual, SubjectKey, VisitCode

from .card import Card
from .cell_model import CellModel
from .cell_rows import NO_GRID
from .cell_table import CellView
from .error_texts import in_one_line
from .page import Crumb, Page
from .response_cards import ResponseCards, short_words
from .response_rows import ResponseTable, response_table
from .response_texts import (
    AGAIN,
    BESIDE,
    CHART,
    ENTER_TARGETS,
    HINTS,
    LESION_HEADING,
    NO_LESIONS,
    NO_LESIONS_WHY,
    NOT_READ,
    OPEN_FORM,
    READING,
    RESPONSE,
    SUBJECTS,
    TABLE,
)
from .state_notice import StateNotice
from .subject_texts import SUBJECT_PAGE
from .sum_chart import SumChart
from .sum_plot import SumPlot, sum_plot
from .texts import filled, say
from .theme import SPACE_L, SPACE_M, set_role

PANEL_WIDTH = 348
_HEADING_WIDTH = 208
_COLUMN_WIDTH = 108
_WIDEST_COLUMN = 200
_CHART_HEIGHT = 188
_SCREENING = VisitCode("SCR")


class ResponsePage(Page):
    """One subject's tumour course.

    Signals:
        left: The person goes back to where the screen was opened.
        subjects_asked: Back to the matrix.
        subject_asked: The subject whose page to show.
        form_asked: Subject, visit and form to open.
    """

    left = Signal()
    subjects_asked = Signal()
    subject_asked = Signal(str)
    form_asked = Signal(str, str, str)

    def __init__(
        self,
        session: Session,
        subject: SubjectKey,
        visit: VisitCode | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page; `show_state` fills it and begins at `visit`, by default the last."""
        super().__init__(parent)
        self._session, self._subject, self._begins_at = session, subject, visit
        self.view: ResponseView | None = None
        self._rows = ResponseTable(NO_GRID, ())
        self.table = CellView(
            CellModel(),
            TABLE,
            is_by_row=False,
            corner=LESION_HEADING,
            heading_width=_HEADING_WIDTH,
            least=(_COLUMN_WIDTH,),
            most=_WIDEST_COLUMN,
        )
        self.begin_at(self.table)
        self.chart = SumChart(SumPlot((), None, ()), height=_CHART_HEIGHT)
        self.cards = ResponseCards()
        self.notice = StateNotice()
        self.open_button, self.subject_button = QPushButton(), QPushButton()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._say_where()
        self.set_hints(HINTS)

    def show_state(self) -> None:
        """Read the course again; the chosen time point stays."""
        self.notice.tell(READING)
        if self.view is None:
            self._stack.setCurrentWidget(self.notice)
            self._stack.repaint()
        try:
            self.view = self._session.response(self._subject)
        except HccCrfError as error:
            self.view = None
            self.notice.tell(NOT_READ, in_one_line(error), AGAIN)
            self._stack.setCurrentWidget(self.notice)
            self.open_button.hide()
            return
        self._show(self.view)

    def _show(self, view: ResponseView) -> None:
        if not view.lesions and not view.points:
            self.notice.tell(NO_LESIONS, NO_LESIONS_WHY, ENTER_TARGETS)
            self._stack.setCurrentWidget(self.notice)
            self.open_button.hide()
            self.notice.button.setFocus()
            return
        self.open_button.show()
        self._say_where(short_words(view))
        is_first = not self.table.currentIndex().isValid()
        self._rows = response_table(view)
        self.chart.show_plot(sum_plot(view))
        self._stack.setCurrentIndex(0)
        self.table.show_grid(self._rows.grid)
        if is_first:
            visits = [point.visit for point in view.points]
            at = visits.index(self._begins_at) + 1 if self._begins_at in visits else len(visits)
            self.table.choose_column(at)
            self.table.scrollTo(self.table.currentIndex())
        self.table.setFocus()

    def _say_where(self, short: Bilingual | None = None) -> None:
        subject = self._subject
        self.set_crumbs(
            Crumb(SUBJECTS, go=self.subjects_asked.emit),
            Crumb(Bilingual(subject, subject), go=lambda: self.subject_asked.emit(subject)),
            Crumb(RESPONSE),
            *((Crumb(short, is_quiet=True),) if short is not None else ()),
        )

    def _chosen(self, row: int, column: int) -> None:
        if self.view is None:
            return
        self.chart.choose(column)
        self.cards.show_point(self.view, column)
        form = self._rows.form_at(row, column)
        self.open_button.setEnabled(bool(form))
        visit = self._visit_at(column)
        say(self.open_button, filled(OPEN_FORM, form=form or "…", visit=visit))

    def _visit_at(self, column: int) -> VisitCode:
        assert self.view is not None  # noqa: S101  (a column is there only with a view)
        return self.view.points[column - 1].visit if column else self.view.baseline

    def _act(self, row: int, column: int) -> None:
        form = self._rows.form_at(row, column)
        if form:
            self.form_asked.emit(self._subject, self._visit_at(column), form)

    def _act_on_current(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._act(index.row(), index.column())

    def _notice_asked(self) -> None:
        if self.view is None:
            self.show_state()
        else:
            self.form_asked.emit(self._subject, _SCREENING, "TUTL")

    def _lay_out(self) -> None:
        course = QWidget()
        row = QHBoxLayout(course)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        left.addWidget(self.table)
        row.addLayout(left, 1)
        row.addWidget(self._side())
        self._stack.addWidget(course)
        self._stack.addWidget(self.notice)
        self.content.addWidget(self._stack, 1)
        say(self.subject_button, SUBJECT_PAGE)
        set_role(self.open_button, "primary")
        self.footer_row.addWidget(self.subject_button)
        self.footer_row.addWidget(self.open_button)

    def _side(self) -> QFrame:
        side = QFrame()
        set_role(side, "side-panel")
        side.setFixedWidth(PANEL_WIDTH)
        chart = Card(CHART)
        chart.body.addWidget(self.chart)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(chart)
        column.addWidget(self.cards)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # its arrow keys scroll
        say(scroll, BESIDE, "accessibleName")
        scroll.setWidget(inside)
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)
        return side

    def _connect(self) -> None:
        self.table.current_changed.connect(self._chosen)
        self.table.acted.connect(self._act)
        self.chart.chosen.connect(self.table.choose_column)
        self.open_button.clicked.connect(self._act_on_current)
        self.subject_button.clicked.connect(lambda: self.subject_asked.emit(self._subject))
        self.notice.asked.connect(self._notice_asked)
        for keys, act in (
            ("Esc", self.left.emit),
            ("S", lambda: self.subject_asked.emit(self._subject)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
