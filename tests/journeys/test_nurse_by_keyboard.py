"""A nurse's visit without a mouse: sign in, laboratory, Child-Pugh, tumours, correct, print, send.

Every act is a key pressed where the keyboard is; the test reads the screen and never moves the
focus or a value by itself.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import PASSWORD, demonstration_lines, make_training
from hcc_crf.session import Moment, Saved, Session, open_session, read_info
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import Scheme, apply_theme
from hcc_crf.ui.transfer_page import TransferPage
from hcc_crf.values import FormPath, ItemPath, Language, Slot, SubjectKey, VisitCode
from tests.session.sites import program
from tests.ui.entry_hand import (
    asks_a_reason,
    field_of,
    in_hand,
    press,
    reason_dialog,
    type_keys,
    wait_for,
    words,
)
from tests.ui.people import bench_of

CONTROL = Qt.KeyboardModifier.ControlModifier
SUBJECT = "01-001"
TO_ENTER = {("C3D1", "LBCHEM"), ("C3D1", "LBCOAG"), ("C3D1", "CPS")}
"""What the nurse enters here; everything before TA1's target lesions is entered already."""
BEFORE_TARGETS = 46
STOPS = 80
"""More fields than any form has."""
REQUIRED = {
    "ALT": "44", "AST": "46", "ALP": "110", "GGT": "82", "BILI": "38.2", "BILDIR": "5.4",
    "ALB": "33", "UREA": "5.2", "CREAT": "80", "GLUC": "5.1", "SODIUM": "140", "K": "4.2",
    "CA": "2.31",
}  # fmt: skip


class Clock:
    """A second passes with every look."""

    local = datetime(2023, 9, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))

    def __call__(self) -> Moment:
        self.local += timedelta(seconds=1)
        return Moment(self.local, "Asia/Shanghai")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    """The window at a training site where a subject has come as far as its first assessment."""
    folder = make_training(tmp_path, program(), devices=1, subjects=()).workspaces[0]
    clock = Clock()

    def enter(user: str, password: str) -> Session:
        return open_session(folder, user, password, program=program(), clock=clock)

    with enter("nurse1", PASSWORD) as session:
        for text in demonstration_lines(SUBJECT)[:BEFORE_TARGETS]:
            request = read_line(text).request
            if (request.form.visit, request.form.form) not in TO_ENTER:
                assert isinstance(session.save(request), Saved)
    apply_theme(qapp).choose(Scheme.LIGHT)
    wording().speak(Language.EN)
    window = Desk(enter, read_info(folder), "0.1.0")
    qtbot.addWidget(window)
    window.sleep_watch.every_s = 3600  # the clock of the test runs ahead with every look at it
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield window
    window.close()


def screen_of(desk: Desk) -> EntryScreen:
    """Return the entry screen the keyboard is in."""
    page = bench_of(desk).page
    assert isinstance(page, EntryScreen)
    return page


def enter_at(desk: Desk, item: str, text: str) -> None:
    """Press Enter until the keyboard is at an item, then type."""
    screen = screen_of(desk)
    for _ in range(STOPS):
        if in_hand(screen) == item:
            type_keys(text)
            return
        press(Qt.Key.Key_Return)
    raise AssertionError(item)


def open_visit(desk: Desk, qtbot: QtBot, visit: str) -> None:
    """Go with the arrows to a visit of the subject, and open it with Enter."""
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    press(Qt.Key.Key_Home)
    for _ in range(STOPS):
        if page.view.place() == (SUBJECT, visit):
            break
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(bench_of(desk).page, EntryScreen))


def go_to_form(desk: Desk, form: str) -> None:
    """Press F4 until a form is open."""
    screen = screen_of(desk)
    for _ in range(STOPS):
        if screen.form.path.form == form:
            return
        press(Qt.Key.Key_F4)
    raise AssertionError(form)


def answered(act: Callable[[], None]) -> None:
    """Press keys at the dialog that opens next, as soon as it is there."""

    def when_there() -> None:
        dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        if dialog is not None and focus is not None and dialog.isAncestorOf(focus):
            act()
        else:
            QTimer.singleShot(5, when_there)

    QTimer.singleShot(0, when_there)


def come_back(desk: Desk, qtbot: QtBot) -> None:
    """Be at the desk again after a dialog, as a window manager arranges it."""
    qtbot.waitUntil(lambda: QApplication.activeWindow() is None)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)


def saved_text(desk: Desk, visit: str, form: str, slot: Slot) -> str:
    """Return what the ledger holds now."""
    session = desk.session
    assert session is not None
    records = session.history(ItemPath(FormPath(SubjectKey(SUBJECT), VisitCode(visit), form), slot))
    return records[-1].new.text


def test_a_visit_from_sign_in_to_package_by_keyboard_alone(  # noqa: PLR0915  (one day, told in order)
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # sign in
    type_keys("nurse1")
    press(Qt.Key.Key_Return)
    type_keys(PASSWORD)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.workbench is not None)

    # laboratory: 13 numbers from the numeric keypad, each followed by Enter
    open_visit(desk, qtbot, "C3D1")
    go_to_form(desk, "LBCHEM")
    enter_at(desk, "LBPERF", "y")
    enter_at(desk, "LBDAT", "18sep23")
    enter_at(desk, "LBNAM", "l")
    for item, number in REQUIRED.items():
        enter_at(desk, item, number)
    press(Qt.Key.Key_F6)
    assert screen_of(desk).form.path.form == "LBCOAG"
    enter_at(desk, "LBPERF", "y")
    enter_at(desk, "LBNAM", "l")
    enter_at(desk, "INR", "1.18")
    press(Qt.Key.Key_F6)

    # Bilirubin 38.2 µmol/L (34-51): 2, albumin 33 g/L (28-35): 2, INR 1.18 (< 1.7): 1, no ascites:
    # 1, no encephalopathy: 1. Together 7, class B (derivations.md, Child-Pugh).
    assert screen_of(desk).form.path.form == "CPS"
    enter_at(desk, "CPS0102", "n")
    enter_at(desk, "CPS0101", "0")
    wait_for(qtbot, screen_of(desk).side, "B · 7 points")
    press(Qt.Key.Key_F7)
    assert screen_of(desk).chip.text().startswith("Saved")
    assert saved_text(desk, "C3D1", "LBCHEM", Slot("BILI")) == "38.2"

    # tumour assessment: 20 + 12 + 11 = 43 mm after 34 + 22 + 18 = 74 mm: -41.9 %, so PR
    press(Qt.Key.Key_Escape)
    open_visit(desk, qtbot, "TA1")
    go_to_form(desk, "TRTL")
    for row, size in enumerate(("20", "12", "11")):
        if row:
            press(Qt.Key.Key_Down, CONTROL)
        enter_at(desk, "TR_STAT", "meas")
        enter_at(desk, "TR_DAT", "19sep23")
        enter_at(desk, "TR_METHOD", "ct")
        enter_at(desk, "TR_DIAM", size)
    wait_for(qtbot, screen_of(desk).side, "43 mm")
    press(Qt.Key.Key_F6)
    assert screen_of(desk).form.path.form == "TRNT"
    enter_at(desk, "TN_DAT", "19sep23")
    enter_at(desk, "TN_METHOD", "ct")
    enter_at(desk, "TN_STAT", "p")
    press(Qt.Key.Key_F7)
    go_to_form(desk, "RS")
    wait_for(qtbot, screen_of(desk).side, "PR")
    assert field_of(screen_of(desk), "OVRLRESP_D").shown.text.startswith("PR")

    # a correction asks for the reason: the first one, confirmed with Enter
    go_to_form_back(desk, "TRTL")
    enter_at(desk, "TR_DIAM", "")
    press(Qt.Key.Key_A, CONTROL)
    type_keys("21")
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(reason_dialog(screen_of(desk), qtbot).isActiveWindow)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    come_back(desk, qtbot)
    assert not asks_a_reason(screen_of(desk))
    assert saved_text(desk, "TA1", "TRTL", Slot("TR_DIAM", 1)) == "21"

    # the worksheet of the visit as PDF
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(bench_of(desk).page, SubjectsPage))
    paper = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(paper), ""))
    answered(lambda: press(Qt.Key.Key_Escape))
    press(Qt.Key.Key_P, CONTROL)
    assert paper.read_bytes().startswith(b"%PDF-")
    come_back(desk, qtbot)

    # the package for the centre
    out = tmp_path / "stick"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(out))
    press(Qt.Key.Key_2, CONTROL)
    page = bench_of(desk).page
    assert isinstance(page, TransferPage)
    press(Qt.Key.Key_Space)
    assert [file.name for file in out.iterdir()] == ["01-A-000001.zip.age"]
    assert "all" in words(page).lower()


def go_to_form_back(desk: Desk, form: str) -> None:
    """Press F3 until a form is open."""
    screen = screen_of(desk)
    for _ in range(STOPS):
        if screen.form.path.form == form:
            return
        press(Qt.Key.Key_F3)
    raise AssertionError(form)
