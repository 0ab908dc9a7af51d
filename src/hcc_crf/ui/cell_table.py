"""A table of words on the screen: arrows move, Enter acts, the headings at the left stay.

No cell is a widget; `cell_paint` draws them. What is current is a whole column or a whole row.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hcc_crf.values import Bilingual

from .cell_model import CellModel, Index
from .cell_paint import CellCorner, CellDelegate, CellHeading, Look, line_height
from .cell_rows import Grid
from .texts import say, wording
from .theme import current_theme


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
        self._least, self._most = least, most
        self._heading_width = heading_width
        self._corner = CellCorner(self, corner)
        say(self, name, "accessibleName")
        self.setModel(cells)
        self._look = Look(self, cells, is_by_row=is_by_row)
        self.setItemDelegate(CellDelegate(self._look))
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
        across = CellHeading(Qt.Orientation.Horizontal, self._look, 0)
        down = CellHeading(Qt.Orientation.Vertical, self._look, self._heading_width)
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
