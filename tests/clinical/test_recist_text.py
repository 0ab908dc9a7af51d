"""Why a time point got its responses: the step, its numbers, and where it would change."""

from dataclasses import replace

import pytest

from hcc_crf.clinical.lesions import Certainty, NewLesion, NonTargetBaseline
from hcc_crf.clinical.recist import compute_recist
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.recist_text import (
    explain_new_lesion,
    explain_nontarget,
    explain_overall,
    explain_target,
)
from hcc_crf.clinical.recist_timepoint import RecistTimePoint
from tests.clinical.courses import course, on_day, sums, target, visit

SETTINGS = RecistSettings()
NODE = target("T02", "20", organ="LYMPH NODE", nodal=True)


def _last(baseline: str, *totals: str) -> RecistTimePoint:
    return compute_recist(sums(baseline, *totals), SETTINGS).points[-1]


@pytest.mark.parametrize(
    ("point", "en"),
    [
        pytest.param(
            _last("90", "60", "58", "55", "67"),
            "PD: sum 67 mm, 12 mm (+21.8 %) above the smallest earlier sum of 55 mm "
            "(PD from 66 mm).",
            id="subject 01-002, TA4",
        ),
        pytest.param(
            _last("20", "25"),
            "PD: sum 25 mm, 5 mm (+25.0 %) above the smallest earlier sum of 20 mm "
            "(PD from 25 mm). Exactly on the limit: less is no PD.",
            id="exactly 5 mm",
        ),
        pytest.param(
            _last("100", "70"),
            "PR: sum 70 mm, -30.0 % from baseline 100 mm, -30.0 % (-30 mm) from the smallest "
            "earlier sum 100 mm (PR up to 70 mm, PD from 120 mm). Exactly on the limit: more is "
            "no PR.",
            id="exactly -30 %",
        ),
        pytest.param(
            _last("25", "20", "24"),
            "SD: sum 24 mm, -4.0 % from baseline 25 mm, +20.0 % (+4 mm) from the smallest earlier "
            "sum 20 mm (PR up to 17.5 mm, PD from 25 mm).",
            id="subject 03-002, TA2: +20 % but 4 mm",
        ),
        pytest.param(
            _last("100", "70", "70", "80"),
            "PR: the confirmed response continues until PD (this sum alone: SD); sum 80 mm, "
            "-20.0 % from baseline 100 mm, +14.3 % (+10 mm) from the smallest earlier sum 70 mm "
            "(PR up to 70 mm, PD from 84 mm).",
            id="continuing",
        ),
        pytest.param(_last("30", "0"), "CR: all target lesions gone.", id="all gone, no nodes"),
        pytest.param(
            _last("30", "0", "4.9"), "PD: T01 visible again after complete response.", id="back"
        ),
    ],
)
def test_target_response_is_explained(point: RecistTimePoint, en: str) -> None:
    assert explain_target(point).en == en
    assert explain_target(point).zh.startswith(f"{point.target}：")


def test_a_complete_response_names_the_largest_node() -> None:
    given = course([target("T01", "30"), NODE], [visit(42, {"T01": "0", "T02": "9.9"})])
    point = compute_recist(given, SETTINGS).points[0]
    assert explain_target(point).en == (
        "CR: no target lesion left; largest node 9.9 mm (normal below 10 mm)."
    )


def test_an_incomplete_sum_names_what_lacks_and_what_would_prove_progression() -> None:
    targets = [target("T01", "14"), target("T02", "11")]
    visits = [visit(42, {"T01": "13", "T02": None}), visit(84, {"T01": "30", "T02": None})]
    first, second = compute_recist(course(targets, visits), SETTINGS).points
    assert explain_target(first).en == (
        "NE: T02 not evaluable; the others (13 mm) do not prove progression (PD from 30 mm)."
    )
    assert explain_target(second).en == (
        "PD: the lesions measured alone, 30 mm, 5 mm (+20.0 %) above the smallest earlier sum of "
        "25 mm (PD from 30 mm). Exactly on the limit: less is no PD."
    )


def test_growth_from_nothing_has_no_percentage() -> None:
    visits = [
        visit(42, {"T01": "0"}, {"NT01": "PRESENT"}),
        visit(84, {"T01": "6"}, {"NT01": "PRESENT"}),
        visit(126, {"T01": "4"}, {"NT01": "PRESENT"}),
    ]
    given = course([target("T01", "30")], visits, non_targets=["NT01"])
    _, grown, less = compute_recist(given, SETTINGS).points
    assert explain_target(grown).en == (
        "PD: sum 6 mm, 6 mm above the smallest earlier sum of 0 mm (PD from 5 mm)."
    )
    assert "n/a (+4 mm) from the smallest earlier sum 0 mm" in explain_target(less).en


def test_without_targets_that_is_said() -> None:
    point = compute_recist(course([], [visit(42)], non_targets=["NT01"]), SETTINGS).points[0]
    assert explain_target(point).en == "NA: no target lesion at baseline."
    assert explain_overall(point).en == (
        "NE: target NA, non-target NE, new lesion N (RECIST 1.1 Table 2)."
    )


@pytest.mark.parametrize(
    ("state", "en"),
    [
        ("UNEQUIVOCAL PROGRESSION", "PD: unequivocal progression of NT01."),
        ("NOT EVALUABLE", "NE: NT01 not evaluable."),
        ("PRESENT", "Non-CR/Non-PD: NT01 present."),
        ("ABSENT", "CR: all non-target lesions gone, every node below 10 mm."),
    ],
)
def test_non_target_response_is_explained(state: str, en: str) -> None:
    given = course([], [visit(42, None, {"NT01": state})], non_targets=["NT01"])
    assert explain_nontarget(compute_recist(given, SETTINGS).points[0]).en == en


def test_no_non_targets_and_an_open_marker_are_said() -> None:
    assert explain_nontarget(_last("30", "30")).en == "NA: no non-target lesion at baseline."
    given = course([], [visit(42, None, {"NT01": "ABSENT"})], non_targets=["NT01"])
    settings = replace(SETTINGS, afp_normal_for_cr=True)
    point = compute_recist(given, settings).points[0]
    assert explain_nontarget(point).en == (
        "NE: all non-target lesions gone, but AFP not known to be normal."
    )


@pytest.mark.parametrize(
    ("lesion", "en"),
    [
        pytest.param("NONE", "No new lesion.", id="none"),
        pytest.param(
            "EQUIVOCAL",
            "Equivocal NEW01: no effect now; if it is confirmed later, progression dates from its "
            "first scan.",
            id="equivocal",
        ),
        pytest.param(
            "UNEQUIVOCAL",
            f"Unequivocal new lesion NEW01, first seen {on_day(42)}.",
            id="unequivocal",
        ),
    ],
)
def test_new_lesions_are_explained(lesion: str, en: str) -> None:
    new = [NewLesion("NEW01", Certainty(lesion))]
    given = course([target("T01", "30")], [visit(42, {"T01": "30"}, new=new)])
    assert explain_new_lesion(compute_recist(given, SETTINGS).points[0]).en == en


@pytest.mark.parametrize(
    ("certainty", "en"),
    [("UNEQUIVOCAL", "Unequivocal new lesion."), ("EQUIVOCAL", "Equivocal: no effect now; if")],
)
def test_new_lesions_without_a_number_are_explained(certainty: str, en: str) -> None:
    scan = visit(42, {"T01": "30"}, new_lesion=certainty)
    point = compute_recist(course([target("T01", "30")], [scan]), SETTINGS).points[0]
    assert explain_new_lesion(point).en.startswith(en)


def test_a_time_point_without_imaging_says_so() -> None:
    scan = visit(42)._replace(is_imaged=False)
    point = compute_recist(course([target("T01", "30")], [scan]), SETTINGS).points[0]
    assert explain_overall(point).en == "NE: no imaging."


def test_overall_response_names_the_table_and_the_categories() -> None:
    given = course(
        [target("T01", "30")],
        [visit(42, {"T01": "0"}, {"NT01": "PRESENT"}, new_lesion="UNEQUIVOCAL")],
        non_targets=["NT01"],
    )
    point = compute_recist(given, SETTINGS).points[0]
    assert explain_overall(point).en == (
        "PD: target CR, non-target NON-CR/NON-PD, new lesion Y (RECIST 1.1 Table 1)."
    )
    assert NonTargetBaseline("NT01") in given.non_targets
