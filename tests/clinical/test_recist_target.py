"""Target response: every cut-off from below, at and above, and the order of the steps."""

from decimal import Decimal

import pytest

from hcc_crf.clinical.recist import compute_recist
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.recist_target import (
    TargetStep,
    TargetSum,
    compute_target_step,
    sum_targets,
)
from hcc_crf.clinical.response import compute_percent_change, round_percent
from tests.clinical.courses import course, findings, sums, target, visit

SETTINGS = RecistSettings()


def _last_target(baseline: str, *totals: str) -> str:
    return compute_recist(sums(baseline, *totals), SETTINGS).points[-1].target


# RECIST 1.1 §4.3.1; the exact traps of floating point are those of derivations.md 6.3.
@pytest.mark.parametrize(
    ("baseline", "totals", "expected"),
    [
        pytest.param("100", ["70"], "PR", id="exactly -30 %"),
        pytest.param("100", ["70.01"], "SD", id="-29.99 % prints -30.0 % and is SD"),
        pytest.param("100", ["69.99"], "PR", id="-30.01 %"),
        pytest.param("14", ["9.8"], "PR", id="14 -> 9.8 is -30 % though floats say less"),
        pytest.param("90", ["63"], "PR", id="0.7 x 90 is 63 though floats say 62.99"),
        pytest.param("27", ["32.4"], "PD", id="27 -> 32.4 is +20 % though floats say less"),
        pytest.param("100", ["120"], "PD", id="exactly +20 %"),
        pytest.param("100", ["119.9"], "SD", id="+19.9 %"),
        pytest.param("100", ["50", "60"], "PD", id="+20 % from the nadir, still -40 %"),
        pytest.param("100", ["40", "50"], "PD", id="PD goes before PR"),
        pytest.param("20", ["24"], "SD", id="+20 % with +4 mm"),
        pytest.param("20", ["24.9"], "SD", id="+24.5 % with +4.9 mm"),
        pytest.param("20", ["25"], "PD", id="+25 % with +5 mm"),
        pytest.param("30", ["3.2", "8.2"], "PD", id="3.2 -> 8.2 is 5 mm though floats say less"),
        pytest.param("100", ["105"], "SD", id="+5 mm with +5 %"),
        pytest.param("25", ["20", "24"], "SD", id="subject 03-002: +20 %, +4 mm"),
    ],
)
def test_cut_offs(baseline: str, totals: list[str], expected: str) -> None:
    assert _last_target(baseline, *totals) == expected


def _step(
    measured: str, *, nadir: str, baseline: str = "100", after_cr: bool = False
) -> TargetStep:
    is_visible = Decimal(measured) > 0
    current = TargetSum(Decimal(measured), (), ("T01",) if is_visible else (), None)
    return compute_target_step(
        current,
        baseline_mm=Decimal(baseline),
        nadir_mm=Decimal(nadir),
        is_after_complete=after_cr,
    )


# derivations.md 6.3 and 12.7: a nadir of 0 has no percentage.
@pytest.mark.parametrize(
    ("measured", "after_cr", "expected"),
    [
        pytest.param("4.9", False, TargetStep.DECREASED, id="nadir 0, 4.9 mm, no CR before"),
        pytest.param("5", False, TargetStep.INCREASED, id="nadir 0, 5 mm"),
        pytest.param("0.1", True, TargetStep.REAPPEARED, id="any reappearance after CR"),
        pytest.param("0", True, TargetStep.ALL_GONE, id="still gone after CR"),
    ],
)
def test_nadir_of_zero(measured: str, after_cr: bool, expected: TargetStep) -> None:
    assert _step(measured, nadir="0", after_cr=after_cr) is expected


def test_a_tenth_of_a_millimetre_is_disease() -> None:
    assert _last_target("30", "0.1") == "PR"
    assert _last_target("30", "0", "0.1") == "PD"


def test_reappearance_counts_whatever_the_nadir_and_at_an_incomplete_visit() -> None:
    incomplete = TargetSum(Decimal(12), ("T02",), ("T03",), Decimal(12))
    step = compute_target_step(
        incomplete, baseline_mm=Decimal(100), nadir_mm=Decimal(9), is_after_complete=True
    )
    assert step is TargetStep.REAPPEARED


NODE = target("T02", "20", organ="LYMPH NODE", nodal=True)


# RECIST 1.1 §4.3.1: a node below 10 mm short axis is normal, at 10 mm it is not.
@pytest.mark.parametrize(
    ("liver", "node", "expected"),
    [
        pytest.param("DISAPPEARED", "9.9", "CR", id="node 9.9: CR though the sum is 9.9"),
        pytest.param("DISAPPEARED", "10", "PR", id="node 10.0"),
        pytest.param("DISAPPEARED", "DISAPPEARED", "CR", id="node not seen"),
        pytest.param("DISAPPEARED", "TOO SMALL TO MEASURE", "CR", id="node too small: 5 mm"),
        pytest.param("TOO SMALL TO MEASURE", "5", "PR", id="liver too small is still disease"),
        pytest.param("0", "5", "CR", id="liver measured 0 mm"),
        pytest.param("MERGED", "5", "CR", id="merged counts 0"),
    ],
)
def test_complete_response_with_nodes(liver: str, node: str, expected: str) -> None:
    given = course([target("T01", "50"), NODE], [visit(42, {"T01": liver, "T02": node})])
    assert compute_recist(given, SETTINGS).points[0].target == expected


def test_complete_response_is_asked_before_progression() -> None:
    visits = [visit(42, {"T01": "0", "T02": "4"}), visit(84, {"T01": "0", "T02": "9"})]
    judged = compute_recist(course([target("T01", "50"), NODE], visits), SETTINGS)
    assert [point.target for point in judged.points] == ["CR", "CR"]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param({"T01": "60", "T02": None}, "NE", id="60 of 100 proves nothing"),
        pytest.param({"T01": "119.9", "T02": None}, "NE", id="119.9 does not prove PD"),
        pytest.param({"T01": "120", "T02": None}, "PD", id="the measured lesion alone proves PD"),
        pytest.param({"T01": "20"}, "NE", id="a lesion not named is not evaluable"),
        pytest.param({}, "NE", id="none assessed"),
        pytest.param({"T01": None, "T02": None}, "NE", id="none evaluable"),
    ],
)
def test_incomplete_sum(states: dict[str, str | None], expected: str) -> None:
    targets = [target("T01", "60"), target("T02", "40")]
    point = compute_recist(course(targets, [visit(42, states)]), SETTINGS).points[0]
    assert point.target == expected
    assert (point.sum_mm, point.change_from_baseline_pct, point.change_from_nadir_mm) == (
        None,
        None,
        None,
    )


def test_an_incomplete_sum_never_becomes_the_nadir() -> None:
    targets = [target("T01", "60"), target("T02", "40")]
    visits = [
        visit(42, {"T01": "30", "T02": None}),
        visit(84, {"T01": "50", "T02": "40"}),
        visit(126, {"T01": "60", "T02": "40"}),
    ]
    judged = compute_recist(course(targets, visits), SETTINGS)
    assert [point.nadir_mm for point in judged.points] == [100, 100, 90]


def test_visible_lesions_and_the_largest_node_are_named() -> None:
    nodes = (NODE, target("T03", "18", organ="LYMPH NODE", nodal=True))
    current = sum_targets(nodes, findings({"T02": "12", "T03": "9"}))
    assert current.visible == ("T02",)
    assert (current.largest_node_mm, current.measured_mm) == (Decimal(12), Decimal(21))


@pytest.mark.parametrize(
    ("value", "reference", "shown"),
    [
        ("43", "74", "-41.9"),
        ("67", "55", "21.8"),
        ("70.01", "100", "-30.0"),
        ("100.05", "100", "0.1"),
        ("99.96", "100", "0.0"),
        ("24", "20", "20.0"),
    ],
)
def test_percent_is_shown_with_one_decimal_half_up(value: str, reference: str, shown: str) -> None:
    change = compute_percent_change(Decimal(value), Decimal(reference))
    assert change is not None
    assert str(round_percent(change)) == shown


def test_percent_of_a_zero_reference_does_not_exist() -> None:
    assert compute_percent_change(Decimal(5), Decimal(0)) is None
