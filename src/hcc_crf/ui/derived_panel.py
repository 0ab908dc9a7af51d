"""Beside the form: what is derived and why, what is to resolve, the history of the item in hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from .card import Card
from .entry_cards import CardState, LackState, PanelState
from .entry_history import HistoryLine
from .entry_texts import HISTORY, MORE, NO_HISTORY, NOT_DERIVABLE
from .resolve_card import ResolveCard
from .texts import filled, tr
from .theme import SIDE_PANEL_WIDTH, SPACE_M, SPACE_S, SPACE_XS, set_role

HISTORY_LINES = 6
LACK_LINES = 6
PART_ROLES = ("", "muted", "strong")


class SidePanel(QFrame):
    """The column to the right of a form.

    Signals:
        asked_for: Place of a finding that was clicked.
        settle_asked: A finding to keep with a reason, or to ask again.
    """

    asked_for = Signal(object)
    settle_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty column."""
        super().__init__(parent)
        self.setFixedWidth(SIDE_PANEL_WIDTH)
        self._shown: PanelState | None = None
        body = QFrame()
        set_role(body, "side-panel")
        self._drawn: dict[bool, list[DerivedCard]] = {True: [], False: []}
        self._findings = ResolveCard()
        self._findings.asked_for.connect(self.asked_for)
        self._findings.settle_asked.connect(self.settle_asked)
        self._scores, self._cards, self._lacks, self._past = _part(), _part(), _part(), _part()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addLayout(self._scores)
        column.addWidget(self._findings)
        for part in (self._cards, self._past, self._lacks):
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

    def show_state(self, state: PanelState, *, may_settle: bool) -> None:
        """Show derived values and findings; only what changed is drawn again."""
        before = self._shown
        self._shown = state
        if before is None or before.cards != state.cards:
            self._draw_cards(state.cards)
        if before is None or before.lacks != state.lacks:
            _replace(self._lacks, [lack_card(state.lacks)] if state.lacks else [])
        self._findings.show_state(state.resolve, may_settle=may_settle)

    def _draw_cards(self, states: tuple[CardState, ...]) -> None:
        """Draw scores above the findings, other values below; cards that still fit stay."""
        for is_score, part in ((True, self._scores), (False, self._cards)):
            chosen = [state for state in states if bool(state.parts) is is_score]
            shapes = [len(state.parts) for state in chosen]
            if shapes != [card.parts for card in self._drawn[is_score]]:
                self._drawn[is_score] = [DerivedCard(count) for count in shapes]
                _replace(part, self._drawn[is_score])
            for card, state in zip(self._drawn[is_score], chosen, strict=True):
                card.show_state(state)

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


class DerivedCard(QFrame):
    """The card of a derived value, with the rows of a score or one line of why."""

    def __init__(self, parts: int) -> None:
        """Make an empty card with so many rows."""
        super().__init__()
        set_role(self, "card")
        self.parts = parts
        self._shown: CardState | None = None
        self._title = _words("", "card-title")
        self._headline = _words("", "big" if parts else "strong")
        self._was = _words("", "small")
        self._why = _words("", "small")
        self._cells = [tuple(_words("", role) for role in PART_ROLES) for _row in range(parts)]
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S + 2, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S - 2)
        column.addWidget(self._title)
        column.addWidget(self._headline)
        column.addWidget(self._was)
        column.addLayout(self._grid())
        column.addWidget(self._why)
        self._why.setVisible(not parts)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_S)
        grid.setVerticalSpacing(SPACE_XS)
        grid.setColumnStretch(0, 1)
        for at, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                grid.addWidget(cell, at, column)
            cells[-1].setAlignment(Qt.AlignmentFlag.AlignRight)
        return grid

    def show_state(self, state: CardState) -> None:
        """Show a derived value; costs nothing when it is the one shown."""
        if state == self._shown:
            return
        self._shown = state
        _say(self._title, state.title)
        _say(self._headline, state.headline)
        _say(self._was, state.was)
        self._was.setVisible(bool(state.was))
        _say(self._why, state.why)
        for cells, part in zip(self._cells, state.parts, strict=True):
            for cell, text in zip(cells, (part.found, part.band, part.points), strict=True):
                _say(cell, text)
        self.setToolTip(state.why)
        self.setAccessibleName(f"{state.title}: {state.headline}")
        self.setAccessibleDescription(f"{state.was} {state.why}".lstrip())


def _say(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)


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


def _replace(part: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Put other widgets into a part of the column."""
    while (old := part.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        part.addWidget(widget)
