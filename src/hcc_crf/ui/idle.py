"""Notice that nobody touches keyboard or mouse (trust.md R28).

Filters hang on windows, not on the application: Python sees the few events that come from a person
and not the thousands that widgets send each other.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

IDLE_MINUTES = 10
"""So long without a key or a click, then the desk locks itself."""

LOOK_EVERY_S = 10
SLEPT_S = 90
"""More seconds than these between two looks, and the computer slept; a slow disk takes fewer."""
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


class SleepWatch(QObject):
    """Notices that the computer slept, or the system put the program away, while it is started.

    A sleep shows as time that passed by the clock of the workstation between two looks, while no
    event could come. A clock put forward looks the same, and locks the desk, too.

    Attributes:
        every_s: Seconds from look to look.

    Signals:
        slept: Somebody else may sit here now.
    """

    slept = Signal()

    def __init__(self, app: QApplication) -> None:
        """Make a watch that stands still."""
        super().__init__(app)
        self.every_s = LOOK_EVERY_S
        self._now: Callable[[], datetime] | None = None
        self._seen: datetime | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        app.applicationStateChanged.connect(self._state_changed)

    def start(self, now: Callable[[], datetime]) -> None:
        """Look from now on; `now` reads the clock of the workstation."""
        self._now, self._seen = now, now()
        self._timer.start(self.every_s * 1000)

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()
        self._now = None

    def look(self) -> None:
        """Compare the clock with the last look."""
        if self._now is None or self._seen is None:
            return
        before, self._seen = self._seen, self._now()
        if (self._seen - before).total_seconds() > SLEPT_S:
            self.slept.emit()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if self._now is not None and state is Qt.ApplicationState.ApplicationSuspended:
            self.slept.emit()
