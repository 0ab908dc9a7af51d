"""`derive best-response`: the best overall response from overall responses by date."""

from hcc_crf.clinical.best_response import (
    RULE,
    ResponsePoint,
    compute_best_response,
    compute_best_unconfirmed,
    select_points,
)
from hcc_crf.clinical.response import Response
from hcc_crf.values import PartialDate

from .inputs import (
    Case,
    ChoiceInput,
    DateInput,
    NestedInput,
    UnreadableCaseError,
    YesNoInput,
)
from .protocol import Answer, Derivation, Json
from .tumour_settings import INTERVAL_INPUTS, read_settings, write_date

OVERALL_CODES = tuple(response for response in Response if response is not Response.NA)
_TREATMENT_START = DateInput("treatment_start")
_DATE = DateInput("date")
_LATEST_DATE = DateInput("latest_date", about="latest scan, absent: date")
_OVERALL = ChoiceInput("overall", choices=OVERALL_CODES)
RESPONSES = NestedInput("responses", members=(_DATE, _LATEST_DATE, _OVERALL))
_NON_TARGET_ONLY = YesNoInput(
    "non_target_only", about="absent: Y with Non-CR/Non-PD and neither PR nor SD"
)
NEW_THERAPY = DateInput("new_therapy", about="further anticancer therapy")
_OUTPUTS = ("best_overall", "date", "best_overall_unconfirmed", "query")


def read_points(
    case: Case, *, start: PartialDate | None = None
) -> tuple[tuple[ResponsePoint, ...], tuple[str, ...]]:
    """Return the responses by date, and the names of what lacks.

    An empty list is a course without assessments; a list that is not there lacks.

    Raises:
        UnreadableCaseError: A response is dated before `start`.
    """
    points: list[ResponsePoint] = []
    missing = [RESPONSES.name] if case.fields.get(RESPONSES.name) is None else []
    for member in RESPONSES.read_list(case):
        date, overall = _DATE.read(member), _OVERALL.read(member)
        if date is None or overall is None:
            missing.append(f"{member.place}{'date' if date is None else 'overall'}")
            continue
        refuse_before(start, date, f"{member.place}date")
        points.append(ResponsePoint(date, overall, _LATEST_DATE.read(member)))
    points.sort(key=_first_day)
    return tuple(points), tuple(missing)


def refuse_before(start: PartialDate | None, date: PartialDate | None, name: str) -> None:
    """Let pass a date that may lie on or after the start of treatment.

    Raises:
        UnreadableCaseError: It is certainly earlier.
    """
    if start is not None and date is not None and date.is_before(start) is True:
        raise UnreadableCaseError(name, f"{date} is before treatment_start {start}")


def read_non_target_only(case: Case, points: tuple[ResponsePoint, ...]) -> bool:
    """Return whether the subject had no targets; without an answer, as the responses show."""
    given = _NON_TARGET_ONLY.read(case)
    if given is not None:
        return given
    responses = {point.response for point in points}
    return Response.NON_CR_NON_PD in responses and responses.isdisjoint({Response.PR, Response.SD})


def _answer(case: Case) -> Answer:
    settings = read_settings(case)
    points, missing = read_points(case)
    start = _TREATMENT_START.read(case)
    if missing:
        why = f"Not derivable: {', '.join(missing)} missing."
        return Answer(dict.fromkeys(_OUTPUTS), why, missing)
    selected = select_points(points, new_therapy=NEW_THERAPY.read(case))
    is_non_target_only = read_non_target_only(case, points)
    best = compute_best_response(
        selected,
        treatment_start=start,
        settings=settings,
        is_non_target_only=is_non_target_only,
    )
    unconfirmed = compute_best_unconfirmed(
        selected,
        treatment_start=start,
        settings=settings,
        is_non_target_only=is_non_target_only,
    )
    results: dict[str, Json] = {
        "best_overall": best.response,
        "date": write_date(best.date),
        "best_overall_unconfirmed": unconfirmed.response,
        "query": None if best.query is None else best.query.en,
    }
    lacks_start = best.response is None and start is None
    return Answer(results, best.why.en, ("treatment_start",) if lacks_start else ())


def _first_day(point: ResponsePoint) -> int:
    return 0 if point.date is None else point.date.first.toordinal()


DERIVATION = Derivation(
    name="best-response",
    rule=RULE,
    inputs=(_TREATMENT_START, RESPONSES, *INTERVAL_INPUTS, _NON_TARGET_ONLY, NEW_THERAPY),
    outputs=_OUTPUTS,
    answer=_answer,
    summary="best overall response, CR and PR confirmed",
)
