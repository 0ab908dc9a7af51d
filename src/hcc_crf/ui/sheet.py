"""What every dialog has: a heading, a body, a line for what is wrong, two buttons at the right."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.values import Bilingual

from .texts import say
from .texts_shell import CANCEL
from .theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, set_role


class Sheet(QDialog):
    """A dialog. Put what it asks into `body`; call `accept` when `confirm` may go through."""

    def __init__(
        self,
        heading: Bilingual,
        confirm: Bilingual,
        *,
        cancel: Bilingual | None = CANCEL,
        parent: QWidget | None = None,
    ) -> None:
        """Make a sheet.

        Args:
            heading: What it is about; also its window title.
            confirm: The word on the button that Enter presses.
            cancel: The word on the other; `None` for a sheet that only tells.
        """
        super().__init__(parent)
        say(self, heading, "windowTitle")
        self.setModal(True)
        self.heading = QLabel()
        set_role(self.heading, "page-title")
        say(self.heading, heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_S)
        self.message = words("", role="finding-hard")
        self.message.hide()
        self.confirm = QPushButton()
        set_role(self.confirm, "primary")
        say(self.confirm, confirm)
        self.confirm.setDefault(True)
        self.confirm.clicked.connect(self.confirmed)
        self.buttons: list[QPushButton] = []
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch(1)
        if cancel is not None:
            self.cancel = QPushButton()
            self.cancel.setAutoDefault(False)
            say(self.cancel, cancel)
            self.cancel.clicked.connect(self.reject)
            buttons.addWidget(self.cancel)
            self.buttons.append(self.cancel)
        buttons.addWidget(self.confirm)
        self.buttons.append(self.confirm)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self._column.setSpacing(SPACE_M)
        self._column.addWidget(self.heading)
        self._column.addLayout(self.body)
        self._column.addWidget(self.message)
        self._column.addStretch(1)
        self._column.addLayout(buttons)
        self.setMinimumWidth(440)

    def confirmed(self) -> None:
        """Enter or the first button was pressed; a sheet that checks first overrides it."""
        self.accept()

    def tell(self, problem: Bilingual) -> None:
        """Say what is wrong, above the buttons."""
        say(self.message, problem)
        self.message.show()
        fit_height(self)

    def _order_fields(self) -> None:
        """Begin at the first field; the buttons come last, whenever they were made."""
        fields = [field for field in self.findChildren(QWidget) if self._is_field(field)]
        chain: list[QWidget] = [*fields, *self.buttons]
        for one, after in pairwise(chain):
            QWidget.setTabOrder(one, after)
        chain[0].setFocus()

    def _is_field(self, widget: QWidget) -> bool:
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        is_button = isinstance(widget, QPushButton)
        return takes_tab and not is_button and widget.window() is self

    def showEvent(self, event: QShowEvent) -> None:
        self._order_fields()
        fit_height(self)
        super().showEvent(event)


def fit_height(dialog: QDialog) -> None:
    """Make a dialog as high as its words need at its width.

    Qt gives a new window two thirds of the screen at most, and then cuts words that break off.
    """
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))


def words(text: str = "", *, role: str = "") -> QLabel:
    """Return a label that breaks its lines and whose text a mouse can select."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        set_role(label, role)
    return label


def said(text: Bilingual, *, role: str = "") -> QLabel:
    """Return a label that follows the language and breaks its lines."""
    label = words(role=role)
    say(label, text)
    return label


def add_field(form: QFormLayout, text: Bilingual, field: QWidget) -> None:
    """Put a field with its label into a form; the label names it for a screen reader, too."""
    label = QLabel()
    say(label, text)
    label.setBuddy(field)
    say(field, text, "accessibleName")
    form.addRow(label, field)
