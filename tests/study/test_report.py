"""What `hcc-crf forms check` counts, and which references to planned forms it notes."""

from pathlib import Path

from hcc_crf.study.load import load_study
from hcc_crf.study.model import Study
from hcc_crf.study.report import check_report


def test_the_bundled_study_is_counted_as_its_files_list_it(bundled: Study) -> None:
    report = check_report(bundled)
    # The reference design's own counts of these forms, SUBJINIT left out.
    assert (report.forms, report.items, report.checks, report.visits) == (22, 278, 130, 15)
    assert report.codelists == 44
    assert (report.version, report.hash) == (bundled.version, bundled.digest)


def test_companions_and_columns_are_not_counted(small: Path) -> None:
    assert check_report(load_study(small)).items == 4 + 6 + 4 + 7


def test_each_reference_to_a_planned_form_is_noted(small: Path) -> None:
    assert check_report(load_study(small)).notes == (
        "VS.VS02 fire_when: planned, counts as missing: CM.CMTRT",
    )


def test_what_a_function_reads_in_a_planned_form_is_noted(bundled: Study) -> None:
    notes = check_report(bundled).notes
    assert "RS.BESTRESP_D calc: planned, counts as missing: CMSUB.SUBSTDAT" in notes
    assert "TA{k} stop_when: planned, counts as missing: CMSUB" in notes
    assert (
        "CPS.CS05 fire_when: planned, counts as missing: "
        "CM.CMCAT, CM.CMENDAT, CM.CMONGO, CM.CMSTDAT"
    ) in notes


def test_notes_name_the_checks_that_wait_for_a_planned_form(bundled: Study) -> None:
    waiting = {note.split()[0] for note in check_report(bundled).notes}
    assert {"SV.SV06", "IE.IE05", "IE.IE09", "AE.AE11", "EXPD1.XP04", "DD.DD01"} <= waiting
