"""What every command promises: stdout for machines, stderr for people, exit status, passwords."""

import json
import os
import pty
import re
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from hcc_crf.cli.main import cli
from tests.cli.conftest import Nurse
from tests.cli.running import Done, hcc, jsonl, process, without_passwords
from tests.session.sites import OTHER_PASSWORD, PASSWORD

REFUSAL = re.compile(r"[A-Z][A-Z-]+[A-Z]  [^:]+: .+\. .+\.")
COMMANDS = (
    "demo", "tour", "forms check", "derive", "site init", "site accept", "user add", "enter",
    "show", "audit", "worksheet", "casebook", "package", "verify", "self-test", "centre init",
    "centre enrol", "centre trust", "centre merge", "centre export",
)  # fmt: skip
"""Those of cli.md that are built by now."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_documented_command_is_there_and_explains_itself(command: str) -> None:
    done = hcc(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: hcc-crf " + command)
    assert "--forms" in done.out
    assert "--debug" in done.out
    assert "--password" not in done.out


def test_no_command_takes_a_password_as_an_argument() -> None:
    def options(command: object) -> set[str]:
        found = {name for one in getattr(command, "params", ()) for name in one.opts}
        for part in getattr(command, "commands", {}).values():
            found |= options(part)
        return found

    assert not [name for name in options(cli) if "pass" in name.lower()]


def test_the_version_is_told() -> None:
    assert hcc("--version").out.startswith("hcc-crf, version ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("show", "--nonsense"),
        ("show",),
        ("enter", "--user", "u", "one.jsonl", "two.jsonl"),
        ("audit", "--user", "u", "--format", "xml"),
        ("centre", "export", "x", "--format", "xml", "-o", "y"),
        ("user", "add", "--user", "a", "--new", "b", "--role", "centre", "--name", "c"),
        ("worksheet", "--user", "u", "--visit", "SCR", "-o", "x.pdf"),
        ("derive", "nonsense"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_on_stderr_with_status_2(arguments: tuple[str, ...]) -> None:
    done = hcc(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage:" in done.err
    assert "Traceback" not in done.err


def test_a_refusal_has_code_place_problem_and_next_step(colleague: Nurse, tmp_path: Path) -> None:
    refusals = [
        hcc("show", "--workspace", tmp_path, "--user", "nurse1"),
        hcc("show", *colleague.acts, password=OTHER_PASSWORD),
        hcc("show", "--workspace", colleague.site.folder, "--user", "admin1"),
        colleague.does("show", "--subject", "01-999"),
        hcc("verify", tmp_path / "absent"),
        hcc("verify", tmp_path),
        hcc("centre", "merge", tmp_path, tmp_path / "absent"),
        hcc("--forms", tmp_path, "forms", "check"),
    ]
    for done in refusals[:-1]:
        assert REFUSAL.fullmatch(done.err.strip()), done.err
        assert done.refusal
    assert REFUSAL.match(refusals[-1].err)
    assert [done.code for done in refusals] == [1] * len(refusals)


def test_debug_shows_a_traceback_and_nothing_else_does(tmp_path: Path) -> None:
    quiet = process("show", "--workspace", tmp_path, "--user", "nurse1")
    assert quiet.code == 1
    assert "Traceback" not in quiet.err
    for loud in (
        process("--debug", "show", "--workspace", tmp_path, "--user", "nurse1"),
        process("show", "--workspace", tmp_path, "--user", "nurse1", "--debug"),
    ):
        assert loud.code == 1
        assert "Traceback" in loud.err
        assert "WORKSPACE-ABSENT" in loud.err


def test_a_fault_of_the_program_is_said_without_a_traceback(
    colleague: Nurse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hcc_crf.cli.show._subjects", lambda _session: 1 / 0)
    done = colleague.does("show")
    assert done.refusal == "PROGRAM-FAULT"
    assert "ZeroDivisionError" in done.err
    assert "--debug" in done.err


def test_other_definitions_may_be_named_before_or_behind_the_command(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text("oid: X\n", encoding="utf-8")
    before = hcc("--forms", tmp_path, "forms", "check")
    behind = hcc("forms", "check", "--forms", tmp_path)
    assert before == behind
    assert before.code == 1
    assert "visits.yaml:1: visits: the file is missing" in before.out


def test_the_workspace_may_be_named_before_the_command(colleague: Nurse) -> None:
    done = hcc("--workspace", colleague.site.folder, "show", "--user", "nurse1")
    assert done.code == 0


def test_the_workspace_is_the_data_folder_of_the_platform_when_not_named(tmp_path: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("the folder of this platform cannot be moved for a test")
    home = {"XDG_DATA_HOME": str(tmp_path)}
    made = process("site", "init", "--site", "01", "--device", "A", "--user", "admin1", **home)
    assert made.answer["workspace"] == str(tmp_path / "hcc-crf" / "workspace")


def test_paths_in_answers_are_absolute_and_folders_are_made(
    nurse: Nurse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = {"subject": "01-001", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68"}}
    nurse.enter(line)
    monkeypatch.chdir(tmp_path)
    sent = nurse.does("package", "--to", "out/packages").answer["file"]
    assert sent == str(tmp_path / "out" / "packages" / "01-A-000001.zip.age")
    paper = nurse.does("worksheet", "--blank", "--visit", "SCR", "-o", "paper/new/sheet.pdf")
    assert paper.answer["file"] == str(tmp_path / "paper" / "new" / "sheet.pdf")
    assert Path(paper.answer["file"]).read_bytes().startswith(b"%PDF")
    book = nurse.does("casebook", "--subject", "01-001", "--with-audit", "-o", "b/c.pdf")
    assert Path(book.answer["file"]).is_file()
    assert Path(book.answer["file"]).is_absolute()


def test_a_file_where_a_folder_is_needed_is_refused(nurse: Nurse, tmp_path: Path) -> None:
    line = {"subject": "01-001", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68"}}
    nurse.enter(line)
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert nurse.does("package", "--to", tmp_path / "file").refusal
    sheet = tmp_path / "file" / "sheet.pdf"
    assert nurse.does("worksheet", "--blank", "--visit", "SCR", "-o", sheet).refusal
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


# ---------------------------------------------------------------------------------- passwords


def test_without_terminal_and_variable_a_password_is_asked_of_nobody(colleague: Nurse) -> None:
    done = process("show", *colleague.acts, password=None)
    assert done.refusal == "PASSWORD-NEEDED"
    assert "HCC_CRF_PASSWORD" in done.err


def test_data_on_stdin_are_never_taken_for_a_password(colleague: Nurse) -> None:
    done = process("enter", *colleague.acts, password=None, stdin=f"{PASSWORD}\n")
    assert done.refusal == "PASSWORD-NEEDED"


def typed_at_a_terminal(arguments: tuple[str | Path, ...], *answers: str) -> tuple[int, str, str]:
    """Run a command at a pseudo-terminal, typing an answer at each prompt."""
    keyboard, screen = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "hcc_crf", *map(str, arguments)],
        stdin=screen,
        stdout=subprocess.PIPE,
        stderr=screen,
        env=without_passwords(),
        start_new_session=True,
    ) as child:
        os.close(screen)
        seen = ""
        for answer in answers:
            before = seen.count(": ")
            while seen.count(": ") == before:
                assert select.select([keyboard], [], [], 60)[0], seen
                seen += os.read(keyboard, 4096).decode()
            os.write(keyboard, f"{answer}\n".encode())
        assert child.stdout is not None
        out = child.stdout.read().decode()
    with suppress(OSError):  # Linux says so when the other end is closed
        while part := os.read(keyboard, 4096):
            seen += part.decode()
    os.close(keyboard)
    return child.returncode, out, seen


def test_at_a_terminal_the_password_is_asked_for_and_not_shown(colleague: Nurse) -> None:
    code, out, seen = typed_at_a_terminal(("show", *colleague.acts), PASSWORD)
    assert code == 0
    assert json.loads(out) == {"subjects": []}
    assert "Password of nurse1" in seen
    assert PASSWORD not in seen


def test_a_wrong_password_at_a_terminal_is_refused(colleague: Nurse) -> None:
    code, out, seen = typed_at_a_terminal(("show", *colleague.acts), OTHER_PASSWORD)
    assert (code, out) == (1, "")
    assert "SIGN-IN-REFUSED" in seen


def test_an_empty_variable_counts_as_none(colleague: Nurse) -> None:
    assert process("show", *colleague.acts, password="").refusal == "PASSWORD-NEEDED"


def test_no_password_appears_in_what_commands_write(colleague: Nurse) -> None:
    for password in (PASSWORD, OTHER_PASSWORD):
        done = hcc("show", *colleague.acts, password=password)
        assert password not in done.out + done.err


def test_the_terminal_may_be_set_to_anything(nurse: Nurse) -> None:
    line = {"subject": "01-001", "visit": "SCR", "form": "SV", "items": {"SVCOM": "病情稳定 😀"}}
    where = ("--subject", "01-001", "--visit", "SCR", "--form", "SV", "--lang", "zh")
    for setting in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        entered = process("enter", *nurse.acts, stdin=jsonl(line), **setting)
        assert entered.answer["saved"]
        shown: Done = process("show", *nurse.acts, *where, **setting)
        assert shown.answer["items"]["SVCOM"]["value"] == "病情稳定 😀"


def test_a_reader_that_goes_away_is_no_fault(nurse: Nurse) -> None:
    lines = [
        {"subject": f"01-{n:03}", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68"}}
        for n in range(1, 60)
    ]
    nurse.enter(*lines)
    with subprocess.Popen(
        [sys.executable, "-m", "hcc_crf", "audit", *map(str, nurse.acts), "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=without_passwords() | {"HCC_CRF_PASSWORD": PASSWORD},
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        error = child.stderr.read().decode()
    assert "Traceback" not in error
    assert "PROGRAM-FAULT" not in error
