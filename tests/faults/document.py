"""`docs/validation/faults.md`: the table as it was run, and how to read it."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.faults.ground import FULL_LOOK_EVERY
from tests.faults.table import Row, failures, table

_PAGE = Path(__file__).with_name("page.md")


def document(rows: Sequence[Row], day: date) -> str:
    """Return the page."""
    broken = failures(rows)
    return _PAGE.read_text(encoding="utf-8").format(
        day=day.isoformat(),
        kernel=platform.release().partition("-")[0],
        cores=os.cpu_count(),
        python=platform.python_version(),
        minutes=f"{sum(row.seconds for row in rows) / 60:.0f}",
        table=table(rows),
        failed=f"```\n{broken}```\n" if broken else "",
        every=FULL_LOOK_EVERY,
    )
