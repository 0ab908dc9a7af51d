"""Away, as Windows says it to a window: session locked or taken elsewhere, computer asleep.

Source: WM_WTSSESSION_CHANGE, WM_POWERBROADCAST and WTSRegisterSessionNotification of the Windows
API. What a message means is tested on every platform; taking it from Qt and registering the window
were written after the manual and never run on a real Windows.
"""

import sys

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

WM_POWERBROADCAST = 0x0218
PBT_APMSUSPEND = 0x4
WM_WTSSESSION_CHANGE = 0x02B1
WTS_CONSOLE_DISCONNECT = 0x2
WTS_REMOTE_DISCONNECT = 0x4
WTS_SESSION_LOGOFF = 0x6
WTS_SESSION_LOCK = 0x7
_LEFT = frozenset(
    {WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK}
)
_THIS_SESSION = 0
"""NOTIFY_FOR_THIS_SESSION"""


def means_away(message: int, what: int) -> bool:
    """Return whether a window message says that the person is away.

    Args:
        message: Number of the message.
        what: Its `wParam`: what happened to the session, or to the power.
    """
    if message == WM_WTSSESSION_CHANGE:
        return what in _LEFT
    return message == WM_POWERBROADCAST and what == PBT_APMSUSPEND


class WindowsSession(QObject):
    """The Windows session this program runs in.

    Signals:
        away: It is locked, switched or logged off, or the computer goes to sleep.
    """

    away = Signal()

    def __init__(self, window: QWidget) -> None:
        """Have Windows tell `window`, and listen to what it is told, while the window lives."""
        super().__init__(window)
        self._messages = _Messages(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  (a window cannot be without)
        app.installNativeEventFilter(self._messages)
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415  (only there)

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                ctypes.c_void_p(int(window.winId())), _THIS_SESSION
            )

    def take(self, message: int, what: int) -> None:
        """Take a message, its number and its `wParam`."""
        if means_away(message, what):
            self.away.emit()


class _Messages(QAbstractNativeEventFilter):
    """Reads every native message; all but two kinds are let go at once."""

    def __init__(self, session: WindowsSession) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if sys.platform == "win32":
            from ctypes import wintypes  # noqa: PLC0415  (only there)

            told = wintypes.MSG.from_address(int(message))
            self._session.take(told.message, told.wParam)
        return False, 0
