"""New lesions: an equivocal one confirmed later moves the date, never the earlier response."""

import pytest

from hcc_crf.clinical.lesions import Certainty, NewLesion
from hcc_crf.clinical.new_lesions import earliest
from hcc_crf.clinical.recist import RecistCourse, compute_recist
from hcc_crf.clinical.recist_settings import DateRule, RecistSettings
from hcc_crf.clinical.response import Response
from hcc_crf.values import PartialDate
from tests.clinical.courses import course, on_day, target, visit

SETTINGS = RecistSettings(sd_min_days=35)
STABLE = {"T01": "50"}


def _new(certainty: str, lesion_id: str = "NEW01", seen: PartialDate | None = None) -> NewLesion:
    return NewLesion(lesion_id, Certainty(certainty), seen)


def _judge(*listed: list[NewLesion], settings: RecistSettings = SETTINGS) -> RecistCourse:
    visits = [visit(42 * n, STABLE, new=new) for n, new in enumerate(listed, start=1)]
    return compute_recist(course([target("T01", "50")], visits), settings)


def _overalls(judged: RecistCourse) -> list[str]:
    return [str(point.overall) for point in judged.points]


# derivations.md 12.8; subject 02-001 of the demonstration data.
def test_equivocal_then_unequivocal_keeps_the_response_and_moves_the_date() -> None:
    judged = _judge([], [_new("EQUIVOCAL")], [_new("UNEQUIVOCAL")])
    assert _overalls(judged) == ["SD", "SD", "PD"]
    assert judged.progression_date == on_day(84)
    assert judged.notes[0].en == (
        f"Progression dated back to {on_day(84)}, the first scan that showed the new lesion."
    )


def test_best_response_uses_only_time_points_before_the_date_moved_back() -> None:
    judged = _judge([_new("EQUIVOCAL")], [], [_new("UNEQUIVOCAL")])
    assert judged.progression_date == on_day(42)
    assert (judged.best_overall.response, judged.best_overall.date) == (Response.PD, on_day(42))


def test_an_equivocal_lesion_alone_changes_nothing() -> None:
    judged = _judge([_new("EQUIVOCAL")], [_new("EQUIVOCAL")])
    assert _overalls(judged) == ["SD", "SD"]
    assert judged.progression_date is None


def test_another_lesion_called_unequivocal_does_not_confirm_the_first() -> None:
    judged = _judge([_new("EQUIVOCAL")], [_new("UNEQUIVOCAL", "NEW02")])
    assert judged.progression_date == on_day(84)


def test_the_earliest_of_several_lesions_dates_the_progression() -> None:
    judged = _judge(
        [_new("EQUIVOCAL", "NEW02")],
        [_new("UNEQUIVOCAL")],
        [_new("UNEQUIVOCAL", "NEW02"), _new("UNEQUIVOCAL")],
    )
    assert judged.progression_date == on_day(42)


def test_a_date_first_seen_on_the_form_counts_when_it_is_earlier() -> None:
    judged = _judge([], [_new("UNEQUIVOCAL", seen=on_day(60))])
    assert judged.progression_date == on_day(60)
    later = _judge([], [_new("UNEQUIVOCAL", seen=on_day(86))])
    assert later.progression_date == on_day(84)


def test_progression_for_another_reason_first_stays_the_date() -> None:
    visits = [
        visit(42, {"T01": "80"}),
        visit(84, {"T01": "80"}, new=[_new("EQUIVOCAL")]),
        visit(126, {"T01": "80"}, new=[_new("UNEQUIVOCAL")]),
    ]
    judged = compute_recist(course([target("T01", "50")], visits), SETTINGS)
    assert judged.progression_date == on_day(42)


def test_a_lesion_stays_new_disease_until_a_visit_lists_it_as_gone() -> None:
    judged = _judge([_new("UNEQUIVOCAL")], [], [_new("NONE")])
    assert _overalls(judged) == ["PD", "PD", "SD"]


def test_a_lesion_denied_before_it_was_seen_has_no_earlier_date() -> None:
    judged = _judge([_new("NONE")], [_new("UNEQUIVOCAL")])
    assert judged.progression_date == on_day(84)


def test_a_lesion_gone_and_back_keeps_its_first_date() -> None:
    judged = _judge([_new("EQUIVOCAL")], [_new("NONE")], [_new("UNEQUIVOCAL")])
    assert judged.progression_date == on_day(42)


def test_a_lesion_without_a_number_counts_at_its_own_visit_only() -> None:
    visits = [
        visit(42, STABLE, new_lesion="EQUIVOCAL"),
        visit(84, STABLE, new_lesion="UNEQUIVOCAL"),
        visit(126, STABLE),
    ]
    judged = compute_recist(course([target("T01", "50")], visits), SETTINGS)
    assert _overalls(judged) == ["SD", "PD", "SD"]
    assert judged.progression_date == on_day(84)


def test_the_surest_call_stands_when_both_ways_are_used() -> None:
    visits = [visit(42, STABLE, new=[_new("EQUIVOCAL")], new_lesion="UNEQUIVOCAL")]
    point = compute_recist(course([target("T01", "50")], visits), SETTINGS).points[0]
    assert (point.new_lesions.certainty, point.new_lesions.deciding) == ("UNEQUIVOCAL", ())


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, None, None),
        ("2026-03", None, "2026-03"),
        (None, "2026-03-02", "2026-03-02"),
        ("2026-03-02", "2026-03", "2026-03"),
        ("2026-03-02", "2026-03-02", "2026-03-02"),
    ],
)
def test_earliest_date_is_by_the_first_day_it_may_be(
    one: str | None, other: str | None, expected: str | None
) -> None:
    first = None if one is None else PartialDate(one)
    second = None if other is None else PartialDate(other)
    assert earliest(first, second) == (None if expected is None else PartialDate(expected))


@pytest.mark.parametrize(
    ("rule", "day"), [(DateRule.EARLIEST, 84), (DateRule.LATEST, 88)], ids=["earliest", "latest"]
)
def test_a_lesion_is_dated_by_the_scan_the_study_names(rule: DateRule, day: int) -> None:
    first = visit(84, STABLE, new=[_new("EQUIVOCAL")])._replace(latest_date=on_day(88))
    given = course([target("T01", "50")], [first, visit(126, STABLE, new=[_new("UNEQUIVOCAL")])])
    judged = compute_recist(given, RecistSettings(pd_date_rule=rule))
    assert judged.progression_date == on_day(day)
    assert [point.latest_date for point in judged.points] == [on_day(88), on_day(126)]


def test_the_lesions_that_decide_are_named() -> None:
    judged = _judge(
        [_new("EQUIVOCAL")], [_new("UNEQUIVOCAL", "NEW02")], [_new("NONE", "NEW02"), _new("NONE")]
    )
    assert [point.new_lesions.deciding for point in judged.points] == [("NEW01",), ("NEW02",), ()]
