"""Rows of repeating forms: entered by number, struck out with a reason, put back, never deleted."""

import pytest

from hcc_crf.values import Slot, VisitCode

from .saving import Nurse, changed, checks, codes, where

LOG = VisitCode("LOG")


@pytest.fixture
def events(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject has two adverse events."""
    rows = [
        {"row": 1, "AETERM": "Fatigue", "AESTDAT": "2026-09"},
        {"row": 2, "AETERM": "Rash", "AESTDAT": "2026-09-03"},
    ]
    nurse.save("LOG", "AE", rows=rows)
    return nurse


@pytest.fixture
def lesions(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject has two target lesions at baseline."""
    rows = [{"row": 1, "TL_DIAM": "34"}, {"row": 2, "TL_DIAM": "22"}]
    nurse.save("SCR", "TUTL", rows=rows)
    return nurse


def counted(nurse: Nurse, visit: str = "LOG", form: str = "AE") -> tuple[int, ...]:
    """Return the rows of a form that count."""
    return nurse.book.rows(VisitCode(visit), form)


def test_rows_are_saved_by_their_number(events: Nurse) -> None:
    assert counted(events) == (1, 2)
    assert events.value("LOG/AE[2].AETERM").canonical == "Rash"


def test_each_row_has_its_own_missing_answers(events: Nurse) -> None:
    findings = events.save("LOG", "AE", rows=[{"row": 2, "AESER": "N"}]).findings
    assert {"[1].AESER", "[1].AEONGO", "[2].AEONGO"} <= where(findings, "required")
    assert "[2].AESER" not in where(findings, "required")


def test_a_row_is_changed_with_a_reason_and_the_others_stay(events: Nurse) -> None:
    row = {"row": 1, "AETERM": "Fatigue, worse"}
    assert codes(events.refused("LOG", "AE", rows=[row])) == ["REASON-NEEDED"]
    decision = events.save("LOG", "AE", rows=[row], reason="more exact")
    assert changed(decision) == {"[1].AETERM": "Fatigue, worse"}


def test_a_further_row_needs_no_reason(events: Nurse) -> None:
    events.save("LOG", "AE", rows=[{"row": 3, "AETERM": "Pruritus"}])
    assert counted(events) == (1, 2, 3)


# -------------------------------------------------------------------------- struck out, put back


def test_a_row_struck_out_keeps_its_values_and_no_longer_counts(events: Nurse) -> None:
    decision = events.save("LOG", "AE", strikes=((1, "entered twice"),))
    assert changed(decision) == {"[1].$STRUCK": "entered twice"}
    assert counted(events) == (2,)
    assert events.value("LOG/AE[1].AETERM").canonical == "Fatigue"
    assert not any(place.startswith("[1]") for place in where(decision.findings, "required"))


@pytest.mark.parametrize("why", ["", "  "])
def test_a_row_is_struck_out_only_with_a_reason(events: Nurse, why: str) -> None:
    assert codes(events.refused("LOG", "AE", strikes=((1, why),))) == ["REASON-NEEDED"]


def test_a_row_that_is_not_there_cannot_be_struck_out(events: Nurse) -> None:
    (problem,) = events.refused("LOG", "AE", strikes=((7, "entered twice"),))
    assert (problem.code, problem.path) == ("ROW-UNKNOWN", "01-001/LOG/AE[7]")


def test_a_row_of_a_form_without_data_cannot_be_struck_out(nurse: Nurse) -> None:
    assert codes(nurse.refused("LOG", "AE", strikes=((1, "twice"),))) == ["ROW-UNKNOWN"]


def test_a_row_struck_out_takes_no_values_until_it_is_put_back(events: Nurse) -> None:
    events.save("LOG", "AE", strikes=((1, "entered twice"),))
    problems = events.refused("LOG", "AE", rows=[{"row": 1, "AESER": "N"}])
    assert codes(problems) == ["ROW-STRUCK"]


def test_a_row_is_put_back_with_a_reason(events: Nurse) -> None:
    events.save("LOG", "AE", strikes=((1, "entered twice"),))
    assert codes(events.refused("LOG", "AE", strikes=((1, ""),))) == ["REASON-NEEDED"]
    decision = events.save("LOG", "AE", strikes=((1, ""),), reason="it was another event")
    assert changed(decision) == {"[1].$STRUCK": ""}
    assert counted(events) == (1, 2)
    assert events.value("LOG/AE[1].AETERM").canonical == "Fatigue"


def test_a_row_is_put_back_and_corrected_in_one_save(events: Nurse) -> None:
    events.save("LOG", "AE", strikes=((1, "entered twice"),))
    row = {"row": 1, "AETERM": "Fatigue, second"}
    events.save("LOG", "AE", rows=[row], strikes=((1, ""),), reason="another event")
    assert counted(events) == (1, 2)
    assert events.value("LOG/AE[1].AETERM").canonical == "Fatigue, second"


def test_putting_back_a_row_that_counts_is_no_change(events: Nurse) -> None:
    assert codes(events.refused("LOG", "AE", strikes=((1, ""),))) == ["REASON-NEEDED"]


def test_striking_out_a_row_again_changes_the_reason_only_with_a_reason(events: Nurse) -> None:
    events.save("LOG", "AE", strikes=((1, "entered twice"),))
    problems = events.refused("LOG", "AE", strikes=((1, "wrong subject"),))
    assert codes(problems) == ["REASON-NEEDED"]
    events.save("LOG", "AE", strikes=((1, "wrong subject"),), reason="better said")
    assert events.value("LOG/AE[1].$STRUCK").canonical == "wrong subject"


def test_the_same_strike_twice_is_no_change(events: Nurse) -> None:
    events.save("LOG", "AE", strikes=((1, "entered twice"),))
    assert events.save("LOG", "AE", strikes=((1, "entered twice"),)).event is None


def test_what_is_derived_over_the_rows_follows_strikes(lesions: Nurse) -> None:
    assert lesions.recorded("SCR/TUTL.TL_SUM") == "56"
    lesions.save("SCR", "TUTL", strikes=((2, "is no lesion"),))
    assert lesions.recorded("SCR/TUTL.TL_SUM") == "34"
    lesions.save("SCR", "TUTL", strikes=((2, ""),), reason="is one")
    assert lesions.recorded("SCR/TUTL.TL_SUM") == "56"


# ------------------------------------------------------------------------------- which rows may be


def test_a_form_without_rows_takes_none(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "VS", rows=[{"row": 1, "WEIGHT": "68"}])
    assert (problem.code, problem.path) == ("ROW-NOT-TAKEN", "01-001/SCR/VS[1]")


@pytest.mark.parametrize("row", [0, -1])
def test_a_repeating_form_needs_a_row_number_from_1(nurse: Nurse, row: int) -> None:
    assert codes(nurse.refused("LOG", "AE", rows=[{"row": row, "AETERM": "x"}])) == ["ROW-MISSING"]


def test_as_many_rows_as_the_form_takes(nurse: Nurse) -> None:
    assert nurse.save("SCR", "TUTL", rows=[{"row": 5, "TL_DIAM": "34"}]).event is not None
    (problem,) = nurse.refused("SCR", "TUTL", rows=[{"row": 6, "TL_DIAM": "34"}])
    assert problem.code == "ROW-TOO-MANY"
    assert "at most 5 rows" in problem.message.en


def test_every_wrong_row_is_told(nurse: Nurse) -> None:
    rows = [{"row": 0, "TL_DIAM": "34"}, {"row": 9, "TL_DIAM": "34"}]
    problems = nurse.refused("SCR", "TUTL", rows=rows)
    assert codes(problems) == ["ROW-MISSING", "ROW-TOO-MANY"]


def test_an_item_of_the_whole_form_in_a_row_is_refused_as_derived(lesions: Nurse) -> None:
    assert codes(lesions.refused("SCR", "TUTL", TL_SUM="56")) == ["ITEM-NOT-TYPED"]


# --------------------------------------------------------------------------- rows from baseline


def test_the_rows_of_an_assessment_are_those_of_baseline(lesions: Nurse) -> None:
    assert counted(lesions, "TA1", "TRTL") == (1, 2)
    assert lesions.derived("TA1/TRTL[2].TR_LNKID").canonical == "T02"
    assert lesions.derived("TA1/TRTL[2].TR_BASE").display == "22"


def test_a_row_that_baseline_has_not_is_refused(lesions: Nurse) -> None:
    (problem,) = lesions.refused("TA1", "TRTL", rows=[{"row": 3, "TR_STAT": "MEASURED"}])
    assert (problem.code, problem.path) == ("ROW-UNKNOWN", "01-001/TA1/TRTL[3]")
    assert "TUTL" in problem.message.en


def test_every_baseline_row_waits_to_be_assessed(lesions: Nurse) -> None:
    row = {"row": 1, "TR_STAT": "MEASURED", "TR_DIAM": "30"}
    findings = lesions.save("TA1", "TRTL", rows=[row]).findings
    assert "[2].TR_STAT" in where(findings, "required")
    assert "TT01" in checks(findings)


def test_a_lesion_struck_out_at_baseline_leaves_the_assessments(lesions: Nurse) -> None:
    lesions.save("SCR", "TUTL", strikes=((2, "is no lesion"),))
    assert counted(lesions, "TA1", "TRTL") == (1,)
    problems = lesions.refused("TA1", "TRTL", rows=[{"row": 2, "TR_STAT": "MEASURED"}])
    assert codes(problems) == ["ROW-UNKNOWN"]


def test_a_row_knows_its_key(lesions: Nurse) -> None:
    book = lesions.book
    assert book.row_key("TUTL", 2) == "T02"
    assert book.row_key("TRTL", 2) == "T02"
    assert book.row_key("TUNT", 11) == "NT11"
    assert book.row_key("AE", 3) == "3"
    assert book.row_key("EXLENV", 4) == "4"


# ------------------------------------------------------------------------------------ inner tables


def test_rows_of_an_inner_table_have_their_own_answers(nurse: Nurse) -> None:
    scans = [{"row": 1, "IMGAREA": "CHEST"}, {"row": 2, "IMGDAT": "2026-01-04"}]
    decision = nurse.save("SCR", "IMG", tables={"IMGTAB": scans}, IMGPERF="Y")
    assert changed(decision)[".IMGTAB[1].IMGAREA"] == "CHEST"
    assert {".IMGTAB[1].IMGDAT", ".IMGTAB[2].IMGAREA"} <= where(decision.findings, "required")
    assert ".IMGTAB" not in where(decision.findings, "required")


def test_an_empty_inner_table_that_must_be_filled_is_a_finding(nurse: Nurse) -> None:
    findings = nurse.save("SCR", "IMG", IMGPERF="Y").findings
    assert ".IMGTAB" in where(findings, "required")


def test_an_inner_row_with_nothing_in_it_is_no_row(nurse: Nurse) -> None:
    nurse.save("SCR", "IMG", tables={"IMGTAB": [{"row": 1, "IMGAREA": "CHEST"}]}, IMGPERF="Y")
    cleared = {"IMGTAB": [{"row": 1, "IMGAREA": ""}]}
    nurse.save("SCR", "IMG", tables=cleared, reason="no scan of the chest")
    data = nurse.casebook.form(VisitCode("SCR"), "IMG")
    assert data is not None
    assert data.inner_rows(0, "IMGTAB") == ()


def test_a_value_of_an_inner_table_is_changed_with_a_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "IMG", tables={"IMGTAB": [{"row": 1, "IMGAREA": "CHEST"}]}, IMGPERF="Y")
    other = {"IMGTAB": [{"row": 1, "IMGAREA": "ABDOMEN"}]}
    (problem,) = nurse.refused("SCR", "IMG", tables=other)
    assert (problem.code, problem.path) == ("REASON-NEEDED", "01-001/SCR/IMG.IMGTAB[1].IMGAREA")


def test_grade_changes_belong_to_the_row_of_their_adverse_event(events: Nurse) -> None:
    path = events.request("LOG", "AE").form
    assert events.casebook.value(path.visit, "AE", Slot("AEGRVAL", 1, "AEGRTAB", 1)).is_blank
