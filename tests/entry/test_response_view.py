"""The tumour course as the response screen shows it: rule and investigator side by side.

Expected values are worked out by hand from RECIST 1.1 (Eisenhauer 2009) on the lesions of
`courses.baseline`: a liver lesion of 62 mm and a node of 18 mm, sum 80 mm.
"""

from decimal import Decimal

import pytest

from hcc_crf.entry.response_lesions import LesionRow, LesionState
from hcc_crf.entry.response_view import Judgement, ResponseView, TimePoint, view_response
from hcc_crf.values import PartialDate

from .courses import assessment, baseline, first_dose
from .saving import Nurse


@pytest.fixture
def treated(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject has a baseline sum of 80 mm and a first dose on 2026-01-05."""
    baseline(nurse)
    first_dose(nurse)
    return nurse


def seen(nurse: Nurse) -> ResponseView:
    """Return the course of the nurse's subject."""
    return view_response(nurse.book)


def lesion(nurse: Nurse, key: str) -> LesionRow:
    """Return one lesion."""
    return next(row for row in seen(nurse).lesions if row.key == key)


def state(nurse: Nurse, key: str, place: int) -> LesionState:
    """Return a lesion at one time point; 0 is baseline."""
    found = lesion(nurse, key).states[place]
    assert found is not None
    return found


def last(nurse: Nurse) -> TimePoint:
    """Return the latest time point."""
    return seen(nurse).points[-1]


def respond(nurse: Nurse, visit: str, **answers: str) -> None:
    """Enter the investigator's answers."""
    nurse.save(visit, "RS", {"SYMPTDTR": "N", **answers}, reason="read again")


# --- before the first assessment ---


def test_a_subject_without_lesions_has_an_empty_course(nurse: Nurse) -> None:
    view = seen(nurse)
    assert (view.lesions, view.points, view.baseline_mm, view.pr_to_mm) == ((), (), None, None)
    assert (view.next_pd_from_mm, view.progression_date, view.first_dose) == (None, None, None)
    assert view.best.code == "NE"


def test_baseline_sets_the_limits_of_response_and_progression(treated: Nurse) -> None:
    view = seen(treated)
    assert view.points == ()
    assert view.baseline_mm == 80
    assert view.pr_to_mm == 56  # 30 % below 80
    assert view.next_pd_from_mm == 96  # 20 % above 80, which is more than 5 mm above
    assert view.first_dose == PartialDate("2026-01-05")
    assert (view.baseline, view.baseline_date) == ("SCR", PartialDate("2025-12-29"))


# --- sums and changes ---


def test_a_response_shows_sum_nadir_changes_and_limits(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    point = last(treated)
    assert (point.visit, point.date) == ("TA1", PartialDate("2026-02-15"))
    assert (point.sum_mm, point.nadir_mm, point.pd_from_mm) == (
        Decimal(49),
        Decimal(80),
        Decimal(96),
    )
    # 100 × (49 − 80) / 80 = −38.75, half away from zero
    assert (point.from_baseline_pct, point.from_nadir_pct) == (Decimal("-38.8"), Decimal("-38.8"))
    assert point.from_nadir_mm == -31
    assert point.rule == Judgement("PR", "NON-CR/NON-PD", "N", "PR")
    assert (point.best.code, point.best_unconfirmed.code) == ("SD", "PR")
    assert seen(treated).next_pd_from_mm == Decimal("58.8")  # 20 % above 49


def test_a_small_nadir_needs_five_millimetres_more(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "10", "8")
    assert seen(treated).next_pd_from_mm == 23  # 18 + 5; 20 % would be 21.6


def test_progression_is_dated_and_explained(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    assessment(treated, "TA2", "2026-03-29", "50", "9")
    view, point = seen(treated), last(treated)
    assert point.rule.overall == "PD"
    assert (point.nadir_mm, point.pd_from_mm) == (Decimal(49), Decimal("58.8"))
    assert view.progression_date == PartialDate("2026-03-29")
    assert point.why.target.en.startswith("PD: sum 59 mm, 10 mm (+20.4 %) above")
    assert point.why.target.zh.startswith("PD：径线总和59 mm")
    assert "target PD" in point.why.overall.en
    assert point.why.non_target.en == "Non-CR/Non-PD: NT01 present."
    assert point.why.new_lesion.en == "No new lesion."


def test_time_points_stand_in_order_of_their_scans(treated: Nurse) -> None:
    assessment(treated, "TA2", "2026-02-15", "40", "9")
    assessment(treated, "TA1", "2026-03-29", "40", "9")
    assert [point.visit for point in seen(treated).points] == ["TA2", "TA1"]
    assert len(lesion(treated, "T01").states) == 3


def test_a_sum_is_missing_while_a_target_has_no_value(treated: Nurse) -> None:
    treated.save(
        "TA1",
        "TRTL",
        rows=[
            {"row": 1, "TR_STAT": "MEASURED", "TR_DIAM": "40"},
            {"row": 2, "TR_STAT": "NOT EVALUABLE", "TR_NEREAS": "POOR SCAN QUALITY"},
        ],
    )
    point = last(treated)
    assert (point.sum_mm, point.from_baseline_pct, point.from_nadir_mm) == (None, None, None)
    assert point.rule.target == "NE"
    assert seen(treated).next_pd_from_mm == 96  # the incomplete sum is no nadir
    node = state(treated, "T02", 1)
    assert node.detail is not None
    assert (node.counts_mm, node.detail.en) == (None, "Poor scan quality")


# --- the investigator ---


def test_nothing_is_said_for_the_investigator_before_the_form_is_saved(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    assert last(treated).investigator is None
    treated.save("TA1", "RS", not_done="seen elsewhere", reason="seen elsewhere")
    assert last(treated).investigator is None


def test_the_investigators_answer_stands_beside_the_rule_and_changes_nothing(
    treated: Nurse,
) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    respond(
        treated,
        "TA1",
        TRGRESP="SD",
        NTRGRESP="NON-CR/NON-PD",
        OVRLRESP="SD",
        DIFFREAS="node overestimated",
    )
    point = last(treated)
    assert point.investigator == Judgement("SD", "NON-CR/NON-PD", "N", "SD")
    assert point.rule == Judgement("PR", "NON-CR/NON-PD", "N", "PR")
    assert point.difference == "node overestimated"


def test_a_new_lesion_of_the_investigator_counts_only_when_unequivocal(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    for answer, expected in (("EQUIVOCAL", "N"), ("UNEQUIVOCAL", "Y")):
        respond(treated, "TA1", NEWLPROG=answer)
        judged = last(treated).investigator
        assert judged is not None
        assert (judged.new_lesion, judged.overall) == (expected, "")


def test_without_any_lesion_the_rule_says_no_disease_in_the_forms_code(nurse: Nurse) -> None:
    for form in ("TUTL", "TUNT"):
        nurse.save("SCR", form, not_done="no lesion")
    scan = {"IMGTAB": [{"row": 1, "IMGAREA": "ABDOMEN", "IMGDAT": "2026-02-15"}]}
    nurse.save("TA1", "IMG", IMGPERF="Y", tables=scan)
    point = last(nurse)
    assert point.rule == Judgement("NA", "NA", "N", "NED")
    assert (point.sum_mm, point.nadir_mm, point.pd_from_mm) == (None, None, None)


def test_before_baseline_was_entered_nothing_is_judged(nurse: Nurse) -> None:
    scan = {"IMGTAB": [{"row": 1, "IMGAREA": "ABDOMEN", "IMGDAT": "2026-02-15"}]}
    nurse.save("TA1", "IMG", IMGPERF="Y", tables=scan)
    assert (seen(nurse).points, seen(nurse).lesions) == ((), ())


def test_a_best_response_that_a_person_must_decide_has_no_code(treated: Nurse) -> None:
    # An unconfirmed CR before PR: RECIST 1.1 Table 3, note; the later target sum rises from CR.
    assessment(treated, "TA1", "2026-02-15", "0", "8", lung="ABSENT")
    assessment(treated, "TA2", "2026-03-01", "0", "8", lung="PRESENT")
    view = seen(treated)
    assert [point.rule.overall for point in view.points] == ["CR", "PR"]
    assert view.best.code == ""
    assert "investigator decides" in view.best.why.en
    assert len(view.notes) >= 1
