"""Where an expression stands in a casebook that is being read, and what it saw there."""

from dataclasses import dataclass, field
from typing import Protocol

from hcc_crf.ledger.casebook import Casebook, FormData
from hcc_crf.study.model import ItemDef, Study
from hcc_crf.values import PartialDate, Slot, VisitCode

from .program import Program
from .runtime import Explained, Runtime


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may know besides the casebook.

    Attributes:
        today: Date of the workstation.
        site: OID of the site.
    """

    today: PartialDate
    site: str


class Book(Protocol):
    """What an expression may ask of a casebook; `workbook.Workbook` answers.

    Attributes:
        memo: What functions worked out once and use again.
    """

    memo: dict[object, object]

    @property
    def program(self) -> Program:
        """The compiled study."""

    @property
    def casebook(self) -> Casebook:
        """The casebook being read."""

    @property
    def context(self) -> Context:
        """Date and site."""

    @property
    def study(self) -> Study:
        """The definitions."""

    def item(self, form: str, item: str) -> ItemDef:
        """The definition of an item."""

    def form(self, visit: VisitCode, form: str) -> FormData | None:
        """The data of a form."""

    def value(self, visit: VisitCode, form: str, slot: Slot) -> Runtime:
        """The value at a place; one that is hidden or struck out does not count."""

    def is_shown(self, visit: VisitCode, form: str, slot: Slot) -> bool:
        """Whether the item applies; it is hidden only when its condition is false."""

    def read(self, scope: "Scope", form: str, item: str) -> Runtime:
        """What `FORM.ITEM` is as seen from a scope."""

    def see(self, scope: "Scope", visit: VisitCode, form: str, slot: Slot) -> Runtime:
        """The value at a place, noted in the trace of the scope."""

    def rows(self, visit: VisitCode, form: str) -> tuple[int, ...]:
        """The rows of a form that count."""

    def row_key(self, form: str, row: int) -> str:
        """What identifies a row."""

    def visits_with(self, form: str) -> tuple[VisitCode, ...]:
        """The visits at which a form has data, in the order of the protocol."""


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
        heard: What functions answered, and what decided those that answer yes or no; `None` while
            nobody asks for it.
    """

    book: Book
    place: Place
    seen: dict[str, str] = field(default_factory=dict)
    notes: list[Explained] = field(default_factory=list)
    heard: set[str] | None = None

    def read(self, form: str, item: str) -> Runtime:
        """Return the value `FORM.ITEM` has as seen from here."""
        return self.book.read(self, form, item)

    def hear(self, function: str, *said: object) -> None:
        """Keep what a function answered, or what decided its answer."""
        if self.heard is not None:
            self.heard.add(f"{function}: {', '.join(map(str, said))}")

    def note(self, explained: Explained) -> None:
        """Keep what a clinical rule said."""
        self.notes.append(explained)
