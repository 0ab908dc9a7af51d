"""The heading at the left of the matrix: subject and status; it stays while visits scroll."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QTableView, QWidget

from .matrix_model import MatrixModel, status_label
from .texts import say, tr
from .texts_subjects import STATUS, SUBJECT
from .theme import SPACE_M, colours, set_role

SUBJECT_WIDTH = 92
STATUS_WIDTH = 118


class SubjectHeading(QHeaderView):
    """Paints number and status of each subject."""

    def __init__(self, view: QTableView, matrix: MatrixModel) -> None:
        """Head the rows of `view`."""
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self._matrix = matrix
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sectionSizeFromContents(self, _row: int) -> QSize:
        return QSize(SUBJECT_WIDTH + STATUS_WIDTH, self.defaultSectionSize())

    def sizeHint(self) -> QSize:
        return QSize(SUBJECT_WIDTH + STATUS_WIDTH, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        named = colours()
        row = self._matrix.row_at(logicalIndex)
        is_chosen = logicalIndex == self._view.currentIndex().row()
        painter.fillRect(rect, QColor(named.chosen if is_chosen else named.surface))
        painter.setPen(QColor(named.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = QFont(self._view.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(named.text))
        where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        number = QRect(rect.left() + SPACE_M, rect.top(), SUBJECT_WIDTH - SPACE_M, rect.height())
        painter.drawText(number, where, row.subject)
        painter.setFont(self._view.font())
        painter.setPen(QColor(named.muted))
        status = QRect(rect.left() + SUBJECT_WIDTH, rect.top(), STATUS_WIDTH, rect.height())
        painter.drawText(status, where, tr(status_label(row.status)))


def corner_label(view: QTableView) -> QWidget:
    """Return what stands above the heading: the names of its two columns."""
    corner = QWidget(view)
    row = QHBoxLayout(corner)
    row.setContentsMargins(SPACE_M, 0, 0, 0)
    row.setSpacing(0)
    for text, width in ((SUBJECT, SUBJECT_WIDTH - SPACE_M), (STATUS, STATUS_WIDTH)):
        label = QLabel()
        set_role(label, "small")
        label.setFixedWidth(width)
        say(label, text)
        row.addWidget(label)
    return corner
