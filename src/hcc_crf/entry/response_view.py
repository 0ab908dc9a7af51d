"""The tumour course of one subject as a person reads it. Pure data for the response screen.

The rule's answers come from `clinical.recist` over the whole casebook, drafts left out; the
investigator's stand beside them as entered, and neither changes the other.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.clinical.best_response import BestResponse
from hcc_crf.clinical.lesions import Certainty
from hcc_crf.clinical.recist import RecistCourse, compute_best_so_far
from hcc_crf.clinical.recist_text import (
    explain_new_lesion,
    explain_nontarget,
    explain_overall,
    explain_target,
    find_pd_limit,
    find_pr_limit,
)
from hcc_crf.clinical.recist_timepoint import RecistTimePoint
from hcc_crf.clinical.response import round_percent
from hcc_crf.values import Bilingual, PartialDate, Slot, SubjectKey, VisitCode

from .course import has_baseline, judged_course, response_code
from .response_lesions import LesionRow, lesion_rows
from .scope import Book

_SCR = VisitCode("SCR")
_YES, _NO = "Y", "N"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The responses of one time point, by code; empty where none is given.

    Attributes:
        new_lesion: `Y` once a new lesion is unequivocal, otherwise `N`.
    """

    target: str
    non_target: str
    new_lesion: str
    overall: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """The step that decided each response, in words."""

    target: Bilingual
    non_target: Bilingual
    new_lesion: Bilingual
    overall: Bilingual


@dataclass(frozen=True, slots=True)
class Best:
    """A best overall response.

    Attributes:
        code: Empty while a person has to decide, or the treatment start lacks.
        date: Of the assessment that establishes it.
    """

    code: str
    date: PartialDate | None
    why: Bilingual


@dataclass(frozen=True, slots=True)
class TimePoint:
    """One assessment after baseline.

    Attributes:
        date: Earliest scan; `None` while not entered.
        sum_mm: Sum of diameters; `None` when a target has no value, or without targets.
        nadir_mm: Smallest complete sum before, baseline included.
        pd_from_mm: Sum from which this time point is progression: nadir +20 % and +5 mm.
        from_baseline_pct, from_nadir_pct: Changes, one decimal.
        investigator: `None` while the response form is not saved.
        difference: The investigator's reason for another answer, as entered.
        best, best_unconfirmed: As known at this time point.
    """

    visit: VisitCode
    date: PartialDate | None
    sum_mm: Decimal | None
    nadir_mm: Decimal | None
    pd_from_mm: Decimal | None
    from_baseline_pct: Decimal | None
    from_nadir_pct: Decimal | None
    from_nadir_mm: Decimal | None
    rule: Judgement
    why: Reasons
    investigator: Judgement | None
    difference: str
    best: Best
    best_unconfirmed: Best


@dataclass(frozen=True, slots=True)
class ResponseView:
    """A subject's tumour course.

    Attributes:
        baseline: Visit of the baseline.
        baseline_date: Earliest scan of baseline.
        baseline_mm: Sum of diameters at baseline; `None` without targets.
        pr_to_mm: Largest sum that is partial response: baseline −30 %.
        next_pd_from_mm: Sum from which the next assessment is progression.
        lesions: Their states stand one a column: baseline, then the time points.
        points: In order of date.
        best, best_unconfirmed: Over the whole course.
        progression_date: `None` without progression.
        first_dose: `None` before treatment.
        notes: Questions that the course raises.
    """

    subject: SubjectKey
    baseline: VisitCode
    baseline_date: PartialDate | None
    baseline_mm: Decimal | None
    pr_to_mm: Decimal | None
    next_pd_from_mm: Decimal | None
    lesions: tuple[LesionRow, ...]
    points: tuple[TimePoint, ...]
    best: Best
    best_unconfirmed: Best
    progression_date: PartialDate | None
    first_dose: PartialDate | None
    notes: tuple[Bilingual, ...]


def view_response(book: Book) -> ResponseView:
    """Return the course as it stands in a casebook; no time point before baseline was entered."""
    judged = judged_course(book)
    counted = judged.points if has_baseline(book) else ()
    points = tuple(_point(book, judged, point) for point in counted)
    lesions = lesion_rows(book, (_SCR, *(point.visit for point in points)))
    targets = judged.course.targets
    baseline_mm = sum((one.baseline_mm for one in targets), Decimal(0)) if targets else None
    date = book.value(_SCR, "IMG", Slot("IMGTPDAT"))
    return ResponseView(
        subject=book.casebook.subject,
        baseline=_SCR,
        baseline_date=date if isinstance(date, PartialDate) else None,
        baseline_mm=baseline_mm,
        pr_to_mm=None if baseline_mm is None else find_pr_limit(baseline_mm),
        next_pd_from_mm=_next_limit(baseline_mm, points),
        lesions=lesions,
        points=points,
        best=_best(judged.best_overall),
        best_unconfirmed=_best(judged.best_unconfirmed),
        progression_date=judged.progression_date,
        first_dose=judged.course.treatment_start,
        notes=judged.notes,
    )


def _point(book: Book, judged: RecistCourse, point: RecistTimePoint) -> TimePoint:
    visit = VisitCode(point.visit)
    best, unconfirmed = compute_best_so_far(judged, point.visit)
    nadir = point.nadir_mm
    return TimePoint(
        visit=visit,
        date=point.date,
        sum_mm=point.sum_mm,
        nadir_mm=nadir,
        pd_from_mm=None if nadir is None else find_pd_limit(nadir),
        from_baseline_pct=_rounded(point.change_from_baseline_pct),
        from_nadir_pct=_rounded(point.change_from_nadir_pct),
        from_nadir_mm=point.change_from_nadir_mm,
        rule=Judgement(
            response_code(point.target),
            response_code(point.non_target),
            _YES if point.has_new_lesion else _NO,
            response_code(point.overall),
        ),
        why=Reasons(
            explain_target(point),
            explain_nontarget(point),
            explain_new_lesion(point),
            explain_overall(point),
        ),
        investigator=_investigator(book, visit),
        difference=_code(book, visit, "DIFFREAS"),
        best=_best(best),
        best_unconfirmed=_best(unconfirmed),
    )


def _investigator(book: Book, visit: VisitCode) -> Judgement | None:
    form = book.form(visit, "RS")
    if form is None or form.not_done:
        return None
    is_new = _code(book, visit, "NEWLPROG") == Certainty.UNEQUIVOCAL
    return Judgement(
        _code(book, visit, "TRGRESP"),
        _code(book, visit, "NTRGRESP"),
        _YES if is_new else _NO,
        _code(book, visit, "OVRLRESP"),
    )


def _code(book: Book, visit: VisitCode, item: str) -> str:
    found = book.value(visit, "RS", Slot(item))
    return found if isinstance(found, str) else ""


def _best(best: BestResponse) -> Best:
    code = "" if best.response is None else response_code(best.response)
    return Best(code, best.date, best.why)


def _rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else round_percent(percent)


def _next_limit(baseline_mm: Decimal | None, points: tuple[TimePoint, ...]) -> Decimal | None:
    if baseline_mm is None:
        return None
    sums = [point.sum_mm for point in points if point.sum_mm is not None]
    return find_pd_limit(min((baseline_mm, *sums)))
