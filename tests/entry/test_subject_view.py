"""A subject over the trial: visits beside their plan, and what was measured.

Windows are read off `forms/visits.yaml`: C1D8 is planned for day 8 ± 2, C2D1 for day 22 ± 3.
"""

from decimal import Decimal

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.entry.states import State, Timing
from hcc_crf.entry.subject_view import Measure, Reading, SubjectView, VisitLine, view_subject
from hcc_crf.values import PartialDate, VisitCode

from .courses import first_dose
from .saving import Nurse, nurse_at

FIRST_DOSE = "2026-01-05"
"""Day 1; so day 8 is 12 January, day 22 is 26 January."""


def seen(nurse: Nurse) -> SubjectView:
    """Return the nurse's subject."""
    return view_subject(nurse.book)


def line(nurse: Nurse, visit: str) -> VisitLine:
    """Return one visit."""
    return next(one for one in seen(nurse).visits if one.status.plan.visit == visit)


def readings(nurse: Nurse, measure: Measure) -> tuple[Reading, ...]:
    """Return what was measured."""
    return next((one.readings for one in seen(nurse).series if one.measure is measure), ())


def treated_on(program: Program, today: str) -> Nurse:
    """Return a nurse on a day, whose subject had the first dose on 5 January 2026."""
    nurse = nurse_at(program, today=PartialDate(today))
    first_dose(nurse, FIRST_DOSE)
    return nurse


def test_a_new_subject_waits_for_screening_and_has_no_dose(nurse: Nurse) -> None:
    view = seen(nurse)
    assert (view.first_dose, view.cycle, view.series) == (None, None, ())
    assert view.visits[0].status.plan.visit == "SCR"
    assert view.visits[0].status.state is State.NOT_STARTED


def test_first_dose_and_cycle_are_told(program: Program) -> None:
    nurse = treated_on(program, "2026-01-20")
    assert (seen(nurse).first_dose, seen(nurse).cycle) == (PartialDate(FIRST_DOSE), 1)
    nurse.save("C2D1", "SV", SVSTDAT="2026-01-20", SVCNTMOD="VISIT")
    nurse.save("C3D1", "SV", SVSTDAT="2026-01-20", SVCNTMOD="VISIT")
    assert seen(nurse).cycle == 3


@pytest.mark.parametrize(
    ("today", "timing", "days"),
    [
        pytest.param("2026-01-09", Timing.NOT_DUE, None, id="the day before the window"),
        pytest.param("2026-01-10", Timing.IN_WINDOW, 4, id="its first day"),
        pytest.param("2026-01-14", Timing.IN_WINDOW, 0, id="its last day"),
        pytest.param("2026-01-15", Timing.OVERDUE, -1, id="the day after"),
    ],
)
def test_a_visit_that_waits_counts_the_days_left_or_over(
    program: Program, today: str, timing: Timing, days: int | None
) -> None:
    found = line(treated_on(program, today), "C1D8")
    assert (found.timing, found.days, found.deviation_days) == (timing, days, None)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        pytest.param("2026-01-09", -1, id="a day early"),
        pytest.param("2026-01-10", 0, id="on the first day"),
        pytest.param("2026-01-14", 0, id="on the last day"),
        pytest.param("2026-01-17", 3, id="three days late"),
    ],
)
def test_a_visit_that_took_place_says_how_far_outside_its_window(
    program: Program, date: str, days: int
) -> None:
    nurse = treated_on(program, "2026-02-20")
    nurse.save("C1D8", "SV", SVSTDAT=date, SVCNTMOD="VISIT")
    found = line(nurse, "C1D8")
    assert (found.timing, found.days, found.deviation_days) == (Timing.NO_PLAN, None, days)


def test_a_visit_without_a_date_or_a_window_has_no_deviation(program: Program) -> None:
    nurse = treated_on(program, "2026-02-20")
    nurse.save("C1D8", "VS", VSPERF="Y", WEIGHT="68")
    nurse.save("UNS1", "SV", SVSTDAT="2026-01-30", SVCNTMOD="VISIT")
    assert line(nurse, "C1D8").deviation_days is None
    assert line(nurse, "UNS1").deviation_days is None


def test_a_weight_keeps_its_digits_and_unit_and_compares_in_kilograms(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", WEIGHT="68.0")
    nurse.save("C1D1", "VS", VSPERF="Y", WEIGHT=("140", "jin (500 g)"))
    assert readings(nurse, Measure.WEIGHT) == (
        Reading(VisitCode("SCR"), Decimal("68.0"), "68.0", "kg", "-2.9"),
        Reading(VisitCode("C1D1"), Decimal(70), "140", "jin (500 g)", "0.0"),
    )


def test_an_ecog_score_is_a_number_to_compare(nurse: Nurse) -> None:
    nurse.save("SCR", "QSECOG", ECOG101="1")
    found = readings(nurse, Measure.ECOG)
    assert [(one.number, one.shown, one.unit) for one in found] == [(Decimal(1), "1", "")]


def test_child_pugh_stands_with_its_class_and_albi_with_its_grade(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", {"BILI": ("20", "umol/L"), "ALB": ("40", "g/L")})
    nurse.save("SCR", "LBCOAG", INR="1.0")
    nurse.save("SCR", "CPS", CPS0102="NONE", CPS0101="NONE")
    # Bilirubin < 34, albumin > 35, INR < 1.7, no ascites, no encephalopathy: 5 points, class A.
    points = readings(nurse, Measure.CHILD_PUGH)
    assert [(one.shown, one.beside) for one in points] == [("5", "A")]
    # 0.66 × log10(20) − 0.0852 × 40 = −2.549: grade 2a lies above −2.60, up to −2.27
    albi = readings(nurse, Measure.ALBI)
    assert [(one.shown, one.beside) for one in albi] == [("-2.55", "2a")]


def test_what_was_not_measured_leaves_no_reading(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="N")
    nurse.save("SCR", "CPS", CPS0102="NONE")
    assert seen(nurse).series == ()


def test_a_measure_whose_form_is_not_built_is_left_out(nurse: Nurse) -> None:
    assert "LBTM" not in nurse.program.study.forms
    assert readings(nurse, Measure.AFP) == ()
