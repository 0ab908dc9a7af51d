"""Fields one types into: texts, numbers with their unit, dates and times; and derived values."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from hcc_crf.study.model import Severity
from hcc_crf.study.unit_signs import unit_text

from .entry_field import FieldState
from .item_fields import ItemField
from .texts import language
from .theme import FIELD_HEIGHT, SPACE_S, colours, set_role

FIELD_WIDTH = 132
UNIT_WIDTH = 100
WIDE = FIELD_WIDTH + SPACE_S + UNIT_WIDTH
ROLE_OF = {Severity.HARD: "finding-hard", Severity.SOFT: "finding-soft", None: "field"}

STRUCK = "struck"
"""Role of a line whose value no longer counts."""


class PlainLine(QLineEdit):
    """A line that leaves moving on and undo to the page: Enter, arrows up and down, Ctrl+Z."""

    def event(self, event: QEvent) -> bool:
        """Let the page have Ctrl+Z, which Qt would give to the line."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()


class QuietCombo(QComboBox):
    """A drop-down list that neither the wheel nor an arrow key changes while it is closed.

    A key that is a code chooses it; other letters go to the choice whose label begins so.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves_on = event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_F4,
        )
        opens = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if moves_on and not opens:
            event.ignore()
            return
        before = self.currentIndex()
        by_code = self.findData(event.text().upper()) if event.text().strip() else -1
        if by_code >= 0:
            self.setCurrentIndex(by_code)
        else:
            super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.activated.emit(self.currentIndex())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = colours()
        painter.setPen(QPen(QColor(named.muted if self.isEnabled() else named.line), 1.6))
        x, y = self.width() - 14.0, self.height() / 2
        tip = [QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]
        painter.drawPolyline(QPolygonF(tip))


class TextField(ItemField):
    """A line, and behind it the unit: said, or chosen where there are several."""

    def __init__(
        self, *, units: tuple[str, ...], is_wide: bool, parent: QWidget | None, width: int = WIDE
    ) -> None:
        """Make an empty line.

        Args:
            units: The units it may be typed in, the standard one first.
            is_wide: A text rather than a number.
            parent: The page.
            width: What there is for it, the unit included.
        """
        super().__init__(parent)
        self._line = PlainLine(self)
        self._line.setFixedHeight(FIELD_HEIGHT)
        self._line.setFixedWidth(width if is_wide or width < WIDE else FIELD_WIDTH)
        self._line.textEdited.connect(self.give)
        self.setFocusProxy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._line)
        self._names = units
        self._unit_said = QLabel(self)
        set_role(self._unit_said, "muted")
        self._unit_said.setVisible(len(units) == 1)
        self._units = self._unit_box(units) if len(units) > 1 else None
        if self._units is not None:
            row.addWidget(self._units)
        elif units:
            row.addWidget(self._unit_said)
        row.addStretch(1)

    def _unit_box(self, units: tuple[str, ...]) -> QComboBox:
        box = QuietCombo(self)
        box.setFixedSize(UNIT_WIDTH, FIELD_HEIGHT)
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for unit in units:
            box.addItem("", unit)
        box.activated.connect(self._unit_chosen)
        return box

    def _unit_chosen(self, index: int) -> None:
        unit = str(self._units.itemData(index)) if self._units is not None else ""
        self.give(self._state.text, unit=unit)
        self._line.setFocus()

    def draw(self, state: FieldState) -> None:
        """Show text, grey hint, unit and how grave what is beside it is."""
        if self._line.text() != state.text:
            self._line.setText(state.text)
        if self._line.placeholderText() != state.ghost:
            self._line.setPlaceholderText(state.ghost)
        if self._line.isReadOnly() != state.is_locked:
            self._line.setReadOnly(state.is_locked)
            policy = Qt.FocusPolicy.ClickFocus if state.is_locked else Qt.FocusPolicy.StrongFocus
            self._line.setFocusPolicy(policy)
        set_role(self._line, STRUCK if state.is_struck else ROLE_OF[state.severity])
        self._say_units()
        if self._units is not None:
            self._units.setCurrentIndex(max(0, self._units.findData(state.unit)))
            self._units.setEnabled(not state.is_locked and not state.missing)
            self._units.setAccessibleName(self.unit_name(state))

    def _say_units(self) -> None:
        """Name the units in the language of the moment."""
        names = [unit_text(unit, language()) for unit in self._names]
        if self._units is None:
            self._unit_said.setText(names[0] if names else "")
        elif [self._units.itemText(at) for at in range(self._units.count())] != names:
            for at, name in enumerate(names):
                self._units.setItemText(at, name)
            view = self._units.view()
            view.setMinimumWidth(view.sizeHintForColumn(0) + SPACE_S * 4)

    def offer(self) -> None:
        """Open the list of units."""
        if self._units is not None and self._units.isEnabled():
            self._units.showPopup()


class DerivedField(ItemField):
    """A value the program gives: grey, never typed, passed over by the keyboard."""

    def __init__(self, parent: QWidget | None) -> None:
        """Make an empty, grey line."""
        super().__init__(parent)
        self._line = QLineEdit(self)
        self._line.setReadOnly(True)
        self._line.setFixedSize(WIDE, FIELD_HEIGHT)
        self._line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self._line, "derived")
        self.setFocusProxy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line)
        row.addStretch(1)

    def draw(self, state: FieldState) -> None:
        """Show the value with its unit, or a dash."""
        self._line.setText(state.text or "–")
        set_role(self._line, STRUCK if state.is_struck else "derived")
        self._line.setCursorPosition(0)

    def is_reachable(self) -> bool:
        """Return false: nothing is typed here."""
        return False
