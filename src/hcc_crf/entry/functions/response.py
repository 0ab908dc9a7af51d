"""RECIST 1.1 on the lesion forms: one course a casebook, judged once a workbook."""

from decimal import Decimal

from hcc_crf.clinical import lesions, new_lesions, recist, recist_nontarget, recist_target
from hcc_crf.clinical.best_response import RULE as BEST_RULE
from hcc_crf.clinical.best_response import BestResponse
from hcc_crf.clinical.lesions import TargetState
from hcc_crf.clinical.recist_text import (
    explain_new_lesion,
    explain_nontarget,
    explain_overall,
    explain_target,
)
from hcc_crf.clinical.recist_timepoint import RecistTimePoint
from hcc_crf.clinical.response import Response, compute_overall
from hcc_crf.values import Bilingual

from ..course import has_baseline, is_assessed, judged_course, response_code
from ..runtime import Argument, Explained, Implementation, Missing, Runtime
from ..scope import Scope


def target_value(scope: Scope, state: str, diameter_mm: Argument) -> Runtime | Explained:
    """Mm for the sum: as measured, 5 if too small to measure, 0 if gone or merged."""
    mm = diameter_mm if isinstance(diameter_mm, Decimal) else None
    value = lesions.compute_target_value(TargetState(state), mm)
    if value is None:
        return diameter_mm if isinstance(diameter_mm, Missing) else Missing((state,))
    said = _label_of(scope, state)
    why = Bilingual(f"{said.en}: counts as {value} mm", f"{said.zh}：按 {value} mm 计")
    return Explained(value, recist_target.RULE, why)


def _label_of(scope: Scope, state: str) -> Bilingual:
    """Return what the form calls a state."""
    study = scope.book.study
    asked = study.forms[scope.place.form].by_oid.get("TR_STAT")
    listed = study.codelists.get(asked.codelist) if asked else None
    term = listed.by_code.get(state) if listed else None
    return term.label if term else Bilingual(state, state)


def _point(scope: Scope) -> RecistTimePoint | Missing:
    """Return this visit's time point; a visit without any assessment is none.

    Nothing is judged before a lesion form of the baseline was saved: that nothing was entered does
    not say that there was no disease.
    """
    visit = scope.place.visit
    if not is_assessed(scope.book, visit):
        return Missing((f"{visit}/IMG.IMGPERF",))
    if not has_baseline(scope.book):
        return Missing(("baseline_lesions",))
    return next(p for p in judged_course(scope.book, visit).points if p.visit == visit)


def sum_of_diameters(scope: Scope) -> Runtime | Explained:
    """Sum over every baseline target at this time point; missing when one has no value."""
    point = _point(scope)
    if isinstance(point, Missing):
        return point
    if point.sum_mm is None:
        why = explain_target(point)
        return Explained(Missing(("TRTL.TR_VALUE",)), recist.RULE, why)
    return Explained(point.sum_mm, recist.RULE, explain_target(point))


def nadir(scope: Scope) -> Runtime | Explained:
    """Smallest complete sum at an earlier time point, baseline included."""
    point = _point(scope)
    if isinstance(point, Missing):
        return point
    if point.nadir_mm is None:
        return Missing(("TUTL.TL_DIAM",))
    why = Bilingual(
        f"Smallest complete sum before {point.visit}, baseline included: {point.nadir_mm} mm",
        f"{point.visit} 之前（含基线）最小的完整径线之和：{point.nadir_mm} mm",
    )
    return Explained(point.nadir_mm, recist.RULE, why)


def recist_target_response(scope: Scope) -> Runtime | Explained:
    """Target response at this time point; NA without targets."""
    point = _point(scope)
    if isinstance(point, Missing):
        return point
    return Explained(point.target.value, recist_target.RULE, explain_target(point))


def recist_nontarget_response(scope: Scope) -> Runtime | Explained:
    """Non-target response at this time point; NA without non-targets."""
    point = _point(scope)
    if isinstance(point, Missing):
        return point
    return Explained(point.non_target.value, recist_nontarget.RULE, explain_nontarget(point))


def new_lesion(scope: Scope) -> Runtime | Explained:
    """Y once a new lesion is called unequivocal, otherwise N."""
    point = _point(scope)
    if isinstance(point, Missing):
        return point
    answer = "Y" if point.has_new_lesion else "N"
    return Explained(answer, new_lesions.RULE, explain_new_lesion(point))


def recist_overall(scope: Scope, target: str, non_target: str, new: str) -> Runtime | Explained:
    """Overall response from target, non-target and new lesion; NE without imaging."""
    point = _point(scope)
    if isinstance(point, RecistTimePoint):
        return Explained(response_code(point.overall), recist.RULE, explain_overall(point))
    overall = compute_overall(Response(target), Response(non_target), has_new_lesion=new == "Y")
    return response_code(overall)


def best_response_confirmed(scope: Scope) -> Runtime | Explained:
    """Best overall response up to this time point, CR and PR confirmed."""
    return _best(scope, 0)


def best_response_unconfirmed(scope: Scope) -> Runtime | Explained:
    """Best overall response up to this time point, without confirmation."""
    return _best(scope, 1)


def _best(scope: Scope, which: int) -> Runtime | Explained:
    point = _point(scope)
    if isinstance(point, Missing):
        return point
    course = judged_course(scope.book, scope.place.visit)
    best: BestResponse = recist.compute_best_so_far(course, point.visit)[which]
    if best.response is None:
        return Explained(Missing(("best response",)), BEST_RULE, best.why)
    return Explained(response_code(best.response), BEST_RULE, best.why)


FUNCTIONS: dict[str, Implementation] = {
    "target_value": target_value,
    "sum_of_diameters": sum_of_diameters,
    "nadir": nadir,
    "recist_target": recist_target_response,
    "recist_nontarget": recist_nontarget_response,
    "new_lesion": new_lesion,
    "recist_overall": recist_overall,
    "best_response_confirmed": best_response_confirmed,
    "best_response_unconfirmed": best_response_unconfirmed,
}
