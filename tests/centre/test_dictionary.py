"""Names get numbers once, and keep them."""

from hcc_crf.centre.dictionary import Names, Slots, numbers_of
from hcc_crf.store.database import Database
from hcc_crf.values import Slot
from tests.centre.building import Bench, code, device_a, number


def names(db: Database) -> tuple[str, ...]:
    """Return the texts that have a number, in the order of their numbers."""
    return db.read_column(str, "SELECT text FROM name ORDER BY id")


def test_a_name_gets_the_next_number_when_it_is_first_asked_for(bench: Bench) -> None:
    db = bench.centre.db
    with db.atomic():
        known = Names(db)
        assert (known["VS"], known["SCR"], known["VS"]) == (1, 2, 1)
    assert names(db) == ("VS", "SCR")


def test_a_later_dictionary_gives_the_same_numbers(bench: Bench) -> None:
    db = bench.centre.db
    slots = (Slot("WEIGHT"), Slot("AETERM", 1), Slot("IMGREF", 0, "IMGTAB", 1), Slot("AETERM", 2))
    with db.atomic():
        first = [Slots(db, Names(db))[slot] for slot in slots]
    with db.atomic():
        again = Slots(db, Names(db))
        assert [again[slot] for slot in reversed(slots)] == first[::-1]
    assert first == [1, 2, 3, 4]


def test_what_nobody_asks_for_is_not_written(bench: Bench) -> None:
    assert names(bench.centre.db) == ()


def test_a_page_is_new_until_something_was_saved_on_it(bench: Bench) -> None:
    db, a = bench.centre.db, device_a()
    vital_signs = a.save("VS", {"WEIGHT": number("68")})
    events = a.save("AE", {Slot("AETERM", 1): code("Rash")}, visit="LOG")
    with db.atomic():
        before = numbers_of(db, 1, (vital_signs,))
        after = numbers_of(db, 1, (events, vital_signs))
    assert before.new_pages == {before.pages[vital_signs.event.form]}
    assert after.new_pages == {after.pages[events.event.form]}
    assert after.pages[vital_signs.event.form] == before.pages[vital_signs.event.form]
