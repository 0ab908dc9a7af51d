r"""Seal events into the chain of a device, and check a chain.

Hash of an event = SHA-256(b"hcc-crf/event/1\\n" + body). The body names the hash of the event
before, so an event can be changed, moved, dropped or inserted only by breaking every hash after it.
"""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from .codec import decode_body, decode_entered, decode_position, encode_body
from .events import Chain, Event, EventHash, SealedEvent, Stamp

GENESIS = EventHash("0" * 64)
"""What the first event of a chain names as the event before it."""
PREFIX = b"hcc-crf/event/1\n"


class StoredEvent(msgspec.Struct, frozen=True, gc=False):
    """An event in its place, what it says not read: all that a chain is made of.

    Attributes:
        seq, previous, body: As in `SealedEvent`.
        hash: As there; made of the bytes, whatever is given.
    """

    chain: Chain
    seq: int
    previous: EventHash
    body: bytes
    hash: EventHash = EventHash("")

    def __post_init__(self) -> None:
        """Give it the hash of its bytes."""
        msgspec.structs.force_setattr(self, "hash", hash_body(self.body))


class ChainBrokenError(ValueError):
    """A chain does not hold; `seq` is the first event that breaks it, `fault` says how."""

    def __init__(self, seq: int, fault: str) -> None:
        """Keep place and fault."""
        super().__init__(f"event {seq}: {fault}")
        self.seq = seq
        self.fault = fault


def hash_body(body: bytes) -> EventHash:
    """Return the hash of stored event bytes."""
    return EventHash(hashlib.sha256(PREFIX + body).hexdigest())


def seal(
    events: Sequence[Event], chain: Chain, *, after_seq: int, after_hash: EventHash, stamp: Stamp
) -> tuple[SealedEvent, ...]:
    """Return the events in their places behind event `after_seq` (0 and `GENESIS` at the start)."""
    sealed: list[SealedEvent] = []
    previous = after_hash
    for seq, event in enumerate(events, start=after_seq + 1):
        body = encode_body(event, chain, seq=seq, previous=previous, stamp=stamp)
        previous_hash, previous = previous, hash_body(body)
        sealed.append(SealedEvent(chain, seq, previous_hash, previous, body, stamp, event))
    return tuple(sealed)


def unseal_body(body: bytes) -> SealedEvent:
    """Return the event that stored bytes hold.

    Raises:
        ValueError: The bytes are no event of a known version.
    """
    chain, seq, previous, stamp, event = decode_body(body)
    return SealedEvent(chain, seq, previous, hash_body(body), body, stamp, event)


def unseal_entered(body: bytes) -> tuple[SealedEvent, bool]:
    """Return the event that stored bytes hold without its derived values, for a reader of many.

    Also returns whether the bytes are of our own writing; such bytes name no key twice. The derived
    values were read and left out: they are most of an event, and whoever has what was entered can
    derive them.

    Raises:
        ValueError: The bytes are no event of a known version.
    """
    (chain, seq, previous, stamp, event), is_own_writing = decode_entered(body)
    sealed = SealedEvent(chain, seq, previous, hash_body(body), body, stamp, event)
    return sealed, is_own_writing


def stored_event(body: bytes) -> StoredEvent:
    """Return the event that stored bytes hold, its contents not read.

    Raises:
        ValueError: The bytes are no event of a known version.
    """
    chain, seq, previous = decode_position(body)
    return StoredEvent(chain, seq, previous, body)


def check_chain(
    events: Iterable[SealedEvent | StoredEvent],
    *,
    after_seq: int = 0,
    after_hash: EventHash = GENESIS,
) -> EventHash:
    """Return the hash of the last event of an unbroken run that follows `after_hash`.

    Raises:
        ChainBrokenError: A hash, number, predecessor or chain name does not fit.
    """
    chain: Chain | None = None
    previous, seq = after_hash, after_seq
    for event in events:
        seq += 1
        if event.seq != seq:
            raise ChainBrokenError(seq, f"number {event.seq} stands in its place")
        if isinstance(event, SealedEvent) and hash_body(event.body) != event.hash:
            raise ChainBrokenError(seq, "its bytes do not have its hash")
        if event.previous != previous:
            raise ChainBrokenError(seq, "it does not follow the event before it")
        if chain is not None and event.chain != chain:
            raise ChainBrokenError(seq, "it belongs to another chain")
        chain, previous = event.chain, event.hash
    return previous
