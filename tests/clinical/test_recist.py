"""RECIST 1.1 over a course: nadir, continuing response, overall, and the demonstration subjects."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
import yaml

from hcc_crf.clinical.best_response import BestResponse
from hcc_crf.clinical.lesions import (
    Assessment,
    Certainty,
    Course,
    NewLesion,
    NonTargetBaseline,
)
from hcc_crf.clinical.recist import RecistCourse, compute_best_so_far, compute_recist
from hcc_crf.clinical.recist_settings import DateRule, RecistSettings
from hcc_crf.clinical.response import Response, compute_overall
from hcc_crf.values import PartialDate
from tests.clinical.courses import (
    course,
    findings,
    nontarget_findings,
    on_day,
    report,
    sums,
    target,
    visit,
)

SETTINGS = RecistSettings()
STUDY = RecistSettings(sd_min_days=35)
NODE = target("T02", "20", organ="LYMPH NODE", nodal=True)
Json = dict[str, object]


def _targets(judged: RecistCourse) -> list[str]:
    return [str(point.target) for point in judged.points]


def _overalls(judged: RecistCourse) -> list[str]:
    return [str(point.overall) for point in judged.points]


def test_nadir_is_the_smallest_complete_sum_before_baseline_included() -> None:
    judged = compute_recist(sums("74", "80", "43", "60"), SETTINGS)
    assert [point.nadir_mm for point in judged.points] == [74, 74, 43]
    assert judged.points[2].change_from_nadir_mm == 17


# EORTC FAQ, derivations.md 6.3 and 12.6: 100, 70, 70, 80, 80, 80 is PR throughout.
def test_a_confirmed_response_continues_until_progression() -> None:
    given = sums("100", "70", "70", "80", "80", "80")
    assert _targets(compute_recist(given, SETTINGS)) == ["PR"] * 5
    stateless = replace(SETTINGS, continuing_response=False)
    assert _targets(compute_recist(given, stateless)) == ["PR", "PR", "SD", "SD", "SD"]


@pytest.mark.parametrize(
    ("every", "totals", "expected"),
    [
        pytest.param(28, ["70", "70", "80"], "PR", id="confirmed after 28 days"),
        pytest.param(27, ["70", "70", "80"], "SD", id="not confirmed after 27 days"),
        pytest.param(42, ["70", "80", "80"], "SD", id="never confirmed"),
        pytest.param(42, ["70", "80", "70", "80"], "SD", id="PR-SD-PR does not confirm"),
        pytest.param(42, ["70", "70", "90", "70", "80"], "SD", id="PD ended it"),
    ],
)
def test_only_a_confirmed_response_continues(every: int, totals: list[str], expected: str) -> None:
    assert _targets(compute_recist(sums("100", *totals, every=every), SETTINGS))[-1] == expected


def test_a_response_confirmed_across_one_ne_continues() -> None:
    visits = [
        visit(42, {"T01": "70"}),
        visit(84, {"T01": None}),
        visit(126, {"T01": "70"}),
        visit(168, {"T01": "80"}),
    ]
    given = course([target("T01", "100")], visits)
    assert _targets(compute_recist(given, SETTINGS)) == ["PR", "NE", "PR", "PR"]
    strict = replace(SETTINGS, max_ne=0)
    assert _targets(compute_recist(given, strict)) == ["PR", "NE", "PR", "SD"]


def test_best_response_uses_the_responses_before_lifting() -> None:
    judged = compute_recist(sums("100", "70", "70", "80"), SETTINGS)
    last = judged.points[-1]
    assert (last.overall, last.overall_unlifted, last.target_unlifted) == ("PR", "SD", "SD")


def test_a_new_lesion_ends_a_continuing_response() -> None:
    visits = [
        visit(42, {"T01": "70"}),
        visit(84, {"T01": "70"}),
        visit(126, {"T01": "80"}, new_lesion="UNEQUIVOCAL"),
        visit(168, {"T01": "80"}),
    ]
    judged = compute_recist(course([target("T01", "100")], visits), SETTINGS)
    assert _overalls(judged) == ["PR", "PR", "PD", "SD"]


def test_disease_back_after_complete_response_is_progression_with_a_question() -> None:
    judged = compute_recist(sums("30", "0", "4.9"), SETTINGS)
    assert _overalls(judged) == ["CR", "PD"]
    assert judged.notes[-1].en == "day 84: T01 visible again after CR: review the earlier CR."


def test_a_not_evaluable_scan_between_does_not_forget_the_complete_response() -> None:
    visits = [visit(42, {"T01": "0"}), visit(84, {"T01": None}), visit(126, {"T01": "3"})]
    judged = compute_recist(course([target("T01", "30")], visits), SETTINGS)
    assert _overalls(judged) == ["CR", "NE", "PD"]


def test_target_back_while_non_targets_stayed_is_judged_by_the_sum() -> None:
    visits = [
        visit(42, {"T01": "0"}, {"NT01": "PRESENT"}),
        visit(84, {"T01": "4.9"}, {"NT01": "PRESENT"}),
        visit(126, {"T01": "5"}, {"NT01": "PRESENT"}),
    ]
    judged = compute_recist(course([target("T01", "30")], visits, non_targets=["NT01"]), SETTINGS)
    assert _targets(judged) == ["CR", "PR", "PD"]
    assert _overalls(judged) == ["PR", "PR", "PD"]


def test_a_single_node_just_over_10_mm_raises_a_question() -> None:
    visits = [
        visit(42, {"T01": "0", "T02": "8"}, {"NT01": "PRESENT"}),
        visit(84, {"T01": "0", "T02": "10"}, {"NT01": "PRESENT"}),
    ]
    given = course([target("T01", "30"), NODE], visits, non_targets=["NT01"])
    judged = compute_recist(given, SETTINGS)
    assert _targets(judged) == ["CR", "PR"]
    assert judged.notes[0].en == "day 84: only node T02 is 10 mm or more again: is it disease?"


def test_a_non_target_back_after_its_complete_response_raises_a_question() -> None:
    visits = [
        visit(42, {"T01": "30"}, {"NT01": "ABSENT"}),
        visit(84, {"T01": "30"}, {"NT01": "PRESENT"}),
    ]
    judged = compute_recist(course([target("T01", "30")], visits, non_targets=["NT01"]), SETTINGS)
    assert judged.notes[0].en == ("day 84: NT01 present again after non-target CR: progression?")


def test_a_complete_response_followed_by_less_raises_a_question() -> None:
    judged = compute_recist(sums("30", "0", "0.1"), replace(SETTINGS, sd_min_days=90))
    assert judged.best_overall.query is None
    visits = [
        visit(42, {"T01": "0"}, {"NT01": "ABSENT"}),
        visit(84, {"T01": "0"}, {"NT01": "PRESENT"}),
    ]
    undecided = compute_recist(
        course([target("T01", "30")], visits, non_targets=["NT01"]), SETTINGS
    )
    assert _overalls(undecided) == ["CR", "PR"]
    assert undecided.best_overall.response is None
    assert undecided.notes[-1] == undecided.best_overall.query


def test_without_targets_the_non_targets_decide() -> None:
    visits = [
        visit(42, None, {"NT01": "PRESENT"}),
        visit(84, None, {"NT01": "ABSENT"}),
        visit(126, None, {"NT01": "ABSENT"}),
    ]
    judged = compute_recist(course([], visits, non_targets=["NT01"]), SETTINGS)
    assert _overalls(judged) == ["NON-CR/NON-PD", "CR", "CR"]
    assert _targets(judged) == ["NA"] * 3
    assert judged.best_overall.response is Response.CR
    point = judged.points[0]
    assert (point.sum_mm, point.nadir_mm, point.change_from_nadir_pct) == (None, None, None)
    assert point.is_complete


def test_without_any_disease_at_baseline_there_is_none_or_progression() -> None:
    judged = compute_recist(course([], [visit(42), visit(84, new_lesion="UNEQUIVOCAL")]), SETTINGS)
    assert _overalls(judged) == ["ND", "PD"]


@pytest.mark.parametrize(("mm", "non_targets"), [("50", ("NT01",)), ("", ("NT01",)), ("", ())])
def test_without_imaging_everything_is_not_evaluable(mm: str, non_targets: tuple[str, ...]) -> None:
    new = visit(42, {"T01": "20"}, {"NT01": "ABSENT"}, new_lesion="UNEQUIVOCAL")
    scan = new._replace(is_imaged=False)
    given = course([target("T01", mm)] if mm else [], [scan], non_targets=non_targets)
    point = compute_recist(given, SETTINGS).points[0]
    assert point.overall is Response.NE
    assert not point.has_new_lesion


def test_time_points_after_progression_are_still_judged() -> None:
    judged = compute_recist(sums("100", "130", "60"), SETTINGS)
    assert _overalls(judged) == ["PD", "PR"]
    assert judged.progression_date == on_day(42)


@pytest.mark.parametrize(
    ("rule", "expected"), [(DateRule.EARLIEST, on_day(42)), (DateRule.LATEST, on_day(45))]
)
def test_progression_is_dated_by_the_scan_the_study_names(
    rule: DateRule, expected: PartialDate
) -> None:
    scan = visit(42, {"T01": "130"})._replace(latest_date=on_day(45))
    judged = compute_recist(
        course([target("T01", "100")], [scan]), replace(SETTINGS, pd_date_rule=rule)
    )
    assert judged.progression_date == expected
    assert judged.best_overall.response is Response.PD


def test_a_visit_being_typed_is_judged_without_a_date() -> None:
    undated = Assessment("TA2", None, targets=findings({"T01": "24"}))
    judged = compute_recist(
        course([target("T01", "25")], [visit(42, {"T01": "20"}), undated]), SETTINGS
    )
    point = judged.points[-1]
    assert point.target is Response.SD
    assert (point.nadir_mm, point.sum_mm) == (Decimal(20), Decimal(24))
    assert judged.best_overall.response is Response.SD


def test_progression_without_a_date_has_no_date() -> None:
    undated = Assessment("TA1", None, targets=findings({"T01": "50"}))
    judged = compute_recist(course([target("T01", "30")], [undated]), SETTINGS)
    assert judged.progression_date is None
    assert judged.best_overall.response is Response.PD


def test_a_new_therapy_ends_what_counts() -> None:
    given = sums("100", "70", "60", "50")
    treated = given._replace(new_therapy=on_day(84))
    best = compute_recist(treated, SETTINGS).best_overall
    assert (best.response, best.date) == (Response.SD, on_day(42))


def test_best_so_far_knows_nothing_of_later_time_points() -> None:
    judged = compute_recist(sums("100", "70", "60", "130"), SETTINGS)
    so_far = [compute_best_so_far(judged, point.visit) for point in judged.points]
    assert [(_of(best), _of(raw)) for best, raw in so_far] == [
        ("SD", "PR"),
        ("PR", "PR"),
        ("PR", "PR"),
    ]


def _of(best: BestResponse) -> str:
    return str(best.response)


def test_best_so_far_of_an_unknown_visit_is_a_lookup_error() -> None:
    judged = compute_recist(sums("100", "70"), SETTINGS)
    with pytest.raises(LookupError, match="TA9"):
        compute_best_so_far(judged, "TA9")


@pytest.mark.parametrize(
    ("target_response", "non_target", "new", "overall"),
    [
        ("CR", "NE", False, "PR"),
        ("SD", "NE", False, "SD"),
        ("NE", "CR", False, "NE"),
        ("NE", "PD", False, "PD"),
        ("CR", "NA", True, "PD"),
        ("NA", "NA", False, "ND"),
        ("NA", "NON-CR/NON-PD", False, "NON-CR/NON-PD"),
    ],
)
def test_overall_from_the_three_categories(
    target_response: str, non_target: str, new: bool, overall: str
) -> None:
    given = compute_overall(Response(target_response), Response(non_target), has_new_lesion=new)
    assert given == overall


def _subjects(shared: Path) -> list[Json]:
    path = shared / "study" / "subjects.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [subject for subject in document["subjects"] if "tumour" in subject]


def _demo_course(subject: Json) -> Course:
    tumour = cast("dict[str, list[Json]]", subject["tumour"])
    return Course(
        PartialDate(str(subject["first_dose_date"])),
        tuple(
            target(
                str(lesion["id"]),
                str(lesion["diam"]),
                organ=str(lesion["loc"]),
                nodal=bool(lesion.get("nodal")),
            )
            for lesion in tumour["targets"]
        ),
        tuple(NonTargetBaseline(str(lesion["id"])) for lesion in tumour["non_targets"]),
        tuple(_demo_visit(assessment) for assessment in tumour["assessments"]),
    )


def _demo_visit(assessment: Json) -> Assessment:
    sizes = cast("dict[str, object]", assessment["targets"])
    new = cast("list[dict[str, str]]", assessment["new_lesions"])
    return Assessment(
        str(assessment["visit"]),
        PartialDate(str(assessment["scan_date"])),
        targets=findings({key: str(mm) for key, mm in sizes.items()}),
        non_targets=nontarget_findings(cast("dict[str, str]", assessment["non_targets"])),
        new_lesions=tuple(
            NewLesion(
                lesion["id"], Certainty(lesion["certainty"]), PartialDate(lesion["first_seen"])
            )
            for lesion in new
        ),
    )


def test_demonstration_subjects_have_the_expected_responses(shared: Path) -> None:
    compared = 0
    for subject in _subjects(shared):
        judged = compute_recist(_demo_course(subject), STUDY)
        tumour = cast("dict[str, list[Json]]", subject["tumour"])
        for point, assessment in zip(judged.points, tumour["assessments"], strict=True):
            expected = cast("Json", assessment["expected"])
            assert (point.target, point.non_target, point.overall) == (
                expected["TRGRESP_D"],
                expected["NTRGRESP_D"],
                expected["OVRLRESP_D"],
            )
            assert ("Y" if point.has_new_lesion else "N") == expected["NEWL_D"]
            assert (point.sum_mm, point.nadir_mm) == (
                expected.get("TR_SUM"),
                expected.get("TR_NADIR"),
            )
            assert point.change_from_nadir_mm == expected.get("TR_ACNSD")
            compared += 1
        endpoints = cast("Json", subject["expected_endpoints"])
        assert judged.best_overall.response == endpoints["BOR_confirmed"]
        assert judged.best_unconfirmed.response == endpoints["BOR_unconfirmed"]
        first_pd = cast("dict[str, str] | None", endpoints["first_PD"])
        assert judged.progression_date == (first_pd and PartialDate(first_pd["date"]))
    report(f"demonstration subjects: {compared} time points agree")
    assert compared == 20


def test_sums_stay_exact_decimals() -> None:
    point = compute_recist(sums("0.3", "0.1"), SETTINGS).points[0]
    assert point.change_from_baseline_pct == Decimal(-20) / Decimal("0.3")
