"""Floors: the least that any program with this toolkit and this database could take."""

import os
import subprocess
import sys
from pathlib import Path

from sqlcipher3 import dbapi2

from benchmarks.measure import median_ms

BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
"""


def bare_window_ms(*, times: int) -> float:
    """Return the time from starting Python to an empty PySide6 window that has been drawn."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", BARE_WINDOW]
    return median_ms(lambda: subprocess.run(command, env=environment, check=True), times=times)


def bare_commit_ms(folder: Path, *, row_bytes: int, times: int) -> float:
    """Return the time of one durable insert into an encrypted table (WAL, synchronous FULL)."""
    connection = dbapi2.connect(str(folder / "floor.db"), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{'0' * 64}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE row (body BLOB) STRICT")
        body = b"x" * row_bytes

        def insert() -> None:
            connection.execute("INSERT INTO row VALUES (?)", (body,))

        return median_ms(insert, times=times)
    finally:
        connection.close()
