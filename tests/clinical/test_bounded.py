"""A number known only as `<x` or `>x` counts where the answer cannot depend on it.

Source: derivations 0 and 12.14; the cut-offs are those of each rule.
"""

import pytest

from hcc_crf.clinical.bclc import Bclc, compute_bclc
from hcc_crf.clinical.child_pugh import ChildPugh, OpenScore, compute_child_pugh
from hcc_crf.clinical.child_pugh_table import Ascites, ChildPughClass
from hcc_crf.clinical.cnlc import Cnlc, compute_cnlc
from hcc_crf.clinical.lenvatinib_dose import compute_lenvatinib_dose
from hcc_crf.clinical.nodule_bounds import whole_bounds
from hcc_crf.values import NotDerivable, Quantity
from tests.clinical.quantities import d, known, missing, q


def bclc(nodules: str, largest: str | None) -> Bclc | NotDerivable:
    return compute_bclc(
        nodules=q(nodules),
        largest_mm=None if largest is None else q(largest),
        macrovascular_invasion=False,
        extrahepatic_spread=False,
        ecog=0,
        child_pugh_class=ChildPughClass.A,
    )


def cnlc(nodules: str, largest: str | None) -> Cnlc | NotDerivable:
    return compute_cnlc(
        nodules=q(nodules),
        largest_mm=None if largest is None else q(largest),
        macrovascular_invasion=False,
        extrahepatic_spread=False,
        ecog=0,
        child_pugh_class=ChildPughClass.A,
    )


@pytest.mark.parametrize(
    ("count", "fewest", "most"),
    [
        (q("3"), 3, 3),
        (q("<3"), 0, 2),
        (q("<3.5"), 0, 3),
        (q("<0"), 0, 0),
        (q("<1"), 0, 0),
    ],
)
def test_a_count_is_a_whole_number(count: Quantity, fewest: int, most: int) -> None:
    assert whole_bounds(count) == (fewest, most)


@pytest.mark.parametrize(("bound", "fewest"), [(">3", 4), (">3.5", 4), (">0", 1)])
def test_a_count_above_a_number_begins_at_the_next_whole_one(bound: str, fewest: int) -> None:
    low, high = whole_bounds(q(bound))
    assert low == fewest
    assert high > 10**6


@pytest.mark.parametrize(
    ("nodules", "largest", "bclc_stage", "cnlc_stage"),
    [
        ("1", "<20", "0", "Ia"),
        ("1", ">50", "A", "Ib"),
        ("2", ">30", "B", "IIa"),
        ("2", "<30", "A", "Ib"),
        (">3", None, "B", "IIb"),
        (">3", "<20", "B", "IIb"),
    ],
)
def test_a_stage_is_given_where_every_number_within_the_bound_has_it(
    nodules: str, largest: str | None, bclc_stage: str, cnlc_stage: str
) -> None:
    assert known(bclc(nodules, largest)).stage == bclc_stage
    assert known(cnlc(nodules, largest)).stage == cnlc_stage


def test_what_leaves_a_stage_open_is_named_with_its_bound() -> None:
    assert missing(bclc("1", "<25")) == ("largest_mm",)
    assert missing(cnlc("1", "<55")) == ("largest_mm",)
    assert missing(bclc(">2", "15")) == ("nodules",)
    assert missing(cnlc(">2", "15")) == ("nodules",)
    assert missing(bclc(">2", "<20")) == ("largest_mm",)
    assert missing(bclc("<2", "15")) == ("nodules",)
    assert missing(bclc("<1", "15")) == ("nodules",)
    refused = bclc("1", "<25")
    assert isinstance(refused, NotDerivable)
    assert "only known as <25" in refused.why.en


def test_a_bound_is_shown_as_one() -> None:
    assert known(bclc("2", ">30")).why.en == "BCLC B: 2 nodules, largest >30 mm, above 30 mm."
    assert known(cnlc(">3", None)).why.en == "CNLC IIb: >3 nodules."


@pytest.mark.parametrize(
    ("weight", "dose"), [("<60", 8), (">60", 12), (">59.9", None), ("<60.1", None), (">59", None)]
)
def test_a_bounded_weight_gives_the_dose_that_all_it_can_be_have(
    weight: str, dose: int | None
) -> None:
    found = compute_lenvatinib_dose(weight_kg=q(weight, "kg"))
    if dose is None:
        assert missing(found) == ("weight_kg",)
    else:
        assert known(found).dose_mg == dose
        assert f"{weight} kg is" in known(found).why.en


def child_pugh(**change: object) -> ChildPugh | NotDerivable:
    given: dict[str, object] = {
        "bilirubin": q("20", "umol/L"),
        "albumin": q("40", "g/L"),
        "inr": d("1.1"),
        "ascites": Ascites.ABSENT,
        "encephalopathy": 0,
        **change,
    }
    return compute_child_pugh(**given)  # type: ignore[arg-type]


def test_a_class_is_given_where_every_score_within_the_bound_has_it() -> None:
    found = child_pugh(bilirubin=q("<40", "umol/L"))
    assert isinstance(found, OpenScore)
    assert found.child_pugh_class is ChildPughClass.A
    assert found.why.en == "Child-Pugh A, 5 to 6 points: bilirubin only bounded."


@pytest.mark.parametrize(
    ("change", "between"),
    [
        ({"bilirubin": q("<60", "umol/L")}, "A5 to B7"),
        (
            # Every score is C, but albumin is not there at all: no class of a missing input.
            {
                "albumin": None,
                "bilirubin": q("60", "umol/L"),
                "inr": d("3"),
                "ascites": Ascites.MODERATE,
                "encephalopathy": 4,
            },
            "C13 to C15",
        ),
    ],
)
def test_no_class_is_given_where_it_is_open_or_an_input_is_missing(
    change: dict[str, object], between: str
) -> None:
    found = child_pugh(**change)
    assert isinstance(found, NotDerivable)
    assert not isinstance(found, OpenScore)
    assert f"the score would be {between}" in found.why.en
