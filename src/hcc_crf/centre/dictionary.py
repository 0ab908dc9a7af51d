"""Names as numbers: subjects, visits, forms, items and users are written once.

A dictionary lives for one transaction: what it gave a number to is written before it ends, or not
at all. It looks up what it is asked for, never a whole table, so that a package costs the same
however much is held.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hcc_crf.ledger.events import Chain, SealedEvent
from hcc_crf.store.database import Database, SqlValue
from hcc_crf.values import FormPath, Slot


class Names(dict[str, int]):
    """The numbers of texts; a text gets one when it is first asked for."""

    def __init__(self, db: Database) -> None:
        """Look up and write in an open transaction of `db`."""
        super().__init__()
        self._db = db

    def __missing__(self, text: str) -> int:
        """Return the number of a text not yet asked for."""
        number = self[text] = _number(self._db, "name", {"text": text})
        return number


class Slots(dict[Slot, int]):
    """The numbers of slots; a slot gets one when it is first asked for."""

    def __init__(self, db: Database, names: Names) -> None:
        """Look up and write in an open transaction of `db`."""
        super().__init__()
        self._db = db
        self._names = names

    def __missing__(self, slot: Slot) -> int:
        """Return the number of a slot not yet asked for."""
        key: dict[str, SqlValue] = {
            "item": self._names[slot.item],
            "row_number": slot.row,
            "inner_table": self._names[slot.group],
            "inner_row": slot.group_row,
        }
        number = self[slot] = _number(self._db, "slot", key)
        return number


@dataclass(frozen=True, slots=True)
class _Page:
    id: int
    visit: int
    form: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of everything that some events name.

    Attributes:
        chain: Of the chain they belong to.
        names, pages, slots: By what they stand for.
        new_pages: Numbers of pages that nothing was saved on before.
    """

    chain: int
    names: Names
    pages: dict[FormPath, int]
    slots: Slots
    new_pages: frozenset[int]


def numbers_of(db: Database, chain: int, events: Iterable[SealedEvent]) -> Numbers:
    """Return the numbers of what the events of a chain name; new names get the next ones."""
    names = Names(db)
    pages, new_pages = _pages(db, names, dict.fromkeys(sealed.event.form for sealed in events))
    return Numbers(chain, names, pages, Slots(db, names), new_pages)


def chain_number(db: Database, chain: Chain) -> int:
    """Return the number of a chain; a new one gets the next."""
    return _number(
        db,
        "chain",
        {
            "study": chain.study,
            "site": chain.site,
            "device": chain.device,
            "incarnation": chain.incarnation,
        },
    )


def next_number(db: Database, table: str) -> int:
    """Return the number the next row of a table gets."""
    return db.read_column(int, f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0]  # noqa: S608  (a name of this room)


def _number(db: Database, table: str, key: dict[str, SqlValue]) -> int:
    """Return the number of the row that a unique key names; a new row gets the next."""
    values = tuple(key.values())
    query = f"SELECT id FROM {table} WHERE {' AND '.join(f'{column} = ?' for column in key)}"  # noqa: S608  (names of this room)
    found = db.read_column(int, query, values)
    if not found:
        marks = ", ".join("?" * len(key))
        db.write(f"INSERT INTO {table}({', '.join(key)}) VALUES ({marks})", values)  # noqa: S608  (the same)
        found = db.read_column(int, query, values)
    return found[0]


def _pages(
    db: Database, names: Names, forms: Iterable[FormPath]
) -> tuple[dict[FormPath, int], frozenset[int]]:
    held: dict[int, dict[tuple[int, int], int]] = {}
    pages: dict[FormPath, int] = {}
    new: list[tuple[int, int, int, int]] = []
    number = next_number(db, "page")
    for form in forms:
        subject, visit, name = names[form.subject], names[form.visit], names[form.form]
        if subject not in held:
            held[subject] = _held_pages(db, subject)
        page = held[subject].get((visit, name))
        if page is None:
            page, number = number, number + 1
            new.append((page, subject, visit, name))
        pages[form] = page
    db.write_many("INSERT INTO page(id, subject, visit, form) VALUES (?, ?, ?, ?)", new)
    return pages, frozenset(row[0] for row in new)


def _held_pages(db: Database, subject: int) -> dict[tuple[int, int], int]:
    """Return the numbers of a subject's pages by visit and form."""
    found = db.iterate(_Page, "SELECT id, visit, form FROM page WHERE subject = ?", (subject,))
    return {(page.visit, page.form): page.id for page in found}
