"""PFS, OS, duration of response, time to response: events, censoring, gaps, partial dates."""

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
import yaml

from hcc_crf.clinical.best_response import (
    BestResponse,
    ResponsePoint,
    compute_best_response,
    select_points,
)
from hcc_crf.clinical.endpoints import (
    AssessmentSchedule,
    Endpoint,
    EndpointCourse,
    compute_dor,
    compute_os,
    compute_pfs,
    compute_ttr,
    is_disease_controlled,
)
from hcc_crf.clinical.recist_settings import DateRule, RecistSettings
from hcc_crf.clinical.response import Response
from hcc_crf.values import PartialDate
from tests.clinical.courses import on_day, report, responses

SETTINGS = RecistSettings(sd_min_days=35)
STUDY_SCHEDULE = AssessmentSchedule(42, 63, 337, 7)
Json = dict[str, object]


def _course(
    *points: tuple[int, str],
    death: PartialDate | None = None,
    last_alive: PartialDate | None = None,
    new_therapy: PartialDate | None = None,
    schedule: AssessmentSchedule | None = None,
) -> EndpointCourse:
    return EndpointCourse(on_day(0), responses(*points), death, last_alive, new_therapy, schedule)


def _seen(endpoint: Endpoint) -> tuple[int | None, bool]:
    return endpoint.days, endpoint.is_censored


# derivations.md 11: days = end - start + 1; the first dose is day 1.
@pytest.mark.parametrize(
    ("course", "days", "is_censored"),
    [
        pytest.param(_course((42, "SD"), (84, "PD")), 85, False, id="progression"),
        pytest.param(_course((42, "SD"), death=on_day(80)), 81, False, id="death"),
        pytest.param(
            _course((42, "SD"), (84, "PD"), death=on_day(90)), 85, False, id="PD before death"
        ),
        pytest.param(
            _course((84, "PD"), death=on_day(80)), 81, False, id="death before the report of PD"
        ),
        pytest.param(_course((84, "PD"), death=on_day(84)), 85, False, id="the same day"),
        pytest.param(_course((42, "SD"), (84, "NE")), 43, True, id="last evaluable"),
        pytest.param(_course((42, "NE")), 1, True, id="none evaluable: day 1"),
        pytest.param(_course(), 1, True, id="no assessment: day 1"),
        pytest.param(_course(death=on_day(10)), 11, False, id="death without assessment"),
        pytest.param(
            _course((42, "SD"), (84, "PD"), new_therapy=on_day(60)), 43, True, id="therapy first"
        ),
        pytest.param(
            _course((42, "SD"), (84, "PD"), new_therapy=on_day(84)), 85, False, id="not before PD"
        ),
        pytest.param(
            _course((42, "SD"), (84, "SD"), new_therapy=on_day(84)),
            43,
            True,
            id="a scan on the day of the therapy is not before it",
        ),
        pytest.param(_course((42, "PD"), new_therapy=on_day(20)), 1, True, id="nothing before it"),
    ],
)
def test_progression_free_survival(course: EndpointCourse, days: int, is_censored: bool) -> None:
    pfs = compute_pfs(course, SETTINGS)
    assert _seen(pfs) == (days, is_censored)
    assert pfs.why.en
    assert pfs.why.zh


# The study: day 42k+1 to day 337, then every 63 days, window 7 days (trial.md 3).
@pytest.mark.parametrize(
    ("after", "before", "missed"),
    [
        pytest.param(43, 85, 0, id="next assessment"),
        pytest.param(43, 127, 1, id="TA2 missed"),
        pytest.param(43, 134, 1, id="still inside the window of TA3"),
        pytest.param(43, 135, 2, id="the day after it"),
        pytest.param(1, 50, 0, id="inside the window of TA1"),
        pytest.param(1, 51, 1, id="TA1 missed"),
        pytest.param(35, 51, 1, id="the day before its window"),
        pytest.param(36, 51, 0, id="inside its window"),
        pytest.param(337, 400, 0, id="the late rhythm"),
        pytest.param(337, 408, 1, id="TA9 missed"),
        pytest.param(337, 470, 1, id="inside the window of TA10"),
        pytest.param(337, 471, 2, id="TA10 missed"),
    ],
)
def test_missed_assessments_are_those_whose_window_lies_in_the_gap(
    after: int, before: int, missed: int
) -> None:
    assert STUDY_SCHEDULE.count_missed(after, before) == missed


@pytest.mark.parametrize(
    ("event_day", "days", "is_censored"),
    [(133, 134, False), (134, 43, True)],
    ids=["one missed: the event counts", "two missed: censored before the gap"],
)
def test_an_event_after_two_missed_assessments_is_censored_before_them(
    event_day: int, days: int, is_censored: bool
) -> None:
    for event in (
        _course((42, "SD"), (event_day, "PD"), schedule=STUDY_SCHEDULE),
        _course((42, "SD"), death=on_day(event_day), schedule=STUDY_SCHEDULE),
    ):
        assert _seen(compute_pfs(event, SETTINGS)) == (days, is_censored)


@pytest.mark.parametrize(
    ("last_day", "is_censored"), [(34, True), (35, False)], ids=["study day 35", "study day 36"]
)
def test_a_gap_begins_the_day_after_the_last_evaluable_assessment(
    last_day: int, is_censored: bool
) -> None:
    course = _course((last_day, "SD"), (92, "PD"), schedule=STUDY_SCHEDULE)
    assert compute_pfs(course, SETTINGS).is_censored is is_censored


def test_a_death_without_any_assessment_after_two_missed_is_censored_on_day_1() -> None:
    course = EndpointCourse(on_day(0), (), on_day(100), schedule=STUDY_SCHEDULE)
    assert _seen(compute_pfs(course, SETTINGS)) == (1, True)


def test_progression_and_death_on_one_day_count_as_progression() -> None:
    pfs = compute_pfs(_course((84, "PD"), death=on_day(84)), SETTINGS)
    assert pfs.why.en == f"PD on {on_day(84)}."


def test_a_partial_date_is_kept_and_has_no_days() -> None:
    course = _course((42, "SD"), death=PartialDate("2026-07"))
    for endpoint in (compute_pfs(course, SETTINGS), compute_os(course)):
        assert (endpoint.date, endpoint.days) == (PartialDate("2026-07"), None)
        assert endpoint.months is None


@pytest.mark.parametrize(("rule", "days"), [(DateRule.EARLIEST, 85), (DateRule.LATEST, 88)])
def test_progression_carries_the_scan_date_the_study_names(rule: DateRule, days: int) -> None:
    points = (*responses((42, "SD")), ResponsePoint(on_day(84), Response.PD, on_day(87)))
    course = EndpointCourse(on_day(0), points)
    assert compute_pfs(course, RecistSettings(pd_date_rule=rule)).days == days


def test_a_progression_without_a_date_is_no_event() -> None:
    points = (*responses((42, "SD")), ResponsePoint(None, Response.PD))
    assert _seen(compute_pfs(EndpointCourse(on_day(0), points), SETTINGS)) == (43, True)


@pytest.mark.parametrize(
    ("course", "days", "is_censored"),
    [
        pytest.param(_course((42, "SD"), death=on_day(99)), 100, False, id="death"),
        pytest.param(_course((42, "SD"), last_alive=on_day(60)), 61, True, id="last alive"),
        pytest.param(_course((42, "SD")), 43, True, id="last assessment"),
        pytest.param(_course(), 1, True, id="nothing known"),
        pytest.param(_course(last_alive=on_day(-4)), 1, True, id="before the start: day 1"),
    ],
)
def test_overall_survival(course: EndpointCourse, days: int, is_censored: bool) -> None:
    assert _seen(compute_os(course)) == (days, is_censored)


def test_an_assessment_after_the_last_date_alive_is_said() -> None:
    survival = compute_os(_course((42, "SD"), last_alive=on_day(30)))
    assert survival.days == 31
    assert survival.why.en.endswith(f"an assessment is dated {on_day(42)}, check the date.")
    assert survival.why.zh.endswith(f"但有评估日期{on_day(42)}，请核对。")


def _best(course: EndpointCourse) -> BestResponse:
    points = select_points(course.points, new_therapy=course.new_therapy)
    return compute_best_response(points, treatment_start=course.start, settings=SETTINGS)


@pytest.mark.parametrize(
    ("course", "duration", "is_censored", "time_to"),
    [
        pytest.param(
            _course((42, "PR"), (84, "PR"), (168, "PD")), 127, False, 43, id="to progression"
        ),
        pytest.param(_course((42, "PR"), (84, "CR")), 43, True, 43, id="still responding"),
        pytest.param(
            _course((42, "PR"), (84, "SD"), (126, "PR"), (168, "PR")),
            43,
            True,
            127,
            id="from the response that was confirmed",
        ),
        pytest.param(
            _course((42, "PR"), (84, "PR"), death=on_day(100)), 59, False, 43, id="to death"
        ),
    ],
)
def test_duration_of_and_time_to_a_confirmed_response(
    course: EndpointCourse, duration: int, is_censored: bool, time_to: int
) -> None:
    best = _best(course)
    assert _seen(compute_dor(course, SETTINGS, best=best)) == (duration, is_censored)
    assert _seen(compute_ttr(course, SETTINGS, best=best)) == (time_to, False)


def test_a_response_is_dated_by_its_latest_scan_unless_the_study_says_otherwise() -> None:
    points = (
        ResponsePoint(on_day(42), Response.PR, on_day(45)),
        *responses((84, "PR"), (126, "PD")),
    )
    course = EndpointCourse(on_day(0), points)
    assert compute_ttr(course, SETTINGS, best=_best(course)).days == 46
    assert compute_dor(course, SETTINGS, best=_best(course)).days == 82
    earliest = RecistSettings(response_date_rule=DateRule.EARLIEST)
    assert compute_ttr(course, earliest, best=_best(course)).days == 43


def test_without_a_confirmed_response_there_is_no_duration() -> None:
    course = _course((42, "PR"), (84, "PD"))
    best = _best(course)
    for endpoint in (
        compute_dor(course, SETTINGS, best=best),
        compute_ttr(course, SETTINGS, best=best),
    ):
        assert (endpoint.date, endpoint.days, endpoint.is_censored) == (None, None, True)
        assert best.why.en in endpoint.why.en
        assert best.why.zh in endpoint.why.zh


def test_without_confirmation_the_first_response_counts() -> None:
    course = _course((42, "PR"), (84, "PD"))
    best = BestResponse(Response.PR, on_day(42), _best(course).why)
    dor = compute_dor(course, SETTINGS, best=best, is_confirmation_required=False)
    assert dor.days == 43


def test_a_best_response_that_the_points_do_not_show_gives_no_duration() -> None:
    course = _course((42, "SD"))
    best = BestResponse(Response.PR, None, _best(course).why)
    assert compute_dor(course, SETTINGS, best=best).days is None


def test_censoring_on_the_first_day_of_the_only_response_still_lasts_a_day() -> None:
    points = (ResponsePoint(on_day(42), Response.PR, on_day(45)),)
    course = EndpointCourse(on_day(0), points)
    best = BestResponse(Response.PR, on_day(42), _best(course).why)
    dor = compute_dor(course, SETTINGS, best=best, is_confirmation_required=False)
    assert _seen(dor) == (1, True)


@pytest.mark.parametrize(
    ("best", "expected"),
    [
        (Response.CR, True),
        (Response.PR, True),
        (Response.SD, True),
        (Response.NON_CR_NON_PD, True),
        (Response.PD, False),
        (Response.NE, False),
        (None, None),
    ],
)
def test_disease_control(best: Response | None, expected: bool | None) -> None:
    assert is_disease_controlled(best) is expected


def test_months_are_days_by_30_4375() -> None:
    pfs = compute_pfs(_course((168, "PD")), SETTINGS)
    assert pfs.months == Decimal(169) / Decimal("30.4375")


# Dates of the follow-up visits and forms DD and DSEOS of the demonstration subjects.
DEMO_LAST_ALIVE = {"01-002": "2024-10-01", "03-001": "2024-07-13", "03-002": "2024-05-29"}
DEMO_DEATH = {"02-001": "2024-07", "02-002": "2024-02-15"}


def test_demonstration_subjects_have_the_expected_endpoints(shared: Path) -> None:
    path = shared / "study" / "subjects.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    compared = 0
    for subject in document["subjects"]:
        if "tumour" not in subject:
            continue
        course = _demo_course(subject)
        expected = cast("dict[str, Json]", subject["expected_endpoints"])
        assert _agrees(compute_pfs(course, SETTINGS), expected["PFS"]), subject["subject"]
        assert _agrees(compute_os(course), expected["OS"]), subject["subject"]
        best = _best(course)
        if "DOR" in expected:
            dor = compute_dor(course, SETTINGS, best=best)
            assert (str(dor.start), str(dor.date), dor.days) == (
                expected["DOR"]["start"],
                expected["DOR"]["end"],
                expected["DOR"]["days"],
            )
            ttr = compute_ttr(course, SETTINGS, best=best)
            assert ttr.days == subject["expected_endpoints"]["TTR_days"]
        compared += 1
    report(f"demonstration subjects: endpoints of {compared} agree")
    assert compared == 6


def _agrees(endpoint: Endpoint, expected: Json) -> bool:
    is_censored = expected["event"] == "CENSORED"
    return (str(endpoint.date), endpoint.days, endpoint.is_censored) == (
        expected["date"],
        expected["days"],
        is_censored,
    )


def _demo_course(subject: dict[str, object]) -> EndpointCourse:
    tumour = cast("dict[str, list[dict[str, object]]]", subject["tumour"])
    key = str(subject["subject"])
    progression = cast("dict[str, Json | None]", subject["expected_endpoints"])["first_PD"]
    points = [
        ResponsePoint(
            PartialDate(str(assessment["scan_date"])),
            Response(str(cast("Json", assessment["expected"])["OVRLRESP_D"])),
        )
        for assessment in tumour["assessments"]
    ]
    if progression is not None:
        date = PartialDate(str(progression["date"]))
        before = [point for point in points if point.date and point.date.is_before(date)]
        points = [*before, ResponsePoint(date, Response.PD)]
    return EndpointCourse(
        PartialDate(str(subject["first_dose_date"])),
        tuple(points),
        PartialDate(DEMO_DEATH[key]) if key in DEMO_DEATH else None,
        PartialDate(DEMO_LAST_ALIVE[key]) if key in DEMO_LAST_ALIVE else None,
        None,
        STUDY_SCHEDULE,
    )
