"""BCLC 2022 and CNLC: first stage that holds, edges, and what is proven in spite of gaps.

Read off Reig 2022, derivations.md 5 and 12.12, and the study's `cnlc` rule.
"""

from decimal import Decimal

import pytest

from hcc_crf.clinical.bclc import compute_bclc
from hcc_crf.clinical.child_pugh import ChildPughClass
from hcc_crf.clinical.cnlc import compute_cnlc
from tests.clinical.quantities import d, known, missing

A, B, C = ChildPughClass.A, ChildPughClass.B, ChildPughClass.C
Stage = tuple[int | None, str | None, bool | None, bool | None, int | None, ChildPughClass | None]
"""Nodules, largest mm, invasion, spread, ECOG, Child-Pugh class."""


def _inputs(case: Stage) -> dict[str, object]:
    nodules, largest, invasion, spread, ecog, letter = case
    return {
        "nodules": nodules,
        "largest_mm": None if largest is None else d(largest),
        "macrovascular_invasion": invasion,
        "extrahepatic_spread": spread,
        "ecog": ecog,
        "child_pugh_class": letter,
    }


@pytest.mark.parametrize(
    ("case", "stage"),
    [
        ((1, "20", False, False, 0, A), "0"),
        ((1, "20.0", False, False, 0, B), "0"),
        ((1, "19.9", False, False, 0, A), "0"),
        ((1, "20.1", False, False, 0, A), "A"),
        ((1, "150", False, False, 0, B), "A"),
        ((2, "30", False, False, 0, A), "A"),
        ((3, "30", False, False, 0, A), "A"),
        ((3, "29.9", False, False, 0, A), "A"),
        ((2, "30.1", False, False, 0, A), "B"),
        ((3, "30.1", False, False, 0, A), "B"),
        ((4, "10", False, False, 0, A), "B"),
        ((4, None, False, False, 0, A), "B"),
        ((1, "10", True, False, 0, A), "C"),
        ((1, "10", False, True, 0, B), "C"),
        ((1, "10", False, False, 1, A), "C"),
        ((1, "10", False, False, 2, A), "C"),
        ((1, "10", False, False, 3, A), "D"),
        ((1, "10", False, False, 4, A), "D"),
        ((1, "10", False, False, 0, C), "D"),
        ((0, None, True, False, 0, A), "C"),
        ((None, None, None, None, 3, None), "D"),
        ((None, None, None, None, None, C), "D"),
        ((None, None, True, None, 0, A), "C"),
        ((None, None, None, True, 0, A), "C"),
        ((None, None, None, None, 1, B), "C"),
    ],
)
def test_bclc(case: Stage, stage: str) -> None:
    assert known(compute_bclc(**_inputs(case))).stage == stage  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ((1, "10", True, False, None, A), ("ecog",)),
        ((1, "10", True, False, 0, None), ("child_pugh_class",)),
        ((1, "10", None, False, 0, A), ("macrovascular_invasion",)),
        ((1, "10", False, None, 0, A), ("extrahepatic_spread",)),
        ((None, "10", False, False, 0, A), ("nodules",)),
        ((1, None, False, False, 0, A), ("largest_mm",)),
        ((3, None, False, False, 0, A), ("largest_mm",)),
        ((0, None, False, False, 0, A), ("nodules",)),
        (
            (None, None, None, None, None, None),
            (
                "ecog",
                "child_pugh_class",
                "macrovascular_invasion",
                "extrahepatic_spread",
                "nodules",
                "largest_mm",
            ),
        ),
        ((5, None, False, False, None, A), ("ecog",)),
    ],
)
def test_bclc_not_proven(case: Stage, names: tuple[str, ...]) -> None:
    assert missing(compute_bclc(**_inputs(case))) == names  # type: ignore[arg-type]


def test_an_ecog_that_does_not_come_from_the_tumour_does_not_count() -> None:
    case = _inputs((1, "10", False, False, 3, A))
    assert known(compute_bclc(**case, is_ecog_by_tumour=False)).stage == "0"  # type: ignore[arg-type]
    unknown = _inputs((1, "10", False, False, None, A))
    assert missing(compute_bclc(**unknown, is_ecog_by_tumour=False)) == ("ecog",)  # type: ignore[arg-type]


def test_the_reason_of_stage_c_names_all_that_speaks_for_it() -> None:
    found = known(compute_bclc(**_inputs((1, "10", True, True, 1, A))))  # type: ignore[arg-type]
    assert found.why.en == "BCLC C: macrovascular invasion, extrahepatic spread, ECOG 1."
    assert found.why.zh == "BCLC C期：大血管侵犯、肝外转移、ECOG 1。"


@pytest.mark.parametrize(
    ("case", "stage"),
    [
        ((1, "50", False, False, 0, A), "Ia"),
        ((1, "50.1", False, False, 0, A), "Ib"),
        ((2, "30", False, False, 2, B), "Ib"),
        ((3, "30", False, False, 0, A), "Ib"),
        ((2, "30.1", False, False, 0, A), "IIa"),
        ((3, "30.1", False, False, 0, A), "IIa"),
        ((4, "10", False, False, 0, A), "IIb"),
        ((4, None, False, False, 0, A), "IIb"),
        ((1, "10", True, False, 0, A), "IIIa"),
        ((9, "99", True, True, 0, A), "IIIb"),
        ((None, None, None, True, 0, A), "IIIb"),
        ((None, None, True, False, 0, A), "IIIa"),
        ((1, "10", False, False, 3, A), "IV"),
        ((None, None, None, None, 4, None), "IV"),
        ((None, None, None, None, None, C), "IV"),
    ],
)
def test_cnlc(case: Stage, stage: str) -> None:
    assert known(compute_cnlc(**_inputs(case))).stage == stage  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ((1, "10", True, None, 0, A), ("extrahepatic_spread",)),
        ((1, "10", None, False, 0, A), ("macrovascular_invasion",)),
        ((1, "10", False, True, None, None), ("ecog", "child_pugh_class")),
        ((None, None, False, False, 0, A), ("nodules", "largest_mm")),
        ((2, None, False, False, 0, A), ("largest_mm",)),
        ((0, None, False, False, 0, A), ("nodules",)),
    ],
)
def test_cnlc_not_proven(case: Stage, names: tuple[str, ...]) -> None:
    assert missing(compute_cnlc(**_inputs(case))) == names  # type: ignore[arg-type]


def test_reasons_name_the_side_of_the_cut_off() -> None:
    at = known(compute_cnlc(**_inputs((1, "50", False, False, 0, A))))  # type: ignore[arg-type]
    assert at.why.en == "CNLC Ia: one nodule of 50 mm, up to 50 mm, on the cut-off: above it Ib."
    assert Decimal(50) == d("50")
    above = known(compute_bclc(**_inputs((2, "30.1", False, False, 0, A))))  # type: ignore[arg-type]
    assert above.why.en == "BCLC B: 2 nodules, largest 30.1 mm, above 30 mm."
