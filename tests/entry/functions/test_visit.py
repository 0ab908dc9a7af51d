"""What a visit is, and the settings of the study."""

from decimal import Decimal

import pytest

from hcc_crf.entry.runtime import MISSING, Missing, Runtime

from ..courses import first_dose
from ..saving import Nurse, evaluate


@pytest.mark.parametrize(
    ("place", "source", "expected"),
    [
        ("C3D1/VS", "visit_code()", "C3D1"),
        ("SCR/VS", "visit_kind()", "scheduled"),
        ("C3D1/VS", "visit_kind()", "repeating"),
        ("UNS1/VS", "visit_kind()", "unscheduled"),
        ("LOG/AE", "visit_kind()", "log"),
        ("C3D1/VS", "visit_number()", Decimal(3)),
        ("SCR/VS", "visit_number()", MISSING),
        ("SCR/VS", "epoch()", "SCREENING"),
        ("C3D1/VS", "epoch()", "TREATMENT"),
        ("SURV1/SV", "epoch()", "LONG-TERM FOLLOW-UP"),
        ("UNS1/VS", "epoch()", MISSING),
        ("SCR/VS", "parameter('cycle_length_days')", Decimal(21)),
        ("SCR/VS", "parameter('child_pugh_cholestatic')", "N"),
        ("SCR/VS", "parameter('albi_albumin_coefficient')", Decimal("0.0852")),
        ("SCR/VS", "parameter('child_pugh_inr')", MISSING),
        ("SCR/VS", "form_complete()", False),
    ],
)
def test_what_a_visit_is(nurse: Nurse, place: str, source: str, expected: Runtime) -> None:
    assert evaluate(nurse, place, source) == expected


@pytest.mark.parametrize(
    ("date", "epoch"),
    [
        ("2026-01-04", "SCREENING"),
        ("2026-01-05", "TREATMENT"),
        ("2026-03-01", "TREATMENT"),
        ("2026-03-02", "FOLLOW-UP"),
    ],
)
def test_an_unscheduled_visit_is_in_the_epoch_of_its_date(
    nurse: Nurse, date: str, epoch: str
) -> None:
    nurse.save("UNS1", "SV", SVSTDAT=date, SVCNTMOD="VISIT")
    assert evaluate(nurse, "UNS1/VS", "epoch()") == "SCREENING"  # no dose yet
    first_dose(nurse)
    nurse.save("EOT", "DSEOT", EOTDAT="2026-03-01")
    assert evaluate(nurse, "UNS1/VS", "epoch()") == epoch


def test_no_day_is_outside_a_window_that_is_not_there(nurse: Nurse) -> None:
    nurse.save("LOG", "DD", DTHDAT="2026-02")
    assert isinstance(evaluate(nurse, "UNS1/VS", "window_deviation(today())"), Missing)
    assert isinstance(evaluate(nurse, "C1D8/VS", "window_deviation(today())"), Missing)
    first_dose(nurse)
    assert isinstance(evaluate(nurse, "C1D8/VS", "window_deviation(DD.DTHDAT)"), Missing)
