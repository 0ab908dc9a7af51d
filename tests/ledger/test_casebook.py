"""A casebook is the fold of its events: later wins, what an event did not touch is shared."""

from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.ledger.casebook import Casebook, FormData, apply, fold, with_event
from hcc_crf.ledger.events import NOT_DONE, STRUCK, Derivation, EventHash, Origin
from hcc_crf.values import BLANK, Slot, VisitCode

from .events import EVENTS, SUBJECT, change, save, sealed, typed, weights

SCR = VisitCode("SCR")
LOG = VisitCode("LOG")
WEIGHT = Slot("WEIGHT")
HASH = EventHash("a" * 64)


def form_of(book: Casebook, visit: VisitCode, form: str) -> FormData:
    """A form that has data."""
    found = book.form(visit, form)
    assert found is not None
    return found


def test_a_subject_without_events_has_nothing() -> None:
    book = fold(SUBJECT, ())
    assert book.form(SCR, "VS") is None
    assert book.value(SCR, "VS", WEIGHT) == BLANK
    assert book.cell(SCR, "VS", WEIGHT) is None
    assert book.visits == frozenset()


def test_a_value_is_that_of_the_last_event_about_it() -> None:
    book = fold(SUBJECT, weights("68.0", "68.5", "69.0"))
    assert book.value(SCR, "VS", WEIGHT) == typed("69.0", "kg")


def test_the_order_of_the_chain_decides() -> None:
    first, second = weights("68.0", "68.5")
    assert fold(SUBJECT, (first, second)).value(SCR, "VS", WEIGHT).canonical == "68.5"
    assert fold(SUBJECT, (second, first)).value(SCR, "VS", WEIGHT).canonical == "68.0"


def test_a_cell_says_which_event_put_it_there_who_when_and_how() -> None:
    (event,) = sealed(save(change("VSPERF", typed("Y"), origin=Origin.DEFAULT), user="nurse2"))
    cell = fold(SUBJECT, (event,)).cell(SCR, "VS", Slot("VSPERF"))
    assert cell is not None
    assert (cell.event, cell.origin, cell.user) == (event.hash, Origin.DEFAULT, "nurse2")
    assert cell.at_utc == event.stamp.at_utc


def test_an_item_never_saved_has_no_cell_even_on_a_saved_form() -> None:
    book = fold(SUBJECT, weights("68.0"))
    assert book.cell(SCR, "VS", Slot("HEIGHT")) is None
    assert book.value(SCR, "VS", Slot("HEIGHT")) == BLANK


def test_a_cleared_item_keeps_a_cell_that_names_the_event() -> None:
    (first,) = weights("68.0")
    cleared = save(change("WEIGHT", BLANK, first.hash), reason="wrong subject")
    book = with_event(fold(SUBJECT, (first,)), cleared, event_hash=HASH, at_utc="")
    cell = book.cell(SCR, "VS", WEIGHT)
    assert cell is not None
    assert cell.value.is_blank
    assert cell.event == HASH


def test_the_casebook_before_stays_as_it_was() -> None:
    first, second = weights("68.0", "68.5")
    before = fold(SUBJECT, (first,))
    apply(before, second)
    assert before.value(SCR, "VS", WEIGHT).canonical == "68.0"


def test_forms_an_event_did_not_touch_are_shared() -> None:
    before = fold(SUBJECT, weights("68.0"))
    (event,) = sealed(save(change("INR", typed("1.1")), form="LBCOAG"))
    after = apply(before, event)
    assert after.form(SCR, "VS") is before.form(SCR, "VS")
    assert after.derived is before.derived


def test_a_form_knows_who_saved_it_last_and_under_which_version() -> None:
    data = form_of(fold(SUBJECT, weights("68.0", "68.5")), SCR, "VS")
    assert (data.version, data.saved_by) == ("1", "nurse1")
    assert data.saved_at_utc == "2026-11-25T17:11:47.123456Z"


def test_the_visits_with_data_are_known() -> None:
    events = sealed(save(change("A", typed("1"))), save(change("A", typed("1")), visit="C1D1"))
    assert fold(SUBJECT, events).visits == {"SCR", "C1D1"}


def adverse_events(*rows: int) -> Casebook:
    """Rows of a log, some of them struck out."""
    saves = [save(change("AETERM", typed("x"), row=row), form="AE", visit="LOG") for row in rows]
    return fold(SUBJECT, sealed(*saves))


def struck(book: Casebook, row: int, why: str) -> Casebook:
    """The casebook after a row was struck out, or put back with an empty reason."""
    event = save(change(STRUCK, typed(why), row=row), form="AE", visit="LOG")
    return with_event(book, event, event_hash=HASH, at_utc="")


def test_rows_are_in_order_whatever_the_order_of_entry() -> None:
    assert form_of(adverse_events(3, 1, 2), LOG, "AE").rows == (1, 2, 3)


def test_a_row_struck_out_no_longer_counts_but_is_kept() -> None:
    data = form_of(struck(adverse_events(1, 2), 1, "entered twice"), LOG, "AE")
    assert data.rows == (2,)
    assert data.all_rows == (1, 2)
    assert data.struck == {1}
    assert data.value(Slot("AETERM", 1)) == typed("x")


def test_a_row_put_back_counts_again() -> None:
    book = struck(struck(adverse_events(1, 2), 1, "entered twice"), 1, "")
    data = form_of(book, LOG, "AE")
    assert data.rows == (1, 2)
    assert data.struck == frozenset()


def test_a_form_not_done_says_why_and_keeps_its_values() -> None:
    book = fold(SUBJECT, weights("68.0"))
    event = save(change(NOT_DONE, typed("subject refused")))
    data = form_of(with_event(book, event, event_hash=HASH, at_utc=""), SCR, "VS")
    assert data.not_done == "subject refused"
    assert data.value(WEIGHT).canonical == "68.0"


def test_a_form_is_to_be_done_unless_it_says_otherwise() -> None:
    assert form_of(fold(SUBJECT, weights("68.0")), SCR, "VS").not_done == ""


def test_rows_of_an_inner_table_are_those_that_hold_something() -> None:
    cells = (
        (Slot("IMGDAT", 0, "IMGTAB", 2), typed("2026-01-05")),
        (Slot("IMGAREA", 0, "IMGTAB", 2), typed("CHEST")),
        (Slot("IMGDAT", 0, "IMGTAB", 1), typed("2026-01-04")),
        (Slot("IMGDAT", 0, "IMGTAB", 3), BLANK),
    )
    changes = [change("IMGPERF", typed("Y"))]
    event = save(*changes, form="IMG")
    book = with_event(Casebook(SUBJECT), event, event_hash=HASH, at_utc="")
    for slot, value in cells:
        one = save(change(slot.item, value), form="IMG")
        moved = one.changes[0].__class__(slot, value, None)
        book = with_event(book, save(moved, form="IMG"), event_hash=HASH, at_utc="")
    data = form_of(book, SCR, "IMG")
    assert data.inner_rows(0, "IMGTAB") == (1, 2)
    assert data.inner_rows(0, "OTHER") == ()
    assert data.all_rows == ()


def bmi(number: str) -> Derivation:
    """A derived value as recorded."""
    return Derivation("SCR", "VS", Slot("BMI"), number, "kg/m2", "bmi/1")


def test_derived_values_are_those_recorded_last() -> None:
    events = sealed(
        save(change("WEIGHT", typed("68")), derivations=(bmi("23.5"),)),
        save(change("TEMP", typed("36.5"))),
        save(change("WEIGHT", typed("70")), derivations=(bmi("24.2"),)),
    )
    key = (SCR, "VS", Slot("BMI"))
    assert fold(SUBJECT, events[:2]).derived[key] == bmi("23.5")
    assert fold(SUBJECT, events).derived[key] == bmi("24.2")


@given(st.lists(EVENTS, max_size=6), st.integers(0, 6))
def test_a_chain_folded_in_two_parts_gives_the_same(events: list[object], cut: int) -> None:
    chain = sealed(*events)  # type: ignore[arg-type]  # what EVENTS makes
    whole = fold(SUBJECT, chain)
    parts = fold(SUBJECT, chain[:cut])
    for event in chain[cut:]:
        parts = apply(parts, event)
    assert parts == whole


@given(st.lists(EVENTS, max_size=6))
def test_every_item_ever_saved_keeps_a_cell(events: list[object]) -> None:
    chain = sealed(*events)  # type: ignore[arg-type]  # what EVENTS makes
    book = fold(SUBJECT, chain)
    for one in chain:
        for made in one.event.changes:
            assert book.cell(one.event.form.visit, one.event.form.form, made.slot) is not None
