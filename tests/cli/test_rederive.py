"""`rederive`: what newer definitions derive beside what is recorded, accepted with a reason.

The rule that rises is the ALBI coefficient; scores by hand as in tests/session/test_rederiving.py.
"""

import json
import shutil
from pathlib import Path

import pytest

from hcc_crf.resources import forms_directory
from tests.cli.conftest import Nurse
from tests.cli.running import Done, hcc
from tests.session.sites import CentreFolder, Site

LINES = (
    {"subject": "01-001", "visit": "SCR", "form": "SV", "items": {"SVSTDAT": "2026-11-20"}},
    {
        "subject": "01-001",
        "visit": "SCR",
        "form": "LBCHEM",
        "items": {"LBDAT": "2026-11-20", "BILI": "32", "ALB": "28"},
    },
    {"subject": "01-001", "visit": "SCR", "form": "CPS", "items": {"CPSDAT": "2026-11-20"}},
    {"subject": "01-002", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68", "HEIGHT": "170"}},
)
REASON = "protocol 2.0 prints 0.085"


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Definitions of a later protocol: another ALBI coefficient."""
    forms = tmp_path_factory.mktemp("newer") / "forms"
    shutil.copytree(forms_directory(), forms)
    study = forms / "study.yaml"
    text = study.read_text(encoding="utf-8")
    assert "value: 0.0852\n" in text
    study.write_text(text.replace("value: 0.0852\n", "value: 0.085\n"), encoding="utf-8")
    return forms


@pytest.fixture(scope="module")
def scored(pristine: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with two subjects, one of them with an ALBI. Never changed: copy it."""
    site = pristine.copy(tmp_path_factory.mktemp("scored") / "site")
    entered = Nurse(site).enter(*LINES)
    assert entered.code == 0, entered
    return site


@pytest.fixture
def desk(scored: Site, tmp_path: Path) -> Nurse:
    """A nurse at a copy of that site."""
    return Nurse(scored.copy(tmp_path / "site"))


def rederive(nurse: Nurse, forms: Path | None, *arguments: str) -> Done:
    """Run the command under these definitions."""
    given = ("--forms", forms) if forms else ()
    return hcc(*given, "rederive", *nurse.acts, *arguments)


def test_under_the_same_definitions_no_subject_differs(desk: Nurse) -> None:
    assert rederive(desk, None).lines == [
        {"subject": "01-001", "differences": 0, "accepted": []},
        {"subject": "01-002", "differences": 0, "accepted": []},
    ]


def test_differences_are_shown_by_subject_with_old_new_and_why(desk: Nurse, newer: Path) -> None:
    score, grade, first, second = rederive(desk, newer).lines
    assert (score["path"], score["old_rule"], score["new_rule"]) == (
        "01-001/SCR/CPS.ALBI",
        "albi/1",
        "albi/1",
    )
    assert (score["old"][:7], score["new"][:7]) == ("-1.3922", "-1.3866")
    assert "0.085 x albumin" in score["why"]
    assert (grade["path"], grade["old"], grade["new"]) == ("01-001/SCR/CPS.ALBIGR", "2b", "3")
    assert first == {"subject": "01-001", "differences": 2, "accepted": []}
    assert second == {"subject": "01-002", "differences": 0, "accepted": []}


def test_the_reason_is_told_in_chinese_too(desk: Nurse, newer: Path) -> None:
    score = rederive(desk, newer, "--lang", "zh", "--subject", "01-001").lines[0]
    assert "胆红素" in score["why"]


def test_one_subject_alone_may_be_asked_for(desk: Nurse, newer: Path) -> None:
    assert [line["subject"] for line in rederive(desk, newer, "--subject", "01-002").lines] == [
        "01-002"
    ]


def test_accepting_without_a_reason_is_refused_and_nothing_is_recorded(
    desk: Nurse, newer: Path
) -> None:
    done = rederive(desk, newer, "--accept", "--subject", "01-001")
    assert done.code == 1
    assert done.err.startswith("REASON-NEEDED  01-001: ")
    assert rederive(desk, newer, "--subject", "01-001").lines[-1]["differences"] == 2


def test_accepted_it_is_recorded_once_audited_and_verify_holds(desk: Nurse, newer: Path) -> None:
    before = hcc("--forms", newer, "verify", desk.site.folder, "--user", "nurse1")
    assert before.code == 1
    done = rederive(desk, newer, "--accept", "--reason", REASON)
    assert done.code == 0
    assert [len(line["accepted"]) for line in done.lines if "subject" in line] == [1, 0]
    again = rederive(desk, newer, "--accept", "--reason", REASON)
    assert [line["differences"] for line in again.lines] == [0, 0]
    assert hcc("--forms", newer, "verify", desk.site.folder, "--user", "nurse1").code == 0
    rows = json.loads(desk.does("audit", "--subject", "01-001", "--format", "json").out)
    accepted = {row["item"]: row for row in rows if row["kind"] == "rederived"}
    assert set(accepted) == {"ALBI", "ALBIGR"}
    grade = accepted["ALBIGR"]
    assert (grade["old"], grade["new"], grade["reason"]) == ("2b", "3", REASON)
    assert (grade["user"], grade["role"]) == ("nurse1", "nurse")


def test_the_decision_reaches_the_centre(
    desk: Nurse, newer: Path, centre_folder: CentreFolder, tmp_path: Path
) -> None:
    rederive(desk, newer, "--accept", "--reason", REASON)
    file = desk.does("package", "--to", tmp_path / "stick").answer["file"]
    centre = tmp_path / "centre"
    shutil.copytree(centre_folder.folder, centre)
    merged = hcc("centre", "merge", centre, file)
    assert merged.code == 0, merged
    assert merged.answer["accepted"] == 1
    assert merged.answer["events"] == len(LINES) + 1
    out = tmp_path / "out"
    assert hcc("centre", "export", centre, "--format", "csv", "-o", out).code == 0
    audit = next(out.rglob("audit.csv")).read_text(encoding="utf-8-sig")
    rows = [line for line in audit.splitlines() if "rederived" in line]
    assert len(rows) == 2
    assert all(REASON in row for row in rows)
