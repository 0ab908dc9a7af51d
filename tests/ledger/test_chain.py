"""An event is changed, moved, dropped or put in only by breaking the chain where that happened."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from hcc_crf.ledger.chain import (
    GENESIS,
    PREFIX,
    ChainBrokenError,
    check_chain,
    hash_body,
    seal,
    stored_event,
    unseal_body,
    unseal_entered,
)
from hcc_crf.ledger.events import Event, EventHash, SealedEvent

from .events import (
    CHAIN,
    EVENTS,
    LATER,
    OTHER_CHAIN,
    STAMP,
    change,
    save,
    sealed,
    typed,
    weights,
    without,
)

FIVE = weights("68.0", "68.5", "69.0", "69.5", "70.0")
FOREIGN = weights("50.0", "51.0", "52.0", "53.0", "54.0", chain=OTHER_CHAIN)
INDEX = st.integers(0, 4)


def first_fault(events: list[SealedEvent]) -> int:
    """Where a chain breaks."""
    with pytest.raises(ChainBrokenError) as caught:
        check_chain(events)
    return caught.value.seq


def test_the_hash_is_sha_256_over_the_kind_and_then_the_bytes() -> None:
    expected = hashlib.sha256(b"hcc-crf/event/1\n" + FIVE[0].body).hexdigest()
    assert FIVE[0].hash == hash_body(FIVE[0].body) == expected
    assert PREFIX == b"hcc-crf/event/1\n"


def test_bytes_without_the_prefix_have_another_hash() -> None:
    assert hash_body(FIVE[0].body) != hashlib.sha256(FIVE[0].body).hexdigest()


def test_the_first_event_follows_nothing() -> None:
    assert FIVE[0].previous == GENESIS == "0" * 64


def test_each_event_names_the_one_before_and_numbers_have_no_holes() -> None:
    assert [event.seq for event in FIVE] == [1, 2, 3, 4, 5]
    assert [event.previous for event in FIVE[1:]] == [event.hash for event in FIVE[:-1]]


@given(st.lists(EVENTS, max_size=5))
def test_whatever_is_sealed_holds_and_ends_at_its_last_hash(events: list[Event]) -> None:
    chain = seal(events, CHAIN, after_seq=0, after_hash=GENESIS, stamp=STAMP)
    assert check_chain(chain) == (chain[-1].hash if chain else GENESIS)


@given(EVENTS)
def test_stored_bytes_give_back_the_whole_event(event: Event) -> None:
    (one,) = seal([event], CHAIN, after_seq=6, after_hash=EventHash("e" * 64), stamp=LATER)
    assert unseal_body(one.body) == one


@given(EVENTS)
def test_what_was_entered_stands_in_the_same_place(event: Event) -> None:
    (one,) = seal([event], CHAIN, after_seq=6, after_hash=EventHash("e" * 64), stamp=LATER)
    entered, is_own_writing = unseal_entered(one.body)
    assert is_own_writing
    assert entered == structs.replace(one, event=replace(event, derivations=()))


def test_a_run_may_go_on_behind_a_known_event() -> None:
    assert check_chain(FIVE[2:], after_seq=2, after_hash=FIVE[1].hash) == FIVE[4].hash


def test_an_empty_run_ends_where_it_began() -> None:
    assert check_chain((), after_seq=2, after_hash=FIVE[1].hash) == FIVE[1].hash


def test_a_run_that_does_not_follow_the_known_event_is_found() -> None:
    with pytest.raises(ChainBrokenError) as caught:
        check_chain(FIVE[2:], after_seq=2, after_hash=FIVE[0].hash)
    assert caught.value.seq == 3


@given(INDEX, st.integers(0), st.integers(1, 255))
def test_any_changed_byte_is_found_at_its_event(index: int, place: int, flip: int) -> None:
    body = bytearray(FIVE[index].body)
    body[place % len(body)] ^= flip
    events = [*FIVE]
    events[index] = structs.replace(FIVE[index], body=bytes(body))
    assert first_fault(events) == index + 1


@given(INDEX)
def test_a_stored_event_has_the_place_of_the_sealed_one(index: int) -> None:
    event, found = FIVE[index], stored_event(FIVE[index].body)
    assert (found.chain, found.seq, found.previous) == (event.chain, event.seq, event.previous)
    assert (found.hash, found.body) == (event.hash, event.body)


@given(INDEX)
def test_a_stored_event_has_the_hash_of_its_bytes_whatever_is_given(index: int) -> None:
    found = stored_event(FIVE[index].body)
    assert structs.replace(found, hash=EventHash("0" * 64)).hash == FIVE[index].hash
    changed = structs.replace(found, body=found.body.replace(b"nurse1", b"nurse2"))
    assert changed.hash == hash_body(changed.body) != found.hash


def test_of_a_stored_event_nothing_behind_its_place_is_read() -> None:
    body = FIVE[1].body
    cut = body[: body.index(b',"at":') + 8]
    assert stored_event(cut).previous == FIVE[1].previous
    assert stored_event(cut).hash == hash_body(cut)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[1]", b"\xff", FIVE[0].body.replace(b'"v":1', b'"v":2')]
)
def test_what_is_no_event_has_no_place(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"no event|not known"):
        stored_event(body)


@given(INDEX)
def test_an_event_written_anew_with_its_own_hash_is_found_at_the_next(index: int) -> None:
    before = FIVE[index - 1].hash if index else GENESIS
    event = save(change("WEIGHT", typed("99.9", "kg")))
    (forged,) = seal([event], CHAIN, after_seq=index, after_hash=before, stamp=STAMP)
    events = [*FIVE[:index], forged, *FIVE[index + 1 :]]
    if index == len(FIVE) - 1:
        assert check_chain(events) != FIVE[-1].hash  # only the head tells
    else:
        assert first_fault(events) == index + 2


@given(st.integers(0, 3))
def test_a_dropped_event_is_found_in_its_place(index: int) -> None:
    assert first_fault(without(FIVE, index)) == index + 1


def test_dropping_the_last_event_shows_only_at_the_head() -> None:
    assert check_chain(FIVE[:-1]) == FIVE[3].hash != FIVE[4].hash


@given(st.permutations(range(5)))
def test_events_out_of_order_are_found_at_the_first_that_moved(order: list[int]) -> None:
    events = [FIVE[index] for index in order]
    moved = [place for place, index in enumerate(order) if place != index]
    if moved:
        assert first_fault(events) == moved[0] + 1
    else:
        assert check_chain(events) == FIVE[4].hash


@given(st.integers(0, 5))
def test_an_event_put_in_twice_is_found(index: int) -> None:
    events = [*FIVE[:index], FIVE[max(index - 1, 0)], *FIVE[index:]]
    assert first_fault(events) == (index + 1 if index else 2)


@given(st.integers(1, 4))
def test_an_event_of_another_chain_is_found(index: int) -> None:
    assert first_fault([*FIVE[:index], FOREIGN[index], *FIVE[index + 1 :]]) == index + 1


def test_an_event_of_another_device_that_follows_is_found_by_its_name() -> None:
    event = save(change("WEIGHT", typed("68.5", "kg")))
    (stray,) = seal([event], OTHER_CHAIN, after_seq=1, after_hash=FIVE[0].hash, stamp=STAMP)
    with pytest.raises(ChainBrokenError, match="event 2: it belongs to another chain"):
        check_chain([FIVE[0], stray])


def test_a_number_that_does_not_fit_is_named() -> None:
    with pytest.raises(ChainBrokenError, match="event 1: number 2 stands in its place"):
        check_chain(FIVE[1:])


def test_saves_of_one_moment_are_sealed_one_behind_the_other() -> None:
    events = [save(change("WEIGHT", typed("68"))), save(change("HEIGHT", typed("170")))]
    first, second = sealed(*events)
    assert (first.seq, second.seq) == (1, 2)
    assert second.previous == first.hash
    assert [event.event for event in (first, second)] == events
