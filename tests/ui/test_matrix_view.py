"""The matrix as it is read and moved through."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hcc_crf.entry.program import Program
from hcc_crf.study.schedule import all_visit_codes
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.matrix_model import MatrixModel
from hcc_crf.ui.matrix_rows import Filter, Matrix
from hcc_crf.ui.matrix_view import MatrixView
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import Scheme, current_theme
from hcc_crf.values import Language, SubjectKey, VisitCode
from tests.ui.cells import many, small_matrix

TIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
DOWN = Qt.Orientation.Vertical
ACROSS = Qt.Orientation.Horizontal


def model_of(program: Program, matrix: Matrix) -> MatrixModel:
    """Return a model that shows all of a matrix."""
    model = MatrixModel(program.study)
    model.show(matrix, matrix.filtered(Filter.ALL))
    return model


@pytest.fixture
def view(program: Program, qtbot: QtBot) -> MatrixView:
    """The small matrix on the screen, the first cell chosen."""
    view = MatrixView(model_of(program, small_matrix(program.study)))
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.setCurrentIndex(view.matrix.index(0, 0))
    return view


def test_the_model_keeps_the_rules_of_qt(program: Program, qtbot: QtBot) -> None:
    model = model_of(program, small_matrix(program.study))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert (model.rowCount(), model.columnCount()) == (3, 2)
    assert model.rowCount(model.index(0, 0)) == 0


def test_rows_are_subjects_and_columns_visits(view: MatrixView) -> None:
    assert view.matrix.headerData(0, DOWN) == "01-001"
    assert view.matrix.headerData(1, ACROSS) == "C1D1"
    assert view.matrix.headerData(1, ACROSS, TIP) == "C1D1 · Cycle 1 Day 1"


def test_a_cell_says_its_visit_state_counts_and_window(view: MatrixView) -> None:
    model = view.matrix
    assert model.data(model.index(0, 1), TIP) == (
        "C1D1 · Cycle 1 Day 1\ncomplete\n3 forms\nVisit 08-AUG-2023"
    )
    assert model.data(model.index(1, 1), TIP) == (
        "C1D1 · Cycle 1 Day 1\noverdue\nwindow 01-SEP-2023 – 03-SEP-2023"
    )
    assert model.data(model.index(2, 0), TIP) == (
        "SCR · Screening\nbegun\n2 answers missing\n1 to confirm\n3 forms"
    )


def test_a_cell_says_the_same_in_chinese(view: MatrixView) -> None:
    wording().speak(Language.ZH)
    model = view.matrix
    assert (
        model.data(model.index(2, 0), TIP) == "SCR · 筛选期\n已开始\n缺 2 项\n1 项待确认\n3 张表单"
    )


def test_a_visit_that_a_subject_does_not_have_says_so(view: MatrixView) -> None:
    model = view.matrix
    assert model.mark_at(2, 1) is None
    assert str(model.data(model.index(2, 1), TIP)).endswith("Not planned for this subject")


def test_a_screen_reader_hears_subject_visit_and_state(view: MatrixView) -> None:
    model = view.matrix
    assert model.data(model.index(1, 1), SPOKEN) == "01-002 C1D1: overdue"


def test_arrows_move_and_enter_opens(view: MatrixView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.visit_opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["01-002", "C1D1"]


def test_the_enter_key_of_the_number_pad_opens_too(view: MatrixView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.visit_opened):
        QTest.keyClick(view, Qt.Key.Key_Enter)
    assert view.place() == ("01-001", "SCR")


def test_moving_to_another_row_tells_the_subject_once(view: MatrixView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.subject_chosen.connect(told.append)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert told == ["01-002"]


def test_tab_leaves_the_matrix(view: MatrixView) -> None:
    assert not view.tabKeyNavigation()


def test_the_menu_key_asks_for_the_menu_of_the_chosen_cell(view: MatrixView, qtbot: QtBot) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    with qtbot.waitSignal(view.menu_asked) as asked:
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args[:2] == ["01-001", "SCR"]


def test_a_right_click_chooses_the_cell_first(view: MatrixView, qtbot: QtBot) -> None:
    where = view.visualRect(view.matrix.index(1, 1)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, where, view.viewport().mapToGlobal(where)
    )
    with qtbot.waitSignal(view.menu_asked) as asked:
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args[:2] == ["01-002", "C1D1"]


def test_a_click_on_a_subject_chooses_its_row(view: MatrixView) -> None:
    view.verticalHeader().sectionClicked.emit(2)
    assert view.place() == ("01-003", "SCR")


def test_a_subject_can_be_chosen_by_name(view: MatrixView) -> None:
    assert view.choose(SubjectKey("01-002"), VisitCode("C1D1"))
    assert view.place() == ("01-002", "C1D1")
    assert not view.choose(SubjectKey("01-999"))


def test_other_keys_reach_qt(view: MatrixView) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)
    assert view.place() == ("01-001", "C1D1")


def test_marks_are_painted_in_the_colours_of_the_moment(view: MatrixView) -> None:
    light = view.grab().toImage()
    current_theme().choose(Scheme.DARK)
    assert view.grab().toImage() != light


def test_the_chosen_row_looks_chosen(view: MatrixView) -> None:
    before = view.grab().toImage()
    view.setCurrentIndex(view.matrix.index(2, 0))
    assert view.grab().toImage() != before


def test_500_subjects_by_30_visits_are_on_the_screen_at_once(
    program: Program, qtbot: QtBot
) -> None:
    codes = all_visit_codes(program.study)[:30]
    model = model_of(program, many(program.study, 500, codes))
    view = MatrixView(model)
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    picture = view.grab()
    assert (model.rowCount(), model.columnCount()) == (500, 30)
    assert not picture.isNull()


def test_every_mark_can_be_in_the_matrix(program: Program) -> None:
    matrix = many(program.study, 8, ("SCR", "C1D1", "C1D8", "C1D15"))
    marks = {visit.mark for row in matrix.rows for visit in row.visits.values()}
    assert marks == {Mark.COMPLETE, Mark.INCOMPLETE, Mark.DUE, Mark.NOT_DONE}


@pytest.mark.parametrize("width", [620, 733, 1200])
def test_the_last_visit_on_the_screen_is_whole(program: Program, qtbot: QtBot, width: int) -> None:
    view = MatrixView(model_of(program, many(program.study, 2, all_visit_codes(program.study))))
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show()
    room, column = view.viewport().width(), view.columnWidth(0)
    assert room % column < room // column
