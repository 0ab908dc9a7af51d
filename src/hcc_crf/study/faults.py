"""Faults found in the form files: gathered, so that one run reports them all.

A fault is a line a data manager can act on:
`VS.yaml:42: VS.HEIGHT: what is wrong; did you mean …?`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_SHORT = 3
"""Up to so many letters one slip is a large part of a word: `SRC` still finds `SCR`."""
_CLOSE, _CLOSE_SHORT = 0.75, 0.65
"""Share of letters in common and in order; beyond one slip a suggestion would mislead."""


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

    Capital letters do not matter: `weight` finds `WEIGHT`; nor does the order of a short word's
    letters: `YN` finds `NY`.
    """
    folded, by_fold = word.casefold(), {name.casefold(): name for name in known}
    cutoff = _CLOSE if len(word) > _SHORT else _CLOSE_SHORT
    near = get_close_matches(folded, by_fold, n=1, cutoff=cutoff)
    if not near and len(word) <= _SHORT:
        near = [name for name in by_fold if sorted(name) == sorted(folded)]
    return f"; did you mean '{by_fold[near[0]]}'?" if near else ""
