"""Tables of words on the screen: keys, what is current, what a screen reader hears."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hcc_crf.ui.cell_model import CellModel
from hcc_crf.ui.cell_paint import CellCorner, Look
from hcc_crf.ui.cell_rows import NO_GRID, Cell, Grid, Heading, Line, Tone, same
from hcc_crf.ui.cell_table import CellView
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import Scheme, colours, current_theme
from hcc_crf.values import Bilingual, Language

GRID = Grid(
    (Heading(same("TA1"), same("15-FEB-2026")), Heading(same("TA2"), tip=same("second"))),
    (
        Line(Heading(Bilingual("Targets", "靶病灶"))),
        Line(
            Heading(same("T01"), same("segment S6"), same("liver")),
            (
                Cell(Bilingual("gone", "消失"), same("CT"), tip=same("more")),
                Cell(same("8 mm"), mark=Mark.WARNING, tone=Tone.WARN),
            ),
        ),
        Line(Heading(Bilingual("Responses", "疗效"))),
        Line(Heading(same("Overall")), (Cell(same("PR")), Cell(same("PD"), tone=Tone.BAD))),
    ),
)


def shown(qtbot: QtBot, grid: Grid = GRID, *, is_by_row: bool = False) -> CellView:
    """Return a table on the screen."""
    view = CellView(
        CellModel(),
        Bilingual("Lesions", "病灶"),
        is_by_row=is_by_row,
        corner=Bilingual("Lesion", "病灶"),
        heading_width=120,
        least=(100, 80),
        most=None if is_by_row else 150,
    )
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.show_grid(grid)
    return view


@pytest.fixture
def view(qtbot: QtBot) -> CellView:
    """A small table whose columns are current as a whole."""
    return shown(qtbot)


def place(view: CellView) -> tuple[int, int]:
    """Return row and column of the current cell."""
    return view.currentIndex().row(), view.currentIndex().column()


def test_the_first_cell_is_current_and_rows_that_head_others_never_are(view: CellView) -> None:
    assert place(view) == (1, 0)
    assert not view.choose(0, 0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert place(view) == (3, 0)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert place(view) == (1, 0)


def test_arrows_move_and_tell(view: CellView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.current_changed) as moved:
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert moved.args == [1, 1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_acts_on_the_current_cell(view: CellView, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(view.acted) as acted:
        QTest.keyClick(view, key)
    assert acted.args == [1, 0]


def test_a_double_click_acts(view: CellView, qtbot: QtBot) -> None:
    where = QPointF(view.visualRect(view.cells.index(3, 1)).center())
    click = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        where,
        view.viewport().mapToGlobal(where),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(view.acted) as acted:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where.toPoint())
        view.mouseDoubleClickEvent(click)
    assert acted.args == [3, 1]


def test_enter_in_an_empty_table_does_nothing(qtbot: QtBot) -> None:
    empty = shown(qtbot, NO_GRID)
    with qtbot.assertNotEmitted(empty.acted):
        QTest.keyClick(empty, Qt.Key.Key_Return)
    assert place(empty) == (-1, -1)


def test_a_column_is_chosen_in_the_row_of_the_moment(view: CellView) -> None:
    view.choose(3, 0)
    view.choose_column(1)
    assert place(view) == (3, 1)
    view.choose_column(7)
    assert place(view) == (1, 0)


def test_the_headings_choose_too(view: CellView) -> None:
    view.horizontalHeader().sectionClicked.emit(1)
    view.verticalHeader().sectionClicked.emit(3)
    assert place(view) == (3, 1)


def test_the_current_cell_stays_when_the_table_is_shown_again(view: CellView) -> None:
    view.choose(3, 1)
    view.show_grid(GRID)
    assert place(view) == (3, 1)
    view.show_grid(Grid(GRID.columns, GRID.lines[:2]))
    assert place(view) == (1, 0)


def test_a_whole_column_or_a_whole_row_is_current(qtbot: QtBot) -> None:
    view = shown(qtbot)
    by_column = Look(view, view.cells, is_by_row=False)
    by_row = Look(view, view.cells, is_by_row=True)
    named = colours()
    assert by_column.ground(3, 0) == by_column.ground(-1, 0) == named.chosen
    assert by_column.ground(1, 1) == by_column.ground(3, -1) == named.surface
    assert by_row.ground(1, 1) == by_row.ground(1, -1) == named.chosen
    assert by_row.ground(3, 0) == by_row.ground(-1, 0) == named.surface
    assert by_row.ground(0, 0) == by_column.ground(2, 0) == named.sunken


def test_columns_share_the_room_up_to_their_most(view: CellView) -> None:
    assert [view.columnWidth(0), view.columnWidth(1)] == [150, 150]
    view.resize(360, 300)
    assert view.columnWidth(0) - view.columnWidth(1) == 20
    assert 0 <= view.viewport().width() - view.columnWidth(0) - view.columnWidth(1) <= 1
    view.resize(200, 300)
    assert [view.columnWidth(0), view.columnWidth(1)] == [100, 80]


def test_without_a_most_the_last_column_takes_what_is_left(qtbot: QtBot) -> None:
    view = shown(qtbot, is_by_row=True)
    assert view.columnWidth(0) == 100
    assert view.columnWidth(0) + view.columnWidth(1) == view.viewport().width()


def test_rows_of_two_lines_are_higher(view: CellView) -> None:
    assert view.rowHeight(1) > view.rowHeight(0) == view.rowHeight(3)


def test_a_screen_reader_hears_row_column_and_both_lines(view: CellView) -> None:
    cells = view.cells
    role = Qt.ItemDataRole.AccessibleTextRole
    assert cells.data(cells.index(1, 0), role) == "T01, TA1: gone, CT"
    assert cells.data(cells.index(0, 0), role) is None
    wording().speak(Language.ZH)
    assert cells.data(cells.index(1, 0), role) == "T01, TA1: 消失, CT"
    assert view.accessibleName() == "病灶"


def test_tips_tell_more(view: CellView) -> None:
    cells, role = view.cells, Qt.ItemDataRole.ToolTipRole
    assert cells.data(cells.index(1, 0), role) == "more"
    assert cells.data(cells.index(1, 1), role) is None
    assert cells.data(cells.index(1, 1), Qt.ItemDataRole.FontRole) is None
    assert cells.headerData(1, Qt.Orientation.Horizontal, role) == "second"
    assert cells.headerData(1, Qt.Orientation.Vertical, role) == "liver"
    assert cells.headerData(0, Qt.Orientation.Horizontal, role) is None
    assert cells.headerData(0, Qt.Orientation.Vertical) == "Targets"
    assert cells.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.FontRole) is None


def test_everything_is_painted_anew_in_other_colours_and_words(view: CellView) -> None:
    light = view.grab().toImage()
    wording().speak(Language.ZH)
    chinese = view.grab().toImage()
    current_theme().choose(Scheme.DARK)
    dark = view.grab().toImage()
    assert light != chinese
    assert dark.pixelColor(300, 280).lightness() < 60 < light.pixelColor(300, 280).lightness()


def test_the_corner_says_what_the_headings_are(view: CellView) -> None:
    corner = view.findChild(CellCorner)
    assert corner is not None
    assert corner.width() == view.verticalHeader().width() == 120
    assert corner.height() == view.horizontalHeader().height()


def test_the_current_cell_has_a_frame_only_where_the_keyboard_is(
    view: CellView, qtbot: QtBot
) -> None:
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    box = view.visualRect(view.currentIndex())
    at = view.viewport().mapTo(view, box.topLeft()) + QPoint(box.width() // 2, 1)
    framed = view.grab().toImage().pixelColor(at)
    view.clearFocus()
    assert view.grab().toImage().pixelColor(at) != framed
