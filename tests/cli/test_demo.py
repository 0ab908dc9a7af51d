"""`hcc-crf demo` makes what cli.md says, `self-test` prints a line a check, `tour` shows it all."""

from pathlib import Path

import pytest

from hcc_crf.cli.training import demonstration_lines
from hcc_crf.session import read_info
from tests.cli.running import Done, hcc, jsonl

VS = {"subject": "01-001", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68"}}
USERS = ["nurse1", "investigator1", "monitor1", "admin1", "centre1"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A training site of three devices without subjects."""
    folder = tmp_path_factory.mktemp("demo") / "new folder"
    return folder, hcc("demo", folder, "--empty", "--devices", "3", password=None)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """The training sites with their demonstration subjects."""
    folder = tmp_path_factory.mktemp("full")
    return folder, hcc("demo", folder, password=None)


def test_demo_answers_with_workspaces_centre_users_and_password(
    empty: tuple[Path, Done],
) -> None:
    folder, done = empty
    assert (done.code, done.err) == (0, "")
    assert list(done.answer) == ["workspaces", "centre", "users", "password"]
    assert done.answer["workspaces"] == [str(folder / f"site-01-{letter}") for letter in "ABC"]
    assert done.answer["centre"] == str(folder / "centre")
    assert done.answer["users"] == USERS


def test_every_device_is_a_training_device_of_site_01(empty: tuple[Path, Done]) -> None:
    for letter, workspace in zip("ABC", empty[1].answer["workspaces"], strict=True):
        info = read_info(Path(workspace))
        assert (info.site, info.device, info.training) == ("01", letter, True)


@pytest.mark.parametrize("user", USERS[:-1])
def test_every_user_signs_in_with_the_training_password(
    empty: tuple[Path, Done], user: str
) -> None:
    _folder, done = empty
    workspace = done.answer["workspaces"][2]
    shown = hcc("show", "--workspace", workspace, "--user", user, password=done.answer["password"])
    assert shown.code == (1 if user == "admin1" else 0)
    assert "must" not in shown.err
    if user == "admin1":
        assert shown.refusal == "NOT-PERMITTED"
    else:
        assert shown.answer == {"subjects": []}


def test_every_device_is_enrolled_and_its_package_is_merged(
    empty: tuple[Path, Done], tmp_path: Path
) -> None:
    _folder, done = empty
    packages: list[Path] = []
    for number, workspace in enumerate(done.answer["workspaces"]):
        acts = ("--workspace", workspace, "--user", "nurse1")
        nothing = hcc("package", *acts, "--to", tmp_path)
        assert (nothing.code, nothing.answer) == (0, {"file": None, "events": 0})
        assert list(tmp_path.iterdir()) == packages
        line = VS | {"subject": f"01-{number * 200 + 1:03}"}
        assert hcc("enter", *acts, stdin=jsonl(line)).code == 0
        sent = hcc("package", *acts, "--to", tmp_path).answer
        assert set(sent) == {"file", "sha256", "events", "first_seq", "last_seq"}
        packages.append(Path(sent["file"]))
        packages.sort()
    merged = hcc("centre", "merge", done.answer["centre"], *packages)
    assert (merged.answer["accepted"], merged.answer["conflicts"]) == (3, [])


def test_a_second_demo_in_the_same_folder_is_refused(empty: tuple[Path, Done]) -> None:
    folder, _done = empty
    before = sorted(path.name for path in folder.rglob("*"))
    assert hcc("demo", folder, password=None).refusal == "TRAINING-EXISTS"
    assert sorted(path.name for path in folder.rglob("*")) == before


@pytest.mark.parametrize("number", ["0", "6", "x"])
def test_a_number_of_devices_that_cannot_be_is_wrong_usage(tmp_path: Path, number: str) -> None:
    done = hcc("demo", tmp_path / "d", "--devices", number)
    assert done.code == 2
    assert not (tmp_path / "d").exists()


def test_the_full_demo_enters_every_subject_at_its_own_site(full: tuple[Path, Done]) -> None:
    folder, done = full
    assert done.code == 0
    assert done.answer["workspaces"] == [str(folder / "site-01-A"), str(folder / "site-03-A")]
    at_site = {}
    for workspace in done.answer["workspaces"]:
        shown = hcc("show", "--workspace", workspace, "--user", "monitor1").answer
        at_site[Path(workspace).name] = [one["subject"] for one in shown["subjects"]]
    assert at_site == {"site-01-A": ["01-001", "01-002"], "site-03-A": ["03-002"]}


def test_the_subjects_are_entered_by_the_nurse_one_save_a_line(full: tuple[Path, Done]) -> None:
    _folder, done = full
    acts = ("--workspace", done.answer["workspaces"][1], "--user", "monitor1")
    (line,) = [
        one for one in hcc("verify", acts[1], "--user", "monitor1").lines if one["step"] == 2
    ]
    assert line["detail"] == f"A: {len(demonstration_lines('03-002'))} events"
    rows = hcc("audit", *acts, "--format", "csv").out
    assert ",nurse1,nurse,03-A,03-002," in rows


def test_the_full_demo_reaches_the_table_of_the_centre(
    full: tuple[Path, Done], tmp_path: Path
) -> None:
    _folder, done = full
    packages = [
        hcc("package", "--workspace", workspace, "--user", "nurse1", "--to", tmp_path).answer[
            "file"
        ]
        for workspace in done.answer["workspaces"]
    ]
    merged = hcc("centre", "merge", done.answer["centre"], *packages).answer
    assert (merged["accepted"], merged["quarantined"], merged["conflicts"]) == (2, [], [])
    out = tmp_path / "csv"
    assert hcc("centre", "export", done.answer["centre"], "--format", "csv", "-o", out).code == 0
    text = (out / "RS.csv").read_text(encoding="utf-8-sig")
    assert text.count("01-001,TA") == 5
    assert "03-002" in (out / "subjects.csv").read_text(encoding="utf-8-sig")


def test_the_self_test_passes_and_prints_one_line_a_check() -> None:
    done = hcc("self-test", password=None)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert len(lines) >= 7
    assert all(line.startswith("ok ") for line in lines), lines


def test_a_check_that_fails_is_named_and_fails_the_self_test(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from hcc_crf.cli import self_test  # noqa: PLC0415  (to change its list of checks)

    def broken(_bench: self_test.Bench) -> str:
        raise OSError(5, "Input/output error")

    checks = (("good", lambda _bench: ""), ("wrong", lambda _bench: "2 is 3"), ("broken", broken))
    monkeypatch.setattr(self_test, "CHECKS", checks)
    done = hcc("self-test", password=None)
    assert done.code == 1
    assert [line.split() for line in done.out.splitlines()] == [
        ["ok", "good"],
        ["FAILED", "wrong:", "2", "is", "3"],
        ["FAILED", "broken:", "OSError:", "[Errno", "5]", "Input/output", "error"],
    ]


@pytest.mark.slow
def test_the_tour_lists_what_it_made(tmp_path: Path) -> None:
    done = hcc("tour", tmp_path / "tour", password=None)
    assert done.code == 0, done.err
    steps = {one["step"]: one for one in done.lines}
    assert {"desk", "worksheet", "casebook", "package", "merge", "export"} <= set(steps)
    files = {Path(file).name for one in done.lines for file in one.get("files", [])}
    assert {"subjects.png", "subject.png", "response.png", "entry.png"} <= files
    assert {"casebook.pdf", "VS.csv", "audit.csv"} <= files
    for one in done.lines:
        assert all(Path(file).is_file() for file in one.get("files", []))
