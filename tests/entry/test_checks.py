"""Edit checks fire only when true; each is on its row and says its message in both languages."""

import pytest

from hcc_crf.entry.check import NOT_EXPECTED, find, missing_required
from hcc_crf.entry.states import State, form_status
from hcc_crf.study.model import Severity
from hcc_crf.values import PartialDate, Slot, VisitCode

from .courses import assessment, baseline, first_dose
from .saving import Nurse, checks, missing, where

SCR = VisitCode("SCR")


@pytest.mark.parametrize(
    ("systolic", "diastolic", "fires"),
    [
        pytest.param("120", "119", False, id="below"),
        pytest.param("120", "120", True, id="alike"),
        pytest.param("119", "120", True, id="above"),
        pytest.param("", "120", False, id="one lacks"),
        pytest.param("120", "", False, id="the other lacks"),
        pytest.param(("16", "kPa"), "120", False, id="in kPa, 120.01 mmHg"),
        pytest.param(("15.9", "kPa"), "120", True, id="in kPa, 119.3 mmHg"),
    ],
)
def test_a_check_fires_only_when_it_is_true(
    nurse: Nurse, systolic: str | tuple[str, str], diastolic: str, fires: bool
) -> None:
    decision = nurse.save("SCR", "VS", VSPERF="Y", SYSBP=systolic, DIABP=diastolic)
    assert ("VS01" in checks(decision.findings)) is fires


def test_a_check_says_its_severity_and_message(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "VS", SYSBP="80", DIABP="90")
    (finding,) = (f for f in decision.findings if f.check == "VS01")
    assert finding.severity is Severity.HARD
    assert finding.message.en == "Diastolic not lower than systolic"
    assert finding.message.zh == "舒张压不低于收缩压"


def test_a_check_that_names_an_item_points_at_it(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "SV", SVSTDAT="2026-11-26")  # a day after today
    assert where(decision.findings, "SV01") == {".SVSTDAT"}
    (finding,) = (f for f in decision.findings if f.check == "SV01")
    assert finding.path == "01-001/SCR/SV.SVSTDAT"


def test_today_is_not_the_future(nurse: Nurse) -> None:
    assert "SV01" not in checks(nurse.save("SCR", "SV", SVSTDAT="2026-11-25").findings)


def test_a_check_of_rows_fires_in_each_row_where_it_is_true(nurse: Nurse) -> None:
    rows = [
        {"row": 1, "TL_NODAL": "NON-NODAL", "TL_DIAM": "9.9"},
        {"row": 2, "TL_NODAL": "NON-NODAL", "TL_DIAM": "10"},
        {"row": 3, "TL_NODAL": "NODAL", "TL_DIAM": "14.9"},
        {"row": 4, "TL_NODAL": "NODAL", "TL_DIAM": ("1.5", "cm")},
        {"row": 5, "TL_NODAL": "NON-NODAL", "TL_DIAM": "<10"},
    ]
    findings = nurse.save("SCR", "TUTL", rows=rows).findings
    assert {place[:3] for place in where(findings, "TL03")} == {"[1]", "[5]"}
    assert {place[:3] for place in where(findings, "TL04")} == {"[3]"}


def test_a_check_of_the_whole_form_fires_once(nurse: Nurse) -> None:
    rows = [
        {"row": 1, "TL_TULOC": "LIVER, RIGHT LOBE"},
        {"row": 2, "TL_TULOC": "LIVER, LEFT LOBE"},
        {"row": 3, "TL_TULOC": "LIVER, RIGHT LOBE"},
    ]
    findings = nurse.save("SCR", "TUTL", rows=rows).findings
    assert [f.check for f in findings].count("TL02") == 1  # both lobes are one organ


def test_a_row_struck_out_fires_nothing(nurse: Nurse) -> None:
    rows = [{"row": 1, "TL_NODAL": "NON-NODAL", "TL_DIAM": "9"}]
    nurse.save("SCR", "TUTL", rows=rows)
    findings = nurse.save("SCR", "TUTL", strikes=((1, "no lesion"),)).findings
    assert "TL03" not in checks(findings)


@pytest.mark.requirement("C9")
@pytest.mark.parametrize(
    ("death", "fires"),
    [
        pytest.param("2026-02", False, id="perhaps before"),
        pytest.param("2026-01", True, id="certainly before"),
        pytest.param("2026", False, id="perhaps, a year"),
        pytest.param("2026-02-10", False, id="on the day"),
        pytest.param("2026-02-09", True, id="a day before"),
    ],
)
def test_a_hard_check_on_a_partial_date_fires_only_when_certain(
    enrolled: Nurse, death: str, fires: bool
) -> None:
    enrolled.save("C1D1", "SV", SVSTDAT="2026-02-10", SVCNTMOD="VISIT")
    decision = enrolled.save("LOG", "DD", DTHDAT=death)
    assert ("DD01" in checks(decision.findings)) is fires


def test_a_check_looks_at_other_forms(enrolled: Nurse) -> None:
    assert "DM03" not in checks(enrolled.save("SCR", "DM", RFICTIM="9:30").findings)
    decision = enrolled.save("SCR", "SV", SVSTDAT="2026-01-01", reason="misread")
    assert "DM03" not in checks(decision.findings)  # found on the form it belongs to
    assert where(find(enrolled.book, SCR, "DM"), "DM03") == {".RFICDAT"}


def test_an_answer_on_another_form_settles_a_check(nurse: Nurse) -> None:
    assert "EC02" in checks(nurse.save("SCR", "QSECOG", ECOG101="5").findings)
    nurse.save("LOG", "DD", DTHDAT="2026-02")
    assert "EC02" not in checks(find(nurse.book, SCR, "QSECOG"))


def test_a_missing_answer_elsewhere_settles_nothing(nurse: Nurse) -> None:
    nurse.save("LOG", "DD", DTHDAT=missing("UNK"))
    assert "EC02" in checks(nurse.save("SCR", "QSECOG", ECOG101="5").findings)


def test_what_a_planned_form_would_tell_keeps_a_check_silent(nurse: Nurse) -> None:
    first_dose(nurse)
    decision = nurse.save("C1D1", "EXPD1", PDLOT="A1")
    assert "XP04" not in checks(decision.findings)  # asks for the first-line antibody


def test_findings_are_found_again_and_not_remembered(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", SYSBP="80", DIABP="90")
    decision = nurse.save("SCR", "VS", SYSBP="120", reason="misread")
    assert "VS01" not in checks(decision.findings)


def test_a_form_without_data_is_asked_for_what_is_certainly_required(nurse: Nurse) -> None:
    assert where(find(nurse.book, SCR, "VS"), "required") == {".VSPERF"}
    assert missing_required(nurse.book, SCR, "VS") == (Slot("VSPERF"),)


def test_a_baseline_without_any_lesion_is_a_hard_finding(nurse: Nurse) -> None:
    nurse.save("SCR", "TUNT", rows=[{"row": 1, "NT_TULOCDTL": "x"}])
    decision = nurse.save("SCR", "TUNT", strikes=((1, "no lesion"),))
    assert "NT01" in checks(decision.findings)


def test_a_hard_finding_keeps_a_form_from_being_complete(enrolled: Nurse) -> None:
    enrolled.save("SCR", "SV", SVSTDAT="2026-11-26", reason="typing error")
    status = form_status(enrolled.book, SCR, "SV")
    assert (status.state, status.hard, status.missing) == (State.INCOMPLETE, 1, 0)
    enrolled.save("SCR", "SV", SVSTDAT="2026-01-03", reason="corrected")
    assert form_status(enrolled.book, SCR, "SV").state is State.COMPLETE


def test_a_soft_finding_does_not(nurse: Nurse) -> None:
    first_dose(nurse)
    nurse.save("C1D8", "SV", SVSTDAT="2026-01-20", SVCNTMOD="PHONE")
    status = form_status(nurse.book, VisitCode("C1D8"), "SV")
    assert (status.state, status.hard) == (State.COMPLETE, 0)
    assert status.soft > 0


def test_checks_of_the_demonstrated_course_tell_a_method_that_changed(nurse: Nurse) -> None:
    scan = {"row": 1, "IMGAREA": "ABDOMEN", "IMGMETH": "CT SCAN", "IMGDAT": "2025-12-29"}
    nurse.save("SCR", "IMG", IMGPERF="Y", tables={"IMGTAB": [scan]})
    same = {**scan, "IMGDAT": "2026-02-15"}
    assert "IM02" not in checks(
        nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": [same]}).findings
    )
    other = {"row": 1, "IMGMETH": "MRI"}
    decision = nurse.save("TA1", "IMG", tables={"IMGTAB": [other]}, reason="misread")
    assert "IM02" in checks(decision.findings)


def test_a_region_not_imaged_at_screening_has_no_method_to_change(nurse: Nurse) -> None:
    scan = {"row": 1, "IMGAREA": "CHEST", "IMGMETH": "MRI", "IMGDAT": "2026-02-15"}
    decision = nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": [scan]})
    assert "IM02" not in checks(decision.findings)


@pytest.mark.parametrize(("contrast", "fires"), [("Y", False), ("N", True)])
def test_liver_imaging_without_contrast_is_told(nurse: Nurse, contrast: str, fires: bool) -> None:
    scan = {"row": 1, "IMGAREA": "ABDOMEN", "IMGCONT": contrast}
    decision = nurse.save("SCR", "IMG", IMGPERF="Y", tables={"IMGTAB": [scan]})
    assert ("IM03" in checks(decision.findings)) is fires


def test_a_reappeared_lesion_is_asked_about(nurse: Nurse) -> None:
    baseline(nurse)
    first_dose(nurse)
    assessment(nurse, "TA1", "2026-02-15", "40", "9", lung="ABSENT")
    nurse.save("TA2", "IMG", IMGPERF="Y", tables={"IMGTAB": [{"row": 1, "IMGDAT": "2026-03-29"}]})
    decision = nurse.save("TA2", "TRNT", rows=[{"row": 1, "TN_STAT": "PRESENT"}])
    assert "TN02" in checks(decision.findings)


def test_worsening_that_is_significant_needs_an_adverse_event(enrolled: Nurse) -> None:
    first_dose(enrolled)
    enrolled.save("SCR", "LBCHEM", ALT="46", LBDAT="2026-01-03")
    items = {"ALT": "180", "ALT_LBCLSIG": "CS", "LBDAT": "2026-02-10"}
    assert "CH03" in checks(enrolled.save("C2D1", "LBCHEM", items).findings)
    enrolled.save("LOG", "AE", rows=[{"row": 1, "AETERM": "ALT", "AESTDAT": "2026-02-09"}])
    assert "CH03" not in checks(find(enrolled.book, VisitCode("C2D1"), "LBCHEM"))


def test_a_grade_no_worse_than_baseline_needs_none(enrolled: Nurse) -> None:
    items = {"ALT": "180", "ALT_LBCLSIG": "CS", "LBDAT": "2026-01-03"}
    enrolled.save("SCR", "LBCHEM", items)
    first_dose(enrolled)
    again = {**items, "ALT": "190", "LBDAT": "2026-02-10"}
    assert "CH03" not in checks(enrolled.save("C2D1", "LBCHEM", again).findings)


def test_an_insignificant_value_needs_none(enrolled: Nurse) -> None:
    first_dose(enrolled)
    items = {"ALT": "180", "ALT_LBCLSIG": "NCS", "LBDAT": "2026-02-10"}
    assert "CH03" not in checks(enrolled.save("C2D1", "LBCHEM", items).findings)


def test_a_visit_not_expected_yet_is_a_soft_finding_on_the_whole_form(enrolled: Nurse) -> None:
    findings = enrolled.save("C9D1", "SV", SVOCCUR="N", SVREASND="OTHER").findings
    (finding,) = (f for f in findings if f.check == NOT_EXPECTED)
    assert (finding.slot, finding.severity) == (None, Severity.SOFT)
    assert finding.path == "01-001/C9D1/SV"
    assert "C9D1" in finding.message.zh


def test_the_day_of_the_workstation_decides_what_is_the_future(nurse: Nurse) -> None:
    nurse.today = PartialDate("2026-01-01")
    assert "SV01" in checks(nurse.save("SCR", "SV", SVSTDAT="2026-01-02").findings)
