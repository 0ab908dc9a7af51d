"""Let things go wrong and print what became of it: `make faults`."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.faults import damage, edits, kills, others, power, refusals
from tests.faults.document import document
from tests.faults.ground import LONG, SHORT, Ground
from tests.faults.shim import load_shim
from tests.faults.table import Row, failures, table

ROWS: dict[str, Callable[[Ground], Row]] = {
    "F1": kills.saves,
    "F2": kills.exports,
    "F3": kills.merges,
    "F5": power.during_saves,
    "F6": power.during_export,
    "F8": refusals.calls,
    "F9": refusals.full,
    "F11": others.second_instance,
    "F13": damage.database,
    "F14": damage.log,
    "F15": damage.mark,
    "F18": edits.direct,
    "F20": others.clock,
}


def wanted(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=tuple(ROWS), action="extend")
    parser.add_argument(
        "--short", action="store_true", help="a minute instead of a quarter of an hour"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table there, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there, too")
    return parser.parse_args(arguments)


def as_run(names: tuple[str, ...], *, is_short: bool) -> Iterator[Row]:
    """Yield the rows, saying on the error stream what is being broken."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ground = Ground(Path(folder), SHORT if is_short else LONG)
        ground.secrets  # noqa: B018  (the site is made before the first row is timed)
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            started = time.perf_counter()
            row = ROWS[name](ground)
            row = replace(row, seconds=time.perf_counter() - started)
            print(table([row]).splitlines()[-1], file=sys.stderr, flush=True)
            yield row


def main() -> int:
    """Run the rows and print the table; 1 when a promise was broken."""
    asked = wanted(sys.argv[1:])
    load_shim()
    rows = list(as_run(tuple(asked.only or ROWS), is_short=asked.short))
    print(table(rows) + failures(rows), end="")
    if asked.write:
        asked.write.parent.mkdir(parents=True, exist_ok=True)
        asked.write.write_text(document(rows, datetime.now(UTC).date()), encoding="utf-8")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")
    return 1 if failures(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
