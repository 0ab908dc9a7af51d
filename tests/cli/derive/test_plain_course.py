"""A course written the plain way is read in one go, and as it is read input by input."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.cli.derive.inputs import Case, UnreadableCaseError
from hcc_crf.cli.derive.plain_course import NotPlainError, read_plain_course
from hcc_crf.cli.derive.tumour_course import read_course_by_input

Json = Mapping[str, object]

PLAIN: Json = {
    "case_id": 7,
    "treatment_start": "2026-01-05",
    "baseline_date": "2025-12-29",
    "target": [
        {"id": "T01", "organ": "liver", "baseline_mm": "62"},
        {"id": "T02", "organ": "Lymph node, hilar", "baseline_mm": "18.5", "nodal": True},
    ],
    "non_target": [{"id": "NT01"}],
    "visits": [
        {
            "visit": "TA1",
            "date": "2026-02-15",
            "target": {
                "T01": {"state": "MEASURED", "mm": "40"},
                "T02": {"state": "DISAPPEARED"},
            },
            "non_target": {"NT01": "PRESENT"},
            "new_lesions": [{"id": "N1", "certainty": "EQUIVOCAL", "first_seen": "2026-02-10"}],
        },
        {"date": "2026-03-29", "new_lesion": "NONE"},
    ],
    "new_therapy": "2026-05-01",
    "sd_min_days": 35,
}
VISIT: Json = {"visit": "TA1", "date": "2026-02-15"}


def test_a_plain_course_is_read_in_one_go() -> None:
    course = read_plain_course(Case(PLAIN))
    assert course == read_course_by_input(Case(PLAIN)).course
    assert [lesion.is_nodal for lesion in course.targets] == [False, True]
    assert course.assessments[1].visit == "2"
    assert course.assessments[1].new_lesions[0].lesion_id == "N1"  # said to be gone


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"visits": None}, id="no visits"),
        pytest.param({"visits": [{"visit": "TA1"}]}, id="no date"),
        pytest.param({"visits": [{**VISIT, "date": "2026-02-30"}]}, id="no such day"),
        pytest.param({"visits": [{**VISIT, "date": "2025-12-28"}]}, id="before baseline"),
        pytest.param({"visits": [{**VISIT, "afp_normal": "Y"}]}, id="rarer input"),
        pytest.param({"visits": [{**VISIT, "target": {"T09": {}}}]}, id="unknown target"),
        pytest.param(
            {"visits": [{**VISIT, "target": {"T09": {"state": "DISAPPEARED"}}}]},
            id="target not at baseline",
        ),
        pytest.param(
            {"visits": [{**VISIT, "target": {"T01": {"state": "MEASURED"}}}]}, id="no size"
        ),
        pytest.param(
            {"visits": [{**VISIT, "target": {"T01": {"state": "measured", "mm": "9"}}}]},
            id="small letters",
        ),
        pytest.param({"visits": [{**VISIT, "non_target": {"NT9": "ABSENT"}}]}, id="non-target"),
        pytest.param(
            {
                "visits": [
                    {**VISIT, "new_lesions": [{"id": "N1", "certainty": "EQUIVOCAL"}] * 2},
                ]
            },
            id="new lesion twice",
        ),
        pytest.param({"target": [{"id": "T01", "baseline_mm": "<5"}]}, id="bound"),
        pytest.param({"target": [{"id": "T01", "baseline_mm": "1_0"}]}, id="no number"),
        pytest.param({"target": [{"id": " T01", "baseline_mm": "10"}]}, id="space in an id"),
        pytest.param({"target": [{"id": "", "baseline_mm": "10"}]}, id="empty id"),
        pytest.param({"target": [{"id": "NT01", "baseline_mm": "10"}]}, id="id of both kinds"),
        pytest.param({"target": [{"id": "T01", "baseline_mm": "10"}] * 2}, id="target twice"),
        pytest.param({"treatment_start": "5 Jan 2026"}, id="no ISO date"),
    ],
)
def test_anything_else_is_left_to_the_other_reader(change: Json) -> None:
    with pytest.raises(NotPlainError):
        read_plain_course(Case({**PLAIN, **change}))


_MM = st.sampled_from(["12", "9.5", " 8", "<5", "-1", "0", "x", "", None, 7, "1e2", "１"])
_STATES = st.sampled_from(
    ["MEASURED", "measured", "SPLIT", "TOO SMALL TO MEASURE", "DISAPPEARED", "NOT EVALUABLE", "?"]
)
_IDS = st.sampled_from(["T01", "T02", "N1", " T01", "", 1])
_DATES = st.one_of(
    st.integers(-3, 90).map(lambda day: (date(2026, 1, 1) + timedelta(days=day)).isoformat()),
    st.sampled_from(["2026-02", "2026", "", None, " 2026-02-01 ", "2026-13-01", "1 Feb 2026"]),
)
_CERTAINTIES = st.sampled_from(["NONE", "EQUIVOCAL", "UNEQUIVOCAL", "none", None, ""])
_NEW = st.fixed_dictionaries({"id": _IDS, "certainty": _CERTAINTIES, "first_seen": _DATES})
_TARGETS = st.dictionaries(
    st.sampled_from(["T01", "T02", " T01"]),
    st.one_of(st.none(), st.fixed_dictionaries({"state": _STATES}, optional={"mm": _MM})),
    max_size=2,
)
_NON_TARGETS = st.dictionaries(
    st.sampled_from(["N1", "N2"]),
    st.sampled_from(["PRESENT", "absent", "ABSENT", None]),
    max_size=2,
)
_VISITS = st.fixed_dictionaries(
    {"date": _DATES},
    optional={
        "visit": st.sampled_from(["TA1", " TA2", "", None, 3]),
        "target": _TARGETS,
        "non_target": _NON_TARGETS,
        "new_lesion": _CERTAINTIES,
        "new_lesions": st.lists(_NEW, max_size=2),
    },
)
_COURSES = st.fixed_dictionaries(
    {
        "target": st.lists(
            st.fixed_dictionaries(
                {"id": _IDS, "baseline_mm": _MM},
                optional={
                    "organ": st.sampled_from(["LIVER", "lymph node", "", None]),
                    "nodal": st.sampled_from([True, False, "Y", None]),
                },
            ),
            max_size=2,
        ),
        "visits": st.lists(_VISITS, max_size=3),
    },
    optional={
        "non_target": st.lists(st.fixed_dictionaries({"id": _IDS}), max_size=2),
        "treatment_start": _DATES,
        "baseline_date": _DATES,
        "new_therapy": _DATES,
    },
)


@settings(max_examples=400)
@given(_COURSES)
def test_what_both_readers_read_they_read_alike(fields: Json) -> None:
    try:
        course = read_plain_course(Case(fields))
    except NotPlainError:
        return
    try:
        read = read_course_by_input(Case(fields))
    except UnreadableCaseError as error:
        pytest.fail(f"the plain reader took what has a fault: {error}")
    assert (read.course, read.missing) == (course, ())
