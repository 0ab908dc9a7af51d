"""The floors of the derivations are correct: on the lines that are measured they say the same.

They share no code with the program, but were written by people who had read it: a guard of the
benchmark, no second opinion on the rules.
"""

import json
import random
from collections.abc import Callable

import pytest

from benchmarks import plain_child_pugh, plain_recist
from benchmarks.deriving import course, liver
from hcc_crf.cli.derive.catalogue import BY_NAME
from hcc_crf.cli.derive.stream import Dialogue

CASES = 400


@pytest.mark.parametrize(
    ("name", "make", "plain"),
    [
        pytest.param("recist", course, plain_recist.answer, id="recist"),
        pytest.param("child-pugh", liver, plain_child_pugh.answer, id="child-pugh"),
    ],
)
def test_the_floor_says_what_the_program_says(
    name: str, make: Callable[[random.Random, int], bytes], plain: Callable[[bytes], bytes]
) -> None:
    chance = random.Random(20)
    dialogue = Dialogue(BY_NAME[name])
    for number in range(CASES):
        line = make(chance, number)
        said, expected = json.loads(dialogue.answer_line(line)), json.loads(plain(line))
        assert {key: said[key] for key in expected} == expected
    assert not dialogue.errors


def test_lines_that_are_measured_are_the_same_in_every_run() -> None:
    assert course(random.Random(1), 0) == course(random.Random(1), 0)


def test_courses_that_are_measured_reach_every_response() -> None:
    chance = random.Random(3)
    best = {
        json.loads(plain_recist.answer(course(chance, number)))["best_overall"]
        for number in range(2000)
    }
    assert {"CR", "PR", "SD", "PD", "NE"} <= best


@pytest.mark.parametrize(
    ("bilirubin", "points"),
    [
        pytest.param("33.9", "5", id="bilirubin just below 34"),
        pytest.param("34", "6", id="bilirubin at 34"),
        pytest.param("51", "6", id="bilirubin at 51"),
        pytest.param("51.1", "7", id="bilirubin just above 51"),
    ],
)
def test_the_plain_score_keeps_the_cut_offs(bilirubin: str, points: str) -> None:
    """Cut-offs: derivations.md §1."""
    line = json.dumps(
        {
            "bilirubin": bilirubin,
            "albumin": "40",
            "inr": "1.0",
            "ascites": "ABSENT",
            "encephalopathy": "0",
        }
    )
    assert json.loads(plain_child_pugh.answer(line.encode()))["points"] == points
