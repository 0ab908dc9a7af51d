"""What a finding rests on: whoever settled it is asked again when any of that changes."""

from hcc_crf.entry.check import find
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.request import SaveRequest
from hcc_crf.entry.settling import Settle, with_reasons
from hcc_crf.ledger.settlement import settlement_slot
from hcc_crf.values import PartialDate, Slot, VisitCode

from .courses import baseline, first_dose
from .saving import Nurse, Row

LOG = VisitCode("LOG")


def state(nurse: Nurse, place: str, check: str) -> list[str]:
    """Return of each finding of a check whether it is settled, empty for an open one."""
    visit, form = place.split("/")
    return [one.settled for one in find(nurse.book, VisitCode(visit), form) if one.check == check]


def settle(nurse: Nurse, place: str, check: str) -> None:
    """Settle every open finding of a check."""
    visit, form = place.split("/")
    open_now = [
        one
        for one in find(nurse.book, VisitCode(visit), form)
        if one.check == check and not one.settled
    ]
    asked = [Settle(one.path, check, "seen") for one in open_now]
    request = with_reasons(nurse.book, nurse.request(visit, form), asked)
    assert isinstance(request, SaveRequest), request
    decision = nurse.decide(request)
    assert decision.casebook, decision  # type: ignore[union-attr]  # a refusal fails the test
    nurse.casebook = decision.casebook  # type: ignore[union-attr]
    assert set(state(nurse, place, check)) == {"seen"}


def dose(row: int, start: str, end: str) -> Row:
    """Return a row of the dosing log."""
    return {"row": row, "ECSTDAT_LEN": start, "ECENDAT_LEN": end, "ECDOSE_LEN": "10"}


def test_rows_that_overlap_otherwise_are_asked_again(enrolled: Nurse) -> None:
    rows = [dose(1, "2026-01-05", "2026-01-25"), dose(2, "2026-01-25", "2026-02-01")]
    enrolled.save("LOG", "EXLEN", rows=rows)
    settle(enrolled, "LOG/EXLEN", "XL02")
    enrolled.save("LOG", "EXLEN", rows=[dose(3, "2026-03-01", "2026-03-05")])
    assert state(enrolled, "LOG/EXLEN", "XL02") == ["seen"]  # a row apart from the others
    enrolled.save("LOG", "EXLEN", rows=[dose(4, "2026-03-02", "2026-03-06")])
    assert state(enrolled, "LOG/EXLEN", "XL02") == [""]


def test_a_gap_more_is_asked_again(enrolled: Nurse) -> None:
    rows = [dose(1, "2026-01-05", "2026-01-25"), dose(2, "2026-03-25", "2026-04-01")]
    enrolled.save("LOG", "EXLEN", rows=rows)
    settle(enrolled, "LOG/EXLEN", "XL03")
    enrolled.save("LOG", "EXLEN", rows=[dose(3, "2026-04-20", "2026-04-25")])
    assert state(enrolled, "LOG/EXLEN", "XL03") == [""]


def lesion(row: int, location: str = "LIVER, RIGHT LOBE") -> Row:
    """Return a target lesion."""
    return {"row": row, "TL_TULOC": location, "TL_NODAL": "NON-NODAL", "TL_DIAM": "20"}


def test_a_lesion_more_in_an_organ_is_asked_again(enrolled: Nurse) -> None:
    enrolled.save("SCR", "TUTL", rows=[lesion(1), lesion(2), lesion(3)])
    settle(enrolled, "SCR/TUTL", "TL02")
    enrolled.save("SCR", "TUTL", rows=[lesion(4)])
    assert state(enrolled, "SCR/TUTL", "TL02") == [""]


def test_as_many_lesions_of_other_rows_are_asked_again(enrolled: Nurse) -> None:
    enrolled.save("SCR", "TUTL", rows=[lesion(1), lesion(2), lesion(3)])
    settle(enrolled, "SCR/TUTL", "TL02")
    enrolled.save("SCR", "TUTL", rows=[lesion(4)], strikes=((1, "entered twice"),))
    assert state(enrolled, "SCR/TUTL", "TL02") == [""]


def test_another_laboratory_value_that_got_worse_is_asked_again(enrolled: Nurse) -> None:
    first_dose(enrolled)
    worse = {"LBDAT": "2026-01-20", "ALT": "250", "ALT_LBCLSIG": "CS", "BILI": "12"}
    enrolled.save("C1D15", "LBCHEM", worse)
    settle(enrolled, "C1D15/LBCHEM", "CH03")
    enrolled.save("C1D15", "LBCHEM", {"BILI": "250", "BILI_LBCLSIG": "CS"}, reason="typo")
    assert state(enrolled, "C1D15/LBCHEM", "CH03") == [""]


def event(row: int, term: str, start: str, end: str) -> Row:
    """Return an adverse event."""
    return {"row": row, "AETERM": term, "AESTDAT": start, "AEENDAT": end}


def test_an_event_that_doubles_another_one_is_asked_again(enrolled: Nurse) -> None:
    rows = [
        event(1, "Fatigue", "2026-01-10", "2026-01-20"),
        event(2, "fatigue", "2026-01-12", "2026-01-15"),
        event(3, "Rash", "2026-02-01", "2026-02-05"),
    ]
    enrolled.save("LOG", "AE", rows=rows)
    settle(enrolled, "LOG/AE", "AE12")
    enrolled.save(
        "LOG", "AE", rows=[event(2, "Rash", "2026-02-02", "2026-02-03")], reason="wrong term"
    )
    assert set(state(enrolled, "LOG/AE", "AE12")) == {""}


def test_what_an_or_did_not_come_to_counts_too(enrolled: Nurse) -> None:
    enrolled.save("SCR", "LBCHEM", {"LBDAT": "2026-12-30", "BILI": "12"})  # after today
    settle(enrolled, "SCR/LBCHEM", "CH02")
    enrolled.save("SCR", "DM", {"RFICDAT": "2026-01-03"}, reason="misread")
    assert state(enrolled, "SCR/LBCHEM", "CH02") == [""]


def test_a_new_day_asks_nothing_again(enrolled: Nurse) -> None:
    enrolled.save("SCR", "LBCHEM", {"LBDAT": "2026-12-30", "BILI": "12"})
    settle(enrolled, "SCR/LBCHEM", "CH02")
    enrolled.today = PartialDate("2026-11-26")
    assert state(enrolled, "SCR/LBCHEM", "CH02") == ["seen"]


def test_a_form_without_values_has_nothing_to_settle(enrolled: Nurse) -> None:
    baseline(enrolled)
    assert all(one.mark is None for one in find(enrolled.book, VisitCode("TA1"), "TRTL"))
    form = enrolled.request("TA1", "TRTL")
    (finding,) = (
        one for one in find(enrolled.book, VisitCode("TA1"), "TRTL") if one.check == "TT01"
    )
    answer = with_reasons(enrolled.book, form, [Settle(finding.path, "TT01", "later")])
    assert [one.code for one in answer.problems] == ["NOTHING-TO-SETTLE"]  # type: ignore[union-attr]


def test_a_reason_alone_begins_no_form(enrolled: Nurse) -> None:
    mark = settlement_slot(Slot(""), "NT01", "")
    form = enrolled.request("SCR", "TUNT").form
    answer = enrolled.decide(SaveRequest(form, ((mark, Typed("so")),)))
    assert [one.code for one in answer.problems] == ["NOTHING-TO-SETTLE"]  # type: ignore[union-attr]
