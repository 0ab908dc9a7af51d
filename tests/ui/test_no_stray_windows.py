"""Nothing flashes up as a window of its own: that takes the keyboard away from the desk."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.ui.desk import Desk
from hcc_crf.values import FormPath, SubjectKey, VisitCode
from tests.ui.at_work import begin_work
from tests.ui.entry_hand import press
from tests.ui.looking import settle
from tests.ui.people import bench_of

SUBJECT = SubjectKey("01-001")
PLACES = (("SCR", "SV"), ("SCR", "IE"), ("SCR", "TUTL"), ("TA1", "IMG"), ("LOG", "AE"))


class WindowWatch(QObject):
    """Remembers what was shown as a window."""

    def __init__(self) -> None:
        """Have seen nothing."""
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            is_popup = watched.windowType() is Qt.WindowType.Popup
            if watched.isWindow() and not is_popup and not isinstance(watched, Desk):
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[WindowWatch]:
    """Looks at everything that is shown during a test."""
    watch = WindowWatch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


@pytest.mark.parametrize("user", ["nurse1", "monitor1", "admin1"])
def test_no_page_shows_a_part_of_itself_as_a_window(
    desk: Desk, qtbot: QtBot, watch: WindowWatch, user: str
) -> None:
    begin_work(desk, qtbot, user)
    bench = bench_of(desk)
    for screen in bench.screens:
        bench.show_screen(screen)
        settle()
    if user != "admin1":
        for visit, form in PLACES:
            bench.show_entry(FormPath(SUBJECT, VisitCode(visit), form))
            press(Qt.Key.Key_F4)
            settle()
        bench.open_subject(SUBJECT)
        bench.open_response(SUBJECT)
        settle()
    assert watch.seen == []
