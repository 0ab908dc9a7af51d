"""Every form and screen of the desk, in both languages and themes and four sizes: all can be read.

One desk with one person is walked through the whole study; nothing is saved.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.entry.program import Program
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.rail import Screen
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import Scheme, current_theme
from hcc_crf.values import FormPath, Language, SubjectKey, VisitCode
from tests.ui.conftest import MORNING, TickingClock, desk_at
from tests.ui.looking import faults, settle
from tests.ui.people import bench_of

SIZES = ((1100, 700), (1366, 768), (1600, 900), (1920, 1080))
SUBJECT = SubjectKey("01-001")


@pytest.fixture(scope="module")
def walked(
    template: Path, program: Program, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    """A desk at which the study nurse works; walked through by every test here."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("walk") / "site-01-A"))
    desk = desk_at(folder, program, TickingClock(MORNING))
    desk.show()
    desk.sign_in("nurse1", PASSWORD)
    yield desk
    desk.close()
    desk.deleteLater()
    qapp.processEvents()


def places(program: Program) -> Iterator[FormPath]:
    """Yield a place of every form of the study, filled in where the subject is so far."""
    visits = (VisitCode(code) for code in ("SCR", "C1D1", "C2D1", "TA1", "TA2", "EOT", "LOG"))
    seen = set()
    for visit in visits:
        for form in program.visit(visit).forms:
            if form not in seen:
                seen.add(form)
                yield FormPath(SUBJECT, visit, form)
    assert seen == set(program.study.forms)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_form_can_be_read(
    walked: Desk, program: Program, scheme: Scheme, language: Language
) -> None:
    current_theme().choose(scheme)
    wording().speak(language)
    found, scrolled = {}, set()
    screen = None
    for place in places(program):
        if screen is None or place.visit != screen.form.path.visit:
            screen = opened(walked, place)
        screen.open_form(place)
        for size in SIZES:
            walked.resize(*size)
            settle()
            assert walked.size().toTuple() == size
            found[place.form, size] = faults(walked)
            scrolled |= {(place.form, size) for _bar in bars_across(walked)}
    assert {where: seen for where, seen in found.items() if seen} == {}
    assert scrolled == {("IMG", SIZES[0])}  # its table of scans, and only there


def opened(desk: Desk, place: FormPath) -> EntryScreen:
    """Open the entry screen of a visit."""
    screen = bench_of(desk).show_entry(place)
    assert isinstance(screen, EntryScreen)
    return screen


def bars_across(desk: Desk) -> list[QScrollBar]:
    """Return the scroll bars that move something sideways."""
    bars = [area.horizontalScrollBar() for area in desk.findChildren(QScrollArea)]
    return [bar for bar in bars if bar.isVisible()]


@pytest.mark.parametrize("screen", list(Screen))
def test_every_screen_of_the_rail_can_be_read(walked: Desk, screen: Screen) -> None:
    bench_of(walked).show_screen(screen)
    found = {}
    for language in Language:
        wording().speak(language)
        for size in SIZES:
            walked.resize(*size)
            settle()
            found[language, size] = faults(walked)
    assert {where: seen for where, seen in found.items() if seen} == {}


# --- the eye itself: what it would say of a planted fault ---


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    """An empty sheet of paper, shown."""
    paper = QWidget()
    qtbot.addWidget(paper)
    paper.resize(400, 200)
    paper.show()
    return paper


def put(widget: QWidget, paper: QWidget, box: tuple[int, int, int, int]) -> None:
    widget.setParent(paper)
    widget.setGeometry(*box)
    widget.show()


LONG = "Total bilirubin at the last visit before the dose"


@pytest.mark.parametrize("kind", [QLabel, QPushButton, QCheckBox])
def test_a_text_wider_than_its_widget_is_found(sheet: QWidget, kind: type[QLabel]) -> None:
    put(kind(LONG), sheet, (0, 0, 60, 30))
    assert len(faults(sheet)) == 1
    assert LONG in faults(sheet)[0]


def test_a_wrapped_text_that_needs_more_lines_is_found(sheet: QWidget) -> None:
    label = QLabel(LONG)
    label.setWordWrap(True)
    put(label, sheet, (0, 0, 120, 18))
    assert "down" in faults(sheet)[0]


def test_a_wrapped_word_that_cannot_be_broken_is_found(sheet: QWidget) -> None:
    label = QLabel("Gamma-glutamyltransferase")
    label.setWordWrap(True)
    put(label, sheet, (0, 0, 60, 90))
    assert "across" in faults(sheet)[0]


def test_a_chosen_answer_that_is_cut_off_is_found(sheet: QWidget) -> None:
    box = QComboBox()
    box.addItem(LONG)
    put(box, sheet, (0, 0, 120, 28))
    assert LONG in faults(sheet)[0]


def test_a_grey_hint_that_is_cut_off_is_found_and_a_long_typed_text_is_not(sheet: QWidget) -> None:
    line = QLineEdit()
    put(line, sheet, (0, 0, 100, 28))
    line.setText(LONG)
    assert faults(sheet) == []
    line.clear()
    line.setPlaceholderText(LONG)
    assert LONG in faults(sheet)[0]


def test_siblings_over_one_another_are_found(sheet: QWidget) -> None:
    put(QLabel("one"), sheet, (10, 10, 80, 30))
    put(QLabel("two"), sheet, (50, 20, 80, 30))
    assert faults(sheet) == ["QLabel 'one' and QLabel 'two' share 50,20 40x20"]


def test_a_widget_beyond_the_edge_is_found(sheet: QWidget) -> None:
    put(QLabel("one"), sheet, (350, 10, 80, 30))
    assert faults(sheet) == ["QLabel 'one' at 350,10 80x30 of 0,0 400x200"]


def test_what_lies_side_by_side_and_fits_is_no_fault(sheet: QWidget) -> None:
    row = QHBoxLayout(sheet)
    for text in ("one", "two", "three"):
        row.addWidget(QLabel(text))
    settle()
    assert faults(sheet) == []
