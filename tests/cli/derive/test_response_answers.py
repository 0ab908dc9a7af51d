"""`derive best-response` and `endpoints` over JSON Lines."""

import json
from collections.abc import Mapping

import pytest

from hcc_crf.cli.derive.catalogue import BY_NAME
from hcc_crf.cli.derive.stream import Dialogue

Json = dict[str, object]


def _ask(name: str, case: Mapping[str, object]) -> Json:
    answer: Json = json.loads(Dialogue(BY_NAME[name]).answer_line(json.dumps(case).encode()))
    return answer


def _case(*responses: tuple[str, str], **changes: object) -> Json:
    given = [{"date": date, "overall": overall} for date, overall in responses]
    return {"treatment_start": "2026-01-05", "responses": given} | changes


PR_PR_PD = (("2026-02-15", "PR"), ("2026-03-15", "PR"), ("2026-06-15", "PD"))


def test_a_response_confirmed_after_28_days() -> None:
    assert _ask("best-response", _case(*PR_PR_PD)) == {
        "best_overall": "PR",
        "date": "2026-02-15",
        "best_overall_unconfirmed": "PR",
        "query": None,
        "why": "PR on 2026-02-15, confirmed by PR on 2026-03-15, 28 days later (from 28).",
        "rule": "best-response/1",
    }


def test_responses_are_taken_by_date() -> None:
    answer = _ask("best-response", _case(*PR_PR_PD[::-1]))
    assert (answer["best_overall"], answer["date"]) == ("PR", "2026-02-15")


@pytest.mark.parametrize(
    ("changes", "best"),
    [
        pytest.param({"confirm_days": 29}, "SD", id="29 days asked"),
        pytest.param({"confirm_days": 29, "sd_min_days": "70"}, "NE", id="and SD from 70"),
        pytest.param({"new_therapy": "2026-03-01"}, "NE", id="further therapy between"),
    ],
)
def test_settings_of_a_line(changes: Json, best: str) -> None:
    case = _case(("2026-02-15", "PR"), ("2026-03-15", "PR"), **changes)
    assert _ask("best-response", case)["best_overall"] == best


def test_cr_then_pr_is_null_with_the_question() -> None:
    answer = _ask("best-response", _case(("2026-02-20", "CR"), ("2026-04-15", "PR")))
    assert (answer["best_overall"], answer["date"]) == (None, None)
    assert str(answer["why"]).startswith("A CR not yet confirmed was followed by PR")
    assert answer["query"] == answer["why"]
    assert "missing" not in answer


@pytest.mark.parametrize(
    ("responses", "given", "best"),
    [
        pytest.param(["CR", "NON-CR/NON-PD"], None, "NON-CR/NON-PD", id="seen in the responses"),
        pytest.param(["CR"], "Y", "NON-CR/NON-PD", id="said"),
        pytest.param(["CR"], None, "SD", id="not said"),
        pytest.param(["CR", "NON-CR/NON-PD"], "N", "SD", id="denied"),
    ],
)
def test_non_target_only_disease(responses: list[str], given: str | None, best: str) -> None:
    dated = zip(["2026-02-20", "2026-03-10"], responses, strict=False)
    assert _ask("best-response", _case(*dated, non_target_only=given))["best_overall"] == best


def test_a_response_without_date_or_code_is_missing() -> None:
    case = _case(("", "PR"), ("2026-02-15", ""))
    for name in ("best-response", "endpoints"):
        assert _ask(name, case)["missing"] == ["responses[1].date", "responses[2].overall"]


def test_no_assessments_are_not_evaluable_but_no_list_lacks() -> None:
    assert _ask("best-response", _case())["best_overall"] == "NE"
    assert _ask("best-response", {"treatment_start": "2026-01-05"})["missing"] == ["responses"]


def test_without_treatment_start_a_stable_course_has_no_value() -> None:
    case = _case(("2026-02-20", "SD"), treatment_start=None)
    answer = _ask("best-response", case)
    assert (answer["best_overall"], answer["missing"]) == (None, ["treatment_start"])
    assert _ask("endpoints", case)["missing"] == ["treatment_start"]


def test_na_is_no_overall_response() -> None:
    assert "error" in _ask("best-response", _case(("2026-02-20", "NA")))


def test_endpoints_of_a_responder_who_progressed_and_died() -> None:
    answer = _ask("endpoints", _case(*PR_PR_PD, death="2026-08"))
    pfs, survival, dor = answer["pfs"], answer["os"], answer["dor"]
    assert pfs == {
        "days": "162",
        "censored": False,
        "date": "2026-06-15",
        "start": "2026-01-05",
        "months": "5.3",
        "why": "PD on 2026-06-15.",
    }
    assert isinstance(survival, dict)
    assert (survival["date"], survival["days"], survival["censored"]) == ("2026-08", None, False)
    assert isinstance(dor, dict)
    assert (dor["start"], dor["date"], dor["days"]) == ("2026-02-15", "2026-06-15", "121")
    assert answer["dcr"] == "Y"
    assert answer["why"] == (
        "PFS: PD on 2026-06-15. OS: Death on 2026-08. DoR: Response 2026-02-15. PD on 2026-06-15."
    )


def test_a_subject_without_response_has_no_duration() -> None:
    answer = _ask("endpoints", _case(("2026-02-20", "SD"), last_alive="2026-03-01"))
    dor = answer["dor"]
    assert isinstance(dor, dict)
    assert (dor["days"], dor["date"], dor["censored"]) == (None, None, None)


def test_without_confirmation_the_first_response_counts() -> None:
    case = _case(("2026-02-15", "PR"), ("2026-06-15", "PD"), confirmation="N")
    dor = _ask("endpoints", case)["dor"]
    assert isinstance(dor, dict)
    assert dor["days"] == "121"


# The study: every 42 days to week 48, window 7 days (trial.md 3).
@pytest.mark.parametrize(
    ("changes", "censored", "date"),
    [
        pytest.param({}, False, "2026-07-01", id="no schedule, no gap"),
        pytest.param({"imaging_interval_days": 42}, True, "2026-02-15", id="two missed"),
        pytest.param(
            {"imaging_interval_days": 42, "missed_assessments": 4}, False, "2026-07-01", id="four"
        ),
        pytest.param(
            {
                "imaging_interval_days": 42,
                "imaging_interval_late_days": 63,
                "imaging_switch_week": 6,
                "imaging_window_days": 60,
            },
            False,
            "2026-07-01",
            id="a wide window leaves none missed",
        ),
    ],
)
def test_progression_after_missed_assessments(changes: Json, censored: bool, date: str) -> None:
    case = _case(("2026-02-15", "SD"), ("2026-07-01", "PD"), **changes)
    pfs = _ask("endpoints", case)["pfs"]
    assert isinstance(pfs, dict)
    assert (pfs["censored"], pfs["date"]) == (censored, date)


def test_an_undecided_best_response_leaves_disease_control_open() -> None:
    case = _case(("2026-02-20", "CR"), ("2026-04-15", "PR"))
    assert _ask("endpoints", case)["dcr"] is None


def test_progression_alone_is_no_disease_control() -> None:
    assert _ask("endpoints", _case(("2026-02-20", "PD")))["dcr"] == "N"


# derivations.md 11: OS runs to death or the last date known alive; assessments do not enter it.
@pytest.mark.parametrize(
    ("changes", "days", "censored"),
    [({"death": "2026-02-03"}, "30", False), ({"last_alive": "2026-02-03"}, "30", True)],
)
@pytest.mark.parametrize("responses", [None, [{"date": "2026-02-15"}]])
def test_survival_needs_no_responses(
    changes: Json, days: str, censored: object, responses: object
) -> None:
    case = {"treatment_start": "2026-01-05", "responses": responses} | changes
    answer = _ask("endpoints", case)
    survival = answer["os"]
    assert isinstance(survival, dict)
    assert (survival["days"], survival["censored"]) == (days, censored)
    assert [answer[name] for name in ("pfs", "dor", "ttr", "dcr")] == [None] * 4
    assert answer["missing"] == ["responses" if responses is None else "responses[1].overall"]


def test_survival_by_the_last_assessment_needs_the_responses() -> None:
    answer = _ask("endpoints", {"treatment_start": "2026-01-05"})
    assert (answer["os"], answer["missing"]) == (None, ["responses"])


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"death": "2026-01-04"}, "death"),
        ({"death": "2025"}, "death"),
        ({"last_alive": "2025-12-31"}, "last_alive"),
        ({"responses": [{"date": "2026-01-01", "overall": "PR"}]}, "responses[1].date"),
    ],
)
def test_what_comes_before_treatment_is_an_error_of_its_line(changes: Json, name: str) -> None:
    answer = _ask("endpoints", _case() | changes)
    assert list(answer) == ["error"]
    assert str(answer["error"]).startswith(f"{name}: ")
    assert str(answer["error"]).endswith("is before treatment_start 2026-01-05")


@pytest.mark.parametrize("death", ["2026-01-05", "2026-01", "2026"])
def test_a_death_that_may_lie_on_or_after_the_first_day_counts(death: str) -> None:
    survival = _ask("endpoints", _case(death=death))["os"]
    assert isinstance(survival, dict)
    assert (survival["date"], survival["censored"]) == (death, False)
