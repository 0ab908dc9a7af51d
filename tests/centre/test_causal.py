from datetime import timedelta

from hcc_crf.centre.causal import causal_order
from hcc_crf.ledger.audit import audit_records
from tests.centre.building import NOON, Workstation, device_a, device_b, number


def texts(events: tuple[object, ...]) -> list[str]:
    """Return the weights in order."""
    return [sealed.event.changes[0].value.text for sealed in events]  # type: ignore[attr-defined]


def test_events_of_two_devices_are_ordered_by_their_clocks() -> None:
    a, b = device_a(), device_b()
    a.save("VS", {"WEIGHT": number("1")})
    b.save("VS", {"WEIGHT": number("3")})
    a.clock = NOON + timedelta(minutes=30)
    a.save("VS", {"WEIGHT": number("2")}, replaces=a.events[0])
    assert texts(causal_order([*b.events, *a.events])) == ["1", "2", "3"]


def test_a_clock_that_jumps_back_does_not_put_an_effect_before_its_cause() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("1")})
    a.clock = NOON - timedelta(days=365)
    a.save("VS", {"WEIGHT": number("2")}, replaces=a.events[0])
    assert texts(causal_order(reversed(a.events))) == ["1", "2"]


def test_a_value_replaced_across_incarnations_is_read_as_the_old_one() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68")})
    restored = Workstation("A", incarnation="inc0", clock=NOON - timedelta(days=30))
    restored.save("VS", {"WEIGHT": number("69")}, replaces=a.events[0], reason="typed wrongly")
    records = tuple(audit_records(causal_order([*restored.events, *a.events])))
    assert [(record.old.text, record.new.text) for record in records] == [("", "68"), ("68", "69")]


def test_an_effect_whose_cause_lacks_is_kept() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68")})
    a.save("VS", {"WEIGHT": number("69")}, replaces=a.events[0], reason="typed wrongly")
    assert texts(causal_order(a.events[1:])) == ["69"]


def test_an_event_that_comes_twice_stands_once() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68")})
    assert len(causal_order([*a.events, *a.events])) == 1


def test_events_that_name_each_other_across_a_fork_are_all_kept() -> None:
    a = device_a()
    for text in "12345":
        a.save("VS", {"WEIGHT": number(text)})
    branch = a.branch(2)
    branch.save("VS", {"WEIGHT": number("6")}, replaces=a.events[3], reason="forged")
    ordered = causal_order([*a.events, *branch.events])
    assert sorted(texts(ordered)) == ["1", "2", "3", "4", "5", "6"]
    assert texts(ordered)[:2] == ["1", "2"]
