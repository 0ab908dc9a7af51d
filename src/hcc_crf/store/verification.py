"""Check what is stored, from the pages of the file up to the chains of events."""

from collections.abc import Callable
from dataclasses import dataclass

from hcc_crf.errors import StoreError
from hcc_crf.ledger.chain import GENESIS, ChainBrokenError, check_chain
from hcc_crf.ledger.events import Chain

from .access_log import access_entries
from .database import Database
from .event_store import Head, chains, count_events, events_of_chain, head, place_before
from .failures import damaged


@dataclass(frozen=True, slots=True)
class CheckedChain:
    """A chain that holds, where it ends, and how many events it has."""

    chain: Chain
    head: Head
    events: int


def damaged_pages(db: Database) -> int:
    """Return how many pages of the file are not as they were written, by their seals.

    Where the log cannot be emptied first, none is looked at: the check would give false alarms.
    """
    return len(db.read_column(str, "PRAGMA cipher_integrity_check")) if db.checkpoint() else 0


def check_pages(db: Database) -> None:
    """Let pass a file of which every page is as it was written.

    The log is emptied first: before that, the check of every page's seal, free pages included,
    gives false alarms (§2.3). Where it cannot be emptied, by a reader or while another one reads,
    only the pages in use are checked.

    Raises:
        StoreError: `DATABASE-DAMAGED`; open a new connection before reading anything else.
    """
    if damaged_pages(db):
        raise damaged(db.path)
    if db.read_column(str, "PRAGMA integrity_check") != ("ok",):
        raise damaged(db.path)


def check_events(
    db: Database, progress: Callable[[int], None] = lambda _count: None
) -> tuple[CheckedChain, ...]:
    """Return the chains, each unbroken from its first event; no event stands outside a chain.

    The first incarnation of a device begins at number 1; a further one follows an event that the
    device wrote before.

    Args:
        db: The site's database.
        progress: Told the number of events checked so far after each chain.

    Raises:
        StoreError: `LEDGER-ALTERED` or `LEDGER-BROKEN`, naming the first event that does not fit.
    """
    checked: list[CheckedChain] = []
    count = 0
    for chain in chains(db):
        end, start = head(db, chain), _start(db, chain)
        try:
            last = check_chain(
                events_of_chain(db, chain), after_seq=start.seq, after_hash=start.hash
            )
        except ChainBrokenError as error:
            raise _broken(db, chain, error.seq) from error
        if last != end.hash:
            raise _broken(db, chain, end.seq)
        count += end.seq - start.seq
        progress(count)
        checked.append(CheckedChain(chain, end, end.seq - start.seq))
    if count != count_events(db):
        raise StoreError(
            "LEDGER-BROKEN",
            db.path.name,
            "The database holds events that belong to no chain.",
            "Enter no further data; call your data manager and keep the folder as it is.",
        )
    return tuple(checked)


def check_access_log(db: Database) -> int:
    """Return the number of entries of an access log whose chain is unbroken.

    Raises:
        StoreError: `ACCESS-LOG-ALTERED`.
    """
    return sum(1 for _entry in access_entries(db))


def _start(db: Database, chain: Chain) -> Head:
    """Return the event that the first one of a chain must follow."""
    first = next(events_of_chain(db, chain), None)
    if first is None or first.seq == 1:
        return Head(0, GENESIS)
    before = place_before(db, first)
    if before is None:
        raise _broken(db, chain, first.seq)
    return before


def _broken(db: Database, chain: Chain, seq: int) -> StoreError:
    return StoreError(
        "LEDGER-BROKEN",
        f"{db.path.name}, device {chain.device}, event {seq}",
        "The chain of recorded events does not hold here: one was changed, moved or taken out.",
        "Enter no further data; call your data manager and keep the folder as it is.",
    )
