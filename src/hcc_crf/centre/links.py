"""Where chains have gaps and forks, seen from the places and hashes of their events alone. Pure.

A *gap*: an event is here and the one it follows, the same device's of the number before, is not. A
*fork*: one place of one chain is taken by two events, as after a backup that was put back
unnoticed; both branches are kept (trust.md D4, §3.3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from hcc_crf.ledger.chain import GENESIS
from hcc_crf.ledger.events import Chain, EventHash


@dataclass(frozen=True, slots=True)
class Link:
    """An event by its place: number in its chain, hash, hash of the event before."""

    chain: Chain
    seq: int
    hash: EventHash
    previous: EventHash

    @property
    def place(self) -> tuple[str, str, str, int, EventHash]:
        """Device, number and hash: as what the next event names it, in whatever incarnation."""
        chain = self.chain
        return (chain.study, chain.site, chain.device, self.seq, self.hash)

    @property
    def follows(self) -> tuple[str, str, str, int, EventHash]:
        """The place of the event before."""
        chain = self.chain
        return (chain.study, chain.site, chain.device, self.seq - 1, self.previous)

    @property
    def order(self) -> tuple[str, str, str, str, int, EventHash]:
        """By chain, number, hash."""
        chain = self.chain
        return (chain.study, chain.site, chain.device, chain.incarnation, self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class Gap:
    """Events of a chain that were never received, `first_seq` to `last_seq`, both included."""

    chain: Chain
    first_seq: int
    last_seq: int


@dataclass(frozen=True, slots=True)
class Fork:
    """A run of places of one chain that several events take.

    Attributes:
        seq, last_seq: The first and the last place of the run.
        events: The events in the first place, by hash.
    """

    chain: Chain
    seq: int
    last_seq: int
    events: tuple[EventHash, ...]


def gap_before(link: Link, held_below: int) -> Gap:
    """Return the gap before an event of which the predecessor is not held.

    Args:
        link: The event, not the first of its chain.
        held_below: The highest number below its own that is held in its chain, 0 for none. It can
            be the number just below: then the missing events are of another branch of a fork, and
            at least the one before is known to lack.
    """
    return Gap(link.chain, min(held_below + 1, link.seq - 1), link.seq - 1)


def find_gaps(links: Iterable[Link]) -> tuple[Gap, ...]:
    """Return every gap, by chain and number."""
    ordered = sorted(links, key=lambda link: link.order)
    held = {link.place for link in ordered}
    gaps: dict[Gap, None] = {}
    for _chain, of_chain in groupby(ordered, key=lambda link: link.chain):
        below = current = 0
        for link in of_chain:
            if link.seq > current:
                below, current = current, link.seq
            if link.previous != GENESIS and link.follows not in held:
                gaps[gap_before(link, below)] = None
    return tuple(gaps)


def find_forks(links: Iterable[Link]) -> tuple[Fork, ...]:
    """Return every fork, by chain and number."""
    events: dict[tuple[Chain, int], list[EventHash]] = {}
    for link in sorted(links, key=lambda link: link.order):
        events.setdefault((link.chain, link.seq), []).append(link.hash)
    return join_forks({place: tuple(found) for place, found in events.items() if len(found) > 1})


def join_forks(places: Mapping[tuple[Chain, int], tuple[EventHash, ...]]) -> tuple[Fork, ...]:
    """Return the forks of the places that several events take; neighbours are one fork."""
    forks: list[Fork] = []
    for (chain, seq), events in places.items():
        before = forks[-1] if forks else None
        if before is not None and (before.chain, before.last_seq + 1) == (chain, seq):
            forks[-1] = Fork(chain, before.seq, seq, before.events)
        else:
            forks.append(Fork(chain, seq, seq, events))
    return tuple(forks)
