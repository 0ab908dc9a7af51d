"""What is to resolve on a form: each line leads to its item, and a reason lets it stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .entry_cards import ResolveState
from .entry_row import NOTE_ROLES, wrapping_label
from .entry_texts import (
    MORE,
    NOTHING_TO_RESOLVE,
    REOPEN,
    SETTLE,
    SETTLE_TIP,
    SETTLED_LINE,
    TO_RESOLVE,
)
from .texts import filled, say, tr
from .theme import SPACE_M, SPACE_S, SPACE_XS, set_role

RESOLVE_LINES = 8


class ResolveCard(QFrame):
    """What is to resolve, the gravest first, then what was kept with a reason.

    Signals:
        asked_for: Place of the line that was clicked.
        settle_asked: A finding to keep with a reason, or to ask again.
    """

    asked_for = Signal(object)
    settle_asked = Signal(object)

    def __init__(self) -> None:
        """Make a card that says there is nothing to resolve."""
        super().__init__()
        set_role(self, "card")
        self._shown: tuple[tuple[ResolveState, ...], str] | None = None
        self._title = wrapping_label(self)
        set_role(self._title, "card-title")
        self._more = wrapping_label(self)
        set_role(self._more, "small")
        self.lines: list[FindingLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_M, SPACE_S + 2, SPACE_M, SPACE_M)
        self._column.setSpacing(SPACE_S - 2)
        self._column.addWidget(self._title)
        self._column.addWidget(self._more)

    def show_state(self, states: tuple[ResolveState, ...], *, may_settle: bool) -> None:
        """Show the lines of the moment.

        Args:
            states: What is to resolve, and what was settled.
            may_settle: The person may keep findings with a reason.
        """
        to_do = sum(not state.is_settled for state in states)
        title = tr(filled(TO_RESOLVE, count=str(to_do)) if to_do else NOTHING_TO_RESOLVE)
        if (states, title) == self._shown:
            return
        self._shown = states, title
        self._title.setText(title)
        count = len(states)
        while len(self.lines) < min(count, RESOLVE_LINES):
            line = FindingLine(self)
            line.pressed.connect(self.asked_for)
            line.settle_asked.connect(self.settle_asked)
            self.lines.append(line)
            self._column.insertWidget(len(self.lines), line)
        for at, line in enumerate(self.lines):
            line.show_state(states[at] if at < count else None, may_settle=may_settle)
        self._more.setText(tr(filled(MORE, count=str(count - RESOLVE_LINES))))
        self._more.setVisible(count > RESOLVE_LINES)


class FindingLine(QWidget):
    """A finding that leads to its item, with the button that keeps it.

    Signals:
        pressed: Its words were clicked; the place it leads to.
        settle_asked: Its button was pressed; the finding.
    """

    pressed = Signal(object)
    settle_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._state: ResolveState | None = None
        self.words = FindingLabel(self)
        self.words.pressed.connect(self._lead)
        self.button = QPushButton(self)
        set_role(self.button, "link")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F2 does the same by keyboard
        self.button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_state(self, state: ResolveState | None, *, may_settle: bool) -> None:
        """Show a finding, or hide."""
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        finding = state.finding
        self.button.setVisible(may_settle and finding is not None)
        say(self.button, REOPEN if state.is_settled else SETTLE)
        say(self.button, SETTLE_TIP, "toolTip")
        if finding is not None and state.is_settled:
            words = filled(SETTLED_LINE, finding=state.note.text, reason=finding.settled)
            self.words.show_words(tr(words), "small")
        else:
            self.words.show_words(state.note.line, NOTE_ROLES[state.note.severity])
        self.button.setAccessibleName(f"{self.button.text()} {state.note.text}")
        self.words.show_leads(leads=state.slot is not None)

    def _lead(self) -> None:
        if self._state is not None and self._state.slot is not None:
            self.pressed.emit(self._state.slot)

    def _ask(self) -> None:
        if self._state is not None and self._state.finding is not None:
            self.settle_asked.emit(self._state.finding)


class FindingLabel(QLabel):
    """The words of a finding.

    Signals:
        pressed: They were clicked.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def show_words(self, text: str, role: str) -> None:
        """Show words in the colour of their gravity."""
        set_role(self, role)
        self.setText(text)

    def show_leads(self, *, leads: bool) -> None:
        """Show whether a click leads to an item."""
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.pressed.emit()
