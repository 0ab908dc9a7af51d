"""The model of a table of words: what `cell_table` shows and `cell_paint` paints."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from .cell_rows import NO_GRID, Cell, Grid, Heading
from .texts import language, tr

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
        """Return that a row which only heads others can neither be reached nor chosen."""
        if self.grid.lines[index.row()].is_section:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
