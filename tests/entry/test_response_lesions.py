"""What each lesion was found like over the course: size, state, method.

Lesions are those of `courses.baseline`: a liver lesion of 62 mm and a node of 18 mm as targets, a
lung lesion as non-target. What a state counts: RECIST 1.1 §4.3.2 and EORTC clarifications.
"""

from decimal import Decimal

import pytest

from hcc_crf.entry.response_lesions import LesionKind, LesionRow, LesionState
from hcc_crf.entry.response_view import view_response
from hcc_crf.values import PartialDate

from .courses import assessment, baseline, first_dose
from .saving import Nurse


@pytest.fixture
def treated(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject has a baseline sum of 80 mm and a first dose on 2026-01-05."""
    baseline(nurse)
    first_dose(nurse)
    return nurse


def lesion(nurse: Nurse, key: str) -> LesionRow:
    """Return one lesion."""
    return next(row for row in view_response(nurse.book).lesions if row.key == key)


def state(nurse: Nurse, key: str, place: int) -> LesionState:
    """Return a lesion at one time point; 0 is baseline."""
    found = lesion(nurse, key).states[place]
    assert found is not None
    return found


def test_lesions_stand_with_their_place_size_and_kind(treated: Nurse) -> None:
    rows = view_response(treated.book).lesions
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
    assert [row.text for row in view_response(nurse.book).lesions] == [
        "S6 near the capsule",
        "in segment S3",
    ]


def test_a_struck_lesion_is_left_out(treated: Nurse) -> None:
    treated.save("SCR", "TUNT", strikes=((1, "entered twice"),), reason="entered twice")
    assert [row.key for row in view_response(treated.book).lesions] == ["T01", "T02"]


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
    view = view_response(with_new_lesion.book)
    assert [point.rule.new_lesion for point in view.points] == ["N", "Y"]
    assert [point.rule.overall for point in view.points] == ["PR", "PD"]
    assert view.progression_date == PartialDate("2026-02-15")
    assert any("dated back to 2026-02-15" in note.en for note in view.notes)
