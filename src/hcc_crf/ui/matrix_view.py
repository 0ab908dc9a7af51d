"""The matrix on screen: marks painted by one delegate, subject and status in a heading that stays.

No cell is a widget; a mark is painted once a theme and then copied.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hcc_crf.values import SubjectKey, VisitCode

from .marks import Mark
from .matrix_heading import SubjectHeading, corner_label
from .matrix_model import Index, MatrixModel
from .state_icons import mark_pixmap
from .texts import say, wording
from .texts_subjects import MATRIX
from .theme import colours, current_theme

ROW_HEIGHT = 31
COLUMN_WIDTH = 50
"""The least; columns grow so that the last one on the screen is whole."""
MARK_SIZE = 20


class MatrixDelegate(QStyledItemDelegate):
    """Paints the mark of a cell, the chosen row and the chosen cell."""

    def __init__(self, view: "MatrixView") -> None:
        """Paint for one view."""
        super().__init__(view)
        self._view = view
        self._pixmaps: dict[tuple[Mark, float], QPixmap] = {}
        current_theme().changed.connect(self._pixmaps.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        named = colours()
        box: QRect = option.rect
        current = self._view.currentIndex()
        if index.row() == current.row():
            painter.fillRect(box, QColor(named.chosen))
        painter.setPen(QColor(named.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        mark = self._view.matrix.mark_at(index.row(), index.column())
        if mark is not None:
            pixmap = self._pixmap(mark, painter.device().devicePixelRatioF())
            corner = box.center() - QPoint(MARK_SIZE // 2 - 1, MARK_SIZE // 2)
            painter.drawPixmap(corner, pixmap)
        if index.row() == current.row() and index.column() == current.column():
            pen = QPen(QColor(named.focus), 2 if self._view.hasFocus() else 1)
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(2, 2, -3, -3), 4, 4)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(COLUMN_WIDTH, ROW_HEIGHT)

    def _pixmap(self, mark: Mark, ratio: float) -> QPixmap:
        key = (mark, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = mark_pixmap(mark, MARK_SIZE, ratio=ratio)
        return self._pixmaps[key]


class MatrixView(QTableView):
    """Subjects by visits; arrows move, Enter opens, the menu key asks for more.

    Signals:
        subject_chosen: The subject of the row that is now current.
        visit_opened: Subject and visit to open.
        menu_asked: Subject, visit and where on the screen.
        subject_opened: Subject on whose heading a double click fell.
    """

    subject_chosen = Signal(str)
    visit_opened = Signal(str, str)
    menu_asked = Signal(str, str, QPoint)
    subject_opened = Signal(str)

    def __init__(self, matrix: MatrixModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self.matrix = matrix
        self._corner = corner_label(self)
        say(self, MATRIX, "accessibleName")
        self.setModel(matrix)
        self.setItemDelegate(MatrixDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultSectionSize(COLUMN_WIDTH)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        down = SubjectHeading(self, matrix)
        down.setDefaultSectionSize(ROW_HEIGHT)
        down.sectionClicked.connect(self._choose_row)
        down.sectionDoubleClicked.connect(self._open_row)
        self.setVerticalHeader(down)
        self.setCornerButtonEnabled(False)
        self.doubleClicked.connect(self._open)
        wording().language_changed.connect(self._redraw)
        current_theme().changed.connect(self._redraw)

    def choose(self, subject: SubjectKey, visit: VisitCode | None = None) -> bool:
        """Make a subject's row current; false when the filter hides it."""
        row = self.matrix.row_of(subject)
        if row is None:
            return False
        column = max(self.currentIndex().column(), 0)
        for number in range(self.matrix.columnCount()):
            if self.matrix.visit_at(number) == visit:
                column = number
        self.setCurrentIndex(self.matrix.index(row, column))
        return True

    def place(self) -> tuple[SubjectKey, VisitCode] | None:
        """Return subject and visit of the current cell."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.matrix.row_at(index.row()).subject, self.matrix.visit_at(index.column())

    def _open(self) -> None:
        place = self.place()
        if place is not None:
            self.visit_opened.emit(*place)

    def _choose_row(self, row: int) -> None:
        self.setCurrentIndex(self.matrix.index(row, max(self.currentIndex().column(), 0)))
        self.setFocus()

    def _open_row(self, row: int) -> None:
        self.subject_opened.emit(self.matrix.row_at(row).subject)

    def _redraw(self) -> None:
        self.matrix.retranslate()
        self.viewport().update()
        self.verticalHeader().viewport().update()

    def _ask_menu(self, where: QPoint) -> None:
        place = self.place()
        if place is not None:
            self.menu_asked.emit(*place, where)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.verticalHeader().viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.subject_chosen.emit(self.matrix.row_at(current.row()).subject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            box = self.visualRect(self.currentIndex())
            self._ask_menu(self.viewport().mapToGlobal(box.center()))
            return
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if index.isValid():
            self.setCurrentIndex(index)
            self._ask_menu(event.globalPos())

    def updateGeometries(self) -> None:
        super().updateGeometries()
        edge = self.frameWidth()
        size = QSize(self.verticalHeader().width(), self.horizontalHeader().height())
        self._corner.setGeometry(QRect(QPoint(edge, edge), size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        whole = max(room // COLUMN_WIDTH, 1)
        self.horizontalHeader().setDefaultSectionSize(max(room // whole, COLUMN_WIDTH))
        self.updateGeometries()
