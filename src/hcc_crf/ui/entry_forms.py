"""The forms of a visit and the running logs: where each stands, and which one is open."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hcc_crf.values import FormPath, Language

from .entry_texts import DRAFT_INSIDE, NOT_ASKED_HERE
from .marks import MARK_LABELS, Mark
from .state_icons import mark_icon
from .texts import language, tr
from .theme import SPACE_S, colours, set_role

LIST_WIDTH = 200
LINE_HEIGHT = 32
PATH_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in the list. A line without a path is a heading.

    Attributes:
        has_draft: Something typed on it is not saved.
        is_expected: The visit asks for it.
    """

    label: str
    path: FormPath | None = None
    mark: Mark = Mark.NOT_DUE
    has_draft: bool = False
    is_expected: bool = True


class FormList(QFrame):
    """The list to the left of a form.

    Signals:
        chosen: Path of the form a person went to.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        set_role(self, "list-panel")
        self.setFixedWidth(LIST_WIDTH)
        self._shown: tuple[tuple[FormLine, ...], FormPath | None, Language] | None = None
        self._list = QListWidget(self)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setIconSize(QSize(16, 16))
        self._list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_S, 1, 0)
        column.addWidget(self._list)

    def show_state(self, lines: tuple[FormLine, ...], now: FormPath | None) -> None:
        """Show the forms with the open one."""
        if self._shown == (lines, now, language()):
            return
        self._shown = (lines, now, language())
        self._list.clear()
        for line in lines:
            item = self._item(line)
            self._list.addItem(item)
            if line.path is not None and line.path == now:
                self._list.setCurrentItem(item)
                self._list.scrollToItem(item)

    def redraw(self) -> None:
        """Draw again in other colours."""
        if self._shown is not None:
            lines, now, _language = self._shown
            self._shown = None
            self.show_state(lines, now)

    def _item(self, line: FormLine) -> QListWidgetItem:
        item = QListWidgetItem(line.label)
        font = QFont(self.font())
        if line.path is None:
            font.setPixelSize(11)
            item.setFont(font)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setForeground(QBrush(QColor(colours().muted)))
            return item
        said = [tr(MARK_LABELS[line.mark])]
        item.setIcon(mark_icon(line.mark, 16))
        item.setData(PATH_ROLE, line.path)
        if line.has_draft:
            item.setText(f"{line.label} ✎")
            said.append(tr(DRAFT_INSIDE))
        if not line.is_expected:
            item.setForeground(QBrush(QColor(colours().muted)))
            said.append(tr(NOT_ASKED_HERE))
        item.setToolTip(f"{line.label}: {', '.join(said)}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.label}: {', '.join(said)}")
        return item

    def _clicked(self, item: QListWidgetItem) -> None:
        path = item.data(PATH_ROLE)
        if path is not None:
            self.chosen.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self._list.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._clicked(item)
            return
        super().keyPressEvent(event)
