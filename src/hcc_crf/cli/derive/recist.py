"""`derive recist` and `derive mrecist`: a tumour course over RECIST 1.1 or mRECIST."""

from collections.abc import Callable
from decimal import Decimal

from hcc_crf.clinical import mrecist, recist
from hcc_crf.clinical.lesions import Course
from hcc_crf.clinical.recist import RecistCourse, compute_recist
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.recist_target import PD_MIN_MM
from hcc_crf.clinical.recist_text import explain_overall, explain_target
from hcc_crf.clinical.recist_timepoint import RecistTimePoint
from hcc_crf.clinical.response import compute_percent_change, round_percent

from .inputs import Case
from .protocol import Answer, Derivation, Json
from .tumour_course import COURSE_INPUTS, read_course
from .tumour_settings import EXPLAIN, read_settings, write_date

_OUTPUTS = (
    "timepoints",
    "best_overall",
    "best_overall_unconfirmed",
    "progression_date",
    "notes",
)
_Compute = Callable[[Course, RecistSettings], RecistCourse]


def _answer_recist(case: Case) -> Answer:
    return _answer(case, compute_recist, PD_MIN_MM)


def _answer_mrecist(case: Case) -> Answer:
    pd_min_mm = read_settings(case).mrecist_pd_min_mm
    return _answer(case, mrecist.compute_mrecist, pd_min_mm)


def _answer(case: Case, compute: _Compute, pd_min_mm: Decimal) -> Answer:
    settings = read_settings(case)
    read = read_course(case)
    if read.missing:
        why = f"Not derivable: {', '.join(read.missing)} missing."
        return Answer(dict.fromkeys(_OUTPUTS), why, read.missing)
    judged = compute(read.course, settings)
    best = judged.best_overall
    lacks_start = best.response is None and read.course.treatment_start is None
    points = [_write_point(point) for point in judged.points]
    if EXPLAIN.read(case):
        for written, point in zip(points, judged.points, strict=True):
            written["why"] = _explain(point, pd_min_mm)
    results: dict[str, Json] = {
        "timepoints": points,
        "best_overall": best.response,
        "best_overall_unconfirmed": judged.best_unconfirmed.response,
        "progression_date": write_date(judged.progression_date),
        "notes": [note.en for note in judged.notes],
    }
    why = best.why.en
    if judged.points:
        last = judged.points[-1]
        why = f"{why} {last.visit}: {_explain(last, pd_min_mm)}"
    return Answer(results, why, ("treatment_start",) if lacks_start else ())


def _explain(point: RecistTimePoint, pd_min_mm: Decimal) -> str:
    return f"{explain_overall(point).en} {explain_target(point, pd_min_mm=pd_min_mm).en}"


def _write_point(point: RecistTimePoint) -> dict[str, Json]:
    total = point.sum_mm
    return {
        "visit": point.visit,
        "date": write_date(point.date),
        "target": point.target,
        "non_target": point.non_target,
        "new_lesion": point.new_lesions.certainty,
        "overall": point.overall,
        "sum_mm": write_mm(total),
        "complete": point.is_complete,
        "nadir_mm": write_mm(point.nadir_mm),
        "change_from_baseline_pct": write_change(total, point.baseline_mm),
        "change_from_nadir_pct": write_change(total, point.nadir_mm),
    }


def write_mm(size: Decimal | None) -> str | None:
    """Write a size or a sum of sizes in full."""
    return None if size is None else f"{size:f}"


def write_change(total: Decimal | None, reference: Decimal | None) -> str | None:
    """Write the change of a sum as it is shown, in per cent: one decimal, half up."""
    if total is None or reference is None:
        return None
    change = compute_percent_change(total, reference)
    return None if change is None else str(round_percent(change))


DERIVATIONS = (
    Derivation(
        name="recist",
        rule=recist.RULE,
        inputs=COURSE_INPUTS,
        outputs=_OUTPUTS,
        answer=_answer_recist,
        summary="RECIST 1.1 over a course: time points, best response, date of progression",
    ),
    Derivation(
        name="mrecist",
        rule=mrecist.RULE,
        inputs=COURSE_INPUTS,
        outputs=_OUTPUTS,
        answer=_answer_mrecist,
        summary="mRECIST over a course; diameters of the viable part",
    ),
)
