"""Faults found in the form files: gathered, so that one run reports them all.

A fault is a line a data manager can act on:
`VS.yaml:42: VS.HEIGHT: what is wrong; did you mean …?`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_SHORT = 3
"""Up to so many letters one slip is a large part of a word: `YN` still finds `NY`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form files: file name, line from 1, OID of what is defined there."""

    file: str
    line: int
    oid: str

    def at_line(self, line: int) -> "Place":
        """Return the same definition, at another line of its file."""
        return Place(self.file, line, self.oid)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault; sorts by file and line."""

    file: str
    line: int
    oid: str
    problem: str

    def __str__(self) -> str:
        """Return the line as it is shown."""
        text = f"{self.file}:{self.line}: {self.oid}: {self.problem}"
        return " ".join(text.split())  # one line, whatever a file holds


class FaultList:
    """Every fault found so far."""

    def __init__(self) -> None:
        """Start without any."""
        self._found: set[Fault] = set()

    def add(self, place: Place, problem: str) -> None:
        """Keep a fault; the same fault at the same place counts once."""
        self._found.add(Fault(place.file, place.line, place.oid, problem))

    def lines(self) -> tuple[str, ...]:
        """Return all of them as shown, by file and line."""
        return tuple(str(fault) for fault in sorted(self._found))


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'X'?` for the nearest known word, or nothing.

    Capital letters do not matter: `weight` finds `WEIGHT`.
    """
    by_fold = {name.casefold(): name for name in known}
    cutoff = 0.6 if len(word) > _SHORT else 0.5
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return f"; did you mean '{by_fold[near[0]]}'?" if near else ""
