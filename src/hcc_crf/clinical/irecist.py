"""iRECIST over the course of a subject: progression that has to be confirmed.

Source: Seymour 2017 (Lancet Oncol 18:e143), Tables 2 and 3; `derivations.md` §8. RECIST 1.1 comes
first; baseline and nadir stay the original ones. The reference of a confirmation is the first iUPD
since the bar was last reset. Deliberately absent: a minimum interval for iSD and confirmation of
iCR and iPR (Table 3 asks neither), and growth of a new lesion after a reset (the paper is silent).
"""

from dataclasses import dataclass

from hcc_crf.values import Bilingual, PartialDate

from .irecist_new import NewDisease, follow_new_disease
from .irecist_response import IResponse, compute_ibor
from .irecist_step import Standing, judge_step
from .lesions import Certainty, Course, order_assessments
from .new_lesions import NewLesionResult, date_progression
from .recist_settings import RecistSettings
from .recist_timepoint import Before, RecistTimePoint, judge_assessment
from .response import Response

RULE = "irecist/1"
_NO_NEW_LESION = NewLesionResult(Certainty.NONE)


@dataclass(frozen=True, slots=True)
class IRecistTimePoint:
    """One assessment judged by iRECIST.

    Attributes:
        recist: Targets and non-targets by RECIST 1.1, without new lesions.
        new: New lesions.
        target: Target response with prefix.
        non_target: Non-target response with prefix.
        overall: Overall response with prefix.
        why: The step that decided.
    """

    recist: RecistTimePoint
    new: NewDisease
    target: IResponse
    non_target: IResponse
    overall: IResponse
    why: Bilingual


@dataclass(frozen=True, slots=True)
class IRecistCourse:
    """A course judged by iRECIST.

    Attributes:
        points: One per assessment, in order of date.
        best_overall: Best response before a confirmed progression.
        progression_date: Of the first iUPD that was confirmed since the last reset; without a
            confirmation, of the first iUPD still open.
        is_confirmed: False while `progression_date` waits for its confirmation.
    """

    points: tuple[IRecistTimePoint, ...]
    best_overall: IResponse
    progression_date: PartialDate | None
    is_confirmed: bool


def compute_irecist(course: Course, settings: RecistSettings) -> IRecistCourse:
    """Judge a course by iRECIST.

    1. Sort the assessments by date; judge targets and non-targets by RECIST 1.1, new lesions apart.
    2. Step from time point to time point: no progression, iUPD, iCPD (`judge_step`).
    3. Best response, and the date of progression: the confirmed iUPD, else the open one.
    """
    ordered = order_assessments(course.assessments)
    before = Before.at_baseline(course)
    standing = Standing()
    points: list[IRecistTimePoint] = []
    for assessment, new in zip(ordered, follow_new_disease(ordered), strict=True):
        recist = judge_assessment(  # (1)
            assessment, _NO_NEW_LESION, before, course=course, settings=settings
        )
        step = judge_step(  # (2)
            recist, new, standing, settings, progression=date_progression(assessment, settings)
        )
        standing = step.standing
        points.append(
            IRecistTimePoint(recist, new, step.target, step.non_target, step.overall, step.why)
        )
        before = _hand_on(before, recist, step.overall)
    best = compute_ibor(point.overall for point in points)
    pending = standing.pending  # (3)
    date = None if pending is None else pending.progression_date
    return IRecistCourse(tuple(points), best, date, standing.is_confirmed)


def _hand_on(before: Before, recist: RecistTimePoint, overall: IResponse) -> Before:
    """Return nadir and last response; no history, so that no response continues.

    A reappearance counts after iCR, not after a RECIST CR beside new lesions.
    """
    nadir = before.then(recist).nadir_mm
    if overall is IResponse.NE:
        return before._replace(nadir_mm=nadir)
    known = Response.CR if overall is IResponse.ICR else Response.SD
    return before._replace(nadir_mm=nadir, last_known=known)
