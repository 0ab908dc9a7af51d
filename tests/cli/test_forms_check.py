"""`hcc-crf forms check`: what good definitions hold, and every fault of broken ones at once."""

import re
import shutil
from pathlib import Path

import pytest

from hcc_crf.resources import forms_directory
from tests.cli.running import hcc

FAULT = re.compile(r"[\w.]+\.yaml:\d+: [\w.]+: .+")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the definitions to break."""
    shutil.copytree(forms_directory(), tmp_path / "forms")
    return tmp_path / "forms"


def break_form(folder: Path, file: str, good: str, bad: str) -> int:
    """Change the first place of a text in a file; return its line."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    return text[: text.index(good)].count("\n") + 1


def test_the_bundled_definitions_are_good() -> None:
    done = hcc("forms", "check")
    assert done.code == 0
    found = done.answer
    assert tuple(found) == ("forms", "items", "checks", "visits", "codelists", "version", "hash")
    assert (found["forms"], found["visits"]) == (22, 15)  # issue 2: 22 forms, 15 visit patterns
    assert re.fullmatch(r"[0-9a-f]{64}", found["hash"])
    assert "planned, counts as missing" in done.err


def test_the_same_definitions_elsewhere_have_the_same_hash(folder: Path) -> None:
    assert hcc("--forms", folder, "forms", "check").out == hcc("forms", "check").out


def test_another_definition_has_another_hash(folder: Path) -> None:
    break_form(folder, "VS.yaml", "hard: [25, 200]", "hard: [25, 210]")
    changed = hcc("--forms", folder, "forms", "check")
    assert changed.code == 0
    assert changed.answer["hash"] != hcc("forms", "check").answer["hash"]


FAULTS = {
    "an unknown type": ("VS.yaml", "type: decimal", "type: decimall", "decimal"),
    "an unknown item in a check": ("VS.yaml", "when: DIABP >=", "when: DIABB >=", "DIABP"),
    "an unknown key": ("VS.yaml", "required:", "reqiured:", "required"),
    "an unknown code list": ("VS.yaml", "codelist: ", "codelist: NO_", ""),
    "a visit that is none": ("VS.yaml", "visits: [", "visits: [SRC, ", "SCR"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_file_and_line(folder: Path, name: str) -> None:
    file, good, bad, hint = FAULTS[name]
    line = break_form(folder, file, good, bad)
    done = hcc("--forms", folder, "forms", "check")
    assert done.code == 1
    faults = done.out.splitlines()
    assert faults
    assert all(FAULT.fullmatch(fault) for fault in faults), faults
    at_line = [fault for fault in faults if fault.startswith(f"{file}:{line}: ")]
    assert at_line, (line, faults)
    assert hint in at_line[0]
    assert done.err.startswith("DEFINITIONS-FAULTY  ")


def test_all_faults_are_told_at_once(folder: Path) -> None:
    lines = [
        (file, break_form(folder, file, good, bad))
        for file, good, bad in (
            ("VS.yaml", "type: decimal", "type: decimall"),
            ("AE.yaml", "type: partial_date", "type: partialdate"),
            ("SV.yaml", "severity: soft", "severity: mild"),
        )
    ]
    done = hcc("--forms", folder, "forms", "check")
    for file, line in lines:
        assert f"{file}:{line}: " in done.out


@pytest.mark.parametrize("command", ["show --user nurse1", "enter --user nurse1", "demo out"])
def test_no_command_starts_on_broken_definitions(
    folder: Path, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    break_form(folder, "VS.yaml", "type: decimal", "type: decimall")
    done = hcc("--forms", folder, *command.split())
    assert done.refusal == "DEFINITIONS-FAULTY"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[1, 2",
        b"\xff\xfe",
        b"a: &x [*x]",
        b"!!python/object/apply:os.system ['true']",
        b"a: 1\na: 2\n",
        b"\t- x",
    ],
    ids=repr,
)
def test_a_file_that_is_no_form_is_a_fault_of_that_file(folder: Path, content: bytes) -> None:
    (folder / "VS.yaml").write_bytes(content)
    done = hcc("--forms", folder, "forms", "check")
    assert done.code == 1
    assert "VS.yaml:1: " in done.out or "VS.yaml:2: " in done.out
    assert "Traceback" not in done.err


def test_an_absent_folder_is_refused(tmp_path: Path) -> None:
    done = hcc("--forms", tmp_path / "absent", "forms", "check")
    assert done.code == 1
    assert done.err.startswith("DEFINITIONS-FAULTY  ")
