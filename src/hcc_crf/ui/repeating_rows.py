"""The rows of a repeating form at a glance: one line each, the selected one is edited below."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.study.model import FormDef, Severity

from .entry_field import FieldState
from .entry_row import wrapping_label
from .entry_texts import (
    ADD_ROW,
    ADD_ROW_KEY,
    PUT_BACK_ROW,
    ROW_HEAD,
    ROWS_OF,
    STRIKE_ROW,
)
from .form_state import FormState, RowState
from .repeating_columns import column_widths, summary_items
from .texts import language, say, tr
from .theme import SPACE_S, colours, set_role

CELL_PADDING = 20
LEAST = 64
LONG = 100
BROKEN = 0.6
"""A heading longer than that is broken, and needs this share of its width."""
LINE_HEIGHT = 28
VISIBLE_LINES = 6
HEAD_HEIGHT = 42
HEAD_ALIGNMENT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
)
ROW_ROLE = Qt.ItemDataRole.UserRole


class LineTable(QTableWidget):
    """A table one reads; Enter goes to the fields of the selected line.

    Signals:
        entered: Enter was pressed.
        resized: It has another width.
    """

    entered = Signal()
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class RowList(QWidget):
    """The lines of a repeating form with what one can do to a row.

    Signals:
        selected: The number of the row a person went to.
        entered: Enter was pressed on a line.
        add_asked: A row shall be added.
        strike_asked: The selected row shall be struck out, or put back.
    """

    selected = Signal(int)
    entered = Signal()
    add_asked = Signal()
    strike_asked = Signal()

    def __init__(self, form: FormDef, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._by_weight = summary_items(form)
        places = {item.oid: at for at, item in enumerate(form.items)}
        self._items = tuple(sorted(self._by_weight, key=lambda item: places[item.oid]))
        self._shown: tuple[FormState, int, str] | None = None
        self._table = LineTable(0, len(self._items) + 1, self)
        self._style_table()
        self._add = QPushButton(self)
        say(self._add, ADD_ROW)
        say(self._add, ADD_ROW_KEY, "toolTip")
        self._strike = QPushButton(self)
        set_role(self._strike, "quiet")
        self._add.clicked.connect(self.add_asked)
        self._strike.clicked.connect(self.strike_asked)
        self._add.setVisible(not form.rows_come_from)
        self._said = wrapping_label(self)
        set_role(self._said, "muted")
        buttons = QHBoxLayout()
        buttons.addWidget(self._said, 1)
        buttons.addWidget(self._strike)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self._table)
        column.addLayout(buttons)

    def _style_table(self) -> None:
        table = self._table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        heads = table.horizontalHeader()
        heads.setDefaultAlignment(HEAD_ALIGNMENT)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setFixedHeight(HEAD_HEIGHT)
        table.itemSelectionChanged.connect(self._selection_changed)
        table.entered.connect(self.entered)
        table.resized.connect(self._spread)

    def show_state(self, state: FormState, row: int, *, said: str, may_edit: bool) -> None:
        """Show the lines with the selected one; `said` stands below them."""
        if self._shown == (state, row, language()):
            return
        self._shown = (state, row, language())
        self._table.blockSignals(True)
        self._draw(state)
        self._table.blockSignals(False)
        self._said.setText(said)
        chosen = next((one for one in state.rows if one.number == row), None)
        say(self._strike, PUT_BACK_ROW if chosen and chosen.struck else STRIKE_ROW)
        self._strike.setVisible(may_edit and chosen is not None and not chosen.is_new)
        self._add.setEnabled(may_edit)

    def _draw(self, state: FormState) -> None:
        table = self._table
        table.setRowCount(len(state.rows))
        table.setAccessibleName(tr(ROWS_OF).format(form=state.title))
        names = [item.label.in_language(language()) for item in self._items]
        table.setHorizontalHeaderLabels([tr(ROW_HEAD), *names])
        for at, row in enumerate(state.rows):
            for column, text in enumerate((row.key, *self._texts(row))):
                self._draw_cell(at, column, text, row)
        self._spread()
        self._select(state)
        lines = min(max(len(state.rows), 1), VISIBLE_LINES)
        table.setFixedHeight(HEAD_HEIGHT + lines * LINE_HEIGHT + 4)

    def _select(self, state: FormState) -> None:
        wanted = self._shown[1] if self._shown else 0
        numbers = [row.number for row in state.rows]
        if wanted in numbers:
            self._table.selectRow(numbers.index(wanted))

    def _draw_cell(self, at: int, column: int, text: str, row: RowState) -> None:
        cell = self._table.item(at, column)
        if cell is None:
            cell = QTableWidgetItem()
            self._table.setItem(at, column, cell)
        cell.setText(text)
        cell.setToolTip(text)
        cell.setData(ROW_ROLE, row.number)
        font = QFont(self._table.font())
        font.setStrikeOut(bool(row.struck))
        font.setItalic(row.is_draft)
        font.setBold(column == 0)
        cell.setFont(font)
        named = colours()
        ink = named.rest if row.struck or row.is_new else named.text
        if column == 0 and (severity := worst(row)) is not None and not row.struck:
            ink = named.bad_text if severity is Severity.HARD else named.warn_text
            cell.setText(f"{text} {'■' if severity is Severity.HARD else '▲'}")
        cell.setForeground(QBrush(QColor(ink)))

    def _texts(self, row: RowState) -> tuple[str, ...]:
        fields = {field.slot.item: field for field in row.fields}
        return tuple(line_text(fields[item.oid]) for item in self._items)

    def _spread(self) -> None:
        """Give each column what its words need, those that matter most first."""
        key = self._need(0)
        self._table.setColumnWidth(0, key)
        columns = [self._items.index(item) + 1 for item in self._by_weight]
        room = self._table.viewport().width() - key
        widths = column_widths([self._need(column) for column in columns], room)
        for column, width in zip(columns, widths, strict=True):
            self._table.setColumnHidden(column, not width)
            if width:
                self._table.setColumnWidth(column, width)

    def _need(self, column: int) -> int:
        """What a column needs for its words; its heading may break into two lines."""
        metrics = self._table.fontMetrics()
        heading = self._table.horizontalHeaderItem(column)
        name = heading.text() if heading is not None else ""
        words = [metrics.horizontalAdvance(word) for word in re.findall(r"[!-~]+|.", name)]
        whole = metrics.horizontalAdvance(name)
        half = round(whole * BROKEN) if whole > LONG else whole
        cells = (self._table.item(row, column) for row in range(self._table.rowCount()))
        texts = [metrics.horizontalAdvance(cell.text()) for cell in cells if cell is not None]
        return max((LEAST - CELL_PADDING, half, *words, *texts)) + CELL_PADDING

    def _selection_changed(self) -> None:
        cells = self._table.selectedItems()
        if cells:
            self.selected.emit(int(cells[0].data(ROW_ROLE)))


def line_text(field: FieldState) -> str:
    """Return what a line says of a field: labels of codes, the unit only where it is unusual."""
    if not field.is_shown:
        return ""
    if field.missing:
        return field.missing
    if field.choices and field.codes:
        labels = {choice.code: choice.label for choice in field.choices}
        return ", ".join(labels.get(code, code) for code in field.codes)
    is_usual = not field.units or field.unit == field.units[0]
    return field.text if is_usual or not field.text else f"{field.text} {field.unit}"


def worst(row: RowState) -> Severity | None:
    """Return the gravest finding on a row."""
    inner = (f for t in row.tables for r in t.rows for f in r.fields)
    found = {field.severity for field in (*row.fields, *inner)}
    if Severity.HARD in found:
        return Severity.HARD
    return Severity.SOFT if Severity.SOFT in found else None
