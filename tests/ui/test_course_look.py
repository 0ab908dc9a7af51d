"""How response screen and subject page look: all can be read, in both languages, light and dark."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication

from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import PASSWORD, demonstration_lines
from hcc_crf.entry.program import Program
from hcc_crf.session import Saved, SaveRequest, Session, Typed, open_session
from hcc_crf.ui.cell_paint import MARK_SIZE
from hcc_crf.ui.cell_rows import Heading
from hcc_crf.ui.cell_table import CellView
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.page import Page
from hcc_crf.ui.texts import tr, wording
from hcc_crf.ui.theme import SPACE_S, SPACE_XS, TYPE_BODY, TYPE_SMALL, Scheme, current_theme
from hcc_crf.values import Bilingual, FormPath, Language, Slot, SubjectKey, VisitCode
from tests.ui.conftest import LINES, MORNING, TickingClock, desk_at
from tests.ui.looking import faults, settle
from tests.ui.people import bench_of

SUBJECT = SubjectKey("01-001")
SIZES = ((1100, 700), (1366, 768), (1920, 1080))
PAGES = ("response", "subject")


def save(session: Session, visit: str, form: str, row: int, **items: str) -> None:
    """Save items of a row."""
    path = FormPath(SUBJECT, VisitCode(visit), form)
    entries = tuple((Slot(oid, row), Typed(text)) for oid, text in items.items())
    assert isinstance(session.save(SaveRequest(path, entries, (), None, "seen again")), Saved)


@pytest.fixture(scope="module")
def walked(
    template: Path, program: Program, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    """A desk at which the whole course of 01-001 is entered, with all that can differ in it."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("course") / "site-01-A"))
    clock = TickingClock(MORNING)
    with open_session(folder, "nurse1", PASSWORD, program=program, clock=clock) as session:
        for line in demonstration_lines(SUBJECT)[LINES[SUBJECT] :]:
            assert isinstance(session.save(read_line(line).request), Saved)
        save(session, "TA2", "TRTL", 2, TR_METHOD="MRI")
        save(session, "TA3", "TRTL", 2, TR_STAT="NOT EVALUABLE", TR_NEREAS="POOR SCAN QUALITY")
        save(session, "TA4", "TRTL", 1, TR_STAT="MERGED", TR_MERGE="T02")
        save(session, "TA5", "TUNEW", 1, NL_TULOC="BONE", NL_CERT="UNEQUIVOCAL", NL_DIAM="12")
        save(session, "TA2", "RS", 0, OVRLRESP="SD", TRGRESP="SD", DIFFREAS="two readers")
    desk = desk_at(folder, program, clock)
    desk.show()
    desk.sign_in("nurse1", PASSWORD)
    yield desk
    desk.close()
    desk.deleteLater()
    qapp.processEvents()


def opened(desk: Desk, name: str) -> Page:
    """Show a page of the subject."""
    bench = bench_of(desk)
    return bench.open_response(SUBJECT) if name == "response" else bench.open_subject(SUBJECT)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("name", PAGES)
def test_everything_laid_out_can_be_read(
    walked: Desk, name: str, scheme: Scheme, language: Language, size: tuple[int, int]
) -> None:
    current_theme().choose(scheme)
    wording().speak(language)
    walked.resize(*size)
    opened(walked, name)
    settle()
    assert faults(walked) == []
    assert walked.size().toTuple() == size


def width(text: Bilingual | None, pixels: int, *, is_bold: bool) -> int:
    """Return how wide a text is painted."""
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setBold(is_bold)
    return QFontMetrics(font).horizontalAdvance(tr(text)) if text else 0


def heading_width(heading: Heading) -> int:
    """Return how wide a heading is painted."""
    return max(
        width(heading.main, TYPE_BODY, is_bold=True), width(heading.sub, TYPE_SMALL, is_bold=False)
    )


def cut_short(view: CellView) -> Iterator[str]:
    """Yield what is painted shorter than it is and told nowhere in full."""
    grid, gaps = view.cells.grid, SPACE_S + SPACE_XS
    for column, heading in enumerate(grid.columns):
        if heading_width(heading) > view.columnWidth(column) - gaps and not heading.tip:
            yield tr(heading.main)
    for line in grid.lines:
        room = view.verticalHeader().width() - gaps
        if heading_width(line.heading) > room and not line.heading.tip:
            yield tr(line.heading.main)
        for column, cell in enumerate(line.cells):
            room = view.columnWidth(column) - gaps - (MARK_SIZE + SPACE_XS + 2 if cell.mark else 0)
            wide = max(
                width(cell.main, TYPE_BODY, is_bold=cell.tone not in ("plain", "quiet")),
                width(cell.sub, TYPE_SMALL, is_bold=False),
            )
            if wide > room and not cell.tip:
                yield tr(cell.main)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", PAGES)
def test_what_is_painted_short_is_told_in_full_by_its_tip(
    walked: Desk, name: str, language: Language
) -> None:
    wording().speak(language)
    walked.resize(1366, 768)
    page = opened(walked, name)
    settle()
    assert [found for view in page.findChildren(CellView) for found in cut_short(view)] == []


@pytest.mark.parametrize("name", PAGES)
def test_tables_buttons_and_chart_have_names(walked: Desk, name: str) -> None:
    page = opened(walked, name)
    assert all(view.accessibleName() for view in page.findChildren(CellView))
    buttons = [
        one
        for one in page.findChildren(QAbstractButton)
        if one.isVisibleTo(page) and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert len(buttons) > 1
    assert all(button.text() or button.accessibleName() for button in buttons)


def test_the_chart_speaks_its_sums(walked: Desk) -> None:
    page = opened(walked, "response")
    chart = page.findChild(type(page.chart))  # type: ignore[attr-defined]  # of this page
    assert chart is not None
    assert chart.accessibleName().startswith("SCR 74 mm, TA1 43 mm, TA2 22 mm")
    assert "TA3" not in chart.accessibleName()  # a target was not evaluable


def test_what_differs_carries_a_sign_and_a_word(walked: Desk) -> None:
    page = opened(walked, "response")
    view = page.findChild(CellView)
    assert view is not None
    said = [cell.said(Language.EN) for line in view.cells.grid.lines for cell in line.cells]
    for expected in (
        "8 mm, CT scan",
        "5 mm, too small · ▲ MRI, before CT scan",
        "Not evaluable, Poor scan quality · CT scan",
        "0 mm, merged into T02 · CT scan",
        "■ Unequivocal, 12 mm",
        "▲ SD, rule: PR",
        "PR, ▲ inv.: SD",
        "? incomplete",
    ):
        assert expected in said


def test_dark_is_dark(walked: Desk) -> None:
    walked.resize(1366, 768)
    for name in PAGES:
        opened(walked, name)
        current_theme().choose(Scheme.LIGHT)
        settle()
        light = walked.grab().toImage().pixelColor(700, 400).lightness()
        current_theme().choose(Scheme.DARK)
        settle()
        dark = walked.grab().toImage().pixelColor(700, 400).lightness()
        assert dark < 80
        assert light > 200


def test_the_focus_is_in_the_table_at_once(walked: Desk) -> None:
    for name in PAGES:
        page = opened(walked, name)
        settle()
        focused = page.focusWidget()
        assert isinstance(focused, CellView)
        assert focused.currentIndex().isValid()
        assert focused.focusPolicy() & Qt.FocusPolicy.TabFocus
