"""Beside the form: what is derived and why, what is to resolve, the history of the item in hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hcc_crf.values import Bilingual

from .card import Card
from .entry_cards import CardState, LackState, PanelState, ResolveState
from .entry_history import HistoryLine
from .entry_row import NOTE_ROLES
from .entry_texts import HISTORY, MORE, NO_HISTORY, NOT_DERIVABLE, NOTHING_TO_RESOLVE, TO_RESOLVE
from .texts import filled, tr
from .theme import SIDE_PANEL_WIDTH, SPACE_M, SPACE_S, SPACE_XS, set_role

RESOLVE_LINES = 12
HISTORY_LINES = 6
LACK_LINES = 6


class SidePanel(QFrame):
    """The column to the right of a form.

    Signals:
        asked_for: Place of a finding that was clicked.
    """

    asked_for = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty column."""
        super().__init__(parent)
        set_role(self, "side-panel")
        self.setFixedWidth(SIDE_PANEL_WIDTH)
        self._shown: PanelState | None = None
        body = QFrame()
        set_role(body, "side-panel")
        self._cards, self._findings, self._past = _part(), _part(), _part()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_M)
        for part in (self._findings, self._cards, self._past):
            column.addLayout(part)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_state(self, state: PanelState) -> None:
        """Show derived values and findings; only what changed is made again."""
        before = self._shown
        self._shown = state
        if before is None or (before.cards, before.lacks) != (state.cards, state.lacks):
            cards = [derived_card(card) for card in state.cards]
            _replace(self._cards, [*cards, *([lack_card(state.lacks)] if state.lacks else [])])
        if before is None or before.resolve != state.resolve:
            _replace(self._findings, [self._resolve_card(state.resolve)])

    def show_history(self, name: str, lines: tuple[HistoryLine, ...]) -> None:
        """Show what became of the item that has the focus; no name, no card."""
        if not name:
            _replace(self._past, [])
            return
        card = Card(HISTORY)
        card.body.addWidget(_words(name, "muted"))
        for line in lines[-HISTORY_LINES:]:
            card.body.addWidget(_words(line.what, "strong"))
            card.body.addWidget(_words(line.by, "small"))
        if not lines:
            card.body.addWidget(_words(tr(NO_HISTORY), "small"))
        _replace(self._past, [card])

    def _resolve_card(self, lines: tuple[ResolveState, ...]) -> QWidget:
        if not lines:
            return Card(NOTHING_TO_RESOLVE)
        card = Card(filled(TO_RESOLVE, count=str(len(lines))))
        for line in lines[:RESOLVE_LINES]:
            card.body.addWidget(self._finding(line))
        if len(lines) > RESOLVE_LINES:
            more = tr(filled(MORE, count=str(len(lines) - RESOLVE_LINES)))
            card.body.addWidget(_words(more, "small"))
        return card

    def _finding(self, line: ResolveState) -> QLabel:
        label = FindingLabel(line.note.line)
        set_role(label, NOTE_ROLES[line.note.severity])
        if line.slot is not None:
            label.setCursor(Qt.CursorShape.PointingHandCursor)
            label.pressed.connect(lambda: self.asked_for.emit(line.slot))
        return label


class FindingLabel(QLabel):
    """A finding that leads to its item.

    Signals:
        pressed: It was clicked.
    """

    pressed = Signal()

    def __init__(self, text: str) -> None:
        """Show a finding."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.pressed.emit()


def derived_card(state: CardState) -> Card:
    """Return the card of a derived value, with the rows of a score or one line of why."""
    card = Card(Bilingual(state.title, state.title))
    card.body.addWidget(_words(state.headline, "big" if state.parts else "strong"))
    if not state.parts:
        card.body.addWidget(_words(state.why, "small"))
        return card
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_S)
    grid.setVerticalSpacing(SPACE_XS)
    grid.setColumnStretch(0, 1)
    for at, part in enumerate(state.parts):
        grid.addWidget(_words(part.found, ""), at, 0)
        grid.addWidget(_words(part.band, "muted"), at, 1)
        points = _words(part.points, "strong")
        points.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(points, at, 2)
    card.body.addLayout(grid)
    card.setToolTip(state.why)
    return card


def lack_card(lacks: tuple[LackState, ...]) -> Card:
    """Return one card for all that cannot be derived yet, each with what lacks."""
    card = Card(NOT_DERIVABLE)
    for lack in lacks[:LACK_LINES]:
        card.body.addWidget(_words(lack.title, ""))
        card.body.addWidget(_words(lack.why, "small"))
    if len(lacks) > LACK_LINES:
        card.body.addWidget(_words(tr(filled(MORE, count=str(len(lacks) - LACK_LINES))), "small"))
    return card


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        set_role(label, role)
    return label


def _part() -> QVBoxLayout:
    part = QVBoxLayout()
    part.setContentsMargins(0, 0, 0, 0)
    part.setSpacing(SPACE_M)
    return part


def _replace(part: QVBoxLayout, widgets: list[QWidget]) -> None:
    """Put other widgets into a part of the column."""
    while (old := part.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        part.addWidget(widget)
