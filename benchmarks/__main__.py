"""Print what is measured, each beside its floor in the same run: `make bench`."""

import tempfile
from pathlib import Path

from benchmarks.floors import bare_commit_ms, bare_window_ms


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"bare PySide6 window: {bare_window_ms(times=5):.1f} ms")
        commit = bare_commit_ms(Path(folder), row_bytes=1_000, times=200)
        print(f"bare encrypted commit of 1 kB: {commit:.3f} ms")


if __name__ == "__main__":
    main()
