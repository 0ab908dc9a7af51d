"""A folder of CSV files that appear together: all whole, or none of this export.

UTF-8 without a byte order mark: a mark becomes part of the first column's name in R, SAS and
Python, and Excel reads the files by Data → From Text/CSV. Lines end with LF; a text with a line end
inside is quoted. Rows are written as they come, so the size of an export is bounded by the disk.
"""

import csv
import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from hcc_crf.errors import WorkspaceError

if TYPE_CHECKING:
    from _csv import Writer

_PART = ".part"


class CsvFolder:
    """The files of one export while they are written."""

    def __init__(self, folder: Path) -> None:
        """Make the folder. Raises `WorkspaceError` when it cannot be made."""
        self._folder = folder
        self._opened = ExitStack()
        self._files: dict[str, TextIO] = {}
        self._writers: dict[str, Writer] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _not_written(folder, error) from error

    def __enter__(self) -> Self:
        """Return the folder itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the files appear, or on any error take away what was written."""
        try:
            if error is None:
                self._publish()
        finally:
            with suppress(OSError):
                self._opened.close()
            for name in self._files:
                self._part(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _not_written(self._folder, error) from error

    def begin(self, name: str, columns: tuple[str, ...]) -> None:
        """Begin a file with its header."""
        file = self._opened.enter_context(self._part(name).open("w", encoding="utf-8", newline=""))
        self._files[name] = file
        self._writers[name] = csv.writer(file, lineterminator="\n")
        self._writers[name].writerow(columns)

    def write(self, name: str, rows: Iterable[tuple[str, ...]]) -> None:
        """Write rows into a file that was begun."""
        self._writers[name].writerows(rows)

    def _publish(self) -> None:
        try:
            for file in self._files.values():
                file.flush()
                os.fsync(file.fileno())
            self._opened.close()
            for name in self._files:
                self._part(name).replace(self._folder / f"{name}.csv")
        except OSError as error:
            raise _not_written(self._folder, error) from error

    def _part(self, name: str) -> Path:
        return self._folder / f"{name}.csv{_PART}"


def _not_written(folder: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        "EXPORT-NOT-WRITTEN",
        folder.name,
        f"The export could not be written ({error.strerror}).",
        "Check that the folder may be written and the disk has space, then export again.",
    )
