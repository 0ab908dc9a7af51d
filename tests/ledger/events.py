"""Events to seal: made for reading, and made at random."""

from collections.abc import Sequence

from hypothesis import strategies as st

from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import (
    Chain,
    Change,
    Derivation,
    Event,
    EventHash,
    EventKind,
    Origin,
    SealedEvent,
    Stamp,
)
from hcc_crf.values import (
    BLANK,
    FormPath,
    MissingReason,
    Slot,
    SubjectKey,
    Value,
    VisitCode,
)

SUBJECT = SubjectKey("01-001")
CHAIN = Chain("NCT05831969", "01", "A", "incarnation-1")
OTHER_CHAIN = Chain("NCT05831969", "01", "B", "incarnation-1")
STAMP = Stamp("2026-11-25T17:11:47.123456Z", "+08:00", "Asia/Shanghai")
LATER = Stamp("2026-11-25T17:12:00.000000Z", "+08:00", "Asia/Shanghai")


def typed(text: str, unit: str = "") -> Value:
    """A value that means what was typed."""
    return Value(text, text, unit)


def change(
    item: str,
    value: Value,
    replaces: EventHash | None = None,
    *,
    row: int = 0,
    origin: Origin = Origin.TYPED,
) -> Change:
    """A change of one item."""
    return Change(Slot(item, row), value, replaces, origin)


def save(
    *changes: Change,
    form: str = "VS",
    visit: str = "SCR",
    derivations: tuple[Derivation, ...] = (),
    reason: str = "",
    user: str = "nurse1",
) -> Event:
    """A nurse's save of one form."""
    return Event(
        kind=EventKind.SAVE,
        form=FormPath(SUBJECT, VisitCode(visit), form),
        form_version="1",
        definition="1.0:0123456789abcdef",
        user=user,
        role="nurse",
        reason=reason,
        changes=changes,
        derivations=derivations,
    )


def sealed(*events: Event, chain: Chain = CHAIN, stamp: Stamp = STAMP) -> tuple[SealedEvent, ...]:
    """Events at the start of a chain."""
    return seal(events, chain, after_seq=0, after_hash=GENESIS, stamp=stamp)


def weights(*texts: str, chain: Chain = CHAIN) -> tuple[SealedEvent, ...]:
    """A chain of saves of one weight, each replacing the one before."""
    done: tuple[SealedEvent, ...] = ()
    for text in texts:
        before = done[-1].hash if done else None
        event = save(change("WEIGHT", typed(text, "kg"), before), reason="again" if done else "")
        after = (done[-1].seq, done[-1].hash) if done else (0, GENESIS)
        done += seal([event], chain, after_seq=after[0], after_hash=after[1], stamp=STAMP)
    return done


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
OID = st.from_regex(r"\A[A-Z][A-Z0-9_]{0,7}\Z")
ROWS = st.integers(0, 30)
HASHES = st.from_regex(r"\A[0-9a-f]{64}\Z").map(EventHash)
SLOTS = st.builds(Slot, OID, ROWS, st.one_of(st.just(""), OID), ROWS)
VALUES = st.one_of(
    st.just(BLANK),
    st.builds(Value, TEXT, TEXT, TEXT),
    st.builds(Value, TEXT, st.just(""), st.just(""), st.sampled_from(MissingReason)),
)
CHANGES = st.builds(Change, SLOTS, VALUES, st.one_of(st.none(), HASHES), st.sampled_from(Origin))
DERIVATIONS = st.builds(
    Derivation,
    OID,
    OID,
    SLOTS,
    TEXT,
    TEXT,
    TEXT,
    st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    st.lists(TEXT, max_size=3).map(tuple),
)
EVENTS = st.builds(
    Event,
    kind=st.just(EventKind.SAVE),
    form=st.builds(FormPath, TEXT.map(SubjectKey), TEXT.map(VisitCode), OID),
    form_version=TEXT,
    definition=TEXT,
    user=TEXT,
    role=TEXT,
    reason=TEXT,
    changes=st.lists(CHANGES, max_size=4).map(tuple),
    derivations=st.lists(DERIVATIONS, max_size=4).map(tuple),
)
STAMPS = st.builds(Stamp, TEXT, TEXT, TEXT)
CHAINS = st.builds(Chain, TEXT, TEXT, TEXT, TEXT)


def without(events: Sequence[SealedEvent], index: int) -> list[SealedEvent]:
    """The events with one dropped."""
    return [*events[:index], *events[index + 1 :]]
