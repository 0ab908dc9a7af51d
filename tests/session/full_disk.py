"""A full disk for this process: the operating system lets no file grow beyond a few kilobytes."""

import signal
import sys

import pytest

MOST_BYTES = 4096
"""Less than one page of the log; what the test runner writes of a quiet test is shorter."""


def fill_disk() -> None:
    """Let no file grow any more."""
    _limit(MOST_BYTES)


def free_disk() -> None:
    """Let files grow again."""
    _limit(None)


def _limit(most: int | None) -> None:
    if sys.platform == "win32":
        if most is None:
            return
        pytest.skip("Windows has no limit of file size to stand for a full disk")
    import resource  # noqa: PLC0415  (not on Windows)

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if most is None else most, hard))
