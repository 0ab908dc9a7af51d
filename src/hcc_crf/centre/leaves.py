"""The writes that stand, item by item: moved on by what a package brings, never computed anew.

`reconcile.written` says how a register moves; this module reads the registers of the forms that a
package touches and writes what became different.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from hcc_crf.ledger.events import Change, EventHash, Origin, SealedEvent
from hcc_crf.store.database import Database
from hcc_crf.values import MissingReason, Slot

from .dictionary import Numbers
from .reconcile import EMPTY, Register, written

_Place = tuple[int, int]
"""Numbers of page and slot."""
_LeafRow = tuple[int, int, int, str, str, str, MissingReason | None, Origin]
"""Page, slot and event; text, canonical value, unit, missing reason and origin of what it wrote."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    slot: int
    event: int
    hash: EventHash


@dataclass(frozen=True, slots=True)
class _Replaced:
    slot: int
    event: EventHash


@dataclass(frozen=True, slots=True)
class _Moves:
    """What a package changes in the tables of standing values."""

    gone: list[tuple[int, int, int]]
    leaves: list[_LeafRow]
    replaced: list[tuple[int, int, EventHash]]
    contested: list[_Place]
    settled: list[_Place]


def move_on(db: Database, numbers: Numbers, new: Sequence[SealedEvent], first: int) -> int:
    """Bring the leaves of every item the events wrote up to date; return the number of writes.

    Form by form, so that the registers of one form are in memory at a time.
    """
    by_page: dict[int, list[tuple[int, SealedEvent]]] = {}
    for number, sealed in enumerate(new, start=first):
        by_page.setdefault(numbers.pages[sealed.event.form], []).append((number, sealed))
    moves = _Moves([], [], [], [], [])
    for page in sorted(by_page):
        held = _HeldPage() if page in numbers.new_pages else _held_page(db, page)
        _move_page(moves, page, held, by_page[page], numbers.slots)
    _write_moves(db, moves)
    return sum(len(sealed.event.changes) for sealed in new)


@dataclass(frozen=True, slots=True)
class _HeldPage:
    """The registers of a form by slot, and the numbers of the events their leaves name."""

    registers: dict[int, Register] = field(default_factory=dict)
    number_of: dict[EventHash, int] = field(default_factory=dict)


def _held_page(db: Database, page: int) -> _HeldPage:
    leaves: dict[int, set[EventHash]] = {}
    replaced: dict[int, set[EventHash]] = {}
    number_of: dict[EventHash, int] = {}
    for leaf in db.iterate(
        _Leaf,
        "SELECT leaf.slot, leaf.event, event.hash FROM leaf "
        "JOIN event ON event.id = leaf.event WHERE leaf.page = ?",
        (page,),
    ):
        leaves.setdefault(leaf.slot, set()).add(leaf.hash)
        number_of[leaf.hash] = leaf.event
    for row in db.iterate(_Replaced, "SELECT slot, event FROM replaced WHERE page = ?", (page,)):
        replaced.setdefault(row.slot, set()).add(row.event)
    registers = {
        slot: Register(frozenset(leaves.get(slot, ())), frozenset(replaced.get(slot, ())))
        for slot in leaves.keys() | replaced.keys()
    }
    return _HeldPage(registers, number_of)


def _move_page(
    moves: _Moves,
    page: int,
    held: _HeldPage,
    events: list[tuple[int, SealedEvent]],
    slots: dict[Slot, int],
) -> None:
    """Note what some events change on one form."""
    after: dict[int, Register] = {}
    rows: list[tuple[EventHash, _LeafRow]] = []
    for number, sealed in events:
        for change in sealed.event.changes:
            slot = slots[change.slot]
            register = after.get(slot) or held.registers.get(slot, EMPTY)
            after[slot] = written(register, sealed.hash, change.replaces)
            rows.append((sealed.hash, _leaf_row(page, slot, number, change)))
            if change.replaces is not None:
                moves.replaced.append((page, slot, change.replaces))
    standing = (row for event, row in rows if event in after[row[1]].leaves)
    moves.leaves.extend(sorted(standing, key=itemgetter(1, 2)))
    for slot, register in after.items():
        before = held.registers.get(slot, EMPTY)
        moves.gone.extend(
            (page, slot, held.number_of[event]) for event in before.leaves - register.leaves
        )
        was, is_now = len(before.leaves) > 1, len(register.leaves) > 1
        if was != is_now:
            (moves.contested if is_now else moves.settled).append((page, slot))


def _leaf_row(page: int, slot: int, number: int, change: Change) -> _LeafRow:
    value = change.value
    text, unit, missing = value.text, value.unit, value.missing
    return page, slot, number, text, value.canonical, unit, missing, change.origin


def _write_moves(db: Database, moves: _Moves) -> None:
    db.write_many("DELETE FROM leaf WHERE page = ? AND slot = ? AND event = ?", moves.gone)
    db.write_many(
        "INSERT INTO leaf(page, slot, event, text, canonical, unit, missing, origin) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        moves.leaves,
    )
    db.write_many(
        "INSERT INTO replaced(page, slot, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        moves.replaced,
    )
    db.write_many("DELETE FROM contested WHERE page = ? AND slot = ?", moves.settled)
    db.write_many("INSERT INTO contested(page, slot) VALUES (?, ?)", moves.contested)
