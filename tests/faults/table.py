"""A row of the fault matrix as it was run, and the table of all rows."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADER = ("", "fault", "promise", "runs", "figure", "kept", "s")


@dataclass(frozen=True)
class Row:
    """What one kind of fault did.

    Attributes:
        number: Of the fault matrix, `F5`.
        runs: How often the fault was injected; 0: the machine lacks what is needed.
        figure: What was counted; or why the row was skipped.
        failures: Broken promises, in words; none when all were kept.
        seconds: How long the row took.
    """

    number: str
    fault: str
    promise: str
    runs: int
    figure: str
    failures: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """`yes`, `no`, or `skipped`."""
        if not self.runs:
            return "skipped"
        return "no" if self.failures else "yes"

    @property
    def cells(self) -> tuple[str, ...]:
        """As printed."""
        runs, seconds = f"{self.runs:,}", f"{self.seconds:.0f}"
        return (self.number, self.fault, self.promise, runs, self.figure, self.verdict, seconds)


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEADER, ("---",) * len(HEADER), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def failures(rows: Iterable[Row]) -> str:
    """Return every broken promise, one a line."""
    return "".join(f"{row.number}: {failure}\n" for row in rows for failure in row.failures)
