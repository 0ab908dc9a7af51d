"""Qt's own way of importing is not kept: it reads and keeps the source of every module."""

import subprocess
import sys

SCRIPT = """
import builtins, linecache
before = builtins.__import__
import hcc_crf.ui.workbench
assert builtins.__import__ is before
print(len(linecache.cache))
"""


def test_imports_stay_those_of_python() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 20  # sources of Qt's own few modules; there are hundreds of others
