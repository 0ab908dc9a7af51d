"""Write the events of a package into the store and move the state of their items on.

Nothing here is a statement about the whole store: what a package does not touch is not read. The
events that are held already are found by comparing hashes place by place, so a place that is taken
by another event shows as a fork; both stay.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from hcc_crf.ledger.chain import GENESIS
from hcc_crf.ledger.events import EventHash, EventKind, SealedEvent, Stamp
from hcc_crf.package.unseal import UnsealedPackage
from hcc_crf.store.database import Database

from .dictionary import Numbers, chain_number, next_number, numbers_of
from .leaves import move_on
from .reconcile import LastSave, last_save, later


@dataclass(frozen=True, slots=True)
class Intake:
    """What a package brought: events and item changes that were not held before."""

    events: int
    changes: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a package came from.

    Attributes:
        name: Of the file.
        sha256: Of the file.
        at, by: When it was taken in (UTC), and by whom.
    """

    name: str
    sha256: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class _Held:
    seq: int
    hash: EventHash


def is_known_file(db: Database, sha256: str) -> bool:
    """Return whether this very file was taken in before."""
    return bool(db.read_column(int, "SELECT id FROM package WHERE sha256 = ?", (sha256,)))


def take_in(db: Database, package: UnsealedPackage, receipt: Receipt) -> Intake:
    """Write what is new in a package, all or nothing.

    Steps: (1) which events are held, (2) numbers for their names, (3) the events, (4) the writes
    that stand, (5) where to look for gaps and forks, (6) the receipt.
    """
    with db.atomic():
        chain = chain_number(db, package.events[0].chain)
        held = _held(db, chain, package.events)  # (1)
        hashes = {one.hash for one in held}
        new = [sealed for sealed in package.events if sealed.hash not in hashes]
        changes = 0
        if new:
            numbers = numbers_of(db, chain, new)  # (2)
            first = _insert_events(db, numbers, new)  # (3)
            changes = move_on(db, numbers, new, first)  # (4)
            _note_saves(db, numbers, new)
            _note_links(db, chain, new, first, {one.seq for one in held})  # (5)
        _note_package(db, chain, package, receipt, Intake(len(new), changes))  # (6)
    return Intake(len(new), changes)


def _held(db: Database, chain: int, events: Sequence[SealedEvent]) -> tuple[_Held, ...]:
    return db.read(
        _Held,
        "SELECT seq, hash FROM event WHERE chain = ? AND seq BETWEEN ? AND ?",
        (chain, events[0].seq, events[-1].seq),
    )


def _insert_events(db: Database, numbers: Numbers, new: Sequence[SealedEvent]) -> int:
    """Write the events; return the number of the first, the others follow."""
    first = next_number(db, "event")
    names, pages, chain = numbers.names, numbers.pages, numbers.chain
    db.write_many(
        "INSERT INTO event(id, hash, chain, seq, previous, page, author, role, at, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                sealed.hash,
                chain,
                sealed.seq,
                sealed.previous,
                pages[sealed.event.form],
                names[sealed.event.user],
                names[sealed.event.role],
                sealed.stamp.at_utc,
                sealed.body,
            )
            for number, sealed in enumerate(new, start=first)
        ),
    )
    return first


class _LastSave(LastSave, frozen=True):
    day: str


def _note_saves(db: Database, numbers: Numbers, new: Sequence[SealedEvent]) -> None:
    """Keep the latest save of every form, and the latest calendar day on which it was saved."""
    lasts: dict[int, LastSave] = {}
    days: dict[int, str] = {}
    for page in sorted(set(numbers.pages.values()) - numbers.new_pages):
        row = db.read_one(
            _LastSave,
            "SELECT at AS at_utc, event, version, user, day FROM last_save WHERE page = ?",
            (page,),
        )
        if row is not None:
            lasts[page], days[page] = row, row.day
    for sealed in new:
        if sealed.event.kind is EventKind.SAVE:
            page = numbers.pages[sealed.event.form]
            lasts[page] = later(last_save(sealed), lasts.get(page))
            days[page] = max(local_day(sealed.stamp), days.get(page, ""))
    db.write_many(
        "INSERT OR REPLACE INTO last_save(page, at, day, event, version, user) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            (page, last.at_utc, days[page], last.event, last.version, last.user)
            for page, last in lasts.items()
        ),
    )


def local_day(stamp: Stamp) -> str:
    """Return the calendar day of the workstation at a moment, ISO."""
    moment = datetime.fromisoformat(stamp.at_utc) + _ahead_of_utc(stamp.offset)
    return moment.date().isoformat()


@lru_cache  # a trial has few
def _ahead_of_utc(offset: str) -> timedelta:
    ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    return -ahead if offset[0] == "-" else ahead


def _note_links(
    db: Database, chain: int, new: Sequence[SealedEvent], first: int, taken: set[int]
) -> None:
    starts = [
        (number,)
        for number, sealed in enumerate(new, start=first)
        if sealed.previous != GENESIS
        and (number == first or new[number - first - 1].hash != sealed.previous)
    ]
    db.write_many("INSERT INTO run_start(event) VALUES (?)", starts)
    forked = [(chain, sealed.seq) for sealed in new if sealed.seq in taken]
    db.write_many("INSERT INTO forked(chain, seq) VALUES (?, ?) ON CONFLICT DO NOTHING", forked)


def _note_package(
    db: Database, chain: int, package: UnsealedPackage, receipt: Receipt, intake: Intake
) -> None:
    definition = hashlib.sha256(package.definition_xml).hexdigest()
    head = package.manifest.head
    db.write(
        "INSERT INTO definition(sha256, version, xml) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (definition, head.definition_version, package.definition_xml),
    )
    db.write(
        "INSERT INTO package(sha256, name, chain, first_seq, last_seq, new_events, new_changes, "
        "definition, received_at, received_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            receipt.sha256,
            receipt.name,
            chain,
            head.first_seq,
            head.last_seq,
            intake.events,
            intake.changes,
            definition,
            receipt.at,
            receipt.by,
        ),
    )
