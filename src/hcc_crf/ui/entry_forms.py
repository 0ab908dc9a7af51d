"""The forms of a visit and the running logs: where each stands, and which one is open."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.values import FormPath, Language

from .entry_texts import DRAFT_INSIDE, FORMS, NOT_ASKED_HERE
from .marks import MARK_LABELS, Mark
from .state_icons import paint_mark
from .texts import language, say, tr
from .theme import SPACE_L, SPACE_S, TYPE_SMALL, colours, set_role

LIST_WIDTH = 232
LIST_NARROW = 200
LINE_HEIGHT = 30
MARK = 16
LINE_ROLE = Qt.ItemDataRole.UserRole


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


class FormLineDelegate(QStyledItemDelegate):
    """Paints a line: the name, at its right the mark, and a bar before the open form."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        line = index.data(LINE_ROLE)
        if line.path is None:
            return QSize(0, LINE_HEIGHT)
        view = self.parent()
        assert isinstance(view, QListWidget)  # noqa: S101  (see `FormList`)
        font = QFont(option.font)
        font.setBold(index.row() == view.currentRow())
        room = view.viewport().width() - 2 * SPACE_L - MARK - SPACE_S
        metrics = QFontMetrics(font)
        box = metrics.boundingRect(0, 0, room, 999, Qt.TextFlag.TextWordWrap, named(line))
        return QSize(0, LINE_HEIGHT + box.height() - metrics.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one line of the list."""
        line, box, inks = index.data(LINE_ROLE), option.rect, colours()
        is_open = bool(option.state & QStyle.StateFlag.State_Selected)
        is_near = bool(option.state & QStyle.StateFlag.State_MouseOver) and line.path is not None
        painter.save()
        if is_open or is_near:
            painter.fillRect(box, QColor(inks.chosen if is_open else inks.hover))
        if is_open:
            painter.fillRect(box.left(), box.top(), 3, box.height(), QColor(inks.accent))
        self._paint_name(painter, box.adjusted(SPACE_L, 0, -SPACE_L, 0), line, is_open=is_open)
        if line.path is not None:
            where = QRectF(box.right() - SPACE_L - MARK, box.center().y() - MARK / 2, MARK, MARK)
            paint_mark(painter, where, line.mark, inks)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRect, line: FormLine, *, is_open: bool) -> None:
        inks = colours()
        font = painter.font()
        if line.path is None:
            font.setPixelSize(TYPE_SMALL)
            box = box.adjusted(0, SPACE_S, 0, 0)
        else:
            box = box.adjusted(0, 0, -MARK - SPACE_S, 0)
        font.setBold(is_open or line.path is None)
        painter.setFont(font)
        is_quiet = line.path is None or not line.is_expected
        painter.setPen(QColor(inks.muted if is_quiet else inks.text))
        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, left | middle | Qt.TextFlag.TextWordWrap, named(line))


def named(line: FormLine) -> str:
    """Return the name of a form as the list writes it, a pencil before one with a draft."""
    return f"✎ {line.label}" if line.has_draft else line.label


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
        self._list.setStyleSheet("QListView { border: none; }")  # the panel has the edge
        self._list.setItemDelegate(FormLineDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setWordWrap(True)  # lays out again when the scroll bar comes or goes
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._clicked)
        self._list.itemActivated.connect(self._clicked)
        say(self._list, FORMS, "accessibleName")
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
        self._list.doItemsLayout()  # the open form is bold, so it may take a line more

    def line_of(self, path: FormPath) -> FormLine | None:
        """Return the line of a form as shown."""
        lines = self._shown[0] if self._shown is not None else ()
        return next((line for line in lines if line.path == path), None)

    def show_draft(self, path: FormPath, *, has_draft: bool) -> None:
        """Show whether something typed on a form is not saved."""
        if self._shown is not None:
            lines, now, _language = self._shown
            changed = (
                replace(one, has_draft=has_draft) if one.path == path else one for one in lines
            )
            self.show_state(tuple(changed), now)

    def redraw(self) -> None:
        """Draw again in other colours."""
        if self._shown is not None:
            lines, now, _language = self._shown
            self._shown = None
            self.show_state(lines, now)

    def _item(self, line: FormLine) -> QListWidgetItem:
        item = QListWidgetItem(line.label)
        item.setData(LINE_ROLE, line)
        if line.path is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            return item
        said = [tr(MARK_LABELS[line.mark])]
        said += [tr(DRAFT_INSIDE)] if line.has_draft else []
        said += [] if line.is_expected else [tr(NOT_ASKED_HERE)]
        item.setToolTip(f"{line.label}: {', '.join(said)}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
        return item

    def _clicked(self, item: QListWidgetItem) -> None:
        line = item.data(LINE_ROLE)
        if line.path is not None:
            self.chosen.emit(line.path)
