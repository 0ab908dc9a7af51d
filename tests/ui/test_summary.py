"""The subject at a glance, from demonstration subject 01-001 as entered up to its first response.

Expected values: `../shared/study/subjects.yaml`, read there, not computed here.
"""

from datetime import timedelta
from decimal import Decimal

import pytest

from hcc_crf.session import Session, Timing
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.summary import Result, Summary, summarize, window_text
from hcc_crf.values import PartialDate, SubjectKey
from tests.ui.conftest import TickingClock

FIRST, SECOND = SubjectKey("01-001"), SubjectKey("01-002")


@pytest.fixture
def summary(session: Session) -> Summary:
    """Subject 01-001 on 20 September 2023."""
    return summarize(session, FIRST)


def result(summary: Summary, label: str) -> Result:
    """Return one result by its label."""
    return next(one for one in summary.results if one.label.en == label)


def test_sex_and_age_are_said_in_both_languages(summary: Summary) -> None:
    assert (summary.about.en, summary.about.zh) == ("Male · 58 y", "男 · 58 岁")


def test_the_next_visits_stand_with_their_windows_earliest_first(summary: Summary) -> None:
    assert [(one.visit, one.window) for one in summary.next] == [
        ("C4D1", "06-OCT – 12-OCT-2023"),
        ("TA2", "23-OCT – 06-NOV-2023"),
    ]


@pytest.mark.parametrize(
    ("days", "timing"),
    [(15, Timing.NOT_DUE), (16, Timing.IN_WINDOW), (22, Timing.IN_WINDOW), (23, Timing.OVERDUE)],
    ids=["5 Oct", "6 Oct", "12 Oct", "13 Oct"],
)
def test_a_next_visit_is_due_from_the_first_to_the_last_day_of_its_window(
    session: Session, clock: TickingClock, days: int, timing: Timing
) -> None:
    clock.local += timedelta(days=days)
    assert summarize(session, FIRST).next[0].timing is timing


def test_the_latest_child_pugh_and_its_reason_are_shown(summary: Summary) -> None:
    found = result(summary, "Child-Pugh")
    assert (found.visit, found.value.en, found.before) == ("C3D1", "A 5", None)
    assert found.why is not None
    assert found.why.en.startswith("Child-Pugh A, 5 points")


def test_albi_says_its_grade_before_only_where_the_grade_changed(summary: Summary) -> None:
    found = result(summary, "ALBI")
    assert found.value.en == "−2.65 · grade 1"
    assert found.before is not None
    assert found.before.en == "grade 2a"


def test_ecog_is_the_score_of_the_latest_visit(summary: Summary) -> None:
    found = result(summary, "ECOG")
    assert (found.value.en, found.before.en if found.before else "") == ("1", "0")


def test_the_latest_response_is_shown(summary: Summary) -> None:
    assert result(summary, "RECIST 1.1").value.en == "PR"


def test_the_sums_of_diameters_begin_at_baseline(summary: Summary) -> None:
    assert [(point.name, point.mm) for point in summary.plot.points] == [
        ("SCR", Decimal(74)),
        ("TA1", Decimal(43)),
    ]


def test_unfinished_visits_are_named_the_most_pressing_first(session: Session) -> None:
    found = summarize(session, SECOND).open
    assert [(one.visit, one.mark) for one in found] == [("SCR", Mark.HARD), ("C1D1", Mark.HARD)]
    assert found[0].missing > 0


def test_a_subject_without_data_has_an_empty_summary(session: Session) -> None:
    empty = summarize(session, SubjectKey("01-150"))
    assert (empty.about.en, empty.results, empty.open) == ("", (), ())
    assert not empty.plot.is_drawn


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2023-10-06", "2023-10-12", "06-OCT – 12-OCT-2023"),
        ("2023-12-29", "2024-01-04", "29-DEC-2023 – 04-JAN-2024"),
        ("2023-08-08", "2023-08-08", "08-AUG-2023"),
    ],
)
def test_a_window_names_its_year_once_where_it_can(first: str, last: str, text: str) -> None:
    assert window_text(PartialDate(first), PartialDate(last)) == text
