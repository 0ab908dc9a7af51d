"""Open the desk: the only command with a window."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hcc_crf import __version__
from hcc_crf.errors import WorkspaceError
from hcc_crf.session.about import ABOUT_FILE, read_info

from . import ask
from .surroundings import Surroundings

if TYPE_CHECKING:
    from hcc_crf.session import Session


def open_desk(around: Surroundings) -> int:
    """Open the desk on a workspace and return when its window is closed.

    Raises:
        WorkspaceError: There is no workspace, or no screen to show a window on.
    """
    folder = around.workspace
    if not (folder / ABOUT_FILE).exists():
        raise WorkspaceError(
            "WORKSPACE-ABSENT",
            str(folder.resolve()),
            "There is no workspace in this folder.",
            "Name one with --workspace, make one with `hcc-crf site init`, or try a training site "
            "with `hcc-crf demo DIR`.",
        )
    if not has_screen():
        raise WorkspaceError(
            "SCREEN-ABSENT",
            "desk",
            "There is no screen to show the desk on.",
            "Use the commands instead: `hcc-crf --help`.",
        )
    from hcc_crf.ui.desk import run_desk  # noqa: PLC0415  (Qt: only the desk needs it)

    def let_in(user: str, password: str) -> "Session":
        from hcc_crf.session import open_session  # noqa: PLC0415  (the sign-in page stands without)

        return open_session(folder, user, password, program=around.program, clock=ask.now)

    return run_desk(
        let_in,
        read_info(folder),
        __version__,
        folder=folder,
        report=_report_to(folder),
        prepare=lambda: around.program,
    )


def has_screen() -> bool:
    """Return whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in named)


def _report_to(folder: Path) -> Callable[[str], None]:
    def report(text: str) -> None:
        """Keep the report of a fault of the program: where it happened, no values."""
        stamp = datetime.now().astimezone().isoformat(timespec="seconds")
        with (folder / "faults.log").open("a", encoding="utf-8") as log:
            log.write(f"{stamp}\n{text}\n")
        click.echo(text, err=True)

    return report
