"""The desk locks itself after a sleep, and what a crash left is offered with time and count."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.ui.conftest import TickingClock
from tests.ui.entry_hand import field_of, rewrite, words
from tests.ui.people import bench_of, is_at_work, sign_in

PLACE = FormPath(SubjectKey("01-001"), VisitCode("C4D1"), "VS")
TYPE_AND_HANG = """
import os, sys, time
from pathlib import Path
from hcc_crf.cli.training import PASSWORD
from hcc_crf.session import Typed, open_session
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from hcc_crf.entry.open_study import open_study
from hcc_crf.resources import forms_directory
from hcc_crf.study.load import load_study
from tests.ui.conftest import MORNING, TickingClock

session = open_session(
    Path(sys.argv[1]), "nurse1", PASSWORD, program=open_study(load_study(forms_directory())),
    clock=TickingClock(MORNING),
)
place = FormPath(SubjectKey("01-001"), VisitCode("C4D1"), "VS")
session.keep_draft(place, {Slot("WEIGHT"): Typed("66"), Slot("TEMP"): Typed("36.6")})
print("kept", flush=True)
sys.stdin.read()
"""


def test_a_sleep_locks_the_desk_and_keeps_what_is_typed(
    desk: Desk, qtbot: QtBot, clock: TickingClock
) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    screen = bench_of(desk).show_entry(PLACE)
    assert isinstance(screen, EntryScreen)
    rewrite(screen, "WEIGHT", "66")
    desk.sleep_watch.look()
    assert is_at_work(desk)
    clock.local += timedelta(minutes=2)
    desk.sleep_watch.look()
    assert not is_at_work(desk)
    assert desk.session is None
    assert "slept" in desk.sign_in_page.message.text()
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    screen = bench_of(desk).page
    assert isinstance(screen, EntryScreen)
    assert "with 1 field restored" in screen.banner.words
    bench_of(desk).go_back()
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    assert "fields: 1" in page.drafts.findChildren(QPushButton)[-1].text()


def test_a_program_put_away_by_the_system_locks(desk: Desk, qtbot: QtBot, qapp: object) -> None:
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)  # type: ignore[attr-defined]
    assert is_at_work(desk)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)  # type: ignore[attr-defined]
    assert not is_at_work(desk)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")
def test_what_was_typed_before_a_kill_is_offered_with_time_and_number_of_fields(
    desk: Desk, qtbot: QtBot, workspace: Path, root: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TYPE_AND_HANG, str(workspace)],
        cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == b"kept\n"
        os.kill(child.pid, signal.SIGKILL)
    sign_in(desk, qtbot, "nurse1", PASSWORD)
    page = bench_of(desk).page
    assert isinstance(page, SubjectsPage)
    resume = page.drafts.findChildren(QPushButton)[-1]
    assert resume.text().startswith("01-001 C4D1 Vital signs, kept 09:0")
    assert resume.text().endswith("fields: 2")
    resume.click()
    screen = bench_of(desk).page
    assert isinstance(screen, EntryScreen)
    assert field_of(screen, "WEIGHT").shown.text == "66"
    assert "with 2 fields restored" in words(screen)
    assert screen.form.sheet.typed.keys() == {Slot("WEIGHT"), Slot("TEMP")}
