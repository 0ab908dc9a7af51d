"""The item in which a finding's reason is kept is named by item, check and values."""

from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.ledger.settlement import Settlement, settlement_of, settlement_slot
from hcc_crf.values import FormPath, ItemPath, Slot, SubjectKey, VisitCode

_OIDS = st.from_regex(r"[A-Z][A-Z0-9_]{0,15}", fullmatch=True)
_CHECKS = _OIDS | st.sampled_from(["range", "allowed", "not-applicable"])
_BASES = st.text(max_size=40)


def test_it_stands_in_the_row_of_its_item() -> None:
    slot = settlement_slot(Slot("TL_DIAM", 2), "TL03", "SCR/TUTL[2].TL_DIAM=8 mm")
    assert slot == Slot("$SETTLED$TL_DIAM$TL03$babf4240711e", 2)


@given(_OIDS | st.just(""), _CHECKS, _BASES)
def test_its_name_says_what_it_is_about(item: str, check: str, basis: str) -> None:
    slot = settlement_slot(Slot(item), check, basis)
    assert settlement_of(slot.item) == Settlement(item, check)


@given(_BASES, _BASES)
def test_other_values_are_another_place(one: str, other: str) -> None:
    places = {settlement_slot(Slot("BILI"), "range", basis) for basis in (one, other)}
    assert len(places) == len({one, other})


@given(_OIDS, _CHECKS, _BASES, st.integers(0, 9), st.sampled_from(["", "IMGTAB"]))
def test_its_path_is_read_back(item: str, check: str, basis: str, row: int, group: str) -> None:
    at = Slot(item, row, group, 1 if group else 0)
    form = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "TUTL")
    path = ItemPath(form, settlement_slot(at, check, basis))
    assert ItemPath.parse(str(path)) == path


def test_other_items_settle_nothing() -> None:
    for item in ("BILI", "$STRUCK", "$NOT_DONE", "$SETTLED", "$SETTLED$BILI$range$xyz"):
        assert settlement_of(item) is None
