"""When visits are due: targets and windows, which visits a subject has, in which order they lie."""

import pytest

from hcc_crf.entry.plan import (
    VisitPlan,
    is_visit_expected,
    planned_visits,
    target_of,
)
from hcc_crf.entry.runtime import Missing
from hcc_crf.values import VisitCode

from .courses import first_dose
from .saving import Nurse, evaluate

EVERY = tuple(
    VisitCode(code)
    for code in "SCR C1D1 C1D8 C1D15 C2D1 C2D8 C2D15 C3D1 TA1 TA8 TA9 EOT SFU30 SURV1".split()
)


@pytest.fixture
def eligible(enrolled: Nurse) -> Nurse:
    """Return a nurse whose subject may be treated."""
    enrolled.save("SCR", "IE", IEENROLL="Y")
    return enrolled


def plan_of(nurse: Nurse, visit: str) -> VisitPlan | None:
    """Return the plan of a visit, or `None` while the subject does not have it."""
    return next((p for p in planned_visits(nurse.book) if p.visit == visit), None)


def expected(nurse: Nurse) -> list[str]:
    """Return the visits the protocol asks for."""
    return [p.visit for p in planned_visits(nurse.book) if p.is_expected]


# Worked out from the first dose on 2026-01-05, which is day 1 (trial schedule, section 3).
TARGETS = [
    ("SCR", "2025-12-22", "2025-12-08", "2026-01-04"),  # day -14: 14 days before, -14 / +13
    ("C1D1", "2026-01-05", "2026-01-05", "2026-01-05"),
    ("C1D8", "2026-01-12", "2026-01-10", "2026-01-14"),
    ("C1D15", "2026-01-19", "2026-01-17", "2026-01-21"),
    ("C2D1", "2026-01-26", "2026-01-23", "2026-01-29"),
    ("C3D1", "2026-02-16", "2026-02-13", "2026-02-19"),
    ("TA1", "2026-02-16", "2026-02-09", "2026-02-23"),  # day 43
]


@pytest.mark.parametrize(("visit", "target", "first", "last"), TARGETS)
def test_a_visit_has_its_target_and_window(
    eligible: Nurse, visit: str, target: str, first: str, last: str
) -> None:
    first_dose(eligible)
    plan = plan_of(eligible, visit)
    assert plan is not None
    assert (str(plan.target), str(plan.first), str(plan.last)) == (target, first, last)


@pytest.mark.parametrize(
    ("visit", "target"),
    [
        ("TA1", "2026-02-16"),  # day 43
        ("TA7", "2026-10-26"),  # day 295
        ("TA8", "2026-12-07"),  # day 337: the last after six weeks
        ("TA9", "2027-02-08"),  # day 400: from here every nine weeks
        ("TA10", "2027-04-12"),  # day 463
        ("C35D1", "2027-12-20"),  # day 715
    ],
)
def test_a_numbered_visit_is_planned_by_its_number(
    eligible: Nurse, visit: str, target: str
) -> None:
    first_dose(eligible)
    assert str(target_of(eligible.book, VisitCode(visit))) == target


def test_the_day_after_30_days_is_day_31(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("EOT", "DSEOT", EOTDAT="2026-03-01")
    plan = plan_of(eligible, "SFU30")
    assert plan is not None
    assert str(plan.target) == "2026-02-04"  # last dose 2026-01-05 plus 30 days
    assert (str(plan.first), str(plan.last)) == ("2026-01-28", "2026-02-11")


def test_without_first_dose_nothing_is_planned(eligible: Nurse) -> None:
    for plan in planned_visits(eligible.book):
        assert (plan.target, plan.first, plan.last) == (None, None, None)
    assert evaluate(eligible, "C1D8/SV", "visit_target()") == Missing(("visit_target",))


def test_a_first_dose_known_by_its_month_only_plans_nothing(nurse: Nurse) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 1, "AESTDAT": "2026-01"}])
    assert target_of(nurse.book, VisitCode("C1D8")) is None


def test_a_visit_without_window_has_a_target_alone(eligible: Nurse) -> None:
    plan = plan_of(eligible, "LOG")
    assert plan is not None
    assert (plan.target, plan.first) == (None, None)


# ------------------------------------------------------------------------ which visits there are


def test_screening_and_the_logs_are_always_there(nurse: Nurse) -> None:
    assert {"SCR", "LOG"} <= set(expected(nurse))


def test_treatment_is_expected_until_eligibility_is_denied(nurse: Nurse) -> None:
    assert "C1D1" in expected(nurse)  # unknown: expected
    nurse.save("SCR", "IE", IEENROLL="N")
    assert "C1D1" not in expected(nurse)
    assert "TA1" not in expected(nurse)


def test_the_next_cycle_appears_when_the_one_before_was_answered(eligible: Nurse) -> None:
    first_dose(eligible)
    assert plan_of(eligible, "C4D1") is None
    eligible.save("C3D1", "SV", SVSTDAT="2026-02-16", SVCNTMOD="VISIT")
    assert plan_of(eligible, "C4D1") is not None
    assert plan_of(eligible, "C5D1") is None


def test_a_cycle_begun_without_its_visit_date_brings_no_next_one(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("C3D1", "VS", WEIGHT="68")
    assert plan_of(eligible, "C4D1") is None


def test_a_missed_cycle_brings_the_next_one_too(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("C3D1", "SV", SVOCCUR="N", SVREASND="OTHER")
    assert plan_of(eligible, "C4D1") is not None


def test_cycles_stop_at_the_end_of_treatment(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("C3D1", "SV", SVSTDAT="2026-02-16", SVCNTMOD="VISIT")
    eligible.save("EOT", "DSEOT", EOTDAT="2026-03-08")  # C4D1 is planned on 2026-03-09
    assert plan_of(eligible, "C4D1") is None


def test_cycles_go_on_when_treatment_ends_later(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("C3D1", "SV", SVSTDAT="2026-02-16", SVCNTMOD="VISIT")
    eligible.save("EOT", "DSEOT", EOTDAT="2026-03-10")
    assert plan_of(eligible, "C4D1") is not None


@pytest.mark.parametrize(
    ("beyond", "goes_on"), [("Y", True), ("N", False), ("", False)], ids=["Y", "N", "blank"]
)
def test_assessments_stop_at_progression_unless_treated_beyond(
    eligible: Nurse, beyond: str, goes_on: bool
) -> None:
    first_dose(eligible)
    eligible.save("TA1", "IMG", IMGPERF="Y")
    assert plan_of(eligible, "TA2") is not None
    eligible.save("TA1", "RS", OVRLRESP="PD", PDBEYOND=beyond)
    assert (plan_of(eligible, "TA2") is not None) is goes_on


def test_assessments_stop_after_death(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("TA1", "IMG", IMGPERF="Y")
    eligible.save("LOG", "DD", DTHDAT="2026-03-29")  # TA2 is planned on 2026-03-30
    assert plan_of(eligible, "TA2") is None


def test_a_death_known_by_its_month_leaves_an_assessment_expected(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("TA1", "IMG", IMGPERF="Y")
    eligible.save("LOG", "DD", DTHDAT="2026-03")
    assert plan_of(eligible, "TA2") is not None


def test_a_series_continued_by_hand_shows_every_number_reached(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("C6D1", "SV", SVSTDAT="2026-04-20", SVCNTMOD="VISIT")
    visits = [plan.visit for plan in planned_visits(eligible.book)]
    assert {"C3D1", "C4D1", "C5D1", "C6D1", "C7D1"} <= set(visits)


def test_a_series_ends_at_its_last_number(eligible: Nurse) -> None:
    eligible.save("UNS30", "SV", SVSTDAT="2026-04-20", SVCNTMOD="VISIT")
    visits = [p.visit for p in planned_visits(eligible.book) if p.visit.startswith("UNS")]
    assert visits[-1] == "UNS30"


def test_a_visit_with_data_is_always_shown(nurse: Nurse) -> None:
    nurse.save("SCR", "IE", IEENROLL="N")
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    plan = plan_of(nurse, "C1D1")
    assert plan is not None
    assert not plan.is_expected
    assert str(plan.date) == "2026-01-05"


def test_an_unscheduled_visit_is_offered_and_never_asked_for(enrolled: Nurse) -> None:
    plan = plan_of(enrolled, "UNS1")
    assert plan is not None
    assert not plan.is_expected
    enrolled.save("UNS1", "SV", SVSTDAT="2026-02-01", SVCNTMOD="VISIT")
    plan = plan_of(enrolled, "UNS1")
    assert plan is not None
    assert plan.is_expected


def test_visits_are_in_the_order_of_the_protocol(eligible: Nurse) -> None:
    first_dose(eligible)
    eligible.save("TA2", "IMG", IMGPERF="N")
    visits = [plan.visit for plan in planned_visits(eligible.book)]
    order = ["SCR", "C1D1", "C1D8", "C2D1", "C3D1", "TA1", "TA2", "EOT", "LOG"]
    assert [visit for visit in visits if visit in order] == order


@pytest.mark.parametrize(
    ("visit", "answer"),
    [("SCR", True), ("C1D1", True), ("C3D1", True), ("C4D1", False), ("C9D1", False)],
)
def test_a_number_of_a_series_is_expected_in_its_turn(
    eligible: Nurse, visit: str, answer: bool
) -> None:
    first_dose(eligible)
    assert is_visit_expected(eligible.book, VisitCode(visit)) is answer


@pytest.mark.parametrize("visit", EVERY)
def test_every_visit_of_the_schedule_can_be_planned(eligible: Nurse, visit: VisitCode) -> None:
    first_dose(eligible)
    eligible.save("EOT", "DSEOT", EOTDAT="2026-06-01")
    assert target_of(eligible.book, visit) is not None
