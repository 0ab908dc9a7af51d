"""Cold start and memory: fresh interpreters, each beside a bare window in another."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.floors import BARE_WINDOW, RESIDENT, OtherProgram
from benchmarks.measure import Aim, Limit, Measurement, by_turns
from benchmarks.sites import NURSE
from hcc_crf.cli.training import PASSWORD

DESK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from hcc_crf.entry.open_study import open_study
from hcc_crf.resources import forms_directory
from hcc_crf.session import Moment, open_session, read_info
from hcc_crf.study.load import load_study
from hcc_crf.ui.desk import Desk
folder, user, password = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
program = open_study(load_study(forms_directory()))
def now():
    from datetime import datetime
    return Moment(datetime.now().astimezone(), "UTC")
def let_in(user, password):
    return open_session(folder, user, password, program=program, clock=now)
app = QApplication([])
desk = Desk(let_in, read_info(folder), "0.1")
desk.show()
if user:
    desk.sign_in(user, password)
QTimer.singleShot(0, app.quit)
app.exec()
"""
"""The desk as `hcc-crf` opens it, with the study loaded; signed in when a user is named."""
_KIB_IN_MB = 1024


def measure_start(site: Path, *, times: int) -> Iterator[Measurement]:
    """Yield cold start and resident memory."""
    bare = OtherProgram(BARE_WINDOW + RESIDENT)
    desk = OtherProgram(DESK + RESIDENT, str(site), "", "")
    took, floor = by_turns(desk, bare, times=times)
    yield Measurement(
        "cold start to usable window",
        took,
        "bare PySide6 window, 40 line edits",
        floor,
        (Aim(Limit.RATIO, 2),),
    )
    signed_in = OtherProgram(DESK + RESIDENT, str(site), NURSE, PASSWORD)
    for _ in range(3):
        signed_in()
    if all(bare.resident_kib):
        yield Measurement(
            "resident memory, signed in, study open",
            statistics.median(signed_in.resident_kib) / _KIB_IN_MB,
            "bare PySide6 window, 40 line edits",
            statistics.median(bare.resident_kib) / _KIB_IN_MB,
            (Aim(Limit.RATIO, 2.2),),
            unit="MB",
        )
