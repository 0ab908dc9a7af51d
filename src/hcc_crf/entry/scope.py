"""Where an expression stands in a casebook that is being read, and what it saw there."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hcc_crf.values import Slot, VisitCode

from .runtime import Explained, Runtime

if TYPE_CHECKING:
    from .workbook import Workbook


@dataclass(frozen=True, slots=True)
class Place:
    """A visit and, inside it, a form, a row, a row of an inner table, and the item itself.

    Attributes:
        form: Empty for an expression of a visit.
        item: The item whose expression it is; empty for a check.
    """

    visit: VisitCode
    form: str = ""
    row: int = 0
    group: str = ""
    group_row: int = 0
    item: str = ""

    def slot(self, item: str) -> Slot:
        """The slot of another item of the same row."""
        return Slot(item, self.row, self.group, self.group_row)


@dataclass(slots=True)
class Scope:
    """One evaluation.

    Attributes:
        book: The casebook being read.
        place: Where the expression stands.
        seen: Inputs read, path within the subject → value as shown, in the order read.
        notes: What clinical rules said, the outermost last.
    """

    book: "Workbook"
    place: Place
    seen: dict[str, str] = field(default_factory=dict)
    notes: list[Explained] = field(default_factory=list)

    def read(self, form: str, item: str) -> Runtime:
        """Return the value `FORM.ITEM` has as seen from here."""
        return self.book.read(self, form, item)

    def note(self, explained: Explained) -> None:
        """Keep what a clinical rule said."""
        self.notes.append(explained)

    def at(self, visit: VisitCode) -> "Scope":
        """The same expression standing at another visit, sharing the trace."""
        return Scope(self.book, replace(self.place, visit=visit), self.seen, self.notes)
