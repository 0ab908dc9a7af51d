"""ALBI at its edges. Scores worked by hand from Johnson 2015; grades read off the table."""

from decimal import Decimal

import pytest

from hcc_crf.clinical.albi import (
    AlbiSettings,
    compute_albi,
    grade_of,
    modified_grade_of,
    shown_score,
)
from tests.clinical.quantities import d, known, missing, q


@pytest.mark.parametrize(
    ("score", "grade", "modified"),
    [
        ("-2.6001", 1, "1"),
        ("-2.60", 1, "1"),
        ("-2.5999", 2, "2a"),
        ("-2.2701", 2, "2a"),
        ("-2.27", 2, "2b"),
        ("-2.2699", 2, "2b"),
        ("-1.3901", 2, "2b"),
        ("-1.39", 2, "2b"),
        ("-1.3899", 3, "3"),
        ("0", 3, "3"),
    ],
)
def test_grades_at_each_edge(score: str, grade: int, modified: str) -> None:
    assert grade_of(d(score)) == grade
    assert modified_grade_of(d(score)) == modified


# log10(10) = 1, log10(100) = 2, so these need no table of logarithms.
@pytest.mark.parametrize(
    ("bilirubin", "albumin", "score"),
    [
        ("10", "40", "-2.748"),
        ("100", "30", "-1.236"),
        ("1", "40", "-3.408"),
    ],
)
def test_score_of_whole_logarithms(bilirubin: str, albumin: str, score: str) -> None:
    found = known(compute_albi(bilirubin=q(bilirubin, "umol/L"), albumin=q(albumin, "g/L")))
    assert found.score == d(score)


def test_the_coefficient_decides_a_grade_near_the_edge() -> None:
    # derivations.md 3: 32 umol/L and 28 g/L give -1.3922 (grade 2), -1.3866 (grade 3) with 0.085.
    bilirubin, albumin = q("32", "umol/L"), q("28", "g/L")
    ours = known(compute_albi(bilirubin=bilirubin, albumin=albumin))
    assert ours.score.quantize(d("0.0001")) == d("-1.3922")
    assert ours.grade == 2
    settings = AlbiSettings(d("0.085"))
    other = known(compute_albi(bilirubin=bilirubin, albumin=albumin, settings=settings))
    assert other.score.quantize(d("0.0001")) == d("-1.3866")
    assert other.grade == 3
    assert "0.085 x albumin" in other.why.en


def test_conventional_units_are_converted_with_the_frozen_factor() -> None:
    # 10 / 17.104 mg/dL is 10 umol/L; 4 g/dL is 40 g/L.
    found = known(compute_albi(bilirubin=q("1.7104", "mg/dL"), albumin=q("4", "g/dL")))
    same = known(compute_albi(bilirubin=q("29.2546816", "umol/L"), albumin=q("40", "g/L")))
    assert found.score == same.score


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        ("-2.748", "-2.75"),
        ("-2.5999", "-2.600"),
        ("-2.6049", "-2.605"),
        ("-2.6051", "-2.61"),
        ("-2.2651", "-2.265"),
        ("-1.3866", "-1.387"),
        ("-2.745", "-2.75"),
    ],
)
def test_three_decimals_near_an_edge_two_elsewhere(score: str, shown: str) -> None:
    assert str(shown_score(d(score))) == shown


def test_what_lacks_is_named() -> None:
    assert missing(compute_albi(bilirubin=None, albumin=None)) == ("bilirubin", "albumin")
    assert missing(compute_albi(bilirubin=q("10", "umol/L"), albumin=None)) == ("albumin",)


@pytest.mark.parametrize(
    ("bilirubin", "albumin", "name"),
    [("<5", "40", "bilirubin"), ("5", ">50", "albumin"), ("0", "40", "bilirubin")],
)
def test_a_bound_or_nothing_gives_no_score(bilirubin: str, albumin: str, name: str) -> None:
    found = compute_albi(bilirubin=q(bilirubin, "umol/L"), albumin=q(albumin, "g/L"))
    assert missing(found) == (name,)


def test_the_reason_names_grade_row_and_inputs() -> None:
    why = known(compute_albi(bilirubin=q("10", "umol/L"), albumin=q("40", "g/L"))).why
    assert why.en.startswith("ALBI -2.75, grade 1 (mALBI 1: <= -2.60, unrounded): bilirubin 10")
    assert "mALBI 1" in why.zh
    assert Decimal("0.0852") == AlbiSettings().albumin_coefficient
