"""What was open or happened when: adverse events, and forms that a later version builds."""

from decimal import Decimal
from pathlib import Path

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.entry.runtime import MISSING, Missing, Runtime

from ..building import study_with_logs
from ..courses import assessment, baseline, first_dose
from ..saving import Nurse, evaluate, nurse_at


@pytest.fixture(scope="module")
def later_program(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the study with medication, procedures, therapy and pregnancy tests built."""
    return study_with_logs(root / "forms", tmp_path_factory.mktemp("study"))


@pytest.fixture
def later(later_program: Program) -> Nurse:
    """Return a nurse at that study; consent on 2026-01-02, screening on 2026-01-03."""
    nurse = nurse_at(later_program)
    nurse.save("SCR", "DM", RFICDAT="2026-01-02", BRTHDAT="1965", SEX="M")
    nurse.save("SCR", "SV", SVSTDAT="2026-01-03", SVCNTMOD="VISIT")
    return nurse


def ask(nurse: Nurse, source: str) -> Runtime:
    """Return what an expression is at screening."""
    return evaluate(nurse, "SCR/VS", source)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("2026-01-03", "", True, id="from this day on"),
        pytest.param("2026-01-04", "", False, id="from the next"),
        pytest.param("2026-01-01", "2026-01-03", True, id="to this day"),
        pytest.param("2026-01-01", "2026-01-02", False, id="to the day before"),
        pytest.param("2026-01", "", MISSING, id="began this month"),
        pytest.param("2025-12", "2026-01", MISSING, id="ended this month"),
        pytest.param("2025", "", True, id="began last year"),
        pytest.param("", "", False, id="no start"),
    ],
)
def test_an_adverse_event_is_open_on_a_day(
    enrolled: Nurse, start: str, end: str, expected: Runtime
) -> None:
    row = {"row": 1, "AETERM": "Rash", "AESTDAT": start, "AEENDAT": end, "AEONGO": "N"}
    enrolled.save("LOG", "AE", rows=[row])
    assert ask(enrolled, "ae_open_on(SV.SVSTDAT)") == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-01-02", False),
        ("2026-01-03", True),
        ("2026-01-04", False),
        ("2026-01", MISSING),
        ("2025", False),
    ],
)
def test_an_adverse_event_began_after_a_day_and_up_to_another(
    enrolled: Nurse, start: str, expected: Runtime
) -> None:
    enrolled.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Rash", "AESTDAT": start}])
    assert ask(enrolled, "ae_started_between(DM.RFICDAT, SV.SVSTDAT)") == expected


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("anticoagulated_on(SV.SVSTDAT)", "CM"),
        ("transfused_between(DM.RFICDAT, SV.SVSTDAT)", "PRCM"),
        ("negative_pregnancy_test_before(SV.SVSTDAT, 7)", "PREG"),
    ],
)
def test_of_a_form_not_built_nothing_is_known(enrolled: Nurse, source: str, form: str) -> None:
    assert ask(enrolled, source) == Missing((form,))


@pytest.mark.parametrize(
    ("category", "start", "end", "expected"),
    [
        ("ORAL ANTICOAGULANT", "2026-01-01", "", True),
        ("ORAL ANTICOAGULANT", "2026-01-01", "2026-01-02", False),
        ("ORAL ANTICOAGULANT", "2026-01", "", MISSING),
        ("ANTIBIOTIC", "2026-01-01", "", False),
    ],
)
def test_anticoagulation_is_known_once_medication_is_built(
    later: Nurse, category: str, start: str, end: str, expected: Runtime
) -> None:
    assert ask(later, "anticoagulated_on(SV.SVSTDAT)") is False
    row = {"row": 1, "CMCAT": category, "CMSTDAT": start, "CMENDAT": end}
    later.save("LOG", "CM", rows=[row])
    assert ask(later, "anticoagulated_on(SV.SVSTDAT)") == expected


@pytest.mark.parametrize(
    ("category", "date", "expected"),
    [
        ("TRANSFUSION", "2026-01-01", False),
        ("TRANSFUSION", "2026-01-02", True),
        ("TRANSFUSION", "2026-01-03", True),
        ("TRANSFUSION", "2026-01-04", False),
        ("PUNCTURE", "2026-01-03", False),
        ("TRANSFUSION", "", False),
    ],
)
def test_a_transfusion_is_dated_within_two_days(
    later: Nurse, category: str, date: str, expected: bool
) -> None:
    later.save("LOG", "PRCM", rows=[{"row": 1, "PRCAT_C": category, "PRSTDAT_C": date}])
    assert ask(later, "transfused_between(DM.RFICDAT, SV.SVSTDAT)") is expected


@pytest.mark.parametrize(
    ("result", "date", "expected"),
    [
        ("NEGATIVE", "2026-01-03", True),
        ("NEGATIVE", "2025-12-31", True),
        ("NEGATIVE", "2025-12-30", False),
        ("NEGATIVE", "2026-01-04", False),
        ("NEGATIVE", "2026-01", False),
        ("POSITIVE", "2026-01-03", False),
    ],
)
def test_a_negative_pregnancy_test_is_at_most_so_old(
    later: Nurse, result: str, date: str, expected: bool
) -> None:
    later.save("SCR", "PREG", HCG=result, PREGDAT=date)
    assert ask(later, "negative_pregnancy_test_before(SV.SVSTDAT, 3)") is expected


def test_a_test_before_a_day_not_known_is_unknown(later: Nurse) -> None:
    assert ask(later, "negative_pregnancy_test_before(DM.BRTHDAT, 3)") == MISSING


def test_responses_after_further_therapy_count_no_more(later: Nurse) -> None:
    baseline(later)
    first_dose(later)
    assessment(later, "TA1", "2026-02-15", "62", "18")
    later.save("LOG", "CMSUB", rows=[{"row": 1, "SUBSTDAT": "2026-03-01"}, {"row": 2}])
    assessment(later, "TA2", "2026-03-29", "10", "9")
    assert later.recorded("TA2/RS.OVRLRESP_D") == "PR"
    assert later.recorded("TA2/RS.BESTUNC_D") == "SD"  # the response came after other therapy


def test_assessments_end_with_further_therapy(later: Nurse) -> None:
    assert ask(later, "count_rows('CMSUB') > 0") is False
    later.save("LOG", "CMSUB", rows=[{"row": 1, "SUBSTDAT": "2026-03-01"}])
    assert ask(later, "count_rows('CMSUB') > 0") is True


@pytest.mark.parametrize(
    ("typed", "sign", "number"),
    [("not detected", "NOT DETECTED", "0"), ("<20", "<", "20"), ("500", "=", "500")],
)
def test_a_viral_load_keeps_its_sign(later: Nurse, typed: str, sign: str, number: str) -> None:
    later.save("SCR", "LBVL", HBVDNA=typed)
    assert evaluate(later, "SCR/LBVL", "qualifier('LBVL.HBVDNA')") == sign
    assert evaluate(later, "SCR/LBVL", "typed_number('LBVL.HBVDNA')") == Decimal(number)
