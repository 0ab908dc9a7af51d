"""Many subjects from one: the saves of a demonstration subject under other subject numbers.

Nothing is derived anew; the events say what the rules gave for the subject they were made for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import msgspec

from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import Chain, Event, EventHash, SealedEvent, Stamp
from hcc_crf.values import FormPath, SubjectKey

STAMP = Stamp("2026-11-25T09:11:47.123456Z", "+08:00", "Asia/Shanghai")


@dataclass
class History:
    """A chain that grows by copies.

    Attributes:
        chain: Its name.
        seq, last: Number and hash of its last event.
    """

    chain: Chain
    seq: int = 0
    last: EventHash = GENESIS

    def copy(self, events: Sequence[SealedEvent], subject: SubjectKey) -> tuple[SealedEvent, ...]:
        """Return the events as if `subject` had had them, at the end of the chain."""
        hashes: dict[EventHash, EventHash] = {}
        copied = []
        for sealed in events:
            event = _about(sealed.event, subject, hashes)
            one = seal((event,), self.chain, after_seq=self.seq, after_hash=self.last, stamp=STAMP)[
                0
            ]
            hashes[sealed.hash] = one.hash
            self.seq, self.last = one.seq, one.hash
            copied.append(one)
        return tuple(copied)

    def changes(
        self, events: Sequence[SealedEvent], count: int, *, site: str
    ) -> Iterator[SealedEvent]:
        """Yield copies of whole subjects until they hold about `count` item changes."""
        yield from _until(count, self._endless(events, site))

    def _endless(self, events: Sequence[SealedEvent], site: str) -> Iterator[SealedEvent]:
        for number in range(1, 1000):
            yield from self.copy(events, SubjectKey(f"{site}-{number:03}"))
        raise ValueError("a site has at most 999 subjects")


def _until(count: int, events: Iterator[SealedEvent]) -> Iterator[SealedEvent]:
    held = 0
    for sealed in events:
        yield sealed
        held += len(sealed.event.changes)
        if held >= count:
            return


def _about(event: Event, subject: SubjectKey, hashes: dict[EventHash, EventHash]) -> Event:
    changes = tuple(
        change
        if change.replaces is None
        else msgspec.structs.replace(change, replaces=hashes[change.replaces])
        for change in event.changes
    )
    form = FormPath(subject, event.form.visit, event.form.form)
    return replace(event, form=form, changes=changes)


def in_parts(events: Iterator[SealedEvent], changes: int) -> Iterator[tuple[SealedEvent, ...]]:
    """Yield the events in runs of about `changes` item changes."""
    for first in events:
        rest = _until(max(changes - len(first.event.changes), 1), events)
        yield (first, *islice(rest, None))
