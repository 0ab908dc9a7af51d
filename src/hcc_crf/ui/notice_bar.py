"""What people must know of this workspace, below the top bar of every page until it is dismissed.

Lost saves, a clock that jumped, decayed pages: a notice says what happened, where, and what to do.
It goes when its person dismisses it or when the session no longer tells it; one that says something
new stands there again. The next sign-in begins anew.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hcc_crf.values import Bilingual

from .entry_row import wrapping_label
from .texts import say
from .texts_shell import DISMISS, DISMISS_NOTICE, NOTICES
from .theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, set_role

HIGHEST = 156
"""Device independent pixels; more than that scrolls, so that the page keeps its room."""
_SIGN = "▲"
_BESIDE_BUTTON = 5
"""Above words of one line, so that they stand at the middle of the button."""


class NoticeBar(QScrollArea):
    """A notice below the other; hidden while there is none.

    Signals:
        dismissed: The person did away with one; the keyboard may be without a place.
    """

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden bar; `show_notices` fills it."""
        super().__init__(parent)
        set_role(self, "notice-bar")
        say(self, NOTICES, "accessibleName")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QFrame()
        set_role(self._body, "notice-lines")
        self._dismissed: frozenset[Bilingual] = frozenset()
        self._lines: dict[Bilingual, NoticeLine] = {}
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(SPACE_L, SPACE_XS, SPACE_L, SPACE_XS)
        self._column.setSpacing(0)
        self.setWidget(self._body)
        self.hide()

    @property
    def lines(self) -> tuple["NoticeLine", ...]:
        """What stands there now, as told."""
        return tuple(self._lines.values())

    def show_notices(self, notices: tuple[Bilingual, ...]) -> None:
        """Show what the session tells now, without what was dismissed."""
        wanted = [notice for notice in notices if notice not in self._dismissed]
        for notice in self._lines.keys() - set(wanted):
            line = self._lines.pop(notice)
            line.hide()
            line.deleteLater()
        for notice in wanted:
            if notice not in self._lines:
                self._add(notice)
        self.setVisible(bool(self._lines))
        self._fit()

    def _fit(self) -> None:
        """Take the height the words need at this width, up to the most."""
        wanted = self._body.heightForWidth(self.width()) + 2 * self.frameWidth()
        self.setFixedHeight(max(0, min(wanted, HIGHEST)))
        scrolls = wanted > HIGHEST
        policy = Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)  # the arrow keys scroll

    def _add(self, notice: Bilingual) -> None:
        line = self._lines[notice] = NoticeLine(notice, self._body)
        line.dismiss.clicked.connect(lambda: self._dismiss(notice))
        self._column.addWidget(line)
        line.show()

    def _dismiss(self, notice: Bilingual) -> None:
        self._dismissed |= {notice}
        self.show_notices(tuple(self._lines))
        if self._lines:
            next(iter(self._lines.values())).dismiss.setFocus()
        self.dismissed.emit()

    def event(self, event: QEvent) -> bool:
        """Fit again when words or style ask for another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class NoticeLine(QWidget):
    """One notice, as many lines as it needs, and the button that does away with it."""

    def __init__(self, notice: Bilingual, parent: QWidget) -> None:
        """Say a notice; a screen reader hears it at the button."""
        super().__init__(parent)
        sign = QLabel(_SIGN)
        set_role(sign, "finding-soft")
        top = Qt.AlignmentFlag.AlignTop
        self.words = wrapping_label(self)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (sign, self.words):
            label.setContentsMargins(0, _BESIDE_BUTTON, 0, _BESIDE_BUTTON)
        say(self.words, notice)
        self.dismiss = QPushButton()
        say(self.dismiss, DISMISS)
        say(self.dismiss, DISMISS_NOTICE, "accessibleName")
        say(self.dismiss, notice, "accessibleDescription")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(sign, 0, top)
        row.addWidget(self.words, 1)
        row.addSpacing(SPACE_M)
        row.addWidget(self.dismiss, 0, top)
