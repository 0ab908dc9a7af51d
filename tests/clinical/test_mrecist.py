"""mRECIST: viable diameters, no absolute rule by the paper, new liver nodules by size."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hcc_crf.clinical.lesions import Certainty, NewLesion
from hcc_crf.clinical.mrecist import compute_mrecist
from hcc_crf.clinical.recist import RecistCourse
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.response import Response
from tests.clinical.courses import course, on_day, sums, target, visit

SETTINGS = RecistSettings()
FIVE = replace(SETTINGS, mrecist_pd_min_mm=Decimal(5))
STABLE = {"T01": "50"}


# Lencioni & Llovet 2010: no enhancement CR, -30 % PR, +20 % from the smallest sum PD.
@pytest.mark.parametrize(
    ("totals", "by_paper", "with_5_mm"),
    [
        pytest.param(["0"], "CR", "CR", id="no enhancement left"),
        pytest.param(["14"], "PR", "PR", id="exactly -30 %"),
        pytest.param(["14.1"], "SD", "SD", id="-29.5 %"),
        pytest.param(["23.9"], "SD", "SD", id="+19.5 %"),
        pytest.param(["24"], "PD", "SD", id="+20 % with +4 mm"),
        pytest.param(["25"], "PD", "PD", id="+25 % with +5 mm"),
        pytest.param(["10", "12"], "PD", "PR", id="+20 % from the smallest sum"),
        pytest.param(["2", "2.4"], "PD", "PR", id="+20 % with +0.4 mm"),
        pytest.param(["0", "0.1"], "PD", "PD", id="enhancement back after CR"),
    ],
)
def test_cut_offs(totals: list[str], by_paper: str, with_5_mm: str) -> None:
    given = sums("20", *totals)
    assert compute_mrecist(given, SETTINGS).points[-1].target == by_paper
    assert compute_mrecist(given, FIVE).points[-1].target == with_5_mm


def test_enhancement_back_beside_persisting_non_targets_is_any_growth_by_the_paper() -> None:
    visits = [
        visit(42, {"T01": "0"}, {"NT01": "PRESENT"}),
        visit(84, {"T01": "3"}, {"NT01": "PRESENT"}),
    ]
    given = course([target("T01", "20")], visits, non_targets=["NT01"])
    assert [point.overall for point in compute_mrecist(given, SETTINGS).points] == ["PR", "PD"]
    assert [point.overall for point in compute_mrecist(given, FIVE).points] == ["PR", "PR"]


def test_nothing_measured_is_not_evaluable_also_above_a_nadir_of_zero() -> None:
    visits = [
        visit(42, {"T01": "0"}, {"NT01": "PRESENT"}),
        visit(84, {"T01": None}, {"NT01": "PRESENT"}),
    ]
    given = course([target("T01", "20")], visits, non_targets=["NT01"])
    assert compute_mrecist(given, SETTINGS).points[-1].overall is Response.NE


def _nodule(mm: str | None, *, typical: bool | None, certainty: str = "EQUIVOCAL") -> NewLesion:
    size = None if mm is None else Decimal(mm)
    return NewLesion("NEW01", Certainty(certainty), mm=size, is_typical=typical)


def _judge(*nodules: NewLesion) -> RecistCourse:
    visits = [visit(42 * n, STABLE, new=[x]) for n, x in enumerate(nodules, start=1)]
    return compute_mrecist(course([target("T01", "50")], visits), SETTINGS)


# derivations.md 7: >= 10 mm typical; an atypical one only after growing >= 10 mm.
@pytest.mark.parametrize(
    ("nodule", "overall"),
    [
        pytest.param(_nodule("10", typical=True), "PD", id="typical 10 mm"),
        pytest.param(_nodule("9.9", typical=True), "SD", id="typical 9.9 mm"),
        pytest.param(_nodule("15", typical=False), "SD", id="atypical"),
        pytest.param(
            _nodule("15", typical=None, certainty="UNEQUIVOCAL"), "PD", id="not asked: as called"
        ),
        pytest.param(
            _nodule(None, typical=True, certainty="UNEQUIVOCAL"), "PD", id="no size: as called"
        ),
    ],
)
def test_a_new_liver_nodule_counts_by_size_and_pattern(nodule: NewLesion, overall: str) -> None:
    assert _judge(nodule).points[0].overall == overall


@pytest.mark.parametrize(("mm", "overall"), [("21.9", "SD"), ("22", "PD")])
def test_an_atypical_nodule_counts_after_10_mm_of_growth_from_its_first_scan(
    mm: str, overall: str
) -> None:
    judged = _judge(_nodule("12", typical=False), _nodule(mm, typical=False))
    assert judged.points[-1].overall == overall
    assert judged.progression_date == (on_day(42) if overall == "PD" else None)
