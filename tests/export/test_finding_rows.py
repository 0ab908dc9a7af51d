"""Findings in the export: open ones, and those that stand with a reason, by visit and form."""

from pathlib import Path

from hcc_crf.entry.check import find
from hcc_crf.entry.scope import Context
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.events import NOT_DONE
from hcc_crf.values import Slot, VisitCode
from tests.centre.building import Workstation, code, device_a, number, program
from tests.export.building import AS_OF, Cells, export, read_csv, subjects_of


def findings(device: Workstation, folder: Path) -> list[Cells]:
    """Return the rows of `findings.csv`, missing answers left out."""
    export(device.events, folder)
    return [row for row in read_csv(folder / "findings.csv") if row["CHECK"] != "required"]


def mark_of(device: Workstation, check: str) -> Slot:
    """Return the item that would hold the reason for a finding on the vital signs."""
    (subject,) = subjects_of(device.events)
    book = Workbook(program(), subject.data.casebook, Context(AS_OF, "01"))
    (found,) = (one for one in find(book, VisitCode("SCR"), "VS") if one.check == check)
    assert found.mark is not None
    return found.mark


def test_an_open_finding_has_its_place_check_severity_and_message(tmp_path: Path) -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("180", "kg")})
    (row,) = findings(a, tmp_path)
    assert (row["SUBJID"], row["VISIT"], row["FORM"], row["ITEM"]) == (
        "01-001",
        "SCR",
        "VS",
        "WEIGHT",
    )
    assert (row["CHECK"], row["SEVERITY"], row["STATE"]) == ("range", "soft", "open")
    assert "outside the usual" in row["MESSAGE"]
    assert (row["REASON"], row["USER"], row["AT_UTC"]) == ("", "", "")


def test_a_settled_one_says_why_who_and_when(tmp_path: Path) -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("180", "kg")})
    a.save("VS", {mark_of(a, "range"): code("=weighed twice")}, user="nurse2")
    (row,) = findings(a, tmp_path)
    assert (row["STATE"], row["REASON"], row["USER"]) == ("settled", "'=weighed twice", "nurse2")
    assert row["AT_UTC"].endswith("Z")


def test_the_row_of_a_finding_is_that_of_its_item(tmp_path: Path) -> None:
    a = device_a()
    a.save("TUTL", {Slot("TL_NODAL", 2): code("NON-NODAL"), Slot("TL_DIAM", 2): number("8", "mm")})
    rows = [row for row in findings(a, tmp_path) if row["CHECK"] == "TL03"]
    assert [(row["ROW"], row["SEVERITY"]) for row in rows] == [("2", "hard")]


def test_missing_answers_are_findings_and_forms_not_done_have_none(tmp_path: Path) -> None:
    a = device_a()
    a.save("VS", {"HEIGHT": number("170", "cm")})
    a.save("VS", {NOT_DONE: code("refused")}, visit="C1D15")
    export(a.events, tmp_path)
    rows = read_csv(tmp_path / "findings.csv")
    assert {row["VISIT"] for row in rows} == {"SCR"}
    assert "required" in {row["CHECK"] for row in rows}


def test_visits_stand_in_the_order_of_the_protocol(tmp_path: Path) -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("180", "kg")}, visit="C2D1")
    a.save("VS", {"WEIGHT": number("180", "kg")})
    assert [row["VISIT"] for row in findings(a, tmp_path)][:1] == ["SCR"]
