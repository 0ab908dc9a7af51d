"""The desk locks with the computer: over real D-Bus daemons, and by the messages of Windows.

Two daemons of the tests stand for the system bus, with a logind of ours on it, and for the bus of
the desktop. What Windows sends is given as numbers; no Windows is run.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.ui.away import AwayWatch
from hcc_crf.ui.away_windows import WindowsSession, means_away
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.values import FormPath, SubjectKey, VisitCode
from tests.ui.entry_hand import rewrite
from tests.ui.people import bench_of, is_at_work, sign_in

buses = pytest.importorskip(
    "hcc_crf.ui.away_buses", reason="this PySide6 comes without QtDBus", exc_type=ImportError
)
from PySide6.QtDBus import (  # noqa: E402  (skipped above where it is not there)
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
)

PLACE = FormPath(SubjectKey("01-001"), VisitCode("C4D1"), "VS")
OURS = "/org/freedesktop/login1/session/_37"
OTHER = "/org/freedesktop/login1/session/_38"


class Logind(QObject):
    """Knows one session by its name."""

    @Slot(str, result=QDBusObjectPath)
    def GetSession(self, name: str) -> QDBusObjectPath:  # noqa: N802  (logind's name)
        return QDBusObjectPath(OURS if name == "auto" else OTHER)


@dataclass
class Bus:
    """A daemon: the connection of the program under test, and one that speaks to it."""

    ours: QDBusConnection
    theirs: QDBusConnection

    def send(self, path: str, interface: str, name: str, *what: object) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(what))
        assert self.theirs.send(signal)


@pytest.fixture
def make_bus() -> Iterator[Callable[[str], Bus]]:
    """Starts D-Bus daemons of their own; ended behind the test."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon on this computer: nothing to hear the operating system by")
    started: list[tuple[str, subprocess.Popen[str]]] = []

    def make(name: str) -> Bus:
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        started.append((name, daemon))
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        made = Bus(
            QDBusConnection.connectToBus(address, f"ours-{name}"),
            QDBusConnection.connectToBus(address, f"theirs-{name}"),
        )
        assert made.ours.isConnected()
        assert made.theirs.isConnected()
        return made

    yield make
    for name, daemon in started:
        QDBusConnection.disconnectFromBus(f"ours-{name}")
        QDBusConnection.disconnectFromBus(f"theirs-{name}")
        daemon.terminate()
        daemon.communicate()


@dataclass
class Computer:
    """What the operating system can say, and whether it was heard."""

    bus: Bus
    desktop: Bus
    heard: list[str]

    def sleep(self, *, begins: bool) -> None:
        self.bus.send(buses.LOGIND_PATH, buses.LOGIND_MANAGER, "PrepareForSleep", begins)

    def lock(self, session: str = OURS) -> None:
        self.bus.send(session, buses.LOGIND_SESSION, "Lock")

    def change(self, session: str = OURS, **now: bool) -> None:
        self.bus.send(
            session,
            buses.PROPERTIES,
            "PropertiesChanged",
            buses.LOGIND_SESSION,
            now,
            ["IdleSinceHint"],
        )

    def save_screen(self, name: str, path: str, *, on: bool) -> None:
        self.desktop.send(path, name, "ActiveChanged", on)


@pytest.fixture
def session(make_bus: Callable[[str], Bus], qtbot: QtBot) -> Iterator[tuple[QObject, Computer]]:
    """What the program hears, and the computer that speaks."""
    computer = Computer(make_bus("system"), make_bus("desktop"), [])
    logind = Logind()
    assert computer.bus.theirs.registerService(buses.LOGIND)
    assert computer.bus.theirs.registerObject(
        buses.LOGIND_PATH,
        buses.LOGIND_MANAGER,
        logind,
        QDBusConnection.RegisterOption.ExportAllSlots,
    )
    for name in buses.SCREEN_SAVERS:
        assert computer.desktop.theirs.registerService(name)
    listening = buses.BusSession()
    listening.away.connect(lambda: computer.heard.append("away"))
    listening.listen_to_logind(computer.bus.ours)
    listening.listen_to_screen_savers(computer.desktop.ours)
    wait_until_it_listens(computer, qtbot)
    yield listening, computer
    listening.deleteLater()


def wait_until_it_listens(computer: Computer, qtbot: QtBot) -> None:
    """Lock until it is heard: by then logind has named the session and both ends are joined."""

    def heard() -> bool:
        computer.lock()
        return bool(computer.heard)

    qtbot.waitUntil(heard)
    qtbot.waitUntil(lambda: said_all(computer))
    computer.heard.clear()


def said_all(computer: Computer) -> bool:
    """Return whether everything sent so far on both buses was delivered: a call comes behind it."""
    for bus in (computer.bus, computer.desktop):
        ask = QDBusMessage.createMethodCall(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId"
        )
        bus.theirs.call(ask)
        bus.ours.call(ask)
    return True


Heard = tuple[QObject, Computer]


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(lambda c: c.sleep(begins=True), id="the computer goes to sleep"),
        pytest.param(lambda c: c.lock(), id="loginctl lock-session"),
        pytest.param(lambda c: c.change(LockedHint=True), id="the desktop says it is locked"),
        pytest.param(lambda c: c.change(Active=False), id="another user takes the screen"),
        pytest.param(
            lambda c: c.save_screen(
                "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", on=True
            ),
            id="the screen saver begins",
        ),
        pytest.param(
            lambda c: c.save_screen("org.freedesktop.ScreenSaver", "/ScreenSaver", on=True),
            id="the screen saver begins, at another path",
        ),
        pytest.param(
            lambda c: c.save_screen("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", on=True),
            id="that of GNOME",
        ),
    ],
)
def test_what_leaves_the_screen_to_somebody_else_is_heard(
    session: Heard, qtbot: QtBot, says: Callable[[Computer], None]
) -> None:
    says(session[1])
    qtbot.waitUntil(lambda: session[1].heard == ["away"])


def test_what_leaves_nobody_else_at_the_screen_is_not(session: Heard, qtbot: QtBot) -> None:
    _listening, computer = session
    computer.sleep(begins=False)
    computer.change(LockedHint=False)
    computer.change(Active=True)
    computer.change(IdleHint=True)
    computer.change(OTHER, LockedHint=True)
    computer.lock(OTHER)
    computer.bus.send(OURS, buses.LOGIND_SESSION, "Unlock")
    computer.save_screen("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", on=False)
    computer.save_screen("org.example.ScreenSaver", "/ScreenSaver", on=True)
    assert said_all(computer)
    computer.lock()  # comes behind all of them
    qtbot.waitUntil(lambda: computer.heard != [])
    assert computer.heard == ["away"]


def test_signals_of_other_types_than_agreed_are_passed_over(session: Heard, qtbot: QtBot) -> None:
    """QtDBus would end the program over them."""
    _listening, computer = session
    computer.bus.send(buses.LOGIND_PATH, buses.LOGIND_MANAGER, "PrepareForSleep", "yes", 1)
    computer.bus.send(buses.LOGIND_PATH, buses.LOGIND_MANAGER, "PrepareForSleep")
    computer.bus.send(OURS, buses.PROPERTIES, "PropertiesChanged", buses.LOGIND_SESSION, {}, [])
    computer.bus.send(OURS, buses.PROPERTIES, "PropertiesChanged", 1)
    computer.desktop.send("/x", "org.gnome.ScreenSaver", "ActiveChanged", "true")
    assert said_all(computer)
    computer.lock()
    qtbot.waitUntil(lambda: computer.heard != [])
    assert computer.heard == ["away"]


def test_nobody_but_logind_is_believed(session: Heard, qtbot: QtBot) -> None:
    _listening, computer = session
    signal = QDBusMessage.createSignal(OURS, buses.LOGIND_SESSION, "Lock")
    assert computer.bus.ours.send(signal)  # the program's own connection does not own the name
    assert said_all(computer)
    computer.change(LockedHint=True)
    qtbot.waitUntil(lambda: computer.heard != [])
    assert computer.heard == ["away"]


def test_a_bus_without_logind_is_no_error(make_bus: Callable[[str], Bus], qtbot: QtBot) -> None:
    bus = make_bus("empty")
    listening = buses.BusSession()
    listening.listen_to_logind(bus.ours)
    qtbot.waitUntil(lambda: not listening.children())  # logind did not answer: no session to hear
    with qtbot.waitSignal(listening.away):  # it may be started later
        assert bus.theirs.registerService(buses.LOGIND)
        bus.send(buses.LOGIND_PATH, buses.LOGIND_MANAGER, "PrepareForSleep", True)


def test_a_computer_without_buses_is_no_error(qtbot: QtBot) -> None:
    nowhere = QDBusConnection("no such bus")
    assert not nowhere.isConnected()
    listening = buses.BusSession()
    with qtbot.assertNotEmitted(listening.away):
        listening.listen_to_logind(nowhere)
        listening.listen_to_screen_savers(nowhere)
    assert listening.findChildren(QObject) == []


@pytest.mark.requirement("R28")
def test_the_desk_locks_with_the_computer_and_keeps_what_is_typed(desk: Desk, qtbot: QtBot) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    screen = bench_of(desk).show_entry(PLACE)
    assert isinstance(screen, EntryScreen)
    rewrite(screen, "WEIGHT", "66")
    desk.away_watch.away.emit()
    assert not is_at_work(desk)
    assert desk.session is None
    assert desk.sign_in_page.message.text().startswith("Locked together with the computer.")
    desk.away_watch.away.emit()  # the same lock is said by more than one
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    bench_of(desk).go_back()
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    assert "fields: 1" in page.drafts.findChildren(QPushButton)[-1].text()


def test_nobody_at_work_is_not_told_of_a_lock(desk: Desk) -> None:
    desk.away_watch.away.emit()
    assert desk.sign_in_page.message.text() == ""


def test_the_desk_listens_once_however_often_somebody_signs_in(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(2):
        sign_in(desk, qtbot, "nurse1", PASSWORD)
        bench_of(desk).lock_asked.emit()
    assert len(desk.findChildren(AwayWatch)) == 1
    assert len(desk.away_watch.children()) == 1


# Numbers read off the reference of the Windows API, WinUser.h and WtsApi32.h.
@pytest.mark.parametrize(
    ("message", "what", "away"),
    [
        pytest.param(0x02B1, 0x7, True, id="session locked"),
        pytest.param(0x02B1, 0x8, False, id="session unlocked"),
        pytest.param(0x02B1, 0x6, True, id="logged off"),
        pytest.param(0x02B1, 0x5, False, id="logged on"),
        pytest.param(0x02B1, 0x2, True, id="another user takes the console"),
        pytest.param(0x02B1, 0x1, False, id="the console comes back"),
        pytest.param(0x02B1, 0x4, True, id="remote desktop left"),
        pytest.param(0x0218, 0x4, True, id="suspend"),
        pytest.param(0x0218, 0x7, False, id="resumed by a person"),
        pytest.param(0x0218, 0x12, False, id="resumed by itself"),
        pytest.param(0x0218, 0xA, False, id="battery or mains"),
        pytest.param(0x0100, 0x7, False, id="a key, of the same number"),
    ],
)
def test_a_message_of_windows_means(message: int, what: int, away: bool) -> None:
    assert means_away(message, what) is away


def test_what_windows_says_to_the_window_is_passed_on(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    told = WindowsSession(window)
    with qtbot.waitSignal(told.away):
        told.take(0x02B1, 0x7)
    with qtbot.assertNotEmitted(told.away):
        told.take(0x02B1, 0x8)
