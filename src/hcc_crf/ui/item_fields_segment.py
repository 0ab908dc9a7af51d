"""A short list of choices side by side: one stop of the keyboard, a digit or a letter chooses."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from .entry_field import Choice, FieldState
from .entry_texts import CHOICE_KEYS
from .item_fields import ItemField
from .item_fields_text import ROLE_OF, STRUCK
from .texts import filled, tr
from .theme import FIELD_HEIGHT, SPACE_XS, colours

RADIUS = 4
PADDING = 11
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def code_for_key(key: str, choices: tuple[Choice, ...], chosen: str) -> str:
    """Return the code a key chooses, or empty.

    A key that is a code chooses it; a digit otherwise counts from 1; a letter begins a code or a
    label, and pressed again goes on to the next that begins with it.
    """
    folded = key.casefold()
    for choice in choices:
        if choice.code.casefold() == folded:
            return choice.code
    has_digits = any(choice.code.isdigit() for choice in choices)
    if key.isdigit() and not has_digits:
        return choices[int(key) - 1].code if 0 < int(key) <= len(choices) else ""
    if not folded.strip():
        return ""
    begun = [
        choice.code
        for choice in choices
        if choice.code.casefold().startswith(folded) or choice.label.casefold().startswith(folded)
    ]
    following = begun.index(chosen) + 1 if chosen in begun else 0
    return begun[following % len(begun)] if begun else ""


class SegmentButton(QAbstractButton):
    """One choice: filled when chosen, with a broken edge when a save would choose it by default."""

    def __init__(self, parent: QWidget) -> None:
        """Make a choice without a word; the keyboard stops at its field, not here."""
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.code = ""
        self._is_proposed = False
        self._edge = ""

    def show_choice(
        self, choice: Choice, *, is_on: bool, is_proposed: bool, is_enabled: bool, edge: str
    ) -> None:
        """Show a choice. `edge` is the role of its field: a finding, or struck out."""
        self.code = choice.code
        self._is_proposed = is_proposed
        self._edge = edge
        if self.text() != choice.label:
            self.setText(choice.label)
            self.updateGeometry()
        self.setChecked(is_on)
        self.setEnabled(is_enabled)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * PADDING, FIELD_HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        named = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        fill = named.fill if is_on else (named.hover if self.underMouse() else named.surface)
        edge = {"finding-hard": named.bad, "finding-soft": named.warn}.get(self._edge, named.border)
        if not self.isEnabled():
            fill = named.sunken
            edge = named.line
        pen = QPen(QColor(named.accent if self._is_proposed else fill if is_on else edge), 1)
        if self._is_proposed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(QColor(self._ink(is_on=is_on)))
        font = painter.font()
        font.setStrikeOut(is_on and self._edge == STRUCK)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _ink(self, *, is_on: bool) -> str:
        named = colours()
        if not self.isEnabled():
            return named.text if is_on and self._edge != STRUCK else named.rest
        if is_on:
            return named.on_accent
        return named.accent if self._is_proposed else named.text


class SegmentField(ItemField):
    """A short list side by side."""

    def __init__(self, parent: QWidget | None) -> None:
        """Make a row without choices; they come with the state."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._buttons: list[SegmentButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 3, 2)
        self._row.setSpacing(SPACE_XS)
        self._row.addStretch(1)

    @property
    def buttons(self) -> tuple[SegmentButton, ...]:
        """The choices as shown, a missing reason behind them."""
        return tuple(self._buttons)

    def draw(self, state: FieldState) -> None:
        """Press the chosen one; a missing reason stands as one more."""
        choices = state.choices
        if state.missing:
            choices = (*choices, Choice(state.missing, state.ghost))
        self._fit(len(choices))
        for button, choice in zip(self._buttons, choices, strict=True):
            button.show_choice(
                choice,
                is_on=choice.code in state.codes or choice.code == state.missing,
                is_proposed=choice.code in state.proposed,
                is_enabled=not state.is_locked,
                edge=STRUCK if state.is_struck else ROLE_OF[state.severity],
            )
        is_stop = Qt.FocusPolicy.NoFocus if state.is_locked else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(is_stop)
        self.update()

    def _fit(self, count: int) -> None:
        while len(self._buttons) < count:
            button = SegmentButton(self)
            button.clicked.connect(lambda _on, b=button: self._clicked(b))
            self._row.insertWidget(len(self._buttons), button)
            self._buttons.append(button)
        while len(self._buttons) > count:
            button = self._buttons.pop()
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()

    def _clicked(self, button: SegmentButton) -> None:
        button.setChecked(not button.isChecked())  # the state that follows says which is chosen
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        code = button.code
        if code == self._state.missing:
            self.toggle_missing()
        else:
            self.give("" if code in self._state.codes else code)

    def tip(self, state: FieldState) -> str:
        """Return the explanation, and which keys choose what."""
        has_digits = any(choice.code.isdigit() for choice in state.choices)
        keys = " · ".join(
            f"{choice.code if has_digits else number} {choice.label}"
            for number, choice in enumerate(state.choices, 1)
        )
        said = (super().tip(state), tr(filled(CHOICE_KEYS, keys=keys)))
        return "\n".join(part for part in said if part)

    def _step(self, by: int) -> None:
        codes = [choice.code for choice in self._state.choices]
        chosen = self._state.codes[0] if self._state.codes else ""
        at = codes.index(chosen) + by if chosen in codes else 0
        if 0 <= at < len(codes):
            self.give(codes[at])

    def _typed(self, key: str) -> bool:
        """Choose by a key; false when the key chooses nothing here."""
        chosen = self._state.codes[0] if self._state.codes else ""
        code = code_for_key(key, self._state.choices, chosen) if key else ""
        if code and code != chosen:
            self.give(code)
        return bool(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._state.is_locked or event.modifiers() & ~_PLAIN:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Left:
                self._step(-1)
            case Qt.Key.Key_Right:
                self._step(1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.give("")
            case _:
                if not self._typed(event.text()):
                    super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.hasFocus():
            return
        right = max((button.geometry().right() for button in self._buttons), default=0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().focus), 2))
        painter.drawRoundedRect(1, 1, right + 2, self.height() - 2, RADIUS + 2, RADIUS + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
