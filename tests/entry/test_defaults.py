"""Defaults fill what was left empty at the first save, marked as such, and never more."""

import pytest

from hcc_crf.ledger.events import Origin
from hcc_crf.values import Slot, VisitCode

from .saving import Nurse, changed, checks, missing

SCR = VisitCode("SCR")


def origin(nurse: Nurse, form: str, oid: str, row: int = 0, visit: str = "SCR") -> Origin | None:
    """Return how a value came about."""
    cell = nurse.casebook.cell(VisitCode(visit), form, Slot(oid, row))
    return cell.origin if cell else None


def test_the_first_save_fills_what_was_not_given_and_marks_it(enrolled: Nurse) -> None:
    decision = enrolled.save("SCR", "VS", WEIGHT="68")
    assert changed(decision) == {".WEIGHT": "68", ".VSPERF": "Y", ".VSDAT": "2026-01-03"}
    assert origin(enrolled, "VS", "WEIGHT") is Origin.TYPED
    assert origin(enrolled, "VS", "VSPERF") is Origin.DEFAULT
    assert origin(enrolled, "VS", "VSDAT") is Origin.DEFAULT


def test_a_value_given_is_never_replaced_by_a_default(enrolled: Nurse) -> None:
    enrolled.save("SCR", "VS", VSPERF="Y", VSDAT="2026-01-02")
    assert enrolled.value("SCR/VS.VSDAT").canonical == "2026-01-02"
    assert origin(enrolled, "VS", "VSDAT") is Origin.TYPED


@pytest.mark.parametrize("given", ["", "ND"])
def test_a_blank_or_a_missing_code_given_is_left_alone(enrolled: Nurse, given: str) -> None:
    enrolled.save("SCR", "VS", WEIGHT="68", VSDAT=given)
    assert enrolled.value("SCR/VS.VSDAT").canonical == ""


def test_a_later_save_fills_nothing_more(enrolled: Nurse) -> None:
    enrolled.save("SCR", "VS", WEIGHT="68", VSDAT="")
    assert changed(enrolled.save("SCR", "VS", TEMP="36.5")) == {".TEMP": "36.5"}


def test_a_cleared_default_is_not_filled_again(enrolled: Nurse) -> None:
    enrolled.save("SCR", "VS", WEIGHT="68")
    enrolled.save("SCR", "VS", VSDAT="", reason="date not known")
    enrolled.save("SCR", "VS", TEMP="36.5")
    assert enrolled.value("SCR/VS.VSDAT").is_blank


def test_a_default_that_rests_on_nothing_is_not_filled(nurse: Nurse) -> None:
    assert ".VSDAT" not in changed(nurse.save("SCR", "VS", WEIGHT="68"))  # no visit date yet


def test_a_default_is_filled_only_where_it_applies(enrolled: Nurse) -> None:
    assert changed(enrolled.save("SCR", "VS", VSPERF="N")) == {".VSPERF": "N"}
    assert ".LBDAT" not in changed(enrolled.save("SCR", "LBCHEM", LBPERF="N", LBREASND="refused"))


def test_a_default_of_a_question_decides_for_the_defaults_behind_it(enrolled: Nurse) -> None:
    found = changed(enrolled.save("SCR", "LBCHEM", ALT="46"))
    assert (found[".LBPERF"], found[".LBDAT"]) == ("Y", "2026-01-03")


def test_a_question_answered_as_unknown_decides_nothing(enrolled: Nurse) -> None:
    found = changed(enrolled.save("SCR", "VS", VSPERF=missing("UNK"), WEIGHT="68"))
    assert found[".VSPERF"] == ""
    assert enrolled.value("SCR/VS.VSPERF").missing == "UNK"


def test_each_new_row_has_its_own_defaults(nurse: Nurse) -> None:
    nurse.save("LOG", "EXLENV", rows=[{"row": 1, "ECDOSE_LENV": "12"}])
    assert nurse.value("LOG/EXLENV[1].ECDOSFRQ_LENV").canonical == "QD"
    decision = nurse.save("LOG", "EXLENV", rows=[{"row": 2, "ECDOSE_LENV": "8"}])
    assert changed(decision) == {"[2].ECDOSE_LENV": "8", "[2].ECDOSFRQ_LENV": "QD"}
    assert origin(nurse, "EXLENV", "ECDOSFRQ_LENV", 2, "LOG") is Origin.DEFAULT


def test_a_row_saved_before_gets_no_defaults(nurse: Nurse) -> None:
    nurse.save("LOG", "EXLENV", rows=[{"row": 1, "ECSTDAT_LENV": "2026-01-05"}])
    decision = nurse.save("LOG", "EXLENV", rows=[{"row": 1, "ECDOSE_LENV": "12"}])
    assert changed(decision) == {"[1].ECDOSE_LENV": "12"}


def test_a_row_without_dose_gets_no_frequency(nurse: Nurse) -> None:
    nurse.save("LOG", "EXLENV", rows=[{"row": 1, "ECDOSE_LENV": "0"}])
    assert nurse.value("LOG/EXLENV[1].ECDOSFRQ_LENV").is_blank


def test_striking_a_row_fills_nothing(nurse: Nurse) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Rash"}])
    assert changed(nurse.save("LOG", "AE", strikes=((1, "twice"),))) == {"[1].$STRUCK": "twice"}


def test_defaults_alone_are_a_save(enrolled: Nurse) -> None:
    assert changed(enrolled.save("SCR", "VS")) == {".VSPERF": "Y", ".VSDAT": "2026-01-03"}


def test_a_default_counts_as_an_answer(enrolled: Nurse) -> None:
    decision = enrolled.save("SCR", "VS", WEIGHT="68")
    assert ".VSPERF" not in {str(f.slot) for f in decision.findings}
    assert "required" in checks(decision.findings)


def test_no_default_is_filled_for_a_measurement(enrolled: Nurse) -> None:
    enrolled.save("SCR", "VS", WEIGHT="68")
    enrolled.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    assert set(changed(enrolled.save("C1D1", "VS", TEMP="36.5"))) == {".TEMP", ".VSPERF", ".VSDAT"}
