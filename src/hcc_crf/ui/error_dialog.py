"""Tell a person that something did not work: what, what to do, and a code for support."""

from PySide6.QtWidgets import QWidget

from hcc_crf.errors import HccCrfError
from hcc_crf.values import Bilingual

from .error_texts import error_text
from .sheet import Sheet, said, words
from .texts_shell import FAILED, NEXT_STEP, NOT_SAVED, NOT_SAVED_NEXT, NOT_SAVED_WHY, OK


class ErrorDialog(Sheet):
    """A failure of the world, or a fault of the program, in words."""

    def __init__(
        self,
        heading: Bilingual,
        problem: Bilingual,
        next_step: Bilingual,
        code: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `code` is what the person reads out to support."""
        super().__init__(heading, OK, cancel=None, parent=parent)
        self.problem = said(problem)
        self.next_step = said(next_step)
        self.code = words(code, role="small")
        self.body.addWidget(self.problem)
        self.body.addSpacing(4)
        self.body.addWidget(said(NEXT_STEP, role="card-title"))
        self.body.addWidget(self.next_step)
        self.body.addSpacing(4)
        self.body.addWidget(self.code)


def error_dialog(error: HccCrfError, parent: QWidget | None = None) -> ErrorDialog:
    """Return the dialog of a failure of file, key, password or disk."""
    text = error_text(error)
    return ErrorDialog(FAILED, text.problem, text.next_step, f"{text.code} · {text.place}", parent)


def show_error(error: HccCrfError, parent: QWidget | None = None) -> None:
    """Tell of a failure and wait until it was read."""
    error_dialog(error, parent).exec()


def bug_dialog(code: str, parent: QWidget | None = None) -> ErrorDialog:
    """Return the dialog of a fault of the program: what was typed is kept, nothing was saved."""
    return ErrorDialog(NOT_SAVED, NOT_SAVED_WHY, NOT_SAVED_NEXT, code, parent)
