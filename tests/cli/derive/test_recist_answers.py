"""`derive recist`, `mrecist`, `irecist` over JSON Lines: the contract's course, refusals, gaps."""

import json
from collections.abc import Mapping

import pytest

from hcc_crf.cli.derive.catalogue import BY_NAME
from hcc_crf.cli.derive.stream import Dialogue

Json = dict[str, object]


def _measured(mm: str) -> Json:
    return {"state": "MEASURED", "mm": mm}


def _course(**changes: object) -> Json:
    """Return the course of the contract, with changes."""
    return {
        "treatment_start": "2026-01-05",
        "target": [
            {"id": "T01", "organ": "LIVER", "nodal": False, "baseline_mm": "62"},
            {"id": "T02", "organ": "LYMPH NODE", "nodal": True, "baseline_mm": "18"},
        ],
        "non_target": [{"id": "NT01", "nodal": False}],
        "baseline_date": "2025-12-29",
        "visits": [_visit()],
        "confirm_days": 28,
        "sd_min_days": 42,
        "continuing_response": True,
    } | changes


def _visit(**changes: object) -> Json:
    return {
        "visit": "TA1",
        "date": "2026-02-15",
        "target": {"T01": _measured("40"), "T02": _measured("9")},
        "non_target": {"NT01": "PRESENT"},
        "new_lesion": "NONE",
    } | changes


def _ask(name: str, case: Mapping[str, object]) -> Json:
    answer: Json = json.loads(Dialogue(BY_NAME[name]).answer_line(json.dumps(case).encode()))
    return answer


def _points(answer: Json) -> list[Json]:
    points = answer["timepoints"]
    assert isinstance(points, list)
    return points


def test_the_course_of_the_contract() -> None:
    answer = _ask("recist", _course())
    assert _points(answer)[0] == {
        "visit": "TA1",
        "date": "2026-02-15",
        "target": "PR",
        "non_target": "NON-CR/NON-PD",
        "new_lesion": "NONE",
        "overall": "PR",
        "sum_mm": "49",
        "complete": True,
        "nadir_mm": "80",
        "change_from_baseline_pct": "-38.8",
        "change_from_nadir_pct": "-38.8",
    }
    explained = _ask("recist", _course(explain="Y"))
    why = (
        "PR: target PR, non-target NON-CR/NON-PD, new lesion N (RECIST 1.1 Table 1). "
        "PR: sum 49 mm, -38.8 % from baseline 80 mm, -38.8 % (-31 mm) from the smallest earlier "
        "sum 80 mm (PR up to 56 mm, PD from 96 mm)."
    )
    assert _points(explained)[0]["why"] == why
    assert answer["why"] == (
        "NE: no confirmed response, and no CR, PR or SD 42 days or more after treatment start. "
        f"TA1: {why}"
    )
    assert (answer["best_overall"], answer["best_overall_unconfirmed"]) == ("NE", "PR")
    assert (answer["progression_date"], answer["notes"], answer["rule"]) == (None, [], "recist/1")


def test_an_incomplete_sum_and_its_percentages_are_null() -> None:
    visit = _visit(target={"T01": _measured("40"), "T02": {"state": "NOT EVALUABLE"}})
    point = _points(_ask("recist", _course(visits=[visit])))[0]
    assert (point["target"], point["complete"], point["nadir_mm"]) == ("NE", False, "80")
    assert point["sum_mm"] is None
    assert point["change_from_baseline_pct"] is None
    assert point["change_from_nadir_pct"] is None


@pytest.mark.parametrize(
    "target",
    [
        pytest.param({"T01": _measured("40")}, id="not named"),
        pytest.param({"T01": _measured("40"), "T02": None}, id="null"),
    ],
)
def test_a_lesion_not_named_is_not_evaluable(target: Json) -> None:
    answer = _ask("recist", _course(visits=[_visit(target=target, non_target={})]))
    assert (_points(answer)[0]["target"], _points(answer)[0]["non_target"]) == ("NE", "NE")


def test_a_non_target_given_as_null_is_not_evaluable() -> None:
    answer = _ask("recist", _course(visits=[_visit(non_target={"NT01": None})]))
    assert _points(answer)[0]["non_target"] == "NE"


def test_visits_are_sorted_by_date() -> None:
    visits = [_visit(visit="TA2", date="2026-03-29"), _visit()]
    answer = _ask("recist", _course(visits=visits))
    assert [point["visit"] for point in _points(answer)] == ["TA1", "TA2"]
    assert answer["best_overall"] == "PR"


def test_unmeasurable_baselines_are_noted_not_refused() -> None:
    targets = [
        {"id": "T01", "organ": "LIVER", "nodal": False, "baseline_mm": "9"},
        {"id": "T02", "organ": "LYMPH NODE", "baseline_mm": "14"},
    ]
    answer = _ask("recist", _course(target=targets))
    assert answer["notes"] == [
        "T01: 9 mm at baseline is not measurable (from 10 mm).",
        "T02: 14 mm at baseline is not measurable (from 15 mm).",
    ]


# derivations.md 12.8: the earlier scan keeps its response, the date moves back.
def test_an_equivocal_lesion_confirmed_later_moves_the_date() -> None:
    visits = [
        _visit(new_lesions=[{"id": "NL01", "certainty": "EQUIVOCAL"}], new_lesion=None),
        _visit(
            visit="TA2", date="2026-03-29", new_lesions=[{"id": "NL01", "certainty": "UNEQUIVOCAL"}]
        ),
    ]
    answer = _ask("recist", _course(visits=visits))
    assert [point["overall"] for point in _points(answer)] == ["PR", "PD"]
    assert (answer["progression_date"], answer["best_overall"]) == ("2026-02-15", "PD")


def test_a_numbered_lesion_stands_until_a_visit_denies_new_lesions() -> None:
    listed = [{"id": "NL01", "certainty": "UNEQUIVOCAL"}]
    visits = [
        _visit(new_lesions=listed),
        _visit(visit="TA2", date="2026-03-29", new_lesion=None),
        _visit(visit="TA3", date="2026-05-10", new_lesion="NONE"),
    ]
    answer = _ask("recist", _course(visits=visits))
    assert [point["overall"] for point in _points(answer)] == ["PD", "PD", "PR"]


def test_too_small_to_measure_is_5_mm_or_the_size_given() -> None:
    visits = [
        _visit(target={"T01": {"state": "too small to measure"}, "T02": _measured("9")}),
        _visit(
            date="2026-03-29",
            target={"T01": {"state": "TOO SMALL TO MEASURE", "mm": 4}, "T02": _measured("9")},
        ),
    ]
    answer = _ask("recist", _course(visits=visits))
    assert [point["sum_mm"] for point in _points(answer)] == ["14", "13"]


def test_a_non_target_node_may_be_given_with_its_state() -> None:
    normal = {"NT01": {"state": "PRESENT", "node_normal": "Y"}}
    answer = _ask(
        "recist",
        _course(non_target=[{"id": "NT01", "nodal": True}], visits=[_visit(non_target=normal)]),
    )
    assert _points(answer)[0]["non_target"] == "CR"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param(
            {"visits": [_visit(target={"T01": {"state": "MEASURED"}})]},
            "visits[1].target.T01.mm: missing although MEASURED",
            id="measured without a size",
        ),
        pytest.param(
            {"visits": [_visit(target={"T01": {"state": "DISAPPEARED", "mm": "7"}})]},
            "visits[1].target.T01.mm: 7 although DISAPPEARED",
            id="disappeared with a size",
        ),
        pytest.param(
            {"visits": [_visit(target={"T01": {"mm": "7"}})]},
            "visits[1].target.T01.state: missing",
            id="no state",
        ),
        pytest.param(
            {"visits": [_visit(target={"T01": "40"})]},
            "visits[1].target.T01: must be an object",
            id="a bare size",
        ),
        pytest.param(
            {"visits": [_visit(target={"T09": _measured("7")})]},
            "visits[1].target.T09: no such lesion at baseline",
            id="target not there at baseline",
        ),
        pytest.param(
            {"visits": [_visit(non_target={"NT09": "PRESENT"})]},
            "visits[1].non_target.NT09: no such lesion at baseline",
            id="non-target not there at baseline",
        ),
        pytest.param(
            {"visits": [_visit(date="2025-12-28")]},
            "visits[1].date: 2025-12-28 is before baseline_date 2025-12-29",
            id="a visit before baseline",
        ),
        pytest.param(
            {
                "visits": [
                    _visit(
                        new_lesions=[
                            {"id": "N1", "certainty": "EQUIVOCAL", "first_seen": "2025-01-01"}
                        ]
                    )
                ]
            },
            "visits[1].new_lesions[1].first_seen: 2025-01-01 is before baseline_date 2025-12-29",
            id="a new lesion before baseline",
        ),
        pytest.param(
            {"visits": [_visit(new_lesions=[{"id": "N1"}])]},
            "visits[1].new_lesions[1].certainty: missing",
            id="a new lesion without certainty",
        ),
        pytest.param(
            {"visits": [_visit(new_lesions=[{"certainty": "EQUIVOCAL"}])]},
            "visits[1].new_lesions[1].id: missing",
            id="a new lesion without a number",
        ),
        pytest.param(
            {"non_target": [{"id": "NT01"}, {"id": "NT01"}]},
            "non_target: lesion NT01 is given twice",
            id="a number twice",
        ),
        pytest.param(
            {"non_target": [{"id": "T01"}]},
            "non_target: lesion T01 is given twice",
            id="target and non-target at once",
        ),
    ],
)
def test_a_course_that_contradicts_itself_is_an_error(changes: Json, error: str) -> None:
    answer = _ask("recist", _course(case_id="c1", **changes))
    assert answer == {"case_id": "c1", "error": error}


@pytest.mark.parametrize("code", ["SHRUNK", "", "-3", "NaN"])
def test_unknown_states_and_impossible_sizes_are_errors(code: str) -> None:
    finding = {"state": code, "mm": "4"} if code in ("SHRUNK", "") else _measured(code)
    answer = _ask("recist", _course(visits=[_visit(target={"T01": finding})]))
    assert "error" in answer
    assert "timepoints" not in answer


def test_a_baseline_without_size_and_a_visit_without_date_are_missing() -> None:
    targets = [{"id": "T01", "organ": "LIVER"}, {"id": "T02", "organ": "", "baseline_mm": "18"}]
    answer = _ask("recist", _course(target=targets, visits=[_visit(date="")]))
    assert answer["missing"] == ["target[1].baseline_mm", "visits[1].date"]
    assert answer["timepoints"] is None
    assert answer["why"] == "Not derivable: target[1].baseline_mm, visits[1].date missing."


def test_without_treatment_start_only_the_best_response_is_missing() -> None:
    answer = _ask("recist", _course(treatment_start=None))
    assert _points(answer)[0]["overall"] == "PR"
    assert (answer["best_overall"], answer["missing"]) == (None, ["treatment_start"])


def test_a_course_that_says_nothing_of_visits_lacks_them() -> None:
    answer = _ask("recist", {"treatment_start": "2026-01-05"})
    assert (answer["missing"], answer["timepoints"]) == (["visits"], None)


def test_a_visit_without_a_name_is_called_by_its_number() -> None:
    answer = _ask("recist", _course(visits=[_visit(visit=None)]))
    assert _points(answer)[0]["visit"] == "1"


def test_mrecist_takes_growth_without_5_mm_unless_told() -> None:
    visits = [_visit(target={"T01": _measured("10")}, non_target={})]
    targets = [{"id": "T01", "organ": "LIVER", "nodal": False, "baseline_mm": "8"}]
    case = _course(target=targets, non_target=[], visits=visits)
    answer = _ask("mrecist", case)
    assert (_points(answer)[0]["overall"], answer["rule"]) == ("PD", "mrecist/1")
    assert "(PD from 9.6 mm)" in str(answer["why"])
    told = _ask("mrecist", case | {"mrecist_pd_min_mm": "5"})
    assert _points(told)[0]["overall"] == "SD"


@pytest.mark.parametrize("name", ["recist", "mrecist"])
def test_a_course_without_assessments_is_not_evaluable(name: str) -> None:
    answer = _ask(name, _course(visits=[]))
    assert (answer["timepoints"], answer["best_overall"]) == ([], "NE")
    assert answer["why"] == "NE: no assessment."


@pytest.mark.parametrize("state", ["present", "Present "])
def test_case_and_spaces_of_a_code_do_not_matter(state: str) -> None:
    answer = _ask("recist", _course(visits=[_visit(non_target={"NT01": state})]))
    assert _points(answer)[0]["non_target"] == "NON-CR/NON-PD"


def test_irecist_names_unconfirmed_and_confirmed_progression() -> None:
    visits = [
        _visit(new_lesions=[{"id": "NL01", "mm": "10"}], new_lesion="UNEQUIVOCAL"),
        _visit(date="2026-03-29", new_lesions=[{"id": "NL01", "mm": "15"}], new_lesion=""),
    ]
    answer = _ask("irecist", _course(visits=visits))
    assert [point["overall"] for point in _points(answer)] == ["iUPD", "iCPD"]
    assert [point["new_sum_mm"] for point in _points(answer)] == ["10", "15"]
    assert (answer["best_overall"], answer["progression_date"]) == ("iCPD", "2026-02-15")
    assert (answer["progression_confirmed"], answer["rule"]) == (True, "irecist/1")


def test_irecist_without_assessments_is_not_evaluable_and_lacks_nothing() -> None:
    answer = _ask("irecist", _course(visits=[]))
    assert (answer["best_overall"], answer["why"]) == ("NE", "NE: no assessment.")
    lacking = _ask("irecist", _course(visits=[_visit(date=None)]))
    assert lacking["missing"] == ["visits[1].date"]
