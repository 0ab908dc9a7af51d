"""Every dialog in both languages and themes: it can be read, has names, and fits a small screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.session import Session
from hcc_crf.ui.entry_texts import ADD_ROW, SAVE
from hcc_crf.ui.sheet import Sheet
from hcc_crf.ui.texts import wording
from hcc_crf.ui.texts_shell import NEW_PASSWORD_WHY
from hcc_crf.ui.theme import Scheme, current_theme
from hcc_crf.values import Language
from tests.ui.dialogs import every_dialog
from tests.ui.looking import faults, settle
from tests.ui.test_accessible import STOPS, name_of, nameless, reached_by_tab, round_of_tab

SMALL = (1366, 728)
"""A usual small screen, less the bar of the system."""


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialogs stand before."""
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.resize(1366, 728)
    behind.show()
    return behind


def shown(session: Session, window: QWidget) -> Iterator[tuple[str, QDialog]]:
    """Yield every dialog by its name, on the screen; it goes before the next one comes."""
    for name, make in every_dialog(session).items():
        dialog = make(session, window)
        dialog.setModal(False)
        dialog.show()
        settle()
        yield name, dialog
        dialog.close()
        dialog.deleteLater()
        settle()


def classes_of(kind: type[QDialog]) -> set[type[QDialog]]:
    """Return a class and all below it."""
    return {kind}.union(*(classes_of(one) for one in kind.__subclasses__()))


def test_no_dialog_of_the_program_is_left_out(session: Session, window: QWidget) -> None:
    walked = {type(dialog) for _name, dialog in shown(session, window)}
    ours = {one for one in classes_of(QDialog) if one.__module__.startswith("hcc_crf")}
    assert walked == ours


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_dialog_can_be_read_and_fits(
    session: Session, window: QWidget, scheme: Scheme, language: Language
) -> None:
    current_theme().choose(scheme)
    wording().speak(language)
    found = {}
    for name, dialog in shown(session, window):
        found[name] = faults(dialog)
        if dialog.width() > SMALL[0] or dialog.height() > SMALL[1]:
            found[name].append(f"is {dialog.width()} by {dialog.height()}")
    assert {name: seen for name, seen in found.items() if seen} == {}


def test_a_problem_told_while_a_dialog_is_open_can_be_read(qtbot: QtBot) -> None:
    sheet = Sheet(ADD_ROW, SAVE)
    qtbot.addWidget(sheet)
    sheet.show()
    settle()
    before = sheet.height()
    sheet.tell(NEW_PASSWORD_WHY)
    settle()
    assert faults(sheet) == []
    assert sheet.height() > before


def test_a_dialog_can_be_read_in_the_other_language_chosen_while_it_is_open(
    session: Session, window: QWidget
) -> None:
    found = {}
    for name, dialog in shown(session, window):
        wording().speak(Language.ZH)
        settle()
        found[name] = faults(dialog)
        wording().speak(Language.EN)
        settle()
        found[name] += faults(dialog)
    assert {name: seen for name, seen in found.items() if seen} == {}


def test_every_control_of_every_dialog_has_a_name_and_is_reached(
    session: Session, window: QWidget
) -> None:
    unnamed, missed = {}, {}
    for name, dialog in shown(session, window):
        unnamed[name] = nameless(dialog)
        dialog.activateWindow()
        assert QTest.qWaitForWindowActive(dialog)
        assert QApplication.focusWidget() is not None, name
        stops = round_of_tab(dialog, Qt.Key.Key_Tab)
        assert len(stops) < STOPS, name
        missed[name] = [name_of(one) for one in reached_by_tab(dialog) - set(stops)]
    assert {name: seen for name, seen in unnamed.items() if seen} == {}
    assert {name: seen for name, seen in missed.items() if seen} == {}
