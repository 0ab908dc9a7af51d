"""The page of one form: its title, the rows of a repeating one, and a line for each item."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.study.model import FormDef, ItemType, Study
from hcc_crf.values import Slot

from .entry_row import ItemRow
from .entry_texts import FORM_NOT_DONE, NO_ROWS, ROW, ROW_NEW, ROW_STRUCK, ROWS_FROM
from .form_state import FormState, RowState, is_said_by_its_item
from .item_fields import ItemField
from .item_fields_make import make_field
from .repeating_rows import RowList
from .repeating_table import InnerTable
from .texts import filled, tr
from .theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, set_role

NARROW = 680
"""Below this width, what is said of a field stands under it."""

_SCROLLS = {
    int(Qt.Key.Key_Up): QAbstractSlider.SliderAction.SliderSingleStepSub,
    int(Qt.Key.Key_Down): QAbstractSlider.SliderAction.SliderSingleStepAdd,
    int(Qt.Key.Key_PageUp): QAbstractSlider.SliderAction.SliderPageStepSub,
    int(Qt.Key.Key_PageDown): QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class KeylessArea(QScrollArea):
    """A scroll area that leaves the arrow keys to the page; it scrolls to what has the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class FormPanel(QWidget):
    """One form on the screen. Built once for a definition; drawn again from each state.

    Signals:
        edited: Place and what was typed there.
        row_selected: Number of the row a person went to.
        add_asked: A row shall be added.
        strike_asked: The selected row shall be struck out, or put back.
        passed_end: Enter was pressed in the last field.
    """

    edited = Signal(object, object)
    row_selected = Signal(int)
    add_asked = Signal()
    strike_asked = Signal()
    passed_end = Signal()

    def __init__(self, form: FormDef, study: Study, parent: QWidget | None = None) -> None:
        """Make the page of a form with empty fields."""
        super().__init__(parent)
        self._form = form
        self._study = study
        self._title, self._version, self._progress = QLabel(self), QLabel(self), QLabel(self)
        self._status = QLabel(self)
        self._rows: dict[str, ItemRow] = {}
        self._tables: dict[str, InnerTable] = {}
        self._list = RowList(form, self) if form.repeating else None
        self._is_narrow = False
        self._row_title = QLabel(self)
        self._row_title.hide()
        self._area = KeylessArea(self)
        self._body = QWidget()
        self._lay_out()
        self._fill(QVBoxLayout(self._body))
        self._connect_list()

    def _lay_out(self) -> None:
        set_role(self._title, "page-title")
        set_role(self._version, "muted")
        set_role(self._progress, "muted")
        set_role(self._status, "pill-warn")
        set_role(self._row_title, "section")
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        for widget in (self._title, self._version, self._status):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignBaseline)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._body)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        head.setContentsMargins(0, 0, SPACE_XL, 0)
        if self._list is not None:
            self._list.setContentsMargins(0, 0, SPACE_XL, 0)
            column.addWidget(self._list)
            column.addWidget(self._row_title)
        column.addWidget(self._area, 1)

    def _fill(self, lines: QVBoxLayout) -> None:
        lines.setContentsMargins(0, SPACE_S, SPACE_XL, SPACE_XL)
        lines.setSpacing(0)
        for item in self._form.items:
            if item.form_level or is_said_by_its_item(item):
                continue
            if item.oid == self._form.row_key:
                continue  # the title of the row says it
            if item.type is ItemType.TABLE:
                table = InnerTable(item, self._study, self._body)
                table.edited.connect(self.edited)
                self._tables[item.oid] = table
                lines.addWidget(table)
                continue
            field = make_field(item, self._study, self._body)
            field.edited.connect(self.edited)
            row = ItemRow(field, is_indented=bool(item.companion_of), parent=self._body)
            self._rows[item.oid] = row
            lines.addWidget(row)
        lines.addStretch(1)

    def _connect_list(self) -> None:
        if self._list is not None:
            self._list.selected.connect(self.row_selected)
            self._list.add_asked.connect(self.add_asked)
            self._list.strike_asked.connect(self.strike_asked)
            self._list.entered.connect(self.focus_first)

    def show_state(self, state: FormState, row: int, *, may_edit: bool) -> None:
        """Show a form; of a repeating one the lines and the fields of the selected row."""
        _set_text(self._title, state.title)
        self.setAccessibleName(state.title)
        _set_text(self._version, f"{self._form.oid} · {state.version}")
        _set_text(self._progress, state.progress)
        _set_text(self._status, tr(filled(FORM_NOT_DONE, reason=state.not_done)))
        self._status.setVisible(bool(state.not_done))
        chosen = next((one for one in state.rows if one.number == row), None)
        if self._list is not None:
            self._list.show_state(state, row, said=self._said(state), may_edit=may_edit)
            _set_text(self._row_title, _row_title(chosen))
            self._row_title.setVisible(chosen is not None)
        self._area.setVisible(chosen is not None)
        if chosen is not None:
            self._show_row(chosen)

    def _show_row(self, row: RowState) -> None:
        for field in row.fields:
            line = self._rows.get(field.slot.item)
            if line is not None:
                line.show_state(field)
        for table in row.tables:
            self._tables[table.slot.item].show_state(table)

    def _said(self, state: FormState) -> str:
        source = self._form.rows_come_from
        if source:
            label = self._study.forms[source].label
            said = ROWS_FROM
            return tr(said).format(form=tr(label))
        return "" if state.rows else tr(NO_ROWS)

    # --- the keyboard ---

    def fields(self) -> Iterator[ItemField]:
        """Yield the fields in the order of the page."""
        for item in self._form.items:
            if item.oid in self._rows:
                yield self._rows[item.oid].field
            elif item.oid in self._tables:
                yield from self._tables[item.oid].fields

    def field_with_focus(self) -> ItemField | None:
        """Return the field that has the keyboard, or gets it back when a dialog goes."""
        widget: QWidget | None = self.window().focusWidget()
        while widget is not None and not isinstance(widget, ItemField):
            widget = widget.parentWidget()
        return widget if isinstance(widget, ItemField) and self.isAncestorOf(widget) else None

    def _reachable(self) -> list[ItemField]:
        """The fields the keyboard stops at, also before the page is on the screen."""
        return [f for f in self.fields() if f.isVisibleTo(self) and f.is_reachable()]

    def focus_first(self) -> bool:
        """Go to the first field; false where none takes the keyboard."""
        first = self._reachable()[:1]
        for field in first:
            self._go(field)
        return bool(first)

    def focus_slot(self, slot: Slot) -> None:
        """Go to the field of a place on the row shown; to the table where it has no row yet."""
        fields = [f for f in self.fields() if f.isVisibleTo(self)]
        exact = [field for field in fields if field.slot == slot]
        near = [field for field in fields if slot.item in (field.slot.item, field.slot.group)]
        for field in (exact or near)[:1]:
            self._go(field)

    def move_on(self, by: int) -> None:
        """Go to the next field (`1`) or the one before (`-1`)."""
        here = self.field_with_focus()
        if here is not None and by > 0:
            here.take_offer()
        reachable = self._reachable()
        at = reachable.index(here) + by if here in reachable else 0
        if 0 <= at < len(reachable):
            self._go(reachable[at])
        elif at >= len(reachable):
            self.passed_end.emit()

    def _go(self, field: ItemField) -> None:
        target = field.target()
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()  # as Tab does, also where the line had the keyboard on another row
        self.reveal(field)

    def reveal(self, field: ItemField) -> None:
        """Scroll to a field and what is said beside it."""
        self._area.ensureWidgetVisible(field, 0, SPACE_XL * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._version.setHidden(is_narrow)
            for line in self._rows.values():
                line.show_narrow(is_narrow=is_narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        if event.key() in _SCROLLS and not self._reachable():  # one who may look only
            bar.triggerAction(_SCROLLS[event.key()])
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down if plain:
                self.move_on(1)
            case Qt.Key.Key_Up if plain:
                self.move_on(-1)
            case _:
                super().keyPressEvent(event)


def _set_text(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)


def _row_title(row: RowState | None) -> str:
    if row is None:
        return ""
    if row.struck:
        return tr(filled(ROW_STRUCK, key=row.key, reason=row.struck))
    return tr(filled(ROW_NEW if row.is_new else ROW, key=row.key))
