"""The bytes of an event hold all of it, and nothing but an event of a known version is read."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.ledger.codec import VERSION, decode_body, decode_entered, encode_body
from hcc_crf.ledger.events import Chain, Event, EventHash, Origin, Stamp
from hcc_crf.values import BLANK, MissingReason, Value

from .events import CHAIN, CHAINS, EVENTS, HASHES, STAMP, STAMPS, change, save, typed

Body = dict[str, object]
Damage = Callable[[Body], object]


def body_of(event: Event) -> bytes:
    """The bytes of an event at the start of a chain."""
    return encode_body(event, CHAIN, seq=1, previous=EventHash("0" * 64), stamp=STAMP)


WEIGHT = save(change("WEIGHT", typed("68.0", "kg")))


@given(EVENTS, CHAINS, st.integers(1, 2**53), HASHES, STAMPS)
def test_what_is_written_is_read_back(
    event: Event, chain: Chain, seq: int, previous: EventHash, stamp: Stamp
) -> None:
    body = encode_body(event, chain, seq=seq, previous=previous, stamp=stamp)
    assert decode_body(body) == (chain, seq, previous, stamp, event)


@given(EVENTS)
def test_the_same_event_has_the_same_bytes_always(event: Event) -> None:
    assert body_of(event) == body_of(event)


@given(EVENTS)
def test_an_event_is_one_line(event: Event) -> None:
    assert b"\n" not in body_of(event)


def test_numbers_codes_and_dates_are_written_as_text() -> None:
    read = json.loads(body_of(save(change("WEIGHT", Value("68,0", "68.0", "kg")))))
    assert read["changes"] == [{"item": "WEIGHT", "text": "68,0", "value": "68.0", "unit": "kg"}]


def test_a_form_that_does_not_repeat_writes_no_row() -> None:
    assert b'"row"' not in body_of(WEIGHT)


def test_a_cleared_item_and_a_missing_reason_stay_apart() -> None:
    event = save(
        change("WEIGHT", BLANK, EventHash("a" * 64)),
        change("HEIGHT", Value("ND", "", missing=MissingReason.ND)),
        change("VSPERF", typed("Y"), origin=Origin.DEFAULT),
    )
    *_, read = decode_body(body_of(event))
    assert [c.value.is_blank for c in read.changes] == [True, False, False]
    assert read.changes[1].value.missing is MissingReason.ND
    assert read.changes[2].origin is Origin.DEFAULT


def changed(damage: Damage) -> bytes:
    """The bytes of an event with something about them changed."""
    body: Body = json.loads(body_of(WEIGHT))
    damage(body)
    return json.dumps(body).encode()


def first_change(body: Body) -> Body:
    """The first change in a decoded body."""
    changes = body["changes"]
    assert isinstance(changes, list)
    found = changes[0]
    assert isinstance(found, dict)
    return found


DAMAGES: list[tuple[str, Damage]] = [
    ("an unknown key", lambda body: body.update(extra="x")),
    ("an unknown key of a change", lambda body: first_change(body).update(extra="x")),
    ("a key less", lambda body: body.pop("user")),
    ("no changes", lambda body: body.pop("changes")),
    ("a change without its item", lambda body: first_change(body).pop("item")),
    ("a number as a number", lambda body: first_change(body).update(value=68.0)),
    ("a row as text", lambda body: first_change(body).update(row="1")),
    ("a row with decimals", lambda body: first_change(body).update(row=1.5)),
    ("a null text", lambda body: first_change(body).update(text=None)),
    ("an unknown missing reason", lambda body: first_change(body).update(missing="??")),
    ("an unknown origin", lambda body: first_change(body).update(origin="guessed")),
    ("an unknown kind", lambda body: body.update(kind="delete")),
    ("a number as text", lambda body: body.update(seq="1")),
    ("changes that are no list", lambda body: body.update(changes={})),
    ("a derivation with an unknown key", lambda body: body.update(derived=[{"item": "A", "x": 1}])),
    ("inputs that are no pairs", lambda b: b.update(derived=[{"item": "A", "inputs": [["a"]]}])),
]


@pytest.mark.parametrize(
    "damage", [damage for _name, damage in DAMAGES], ids=[name for name, _damage in DAMAGES]
)
def test_bytes_that_are_no_event_are_refused(damage: Damage) -> None:
    with pytest.raises(ValueError, match="no event"):
        decode_body(changed(damage))
    with pytest.raises(ValueError, match="no event"):
        decode_entered(changed(damage))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"null", id="null"),
        pytest.param(b"{", id="half an object"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(body_of(WEIGHT) + b"{}", id="more behind it"),
        pytest.param(body_of(WEIGHT)[:-1], id="one byte less"),
        pytest.param(body_of(WEIGHT).replace(b"68.0", b"\xff\xff\xff\xff"), id="no UTF-8 inside"),
        pytest.param(b"[" * 100_000, id="too deep"),
    ],
)
def test_bytes_that_are_no_json_object_are_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="no event"):
        decode_body(body)


@pytest.mark.parametrize("version", [0, 2, -1])
def test_another_version_is_refused_by_its_number(version: int) -> None:
    with pytest.raises(ValueError, match=f"event format {version} is not known"):
        decode_body(changed(lambda body: body.update(v=version)))


def test_this_program_writes_format_1() -> None:
    assert VERSION == 1
    assert json.loads(body_of(WEIGHT))["v"] == 1


@given(EVENTS)
def test_what_is_written_is_known_as_own_writing(event: Event) -> None:
    _decoded, is_own_writing = decode_entered(body_of(event))
    assert is_own_writing


@given(EVENTS)
def test_what_was_entered_is_all_but_the_derived_values(event: Event) -> None:
    body = body_of(event)
    (*place, entered), _is_own_writing = decode_entered(body)
    *whole_place, whole = decode_body(body)
    assert place == whole_place
    assert entered == replace(whole, derivations=())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'"seq":1,', b'"seq":1,"seq":1,', id="a key twice"),
        pytest.param(
            b'"item":"WEIGHT",', b'"item":"HEIGHT","item":"WEIGHT",', id="a key twice within"
        ),
        pytest.param(b'"seq":1,', b'"seq": 1,', id="a space"),
        pytest.param(b'"unit":"kg"', b'"unit":"\\u006bg"', id="an escape"),
        pytest.param(b'"text":"68.0"', b'"row":0,"text":"68.0"', id="a default"),
    ],
)
def test_bytes_that_say_the_same_otherwise_are_not_own_writing(old: bytes, new: bytes) -> None:
    body = body_of(WEIGHT)
    assert old in body
    other = body.replace(old, new, 1)
    assert decode_body(other) == decode_body(body)
    decoded, is_own_writing = decode_entered(other)
    assert decoded == decode_body(body)
    assert not is_own_writing
