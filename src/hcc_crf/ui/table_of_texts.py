"""A plain table of texts: rows of strings under bilingual headings, as many as there are."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hcc_crf.values import Bilingual

from .texts import tr, wording

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_HEIGHT = 28


class TextTable(QAbstractTableModel):
    """What `TextTableView` shows."""

    def __init__(self, columns: tuple[Bilingual, ...]) -> None:
        """Make a table without rows."""
        super().__init__()
        self._columns = columns
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._tips: tuple[str, ...] = ()

    def show(self, rows: tuple[tuple[str, ...], ...], tips: tuple[str, ...] = ()) -> None:
        """Show rows, one text a column; `tips` tell more, one a row."""
        self.beginResetModel()
        self._rows, self._tips = rows, tips
        self.endResetModel()

    def text_at(self, row: int, column: int) -> str:
        """Return what a cell says."""
        return self._rows[row][column]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the text of a cell; as tip the text, which may be cut off, and that of its row."""
        text = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            more = self._tips[index.row()] if self._tips else ""
            return "\n".join(filter(None, (text, more)))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self._columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class TextTableView(QTableView):
    """Shows a `TextTable`; rows are chosen whole, nothing is edited."""

    def __init__(
        self,
        table: TextTable,
        widths: tuple[int, ...],
        *,
        stretch: int,
        parent: QWidget | None = None,
    ) -> None:
        """Show a table.

        Args:
            table: The rows.
            widths: Width of each column in device independent pixels.
            stretch: Column that takes what is left.
        """
        super().__init__(parent)
        self.setModel(table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        across.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        wording().language_changed.connect(across.viewport().update)
