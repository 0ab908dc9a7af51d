"""Hear from the operating system that the person is away: session locked or left, computer asleep.

Source: trust.md R28 and §6. Linux is heard over D-Bus, Windows by its window messages; both are
loaded when they are first needed. Where there is nothing to listen to (macOS, a Linux without
buses, a PySide6 without QtDBus) the watch stays silent; the desk has watches of its own for idle
time and for sleep.
"""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class AwayWatch(QObject):
    """Listens from `start` on, for as long as the window lives.

    Signals:
        away: Somebody else may sit here now, or soon.
    """

    away = Signal()

    def __init__(self, window: QWidget) -> None:
        """Make a watch that hears nothing yet; `window` is the one of the program."""
        super().__init__(window)
        self._window = window
        self._source: QObject | None = None

    def start(self) -> None:
        """Listen; asked again, nothing is done twice."""
        if self._source is not None:
            return
        if sys.platform == "win32":
            from .away_windows import WindowsSession  # noqa: PLC0415  (only there)

            source = WindowsSession(self._window)
            source.away.connect(self.away)
            self._source = source
        elif sys.platform != "darwin":
            try:
                from .away_buses import BusSession  # noqa: PLC0415  (QtDBus: only there)
            except ImportError:
                return
            buses = BusSession(self)
            buses.away.connect(self.away)
            buses.listen_to_this_computer()
            self._source = buses
