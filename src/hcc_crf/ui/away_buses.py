"""Away, as Linux says it over D-Bus: by logind on the system bus, by a screen saver on the other.

Source: org.freedesktop.login1(5), for systemd 243 or later; the screen savers each signal
`ActiveChanged` of an interface named as their service. Signals count only from the owner of that
name, and of the types they should have: QtDBus ends the program over others, so every `connect`
names them. A bus, service or session that is not there is no error: nothing is heard from it.

Deliberately absent: an inhibitor that holds a suspend back until the desk is locked. A computer
that sleeps before the signal was read locks on waking, by the same signal or by the clock.
"""

from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
)

LOGIND = "org.freedesktop.login1"
LOGIND_PATH = "/org/freedesktop/login1"
LOGIND_MANAGER = "org.freedesktop.login1.Manager"
LOGIND_SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_OWN_SESSION = "auto"
"""logind's word for the session of the caller, or of the user where the caller has none."""


class BusSession(QObject):
    """The session of the desktop this program runs in.

    Signals:
        away: It is locked or switched away, its screen saver runs, or the computer goes to sleep.
    """

    away = Signal()

    def listen_to_this_computer(self) -> None:
        """Listen on the buses of this computer, as far as there are any."""
        self.listen_to_logind(QDBusConnection.systemBus())
        self.listen_to_screen_savers(QDBusConnection.sessionBus())

    def listen_to_logind(self, bus: QDBusConnection) -> None:
        """Listen for sleep, and for what happens to our session once logind has named it."""
        if not bus.isConnected():
            return
        turned = _slot("_turned(bool)")
        bus.connect(LOGIND, LOGIND_PATH, LOGIND_MANAGER, "PrepareForSleep", "b", self, turned)
        asked = QDBusMessage.createMethodCall(LOGIND, LOGIND_PATH, LOGIND_MANAGER, "GetSession")
        asked.setArguments([_OWN_SESSION])
        answer = QDBusPendingCallWatcher(bus.asyncCall(asked), self)
        answer.finished.connect(lambda: self._listen_to_session(bus, answer))

    def listen_to_screen_savers(self, bus: QDBusConnection) -> None:
        """Listen to every screen saver we know; where it keeps its object is its own matter."""
        if not bus.isConnected():
            return
        for name in SCREEN_SAVERS:
            bus.connect(name, "", name, "ActiveChanged", "b", self, _slot("_turned(bool)"))

    def _listen_to_session(self, bus: QDBusConnection, answer: QDBusPendingCallWatcher) -> None:
        answer.deleteLater()
        named = answer.reply().arguments()
        if answer.isError() or not named or not isinstance(named[0], QDBusObjectPath):
            return
        path = named[0].path()
        bus.connect(LOGIND, path, LOGIND_SESSION, "Lock", self, _slot("_locked()"))
        changed = _slot("_changed(QString,QVariantMap,QStringList)")
        bus.connect(LOGIND, path, PROPERTIES, "PropertiesChanged", "sa{sv}as", self, changed)

    @Slot(bool)
    def _turned(self, on: bool) -> None:  # noqa: FBT001  (as the bus gives it)
        if on:
            self.away.emit()

    @Slot()
    def _locked(self) -> None:
        self.away.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def _changed(self, interface: str, now: dict[str, object], _unsaid: list[str]) -> None:
        is_left = now.get("LockedHint") is True or now.get("Active") is False
        if interface == LOGIND_SESSION and is_left:
            self.away.emit()


def _slot(signature: str) -> bytes:
    return cast("bytes", SLOT(signature))  # text is what `connect` takes, whatever its stub says
