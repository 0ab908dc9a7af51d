"""Study day, age, visit windows and treatment-emergent. Days counted on a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.clinical.age import AgeSettings, compute_age
from hcc_crf.clinical.study_day import compute_study_day
from hcc_crf.clinical.treatment_emergent import (
    TreatmentEmergentSettings,
    compute_treatment_emergent,
)
from hcc_crf.clinical.visit_window import (
    VisitWindow,
    compute_visit_window,
    nearest_window,
    target_date,
)
from hcc_crf.values import PartialDate
from tests.clinical.quantities import day, known, missing

_DATES = st.dates(min_value=date(1930, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("when", "number"),
    [
        ("2026-01-03", -2),
        ("2026-01-04", -1),
        ("2026-01-05", 1),
        ("2026-01-06", 2),
        ("2027-01-05", 366),
        ("2025-12-05", -31),
    ],
)
def test_there_is_no_day_0(when: str, number: int) -> None:
    found = known(compute_study_day(date=day(when), reference=day("2026-01-05")))
    assert found.day == number


@pytest.mark.parametrize(
    ("when", "reference", "names"),
    [
        ("2026-01", "2026-01-05", ("date",)),
        ("2026", "2026-01-05", ("date",)),
        ("2026-01-05", "2026-01", ("reference",)),
        (None, "2026-01-05", ("date",)),
        (None, None, ("date", "reference")),
    ],
)
def test_a_partial_or_missing_date_has_no_study_day(
    when: str | None, reference: str | None, names: tuple[str, ...]
) -> None:
    found = compute_study_day(
        date=None if when is None else day(when),
        reference=None if reference is None else day(reference),
    )
    assert missing(found) == names


@given(_DATES, _DATES)
def test_a_study_day_is_never_0_and_counts_every_day(one: date, other: date) -> None:
    found = known(compute_study_day(date=day(one.isoformat()), reference=day(other.isoformat())))
    assert found.day != 0
    assert (found.day > 0) is (one >= other)


@pytest.mark.parametrize(
    ("birth", "on", "years", "is_imputed"),
    [
        ("1960-05-10", "2026-05-09", 65, False),
        ("1960-05-10", "2026-05-10", 66, False),
        ("1960-05-10", "2026-05-11", 66, False),
        ("1960", "2026-06-30", 65, True),
        ("1960", "2026-07-01", 66, True),
        ("1960-05", "2026-05-14", 65, True),
        ("1960-05", "2026-05-15", 66, True),
        ("1960-02-29", "2026-02-28", 65, False),
        ("1960-02-29", "2026-03-01", 66, False),
        ("1960-02-29", "2024-02-28", 63, False),
        ("1960-02-29", "2024-02-29", 64, False),
        ("2026-01-05", "2026-01-05", 0, False),
    ],
)
def test_age_in_completed_years(birth: str, on: str, years: int, is_imputed: bool) -> None:
    found = known(compute_age(birth=day(birth), on=day(on)))
    assert (found.years, found.is_imputed) == (years, is_imputed)


def test_a_protocol_may_put_a_leap_birthday_on_28_february() -> None:
    settings = AgeSettings(leap_birthday_on_1_march=False)
    found = compute_age(birth=day("1960-02-29"), on=day("2026-02-28"), settings=settings)
    assert known(found).years == 66


def test_an_imputed_birth_is_said() -> None:
    why = known(compute_age(birth=day("1960"), on=day("2026-07-01"))).why
    assert why.en == "66 completed years on 2026-07-01: born 1960, taken as 1960-07-01."
    assert "按1960-07-01计" in why.zh


@pytest.mark.parametrize(
    ("birth", "on", "names"),
    [
        (None, None, ("birth", "date")),
        ("1960", None, ("date",)),
        ("1960", "2026-05", ("date",)),
        ("1960-05-10", "1960-05-09", ("date",)),
        ("1960", "1960-03-01", ("date",)),
    ],
)
def test_age_that_cannot_be_told(birth: str | None, on: str | None, names: tuple[str, ...]) -> None:
    found = compute_age(
        birth=None if birth is None else day(birth), on=None if on is None else day(on)
    )
    assert missing(found) == names


def _window(when: str | None, target_day: int = 8, minus: int = 2, plus: int = 3) -> VisitWindow:
    return known(
        compute_visit_window(
            anchor=day("2026-01-05"),
            target_day=target_day,
            minus=minus,
            plus=plus,
            date=None if when is None else day(when),
        )
    )


@pytest.mark.parametrize(
    ("target_day", "target"),
    [
        (1, "2026-01-05"),
        (8, "2026-01-12"),
        (31, "2026-02-04"),  # 30 days after the anchor
        (-14, "2025-12-22"),
        (-1, "2026-01-04"),
    ],
)
def test_the_anchor_is_day_1_and_no_day_is_0(target_day: int, target: str) -> None:
    assert target_date(date(2026, 1, 5), target_day) == date.fromisoformat(target)
    assert _window(None, target_day).target == date.fromisoformat(target)


# Day 8 is 2026-01-12; the window is 10 to 15 January.
@pytest.mark.parametrize(
    ("when", "deviation"),
    [
        ("2026-01-08", -2),
        ("2026-01-09", -1),
        ("2026-01-10", 0),
        ("2026-01-12", 0),
        ("2026-01-15", 0),
        ("2026-01-16", 1),
        ("2026-01-20", 5),
    ],
)
def test_deviation_is_signed_days_beyond_the_nearer_edge(when: str, deviation: int) -> None:
    found = _window(when)
    assert (found.first, found.last) == (date(2026, 1, 10), date(2026, 1, 15))
    assert found.deviation_days == deviation


def test_the_reason_says_late_early_or_inside() -> None:
    assert "2026-01-16 is 1 day too late" in _window("2026-01-16").why.en
    assert "2026-01-08 is 2 days too early" in _window("2026-01-08").why.en
    assert "is inside" in _window("2026-01-12").why.en
    assert "date not known to the day" in _window(None).why.en


@pytest.mark.parametrize("when", [None, "2026-01", "2026"])
def test_without_a_day_only_the_deviation_is_open(when: str | None) -> None:
    assert _window(when).deviation_days is None


@pytest.mark.parametrize("anchor", [None, PartialDate("2026-01")])
def test_without_an_anchor_there_is_no_window(anchor: PartialDate | None) -> None:
    found = compute_visit_window(
        anchor=anchor, target_day=8, minus=2, plus=2, date=day("2026-01-12")
    )
    assert missing(found) == ("anchor",)


def test_of_two_windows_the_nearer_target_wins_and_at_a_tie_the_later() -> None:
    early, late = _window(None, 8, 7, 7), _window(None, 14, 7, 7)  # 12 and 18 January
    both = [early, late]
    assert nearest_window(date(2026, 1, 14), both) is early
    assert nearest_window(date(2026, 1, 15), both) is late
    assert nearest_window(date(2026, 1, 16), both) is late
    assert nearest_window(date(2026, 2, 16), both) is None


# First dose 5 January, last dose 10 March; 30 days later is 9 April.
@pytest.mark.parametrize(
    ("onset", "last_dose", "is_emergent"),
    [
        ("2026-01-04", "2026-03-10", False),
        ("2026-01-05", "2026-03-10", True),
        ("2026-04-09", "2026-03-10", True),
        ("2026-04-10", "2026-03-10", False),
        ("2026-01", "2026-03-10", True),
        ("2025", "2026-03-10", False),
        ("2026", "2026-03-10", True),
        ("2026-04", "2026-03-10", True),
        ("2026-05", "2026-03-10", False),
        ("2030-01-01", None, True),
        ("2026-01-04", None, False),
    ],
)
def test_treatment_emergent(onset: str, last_dose: str | None, is_emergent: bool) -> None:
    found = compute_treatment_emergent(
        onset=day(onset),
        first_dose=day("2026-01-05"),
        last_dose=None if last_dose is None else day(last_dose),
    )
    assert known(found).is_emergent is is_emergent


def test_treatment_emergent_needs_onset_and_first_dose() -> None:
    found = compute_treatment_emergent(onset=None, first_dose=None, last_dose=None)
    assert missing(found) == ("onset", "first_dose")


def test_the_days_after_the_last_dose_are_a_setting() -> None:
    found = compute_treatment_emergent(
        onset=day("2026-04-10"),
        first_dose=day("2026-01-05"),
        last_dose=day("2026-03-10"),
        settings=TreatmentEmergentSettings(followup_days=31),
    )
    assert known(found).is_emergent


@given(_DATES, st.integers(-60, 400).filter(bool), st.integers(0, 14), st.integers(0, 14))
def test_every_day_of_a_window_is_inside_it(
    anchor: date, target_day: int, minus: int, plus: int
) -> None:
    target = target_date(anchor, target_day)
    for offset in (-minus, 0, plus):
        found = compute_visit_window(
            anchor=day(anchor.isoformat()),
            target_day=target_day,
            minus=minus,
            plus=plus,
            date=day((target + timedelta(days=offset)).isoformat()),
        )
        assert known(found).deviation_days == 0
