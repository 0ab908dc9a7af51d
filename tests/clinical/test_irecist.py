"""iRECIST: unconfirmed and confirmed progression, reset, and new lesions."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hcc_crf.clinical.irecist import IRecistCourse, compute_irecist
from hcc_crf.clinical.irecist_response import (
    IResponse,
    as_iresponse,
    compute_ibor,
)
from hcc_crf.clinical.lesions import Assessment, Certainty, Course, NewLesion
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.response import Response
from tests.clinical.courses import (
    course,
    findings,
    on_day,
    sums,
    target,
    visit,
)

SETTINGS = RecistSettings()
STABLE = {"T01": "50"}


def _overalls(given: Course, settings: RecistSettings = SETTINGS) -> list[str]:
    return [str(point.overall) for point in compute_irecist(given, settings).points]


# Seymour 2017 Table 2; derivations.md 8.
@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        pytest.param(["125", "130"], ["iUPD", "iCPD"], id="5 mm further up confirms"),
        pytest.param(["125", "129.9"], ["iUPD", "iUPD"], id="4.9 mm does not"),
        pytest.param(["125", "125"], ["iUPD", "iUPD"], id="no change stays open"),
        pytest.param(["125", "128", "130"], ["iUPD", "iUPD", "iCPD"], id="against the first iUPD"),
        pytest.param(["125", "110"], ["iUPD", "iSD"], id="back to iSD"),
        pytest.param(["125", "70"], ["iUPD", "iPR"], id="back to iPR"),
        pytest.param(["125", "0"], ["iUPD", "iCR"], id="back to iCR"),
        pytest.param(["125", "121"], ["iUPD", "iUPD"], id="smaller, still PD against baseline"),
        pytest.param(
            ["125", "110", "130", "135"],
            ["iUPD", "iSD", "iUPD", "iCPD"],
            id="after a reset the next progression is a fresh iUPD",
        ),
        pytest.param(["50", "65", "60"], ["iPR", "iUPD", "iPR"], id="judged against baseline"),
        pytest.param(["125", "130", "90"], ["iUPD", "iCPD", "iSD"], id="later points still judged"),
        pytest.param(["125", "130", "131"], ["iUPD", "iCPD", "iCPD"], id="iCPD stays"),
        pytest.param(["0", "4", "4"], ["iCR", "iUPD", "iUPD"], id="reappearance after iCR"),
    ],
)
def test_target_sums(totals: list[str], expected: list[str]) -> None:
    assert _overalls(sums("100", *totals)) == expected


@pytest.mark.parametrize(("every", "expected"), [(27, "iUPD"), (28, "iCPD"), (90, "iCPD")])
def test_a_scan_confirms_from_28_days_after_iupd(every: int, expected: str) -> None:
    assert _overalls(sums("100", "125", "130", every=every))[-1] == expected


def test_a_confirmation_too_early_can_come_later() -> None:
    visits = [visit(42, {"T01": "125"}), visit(60, {"T01": "131"}), visit(84, {"T01": "130"})]
    given = course([target("T01", "100")], visits)
    assert _overalls(given) == ["iUPD", "iUPD", "iCPD"]
    eager = replace(SETTINGS, irecist_confirm_days=14)
    assert _overalls(given, eager) == ["iUPD", "iCPD", "iCPD"]


def test_a_scan_without_a_date_confirms_nothing() -> None:
    undated = Assessment("TA2", None, targets=findings({"T01": "140"}))
    given = course([target("T01", "100")], [visit(42, {"T01": "125"}), undated])
    assert _overalls(given) == ["iUPD", "iUPD"]


def test_a_continuing_response_does_not_exist_in_irecist() -> None:
    assert _overalls(sums("100", "70", "70", "80")) == ["iPR", "iPR", "iSD"]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param(["UNEQUIVOCAL PROGRESSION"] * 2, ["iUPD", "iCPD"], id="progressing again"),
        pytest.param(["UNEQUIVOCAL PROGRESSION", "PRESENT"], ["iUPD", "iSD"], id="gone back"),
        pytest.param(["UNEQUIVOCAL PROGRESSION", "NOT EVALUABLE"], ["iUPD", "NE"], id="not seen"),
        pytest.param(
            ["UNEQUIVOCAL PROGRESSION", "NOT EVALUABLE", "UNEQUIVOCAL PROGRESSION"],
            ["iUPD", "NE", "iCPD"],
            id="the question stays open over NE",
        ),
    ],
)
def test_non_targets(states: list[str], expected: list[str]) -> None:
    visits = [visit(42 * n, STABLE, {"NT01": state}) for n, state in enumerate(states, start=1)]
    assert _overalls(course([target("T01", "50")], visits, non_targets=["NT01"])) == expected


def test_progression_in_another_category_confirms() -> None:
    visits = [
        visit(42, {"T01": "65"}, {"NT01": "PRESENT"}),
        visit(84, {"T01": "65"}, {"NT01": "UNEQUIVOCAL PROGRESSION"}),
    ]
    judged = compute_irecist(course([target("T01", "50")], visits, non_targets=["NT01"]), SETTINGS)
    last = judged.points[-1]
    assert (last.target, last.non_target, last.overall) == ("iUPD", "iUPD", "iCPD")
    assert last.why.en == "iCPD: worse (non-target) 42 days after the first iUPD."


def test_the_category_that_grew_is_called_confirmed() -> None:
    visits = [
        visit(42, {"T01": "65"}, {"NT01": "UNEQUIVOCAL PROGRESSION"}),
        visit(84, {"T01": "70"}, {"NT01": "UNEQUIVOCAL PROGRESSION"}),
    ]
    judged = compute_irecist(course([target("T01", "50")], visits, non_targets=["NT01"]), SETTINGS)
    last = judged.points[-1]
    assert (last.target, last.non_target) == ("iCPD", "iCPD")


def _new(
    mm: str | None = None,
    *,
    lesion_id: str = "NEW01",
    certainty: str = "UNEQUIVOCAL",
    increased: bool = False,
) -> NewLesion:
    size = None if mm is None else Decimal(mm)
    return NewLesion(lesion_id, Certainty(certainty), mm=size, is_increased=increased)


def _with_new(*listed: tuple[str, list[NewLesion]]) -> IRecistCourse:
    visits = [visit(42 * n, {"T01": mm}, new=new) for n, (mm, new) in enumerate(listed, start=1)]
    return compute_irecist(course([target("T01", "50")], visits), SETTINGS)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(("50", [_new("15")]), "iCPD", id="5 mm more"),
        pytest.param(("50", [_new("14.9")]), "iUPD", id="4.9 mm more"),
        pytest.param(("50", [_new("10"), _new(lesion_id="NEW02")]), "iCPD", id="another one"),
        pytest.param(("50", [_new("10")]), "iUPD", id="unchanged"),
        pytest.param(("50", [_new("8")]), "iSD", id="smaller"),
        pytest.param(("30", [_new("10")]), "iPR", id="still there, target shrunk"),
        pytest.param(("0", [_new("10")]), "iPR", id="iCR needs the new lesion gone"),
        pytest.param(("0", [_new(certainty="NONE")]), "iCR", id="all gone"),
        pytest.param(("50", [_new("0")]), "iSD", id="0 mm is gone"),
        pytest.param(("50", []), "NE", id="measured before, not measured now"),
        pytest.param(("50", [_new("10", increased=True)]), "iCPD", id="said to have grown"),
    ],
)
def test_new_lesions(second: tuple[str, list[NewLesion]], expected: str) -> None:
    judged = _with_new(("50", [_new("10")]), second)
    assert [point.overall for point in judged.points] == ["iUPD", expected]


def test_a_tiny_new_lesion_is_one() -> None:
    assert _with_new(("50", [_new("0.5")])).points[0].overall is IResponse.IUPD


def test_a_new_lesion_not_measured_again_counts_as_nothing_in_the_growth() -> None:
    both = [_new("10"), _new("0.5", lesion_id="NEW02")]
    judged = _with_new(("50", both), ("50", [_new("15.2")]))
    assert judged.points[-1].overall is IResponse.NE
    grown = _with_new(("50", both), ("50", [_new("15.5")]))
    assert grown.points[-1].overall is IResponse.ICPD


def test_new_lesions_have_a_sum_of_their_own() -> None:
    judged = _with_new(
        ("50", [_new("10"), _new("12", lesion_id="NEW02")]), ("50", [_new("10")]), ("50", [])
    )
    assert [point.new.sum_mm for point in judged.points] == [Decimal(22), None, None]
    assert [point.recist.sum_mm for point in judged.points] == [Decimal(50)] * 3


def test_a_new_lesion_never_measured_stays_open_while_nothing_shrinks() -> None:
    judged = _with_new(("50", [_new()]), ("50", []), ("50", [_new(increased=True)]))
    assert [point.overall for point in judged.points] == ["iUPD", "iUPD", "iCPD"]


def test_a_new_lesion_without_a_number_at_a_later_visit_is_another_one() -> None:
    visits = [
        visit(42, STABLE, new_lesion="UNEQUIVOCAL"),
        visit(84, STABLE, new_lesion="UNEQUIVOCAL"),
    ]
    assert _overalls(course([target("T01", "50")], visits)) == ["iUPD", "iCPD"]


def test_an_equivocal_new_lesion_opens_nothing() -> None:
    judged = _with_new(("50", [_new(certainty="EQUIVOCAL")]))
    assert judged.points[0].overall is IResponse.ISD


def test_after_confirmation_new_lesions_keep_it_confirmed() -> None:
    judged = _with_new(("50", [_new("10")]), ("50", [_new("15")]), ("50", [_new("15")]))
    assert [point.overall for point in judged.points] == ["iUPD", "iCPD", "iCPD"]


def test_lesions_not_measured_at_the_first_iupd_are_no_growth_later() -> None:
    targets = [target("T01", "50"), target("T02", "50")]
    visits = [visit(42, {"T01": "120", "T02": None}), visit(84, {"T01": "120", "T02": "50"})]
    assert _overalls(course(targets, visits)) == ["iUPD", "iUPD"]


def test_the_measured_lesions_alone_may_confirm() -> None:
    targets = [target("T01", "50"), target("T02", "50")]
    visits = [visit(42, {"T01": "120", "T02": None}), visit(84, {"T01": "125", "T02": None})]
    assert _overalls(course(targets, visits)) == ["iUPD", "iCPD"]


def test_not_evaluable_leaves_the_question_open() -> None:
    visits = [visit(42, {"T01": "65"}), visit(84, {"T01": None}), visit(126, {"T01": "70"})]
    assert _overalls(course([target("T01", "50")], visits)) == ["iUPD", "NE", "iCPD"]


def test_without_targets_the_non_targets_decide() -> None:
    visits = [
        visit(42, None, {"NT01": "PRESENT"}),
        visit(84, None, {"NT01": "UNEQUIVOCAL PROGRESSION"}),
        visit(126, None, {"NT01": "ABSENT"}),
    ]
    given = course([], visits, non_targets=["NT01"])
    assert _overalls(given) == ["NON-iCR/NON-iUPD", "iUPD", "iCR"]


def test_without_imaging_nothing_is_known() -> None:
    scan = visit(42, new=[_new("10")], new_lesion="UNEQUIVOCAL")._replace(is_imaged=False)
    assert _overalls(course([], [scan])) == ["NE"]


@pytest.mark.parametrize(
    ("totals", "day", "is_confirmed"),
    [
        pytest.param(["125", "130"], 42, True, id="confirmed"),
        pytest.param(["125"], 42, False, id="never confirmed: the open one counts"),
        pytest.param(["125", "110"], None, False, id="reset, none since"),
        pytest.param(["125", "110", "130", "135"], 126, True, id="reset: the later one"),
    ],
)
def test_date_of_progression(totals: list[str], day: int | None, is_confirmed: bool) -> None:
    judged = compute_irecist(sums("100", *totals), SETTINGS)
    assert judged.progression_date == (None if day is None else on_day(day))
    assert judged.is_confirmed is is_confirmed


@pytest.mark.parametrize(
    ("sequence", "best"),
    [
        ("iUPD iCPD", "iCPD"),
        ("iUPD iUPD", "iUPD"),
        ("iUPD iCPD iCR", "iCPD"),
        ("NE NE", "NE"),
        ("", "NE"),
        ("ND", "ND"),
        ("NON-iCR/NON-iUPD iUPD", "NON-iCR/NON-iUPD"),
    ],
)
def test_best_response_counts_what_came_before_confirmation(sequence: str, best: str) -> None:
    assert compute_ibor(IResponse(text) for text in sequence.split()) == best


def test_every_recist_response_has_its_prefixed_name() -> None:
    assert [as_iresponse(response) for response in Response] == [
        "iCR",
        "iPR",
        "iSD",
        "NON-iCR/NON-iUPD",
        "iUPD",
        "NE",
        "ND",
        "NA",
    ]
