"""Inputs known only as `<x` or `>x`: used where the answer cannot depend on the number.

derivations.md 12.14; each expected value follows from the cut-off of its rule.
"""

import json
from typing import cast

import pytest

from hcc_crf.cli.derive.catalogue import BY_NAME
from hcc_crf.cli.derive.stream import Dialogue

CLEAR = {
    "macrovascular_invasion": "N",
    "extrahepatic_spread": "N",
    "ecog": "0",
    "child_pugh_class": "A",
}
LIVER = {
    "bilirubin": "20",
    "albumin": "40",
    "inr": "1.1",
    "ascites": "ABSENT",
    "encephalopathy": "0",
}


def _ask(name: str, **fields: object) -> dict[str, object]:
    line = json.dumps(fields).encode()
    return cast("dict[str, object]", json.loads(Dialogue(BY_NAME[name]).answer_line(line)))


@pytest.mark.parametrize(
    ("weight", "dose"), [(">60", "12"), (">75", "12"), ("<60", "8"), ("<60.0", "8"), ("<40", "8")]
)
def test_a_bounded_weight_on_one_side_of_60_kg_gives_the_dose(weight: str, dose: str) -> None:
    answered = _ask("lenvatinib-dose", weight_kg=weight)
    assert answered["dose_mg"] == dose
    assert "missing" not in answered
    assert weight in str(answered["why"])


@pytest.mark.parametrize("weight", [">59", "<61", "<60.1"])
def test_a_bounded_weight_across_60_kg_gives_no_dose(weight: str) -> None:
    answered = _ask("lenvatinib-dose", weight_kg=weight)
    assert (answered["dose_mg"], answered["missing"]) == (None, ["weight_kg"])
    assert str(answered["why"]) == f"Not derivable: weight is only known as {weight}."


@pytest.mark.parametrize(
    ("nodules", "largest", "stage"),
    [
        ("1", "<20", "0"),
        ("1", ">20", "A"),
        ("2", "<30", "A"),
        ("2", ">30", "B"),
        (">3", None, "B"),
        (">3", "<20", "B"),
        (">5", ">10", "B"),
        (">1", ">30", "B"),
    ],
)
def test_bclc_of_bounds_that_share_a_stage(nodules: str, largest: str | None, stage: str) -> None:
    answered = _ask("bclc", nodules=nodules, largest_mm=largest, **CLEAR)
    assert (answered["stage"], "missing" in answered) == (stage, False)
    assert str(answered["why"]).startswith(f"BCLC {stage}: ")


@pytest.mark.parametrize(
    ("nodules", "largest", "lacks"),
    [
        ("1", "<20.1", "largest_mm"),
        ("2", ">29", "largest_mm"),
        (">1", "30", "nodules"),
        ("<3", "10", "nodules"),
        (">2", None, "largest_mm"),
    ],
)
def test_bclc_of_bounds_across_a_cut_off_is_open(
    nodules: str, largest: str | None, lacks: str
) -> None:
    answered = _ask("bclc", nodules=nodules, largest_mm=largest, **CLEAR)
    assert (answered["stage"], answered["missing"]) == (None, [lacks])


@pytest.mark.parametrize(
    ("nodules", "largest", "stage"),
    [("1", "<50", "Ia"), ("1", ">50", "Ib"), ("3", ">30", "IIa"), (">3", None, "IIb")],
)
def test_cnlc_of_bounds_that_share_a_stage(nodules: str, largest: str | None, stage: str) -> None:
    assert _ask("cnlc", nodules=nodules, largest_mm=largest, **CLEAR)["stage"] == stage


def test_cnlc_of_a_bound_across_a_cut_off_is_open() -> None:
    answered = _ask("cnlc", nodules="1", largest_mm=">49", **CLEAR)
    assert (answered["stage"], answered["missing"]) == (None, ["largest_mm"])


def test_the_reason_says_the_bound_as_given() -> None:
    why = str(_ask("bclc", nodules=">3", largest_mm="25", **CLEAR)["why"])
    assert why == "BCLC B: >3 nodules."


@pytest.mark.parametrize(
    ("changed", "letter"),
    [
        ({"albumin": ">30"}, "A"),  # 5 or 6 points
        ({"albumin": "<30", "inr": "2.0", "ascites": "SLIGHT"}, "B"),  # 8 or 9
        ({"albumin": ">30", "inr": "2.5", "ascites": "SLIGHT"}, "B"),  # 8 or 9
        ({"bilirubin": ">40", "inr": "2.5", "ascites": "MODERATE", "albumin": "30"}, "C"),  # 11, 12
    ],
)
def test_child_pugh_of_bounds_that_share_a_class(changed: dict[str, str], letter: str) -> None:
    answered = _ask("child-pugh", **(LIVER | changed))
    assert (answered["points"], answered["class"]) == (None, letter)
    assert answered["components"] is None
    assert len(cast("list[str]", answered["missing"])) == 1


def test_child_pugh_of_bounds_across_two_classes_is_open() -> None:
    answered = _ask("child-pugh", **(LIVER | {"albumin": ">20"}))  # 5 to 7
    assert (answered["points"], answered["class"]) == (None, None)


def test_child_pugh_with_a_missing_row_has_no_class() -> None:
    worst = LIVER | {"bilirubin": "90", "albumin": "20", "inr": "3", "ascites": "MODERATE"}
    answered = _ask("child-pugh", **(worst | {"encephalopathy": None}))
    assert (answered["class"], answered["missing"]) == (None, ["encephalopathy"])
