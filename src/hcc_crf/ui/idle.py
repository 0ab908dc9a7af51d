"""Notice that nobody touches keyboard or mouse (trust.md R28).

Filters hang on windows, not on the application: Python sees the few events that come from a person
and not the thousands that widgets send each other.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

IDLE_MINUTES = 10
"""So long without a key or a click, then the desk locks itself."""

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class IdleWatch(QObject):
    """Watches the windows that get the focus, while it is started.

    Signals:
        idle: Nothing happened for the time set.
    """

    idle = Signal()

    def __init__(self, app: QApplication, *, minutes: float = IDLE_MINUTES) -> None:
        """Make a watch that stands still."""
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)
        app.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Take what happens in `window` as a sign of life, too."""
        if window is not None:
            window.installEventFilter(self)

    def start(self) -> None:
        """Count from now."""
        self._timer.start()

    def stop(self) -> None:
        """Count no longer."""
        self._timer.stop()

    @property
    def left_ms(self) -> int:
        """Milliseconds until the desk counts as left; negative while nothing is counted."""
        return self._timer.remainingTime()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._timer.isActive() and event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False
