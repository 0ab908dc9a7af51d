"""The writes that stand, item by item: moved on by what a package brings, never computed anew.

A write stands while no other write of its item names it as the one it replaces (`reconcile`). So
what is new says which writes fall, those that have not arrived included, and all others stand:
there is no state of an item to read, to change and to write back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hcc_crf.ledger.events import EventHash, SealedEvent
from hcc_crf.store.database import Database

from .dictionary import Numbers

_Written = tuple[int, int, EventHash]
"""Page, slot and event of a write."""
_LeafRow = tuple[int, int, int, str, str, str, str | None, str]
"""Page, slot and event; text, canonical value, unit, missing reason and origin of what it wrote."""
_ByPage = Mapping[int, Sequence[tuple[int, SealedEvent]]]
"""Events with their numbers, by the page they are about."""


@dataclass(frozen=True, slots=True)
class _Replaced:
    slot: int
    event: EventHash


def move_on(db: Database, numbers: Numbers, new: Sequence[SealedEvent], first: int) -> int:
    """Bring the leaves of every item the events wrote up to date; return the number of writes."""
    by_page: dict[int, list[tuple[int, SealedEvent]]] = {}
    for number, sealed in enumerate(new, start=first):
        by_page.setdefault(numbers.pages[sealed.event.form], []).append((number, sealed))
    held = sorted(by_page.keys() - numbers.new_pages)
    fallen = _fall(db, numbers, by_page, held)
    db.write_many(
        "INSERT INTO leaf(page, slot, event, text, canonical, unit, missing, origin) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        _standing(numbers, by_page, fallen),
    )
    _note_contested(db, by_page, held)
    return sum(len(sealed.event.changes) for sealed in new)


def _fall(db: Database, numbers: Numbers, by_page: _ByPage, held: Sequence[int]) -> set[_Written]:
    """Take away the leaves that the events replace; return all writes that cannot stand there."""
    replaced = sorted(
        {
            (page, numbers.slots[change.slot], change.replaces)
            for page, events in by_page.items()
            for _number, sealed in events
            for change in sealed.event.changes
            if change.replaces is not None
        }
    )
    db.write_many(
        "DELETE FROM leaf WHERE page = ? AND slot = ? "
        "AND ? = (SELECT hash FROM event WHERE event.id = leaf.event)",
        replaced,
    )
    db.write_many(
        "INSERT INTO replaced(page, slot, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        replaced,
    )
    before = {
        (page, row.slot, row.event)
        for page in held
        for row in db.iterate(_Replaced, "SELECT slot, event FROM replaced WHERE page = ?", (page,))
    }
    return before.union(replaced)


def _standing(numbers: Numbers, by_page: _ByPage, fallen: set[_Written]) -> Iterator[_LeafRow]:
    """Yield the leaves of the new writes in the order of their table, a form in memory at a time.

    Enums go as plain texts: the library looks long for a way to store one.
    """
    slots = numbers.slots
    for page in sorted(by_page):
        rows: list[_LeafRow] = []
        for number, sealed in by_page[page]:
            for change in sealed.event.changes:
                slot, value, missing = slots[change.slot], change.value, change.value.missing
                if fallen and (page, slot, sealed.hash) in fallen:
                    continue
                reason = None if missing is None else str(missing)
                text, canonical, unit = value.text, value.canonical, value.unit
                origin = str(change.origin)
                rows.append((page, slot, number, text, canonical, unit, reason, origin))
        rows.sort()
        yield from rows


def _note_contested(db: Database, by_page: _ByPage, held: Sequence[int]) -> None:
    """Note the items of which several writes stand, on every form that can have become so."""
    pages = {(page,) for page, events in by_page.items() if len(events) > 1}.union(
        (page,) for page in held
    )
    db.write_many("DELETE FROM contested WHERE page = ?", ((page,) for page in held))
    db.write_many(
        "INSERT INTO contested(page, slot) "
        "SELECT page, slot FROM leaf WHERE page = ? GROUP BY slot HAVING count(*) > 1",
        sorted(pages),
    )
