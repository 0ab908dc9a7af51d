"""`derive endpoints`: PFS, OS, duration of response and time to response of one subject."""

from hcc_crf.clinical.best_response import (
    ResponsePoint,
    compute_best_response,
    compute_best_unconfirmed,
    select_points,
)
from hcc_crf.clinical.endpoints import (
    RULE,
    AssessmentSchedule,
    Endpoint,
    EndpointCourse,
    compute_dor,
    compute_os,
    compute_pfs,
    compute_ttr,
    is_disease_controlled,
)
from hcc_crf.clinical.figures import rounded_half_up
from hcc_crf.values import PartialDate

from .best_response import (
    NEW_THERAPY,
    RESPONSES,
    read_non_target_only,
    read_points,
    refuse_before,
)
from .inputs import Case, DateInput, NumberInput, YesNoInput
from .protocol import Answer, Derivation, Json, plain
from .tumour_settings import INTERVAL_INPUTS, read_settings, write_date

_TREATMENT_START = DateInput("treatment_start")
_DEATH = DateInput("death")
_LAST_ALIVE = DateInput("last_alive")
_CONFIRMATION = YesNoInput("confirmation", about="responders only when confirmed; absent: Y")
_INTERVAL = NumberInput(
    "imaging_interval_days", is_whole=True, about="absent: missed assessments are not looked for"
)
_LATE_INTERVAL = NumberInput("imaging_interval_late_days", is_whole=True, about="absent: the same")
_SWITCH_WEEK = NumberInput("imaging_switch_week", is_whole=True)
_WINDOW = NumberInput("imaging_window_days", is_whole=True, about="absent: 7")
_MISSED = NumberInput("missed_assessments", is_whole=True, about="absent: 2")
_OUTPUTS = ("pfs", "os", "dor", "ttr", "dcr")
_DEFAULT_WINDOW_DAYS = 7
_DEFAULT_MISSED = 2
_DAYS_PER_WEEK = 7
_NO_SWITCH = 10**6
"""Past any planned day: the rhythm never changes."""


def _answer(case: Case) -> Answer:
    settings, start = read_settings(case), _TREATMENT_START.read(case)
    points, missing = read_points(case, start=start)
    if start is None:
        names = (_TREATMENT_START.name, *missing)
        return Answer(dict.fromkeys(_OUTPUTS), _lacking(names), names)
    course = _read_course(case, start, points)
    survival = compute_os(course)
    if missing:
        needs_points = course.death is None and course.last_alive is None
        results = dict.fromkeys(_OUTPUTS) | {"os": None if needs_points else _write(survival)}
        why = _lacking(missing) if needs_points else f"{_lacking(missing)} OS: {survival.why.en}"
        return Answer(results, why, missing)
    is_confirmed = _CONFIRMATION.read(case) is not False
    compute_best = compute_best_response if is_confirmed else compute_best_unconfirmed
    best = compute_best(
        select_points(points, new_therapy=course.new_therapy),
        treatment_start=start,
        settings=settings,
        is_non_target_only=read_non_target_only(case, points),
    )
    pfs = compute_pfs(course, settings)
    dor = compute_dor(course, settings, best=best, is_confirmation_required=is_confirmed)
    ttr = compute_ttr(course, settings, best=best, is_confirmation_required=is_confirmed)
    is_controlled = is_disease_controlled(best.response)
    controlled = None if is_controlled is None else ("Y" if is_controlled else "N")
    written = (_write(pfs), _write(survival), _write(dor), _write(ttr), controlled)
    return Answer(
        dict(zip(_OUTPUTS, written, strict=True)),
        f"PFS: {pfs.why.en} OS: {survival.why.en} DoR: {dor.why.en}",
    )


def _lacking(names: tuple[str, ...]) -> str:
    return f"Not derivable: {', '.join(names)} missing."


def _read_course(
    case: Case, start: PartialDate, points: tuple[ResponsePoint, ...]
) -> EndpointCourse:
    """Nobody dies or is seen alive before treatment starts: such a line holds a wrong date."""
    death, last_alive = _DEATH.read(case), _LAST_ALIVE.read(case)
    refuse_before(start, death, _DEATH.name)
    refuse_before(start, last_alive, _LAST_ALIVE.name)
    new_therapy = NEW_THERAPY.read(case)
    return EndpointCourse(start, points, death, last_alive, new_therapy, _read_schedule(case))


def _read_schedule(case: Case) -> AssessmentSchedule | None:
    interval = _INTERVAL.read(case)
    if not interval:
        return None
    late, week = _LATE_INTERVAL.read(case), _SWITCH_WEEK.read(case)
    window, missed = _WINDOW.read(case), _MISSED.read(case)
    return AssessmentSchedule(
        int(interval),
        int(late or interval),
        _NO_SWITCH if week is None else int(week) * _DAYS_PER_WEEK + 1,
        _DEFAULT_WINDOW_DAYS if window is None else int(window),
        _DEFAULT_MISSED if missed is None else int(missed),
    )


def _write(endpoint: Endpoint) -> dict[str, Json]:
    months = endpoint.months
    return {
        "days": None if endpoint.days is None else plain(endpoint.days),
        "censored": None if endpoint.date is None else endpoint.is_censored,
        "date": write_date(endpoint.date),
        "start": write_date(endpoint.start),
        "months": None if months is None else plain(rounded_half_up(months, 1)),
        "why": endpoint.why.en,
    }


DERIVATION = Derivation(
    name="endpoints",
    rule=RULE,
    inputs=(
        _TREATMENT_START,
        RESPONSES,
        _DEATH,
        _LAST_ALIVE,
        NEW_THERAPY,
        *INTERVAL_INPUTS,
        _CONFIRMATION,
        _INTERVAL,
        _LATE_INTERVAL,
        _SWITCH_WEEK,
        _WINDOW,
        _MISSED,
    ),
    outputs=_OUTPUTS,
    answer=_answer,
    summary="PFS, OS, duration of response, time to response, disease control",
)
