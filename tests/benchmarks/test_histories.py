"""Copies of a subject's saves are a whole chain, about other subjects."""

from itertools import islice

from benchmarks.histories import History, in_parts
from hcc_crf.ledger.chain import check_chain
from hcc_crf.ledger.events import Chain, SealedEvent
from hcc_crf.values import SubjectKey
from tests.centre.building import Workstation, number

CHAIN = Chain("NCT05831969", "01", "A", "inc1")


def source() -> tuple[SealedEvent, ...]:
    """Two saves; the second replaces what the first said."""
    workstation = Workstation()
    first = workstation.save("VS", {"WEIGHT": number("68.0", "kg"), "HEIGHT": number("170", "cm")})
    second = workstation.save("VS", {"WEIGHT": number("69.0", "kg")}, replaces=first, reason="typo")
    return first, second


def test_copies_stand_in_one_unbroken_chain() -> None:
    history = History(CHAIN)
    copied = [*history.copy(source(), SubjectKey("01-101"))]
    copied += history.copy(source(), SubjectKey("01-102"))
    assert check_chain(copied) == history.last
    assert [one.event.form.subject for one in copied] == ["01-101"] * 2 + ["01-102"] * 2


def test_a_copy_replaces_what_its_own_subject_said() -> None:
    first, second = History(CHAIN).copy(source(), SubjectKey("01-101"))
    assert second.event.changes[0].replaces == first.hash


def test_copying_ends_with_the_change_asked_for() -> None:
    changes = [
        len(sealed.event.changes) for sealed in History(CHAIN).changes(source(), 10, site="03")
    ]
    assert changes == [2, 1, 2, 1, 2, 1, 2]


def test_parts_hold_about_as_many_changes_as_asked() -> None:
    events = islice(History(CHAIN).changes(source(), 12, site="01"), 8)
    assert [len(part) for part in in_parts(events, 6)] == [4, 4]
