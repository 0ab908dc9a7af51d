"""The audit trail is read from the events: who, when, where, old, new, why, and what it was."""

from collections.abc import Sequence

from hcc_crf.ledger.audit import AuditRecord, ChangeKind, audit_records
from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import NOT_DONE, STRUCK, Event, Origin, SealedEvent
from hcc_crf.values import BLANK, MissingReason, Value

from .events import CHAIN, LATER, OTHER_CHAIN, STAMP, change, save, sealed, typed, weights


def then(before: Sequence[SealedEvent], event: Event) -> tuple[SealedEvent, ...]:
    """The events with one more behind them."""
    last = before[-1]
    more = seal([event], CHAIN, after_seq=last.seq, after_hash=last.hash, stamp=LATER)
    return (*before, *more)


def last_of(events: Sequence[SealedEvent]) -> AuditRecord:
    """The last record of a trail."""
    return list(audit_records(events))[-1]


def test_a_trail_without_events_is_empty() -> None:
    assert list(audit_records(())) == []


def test_each_item_of_a_save_has_its_record_in_order() -> None:
    event = save(change("WEIGHT", typed("68")), change("HEIGHT", typed("170")))
    records = list(audit_records(sealed(event)))
    assert [str(record.path) for record in records] == [
        "01-001/SCR/VS.WEIGHT",
        "01-001/SCR/VS.HEIGHT",
    ]


def test_a_first_value_is_an_entry_from_nothing() -> None:
    record = last_of(weights("68.0"))
    assert (record.kind, record.old, record.new) == (
        ChangeKind.ENTRY,
        BLANK,
        typed("68.0", "kg"),
    )


def test_a_record_says_who_where_when_and_why() -> None:
    first = weights("68.0")
    event = save(
        change("WEIGHT", typed("68.5", "kg"), first[0].hash), reason="typing error", user="nurse2"
    )
    record = last_of(then(first, event))
    assert record.sealed.event.user == "nurse2"
    assert record.sealed.event.reason == "typing error"
    assert record.sealed.stamp == LATER
    assert record.sealed.chain.device == "A"
    assert record.sealed.seq == 2


def test_a_change_of_a_value_is_a_correction_from_the_old_one() -> None:
    record = last_of(weights("68.0", "68.5"))
    assert record.kind is ChangeKind.CORRECTION
    assert record.old == typed("68.0", "kg")
    assert record.new == typed("68.5", "kg")


def test_a_missing_reason_given_instead_is_a_correction() -> None:
    first = weights("68.0")
    missing = Value("ND", "", missing=MissingReason.ND)
    record = last_of(then(first, save(change("WEIGHT", missing, first[0].hash))))
    assert record.kind is ChangeKind.CORRECTION


def test_a_cleared_value_is_a_removal() -> None:
    first = weights("68.0")
    record = last_of(then(first, save(change("WEIGHT", BLANK, first[0].hash))))
    assert record.kind is ChangeKind.REMOVAL
    assert record.old == typed("68.0", "kg")


def test_a_value_after_a_removal_is_an_entry_again() -> None:
    first = weights("68.0")
    cleared = then(first, save(change("WEIGHT", BLANK, first[0].hash)))
    again = then(cleared, save(change("WEIGHT", typed("70", "kg"), cleared[1].hash)))
    record = last_of(again)
    assert record.kind is ChangeKind.ENTRY
    assert record.old == BLANK


def test_what_the_form_filled_in_is_a_default() -> None:
    (event,) = sealed(save(change("VSPERF", typed("Y"), origin=Origin.DEFAULT)))
    assert last_of([event]).kind is ChangeKind.DEFAULT


def test_a_row_struck_out_and_put_back_is_told_with_its_reason() -> None:
    row = sealed(save(change("AETERM", typed("Fatigue"), row=2), form="AE", visit="LOG"))
    strike = save(change(STRUCK, typed("entered twice"), row=2), form="AE", visit="LOG")
    struck = then(row, strike)
    back = save(change(STRUCK, BLANK, struck[1].hash, row=2), form="AE", visit="LOG")
    records = list(audit_records(then(struck, back)))
    assert [record.kind for record in records] == [
        ChangeKind.ENTRY,
        ChangeKind.STRIKE,
        ChangeKind.UNSTRIKE,
    ]
    assert records[1].new.canonical == "entered twice"
    assert str(records[1].path) == "01-001/LOG/AE[2].$STRUCK"
    assert records[2].old.canonical == "entered twice"


def test_a_form_not_done_and_to_be_done_after_all_is_told() -> None:
    done = sealed(save(change(NOT_DONE, typed("subject refused"))))
    back = then(done, save(change(NOT_DONE, BLANK, done[0].hash)))
    assert [record.kind for record in audit_records(back)] == [
        ChangeKind.NOT_DONE,
        ChangeKind.TO_BE_DONE,
    ]


def test_the_old_value_is_that_of_the_event_replaced_not_of_the_one_read_before() -> None:
    on_a = weights("68.0")
    on_b = seal(
        [save(change("WEIGHT", typed("70.0", "kg"), on_a[0].hash), user="nurse9")],
        OTHER_CHAIN,
        after_seq=0,
        after_hash=GENESIS,
        stamp=STAMP,
    )
    on_a = then(on_a, save(change("WEIGHT", typed("69.0", "kg"), on_a[0].hash)))
    records = list(audit_records([*on_a, *on_b]))
    assert [record.old.canonical for record in records] == ["", "68.0", "68.0"]


def test_an_old_value_that_is_not_in_the_trail_reads_as_none() -> None:
    events = weights("68.0", "68.5")
    record = last_of(events[1:])
    assert record.old == BLANK
    assert record.kind is ChangeKind.ENTRY


def test_a_finding_settled_and_open_again_is_told_with_its_reason() -> None:
    mark = "$SETTLED$WEIGHT$range$0123456789ab"
    settled = sealed(save(change(mark, typed("weighed twice"))))
    again = save(change(mark, BLANK, settled[0].hash))
    records = list(audit_records(then(settled, again)))
    assert [record.kind for record in records] == [ChangeKind.SETTLED, ChangeKind.REOPENED]
    assert records[0].new.canonical == "weighed twice"
