"""Screens: what a person waits for between key or click and picture, offscreen."""

import statistics
from collections.abc import Iterator
from itertools import cycle

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from benchmarks.measure import Aim, Limit, Measurement, median_ms, once_ms
from benchmarks.sites import LARGEST
from benchmarks.widgets import Twin, twin_of
from hcc_crf.session import Session
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.photographs import application
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.theme import apply_theme

_SIZE = (1366, 768)


def settle() -> None:
    """Let Qt do all that waits, deletions included."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def measure_screens(session: Session, *, times: int) -> Iterator[Measurement]:
    """Yield a keystroke until it is drawn, and opening the largest form."""
    apply_theme(application())
    screen = _opened(session)
    yield Measurement("keystroke → entry screen drawn", _keystroke_ms(screen, times=times * 5))
    twin = twin_of(screen)
    _away(screen)
    pairs = [(_open_ms(session), _twin_ms(twin)) for _ in range(times)]
    yield Measurement(
        "open the largest form",
        statistics.median(pair[0] for pair in pairs),
        f"bare Qt making the same {twin.size} widgets",
        statistics.median(pair[1] for pair in pairs),
        (Aim(Limit.RATIO, 2), Aim(Limit.FIGURE, 150)),
    )


def measure_matrix(session: Session, *, times: int) -> Iterator[Measurement]:
    """Yield the matrix from nothing to its first picture."""
    apply_theme(application())
    cells = session.matrix()
    subjects = len(session.subjects())

    def show() -> None:
        page = SubjectsPage(session)
        page.resize(*_SIZE)
        page.show()
        page.show_state()
        page.grab()
        page.put_away()
        _away(page)

    yield Measurement(
        f"matrix of {subjects} subjects × {len(cells) // subjects} visits",
        median_ms(show, times=times),
        aims=(Aim(Limit.FIGURE, 200),),
    )


def _opened(session: Session) -> EntryScreen:
    screen = EntryScreen(session, LARGEST.subject, LARGEST.visit, LARGEST.form)
    screen.resize(*_SIZE)
    screen.show()
    screen.grab()
    settle()
    return screen


def _away(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
    settle()


def _open_ms(session: Session) -> float:
    made: list[QWidget] = []
    took = once_ms(lambda: made.append(_opened(session)))
    _away(made[0])
    return took


def _twin_ms(twin: Twin) -> float:
    made: list[QWidget] = []

    def open_twin() -> None:
        window = twin.build(None)
        made.append(window)
        window.resize(*_SIZE)
        window.show()
        window.grab()
        settle()

    took = once_ms(open_twin)
    _away(made[0])
    return took


def _keystroke_ms(screen: EntryScreen, *, times: int) -> float:
    """Type and erase a digit in the second number of the form, each key until it is drawn."""
    field = [edit for edit in screen.page.findChildren(QLineEdit) if edit.isVisibleTo(screen)][3]
    field.setFocus()
    keys = cycle((Qt.Key.Key_1, Qt.Key.Key_Backspace))

    def press() -> None:
        QTest.keyClick(field, next(keys))
        screen.grab()

    return median_ms(press, times=times)
