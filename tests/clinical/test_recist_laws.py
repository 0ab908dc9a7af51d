"""Laws of RECIST 1.1 over any course: Hypothesis looks for a course that breaks one."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.clinical.irecist import compute_irecist
from hcc_crf.clinical.lesions import (
    Assessment,
    Certainty,
    Course,
    NewLesion,
    NonTargetBaseline,
    NonTargetFinding,
    NonTargetState,
    TargetBaseline,
    TargetFinding,
    TargetState,
)
from hcc_crf.clinical.mrecist import compute_mrecist
from hcc_crf.clinical.recist import compute_best_so_far, compute_recist
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.recist_text import (
    explain_nontarget,
    explain_overall,
    explain_target,
)
from hcc_crf.clinical.response import Response
from tests.clinical.courses import on_day

SETTINGS = RecistSettings()
_MM = st.decimals(min_value=0, max_value=60, places=1)


@st.composite
def _courses(draw: st.DrawFn) -> Course:
    targets = tuple(
        TargetBaseline(f"T{n:02}", "LIVER", draw(st.booleans()), draw(_MM) + Decimal(10))
        for n in range(draw(st.integers(0, 4)))
    )
    non_targets = tuple(
        NonTargetBaseline(f"NT{n:02}", draw(st.booleans())) for n in range(draw(st.integers(0, 2)))
    )
    days = sorted(draw(st.sets(st.integers(20, 400), min_size=1, max_size=6)))
    visits = tuple(draw(_assessments(day, targets, non_targets)) for day in days)
    return Course(on_day(0), targets, non_targets, visits)


@st.composite
def _assessments(
    draw: st.DrawFn,
    day: int,
    targets: tuple[TargetBaseline, ...],
    non_targets: tuple[NonTargetBaseline, ...],
) -> Assessment:
    states = st.sampled_from(TargetState)
    found = tuple(TargetFinding(x.lesion_id, draw(states), draw(_MM)) for x in targets)
    seen = tuple(
        NonTargetFinding(x.lesion_id, draw(st.sampled_from(NonTargetState))) for x in non_targets
    )
    new = tuple(
        NewLesion(f"NEW{n}", draw(st.sampled_from(Certainty)))
        for n in range(draw(st.integers(0, 2)))
    )
    return Assessment(f"day {day}", on_day(day), targets=found, non_targets=seen, new_lesions=new)


@settings(deadline=None)
@given(_courses())
def test_the_order_of_lesions_never_changes_a_response(course: Course) -> None:
    shuffled = course._replace(
        targets=course.targets[::-1],
        non_targets=course.non_targets[::-1],
        assessments=tuple(
            visit._replace(
                targets=visit.targets[::-1],
                non_targets=visit.non_targets[::-1],
                new_lesions=visit.new_lesions[::-1],
            )
            for visit in course.assessments
        ),
    )
    one, other = compute_recist(course, SETTINGS), compute_recist(shuffled, SETTINGS)
    assert [(p.target, p.non_target, p.overall, p.sum_mm) for p in one.points] == [
        (p.target, p.non_target, p.overall, p.sum_mm) for p in other.points
    ]
    assert one.best_overall == other.best_overall
    assert one.progression_date == other.progression_date


@settings(deadline=None)
@given(_courses())
def test_the_order_of_assessments_in_the_input_never_matters(course: Course) -> None:
    backwards = course._replace(assessments=course.assessments[::-1])
    assert compute_recist(course, SETTINGS).points == compute_recist(backwards, SETTINGS).points


@settings(deadline=None)
@given(_courses())
def test_a_later_assessment_never_changes_an_earlier_time_point(course: Course) -> None:
    whole = compute_recist(course, SETTINGS)
    for count in range(len(course.assessments)):
        part = course._replace(assessments=course.assessments[:count])
        assert compute_recist(part, SETTINGS).points == whole.points[:count]
        if count:
            so_far = compute_best_so_far(whole, whole.points[count - 1].visit)
            judged = compute_recist(part, SETTINGS)
            assert so_far == (judged.best_overall, judged.best_unconfirmed)


@settings(deadline=None)
@given(_courses())
def test_stable_disease_lies_below_the_limit_of_progression(course: Course) -> None:
    judged = compute_recist(course, SETTINGS)
    for point in judged.points:
        if point.target is Response.SD and point.is_complete and point.nadir_mm:
            assert point.targets.measured_mm < max(
                point.nadir_mm + 5, point.nadir_mm * Decimal("1.2")
            )


@settings(deadline=None)
@given(_courses())
def test_best_response_is_never_better_than_what_was_seen(course: Course) -> None:
    judged = compute_recist(course, SETTINGS)
    seen = {point.overall_unlifted for point in judged.points}
    best = judged.best_overall.response
    if best in (Response.CR, Response.PR):
        assert seen & {Response.CR, Response.PR}
    if best is Response.CR:
        assert Response.CR in seen


@settings(deadline=None)
@given(_courses())
def test_progression_is_dated_exactly_when_a_time_point_is_pd(course: Course) -> None:
    judged = compute_recist(course, SETTINGS)
    has_pd = any(point.overall is Response.PD for point in judged.points)
    assert (judged.progression_date is not None) is has_pd


@settings(deadline=None)
@given(_courses())
def test_every_time_point_can_be_explained_in_both_languages(course: Course) -> None:
    for point in compute_recist(course, SETTINGS).points:
        for text in (explain_target(point), explain_nontarget(point), explain_overall(point)):
            assert text.en
            assert text.zh
        assert explain_target(point).en.startswith(point.target)
        assert explain_overall(point).en.startswith(point.overall)


@settings(deadline=None)
@given(_courses())
def test_mrecist_with_5_mm_and_no_nodule_rule_is_recist(course: Course) -> None:
    five = replace(SETTINGS, mrecist_pd_min_mm=Decimal(5))
    assert compute_mrecist(course, five).points == compute_recist(course, five).points


@settings(deadline=None)
@given(_courses())
def test_irecist_confirms_only_what_was_open(course: Course) -> None:
    is_open = False
    for point in compute_irecist(course, SETTINGS).points:
        if point.overall == "iCPD":
            assert is_open
        is_open = is_open or point.overall == "iUPD"
