"""Where a form, a visit and a subject stand."""

import pytest

from hcc_crf.entry.plan import VisitPlan
from hcc_crf.entry.states import (
    FormStatus,
    State,
    Timing,
    VisitStatus,
    form_status,
    is_form_expected,
    is_form_open,
    subject_status,
    timing,
)
from hcc_crf.values import PartialDate, VisitCode

from .courses import baseline, first_dose
from .saving import Nurse, missing

SCR = VisitCode("SCR")
VITALS = {
    "VSPERF": "Y",
    "VSDAT": "2026-01-03",
    "HEIGHT": "170",
    "WEIGHT": "68",
    "TEMP": "36.5",
    "VSPOS": "SITTING",
    "SYSBP": "120",
    "DIABP": "80",
    "PULSE": "70",
}


def status(nurse: Nurse, visit: str, form: str) -> FormStatus:
    """Return where a form stands."""
    return form_status(nurse.book, VisitCode(visit), form)


def visit(nurse: Nurse, code: str) -> VisitStatus:
    """Return where a visit stands."""
    return next(found for found in subject_status(nurse.book) if found.plan.visit == code)


# ----------------------------------------------------------------------------------------- forms


def test_a_form_never_saved_is_not_started(nurse: Nurse) -> None:
    found = status(nurse, "SCR", "VS")
    assert (found.state, found.missing, found.soft, found.hard) == (State.NOT_STARTED, 0, 0, 0)
    assert found.is_expected


def test_a_form_with_a_missing_answer_is_incomplete(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", {**VITALS, "PULSE": ""})
    found = status(nurse, "SCR", "VS")
    assert (found.state, found.missing) == (State.INCOMPLETE, 1)


def test_a_form_with_every_answer_is_complete(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VITALS)
    assert status(nurse, "SCR", "VS").state is State.COMPLETE


def test_a_missing_code_completes_a_form(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", {**VITALS, "PULSE": missing("ND")})
    assert status(nurse, "SCR", "VS").state is State.COMPLETE


def test_a_form_with_a_hard_finding_is_incomplete_until_it_is_settled(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", {**VITALS, "DIABP": "130"})
    found = status(nurse, "SCR", "VS")
    assert (found.state, found.missing, found.hard) == (State.INCOMPLETE, 1, 1)  # repeat asked for
    nurse.save("SCR", "VS", DIABP="80", reason="misread")
    assert status(nurse, "SCR", "VS").state is State.COMPLETE


def test_a_soft_finding_is_counted_and_leaves_a_form_complete(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", {**VITALS, "WEIGHT": "120"})
    found = status(nurse, "SCR", "VS")
    assert (found.state, found.soft) == (State.COMPLETE, 1)


def test_a_form_not_done_is_not_done(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", not_done="subject refused")
    found = status(nurse, "SCR", "VS")
    assert (found.state, found.missing) == (State.NOT_DONE, 0)


def test_a_form_opens_only_where_its_condition_is_not_false(nurse: Nurse) -> None:
    ta1 = VisitCode("TA1")
    assert not is_form_open(nurse.book, ta1, "TRTL")
    assert is_form_open(nurse.book, ta1, "IMG")
    baseline(nurse)
    assert is_form_open(nurse.book, ta1, "TRTL")


# Screening blood up to 7 days old needs no repeat on day 1 (parameter screening_labs_valid_days).
@pytest.mark.parametrize(
    ("sample", "is_expected"),
    [("2025-12-28", True), ("2025-12-29", False), ("2026-01-04", False), ("", True)],
    ids=["8 days old", "7 days old", "1 day old", "unknown"],
)
def test_day_1_asks_for_blood_again_when_screening_is_too_old(
    nurse: Nurse, sample: str, is_expected: bool
) -> None:
    nurse.save("SCR", "LBCOAG", INR="1.1", LBDAT=sample)
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    assert is_form_expected(nurse.book, VisitCode("C1D1"), "LBCOAG") is is_expected
    assert is_form_expected(nurse.book, VisitCode("C2D1"), "LBCOAG")


def test_a_form_that_cannot_be_opened_is_not_expected(nurse: Nurse) -> None:
    assert not is_form_expected(nurse.book, VisitCode("TA1"), "TRTL")


# ---------------------------------------------------------------------------------------- visits


def test_a_visit_nothing_is_saved_of_is_not_started(nurse: Nurse) -> None:
    assert visit(nurse, "C1D8").state is State.NOT_STARTED


def test_a_visit_with_one_form_begun_is_incomplete(enrolled: Nurse) -> None:
    assert visit(enrolled, "SCR").state is State.INCOMPLETE


def test_a_visit_is_complete_when_every_form_it_waits_for_is(nurse: Nurse) -> None:
    first_dose(nurse)
    nurse.save("C1D8", "SV", SVSTDAT="2026-01-12", SVCNTMOD="VISIT")
    assert visit(nurse, "C1D8").state is State.INCOMPLETE
    nurse.save("C1D8", "VS", {**VITALS, "HEIGHT": "", "VSDAT": "2026-01-12"})
    assert visit(nurse, "C1D8").state is State.COMPLETE


def test_a_form_not_done_keeps_a_visit_from_waiting(nurse: Nurse) -> None:
    first_dose(nurse)
    nurse.save("C1D8", "SV", SVSTDAT="2026-01-12", SVCNTMOD="VISIT")
    nurse.save("C1D8", "VS", not_done="subject refused")
    assert visit(nurse, "C1D8").state is State.COMPLETE


def test_a_visit_of_which_everything_is_not_done_is_not_done(nurse: Nurse) -> None:
    for form in ("SV", "VS"):
        nurse.save("C1D8", form, not_done="subject refused")
    assert visit(nurse, "C1D8").state is State.NOT_DONE


def test_a_missed_visit_is_not_done(nurse: Nurse) -> None:
    nurse.save("C1D8", "SV", SVOCCUR="N", SVREASND="OTHER")
    assert visit(nurse, "C1D8").state is State.NOT_DONE


def test_a_list_that_may_stay_empty_keeps_no_visit_waiting(nurse: Nurse) -> None:
    first_dose(nurse)
    nurse.save("TA1", "IMG", IMGPERF="N", IMGRND="machine broken")
    nurse.save(
        "TA1",
        "RS",
        TRGRESP="NE",
        NTRGRESP="NE",
        OVRLRESP="NE",
        RSDAT="2026-02-16",
        SYMPTDTR="N",
        DIFFREAS="no imaging",
    )
    assert visit(nurse, "TA1").state is State.COMPLETE  # new lesions were not begun


def test_an_assessment_of_baseline_rows_keeps_a_visit_waiting(nurse: Nurse) -> None:
    baseline(nurse)
    nurse.save("TA1", "IMG", IMGPERF="N", IMGRND="machine broken")
    assert visit(nurse, "TA1").state is State.INCOMPLETE


def test_a_log_waits_for_nothing_but_what_was_begun(nurse: Nurse) -> None:
    assert visit(nurse, "LOG").state is State.NOT_STARTED
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Rash"}])
    assert visit(nurse, "LOG").state is State.INCOMPLETE
    nurse.save("LOG", "AE", strikes=((1, "no event"),))
    assert visit(nurse, "LOG").state is State.COMPLETE


def test_a_subject_has_its_visits_in_the_order_of_the_protocol(enrolled: Nurse) -> None:
    visits = [found.plan.visit for found in subject_status(enrolled.book)]
    assert visits[0] == "SCR"
    assert visits[-1] == "LOG"
    assert [f.form for f in visit(enrolled, "SCR").forms][:3] == ["SV", "DM", "IE"]


# ---------------------------------------------------------------------------------------- timing


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-01-09", Timing.NOT_DUE),
        ("2026-01-10", Timing.IN_WINDOW),
        ("2026-01-14", Timing.IN_WINDOW),
        ("2026-01-15", Timing.OVERDUE),
    ],
)
def test_both_edges_of_a_window_are_in_it(nurse: Nurse, today: str, expected: Timing) -> None:
    first_dose(nurse)
    plan = visit(nurse, "C1D8").plan  # 2026-01-12, two days either way
    assert timing(plan, PartialDate(today)) is expected


def test_a_visit_that_is_not_expected_is_not_late() -> None:
    day = PartialDate("2026-01-12")
    plan = VisitPlan(VisitCode("C1D8"), False, None, day, day, day)
    assert timing(plan, PartialDate("2026-11-25")) is Timing.NO_PLAN


def test_a_visit_without_window_is_not_late(nurse: Nurse) -> None:
    assert timing(visit(nurse, "C1D8").plan, PartialDate("2026-11-25")) is Timing.NO_PLAN
