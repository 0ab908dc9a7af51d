"""The tumour course as the response screen shows it: rule and investigator side by side.

Expected values are worked out by hand from RECIST 1.1 (Eisenhauer 2009) on the lesions of
`courses.baseline`: a liver lesion of 62 mm and a node of 18 mm, sum 80 mm.
"""

from decimal import Decimal

import pytest

from hcc_crf.entry.response_lesions import LesionKind, LesionRow, LesionState
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


def test_lesions_stand_with_their_place_size_and_kind(treated: Nurse) -> None:
    rows = seen(treated).lesions
    assert [(row.kind, row.key, row.place.en, row.is_nodal) for row in rows] == [
        (LesionKind.TARGET, "T01", "Liver, right lobe", False),
        (LesionKind.TARGET, "T02", "Hepatic/porta-hepatis lymph node", True),
        (LesionKind.NON_TARGET, "NT01", "Lung, right", False),
    ]
    assert [row.place.zh for row in rows] == ["肝右叶", "肝门淋巴结", "右肺"]
    assert state(treated, "T01", 0).mm == 62
    first = state(treated, "NT01", 0)
    assert first.label is not None
    assert (first.state, first.label.en, first.mm) == ("PRESENT", "Present", None)


def test_a_target_without_a_size_yet_has_no_state(nurse: Nurse) -> None:
    nurse.save("SCR", "TUTL", rows=[{"row": 1, "TL_TULOC": "BONE", "TL_NODAL": "NON-NODAL"}])
    first = state(nurse, "T01", 0)
    assert (first.state, first.mm, first.counts_mm) == ("", None, None)


def test_segment_and_description_are_said_together(nurse: Nurse) -> None:
    nurse.save(
        "SCR",
        "TUTL",
        rows=[
            {"row": 1, "TL_TULOC": "LIVER", "TL_TUSEG": "S6", "TL_TULOCDTL": "near the capsule"},
            {"row": 2, "TL_TULOC": "LIVER", "TL_TUSEG": "S3", "TL_TULOCDTL": "in segment S3"},
        ],
    )
    assert [row.text for row in seen(nurse).lesions] == ["S6 near the capsule", "in segment S3"]


def test_a_struck_lesion_is_left_out(treated: Nurse) -> None:
    treated.save("SCR", "TUNT", strikes=((1, "entered twice"),), reason="entered twice")
    assert [row.key for row in seen(treated).lesions] == ["T01", "T02"]


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


# --- lesions over time ---


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        pytest.param({"TR_STAT": "MEASURED", "TR_DIAM": "3"}, 3, id="measured, even below 5"),
        pytest.param({"TR_STAT": "TOO SMALL TO MEASURE"}, 5, id="too small counts 5 mm"),
        pytest.param({"TR_STAT": "DISAPPEARED"}, 0, id="gone counts 0"),
        pytest.param({"TR_STAT": "MERGED", "TR_MERGE": "T02"}, 0, id="merged counts 0"),
        pytest.param({"TR_STAT": "SPLIT", "TR_DIAM": "34"}, 34, id="split as measured"),
    ],
)
def test_a_target_says_its_state_and_what_counts(
    treated: Nurse, row: dict[str, object], counts: int
) -> None:
    treated.save("TA1", "TRTL", rows=[{"row": 1, **row}])
    found = state(treated, "T01", 1)
    assert found.state == row["TR_STAT"]
    assert found.counts_mm == counts
    assert lesion(treated, "T02").states[1] is None


def test_a_merged_lesion_names_the_other(treated: Nurse) -> None:
    rows = [{"row": 1, "TR_STAT": "MERGED", "TR_MERGE": "T02"}]
    treated.save("TA1", "TRTL", rows=rows)
    found = state(treated, "T01", 1)
    assert found.detail is not None
    assert found.detail.en == "T02"


def test_another_method_than_at_baseline_is_marked(nurse: Nurse) -> None:
    first = {"row": 1, "TL_NODAL": "NON-NODAL", "TL_DIAM": "62", "TL_METHOD": "CT SCAN"}
    nurse.save("SCR", "TUTL", rows=[first])
    for visit, method in (("TA1", "CT SCAN"), ("TA2", "MRI")):
        row = {"row": 1, "TR_STAT": "MEASURED", "TR_DIAM": "60", "TR_METHOD": method}
        nurse.save(visit, "TRTL", rows=[row])
    states = lesion(nurse, "T01").states
    assert [one.method.en for one in states if one and one.method] == ["CT scan", "CT scan", "MRI"]
    assert [one.is_other_method for one in states if one] == [False, False, True]


def test_a_non_target_says_its_state_and_that_of_a_node(nurse: Nurse) -> None:
    nurse.save(
        "SCR", "TUNT", rows=[{"row": 1, "NT_TULOC": "HEPATIC LYMPH NODE", "NT_NODAL": "NODAL"}]
    )
    row = {"row": 1, "TN_STAT": "PRESENT", "TN_LNSTATE": "NON-PATHOLOGICAL"}
    nurse.save("TA1", "TRNT", rows=[row])
    found = state(nurse, "NT01", 1)
    assert found.detail is not None
    assert (found.state, found.detail.en) == ("PRESENT", "Non-pathological (< 10 mm)")
    assert lesion(nurse, "NT01").is_nodal


@pytest.fixture
def with_new_lesion(treated: Nurse) -> Nurse:
    """A bone lesion, equivocal at TA1, unequivocal and 12 mm at TA2; the targets are PR at both."""
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    assessment(treated, "TA2", "2026-03-29", "40", "9")
    seen_first = {"row": 1, "NL_TULOC": "BONE", "NL_DAT": "2026-02-15", "NL_METHOD": "MRI"}
    treated.save("TA1", "TUNEW", rows=[{**seen_first, "NL_CERT": "EQUIVOCAL"}])
    treated.save("TA2", "TUNEW", rows=[{**seen_first, "NL_CERT": "UNEQUIVOCAL", "NL_DIAM": "12"}])
    return treated


def test_a_new_lesion_is_one_row_from_when_it_was_first_seen(with_new_lesion: Nurse) -> None:
    treated = with_new_lesion
    row = lesion(treated, "NEW01")
    assert (row.kind, row.place.en, row.states[0]) == (LesionKind.NEW, "Bone", None)
    assert [(one.state, one.mm) for one in row.states if one] == [
        ("EQUIVOCAL", None),
        ("UNEQUIVOCAL", Decimal(12)),
    ]
    now = state(treated, "NEW01", 2)
    assert now.detail is not None
    assert now.detail.en == "first seen 15-FEB-2026"
    assert now.detail.zh == "首次发现 15-FEB-2026"


def test_a_new_lesion_has_no_state_before_it_was_seen(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    assessment(treated, "TA2", "2026-03-29", "40", "9")
    treated.save("TA2", "TUNEW", rows=[{"row": 1, "NL_TULOC": "BONE", "NL_CERT": "EQUIVOCAL"}])
    row = lesion(treated, "NEW01")
    assert [one.state if one else None for one in row.states] == [None, None, "EQUIVOCAL"]
    assert row.states[2] is not None
    assert row.states[2].detail is None


def test_a_confirmed_new_lesion_dates_progression_back_and_says_so(with_new_lesion: Nurse) -> None:
    view = seen(with_new_lesion)
    assert [point.rule.new_lesion for point in view.points] == ["N", "Y"]
    assert [point.rule.overall for point in view.points] == ["PR", "PD"]
    assert view.progression_date == PartialDate("2026-02-15")
    assert any("dated back to 2026-02-15" in note.en for note in view.notes)


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
    scan = {"IMGTAB": [{"row": 1, "IMGAREA": "ABDOMEN", "IMGDAT": "2026-02-15"}]}
    nurse.save("TA1", "IMG", IMGPERF="Y", tables=scan)
    point = last(nurse)
    assert point.rule == Judgement("NA", "NA", "N", "NED")
    assert (point.sum_mm, point.nadir_mm, point.pd_from_mm) == (None, None, None)


def test_a_best_response_that_a_person_must_decide_has_no_code(treated: Nurse) -> None:
    # An unconfirmed CR before PR: RECIST 1.1 Table 3, note; the later target sum rises from CR.
    assessment(treated, "TA1", "2026-02-15", "0", "8", lung="ABSENT")
    assessment(treated, "TA2", "2026-03-01", "0", "8", lung="PRESENT")
    view = seen(treated)
    assert [point.rule.overall for point in view.points] == ["CR", "PR"]
    assert view.best.code == ""
    assert "investigator decides" in view.best.why.en
    assert len(view.notes) >= 1
