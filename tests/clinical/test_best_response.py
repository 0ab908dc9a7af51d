"""Best overall response: confirmation, minimum interval, order of CR and PR, dates."""

from dataclasses import replace

import pytest

from hcc_crf.clinical.best_response import (
    BestResponse,
    ResponsePoint,
    compute_best_response,
    compute_best_unconfirmed,
    find_confirmed,
    select_points,
)
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.response import RESPONDERS, Response
from hcc_crf.values import PartialDate
from tests.clinical.courses import on_day, responses

SETTINGS = RecistSettings()


def _best(
    *points: tuple[int, str], non_target_only: bool = False, settings: RecistSettings = SETTINGS
) -> BestResponse:
    selected = select_points(responses(*points), new_therapy=None)
    return compute_best_response(
        selected,
        treatment_start=on_day(0),
        settings=settings,
        is_non_target_only=non_target_only,
    )


def _day(best: BestResponse) -> int | None:
    return None if best.date is None else (best.date.first - on_day(0).first).days


# RECIST 1.1 §4.4 and Table 3; derivations.md 6.7 and 12.10.
@pytest.mark.parametrize(
    ("points", "response", "day"),
    [
        pytest.param([(42, "PR"), (70, "PR")], "PR", 42, id="28 days confirm"),
        pytest.param([(42, "PR"), (69, "PR")], "SD", 42, id="27 days do not"),
        pytest.param([(42, "PR"), (400, "PR")], "PR", 42, id="there is no maximum"),
        pytest.param([(42, "CR"), (70, "CR")], "CR", 42, id="CR confirmed"),
        pytest.param([(42, "PR"), (84, "CR")], "PR", 42, id="PR, CR: CR still unconfirmed"),
        pytest.param([(42, "PR"), (84, "CR"), (126, "CR")], "CR", 84, id="PR, CR, CR"),
        pytest.param([(42, "PR"), (62, "PR"), (71, "PR")], "PR", 42, id="PR between confirms"),
        pytest.param([(42, "PR"), (84, "NE"), (126, "PR")], "PR", 42, id="one NE between"),
        pytest.param(
            [(42, "PR"), (84, "NE"), (126, "NE"), (168, "PR")], "SD", 42, id="two NE between"
        ),
        pytest.param([(42, "PR"), (84, "SD"), (126, "PR")], "SD", 42, id="PR-SD-PR"),
        pytest.param([(42, "CR"), (84, "NE"), (126, "CR")], "CR", 42, id="CR, NE, CR"),
        pytest.param([(42, "SD")], "SD", 42, id="SD at 42 days"),
        pytest.param([(41, "SD")], "NE", 41, id="SD at 41 days alone: NE"),
        pytest.param([(41, "SD"), (84, "PD")], "PD", 84, id="SD too early, then PD"),
        pytest.param([(41, "PR"), (84, "NE")], "NE", 41, id="PR too early, then NE"),
        pytest.param([(41, "CR"), (84, "SD")], "SD", 84, id="CR too early, SD after it"),
        pytest.param([(42, "CR"), (84, "PD")], "SD", 42, id="CR, PD: SD"),
        pytest.param([(42, "NE"), (84, "PD")], "PD", 84, id="NE, PD"),
        pytest.param([(42, "PD"), (84, "PR"), (126, "PR")], "PD", 42, id="nothing after PD"),
        pytest.param([(42, "NE"), (84, "NE")], "NE", 42, id="never evaluable"),
        pytest.param([], "NE", None, id="no assessment"),
        pytest.param([(42, "ND"), (84, "ND")], "ND", 42, id="no disease"),
        pytest.param([(42, "NON-CR/NON-PD")], "NON-CR/NON-PD", 42, id="as it is without the word"),
    ],
)
def test_best_confirmed_response(
    points: list[tuple[int, str]], response: str, day: int | None
) -> None:
    best = _best(*points)
    assert (best.response, _day(best)) == (response, day)
    assert best.why.en
    assert best.why.zh


@pytest.mark.parametrize(
    "points",
    [
        pytest.param([(42, "CR"), (84, "PR")], id="CR, PR"),
        pytest.param([(42, "CR"), (84, "NE"), (126, "PR")], id="NE between"),
        pytest.param([(42, "PR"), (84, "CR"), (126, "PR")], id="PR, CR, PR"),
        pytest.param([(42, "CR"), (69, "CR"), (84, "PR")], id="CR not yet 28 days old"),
    ],
)
def test_an_open_cr_before_a_pr_is_left_to_a_person(points: list[tuple[int, str]]) -> None:
    best = _best(*points)
    assert (best.response, best.date) == (None, None)
    assert best.query is not None


def test_a_cr_confirmed_before_the_pr_stays() -> None:
    assert _best((42, "CR"), (84, "CR"), (126, "PR")).response is Response.CR


@pytest.mark.parametrize("later", ["SD", "NON-CR/NON-PD"])
def test_cr_followed_by_less_raises_a_question(later: str) -> None:
    best = _best((42, "CR"), (84, later))
    assert best.query is not None
    assert best.query.en == (
        f"CR was followed by {later} on {on_day(84)}: was the CR right, or has the disease come "
        "back?"
    )
    assert _best((42, "SD"), (84, "CR")).query is None


# derivations.md 6.7 and 12.9.
@pytest.mark.parametrize(
    ("points", "response"),
    [
        pytest.param([(42, "CR"), (84, "CR")], "CR", id="CR confirmed"),
        pytest.param([(42, "CR"), (60, "CR")], "NON-CR/NON-PD", id="CR not confirmed"),
        pytest.param([(42, "NON-CR/NON-PD")], "NON-CR/NON-PD", id="at the minimum interval"),
        pytest.param([(41, "NON-CR/NON-PD")], "NE", id="before it"),
        pytest.param([(41, "NON-CR/NON-PD"), (84, "PD")], "PD", id="before it, then PD"),
        pytest.param([(42, "NE")], "NE", id="not evaluable"),
    ],
)
def test_best_response_without_targets(points: list[tuple[int, str]], response: str) -> None:
    assert _best(*points, non_target_only=True).response == response


# The study asks 35 days; date - first dose (trial.md 3).
@pytest.mark.parametrize(("day", "response"), [(34, "NE"), (35, "SD")])
def test_minimum_interval_of_the_study(day: int, response: str) -> None:
    assert _best((day, "SD"), settings=replace(SETTINGS, sd_min_days=35)).response == response


@pytest.mark.parametrize(
    ("points", "response", "day"),
    [
        ([(14, "PR"), (42, "SD")], "PR", 14),
        ([(42, "PR"), (84, "CR")], "CR", 84),
        ([(42, "SD"), (84, "PD")], "SD", 42),
        ([(42, "PD"), (84, "CR")], "PD", 42),
        ([(41, "SD")], "NE", 41),
    ],
)
def test_best_response_without_confirmation(
    points: list[tuple[int, str]], response: str, day: int
) -> None:
    selected = select_points(responses(*points), new_therapy=None)
    best = compute_best_unconfirmed(selected, treatment_start=on_day(0), settings=SETTINGS)
    assert (best.response, _day(best)) == (response, day)


def test_points_on_or_after_a_new_therapy_do_not_count() -> None:
    points = responses((42, "PR"), (84, "PR"), (126, "PR"))
    assert select_points(points, new_therapy=on_day(84)) == points[:1]


def test_a_new_therapy_of_an_unknown_day_counts_from_the_first_day_it_may_be() -> None:
    points = responses((20, "PR"), (40, "PR"))  # 25 January and 14 February 2026
    assert select_points(points, new_therapy=PartialDate("2026-02")) == points[:1]


def test_without_treatment_start_what_needs_the_interval_has_no_value() -> None:
    stable = responses((42, "SD"), (84, "PD"))
    best = compute_best_response(stable, treatment_start=None, settings=SETTINGS)
    assert (best.response, best.date) == (None, None)
    confirmed = responses((42, "PR"), (84, "PR"))
    best = compute_best_response(confirmed, treatment_start=None, settings=SETTINGS)
    assert best.response is Response.PR
    assert compute_best_response((), treatment_start=None, settings=SETTINGS).response == "NE"
    worse = responses((42, "NE"), (84, "PD"))
    assert compute_best_response(worse, treatment_start=None, settings=SETTINGS).response == "PD"


def test_a_response_of_an_unknown_day_confirms_only_when_certain() -> None:
    first = ResponsePoint(PartialDate("2026-02-03"), Response.PR)
    march = ResponsePoint(PartialDate("2026-03"), Response.PR)  # 26 to 56 days later
    april = ResponsePoint(PartialDate("2026-04"), Response.PR)
    assert find_confirmed((first, march), RESPONDERS, SETTINGS) is None
    assert find_confirmed((first, april), RESPONDERS, SETTINGS) == (first, april)


def test_a_response_without_a_date_confirms_nothing() -> None:
    undated = ResponsePoint(None, Response.PR)
    assert find_confirmed((*responses((42, "PR")), undated), RESPONDERS, SETTINGS) is None


@pytest.mark.parametrize("response", ["PR", "PD"])
def test_a_response_without_a_date_is_named_as_such(response: str) -> None:
    point = ResponsePoint(None, Response(response))
    best = compute_best_unconfirmed((point,), treatment_start=on_day(0), settings=SETTINGS)
    assert best.why.en.startswith(f"{response} at an assessment without a date; no ")
    assert "None" not in best.why.zh


def test_a_question_about_a_lost_response_without_a_date_is_asked_all_the_same() -> None:
    points = (*responses((42, "CR")), ResponsePoint(None, Response.SD))
    best = compute_best_response(points, treatment_start=on_day(0), settings=SETTINGS)
    assert best.query is not None
    assert best.query.en == (
        "CR was followed by SD at an assessment without a date: was the CR right, or has the "
        "disease come back?"
    )
