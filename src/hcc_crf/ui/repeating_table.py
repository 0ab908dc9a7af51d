"""An inner table: its rows as lines of fields, and one line more to go on typing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hcc_crf.session import Typed
from hcc_crf.study.model import ItemDef, ItemType, Study

from .entry_row import NoteLines, wrapping_label
from .entry_texts import CLEAR_ROW
from .form_state import InnerRowState, TableState
from .item_fields import ItemField
from .item_fields_make import make_field
from .texts import say
from .theme import SPACE_S, SPACE_XS, set_role

TOTAL_WIDTH = 640
_NARROW = {ItemType.DATE: 112, ItemType.PARTIAL_DATE: 112, ItemType.YESNO: 118}


class InnerRow:
    """The fields of one row, in the grid of its table."""

    def __init__(self, fields: tuple[ItemField, ...], clear: QPushButton, words: NoteLines) -> None:
        """Take what the table made."""
        self.fields = fields
        self.clear = clear
        self.words = words

    def show_state(self, state: InnerRowState | None) -> None:
        """Show a row, or nothing where the table has no such row."""
        for at, field in enumerate(self.fields):
            if state is not None:
                field.show_state(state.fields[at])
            field.setVisible(state is not None and state.fields[at].is_shown)
        notes = tuple(note for f in state.fields for note in f.notes) if state else ()
        echo = " · ".join(f.echo for f in state.fields if f.echo) if state else ""
        self.words.show_words(echo, notes)
        self.words.setVisible(bool(notes or echo))
        can_clear = state is not None and not state.is_new and not state.fields[0].is_locked
        self.clear.setVisible(can_clear)


class InnerTable(QWidget):
    """The table of one item.

    Signals:
        edited: Place and what was typed there.
    """

    edited = Signal(object, object)

    def __init__(self, item: ItemDef, study: Study, parent: QWidget) -> None:
        """Make a table without rows."""
        super().__init__(parent)
        self._item = item
        self._study = study
        self._shown: TableState | None = None
        self._title = QLabel(self)
        set_role(self._title, "strong")
        self._notes = NoteLines(self)
        self._widths = column_widths(item.columns)
        self._heads = tuple(wrapping_label(self) for _column in item.columns)
        self._rows: list[InnerRow] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_S)
        self._grid.setVerticalSpacing(SPACE_XS)
        for at, (head, width) in enumerate(zip(self._heads, self._widths, strict=True)):
            set_role(head, "small")
            head.setFixedWidth(width)
            self._grid.addWidget(head, 0, at, Qt.AlignmentFlag.AlignBottom)
        self._grid.setColumnStretch(len(self._widths) + 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_S, 0, SPACE_S)
        column.setSpacing(SPACE_XS)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addWidget(self._notes)

    @property
    def fields(self) -> tuple[ItemField, ...]:
        """Every field, row by row."""
        return tuple(field for row in self._rows for field in row.fields)

    def show_state(self, state: TableState) -> None:
        """Show the rows as they stand."""
        if state == self._shown:
            return
        self._shown = state
        self._title.setText(state.label)
        for head, text in zip(self._heads, state.heads, strict=True):
            head.setText(text)
        while len(self._rows) < len(state.rows):
            self._rows.append(self._make_row(len(self._rows)))
        for at, row in enumerate(self._rows):
            row.show_state(state.rows[at] if at < len(state.rows) else None)
        self._notes.show_words("", state.notes)
        self._notes.setVisible(bool(state.notes))
        self.setVisible(state.is_shown)

    def _make_row(self, at: int) -> InnerRow:
        line = 1 + at * 2
        fields = []
        for column, (item, width) in enumerate(zip(self._item.columns, self._widths, strict=True)):
            field = make_field(item, self._study, self, width=width)
            field.setFixedWidth(width)
            field.edited.connect(self.edited)
            self._grid.addWidget(field, line, column, Qt.AlignmentFlag.AlignTop)
            fields.append(field)
        clear = QPushButton("×", self)
        set_role(clear, "quiet")
        clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        say(clear, CLEAR_ROW, "toolTip")
        say(clear, CLEAR_ROW, "accessibleName")
        clear.clicked.connect(lambda: self._clear(at))
        self._grid.addWidget(clear, line, len(fields))
        words = NoteLines(self)
        self._grid.addWidget(words, line + 1, 0, 1, len(fields) + 1)
        return InnerRow(tuple(fields), clear, words)

    def _clear(self, at: int) -> None:
        for field in self._rows[at].fields:
            if field.shown.text or field.shown.codes or field.shown.missing:
                self.edited.emit(field.slot, Typed(""))


def column_widths(columns: tuple[ItemDef, ...]) -> tuple[int, ...]:
    """Return the widths of columns: dates and yes/no narrow, the others share what is left."""
    fixed = {at: _NARROW[c.type] for at, c in enumerate(columns) if c.type in _NARROW}
    left = TOTAL_WIDTH - sum(fixed.values()) - SPACE_S * len(columns)
    share = left // max(1, len(columns) - len(fixed))
    return tuple(fixed.get(at, min(share, 232)) for at in range(len(columns)))
