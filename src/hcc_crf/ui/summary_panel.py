"""The panel beside the matrix: the chosen subject at a glance, and what can be done next."""

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.session import Action, Session, Timing
from hcc_crf.values import Bilingual, SubjectKey, VisitCode

from .card import Card
from .marks import Mark
from .response_texts import RESPONSE, RESPONSE_TIP
from .sheet import said
from .subject_texts import MISSING, SUBJECT_PAGE, SUBJECT_PAGE_TIP, TO_CONFIRM, TO_CORRECT
from .sum_chart import SumChart
from .summary import NextVisit, OpenVisit, Summary, summarize
from .texts import filled, say
from .texts_subjects import (
    CASEBOOK,
    CHOOSE,
    LATEST,
    MORE_UNFINISHED,
    NEXT,
    NOTHING_DERIVED,
    NOTHING_NEXT,
    OPEN_NAMED,
    SUM_OF_DIAMETERS,
    UNFINISHED,
    WAS,
    WORKSHEET,
)
from .theme import SIDE_PANEL_WIDTH, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, set_role

_OPEN_SHOWN = 5
_TIMING_MARKS = {
    Timing.NOT_DUE: Mark.NOT_DUE,
    Timing.NO_PLAN: Mark.NOT_DUE,
    Timing.IN_WINDOW: Mark.DUE,
    Timing.OVERDUE: Mark.OVERDUE,
}
REST_MS = 60
"""So long a row must stay chosen before its summary is read; arrows held down stay quick."""


class SummaryPanel(QFrame):
    """Shows one subject.

    Signals:
        open_asked: Subject and visit.
        worksheet_asked: Subject and visit.
        casebook_asked, response_asked, subject_asked: Subject.
    """

    open_asked = Signal(str, str)
    worksheet_asked = Signal(str, str)
    casebook_asked = Signal(str)
    response_asked = Signal(str)
    subject_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self._session = session
        self._subject: SubjectKey | None = None
        self._visit: VisitCode | None = None
        set_role(self, "side-panel")
        self.setFixedWidth(SIDE_PANEL_WIDTH)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.show_now)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open_button, self.worksheet_button, self.casebook_button = (
            QPushButton() for _ in range(3)
        )
        self.subject_button, self.response_button = QPushButton(), QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._buttons())
        self.show_nobody()

    def choose(self, subject: SubjectKey) -> None:
        """Show a subject as soon as the choice rests."""
        self._subject = subject
        self._rest.start()

    def choose_visit(self, visit: VisitCode) -> None:
        """Let the buttons speak of this visit of the subject."""
        self._visit = visit
        self._say_buttons()

    def show_nobody(self) -> None:
        """Show that nobody is chosen."""
        self._rest.stop()
        self._subject = self._visit = None
        self._fill(said(CHOOSE, role="muted"))
        self._say_buttons()

    def show_now(self) -> None:
        """Read the subject and show it."""
        self._rest.stop()
        if self._subject is None:
            return
        summary = summarize(self._session, self._subject)
        self._fill(*_blocks(summary))
        self._say_buttons()

    def _buttons(self) -> QFrame:
        foot = QFrame()
        set_role(foot, "footer")
        column = QVBoxLayout(foot)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_XS)
        set_role(self.open_button, "primary")
        say(self.worksheet_button, WORKSHEET)
        say(self.casebook_button, CASEBOOK)
        say(self.subject_button, SUBJECT_PAGE)
        say(self.subject_button, SUBJECT_PAGE_TIP, "toolTip")
        say(self.response_button, RESPONSE)
        say(self.response_button, RESPONSE_TIP, "toolTip")
        self.open_button.clicked.connect(lambda: self._ask(self.open_asked))
        self.worksheet_button.clicked.connect(lambda: self._ask(self.worksheet_asked))
        for button, signal in (
            (self.casebook_button, self.casebook_asked),
            (self.subject_button, self.subject_asked),
            (self.response_button, self.response_asked),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self._subject))
        for buttons in (
            (self.open_button, self.subject_button),
            (self.worksheet_button, self.casebook_button, self.response_button),
        ):
            row = QHBoxLayout()
            row.setSpacing(SPACE_XS)
            for button in buttons:
                row.addWidget(button, 1 if button is self.open_button else 0)
            column.addLayout(row)
        return foot

    def _ask(self, signal: SignalInstance) -> None:
        signal.emit(self._subject, self._visit)

    def _say_buttons(self) -> None:
        is_visit = self._subject is not None and self._visit is not None
        may_print = self._session.may(Action.PRINT)
        say(self.open_button, filled(OPEN_NAMED, visit=self._visit or "…"))
        self.open_button.setEnabled(is_visit)
        self.worksheet_button.setEnabled(is_visit)
        self.worksheet_button.setVisible(may_print)
        for button in (self.casebook_button, self.subject_button, self.response_button):
            button.setEnabled(self._subject is not None)
        self.casebook_button.setVisible(may_print)

    def _fill(self, *blocks: QWidget) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        for block in blocks:
            column.addWidget(block)
        column.addStretch(1)
        self._scroll.setWidget(inside)

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()
        super().hideEvent(event)


def _blocks(summary: Summary) -> tuple[QWidget, ...]:
    blocks: list[QWidget] = [_heading(summary), _next_card(summary.next), _results_card(summary)]
    if summary.plot.is_drawn:
        chart = Card(SUM_OF_DIAMETERS)
        chart.body.addWidget(SumChart(summary.plot))
        blocks.append(chart)
    if summary.open:
        blocks.append(_open_card(summary.open))
    return tuple(blocks)


def _heading(summary: Summary) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    number = QLabel(summary.subject)
    set_role(number, "page-title")
    column.addWidget(number)
    if summary.about.en:
        column.addWidget(said(summary.about, role="muted"))
    return block


def _next_card(visits: tuple[NextVisit, ...]) -> Card:
    card = Card(NEXT)
    for visit in visits:
        mark = _TIMING_MARKS[visit.timing]
        is_late = visit.timing is Timing.OVERDUE
        role = "finding-hard" if is_late else "muted"
        card.add_marked_row(mark, _same(visit.visit), _same(visit.window), role=role)
    if not visits:
        card.add_words(NOTHING_NEXT)
    return card


def _open_card(visits: tuple[OpenVisit, ...]) -> Card:
    card = Card(UNFINISHED)
    for visit in visits[:_OPEN_SHOWN]:
        card.add_marked_row(visit.mark, _same(visit.visit), _counts(visit))
    if len(visits) > _OPEN_SHOWN:
        card.add_words(filled(MORE_UNFINISHED, count=str(len(visits) - _OPEN_SHOWN)))
    return card


def _counts(visit: OpenVisit) -> Bilingual:
    parts = [
        filled(text, count=str(count))
        for text, count in (
            (TO_CORRECT, visit.hard),
            (MISSING, visit.missing),
            (TO_CONFIRM, visit.soft),
        )
        if count
    ]
    return Bilingual(", ".join(p.en for p in parts), "，".join(p.zh for p in parts))


def _results_card(summary: Summary) -> Card:
    card = Card(LATEST)
    for result in summary.results:
        quiet = None
        if result.before is not None:
            quiet = Bilingual(
                f"({WAS.en.format(value=result.before.en)})",
                f"（{WAS.zh.format(value=result.before.zh)}）",
            )
        card.add_row(result.label, result.value, quiet=quiet, tip=result.why)
    if not summary.results:
        card.add_words(NOTHING_DERIVED)
    return card


def _same(text: str) -> Bilingual:
    return Bilingual(text, text)
