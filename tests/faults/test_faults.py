"""The short form of `make faults`: every promise is kept, and a broken one would show."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.faults.__main__ import ROWS
from tests.faults.document import document
from tests.faults.table import Row, failures, table

KEPT = Row("F1", "kill -9", "nothing lost", 500, "3,000 saves, 0 lost", (), 12.4)
BROKEN = Row("F5", "power cut", "nothing lost", 10, "1 lost", ("one save lost",))
SKIPPED = Row("F8", "EIO", "told", 0, "needs gcc")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the harness forks and kills, as POSIX can")
def test_nothing_acknowledged_is_lost_whatever_goes_wrong(root: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.json"
    command = [sys.executable, "-m", "tests.faults", "--short", "--json", str(rows)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = [Row(**row) for row in json.loads(rows.read_text(encoding="utf-8"))]
    assert tuple(row.number for row in found) == tuple(ROWS)
    for row in found:
        if not row.runs:
            sys.stderr.write(f"{row.number} skipped: {row.figure}\n")
        assert not row.failures


def test_a_table_says_what_was_run_and_kept() -> None:
    lines = table([KEPT, BROKEN, SKIPPED]).splitlines()
    assert lines[2] == "| F1 | kill -9 | nothing lost | 500 | 3,000 saves, 0 lost | yes | 12 |"
    assert [line.split(" | ")[-2] for line in lines[2:]] == ["yes", "no", "skipped"]


def test_every_broken_promise_is_named() -> None:
    assert failures([KEPT, BROKEN, SKIPPED]) == "F5: one save lost\n"


def test_the_page_holds_the_table_and_what_broke(date_of_writing: date) -> None:
    page = document([KEPT, BROKEN], date_of_writing)
    assert table([KEPT, BROKEN]) in page
    assert "F5: one save lost" in page
    assert "on 2026-11-25: Linux" in page


@pytest.fixture
def date_of_writing() -> date:
    """A day."""
    return date(2026, 11, 25)
