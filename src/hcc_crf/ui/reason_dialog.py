"""Ask why, once: what changes, common reasons to choose, and a line for one's own words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.values import Bilingual

from .entry_open_form import ValueChange
from .entry_texts import BLANK, CANCEL, OLD_NEW, REASON_FREE, REASON_KEYS, REASON_OTHER
from .item_fields_marks import RadioMark
from .sheet import fit_height
from .texts import say, tr
from .theme import FIELD_HEIGHT, SPACE_L, SPACE_M, SPACE_S, set_role

WIDTH = 560
_DIGITS = tuple("123456789")
LINE_HEIGHT = 28
VISIBLE_LINES = 8


_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class ReasonMark(RadioMark):
    """A reason; an arrow that leads to another chooses that one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        after = self.window().focusWidget()
        if event.key() in _ARROWS and isinstance(after, ReasonMark):
            after.setChecked(True)


class ReasonDialog(QDialog):
    """A window that asks for one reason and lets nothing pass without.

    Arrows and digits choose a reason; Enter gives the chosen one, else the one it stands at.

    Signals:
        given: The reason, when a person confirmed it.
    """

    given = Signal(str)

    def __init__(
        self,
        title: Bilingual,
        asked: Bilingual,
        reasons: tuple[Bilingual, ...],
        *,
        confirm: Bilingual,
        changes: tuple[ValueChange, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Make the window; `open` shows it.

        Args:
            title: What happens.
            asked: What it means.
            reasons: Common reasons.
            confirm: What the button says.
            changes: The saved values that change.
            parent: The page.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        say(self, title, "windowTitle")
        head = QLabel(self)
        set_role(head, "page-title")
        say(head, title)
        words = QLabel(self)
        words.setWordWrap(True)
        say(words, asked)
        self._group = QButtonGroup(self)
        self.free = QLineEdit(self)
        self.free.setFixedHeight(FIELD_HEIGHT)
        say(self.free, REASON_FREE, "placeholderText")
        say(self.free, REASON_FREE, "accessibleName")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(head)
        column.addWidget(words)
        if changes:
            column.addWidget(change_table(changes, self))
        column.addSpacing(SPACE_S)
        for number, reason in enumerate((*reasons, REASON_OTHER)):
            button = ReasonMark(self)
            say(button, reason)
            self._group.addButton(button, number)
            column.addWidget(button)
        column.addWidget(self.free)
        column.addSpacing(SPACE_M)
        column.addLayout(self._buttons(confirm))
        self._reasons = reasons
        self._group.idToggled.connect(self._chosen)
        self.free.textEdited.connect(self._wrote)
        self._update()
        self._group.buttons()[0].setFocus()

    def _buttons(self, confirm: Bilingual) -> QHBoxLayout:
        self.cancel, self.confirm = QPushButton(self), QPushButton(self)
        say(self.cancel, CANCEL)
        say(self.confirm, confirm)
        set_role(self.confirm, "primary")
        self.cancel.setAutoDefault(False)
        self.confirm.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._give)
        keys = QLabel(self)
        set_role(keys, "small")
        say(keys, REASON_KEYS)
        row = QHBoxLayout()
        row.addWidget(keys)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        return row

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """The reasons one can choose, one's own words last."""
        return tuple(self._group.buttons())

    @property
    def reason(self) -> str:
        """The reason as it stands, empty while there is none."""
        chosen = self._group.checkedId()
        if 0 <= chosen < len(self._reasons):
            return tr(self._reasons[chosen])
        return self.free.text().strip()

    def choose(self, reason: str) -> None:
        """Offer a reason that was given before."""
        for number, one in enumerate(self._reasons):
            if reason in (one.en, one.zh):
                self._group.button(number).setChecked(True)
                self._group.button(number).setFocus()
                return
        if reason:
            self.free.setText(reason)
            self._group.button(len(self._reasons)).setChecked(True)

    def _chosen(self, number: int, is_on: bool) -> None:  # noqa: FBT001  (a signal of Qt)
        if is_on and number == len(self._reasons):
            self.free.setFocus()
        self._update()

    def _wrote(self) -> None:
        self._group.button(len(self._reasons)).setChecked(True)
        self._update()

    def _update(self) -> None:
        self.confirm.setEnabled(bool(self.reason))

    def _give(self) -> None:
        reason = self.reason
        if reason:
            self.accept()
            self.given.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons, here = self._group.buttons(), self.focusWidget()
        number = int(event.text()) - 1 if event.text() in _DIGITS else len(buttons)
        if number < len(buttons):
            buttons[number].setFocus()
            buttons[number].setChecked(True)
        elif event.key() == Qt.Key.Key_Up and here is self.free:
            buttons[-2].setFocus()
            buttons[-2].setChecked(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here in buttons:
            if self._group.checkedButton() is None:
                self._group.button(buttons.index(here)).setChecked(True)
            self._give()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        fit_height(self)
        super().showEvent(event)


def change_table(changes: tuple[ValueChange, ...], parent: QWidget) -> QTableWidget:
    """Return a table of what changes from what to what."""
    table = QTableWidget(len(changes), len(OLD_NEW), parent)
    table.setHorizontalHeaderLabels([tr(head) for head in OLD_NEW])
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
    heads = table.horizontalHeader()
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for at, change in enumerate(changes):
        texts = (change.label, change.old or tr(BLANK), change.new or tr(BLANK))
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            table.setItem(at, column, cell)
    lines = min(len(changes), VISIBLE_LINES)
    table.setFixedHeight(heads.sizeHint().height() + lines * LINE_HEIGHT + 4)
    return table
