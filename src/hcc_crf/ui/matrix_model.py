"""The matrix as Qt wants to ask it, and what a cell says in words."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from hcc_crf.session import date_text
from hcc_crf.study.model import Study
from hcc_crf.study.schedule import find_visit, visit_label
from hcc_crf.values import Bilingual, PartialDate, SubjectKey, VisitCode

from .marks import MARK_LABELS, Mark
from .matrix_rows import Matrix, MatrixRow, VisitCell
from .texts import tr
from .texts_subjects import (
    N_FORMS,
    N_HARD,
    N_MISSING,
    N_SOFT,
    NOT_PLANNED,
    SUBJECT_STATUS,
    VISITED,
    WINDOW,
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Rows that a filter let through by the visits that any subject has.

    A cell answers the tool tip and, as its text for screen readers, what its mark means. The
    delegate asks `mark_at`, the row heading `row_at`; neither passes through `data`.
    """

    def __init__(self, study: Study) -> None:
        """Make an empty model."""
        super().__init__()
        self._study = study
        self._rows: tuple[MatrixRow, ...] = ()
        self._visits: tuple[str, ...] = ()

    def show(self, matrix: Matrix, rows: tuple[MatrixRow, ...]) -> None:
        """Show `rows` of a matrix."""
        self.beginResetModel()
        self._rows = rows
        self._visits = matrix.visits
        self.endResetModel()

    def retranslate(self) -> None:
        """Say everything again, in the language of the moment."""
        if self._visits:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._visits) - 1)

    def row_at(self, row: int) -> MatrixRow:
        """Return the subject of a row."""
        return self._rows[row]

    def row_of(self, subject: SubjectKey) -> int | None:
        """Return where a subject stands, `None` when the filter hides it."""
        return next((n for n, row in enumerate(self._rows) if row.subject == subject), None)

    def visit_at(self, column: int) -> VisitCode:
        """Return the visit of a column."""
        return VisitCode(self._visits[column])

    def cell_at(self, row: int, column: int) -> VisitCell | None:
        """Return a visit of a subject, `None` for one it does not have."""
        return self._rows[row].visits.get(self._visits[column])

    def mark_at(self, row: int, column: int) -> Mark | None:
        """Return the mark of a cell, `None` for an empty one."""
        cell = self.cell_at(row, column)
        return cell.mark if cell else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._visits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Say what a cell means: at length as its tip, in a line for a screen reader."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is Qt.Orientation.Vertical:
            row = self._rows[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return row.subject
            return tr(status_label(row.status)) if role == Qt.ItemDataRole.ToolTipRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._visits[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._visit_name(section)
        return None

    def _visit_name(self, column: int) -> str:
        code = self._visits[column]
        if find_visit(self._study, code) is None:
            return code
        return f"{code} · {tr(visit_label(self._study, code))}"

    def _spoken(self, row: int, column: int) -> str:
        mark = self.mark_at(row, column)
        meaning = tr(MARK_LABELS[mark] if mark else NOT_PLANNED)
        return f"{self._rows[row].subject} {self._visits[column]}: {meaning}"

    def _tool_tip(self, row: int, column: int) -> str:
        visit = self.cell_at(row, column)
        lines = [self._visit_name(column)]
        if visit is None:
            return "\n".join((*lines, tr(NOT_PLANNED)))
        return "\n".join((*lines, tr(MARK_LABELS[visit.mark]), *_counts(visit), *_dates(visit)))


def status_label(status: str) -> Bilingual:
    """Return where a subject is in the trial, in both languages."""
    return SUBJECT_STATUS[status]


def _counts(visit: VisitCell) -> list[str]:
    cell = visit.cell
    counted = ((cell.hard, N_HARD), (cell.missing_required, N_MISSING), (cell.soft, N_SOFT))
    found = [tr(text).format(count=count) for count, text in counted if count]
    return [*found, tr(N_FORMS).format(count=cell.forms)] if cell.forms else found


def _dates(visit: VisitCell) -> list[str]:
    cell = visit.cell
    found = []
    if cell.date:
        found.append(tr(VISITED).format(date=_day(cell.date)))
    if cell.first and cell.last:
        found.append(tr(WINDOW).format(first=_day(cell.first), last=_day(cell.last)))
    return found


def _day(iso: str) -> str:
    return date_text(PartialDate(iso))
