"""Floors: the least that any program with this toolkit and this database could take."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import pyrage
import zstandard
from sqlcipher3 import dbapi2

from hcc_crf.store.database import Database

BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
app = QApplication([])
window = QWidget()
column = QVBoxLayout(window)
for _ in range(40):
    column.addWidget(QLineEdit())
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
RESIDENT = """
import resource, sys
resident = 0
try:
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            resident = int(line.split()[1])
except OSError:
    pass
print("ready", resident, flush=True)
"""
"""Says that the window is usable, and how many KiB are resident; 0 where nobody can tell."""
_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 100",
    "secure_delete = ON",
)
"""Of the program's own databases, as far as they cost time (trust.md §2.3)."""
_Row = tuple[object, ...]


class OtherProgram:
    """A program that is started anew at every call and waited for until its window is usable."""

    def __init__(self, script: str, *arguments: str) -> None:
        """Take the program; it must end with `RESIDENT`."""
        self._command = [sys.executable, "-c", script, *arguments]
        self._environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self.resident_kib: list[int] = []

    def __call__(self) -> None:
        """Start it and return when it is usable."""
        with subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            answer = running.stdout.readline().split()
            if answer[:1] != ["ready"]:
                raise RuntimeError("a program that is measured did not start")
            self.resident_kib.append(int(answer[1]))
            running.kill()


class BareDatabase:
    """An encrypted database with the program's own safety settings, and nothing around it."""

    def __init__(self, file: Path, *scripts: str) -> None:
        """Make it, with the tables of `scripts`."""
        self._raw = dbapi2.connect(str(file), isolation_level=None)
        self._raw.execute(f"PRAGMA key = \"x'{'0' * 64}'\"")
        for setting in (*_SETTINGS, "foreign_keys = ON", "recursive_triggers = ON"):
            self._raw.execute(f"PRAGMA {setting}")
        for script in scripts:
            self._raw.executescript(script)

    def insert(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Insert rows as they are."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._raw.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def transaction(self, tables: Iterable[tuple[str, Sequence[Sequence[object]]]]) -> None:
        """Insert the rows of several tables in one transaction."""
        self._raw.execute("BEGIN IMMEDIATE")
        for table, rows in tables:
            self.insert(table, rows)
        self._raw.execute("COMMIT")

    def change(self, new: Mapping[str, Collection[_Row]], drafts_gone: Iterable[_Row] = ()) -> None:
        """Put rows of several tables in place of those with their keys, in one transaction.

        Args:
            new: Table → its rows.
            drafts_gone: Rows of the draft table that are deleted.
        """
        self._raw.execute("BEGIN IMMEDIATE")
        for table, rows in new.items():
            if rows:
                marks = ", ".join("?" * len(next(iter(rows))))
                put = f"INSERT OR REPLACE INTO {table} VALUES ({marks})"  # noqa: S608
                self._raw.executemany(put, rows)
        self._raw.executemany(
            "DELETE FROM draft WHERE user = ? AND subject = ? AND visit = ? AND form = ?",
            (row[:4] for row in drafts_gone),
        )
        self._raw.execute("COMMIT")

    def close(self) -> None:
        """Let it go."""
        self._raw.close()


def table_rows(db: Database, table: str) -> list[_Row]:
    """Return the rows of a table as they stand."""
    found = db.iterate(dict, f"SELECT * FROM {table}")  # noqa: S608  (a name of the benchmark)
    return [tuple(row.values()) for row in found]


def bare_package(data: bytes, recipients: Sequence[str]) -> bytes:
    """Hash, compress and encrypt some bytes, as a package must at least."""
    hashlib.sha256(data).digest()
    packed = zstandard.ZstdCompressor(level=9, write_checksum=True).compress(data)
    return pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
