"""RECIST 1.1 over the course of a subject: every time point, best response, date of progression.

Source: RECIST 1.1 (Eisenhauer 2009, Eur J Cancer 45:228), EORTC clarifications; `derivations.md` §6
and §12.6-12.9, 12.16. Deliberately absent: investigator responses, symptomatic deterioration (it is
no progression), imputed sizes.
"""

from decimal import Decimal
from typing import NamedTuple

from hcc_crf.values import Bilingual, PartialDate

from .best_response import (
    BestResponse,
    ResponsePoint,
    compute_best_response,
    compute_best_unconfirmed,
    select_points,
)
from .lesions import Course, order_assessments
from .new_lesions import earliest, follow_new_lesions
from .recist_notes import find_course_notes
from .recist_settings import RecistSettings
from .recist_target import PD_MIN_MM
from .recist_timepoint import Before, RecistTimePoint, judge_assessment
from .response import RESPONDERS, Response

RULE = "recist/1"


class RecistCourse(NamedTuple):
    """A course judged.

    Attributes:
        points: One per assessment, in order of date, those after a progression too.
        best_overall: CR and PR confirmed.
        best_unconfirmed: No confirmation asked.
        progression_date: Of the first PD; or the first scan of a lesion that is unequivocal now, if
            earlier. `None` without progression, or while that scan has no date.
        notes: What a person should look at.
        course: What was judged.
        settings: How.
    """

    points: tuple[RecistTimePoint, ...]
    best_overall: BestResponse
    best_unconfirmed: BestResponse
    progression_date: PartialDate | None
    notes: tuple[Bilingual, ...]
    course: Course
    settings: RecistSettings


def compute_recist(course: Course, settings: RecistSettings) -> RecistCourse:
    """Judge every assessment of a course, and the course.

    1. Sort the assessments by date.
    2. Judge each from baseline, the nadir before it and the responses before it.
    3. Best response and date of progression over all of them.

    An assessment added later never changes an earlier time point.
    """
    return judge_course(course, settings, pd_min_mm=PD_MIN_MM)


def judge_course(course: Course, settings: RecistSettings, *, pd_min_mm: Decimal) -> RecistCourse:
    """Judge a course by RECIST 1.1 with another least growth for PD; see `compute_recist`."""
    ordered = order_assessments(course.assessments)  # (1)
    before = Before.at_baseline(course)
    points: list[RecistTimePoint] = []
    for assessment, new in zip(ordered, follow_new_lesions(ordered, settings), strict=True):
        point = judge_assessment(  # (2)
            assessment, new, before, course=course, settings=settings, pd_min_mm=pd_min_mm
        )
        before = before.then(point)
        points.append(point)
    judged = tuple(points)
    best, unconfirmed = _best_of(judged, course, settings)  # (3)
    progression = find_progression(judged)
    notes = find_course_notes(judged, course, settings, best=best, progression_date=progression)
    return RecistCourse(judged, best, unconfirmed, progression, notes, course, settings)


def compute_best_so_far(judged: RecistCourse, visit: str) -> tuple[BestResponse, BestResponse]:
    """Return best response confirmed and unconfirmed, as known at the time point of `visit`.

    Raises:
        LookupError: The course has no such time point.
    """
    for index, point in enumerate(judged.points, start=1):
        if point.visit == visit:
            return _best_of(judged.points[:index], judged.course, judged.settings)
    raise LookupError(visit)


def find_progression(points: tuple[RecistTimePoint, ...]) -> PartialDate | None:
    """Return the date of progression: of the first PD, or of a new lesion first seen before it."""
    for point in points:
        if point.overall is Response.PD:
            return earliest(point.progression_date, points[-1].new_lesions.unequivocal_since)
    return None


def find_response_points(points: tuple[RecistTimePoint, ...]) -> tuple[ResponsePoint, ...]:
    """Return the overall responses, before any continued, that best response and endpoints count.

    Where progression was dated back before the first PD, only the time points before that date
    count, and the progression itself.
    """
    progression = find_progression(points)
    first_pd = next((point for point in points if point.overall is Response.PD), None)
    if first_pd is None or progression is None or progression == first_pd.progression_date:
        return tuple(ResponsePoint(p.date, p.overall_unlifted, p.latest_date) for p in points)
    return (
        *(
            ResponsePoint(p.date, p.overall_unlifted, p.latest_date)
            for p in points
            if p.date is not None and p.date.is_before(progression) is True
        ),
        ResponsePoint(progression, Response.PD),
    )


def _best_of(
    points: tuple[RecistTimePoint, ...], course: Course, settings: RecistSettings
) -> tuple[BestResponse, BestResponse]:
    selected = select_points(find_response_points(points), new_therapy=course.new_therapy)
    is_non_target_only = not course.targets and bool(course.non_targets)
    best = compute_best_response(
        selected,
        treatment_start=course.treatment_start,
        settings=settings,
        is_non_target_only=is_non_target_only,
    )
    if not any(point.response in RESPONDERS for point in selected):
        return best, best  # there was nothing to confirm
    return best, compute_best_unconfirmed(
        selected,
        treatment_start=course.treatment_start,
        settings=settings,
        is_non_target_only=is_non_target_only,
    )
