"""Non-target response, derivations.md 6.4 and 12.9."""

from dataclasses import replace

import pytest

from hcc_crf.clinical.lesions import NonTargetBaseline, NonTargetFinding, NonTargetState
from hcc_crf.clinical.recist_nontarget import compute_nontarget_response
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.response import Response
from tests.clinical.courses import nontarget_findings

TWO = (NonTargetBaseline("NT01"), NonTargetBaseline("NT02"))
SETTINGS = RecistSettings()


@pytest.mark.parametrize(
    ("states", "expected", "deciding"),
    [
        pytest.param({"NT01": "ABSENT", "NT02": "ABSENT"}, "CR", (), id="all gone"),
        pytest.param(
            {"NT01": "PRESENT", "NT02": "ABSENT"}, "NON-CR/NON-PD", ("NT01",), id="one present"
        ),
        pytest.param(
            {"NT01": "UNEQUIVOCAL PROGRESSION", "NT02": "NOT EVALUABLE"},
            "PD",
            ("NT01",),
            id="progression goes before not evaluable",
        ),
        pytest.param(
            {"NT01": "PRESENT", "NT02": "NOT EVALUABLE"}, "NE", ("NT02",), id="present and NE: NE"
        ),
        pytest.param({"NT01": "ABSENT"}, "NE", ("NT02",), id="a lesion not named is NE"),
        pytest.param({}, "NE", ("NT01", "NT02"), id="nothing assessed"),
    ],
)
def test_states_give_the_response(
    states: dict[str, str], expected: str, deciding: tuple[str, ...]
) -> None:
    result = compute_nontarget_response(TWO, nontarget_findings(states), SETTINGS)
    assert (result.response, result.deciding) == (expected, deciding)


def test_without_non_targets_the_response_is_na() -> None:
    assert compute_nontarget_response((), (), SETTINGS).response is Response.NA


def test_a_study_may_let_present_and_not_evaluable_be_non_cr_non_pd() -> None:
    settings = replace(SETTINGS, nontarget_present_and_ne=Response.NON_CR_NON_PD)
    given = nontarget_findings({"NT01": "PRESENT", "NT02": "NOT EVALUABLE"})
    result = compute_nontarget_response(TWO, given, settings)
    assert (result.response, result.deciding) == (Response.NON_CR_NON_PD, ("NT01",))
    gone = nontarget_findings({"NT01": "ABSENT", "NT02": "NOT EVALUABLE"})
    assert compute_nontarget_response(TWO, gone, settings).response is Response.NE


# RECIST 1.1: a non-target node below 10 mm short axis is normal and counts as gone.
@pytest.mark.parametrize(
    ("state", "is_normal", "expected"),
    [
        ("PRESENT", True, "CR"),
        ("PRESENT", False, "NON-CR/NON-PD"),
        ("PRESENT", None, "NON-CR/NON-PD"),
        ("ABSENT", None, "CR"),
        ("ABSENT", False, "NON-CR/NON-PD"),
        ("UNEQUIVOCAL PROGRESSION", True, "PD"),
        ("NOT EVALUABLE", True, "NE"),
    ],
)
def test_a_node_is_judged_by_its_size(state: str, is_normal: bool | None, expected: str) -> None:
    node = (NonTargetBaseline("NT01", is_nodal=True),)
    finding = (NonTargetFinding("NT01", NonTargetState(state), is_normal),)
    assert compute_nontarget_response(node, finding, SETTINGS).response == expected


def test_size_says_nothing_of_a_lesion_that_is_no_node() -> None:
    finding = (NonTargetFinding("NT01", NonTargetState.PRESENT, is_node_normal=True),)
    result = compute_nontarget_response(TWO[:1], finding, SETTINGS)
    assert result.response is Response.NON_CR_NON_PD


@pytest.mark.parametrize(
    ("is_normal", "expected"), [(True, "CR"), (False, "NON-CR/NON-PD"), (None, "NE")]
)
def test_where_afp_must_be_normal_it_keeps_gone_lesions_from_cr(
    is_normal: bool | None, expected: str
) -> None:
    settings = replace(SETTINGS, afp_normal_for_cr=True)
    gone = nontarget_findings({"NT01": "ABSENT", "NT02": "ABSENT"})
    result = compute_nontarget_response(TWO, gone, settings, is_afp_normal=is_normal)
    assert result.response == expected
    assert result.is_marker_open is (is_normal is not True)
