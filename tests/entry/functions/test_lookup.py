"""Functions that look a value up at other visits."""

from decimal import Decimal

import pytest

from hcc_crf.entry.runtime import Missing
from hcc_crf.values import PartialDate

from ..courses import baseline, first_dose
from ..saving import Nurse, evaluate, number


@pytest.fixture
def weighed(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject was weighed four times, once between two planned visits."""
    for visit, date, weight in (
        ("SCR", "2026-01-03", "68"),
        ("C1D1", "2026-01-05", "67"),
        ("UNS1", "2026-01-09", "60"),
        ("C1D8", "2026-01-12", "66"),
    ):
        nurse.save(visit, "SV", SVSTDAT=date, SVCNTMOD="VISIT")
        nurse.save(visit, "VS", WEIGHT=weight)
    return nurse


@pytest.mark.parametrize(
    ("place", "source", "weight"),
    [
        ("C1D8/VS", "at('SCR', 'VS.WEIGHT')", "68"),
        ("C1D8/VS", "at('C2D1', 'VS.WEIGHT')", ""),
        ("C1D8/VS", "prev('VS.WEIGHT')", "60"),
        ("C1D1/VS", "prev('VS.WEIGHT')", "68"),
        ("SCR/VS", "prev('VS.WEIGHT')", ""),
        ("C1D8/VS", "prev_scheduled('VS.WEIGHT')", "67"),
        ("UNS1/VS", "prev_scheduled('VS.WEIGHT')", ""),
        ("C1D8/VS", "latest('VS.WEIGHT')", "66"),
        ("C1D15/VS", "latest('VS.WEIGHT')", "66"),
        ("LOG/EXLENV", "latest('VS.WEIGHT')", "66"),
        ("C1D8/VS", "baseline('VS.WEIGHT')", "66"),
    ],
)
def test_a_value_of_another_visit(weighed: Nurse, place: str, source: str, weight: str) -> None:
    assert number(evaluate(weighed, place, source)) == weight


def test_a_baseline_is_the_last_value_up_to_the_first_dose(weighed: Nurse) -> None:
    first_dose(weighed)
    assert number(evaluate(weighed, "C1D8/VS", "baseline('VS.WEIGHT')")) == "67"


def test_a_baseline_without_date_does_not_count_once_a_dose_is_known(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert number(evaluate(nurse, "SCR/VS", "baseline('VS.WEIGHT')")) == "68"
    first_dose(nurse)
    assert number(evaluate(nurse, "SCR/VS", "baseline('VS.WEIGHT')")) == ""


def test_a_value_of_the_same_lesion_is_found_by_its_key(nurse: Nurse) -> None:
    baseline(nurse)
    assert number(evaluate(nurse, "TA1/TRTL", "prev('TUTL.TL_DIAM')", row=2)) == "18"
    assert number(evaluate(nurse, "TA1/TRTL", "row_value('TUTL.TL_DIAM', TR_LNKID)", row=2)) == "18"
    assert isinstance(evaluate(nurse, "TA1/TRTL", "row_value('TUTL.TL_DIAM', 'T09')"), Missing)
    assert isinstance(evaluate(nurse, "SCR/VS", "row_value('TRTL.TR_DIAM', 'T01')"), Missing)


def test_the_baseline_scan_is_the_earliest_of_screening(nurse: Nurse) -> None:
    assert isinstance(evaluate(nurse, "SCR/VS", "baseline_imaging_date()"), Missing)
    scans = [{"row": 1, "IMGDAT": "2025-12-30"}, {"row": 2, "IMGDAT": "2025-12-29"}]
    nurse.save("SCR", "IMG", IMGPERF="Y", tables={"IMGTAB": scans})
    assert evaluate(nurse, "SCR/VS", "baseline_imaging_date()") == PartialDate("2025-12-29")


def test_what_was_typed_is_seen_as_typed(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI=("<0.2", "mg/dL"), ALB="40")
    ask = {name: evaluate(nurse, "SCR/LBCHEM", f"{name}('LBCHEM.BILI')") for name in _TYPED}
    assert ask == {"typed_unit": "mg/dL", "typed_number": Decimal("0.2"), "qualifier": "<"}
    assert evaluate(nurse, "SCR/LBCHEM", "qualifier('LBCHEM.ALB')") == "="
    for name in _TYPED:
        assert isinstance(evaluate(nurse, "SCR/LBCHEM", f"{name}('LBCHEM.AST')"), Missing)
    assert isinstance(evaluate(nurse, "C1D1/LBCHEM", "qualifier('LBCHEM.ALB')"), Missing)


_TYPED = ("typed_unit", "typed_number", "qualifier")


def alive(nurse: Nurse, place: str = "LOG/DD") -> str:
    """Return the last date known alive, empty when there is none."""
    found = evaluate(nurse, place, "last_known_alive()")
    return found.iso if isinstance(found, PartialDate) else ""


def test_nothing_proves_life_at_first(nurse: Nurse) -> None:
    assert alive(nurse) == ""


@pytest.mark.parametrize(
    ("contact", "date"),
    [("VISIT", "2026-01-05"), ("REMOTE", "2026-01-05"), ("PHONE", ""), ("RECORD", "")],
)
def test_a_contact_in_person_proves_life(nurse: Nurse, contact: str, date: str) -> None:
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD=contact)
    assert alive(nurse) == date


def test_scans_doses_and_the_end_of_study_prove_life(nurse: Nurse) -> None:
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    scans = [{"row": 1, "IMGDAT": "2026-02-15"}, {"row": 2, "IMGAREA": "CHEST"}]
    nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": scans})
    assert alive(nurse) == "2026-02-15"
    first_dose(nurse, "2026-02-20")
    assert alive(nurse) == "2026-02-20"
    nurse.save("LOG", "DSEOS", EOSREAS="LOST TO FOLLOW-UP", EOSLSTALV="2026-03-01")
    assert alive(nurse) == "2026-03-01"


def test_at_a_visit_only_earlier_visits_prove_life(nurse: Nurse) -> None:
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    nurse.save("C2D1", "SV", SVSTDAT="2026-01-26", SVCNTMOD="VISIT")
    assert alive(nurse, "C1D8/SV") == "2026-01-05"
