"""Put the events of several chains in one order that a person can read. Pure.

Causes first: an event comes after those before it in its chain and after those whose values it
replaces. Among events that know nothing of each other the workstations' clocks decide, for the eye
only (trust.md D6); no value depends on it. So they do among events that name each other in a circle
across the branches of a fork, which no honest device writes: none is left out.
"""

import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby

from hcc_crf.ledger.events import EventHash, SealedEvent


def causal_order(events: Iterable[SealedEvent]) -> tuple[SealedEvent, ...]:
    """Return the events, each once, in an order that depends on nothing but them."""
    held = {sealed.hash: sealed for sealed in events}
    causes = {key: _replaced(sealed) & held.keys() for key, sealed in held.items()}
    for before, after in _neighbours(held.values()):
        causes[after] |= {before}
    effects: dict[EventHash, list[EventHash]] = {}
    for key, before_it in causes.items():
        for before in before_it:
            effects.setdefault(before, []).append(key)
    waiting = {key: len(before_it) for key, before_it in causes.items()}
    ready = [_moment(held[key]) for key, count in waiting.items() if not count]
    heapq.heapify(ready)
    by_clock = iter(sorted(map(_moment, held.values())))
    ordered: dict[EventHash, SealedEvent] = {}
    while len(ordered) < len(held):
        key = (heapq.heappop(ready) if ready else next(by_clock))[1]
        if key in ordered:
            continue
        ordered[key] = held[key]
        for effect in effects.get(key, ()):
            waiting[effect] -= 1
            if not waiting[effect]:
                heapq.heappush(ready, _moment(held[effect]))
    return tuple(ordered.values())


def _moment(sealed: SealedEvent) -> tuple[str, EventHash]:
    return sealed.stamp.at_utc, sealed.hash


def _replaced(sealed: SealedEvent) -> set[EventHash]:
    return {change.replaces for change in sealed.event.changes if change.replaces is not None}


def _neighbours(events: Iterable[SealedEvent]) -> Iterator[tuple[EventHash, EventHash]]:
    """Yield each event of a chain with those in the next place that is held."""
    by_place = sorted(
        events, key=lambda s: (s.chain.site, s.chain.device, s.chain.incarnation, s.seq)
    )
    for _chain, of_chain in groupby(by_place, key=lambda s: s.chain):
        before: list[EventHash] = []
        for _seq, taken in groupby(of_chain, key=lambda s: s.seq):
            after = [sealed.hash for sealed in taken]
            yield from ((one, other) for one in before for other in after)
            before = after
