"""Tables of words as plain rows: what each cell says, how pressing it is, what stands before it.

No Qt. A cell is never told apart by its colour alone: what matters carries a sign or a word.
"""

from dataclasses import dataclass
from enum import StrEnum

from hcc_crf.values import Bilingual, Language

from .marks import Mark

NOTHING = Bilingual("", "")


class Tone(StrEnum):
    """How pressing a cell is; the sign or word in it says the same."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says.

    Attributes:
        sub: A second, smaller line; `sub_tone` how pressing that is.
        mark: Painted before the words.
        tip: More, when the mouse rests on it; the words themselves where they may be cut short.
    """

    main: Bilingual = NOTHING
    sub: Bilingual | None = None
    tone: Tone = Tone.PLAIN
    mark: Mark | None = None
    tip: Bilingual | None = None
    sub_tone: Tone = Tone.QUIET

    def said(self, language: Language) -> str:
        """Return everything the cell says, for a screen reader."""
        parts = (self.main, self.sub or NOTHING)
        return ", ".join(text for part in parts if (text := part.in_language(language)))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a row or column is about.

    Attributes:
        sub: A second, smaller line.
        tip: More, when the mouse rests on it.
    """

    main: Bilingual
    sub: Bilingual | None = None
    tip: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row.

    Attributes:
        cells: One a column; none for a row that only heads those below it.
    """

    heading: Heading
    cells: tuple[Cell, ...] = ()

    @property
    def is_section(self) -> bool:
        """True for a row that only heads those below it."""
        return not self.cells

    @property
    def is_double(self) -> bool:
        """True when anything in it has a second line."""
        return self.heading.sub is not None or any(cell.sub for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole table."""

    columns: tuple[Heading, ...]
    lines: tuple[Line, ...]


NO_GRID = Grid((), ())


def same(text: str) -> Bilingual:
    """Return a text that reads alike in both languages: a code, a number, a date."""
    return Bilingual(text, text)
