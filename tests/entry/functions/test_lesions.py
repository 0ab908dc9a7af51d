"""Functions on the lesion forms."""

import pytest

from ..courses import assessment, baseline, first_dose
from ..saving import Nurse, evaluate, number


@pytest.mark.parametrize(
    ("location", "organ"),
    [
        ("LIVER, RIGHT LOBE", "LIVER"),
        ("LIVER, LEFT LOBE", "LIVER"),
        ("LUNG, RIGHT", "LUNG"),
        ("LUNG, LEFT", "LUNG"),
        ("HEPATIC LYMPH NODE", "LYMPH NODE"),
        ("NOWHERE", "NOWHERE"),
    ],
)
def test_both_sides_are_one_organ(nurse: Nurse, location: str, organ: str) -> None:
    assert evaluate(nurse, "SCR/VS", f"organ('{location}')") == organ


def test_lesions_are_counted_by_organ_others_left_out(nurse: Nurse) -> None:
    assert number(evaluate(nurse, "SCR/TUTL", "max_targets_per_organ()")) == "0"
    places = ["LIVER, RIGHT LOBE", "LIVER, LEFT LOBE", "OTHER", "OTHER", "OTHER"]
    rows = [{"row": n, "TL_TULOC": place} for n, place in enumerate(places, start=1)]
    nurse.save("SCR", "TUTL", rows=rows)
    assert number(evaluate(nurse, "SCR/TUTL", "max_targets_per_organ()")) == "2"


def test_every_baseline_lesion_is_assessed_or_not(nurse: Nurse) -> None:
    baseline(nurse)
    source = "all_baseline_lesions_assessed('TUTL')"
    assert evaluate(nurse, "TA1/TRTL", source) is False
    nurse.save("TA1", "TRTL", rows=[{"row": 1, "TR_STAT": "MEASURED"}])
    assert evaluate(nurse, "TA1/TRTL", source) is False
    nurse.save("TA1", "TRTL", rows=[{"row": 2, "TR_STAT": "MEASURED"}])
    assert evaluate(nurse, "TA1/TRTL", source) is True


def test_an_overall_response_is_that_of_the_time_point(nurse: Nurse) -> None:
    baseline(nurse)
    first_dose(nurse)
    assessment(nurse, "TA1", "2026-02-15", "40", "9")
    assert evaluate(nurse, "TA1/RS", "recist_overall('CR', 'CR', 'N')") == "PR"


def test_without_a_time_point_an_overall_response_is_of_its_parts(nurse: Nurse) -> None:
    assert evaluate(nurse, "TA1/RS", "recist_overall('CR', 'CR', 'N')") == "CR"
