"""A table of words on the screen: arrows move, Enter acts, the headings at the left stay.

No cell is a widget; `cell_paint` draws them. What is current is a whole column or a whole row.
"""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hcc_crf.values import Bilingual

from .cell_paint import CellCorner, CellDelegate, CellHeading, line_height
from .cell_rows import NO_GRID, Cell, Grid, Heading
from .texts import language, say, tr, wording
from .theme import current_theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CellModel(QAbstractTableModel):
    """What `CellView` shows."""

    def __init__(self) -> None:
        """Make a table without rows."""
        super().__init__()
        self.grid = NO_GRID

    def show(self, grid: Grid) -> None:
        """Show a table."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell; `None` in a row that only heads others."""
        line = self.grid.lines[row]
        return None if line.is_section else line.cells[column]

    def heading(self, orientation: Qt.Orientation, section: int) -> Heading:
        """Return the heading of a row or column."""
        if orientation is Qt.Orientation.Horizontal:
            return self.grid.columns[section]
        return self.grid.lines[section].heading

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell, its tip, or all a screen reader says of it."""
        cell = self.cell(index.row(), index.column())
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(cell.main)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(cell.tip) if cell.tip else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, column = self.grid.lines[index.row()].heading, self.grid.columns[index.column()]
            return f"{tr(row.main)}, {tr(column.main)}: {cell.said(language())}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        heading = self.heading(orientation, section)
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(heading.main)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(heading.tip) if heading.tip else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.grid.lines[index.row()].is_section:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class CellView(QTableView):
    """Shows a `CellModel`.

    Signals:
        current_changed: Row and column of the cell that is now current.
        acted: Row and column of a cell on which Enter or a double click fell.
    """

    current_changed = Signal(int, int)
    acted = Signal(int, int)

    def __init__(
        self,
        cells: CellModel,
        name: Bilingual,
        *,
        is_by_row: bool,
        corner: Bilingual,
        heading_width: int,
        least: tuple[int, ...],
        most: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a model.

        Args:
            cells: What to show.
            name: What the table is, for a screen reader.
            is_by_row: With a cell its row is current; otherwise its column.
            corner: What the headings at the left are.
            heading_width: Of the headings at the left, in device independent pixels.
            least: Width of each column where there is little room; the last counts for all behind.
            most: Width up to which all grow together; `None`: the last column takes what is left.
        """
        super().__init__(parent)
        self.cells = cells
        self.is_by_row = is_by_row
        self._least, self._most = least, most
        self._heading_width = heading_width
        self._corner = CellCorner(self, corner)
        say(self, name, "accessibleName")
        self.setModel(cells)
        self.setItemDelegate(CellDelegate(self))
        self._set_up()
        self.doubleClicked.connect(lambda index: self.acted.emit(index.row(), index.column()))
        wording().language_changed.connect(self._redraw)
        current_theme().changed.connect(self._redraw)

    def show_grid(self, grid: Grid) -> None:
        """Show a table and keep the current cell where it is still there."""
        place = self.currentIndex().row(), self.currentIndex().column()
        self.cells.show(grid)
        for row, line in enumerate(grid.lines):
            self.setRowHeight(row, line_height(line))
        self._spread()
        if not self.choose(*place):
            self.choose_first()

    def choose(self, row: int, column: int) -> bool:
        """Make a cell current; false when there is none such."""
        if not (0 <= row < self.cells.rowCount() and 0 <= column < self.cells.columnCount()):
            return False
        if self.cells.grid.lines[row].is_section:
            return False
        self.setCurrentIndex(self.cells.index(row, column))
        return True

    def choose_first(self) -> None:
        """Make the first cell current."""
        for row in range(self.cells.rowCount()):
            if self.choose(row, 0):
                return

    def choose_column(self, column: int) -> None:
        """Move along the current row to a column."""
        if not self.choose(self.currentIndex().row(), column):
            self.choose_first()
            self.choose(self.currentIndex().row(), column)

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across = CellHeading(Qt.Orientation.Horizontal, self, 0)
        down = CellHeading(Qt.Orientation.Vertical, self, self._heading_width)
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(True)
            header.setHighlightSections(False)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.sectionClicked.connect(self.choose_column)
        down.sectionClicked.connect(
            lambda row: self.choose(row, max(self.currentIndex().column(), 0))
        )

    def _spread(self) -> None:
        count = self.cells.columnCount()
        if not count:
            return
        widths = [self._least[min(column, len(self._least) - 1)] for column in range(count)]
        room = max(self.viewport().width() - sum(widths), 0)
        if self._most is None:
            widths[-1] += room
        else:
            widths = [min(width + room // count, self._most) for width in widths]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def _redraw(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
        self._corner.update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._redraw()
        if current.isValid():
            self.current_changed.emit(current.row(), current.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.acted.emit(index.row(), index.column())
            return
        super().keyPressEvent(event)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        edge = self.frameWidth()
        size = QSize(self.verticalHeader().width(), self.horizontalHeader().height())
        self._corner.setGeometry(QRect(QPoint(edge, edge), size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()
