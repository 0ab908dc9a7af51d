"""Every control of every screen: named for a screen reader, reached by Tab and left by it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.entry.program import Program
from hcc_crf.study.unit_signs import unit_text
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.rail import Screen
from hcc_crf.values import FormPath, Language
from tests.ui.conftest import MORNING, TickingClock, desk_at
from tests.ui.looking import settle
from tests.ui.people import bench_of
from tests.ui.test_walk import places

STOPS = 300
"""More stops of Tab than any screen has: a round that is longer never comes back."""


@pytest.fixture(scope="module")
def heard(
    template: Path, program: Program, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    """A desk at which the study nurse works; nothing is saved at it."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("heard") / "site-01-A"))
    desk = desk_at(folder, program, TickingClock(MORNING))
    desk.show()
    desk.sign_in("nurse1", PASSWORD)
    qapp.processEvents()
    desk.activateWindow()
    assert QTest.qWaitForWindowActive(desk)
    yield desk
    desk.close()
    desk.deleteLater()
    qapp.processEvents()


def shown(root: QWidget) -> list[QWidget]:
    """Return the widgets of a screen that can be seen."""
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible()]


def takes_focus(widget: QWidget) -> bool:
    """Return whether a person can go to a widget; what only frames others is none."""
    if isinstance(widget, QHeaderView) or not widget.isEnabled():
        return False
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
        return False
    is_words = isinstance(widget, QLabel)  # whose text a mouse may select
    return not is_words and not str(widget.objectName()).startswith("qt_")


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a control."""
    said = widget.accessibleName()
    if not said and isinstance(widget, QAbstractButton):
        said = widget.text()
    return said.strip(" ×+…").strip()


def nameless(root: QWidget) -> list[str]:
    """Return the controls a screen reader cannot call by a name."""
    return [repr(widget) for widget in shown(root) if takes_focus(widget) and not name_of(widget)]


def round_of_tab(root: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Press Tab until it comes back to where it began; return where it stopped."""
    stops: list[QWidget] = []
    for _ in range(STOPS):
        now = QApplication.focusWidget()
        assert now is not None
        if now in stops:
            break
        stops.append(now)
        QTest.keyClick(now, key)
    return stops


def reached_by_tab(root: QWidget) -> set[QWidget]:
    """Return the controls that Tab must stop at."""
    tab = Qt.FocusPolicy.TabFocus
    return {w for w in shown(root) if takes_focus(w) and (w.focusPolicy() & tab) == tab}


def opened(desk: Desk, place: FormPath) -> EntryScreen:
    """Open a form."""
    screen = bench_of(desk).show_entry(place)
    assert isinstance(screen, EntryScreen)
    settle()
    return screen


def test_every_control_of_every_form_has_a_name(heard: Desk, program: Program) -> None:
    found = {}
    for place in places(program):
        opened(heard, place)
        found[place.form] = nameless(heard)
    assert {form: seen for form, seen in found.items() if seen} == {}


def test_every_field_says_its_unit_whether_it_is_required_and_what_was_found(
    heard: Desk, program: Program
) -> None:
    silent = []
    for place in places(program):
        for field in opened(heard, place).page.fields():
            state, target = field.shown, field.target()
            said = f"{target.accessibleName()}. {target.accessibleDescription()}"
            wanted = [note.text for note in state.notes]
            wanted += ["required"] if state.is_required else []
            if state.unit and not state.is_locked:
                wanted.append(unit_text(state.unit, Language.EN))
            if field.isVisible():
                silent += [(place.form, state.name, one) for one in wanted if one not in said]
    assert silent == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_passes_through_every_control_of_every_form_and_comes_back(
    heard: Desk, program: Program, key: Qt.Key
) -> None:
    missed = {}
    for place in places(program):
        opened(heard, place).page.focus_first()
        stops = round_of_tab(heard, key)
        assert len(stops) < STOPS, place
        lost = reached_by_tab(heard) - set(stops)
        missed[place.form] = [f"{type(w).__name__} {name_of(w)}" for w in lost]
    assert {form: seen for form, seen in missed.items() if seen} == {}


@pytest.mark.parametrize("screen", list(Screen))
def test_every_control_of_every_screen_has_a_name_and_is_reached(
    heard: Desk, screen: Screen
) -> None:
    page = bench_of(heard).show_screen(screen)
    settle()
    assert nameless(heard) == []
    page.take_keyboard()
    stops = round_of_tab(heard)
    assert 1 < len(stops) < STOPS
    assert {name_of(w) for w in reached_by_tab(heard) - set(stops)} == set()


def test_sign_in_names_its_fields(desk: Desk) -> None:
    assert nameless(desk) == []


def test_the_eye_finds_what_has_no_name(qtbot: QtBot) -> None:
    paper = QWidget()
    qtbot.addWidget(paper)
    line = QLineEdit(paper)
    paper.show()
    assert nameless(paper) == [repr(line)]
    line.setAccessibleName("Weight")
    assert nameless(paper) == []
