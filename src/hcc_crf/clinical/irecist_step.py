"""One step of iRECIST: from what stood before an assessment to what stands after it.

Source: Seymour 2017 (Lancet Oncol 18:e143), Table 2; `derivations.md` §8. Further growth counts
from 5 mm ("> 5 mm" stands in one row of the paper, ">= 5 mm" in all others).
"""

from dataclasses import dataclass
from enum import Enum

from hcc_crf.values import Bilingual, PartialDate

from .intervals import days_at_least
from .irecist_new import NewDisease
from .irecist_response import IResponse, as_iresponse, compute_ioverall
from .recist_settings import RecistSettings
from .recist_target import PD_MIN_MM, compute_target_step
from .recist_timepoint import RecistTimePoint
from .response import Response


class Reason(Enum):
    """A category in which a time point progressed."""

    TARGET = "target"
    NON_TARGET = "non-target"
    NEW = "new lesion"


@dataclass(frozen=True, slots=True)
class Pending:
    """The first iUPD since the last reset: what its confirmation is compared with."""

    recist: RecistTimePoint
    new: NewDisease
    reasons: frozenset[Reason]
    progression_date: PartialDate | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands between two assessments: nothing, an open iUPD, or a confirmed one."""

    pending: Pending | None = None
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """The responses of one assessment, and what stands after it."""

    target: IResponse
    non_target: IResponse
    overall: IResponse
    standing: Standing
    why: Bilingual


def judge_step(
    recist: RecistTimePoint,
    new: NewDisease,
    standing: Standing,
    settings: RecistSettings,
    *,
    progression: PartialDate | None,
) -> Step:
    """Return the responses of an assessment.

    1. Nothing open: a PD of any kind is iUPD, otherwise as RECIST 1.1; iCR needs the new lesions
       gone.
    2. Open, at least `irecist_confirm_days` later, and worse (`find_growth`): iCPD.
    3. Open, and what progressed cannot be judged: NE, still open.
    4. Open, and what progressed went back against baseline: the bar is reset.
    5. Open otherwise: stays iUPD.
    6. After iCPD: iCPD while disease progresses or new lesions are there, else as in (1).
    """
    reasons = find_reasons(recist, new)
    if standing.pending is None:  # (1)
        if reasons:
            opened = Standing(Pending(recist, new, reasons, progression))
            return _progressing(recist, opened, IResponse.IUPD, _say_opened(reasons))
        return _settle(recist, new, recist.target, standing, _SETTLED)
    if standing.is_confirmed:  # (6)
        if reasons or new.is_present:
            return _progressing(recist, standing, IResponse.ICPD, _AFTER_CONFIRMED)
        return _settle(recist, new, recist.target, standing, _SETTLED)
    return _judge_open(recist, new, standing.pending, reasons, settings)


def find_reasons(recist: RecistTimePoint, new: NewDisease) -> frozenset[Reason]:
    """Return the categories that are PD by RECIST 1.1."""
    found = (
        (Reason.TARGET, recist.target is Response.PD),
        (Reason.NON_TARGET, recist.non_target is Response.PD),
        (Reason.NEW, new.has_fresh),
    )
    return frozenset(reason for reason, is_found in found if is_found)


def find_growth(
    recist: RecistTimePoint, new: NewDisease, pending: Pending, reasons: frozenset[Reason]
) -> frozenset[Reason]:
    """Return the categories that confirm the open iUPD.

    The target sum or the sum of new lesions 5 mm further up; any further increase of non-targets,
    recorded as progression again; another new lesion; or PD in a category that was not PD then.
    """
    growing = set(reasons - pending.reasons)
    if Reason.NEW in reasons:
        growing.add(Reason.NEW)
    if Reason.TARGET in pending.reasons and _has_target_grown(recist, pending):
        growing.add(Reason.TARGET)
    if Reason.NON_TARGET in pending.reasons & reasons:
        growing.add(Reason.NON_TARGET)
    if Reason.NEW in pending.reasons and new.has_grown_since(pending.new):
        growing.add(Reason.NEW)
    return frozenset(growing)


def _judge_open(
    recist: RecistTimePoint,
    new: NewDisease,
    pending: Pending,
    reasons: frozenset[Reason],
    settings: RecistSettings,
) -> Step:
    growth = find_growth(recist, new, pending, reasons)
    days = days_at_least(pending.recist.date, recist.date)
    is_late_enough = days is not None and days >= settings.irecist_confirm_days
    if growth and is_late_enough:  # (2)
        confirmed = Standing(pending, is_confirmed=True)
        return _confirm(recist, confirmed, growth & pending.reasons, _say(growth, days))
    if growth:  # (5)
        return _progressing(
            recist, Standing(pending), IResponse.IUPD, _say_too_early(settings.irecist_confirm_days)
        )
    if _is_open_question(recist, new, pending):  # (3)
        return Step(
            as_iresponse(recist.target),
            as_iresponse(recist.non_target),
            IResponse.NE,
            Standing(pending),
            _NOT_EVALUABLE,
        )
    target = _target_after(recist, pending)
    if target is Response.PD or not _is_new_disease_back(recist, new, pending):  # (5)
        return _progressing(recist, Standing(pending), IResponse.IUPD, _UNCHANGED)
    return _settle(recist, new, target, Standing(), _RESET)  # (4)


def _has_target_grown(recist: RecistTimePoint, pending: Pending) -> bool:
    """Compare like with like: a lesion not measured then must not be measured now."""
    then, now = pending.recist.targets, recist.targets
    if not set(then.not_evaluable) <= set(now.not_evaluable):
        return False
    return now.measured_mm - then.measured_mm >= PD_MIN_MM


def _is_open_question(recist: RecistTimePoint, new: NewDisease, pending: Pending) -> bool:
    return (
        recist.target is Response.NE
        or (Reason.NON_TARGET in pending.reasons and recist.non_target is Response.NE)
        or (Reason.NEW in pending.reasons and bool(new.unmeasured))
    )


def _target_after(recist: RecistTimePoint, pending: Pending) -> Response:
    """Return the target response after an open iUPD: against baseline once it shrank."""
    if Reason.TARGET not in pending.reasons or recist.baseline_mm is None:
        return recist.target
    if recist.targets.measured_mm >= pending.recist.targets.measured_mm:
        return Response.PD
    step = compute_target_step(
        recist.targets,
        baseline_mm=recist.baseline_mm,
        nadir_mm=recist.baseline_mm,
        is_after_complete=False,
    )
    return step.response


def _is_new_disease_back(recist: RecistTimePoint, new: NewDisease, pending: Pending) -> bool:
    if Reason.NEW not in pending.reasons:
        return True
    has_target_shrunk = recist.targets.measured_mm < pending.recist.targets.measured_mm
    return has_target_shrunk or new.has_shrunk_since(pending.new)


def _settle(
    recist: RecistTimePoint, new: NewDisease, target: Response, standing: Standing, why: Bilingual
) -> Step:
    prefixed, non_target = as_iresponse(target), as_iresponse(recist.non_target)
    overall = compute_ioverall(prefixed, non_target, has_new_lesion=False)
    if overall is IResponse.ICR and new.is_present:
        overall = IResponse.IPR
    if not recist.is_imaged:
        overall = IResponse.NE
    return Step(prefixed, non_target, overall, standing, why)


def _progressing(
    recist: RecistTimePoint, standing: Standing, overall: IResponse, why: Bilingual
) -> Step:
    return Step(
        as_iresponse(recist.target), as_iresponse(recist.non_target), overall, standing, why
    )


def _confirm(
    recist: RecistTimePoint, standing: Standing, confirmed: frozenset[Reason], why: Bilingual
) -> Step:
    step = _progressing(recist, standing, IResponse.ICPD, why)
    target = IResponse.ICPD if Reason.TARGET in confirmed else step.target
    non_target = IResponse.ICPD if Reason.NON_TARGET in confirmed else step.non_target
    return Step(target, non_target, IResponse.ICPD, standing, why)


_ZH = {Reason.TARGET: "靶病灶", Reason.NON_TARGET: "非靶病灶", Reason.NEW: "新病灶"}
_SETTLED = Bilingual("As RECIST 1.1; no progression open.", "同RECIST 1.1；无待确认的进展。")
_AFTER_CONFIRMED = Bilingual("iCPD: progression already confirmed.", "iCPD：进展此前已确认。")
_NOT_EVALUABLE = Bilingual(
    "NE: what progressed cannot be judged; iUPD stays open.", "NE：进展部位不可评价；iUPD待确认。"
)
_UNCHANGED = Bilingual(
    "iUPD: neither confirmed nor gone back; stays open.", "iUPD：未确认亦未回退；仍待确认。"
)
_RESET = Bilingual(
    "Not confirmed and gone back against baseline: the bar is reset.",
    "未确认且较基线回退：重新计起。",
)


def _say_opened(reasons: frozenset[Reason]) -> Bilingual:
    en, zh = _name(reasons)
    return Bilingual(
        f"iUPD: progression ({en}), to be confirmed 4-8 weeks later.",
        f"iUPD：进展（{zh}），4-8周后确认。",
    )


def _say(growth: frozenset[Reason], days: int | None) -> Bilingual:
    en, zh = _name(growth)
    return Bilingual(
        f"iCPD: worse ({en}) {days} days after the first iUPD.",
        f"iCPD：首次iUPD后{days}天继续恶化（{zh}）。",
    )


def _say_too_early(minimum: int) -> Bilingual:
    return Bilingual(
        f"iUPD: worse, but less than {minimum} days after the first iUPD; not confirmed.",
        f"iUPD：继续恶化，但距首次iUPD不足{minimum}天，不能确认。",
    )


def _name(reasons: frozenset[Reason]) -> tuple[str, str]:
    ordered = tuple(reason for reason in Reason if reason in reasons)
    return ", ".join(reason.value for reason in ordered), "、".join(_ZH[x] for x in ordered)
