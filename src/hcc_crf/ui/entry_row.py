"""One line of a form: label, field, and beside it what was understood, was before, or is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hcc_crf.study.model import Severity

from .entry_field import FieldState, Note
from .item_fields import ItemField
from .item_fields_text import WIDE
from .theme import FIELD_HEIGHT, SPACE_L, SPACE_M, SPACE_S, set_role

LABEL_WIDTH = 212
NARROW_LABEL_WIDTH = 180
NOTE_ROLES = {Severity.HARD: "finding-hard", Severity.SOFT: "finding-soft"}


class NoteLines(QWidget):
    """Grey words, and below them findings, each with its shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._echo = wrapping_label(self)
        set_role(self._echo, "small")
        self._lines: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 4)
        self._column.setSpacing(2)
        self._column.addWidget(self._echo)
        self._echo.hide()

    def show_words(self, echo: str, notes: tuple[Note, ...]) -> None:
        """Show the words of the moment."""
        if self._echo.text() != echo:
            self._echo.setText(echo)
        self._echo.setVisible(bool(echo))
        while len(self._lines) < len(notes):
            line = wrapping_label(self)
            self._column.addWidget(line)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            if at < len(notes):
                set_role(line, NOTE_ROLES[notes[at].severity])
                line.setText(notes[at].line)
            line.setVisible(at < len(notes))


def wrapping_label(parent: QWidget) -> QLabel:
    """Return an empty label that breaks lines and takes text as it is."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


class ItemRow(QWidget):
    """The line of one item. Hidden while the item does not apply."""

    def __init__(self, field: ItemField, *, is_indented: bool, parent: QWidget) -> None:
        """Make a line around a field; the line of a companion is indented."""
        super().__init__(parent)
        self.field = field
        self._shown: FieldState | None = None
        self._label = wrapping_label(self)
        self._label.setContentsMargins(SPACE_L if is_indented else 0, 5, 0, 5)
        self._label.setBuddy(field)
        self._words = NoteLines(self)
        field.setParent(self)
        field.setMinimumWidth(WIDE + SPACE_S)
        field.setMinimumHeight(FIELD_HEIGHT)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._row = QGridLayout(self)
        self._row.setContentsMargins(0, 2, 0, 2)
        self._row.setHorizontalSpacing(SPACE_M)
        self._row.setVerticalSpacing(0)
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        self._row.addWidget(self._label, 0, 0, top)
        self._row.addWidget(field, 0, 1, top | left)
        self._row.setColumnStretch(2, 1)
        self.show_narrow(is_narrow=False)

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Put the words below the field where there is no room beside it."""
        self._label.setFixedWidth(NARROW_LABEL_WIDTH if is_narrow else LABEL_WIDTH)
        self.field.show_narrow(is_narrow=is_narrow)
        self._row.removeWidget(self._words)
        top = Qt.AlignmentFlag.AlignTop
        if is_narrow:
            self._row.addWidget(self._words, 1, 1, 1, 2, top)
        else:
            self._row.addWidget(self._words, 0, 2, top)

    def show_state(self, state: FieldState) -> None:
        """Show the item as it stands; costs nothing when nothing changed."""
        if state == self._shown:
            return
        if self._label.text() != state.label:
            self._label.setText(state.label)
        self._shown = state
        self.setVisible(state.is_shown)
        if not state.is_shown:
            return
        self.field.show_state(state)
        self._words.show_words(state.echo, state.notes)
