"""`derive endpoints`: PFS, OS, duration of response and time to response of one subject."""

from hcc_crf.clinical.best_response import (
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

from .best_response import NEW_THERAPY, RESPONSES, read_non_target_only, read_points
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
    settings = read_settings(case)
    points, missing = read_points(case)
    start = _TREATMENT_START.read(case)
    if start is None:
        missing = ("treatment_start", *missing)
    if start is None or missing:
        why = f"Not derivable: {', '.join(missing)} missing."
        return Answer(dict.fromkeys(_OUTPUTS), why, missing)
    new_therapy = NEW_THERAPY.read(case)
    course = EndpointCourse(
        start,
        points,
        _DEATH.read(case),
        _LAST_ALIVE.read(case),
        new_therapy,
        _read_schedule(case),
    )
    is_confirmed = _CONFIRMATION.read(case) is not False
    compute_best = compute_best_response if is_confirmed else compute_best_unconfirmed
    best = compute_best(
        select_points(points, new_therapy=new_therapy),
        treatment_start=start,
        settings=settings,
        is_non_target_only=read_non_target_only(case, points),
    )
    pfs, survival = compute_pfs(course, settings), compute_os(course)
    dor = compute_dor(course, settings, best=best, is_confirmation_required=is_confirmed)
    ttr = compute_ttr(course, settings, best=best, is_confirmation_required=is_confirmed)
    is_controlled = is_disease_controlled(best.response)
    results: dict[str, Json] = {
        "pfs": _write(pfs),
        "os": _write(survival),
        "dor": _write(dor),
        "ttr": _write(ttr),
        "dcr": None if is_controlled is None else ("Y" if is_controlled else "N"),
    }
    return Answer(results, f"PFS: {pfs.why.en} OS: {survival.why.en} DoR: {dor.why.en}")


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
