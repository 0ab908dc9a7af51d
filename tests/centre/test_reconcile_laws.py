"""Laws of merging (trust.md §4): order and repetition change nothing, and nothing is lost."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.centre.causal import causal_order
from hcc_crf.centre.reconcile import reconcile
from hcc_crf.ledger.audit import audit_records
from hcc_crf.ledger.events import EventHash, SealedEvent
from hcc_crf.values import ItemPath, Value
from tests.centre.histories import History, histories


@pytest.mark.requirement("F22")
@given(history=histories(), data=st.data())
@settings(deadline=None, max_examples=150)
def test_order_and_repetition_change_nothing(history: History, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(history.events))
    again = data.draw(st.lists(st.sampled_from(history.events), max_size=10))
    assert reconcile([*shuffled, *again]) == reconcile(history.events)


@pytest.mark.requirement("F25")
@given(history=histories())
@settings(deadline=None, max_examples=150)
def test_conflicts_are_exactly_the_items_whose_unreplaced_writes_differ(history: History) -> None:
    writes: dict[ItemPath, dict[EventHash, Value]] = {}
    replaced: set[tuple[ItemPath, EventHash | None]] = set()
    for sealed in history.events:
        for change in sealed.event.changes:
            path = ItemPath(sealed.event.form, change.slot)
            writes.setdefault(path, {})[sealed.hash] = change.value
            replaced.add((path, change.replaces))
    expected = set()
    for path, values in writes.items():
        standing = {
            (value.canonical, value.unit, value.missing)
            for event, value in values.items()
            if (path, event) not in replaced
        }
        if len(standing) > 1:
            expected.add(path)
    assert {conflict.path for conflict in reconcile(history.events).conflicts} == expected


@pytest.mark.requirement("F25")
@given(history=histories())
@settings(deadline=None, max_examples=100)
def test_every_value_of_every_event_is_in_the_audit_trail(history: History) -> None:
    written = Counter(
        (sealed.hash, change.slot, change.value)
        for sealed in history.events
        for change in sealed.event.changes
    )
    records = audit_records(causal_order(history.events))
    audited = Counter((record.sealed.hash, record.path.slot, record.new) for record in records)
    assert audited == written


@given(history=histories(), data=st.data())
@settings(deadline=None, max_examples=100)
def test_the_causal_order_depends_on_the_events_alone(
    history: History, data: st.DataObject
) -> None:
    ordered = causal_order(history.events)
    assert causal_order(data.draw(st.permutations(history.events))) == ordered
    assert sorted(one.hash for one in ordered) == sorted(one.hash for one in history.events)


@given(history=histories())
@settings(deadline=None, max_examples=100)
def test_causes_come_first(history: History) -> None:
    place = {sealed.hash: at for at, sealed in enumerate(causal_order(history.events))}
    for sealed in history.events:
        for cause in causes(sealed):
            assert place[cause] < place[sealed.hash]


def causes(sealed: SealedEvent) -> set[EventHash]:
    """Return what an event knew of: the event before it, those it replaces."""
    before = {sealed.previous} if sealed.seq > 1 else set()
    return before | {c.replaces for c in sealed.event.changes if c.replaces is not None}


@pytest.mark.requirement("F24")
@given(history=histories())
@settings(deadline=None, max_examples=100)
def test_forks_are_exactly_the_places_taken_twice(history: History) -> None:
    taken = Counter((sealed.chain, sealed.seq) for sealed in history.events)
    twice = {place for place, count in taken.items() if count > 1}
    found = {
        (fork.chain, seq)
        for fork in reconcile(history.events).forks
        for seq in range(fork.seq, fork.last_seq + 1)
    }
    assert found == twice


@pytest.mark.requirement("F23")
@given(history=histories(), data=st.data())
@settings(deadline=None, max_examples=150)
def test_a_gap_is_named_if_and_only_if_a_predecessor_lacks(
    history: History, data: st.DataObject
) -> None:
    held = data.draw(st.lists(st.sampled_from(history.events), unique=True, min_size=1))
    hashes = {sealed.hash for sealed in held}
    orphans = {
        (sealed.chain, sealed.seq - 1)
        for sealed in held
        if sealed.seq > 1 and sealed.previous not in hashes
    }
    gaps = reconcile(held).gaps
    assert {(gap.chain, gap.last_seq) for gap in gaps} == orphans
    numbers = {(sealed.chain, sealed.seq) for sealed in held}
    for gap in gaps:
        inside = {(gap.chain, seq) for seq in range(gap.first_seq, gap.last_seq)}
        assert not inside & numbers
