"""Where a save may happen: the numbers of the site, the visits of the schedule, open forms."""

import pytest

from hcc_crf.entry.program import Program

from .saving import Nurse, checks, codes, nurse_at


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("01-1", "SUBJECT-NUMBER-INVALID"),
        ("0A-001", "SUBJECT-NUMBER-INVALID"),
        ("01-0010", "SUBJECT-NUMBER-INVALID"),
        ("01-000", "SUBJECT-NUMBER-INVALID"),
        ("", "SUBJECT-NUMBER-INVALID"),
        ("01-００１", "SUBJECT-NUMBER-INVALID"),
        ("02-001", "SUBJECT-OF-OTHER-SITE"),
    ],
)
def test_a_subject_number_must_be_one_of_the_site(
    program: Program, subject: str, code: str
) -> None:
    nurse = nurse_at(program, subject)
    nurse.site = "01"
    assert codes(nurse.refused("SCR", "VS", WEIGHT="68")) == [code]


def test_a_refused_subject_number_says_what_numbers_look_like(program: Program) -> None:
    nurse = nurse_at(program, "1-001")
    nurse.site = "03"
    (problem,) = nurse.refused("SCR", "VS", WEIGHT="68")
    assert "03-001" in problem.message.en
    assert "03-001" in problem.message.zh


def test_a_subject_number_0_says_where_numbers_begin(program: Program) -> None:
    nurse = nurse_at(program, "01-000")
    nurse.site = "01"
    (problem,) = nurse.refused("SCR", "VS", WEIGHT="68")
    assert "01-001, which is the first" in problem.message.en
    assert "从001起" in problem.message.zh


@pytest.mark.parametrize(
    ("visit", "near"),
    [
        ("SRC", "SCR"),
        ("C1D2", "C1D8"),
        ("C2D1 ", "C2D1"),
        ("c3d1", ""),
        ("C36D1", ""),
        ("C0D1", ""),
        ("TA21", ""),
        ("TA0", ""),
        ("C03D1", ""),
        ("NOWHERE", ""),
    ],
)
def test_an_unknown_visit_is_refused(nurse: Nurse, visit: str, near: str) -> None:
    (problem,) = nurse.refused(visit, "VS", WEIGHT="68")
    assert problem.code == "UNKNOWN-VISIT"
    assert near in problem.message.en
    assert visit in problem.message.zh


@pytest.mark.parametrize("visit", ["C3D1", "C35D1", "TA1", "TA20", "UNS30", "SURV20"])
def test_any_repeat_number_in_its_range_may_be_entered(nurse: Nurse, visit: str) -> None:
    form, oid = ("IMG", "IMGPERF") if visit.startswith("TA") else ("SV", "SVOCCUR")
    assert nurse.save(visit, form, {oid: "Y"}).event is not None


def test_a_visit_not_expected_yet_may_be_entered_with_a_finding(enrolled: Nurse) -> None:
    decision = enrolled.save("C9D1", "SV", SVOCCUR="N", SVREASND="OTHER")
    assert decision.event is not None
    assert "not-expected" in checks(decision.findings)


def test_a_visit_that_is_expected_gives_no_such_finding(enrolled: Nurse) -> None:
    decision = enrolled.save("C1D1", "SV", SVOCCUR="Y")
    assert "not-expected" not in checks(decision.findings)


def test_a_planned_form_is_refused_as_not_in_use(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "MH", MHYN="Y")
    assert problem.code == "FORM-NOT-IN-USE"


def test_an_unknown_form_is_refused_with_the_nearest(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "LBCHEN", ALT="30")
    assert problem.code == "UNKNOWN-FORM"
    assert "Did you mean LBCHEM?" in problem.message.en


def test_an_unknown_form_without_a_near_one_names_those_of_the_visit(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SFU90", "QQQQQQ", X="1")
    assert problem.code == "UNKNOWN-FORM"
    assert "SV" in problem.message.en


def test_a_form_of_another_visit_is_refused_with_those_of_this_one(nurse: Nurse) -> None:
    (problem,) = nurse.refused("C1D8", "LBCHEM", ALT="30")
    assert problem.code == "FORM-NOT-IN-VISIT"
    assert "SV, VS" in problem.message.en


def test_a_form_that_repeats_baseline_rows_opens_only_when_they_are_there(nurse: Nurse) -> None:
    (problem,) = nurse.refused("TA1", "TRTL", rows=[{"row": 1, "TR_STAT": "MEASURED"}])
    assert problem.code == "FORM-NOT-OPEN"
    assert "Target lesion identification" in problem.message.en
