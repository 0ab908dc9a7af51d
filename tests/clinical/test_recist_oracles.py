"""RECIST 1.1 against data computed by others, row by row (see the README of the oracles).

Every row is compared with the strict RECIST 1.1 recomputation that stands beside it, and the
package's own result where the README says it is RECIST. Rows that differ are listed with reasons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from hcc_crf.clinical.best_response import compute_best_response
from hcc_crf.clinical.lesions import Assessment, Certainty, Course, NonTargetBaseline
from hcc_crf.clinical.recist import compute_recist
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.recist_timepoint import RecistTimePoint
from hcc_crf.clinical.response import Response, compute_overall
from hcc_crf.values import PartialDate
from tests.clinical.courses import (
    findings,
    nontarget_findings,
    read_oracle,
    report,
    responses,
    sums,
    target,
)

Json = dict[str, object]
OUT_OF_DATE_ORDER = {
    # Week 9.3 is dated before week 9.2; the recomputation went by visit number, ours by date.
    ("sdtmonco-01-701-1153-RADIOLOGIST1", "9.2"),
    ("sdtmonco-01-701-1153-RADIOLOGIST2", "9.3"),
    ("sdtmonco-01-701-1153-INVESTIGATOR", "9.3"),
}
REAPPEARED_AFTER_CR = {
    # 0 -> 4.95 mm after CR: the package compares sums only, disease that reappears is PD.
    ("sdtmrecist-01-701-1133-RADIOLOGIST2", "4"),
}


def _cases(shared: Path, name: str) -> Iterator[tuple[Json, list[Json], Course]]:
    for case in read_oracle(shared, name):
        visits = cast("list[Json]", case["visits"])
        yield case, visits, _course(case, visits)


def _course(case: Json, visits: list[Json]) -> Course:
    lesions = cast("list[Json]", case["lesions"])
    baseline = _sizes(visits[0])
    targets = tuple(
        target(
            str(lesion["id"]),
            str(baseline[str(lesion["id"])]),
            organ=str(lesion["location"]),
            nodal=bool(lesion["node"]),
        )
        for lesion in lesions
        if lesion["type"] == "TARGET"
    )
    non_targets = tuple(
        NonTargetBaseline(str(lesion["id"])) for lesion in lesions if lesion["type"] != "TARGET"
    )
    start = PartialDate(str(case["treatment_start"]))
    return Course(start, targets, non_targets, tuple(_assess(visit) for visit in visits[1:]))


def _assess(visit: Json) -> Assessment:
    states = cast("dict[str, str | None]", visit["non_target"])
    new = cast("list[dict[str, str]]", visit["new_lesions"])
    return Assessment(
        str(visit["visitnum"]),
        PartialDate(str(visit["date"])),
        targets=findings(_sizes(visit)),
        non_targets=nontarget_findings(
            {
                key: "UNEQUIVOCAL PROGRESSION" if state == "UNEQUIVOCAL" else state
                for key, state in states.items()
                if state
            }
        ),
        new_lesion=Certainty(max((lesion["status"] for lesion in new), default="NONE")),
    )


def _sizes(visit: Json) -> dict[str, str | None]:
    sizes = cast("Mapping[str, object]", visit.get("target_mm", visit.get("target")))
    return {
        key: cast("str | None", mm["contributing_mm"] if isinstance(mm, dict) else mm)
        for key, mm in sizes.items()
    }


def _rows(
    shared: Path, name: str, settings: RecistSettings
) -> Iterator[tuple[tuple[str, str], RecistTimePoint, Json]]:
    for case, visits, course in _cases(shared, name):
        by_visit = {str(visit["visitnum"]): visit for visit in visits}
        for point in compute_recist(course, settings).points:
            yield (str(case["case_id"]), point.visit), point, by_visit[point.visit]


def _differs(point: RecistTimePoint, expected: Json) -> bool:
    given = (expected["target"] or "NA", expected["non_target"] or "NA", expected["overall"])
    nadir = expected["nadir_before"]
    return (point.target, point.non_target, point.overall) != given or (
        point.nadir_mm != (None if nadir is None else Decimal(str(nadir)))
    )


@pytest.mark.parametrize(
    ("name", "rows", "known"),
    [
        pytest.param("recist_sdtm_small.json", 51, set(), id="small"),
        pytest.param("recist_sdtm_large.json", 963, OUT_OF_DATE_ORDER, id="large"),
    ],
)
@pytest.mark.parametrize("is_continuing", [False, True])
def test_time_points_agree_with_strict_recist(
    shared: Path, name: str, rows: int, known: set[tuple[str, str]], is_continuing: bool
) -> None:
    settings = RecistSettings(continuing_response=is_continuing)
    compared = list(_rows(shared, name, settings))
    differing = {key for key, point, visit in compared if _differs(point, _recomputed(visit))}
    report(f"{name}: {len(compared)} time points, {len(differing)} differ, as listed")
    assert len(compared) == rows
    assert differing == known


def test_small_set_agrees_with_the_package_but_for_reappearance(shared: Path) -> None:
    compared = list(_rows(shared, "recist_sdtm_small.json", RecistSettings()))
    differing = {key for key, point, visit in compared if point.overall != visit["rs_overall"]}
    report(f"recist_sdtm_small.json: {len(compared)} package responses, {len(differing)} differ")
    assert differing == REAPPEARED_AFTER_CR


def test_large_set_agrees_with_the_package_where_it_is_consistent(shared: Path) -> None:
    compared = [
        (key, point, visit)
        for key, point, visit in _rows(shared, "recist_sdtm_large.json", RecistSettings())
        if visit["rs_overall_consistent"]
    ]
    differing = {
        key
        for key, point, visit in compared
        if point.overall != cast("Json", visit["rs"])["OVRLRESP"]
    }
    report(f"recist_sdtm_large.json: {len(compared)} package responses, {len(differing)} differ")
    assert len(compared) == 915
    assert differing == set()


def _recomputed(visit: Json) -> Json:
    return cast("Json", visit["recomputed"])


def test_overall_matrix_agrees_with_published_tables_1_and_2(shared: Path) -> None:
    rows = [
        case
        for case in read_oracle(shared, "recist11_published_tables.json")
        if not str(case["table"]).startswith("3")
    ]
    rows += [
        case
        for case in read_oracle(shared, "recist_trackers.json")
        if case["criteria"] == "RECIST1.1-matrix"
    ]
    for case in rows:
        given = str(case["target"]).replace("NONE AT BASELINE", "NA")
        overall = compute_overall(
            Response(given),
            Response(str(case["non_target"] or "NA")),
            has_new_lesion=bool(case["new_lesion"]),
        )
        assert overall == case["expected"], case["case_id"]
    report(f"Tables 1 and 2: {len(rows)} rows agree")
    assert len(rows) == 32


def test_best_response_agrees_with_published_table_3(shared: Path) -> None:
    rows = [
        case
        for case in read_oracle(shared, "recist11_published_tables.json")
        if str(case["table"]).startswith("3")
    ]
    for case in rows:
        first_day = 42 if case["first_meets_minimum_sd_duration"] else 30
        points = responses(
            (first_day, str(case["first"])), (first_day + 42, str(case["subsequent"]))
        )
        best = compute_best_response(
            points, treatment_start=responses((0, "NE"))[0].date, settings=RecistSettings()
        )
        is_human = isinstance(case["expected"], list)
        assert best.response == (None if is_human else case["expected"]), case["case_id"]
    report(f"Table 3: {len(rows)} rows agree")
    assert len(rows) == 12


def test_trackers_agree_at_the_cut_offs(shared: Path) -> None:
    rows = [
        case
        for case in read_oracle(shared, "recist_trackers.json")
        if case["criteria"] == "RECIST1.1"
    ]
    for case in rows:
        baseline = cast("dict[str, object]", case["baseline_target_mm"])["t1"]
        totals = [
            str(cast("dict[str, object]", visit["target_mm"])["t1"])
            for visit in cast("list[Json]", case["visits"])
        ]
        judged = compute_recist(sums(str(baseline), *totals), RecistSettings())
        expected = cast("dict[str, list[str]]", case["expected"])["target"]
        for point, wanted in zip(judged.points, expected, strict=True):
            is_denied = wanted.startswith("not ")
            assert (point.target != wanted[4:]) if is_denied else (point.target == wanted)
    report(f"trackers: {len(rows)} sequences agree")
    assert len(rows) == 4


def test_settings_of_a_course_are_the_ones_it_was_judged_by(shared: Path) -> None:
    course = next(_cases(shared, "recist_sdtm_small.json"))[2]
    settings = replace(RecistSettings(), sd_min_days=14)
    assert compute_recist(course, settings).settings is settings
