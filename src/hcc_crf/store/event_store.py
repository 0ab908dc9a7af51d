"""Append sealed events and read them back. Events are never changed or deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from hcc_crf.errors import StoreError
from hcc_crf.ledger.chain import GENESIS, StoredEvent, stored_event, unseal_body
from hcc_crf.ledger.events import Chain, EventHash, SealedEvent
from hcc_crf.values import SubjectKey

from .database import Database
from .drafts import Draft, keep_draft
from .projections import RowChanges, change_rows


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: number and hash of its last event; 0 and `GENESIS` when it has none."""

    seq: int
    hash: EventHash


class _Stored(msgspec.Struct, frozen=True, gc=False):
    id: int
    hash: str
    seq: int
    subject: str
    body: bytes


def append(
    db: Database,
    sealed: Sequence[SealedEvent],
    rows: RowChanges,
    *,
    draft: Draft | None = None,
) -> None:
    """Write events behind the head of their chain, with what they change in the projections.

    One transaction: when this returns, the events are on the disk. Never call it inside `atomic()`,
    where that would not hold.

    Args:
        db: The site's database.
        sealed: A run of events of one chain and one subject.
        rows: What these events change in the subject's rows.
        draft: What stays of the draft that became these events; replaced in the same transaction.

    Raises:
        StoreError: `LEDGER-MOVED` when the events do not follow the head; or the disk refused.
        ValueError: The call is a mistake: no events, several chains or subjects, or a transaction
            open.
    """
    _check_run(sealed, rows, in_transaction=db.in_transaction)
    chain = sealed[0].chain
    with db.atomic():
        if head(db, chain) != Head(sealed[0].seq - 1, sealed[0].previous):
            raise StoreError(
                "LEDGER-MOVED",
                db.path.name,
                "Something else was saved in the meantime; nothing of this act was saved.",
                "Open the form again and save once more.",
            )
        chain_id = _chain_id(db, chain)
        db.write_many(
            "INSERT INTO event(hash, chain, seq, subject, body) VALUES (?, ?, ?, ?, ?)",
            [(one.hash, chain_id, one.seq, one.event.form.subject, one.body) for one in sealed],
        )
        change_rows(db, rows)
        if draft is not None:
            keep_draft(db, draft)


def head(db: Database, chain: Chain) -> Head:
    """Return the event behind which a chain goes on.

    A chain without events, of a new incarnation, goes on behind the last event that its device
    wrote in another one.
    """
    names = _names(chain)
    found = db.read_one(
        Head,
        "SELECT seq, hash FROM event WHERE chain = "
        "(SELECT id FROM chain WHERE study = ? AND site = ? AND device = ? AND incarnation = ?) "
        "ORDER BY seq DESC LIMIT 1",
        names,
    ) or db.read_one(
        Head,
        "SELECT seq, hash FROM event WHERE chain IN "
        "(SELECT id FROM chain WHERE study = ? AND site = ? AND device = ?) "
        "ORDER BY id DESC LIMIT 1",
        names[:3],
    )
    return found or Head(0, GENESIS)


def holds(db: Database, event: str) -> bool:
    """Return whether an event is here, by its hash; what comes before the first always is."""
    if event == GENESIS:
        return True
    return bool(db.read_column(int, "SELECT 1 FROM event WHERE hash = ?", (event,)))


def place_before(db: Database, event: SealedEvent) -> Head | None:
    """Return the event before this one where its device wrote it; `None` when it is not here."""
    chain = event.chain
    return db.read_one(
        Head,
        "SELECT seq, hash FROM event WHERE hash = ? AND seq = ? AND chain IN "
        "(SELECT id FROM chain WHERE study = ? AND site = ? AND device = ?)",
        (event.previous, event.seq - 1, chain.study, chain.site, chain.device),
    )


def chains(db: Database) -> tuple[Chain, ...]:
    """Return the chains that have events, oldest first."""
    return db.read(Chain, "SELECT study, site, device, incarnation FROM chain ORDER BY id")


def subjects(db: Database) -> tuple[SubjectKey, ...]:
    """Return the subjects that have events, sorted."""
    found = db.read_column(str, "SELECT DISTINCT subject FROM event ORDER BY subject")
    return tuple(SubjectKey(subject) for subject in found)


def count_events(db: Database) -> int:
    """Return the number of events of all chains."""
    return db.read_column(int, "SELECT count(*) FROM event")[0]


def events_of_subject(db: Database, subject: SubjectKey) -> tuple[SealedEvent, ...]:
    """Return a subject's events in the order in which they were written.

    Raises:
        StoreError: `LEDGER-ALTERED`: a stored event no longer has its hash.
    """
    found = db.iterate(
        _Stored,
        "SELECT id, hash, seq, subject, body FROM event WHERE subject = ? ORDER BY id",
        (subject,),
    )
    return tuple(_unsealed(db, stored) for stored in found)


def events_of_chain(db: Database, chain: Chain, *, after_seq: int = 0) -> Iterator[SealedEvent]:
    """Yield the events of a chain that follow event `after_seq`, in order.

    Raises:
        StoreError: `LEDGER-ALTERED`: a stored event no longer has its hash.
    """
    for stored in _of_chain(db, chain, after_seq):
        sealed = _unsealed(db, stored)
        if sealed.chain != chain:
            raise _altered(db, stored.id)
        yield sealed


def stored_of_chain(db: Database, chain: Chain) -> Iterator[StoredEvent]:
    """Yield the events of a chain, what they say not read, in order.

    Raises:
        StoreError: `LEDGER-ALTERED`: a stored event no longer has its hash.
    """
    for number, hash_, seq, body in db.iterate(
        tuple[int, str, int, bytes],
        "SELECT id, hash, seq, body FROM event WHERE chain = "
        "(SELECT id FROM chain WHERE study = ? AND site = ? AND device = ? AND incarnation = ?) "
        "ORDER BY seq",
        _names(chain),
    ):
        try:
            event = stored_event(body)
        except ValueError as error:
            raise _altered(db, number) from error
        if event.hash != hash_ or event.seq != seq or event.chain != chain:
            raise _altered(db, number)
        yield event


def _of_chain(db: Database, chain: Chain, after_seq: int) -> Iterator[_Stored]:
    return db.iterate(
        _Stored,
        "SELECT event.id, hash, seq, subject, body FROM event JOIN chain ON chain.id = event.chain "
        "WHERE study = ? AND site = ? AND device = ? AND incarnation = ? AND seq > ? ORDER BY seq",
        (*_names(chain), after_seq),
    )


def all_events(db: Database) -> Iterator[SealedEvent]:
    """Yield every event in the order in which they were written.

    Raises:
        StoreError: `LEDGER-ALTERED`: a stored event no longer has its hash.
    """
    for stored in db.iterate(_Stored, "SELECT id, hash, seq, subject, body FROM event ORDER BY id"):
        yield _unsealed(db, stored)


def _check_run(sealed: Sequence[SealedEvent], rows: RowChanges, *, in_transaction: bool) -> None:
    if in_transaction:
        raise ValueError("append is a transaction of its own")
    if not sealed or len({one.chain for one in sealed}) != 1:
        raise ValueError("the events are not of one chain")
    if {one.event.form.subject for one in sealed} != {rows.subject.subject}:
        raise ValueError("the events are not of the subject of the rows")
    if any(
        after.previous != before.hash or after.seq != before.seq + 1
        for before, after in pairwise(sealed)
    ):
        raise ValueError("the events do not follow each other")


def _chain_id(db: Database, chain: Chain) -> int:
    number = "SELECT id FROM chain WHERE study = ? AND site = ? AND device = ? AND incarnation = ?"
    found = db.read_column(int, number, _names(chain))
    if not found:
        db.write(
            "INSERT INTO chain(study, site, device, incarnation) VALUES (?, ?, ?, ?)",
            _names(chain),
        )
        found = db.read_column(int, number, _names(chain))
    return found[0]


def _names(chain: Chain) -> tuple[str, str, str, str]:
    return chain.study, chain.site, chain.device, chain.incarnation


def _unsealed(db: Database, stored: _Stored) -> SealedEvent:
    try:
        sealed = unseal_body(stored.body)
    except ValueError as error:
        raise _altered(db, stored.id) from error
    if (sealed.hash, sealed.seq, sealed.event.form.subject) != (
        stored.hash,
        stored.seq,
        stored.subject,
    ):
        raise _altered(db, stored.id)
    return sealed


def _altered(db: Database, number: int) -> StoreError:
    return StoreError(
        "LEDGER-ALTERED",
        f"{db.path.name}, event {number}",
        "A recorded event was changed outside the program.",
        "Enter no further data; call your data manager and keep the folder as it is.",
    )
