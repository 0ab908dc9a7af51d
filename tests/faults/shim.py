"""The shim between program and disk (`shim.c`), for this process once it is loaded."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EIO, ENOSPC, SHORT = 1, 2, 3
"""How a call is refused; SHORT writes half."""
_SOURCE = Path(__file__).with_name("shim.c")


def load_shim() -> None:
    """Start this program again with the shim before the C library; stay where that cannot be."""
    compiler = shutil.which("gcc")
    if missing() is None or compiler is None or sys.platform != "linux":
        return
    folder = Path(tempfile.mkdtemp(prefix="hcc-crf-shim"))
    made = folder / "shim.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", made, _SOURCE, "-ldl"], check=True)
    module = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
    status = subprocess.run(module, env={**os.environ, "LD_PRELOAD": str(made)}, check=False)
    shutil.rmtree(folder)
    sys.exit(status.returncode)


def missing() -> str | None:
    """Return why calls cannot be recorded or refused here, `None` when they can."""
    if hasattr(ctypes.CDLL(None), "shim_calls"):
        return None
    return "needs Linux and gcc, to stand between the program and the disk"


def record(log: Path, folder: Path) -> None:
    """From now on write down every write below a folder."""
    ctypes.CDLL(None).shim_record(str(log).encode(), str(folder).encode())


def acknowledge(what: str) -> None:
    """Write down that the program said something was saved."""
    ctypes.CDLL(None).shim_acknowledge(what.encode())


def refuse(folder: Path, *, nth: int, how: int) -> None:
    """Let the nth writing call below a folder fail, counted from now."""
    ctypes.CDLL(None).shim_refuse(str(folder).encode(), ctypes.c_long(nth), how)


def calls() -> int:
    """Return how many calls were counted since."""
    return int(ctypes.CDLL(None).shim_calls())
