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
from hcc_crf.session.about import read_info
from hcc_crf.ui.desk import Desk
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
def let_in(user, password):
    from datetime import datetime
    from hcc_crf.session import Moment, open_session
    now = lambda: Moment(datetime.now().astimezone(), "UTC")
    return open_session(folder, user, password, program=study(), clock=now)
def study():
    from hcc_crf.entry.open_study import open_study
    from hcc_crf.resources import forms_directory
    from hcc_crf.study.load import load_study
    return open_study(load_study(forms_directory()))
folder = Path(sys.argv[1])
app = QApplication([])
desk = Desk(let_in, read_info(folder), "0.1")
desk.show()
QTimer.singleShot(0, app.quit)
app.exec()
if sys.argv[2:] == ["study"]:
    import hcc_crf.session.session, hcc_crf.ui.workbench
    study()
elif sys.argv[2:]:
    desk.sign_in(*sys.argv[2:])
    app.processEvents()
"""
"""The desk as `hcc-crf` opens it; then with all that signing in needs, or signed in."""
_KIB_IN_MB = 1024
_FLOOR = "bare PySide6 window, 40 line edits"


def measure_start(site: Path, *, times: int) -> Iterator[Measurement]:
    """Yield cold start and resident memory."""
    bare = OtherProgram(BARE_WINDOW + RESIDENT)
    took, floor = by_turns(OtherProgram(DESK + RESIDENT, str(site)), bare, times=times)
    yield Measurement("cold start to the sign-in page", took, _FLOOR, floor, (Aim(Limit.RATIO, 2),))
    took, floor = by_turns(OtherProgram(DESK + RESIDENT, str(site), "study"), bare, times=times)
    yield Measurement("the same, all loaded that follows, the study too", took, _FLOOR, floor)
    signed_in = OtherProgram(DESK + RESIDENT, str(site), NURSE, PASSWORD)
    for _ in range(3):
        signed_in()
    if all(bare.resident_kib):
        yield Measurement(
            "resident memory, signed in, study open",
            statistics.median(signed_in.resident_kib) / _KIB_IN_MB,
            _FLOOR,
            statistics.median(bare.resident_kib) / _KIB_IN_MB,
            (Aim(Limit.RATIO, 2.2),),
            unit="MB",
        )
