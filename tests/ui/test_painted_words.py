"""Words that delegates and headings paint can be read on every screen, as those of widgets can."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.entry.program import Program
from hcc_crf.session import Session
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_forms import LINE_ROLE, FormLine, FormLineDelegate
from hcc_crf.ui.texts import wording
from hcc_crf.ui.workbench import Workbench
from hcc_crf.values import FormPath, Language, SubjectKey, VisitCode
from tests.ui.dialogs import every_dialog
from tests.ui.looking import settle
from tests.ui.painting import painted_faults
from tests.ui.people import bench_of, sign_in

SUBJECT = SubjectKey("01-001")
SIZES = ((1100, 700), (1366, 768), (1920, 1080))
LONG = "Total bilirubin at the last visit before the dose"
VISITS = ("SCR", "C1D1", "C2D1", "TA1", "TA2", "EOT", "LOG")


def pages(bench: Workbench, program: Program) -> dict[str, Callable[[], object]]:
    """Return what shows each page that paints words."""
    shown: dict[str, Callable[[], object]] = {
        screen.name: partial(bench.show_screen, screen) for screen in bench.screens
    }
    for code in VISITS:
        visit = VisitCode(code)
        form = program.visit(visit).forms[0]
        shown[code] = partial(bench.show_entry, FormPath(SUBJECT, visit, form))
    shown["subject"] = partial(bench.open_subject, SUBJECT)
    shown["response"] = partial(bench.open_response, SUBJECT)
    return shown


@pytest.mark.parametrize("language", list(Language))
def test_what_is_painted_on_every_page_can_be_read(
    desk: Desk, qtbot: QtBot, program: Program, language: Language
) -> None:
    wording().speak(language)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    found = {}
    for size in SIZES:
        desk.resize(*size)
        for name, show in pages(bench_of(desk), program).items():
            show()
            settle()
            found[name, size] = sorted(set(painted_faults(desk)))
    assert {where: seen for where, seen in found.items() if seen} == {}


@pytest.mark.parametrize("language", list(Language))
def test_what_is_painted_in_every_dialog_can_be_read(
    session: Session, qtbot: QtBot, language: Language
) -> None:
    wording().speak(language)
    window = QWidget()
    qtbot.addWidget(window)
    found = {}
    for name, make in every_dialog(session).items():
        dialog = make(session, window)
        dialog.setModal(False)
        dialog.show()
        settle()
        found[name] = painted_faults(dialog)
        dialog.close()
    assert {name: seen for name, seen in found.items() if seen} == {}


# --- the ear itself: what it would say of a planted fault ---


def test_a_cell_that_qt_cuts_off_is_found_unless_its_tip_says_it_whole(qtbot: QtBot) -> None:
    paper = QWidget()
    qtbot.addWidget(paper)
    table = QTableWidget(1, 1, paper)
    cell = QTableWidgetItem(LONG)
    table.setItem(0, 0, cell)
    table.setColumnWidth(0, 90)
    table.setHorizontalHeaderLabels(["Item"])
    paper.show()
    assert len(painted_faults(paper)) == 1
    cell.setToolTip(LONG)
    assert painted_faults(paper) == []


def test_a_heading_that_is_cut_off_is_found(qtbot: QtBot) -> None:
    paper = QWidget()
    qtbot.addWidget(paper)
    table = QTableWidget(0, 1, paper)
    table.setColumnWidth(0, 90)
    table.setHorizontalHeaderLabels([LONG])
    paper.show()
    assert painted_faults(paper)[0].startswith(f"QTableWidget: heading '{LONG}' needs")


def test_words_that_a_delegate_paints_beyond_their_box_are_found(qtbot: QtBot) -> None:
    paper = QWidget()
    qtbot.addWidget(paper)
    view = QListWidget(paper)
    view.setItemDelegate(FormLineDelegate(view))
    item = QListWidgetItem(view)
    item.setData(LINE_ROLE, FormLine(LONG))
    view.setFixedSize(90, 80)
    paper.show()
    settle()
    assert LONG in painted_faults(paper)[0]
