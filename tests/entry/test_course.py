"""A tumour course over three assessments: sums, nadir, responses, best response so far.

Expected values are worked out by hand from RECIST 1.1 as the derivations document tells it.
"""

import pytest

from .courses import assessment, baseline, first_dose
from .saving import Nurse, news


@pytest.fixture
def treated(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject has a baseline sum of 80 mm and a first dose on 2026-01-05."""
    baseline(nurse)
    first_dose(nurse)
    return nurse


def point(nurse: Nurse, visit: str) -> dict[str, str]:
    """Return what was derived at a time point."""
    names = {
        "sum": "TRTL.TR_SUM",
        "nadir": "TRTL.TR_NADIR",
        "target": "RS.TRGRESP_D",
        "non-target": "RS.NTRGRESP_D",
        "new": "RS.NEWL_D",
        "overall": "RS.OVRLRESP_D",
        "best": "RS.BESTRESP_D",
        "unconfirmed": "RS.BESTUNC_D",
    }
    return {name: nurse.recorded(f"{visit}/{path}") for name, path in names.items()}


def test_the_baseline_sum_holds_every_target(treated: Nurse) -> None:
    assert treated.recorded("SCR/TUTL.TL_SUM") == "80"


def test_a_response_is_confirmed_and_then_lost(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    # 40 + 9 = 49: 38.75 % below 80. Not confirmed: 41 days on treatment make it stable disease.
    assert point(treated, "TA1") == {
        "sum": "49",
        "nadir": "80",
        "target": "PR",
        "non-target": "NON-CR/NON-PD",
        "new": "N",
        "overall": "PR",
        "best": "SD",
        "unconfirmed": "PR",
    }
    assessment(treated, "TA2", "2026-03-29", "40", "9")
    assert point(treated, "TA2") == {
        "sum": "49",
        "nadir": "49",
        "target": "PR",
        "non-target": "NON-CR/NON-PD",
        "new": "N",
        "overall": "PR",
        "best": "PR",
        "unconfirmed": "PR",
    }
    assessment(treated, "TA3", "2026-05-10", "50", "9")
    # 59 is 10 mm and 20.4 % above the smallest sum, 49
    assert point(treated, "TA3") == {
        "sum": "59",
        "nadir": "49",
        "target": "PD",
        "non-target": "NON-CR/NON-PD",
        "new": "N",
        "overall": "PD",
        "best": "PR",
        "unconfirmed": "PR",
    }
    assert treated.derived("TA3/TRTL.TR_PCNSD").display == "20.4"
    assert treated.derived("TA3/TRTL.TR_PCBSD").display == "-26.3"
    assert treated.recorded("TA3/TRTL.TR_ACNSD") == "10"


def test_a_corrected_diameter_changes_every_later_time_point(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    assessment(treated, "TA2", "2026-03-29", "40", "9")
    row = {"row": 1, "TL_DIAM": "50"}
    found = news(treated.save("SCR", "TUTL", rows=[row], reason="measured again"))
    # 68 at baseline: 49 is 27.9 % below, no partial response
    assert found["SCR/TUTL.TL_SUM"] == "68"
    assert found["TA1/RS.OVRLRESP_D"] == "SD"
    assert found["TA2/RS.OVRLRESP_D"] == "SD"


def test_a_target_without_value_leaves_no_sum(treated: Nurse) -> None:
    scan = {"IMGTAB": [{"row": 1, "IMGDAT": "2026-02-15"}]}
    treated.save("TA1", "IMG", IMGPERF="Y", tables=scan)
    treated.save("TA1", "TRTL", rows=[{"row": 1, "TR_STAT": "MEASURED", "TR_DIAM": "40"}])
    found = treated.derived("TA1/TRTL.TR_SUM")
    assert found.canonical == ""
    assert found.why.en
    assert found.why.zh
    assert treated.recorded("TA1/RS.TRGRESP_D") == "NE"


@pytest.mark.parametrize(
    ("state", "diameter", "value"),
    [
        ("MEASURED", "12", "12"),
        ("SPLIT", "12", "12"),
        ("TOO SMALL TO MEASURE", "", "5"),
        ("DISAPPEARED", "", "0"),
        ("MERGED", "", "0"),
        ("NOT EVALUABLE", "", ""),
        ("MEASURED", "", ""),
    ],
)
def test_a_lesion_counts_by_its_state(
    treated: Nurse, state: str, diameter: str, value: str
) -> None:
    treated.save("TA1", "TRTL", rows=[{"row": 1, "TR_STAT": state, "TR_DIAM": diameter}])
    assert treated.recorded("TA1/TRTL[1].TR_VALUE") == value


def test_the_diameter_before_is_that_of_the_same_lesion(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    assert treated.recorded("TA1/TRTL[2].TR_PREV") == "18"
    assessment(treated, "TA2", "2026-03-29", "41", "8")
    assert treated.recorded("TA2/TRTL[1].TR_PREV") == "40"
    assert treated.recorded("TA2/TRTL[2].TR_PREV") == "9"


def test_an_unequivocal_new_lesion_is_progression(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    row = {"row": 1, "NL_CERT": "UNEQUIVOCAL", "NL_DAT": "2026-02-15"}
    found = news(treated.save("TA1", "TUNEW", rows=[row]))
    assert (found["TA1/RS.NEWL_D"], found["TA1/RS.OVRLRESP_D"]) == ("Y", "PD")


def test_an_equivocal_new_lesion_is_not_yet(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    row = {"row": 1, "NL_CERT": "EQUIVOCAL", "NL_DAT": "2026-02-15"}
    treated.save("TA1", "TUNEW", rows=[row])
    assert treated.recorded("TA1/RS.NEWL_D") == "N"
    assert treated.recorded("TA1/RS.OVRLRESP_D") == "PR"


def test_a_new_lesion_without_certainty_says_nothing(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    treated.save("TA1", "TUNEW", rows=[{"row": 1, "NL_DAT": "2026-02-15"}])
    assert treated.recorded("TA1/RS.NEWL_D") == "N"


def test_a_time_point_without_imaging_is_not_evaluable(treated: Nurse) -> None:
    treated.save("TA1", "IMG", IMGPERF="N", IMGRND="machine broken")
    assert treated.recorded("TA1/RS.OVRLRESP_D") == "NE"


def test_progression_of_a_non_target_is_progression(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9", lung="UNEQUIVOCAL PROGRESSION")
    assert treated.recorded("TA1/RS.NTRGRESP_D") == "PD"
    assert treated.recorded("TA1/RS.OVRLRESP_D") == "PD"


def test_a_non_target_node_is_gone_when_it_is_of_normal_size(nurse: Nurse) -> None:
    nurse.save(
        "SCR", "TUNT", rows=[{"row": 1, "NT_TULOC": "HEPATIC LYMPH NODE", "NT_NODAL": "NODAL"}]
    )
    first_dose(nurse)
    nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": [{"row": 1, "IMGDAT": "2026-02-15"}]})
    row = {"row": 1, "TN_STAT": "PRESENT", "TN_LNSTATE": "NON-PATHOLOGICAL"}
    nurse.save("TA1", "TRNT", rows=[row])
    assert nurse.recorded("TA1/RS.NTRGRESP_D") == "CR"
    assert nurse.recorded("TA1/RS.TRGRESP_D") == "NA"
    assert nurse.derived("TA1/TRTL.TR_NADIR").canonical == ""


def test_an_unscheduled_scan_is_a_time_point_in_its_place(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    assessment(treated, "TA2", "2026-03-29", "40", "9")
    treated.save("UNS1", "SV", SVSTDAT="2026-03-01", SVCNTMOD="VISIT")
    assessment(treated, "UNS1", "2026-03-01", "20", "9")
    assert treated.recorded("UNS1/TRTL.TR_SUM") == "29"
    assert treated.recorded("TA2/TRTL.TR_NADIR") == "29"
    assert treated.recorded("TA2/RS.OVRLRESP_D") == "PD"  # 49 after 29


def test_an_assessment_that_nothing_is_saved_of_has_no_response(treated: Nurse) -> None:
    found = treated.derived("TA1/RS.OVRLRESP_D")
    assert found.canonical == ""
    assert found.why.en


def test_a_non_target_without_its_state_is_not_assessed(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    row = {"row": 1, "TN_STAT": ""}
    treated.save("TA1", "TRNT", rows=[row], reason="not looked at")
    assert treated.recorded("TA1/RS.NTRGRESP_D") == "NE"


def test_lesions_not_yet_described_do_not_count(nurse: Nurse) -> None:
    nurse.save(
        "SCR", "TUTL", rows=[{"row": 1, "TL_NODAL": "NON-NODAL"}, {"row": 2, "TL_DIAM": "20"}]
    )
    first_dose(nurse)
    nurse.save("TA1", "IMG", IMGPERF="Y")
    assert nurse.recorded("TA1/RS.TRGRESP_D") == "NA"


def test_a_baseline_lesion_without_location_counts_all_the_same(nurse: Nurse) -> None:
    nurse.save("SCR", "TUTL", rows=[{"row": 1, "TL_NODAL": "NON-NODAL", "TL_DIAM": "20"}])
    first_dose(nurse)
    nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": [{"row": 1, "IMGDAT": "2026-02-15"}]})
    nurse.save("TA1", "TRTL", rows=[{"row": 1, "TR_STAT": "DISAPPEARED"}])
    assert nurse.recorded("TA1/RS.TRGRESP_D") == "CR"


def test_every_response_says_why_in_both_languages(treated: Nurse) -> None:
    assessment(treated, "TA1", "2026-02-15", "40", "9")
    for path in ("RS.TRGRESP_D", "RS.NTRGRESP_D", "RS.NEWL_D", "RS.OVRLRESP_D", "RS.BESTRESP_D"):
        why = treated.derived(f"TA1/{path}").why
        assert why.en
        assert why.zh
        assert why.en != why.zh


def test_no_lesion_at_all_is_no_evidence_of_disease_in_the_words_of_the_form(nurse: Nurse) -> None:
    nurse.save("SCR", "TUTL", not_done="no measurable lesion")
    nurse.save("SCR", "TUNT", not_done="no other lesion")
    first_dose(nurse)
    nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": [{"row": 1, "IMGDAT": "2026-02-15"}]})
    nurse.save("TA1", "RS", TRGRESP="NA", NTRGRESP="NA", OVRLRESP="NED")
    found = point(nurse, "TA1")
    assert (found["target"], found["non-target"]) == ("NA", "NA")
    assert (found["overall"], found["best"], found["unconfirmed"]) == ("NED", "NED", "NED")


def test_nothing_is_judged_before_a_lesion_form_of_the_baseline_is_saved(nurse: Nurse) -> None:
    first_dose(nurse)
    nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": [{"row": 1, "IMGDAT": "2026-02-15"}]})
    nurse.save("TA1", "RS", OVRLRESP="NED")
    assert set(point(nurse, "TA1").values()) == {""}
    assert nurse.derived("TA1/RS.OVRLRESP_D").missing == ("baseline_lesions",)
    nurse.save("SCR", "TUNT", rows=[{"row": 1, "NT_NODAL": "NON-NODAL"}])
    assert point(nurse, "TA1")["overall"] == "NE"


def test_every_response_that_can_be_derived_is_a_code_of_its_list(nurse: Nurse) -> None:
    lists = nurse.program.study.codelists
    codes = {oid: {term.code for term in lists[oid].terms} for oid in ("TRGRESP", "NTRGRESP")}
    assert codes["TRGRESP"] == {"CR", "PR", "SD", "PD", "NE", "NA"}
    assert codes["NTRGRESP"] == {"CR", "NON-CR/NON-PD", "PD", "NE", "NA"}
    overall = {term.code for term in lists["OVRLRESP"].terms}
    assert overall == {"CR", "PR", "SD", "NON-CR/NON-PD", "PD", "NE", "NED"}


def test_a_time_point_that_still_lacks_its_date_is_explained_as_such(treated: Nurse) -> None:
    treated.save("TA1", "IMG", IMGPERF="Y")
    treated.save(
        "TA1",
        "TRTL",
        rows=[
            {"row": 1, "TR_STAT": "MEASURED", "TR_DIAM": "40"},
            {"row": 2, "TR_STAT": "MEASURED", "TR_DIAM": "9"},
        ],
    )
    treated.save("TA1", "RS", TRGRESP="PR")
    assert treated.recorded("TA1/RS.BESTUNC_D") == "PR"
    why = treated.derived("TA1/RS.BESTUNC_D").why
    assert why.en == "PR at an assessment without a date; no confirmation asked."
    assert "None" not in why.en + why.zh
