"""Open any visit of the schedule, also one that is not expected: an unscheduled visit, a log."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from hcc_crf.study.model import Study
from hcc_crf.study.schedule import all_visit_codes, visit_label
from hcc_crf.values import VisitCode

from .sheet import Sheet, said
from .texts import say, tr
from .texts_shell import OPEN
from .texts_subjects import OTHER_TITLE, OTHER_WHY, VISIT

_CODE = Qt.ItemDataRole.UserRole


class OtherVisitDialog(Sheet):
    """Lists every visit code with its name; typing narrows the list."""

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        """List the visits of a study."""
        super().__init__(OTHER_TITLE, OPEN, parent=parent)
        self.search = QLineEdit()
        say(self.search, VISIT, "placeholderText")
        say(self.search, VISIT, "accessibleName")
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        say(self.list, OTHER_TITLE, "accessibleName")
        for code in all_visit_codes(study):
            item = QListWidgetItem(f"{code}   {tr(visit_label(study, code))}")
            item.setData(_CODE, code)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemDoubleClicked.connect(self.accept)
        self.list.setMinimumHeight(300)
        self.body.addWidget(said(OTHER_WHY, role="muted"))
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        self.search.setFocus()

    @property
    def visit(self) -> VisitCode | None:
        """The visit that is chosen, `None` when the list is empty."""
        row = self.list.currentRow()
        return VisitCode(self.list.item(row).data(_CODE)) if row >= 0 else None

    def confirmed(self) -> None:
        """Accept a visit of the list."""
        if self.visit is not None:
            self.accept()

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        first = None
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(wanted not in item.text().casefold())
            if first is None and not item.isHidden():
                first = number
        self.list.setCurrentRow(-1 if first is None else first)
