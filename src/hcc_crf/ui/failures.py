"""What happens to an exception that no screen expected.

PySide lets the program go on after an exception in a slot, so a save could fail quietly. Here it is
told: a failed world as itself, anything else as *not saved*. The report holds places in the program
and no values: no message, no locals.
"""

import sys
from collections.abc import Callable
from pathlib import PurePath
from traceback import extract_tb
from types import TracebackType

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from hcc_crf.errors import HccCrfError

from .error_dialog import bug_dialog, error_dialog

Report = Callable[[str], None]
"""Keeps the description of a fault for support; given by the composer of the program."""


def describe(error: BaseException) -> str:
    """Return kind and place of a fault, innermost place first, without any value."""
    places = [
        f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(extract_tb(error.__traceback__))
    ]
    return "\n".join((type(error).__name__, *places))


def short_code(error: BaseException) -> str:
    """Return what a person can read out: kind and innermost place."""
    lines = describe(error).splitlines()
    return " · ".join(lines[:2])


class Failures:
    """Tells of exceptions that reached the top, one dialog at a time."""

    def __init__(self, report: Report) -> None:
        """Keep where descriptions go."""
        self._report = report
        self._is_telling = False

    def install(self) -> None:
        """Become what Python does with an exception that nobody caught."""
        sys.excepthook = self.tell

    def tell(
        self,
        _kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Report a fault and tell of it; a second one while the first is read is only reported."""
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        if not isinstance(error, HccCrfError):
            self._report(describe(error.with_traceback(trace)))
        if self._is_telling:
            return
        self._is_telling = True
        try:
            self.dialog_of(error, QApplication.activeWindow()).exec()
        finally:
            self._is_telling = False

    @staticmethod
    def dialog_of(error: BaseException, parent: QWidget | None) -> QDialog:
        """Return what tells of an exception."""
        if isinstance(error, HccCrfError):
            return error_dialog(error, parent)
        return bug_dialog(short_code(error), parent)
