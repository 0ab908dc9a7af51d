"""One assessment judged by RECIST 1.1: the three categories and the overall response together.

Source: RECIST 1.1 §4.4; `derivations.md` §6.3-6.6 and §12.6-12.8. The order of assessments and what
a course adds up to are in `recist`.
"""

from decimal import Decimal
from typing import NamedTuple

from hcc_crf.values import PartialDate

from .best_response import ResponsePoint, find_confirmed
from .lesions import Assessment, Certainty, Course
from .new_lesions import NewLesionResult, date_progression
from .recist_nontarget import NonTargetResult, compute_nontarget_response
from .recist_settings import RecistSettings
from .recist_target import PD_MIN_MM, TargetStep, TargetSum, compute_target_step, sum_targets
from .response import RESPONDERS, Response, compute_overall, compute_percent_change

_NO_TARGETS = TargetSum(Decimal(0), (), (), None)


class RecistTimePoint(NamedTuple):
    """One assessment judged.

    Attributes:
        visit: Name of the assessment.
        date: Earliest scan, `None` while not entered.
        latest_date: Latest scan.
        progression_date: The date a progression found here carries.
        target_step: The step that decided the target response.
        targets: The targets added up.
        baseline_mm: Baseline sum; `None` without targets.
        nadir_mm: Smallest complete sum before this time point, baseline included.
        non_targets: Non-target response and what decided it.
        new_lesions: New disease as called up to this time point.
        overall: Overall response.
        overall_unlifted: The same before a confirmed response continued; best response uses it.
        is_imaged: False when no scan was made.
    """

    visit: str
    date: PartialDate | None
    latest_date: PartialDate | None
    progression_date: PartialDate | None
    target_step: TargetStep
    targets: TargetSum
    baseline_mm: Decimal | None
    nadir_mm: Decimal | None
    non_targets: NonTargetResult
    new_lesions: NewLesionResult
    overall: Response
    overall_unlifted: Response
    is_imaged: bool = True

    @property
    def target(self) -> Response:
        """Target response; NA without targets."""
        return self.target_step.response

    @property
    def target_unlifted(self) -> Response:
        """Target response before a confirmed response continued."""
        return Response.SD if self.target_step is TargetStep.CONTINUED else self.target

    @property
    def non_target(self) -> Response:
        """Non-target response; NA without non-targets."""
        return self.non_targets.response

    @property
    def has_new_lesion(self) -> bool:
        """True when a new lesion is called unequivocal."""
        return self.new_lesions.certainty is Certainty.UNEQUIVOCAL

    @property
    def is_complete(self) -> bool:
        """True when every baseline target has a value."""
        return self.targets.is_complete

    @property
    def sum_mm(self) -> Decimal | None:
        """Sum of diameters; `None` when incomplete or without targets."""
        if self.baseline_mm is None or not self.targets.is_complete:
            return None
        return self.targets.measured_mm

    @property
    def change_from_baseline_pct(self) -> Decimal | None:
        """Unrounded; `None` where there is no complete sum or the baseline is 0."""
        return _change_pct(self.sum_mm, self.baseline_mm)

    @property
    def change_from_nadir_pct(self) -> Decimal | None:
        """Unrounded; `None` where there is no complete sum or the nadir is 0."""
        return _change_pct(self.sum_mm, self.nadir_mm)

    @property
    def change_from_nadir_mm(self) -> Decimal | None:
        """Growth over the nadir in mm; `None` without a complete sum."""
        total = self.sum_mm
        return None if total is None or self.nadir_mm is None else total - self.nadir_mm


class Before(NamedTuple):
    """What earlier time points hand to the next one.

    Attributes:
        baseline_mm: Sum at baseline; 0 without targets.
        nadir_mm: Smallest complete sum so far, baseline included.
        last_known: Last overall response other than NE.
        targets: Target responses since the last overall PD, from the first CR or PR on, before any
            continued.
    """

    baseline_mm: Decimal
    nadir_mm: Decimal
    last_known: Response | None = None
    targets: tuple[ResponsePoint, ...] = ()

    @classmethod
    def at_baseline(cls, course: Course) -> "Before":
        """Return what the first assessment starts from."""
        total = sum((lesion.baseline_mm for lesion in course.targets), Decimal(0))
        return cls(total, total)

    def then(self, point: RecistTimePoint) -> "Before":
        """Return what the next time point starts from."""
        total = point.sum_mm
        nadir = self.nadir_mm if total is None else min(self.nadir_mm, total)
        if point.overall is Response.PD:
            return Before(self.baseline_mm, nadir, Response.PD)
        known = self.last_known if point.overall is Response.NE else point.overall
        target, targets = point.target_unlifted, self.targets
        if targets or target in RESPONDERS:
            targets = (*targets, ResponsePoint(point.date, target))
        return Before(self.baseline_mm, nadir, known, targets)


def judge_assessment(
    assessment: Assessment,
    new_lesions: NewLesionResult,
    before: Before,
    *,
    course: Course,
    settings: RecistSettings,
    pd_min_mm: Decimal = PD_MIN_MM,
) -> RecistTimePoint:
    """Return the responses of one assessment.

    Args:
        assessment: Finished or not: what is not entered is not evaluable.
        new_lesions: Its new disease.
        before: What the time points before it left.
        course: Baseline lesions.
        settings: Settings of the protocol.
        pd_min_mm: Least growth of the sum for PD; 5 in RECIST 1.1.
    """
    targets, step = _NO_TARGETS, TargetStep.NONE_AT_BASELINE
    if course.targets:
        targets = sum_targets(course.targets, assessment.targets if assessment.is_imaged else ())
        step = compute_target_step(
            targets,
            baseline_mm=before.baseline_mm,
            nadir_mm=before.nadir_mm,
            is_after_complete=before.last_known is Response.CR,
            pd_min_mm=pd_min_mm,
        )
    non_targets = compute_nontarget_response(
        course.non_targets,
        assessment.non_targets if assessment.is_imaged else (),
        settings,
        is_afp_normal=assessment.is_afp_normal,
    )
    is_new = new_lesions.certainty is Certainty.UNEQUIVOCAL
    overall = compute_overall(step.response, non_targets.response, has_new_lesion=is_new)
    if overall is Response.ND and not assessment.is_imaged:
        overall = Response.NE
    unlifted = overall
    if step is TargetStep.STABLE and _is_continuing(before, settings):
        step = TargetStep.CONTINUED
        overall = compute_overall(step.response, non_targets.response, has_new_lesion=is_new)
    return RecistTimePoint(
        assessment.visit,
        assessment.date,
        assessment.latest_date or assessment.date,
        date_progression(assessment, settings),
        step,
        targets,
        before.baseline_mm if course.targets else None,
        before.nadir_mm if course.targets else None,
        non_targets,
        new_lesions,
        overall,
        unlifted,
        assessment.is_imaged,
    )


def _is_continuing(before: Before, settings: RecistSettings) -> bool:
    return (
        settings.continuing_response
        and find_confirmed(before.targets, RESPONDERS, settings) is not None
    )


def _change_pct(total: Decimal | None, reference: Decimal | None) -> Decimal | None:
    if total is None or reference is None:
        return None
    return compute_percent_change(total, reference)
