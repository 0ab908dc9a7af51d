"""Best overall response of a course, with and without confirmation.

Source: RECIST 1.1 §4.4 and Table 3; `derivations.md` §6.7, §12.9, §12.10. A minimum interval has no
maximum. A real CR cannot become PR, so a CR that was not confirmed before a PR gives no value but a
question to a person.
"""

from typing import NamedTuple

from hcc_crf.values import Bilingual, PartialDate

from .intervals import days_at_least, is_certainly_before
from .recist_settings import RecistSettings
from .response import CONTROLLED, RESPONDERS, Response

RULE = "best-response/1"
_CR_ONLY = frozenset({Response.CR})
_STABLE_AT_LEAST = frozenset({Response.CR, Response.PR, Response.SD})
_NON_TARGET_STABLE = frozenset({Response.CR, Response.NON_CR_NON_PD})
_STABLE = frozenset({Response.SD, Response.NON_CR_NON_PD})


class ResponsePoint(NamedTuple):
    """The overall response of one assessment.

    Attributes:
        date: Earliest scan; every interval counts from it. `None` while not entered.
        latest_date: Latest scan; `None`: the same as `date`.
    """

    date: PartialDate | None
    response: Response
    latest_date: PartialDate | None = None


class BestResponse(NamedTuple):
    """The best response, and the assessment that establishes it.

    Attributes:
        response: `None` when a person has to decide, or the treatment start lacks.
        date: Of the assessment that establishes it; of a confirmed CR or PR, the confirmed one.
        query: A question the course raises, whatever the result.
    """

    response: Response | None
    date: PartialDate | None
    why: Bilingual
    query: Bilingual | None = None


def select_points(
    points: tuple[ResponsePoint, ...], *, new_therapy: PartialDate | None
) -> tuple[ResponsePoint, ...]:
    """Return what counts: up to and including the first PD, and before a further therapy began."""
    selected = []
    for point in points:
        if not is_certainly_before(point.date, new_therapy):
            continue
        selected.append(point)
        if point.response is Response.PD:
            break
    return tuple(selected)


def find_confirmed(
    points: tuple[ResponsePoint, ...],
    accepted: frozenset[Response],
    settings: RecistSettings,
) -> tuple[ResponsePoint, ResponsePoint] | None:
    """Return the first accepted response and the accepted one that confirms it, or `None`.

    At least `confirm_days` lie between them, exactly so many count, and nothing but accepted
    responses and at most `max_ne` NE.
    """
    for index, first in enumerate(points):
        if first.response not in accepted:
            continue
        not_evaluable = 0
        for later in points[index + 1 :]:
            if later.response is Response.NE:
                not_evaluable += 1
                if not_evaluable > settings.max_ne:
                    break
            elif later.response not in accepted:
                break
            elif _is_reached(first.date, later.date, settings.confirm_days):
                return first, later
    return None


def compute_best_response(
    points: tuple[ResponsePoint, ...],
    *,
    treatment_start: PartialDate | None,
    settings: RecistSettings,
    is_non_target_only: bool = False,
) -> BestResponse:
    """Return the best overall response, CR and PR confirmed.

    1. CR confirmed by a later CR: CR.
    2. A CR not confirmed before a later PR: no value; a person decides (Table 3, note).
    3. PR or CR confirmed by a later PR or CR: PR.
    4. CR, PR or SD at least `sd_min_days` after treatment start: SD; without targets, CR or
       Non-CR/Non-PD so late: Non-CR/Non-PD.
    5. Otherwise PD when there is one.
    6. Otherwise NE, also without any assessment; ND when there never was disease.

    Args:
        points: In order of date, as `select_points` gives them.
        treatment_start: First dose; unknown, then what needs the minimum interval has no value.
        settings: `confirm_days`, `sd_min_days` and `max_ne` are used.
        is_non_target_only: The subject had no target lesion at baseline.
    """
    case = _Case(treatment_start, settings, is_non_target_only, _find_order_query(points))
    if _has_open_cr_before_pr(points, settings):  # (2)
        return _undecided()
    confirmed = find_confirmed(points, _CR_ONLY, settings)
    if confirmed is not None:  # (1)
        return _describe_confirmed(Response.CR, confirmed, case)
    confirmed = find_confirmed(points, RESPONDERS, settings)
    if confirmed is not None:  # (3)
        return _describe_confirmed(Response.PR, confirmed, case)
    return _best_without_response(points, case)


def compute_best_unconfirmed(
    points: tuple[ResponsePoint, ...],
    *,
    treatment_start: PartialDate | None,
    settings: RecistSettings,
    is_non_target_only: bool = False,
) -> BestResponse:
    """Return the best overall response where no confirmation is asked.

    The best of CR, PR, then SD or Non-CR/Non-PD after the minimum interval, then PD, then NE.
    """
    for wanted in (Response.CR, Response.PR):
        for point in points:
            if point.response is wanted:
                said = _say(point)
                why = Bilingual(f"{said.en}; no confirmation asked.", f"{said.zh}；不要求确认。")
                return BestResponse(wanted, point.date, why)
    case = _Case(treatment_start, settings, is_non_target_only, None)
    return _best_without_response(points, case)


class _Case(NamedTuple):
    treatment_start: PartialDate | None
    settings: RecistSettings
    is_non_target_only: bool
    query: Bilingual | None

    @property
    def ranks(self) -> tuple[tuple[Response, frozenset[Response]], ...]:
        """What stands after the minimum interval, and the responses that prove it; best first."""
        if self.is_non_target_only:
            return ((Response.NON_CR_NON_PD, _NON_TARGET_STABLE),)
        return (
            (Response.SD, _STABLE_AT_LEAST),
            (Response.NON_CR_NON_PD, frozenset({Response.NON_CR_NON_PD})),
        )


def _best_without_response(points: tuple[ResponsePoint, ...], case: _Case) -> BestResponse:
    minimum = case.settings.sd_min_days
    if case.treatment_start is None and any(p.response in CONTROLLED for p in points):
        why = Bilingual(
            "Treatment start missing: whether SD stood long enough is not known.",
            "缺少治疗开始日期：无法判断SD是否达到最短间隔。",
        )
        return BestResponse(None, None, why, case.query)
    for result, accepted in case.ranks:  # (4)
        for point in points:
            if point.response in accepted and _is_reached(
                case.treatment_start, point.date, minimum
            ):
                return _describe_stable(result, point, case)
    return _best_of_the_rest(points, minimum)


def _best_of_the_rest(points: tuple[ResponsePoint, ...], minimum: int) -> BestResponse:
    if not points:  # (6)
        return BestResponse(Response.NE, None, Bilingual("NE: no assessment.", "NE：无评估。"))
    for point in points:
        if point.response is Response.PD:  # (5)
            said = _say(point)
            why = Bilingual(
                f"{said.en}; no CR, PR or SD {minimum} days or more after treatment start.",
                f"{said.zh}；治疗开始满{minimum}天后无CR、PR或SD。",
            )
            return BestResponse(Response.PD, point.date, why)
    for point in points:
        if point.response is Response.ND:
            why = Bilingual("No disease at baseline, none since.", "基线无病灶，此后亦无。")
            return BestResponse(Response.ND, point.date, why)
    why = Bilingual(
        f"NE: no confirmed response, and no CR, PR or SD {minimum} days or more after treatment "
        "start.",
        f"NE：无确认的缓解，且治疗开始满{minimum}天后无CR、PR或SD。",
    )
    return BestResponse(Response.NE, points[0].date, why)


def _is_reached(start: PartialDate | None, date: PartialDate | None, minimum: int) -> bool:
    days = days_at_least(start, date)
    return days is not None and days >= minimum


def _has_open_cr_before_pr(points: tuple[ResponsePoint, ...], settings: RecistSettings) -> bool:
    for index in range(_first_cr(points) + 1, len(points)):
        if points[index].response is Response.PR:
            return find_confirmed(points[:index], _CR_ONLY, settings) is None
    return False


def _first_cr(points: tuple[ResponsePoint, ...]) -> int:
    """Return its place; the number of points when there is none."""
    for index, point in enumerate(points):
        if point.response is Response.CR:
            return index
    return len(points)


def _find_order_query(points: tuple[ResponsePoint, ...]) -> Bilingual | None:
    for point in points[_first_cr(points) + 1 :]:
        if point.response in _STABLE:
            said = _say(point)
            return Bilingual(
                f"CR was followed by {said.en}: was the CR right, or has the disease come back?",
                f"CR之后{said.zh}：请核对此前CR是否成立或是否复发。",
            )
    return None


def _say(point: ResponsePoint) -> Bilingual:
    """Name a response and its day, of which nothing may be known yet."""
    if point.date is None:
        return Bilingual(
            f"{point.response} at an assessment without a date", f"{point.response}（评估日期缺失）"
        )
    return Bilingual(f"{point.response} on {point.date}", f"{point.date}为{point.response}")


def _undecided() -> BestResponse:
    why = Bilingual(
        "A CR not yet confirmed was followed by PR: either the CR was wrong (then PR) or the "
        "disease came back (then PD). The investigator decides.",
        "未确认的CR之后为PR：或此前CR不成立（则为PR），或疾病复发（则为PD）。由研究者判定。",
    )
    return BestResponse(None, None, why, why)


def _describe_confirmed(
    response: Response, pair: tuple[ResponsePoint, ResponsePoint], case: _Case
) -> BestResponse:
    first, later = pair
    days = days_at_least(first.date, later.date)
    minimum = case.settings.confirm_days
    why = Bilingual(
        f"{first.response} on {first.date}, confirmed by {later.response} on {later.date}, "
        f"{days} days later (from {minimum}).",
        f"{first.date}为{first.response}，{days}天后（须≥{minimum}天）由{later.date}的"
        f"{later.response}确认。",
    )
    return BestResponse(response, first.date, why, case.query)


def _describe_stable(result: Response, point: ResponsePoint, case: _Case) -> BestResponse:
    days = days_at_least(case.treatment_start, point.date)
    minimum = case.settings.sd_min_days
    why = Bilingual(
        f"{point.response} on {point.date}, {days} days after treatment start (from {minimum}); "
        f"no confirmed response: {result}.",
        f"{point.date}为{point.response}，距治疗开始{days}天（须≥{minimum}天）；"
        f"无确认的缓解：{result}。",
    )
    return BestResponse(result, point.date, why, case.query)
