"""Lesions: values for the sum, measurability, organs, order of assessments."""

from decimal import Decimal

import pytest

from hcc_crf.clinical.lesions import (
    Assessment,
    TargetState,
    compute_target_value,
    count_largest_organ,
    find_baseline_notes,
    is_measurable,
    order_assessments,
    organ_of,
)
from hcc_crf.values import PartialDate
from tests.clinical.courses import target


# RECIST 1.1 §4.2 and EORTC clarifications: derivations.md 6.2.
@pytest.mark.parametrize(
    ("state", "mm", "value"),
    [
        pytest.param("MEASURED", "40", "40", id="measured"),
        pytest.param("MEASURED", "3.2", "3.2", id="measured below 5 mm stays what it is"),
        pytest.param("MEASURED", None, None, id="measured, size not yet typed"),
        pytest.param("SPLIT", "31", "31", id="split: sum of the parts"),
        pytest.param("TOO SMALL TO MEASURE", None, "5", id="too small: 5 mm"),
        pytest.param("TOO SMALL TO MEASURE", "4", "4", id="too small with a size: the size"),
        pytest.param("DISAPPEARED", None, "0", id="disappeared: 0"),
        pytest.param("MERGED", None, "0", id="merged into another: 0"),
        pytest.param("NOT EVALUABLE", None, None, id="not evaluable: no value"),
    ],
)
def test_value_for_the_sum(state: str, mm: str | None, value: str | None) -> None:
    result = compute_target_value(TargetState(state), None if mm is None else Decimal(mm))
    assert result == (None if value is None else Decimal(value))


# RECIST 1.1 §3.1.1: 10 mm, nodes 15 mm short axis, twice a slice thicker than 5 mm.
@pytest.mark.parametrize(
    ("is_nodal", "mm", "slice_mm", "expected"),
    [
        (False, "9.9", None, False),
        (False, "10", None, True),
        (False, "10.1", "5", True),
        (False, "11.9", "6", False),
        (False, "12", "6", True),
        (False, "9.9", "4", False),
        (True, "14.9", None, False),
        (True, "15", None, True),
        (True, "15", "8", True),
    ],
)
def test_measurable_from_10_mm_and_nodes_from_15(
    is_nodal: bool, mm: str, slice_mm: str | None, expected: bool
) -> None:
    slice_thickness = None if slice_mm is None else Decimal(slice_mm)
    assert (
        is_measurable(is_nodal=is_nodal, baseline_mm=Decimal(mm), slice_mm=slice_thickness)
        is expected
    )


@pytest.mark.parametrize(
    ("location", "organ"),
    [
        ("HEPATIC LYMPH NODE", "LYMPH NODE"),
        ("para-aortic lymph node", "LYMPH NODE"),
        ("LUNG, RIGHT", "LUNG"),
        ("LUNG, LEFT", "LUNG"),
        ("Kidney left", "KIDNEY"),
        ("BONE", "BONE"),
    ],
)
def test_all_nodes_are_one_organ_and_so_are_both_lungs(location: str, organ: str) -> None:
    assert organ_of(location) == organ


def test_other_is_not_one_organ() -> None:
    assert count_largest_organ(["OTHER", "OTHER", "OTHER", "LIVER"]) == 1
    assert count_largest_organ([]) == 0


def test_two_liver_lesions_of_10_mm_and_a_node_of_15_need_no_note() -> None:
    targets = (
        target("T01", "10"),
        target("T02", "10"),
        target("T03", "15", organ="LYMPH NODE", nodal=True),
    )
    assert find_baseline_notes(targets, max_targets=5, max_per_organ=2) == ()


def test_five_targets_are_allowed() -> None:
    targets = tuple(target(f"T0{n}", "20", organ=f"ORGAN {n}") for n in range(5))
    assert find_baseline_notes(targets, max_targets=5, max_per_organ=2) == ()


def test_notes_name_small_lesions_and_too_many() -> None:
    targets = (
        target("T01", "9.9"),
        target("T02", "14.9", organ="LYMPH NODE", nodal=True),
        *(target(f"T1{n}", "20") for n in range(4)),
    )
    notes = find_baseline_notes(targets, max_targets=5, max_per_organ=2)
    assert [note.en for note in notes] == [
        "T01: 9.9 mm at baseline is not measurable (from 10 mm).",
        "T02: 14.9 mm at baseline is not measurable (from 15 mm).",
        "6 target lesions; at most 5 are allowed.",
        "5 target lesions in one organ; at most 2 are allowed.",
    ]
    assert all(note.zh for note in notes)


def _named(*dated: tuple[str, str | None]) -> tuple[Assessment, ...]:
    return tuple(Assessment(name, None if iso is None else PartialDate(iso)) for name, iso in dated)


@pytest.mark.parametrize(
    ("given", "order"),
    [
        pytest.param([("B", "2026-03-01"), ("A", "2026-02-01")], "AB", id="by date"),
        pytest.param(
            [("A", "2026-02-20"), ("B", "2026-02"), ("C", "2026-03-01")],
            "ABC",
            id="a month alone stays behind the day before it",
        ),
        pytest.param([("A", "2026-03-20"), ("B", "2026-02")], "BA", id="an earlier month moves"),
        pytest.param(
            [("A", "2026-02-20"), ("B", None), ("C", "2026-02-21")], "ABC", id="undated stays"
        ),
        pytest.param([("A", None), ("B", "2026-02-20")], "AB", id="undated first stays first"),
    ],
)
def test_assessments_go_by_date_as_far_as_dates_tell(
    given: list[tuple[str, str | None]], order: str
) -> None:
    assert "".join(a.visit for a in order_assessments(_named(*given))) == order
