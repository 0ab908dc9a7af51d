"""The entry traps of the demonstration subjects: a wrong entry meets what it must meet."""

import pytest

from hcc_crf.session import SaveRequest, Typed
from hcc_crf.study.model import Severity
from hcc_crf.values import Slot
from tests.journeys.reference import parts
from tests.journeys.shown import shown_values
from tests.session.sites import Site, entry, form, refused, saved


def checks(site: Site, request: SaveRequest) -> dict[str, Severity]:
    """Save, and return the checks that are open on the form with their severity."""
    with site.open() as session:
        return {finding.check: finding.severity for finding in saved(session, request).findings}


def test_trap_an_overall_response_better_than_derived_meets_rs01(trap: dict[str, Site]) -> None:
    found = checks(trap["01-001"], entry("01-001/TA3/RS", reason="trap", OVRLRESP="CR"))
    assert found["RS01"] is Severity.SOFT
    assert "RS02" not in found


def test_trap_a_baseline_diameter_is_not_edited_without_a_reason(trap: dict[str, Site]) -> None:
    with trap["01-001"].open() as session:
        request = entry("01-001/SCR/TUTL[1]", TL_DIAM="36")
        assert refused(session, request) == ("REASON-NEEDED",)


def test_trap_a_baseline_diameter_edited_re_derives_every_later_percentage(
    trap: dict[str, Site],
) -> None:
    with trap["01-001"].open() as session:
        answer = saved(session, entry("01-001/SCR/TUTL[1]", reason="trap", TL_DIAM="36"))
        derived = {value.path.within_subject: value.display for value in answer.derived}
        after = shown_values(session, "01-001")
    assert derived["SCR/TUTL.TL_SUM"] == "76"
    # Sums stay 43, 22, 8, 7, 7; from a baseline of 76: −43.4, −71.1, −89.5, −90.8, −90.8 %.
    expected = {"TA1": "-43.4", "TA2": "-71.1", "TA3": "-89.5", "TA4": "-90.8", "TA5": "-90.8"}
    for visit, percentage in expected.items():
        assert derived[f"{visit}/TRTL.TR_PCBSD"] == percentage
        assert after[visit, "TRTL", 0, "TR_PCBSD"] == percentage
    assert derived["TA1/TRTL.TR_NADIR"] == "76"
    assert "TA2/TRTL.TR_NADIR" not in derived  # the nadir was 43 and is


def test_trap_stable_disease_claimed_from_baseline_meets_rs01_and_rs02(
    trap: dict[str, Site],
) -> None:
    request = entry("01-002/TA4/RS", reason="trap", OVRLRESP="SD", TRGRESP="SD")
    found = checks(trap["01-002"], request)
    assert found["RS01"] is found["RS02"] is Severity.SOFT


def test_trap_progression_claimed_below_five_millimetres_meets_rs01_and_rs02(
    trap: dict[str, Site],
) -> None:
    request = entry("03-002/TA2/RS", reason="trap", OVRLRESP="PD", TRGRESP="PD")
    found = checks(trap["03-002"], request)
    assert found["RS01"] is found["RS02"] is Severity.SOFT


def test_trap_a_blood_pressure_swapped_meets_the_hard_vs01(trap: dict[str, Site]) -> None:
    found = checks(trap["03-002"], entry("03-002/UNS1/VS", reason="trap", SYSBP="104", DIABP="178"))
    assert found["VS01"] is Severity.HARD


def test_trap_a_lesion_not_evaluable_without_its_reason_lacks_a_required_item(
    trap: dict[str, Site],
) -> None:
    blank = SaveRequest(
        form("03-002/TA3/TRTL"), ((Slot("TR_NEREAS", 2), Typed("")),), reason="trap"
    )
    with trap["03-002"].open() as session:
        paths = {
            finding.path
            for finding in saved(session, blank).findings
            if finding.check == "required"
        }
    assert "03-002/TA3/TRTL[2].TR_NEREAS" in paths


BUILT_TRAPS = {"RS01", "RS02", "VS01", "required"}


def test_the_traps_of_forms_that_are_not_built_are_listed_by_name(
    reference: dict[str, dict[str, object]],
) -> None:
    """Skipped, so that the summary of every run prints the list."""
    waiting = []
    for name, subject in reference.items():
        for one in parts(subject, "entry_traps"):
            fires = set(map(str, one["checks"])) if isinstance(one["checks"], list) else set()
            if fires and not fires & BUILT_TRAPS:
                waiting.append(f"{name}: {one['do']}")
    planned = ("haemoglobin", "TSH", "ANC", "pregnancy", "dipstick")
    assert len(waiting) == 6
    assert all(any(word in line for word in planned) for line in waiting), waiting
    pytest.skip("\n  ".join(("entry traps that wait for their form:", *waiting)))
