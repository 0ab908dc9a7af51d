"""Print what is measured, each beside its floor in the same run: `make bench`."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")

from benchmarks import groups
from benchmarks.measure import Measurement, as_objects, table


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    only: tuple[str, ...]
    json: Path | None


def wanted(arguments: list[str]) -> Wanted:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=tuple(groups.GROUPS), action="extend")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there, too")
    found = parser.parse_args(arguments)
    return Wanted(tuple(found.only or groups.GROUPS), found.json)


def measured(asked: Wanted) -> Iterator[Measurement]:
    """Yield the rows, saying on the error stream what is being measured."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bench = groups.Bench(Path(folder))
        for name in asked.only:
            print(f"{name} …", file=sys.stderr, flush=True)
            yield from groups.GROUPS[name](bench)


def main() -> None:
    """Measure and print."""
    asked = wanted(sys.argv[1:])
    rows = list(measured(asked))
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print(table(rows))
    if asked.json is not None:
        asked.json.write_text(json.dumps(as_objects(rows), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
