"""From a keystroke at a site to the table at the centre, by the commands a site and a centre type.

Two devices of one site, a centre, a user added by the administrator; packages merged in several
orders, twice, give the same bytes; where the devices disagree both values are shown and the cell
stays empty.
"""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Done, hcc, jsonl
from tests.session.sites import OTHER_PASSWORD

FIRST_PASSWORD = "first-cedar-lagoon-4"


def save(subject: str, visit: str, form: str, **items: object) -> dict[str, object]:
    return {"subject": subject, "visit": visit, "form": form, "items": items}


ON_A: tuple[object, ...] = (
    save("01-001", "SCR", "VS", WEIGHT="68.0", HEIGHT="170"),
    save(
        *("01-001", "SCR", "LBCHEM"),
        BILI={"value": "1.9", "unit": "mg/dL"},
        ALB="33",
        GGT={"missing": "ND"},
    ),
    save("01-001", "SCR", "LBCOAG", INR="1.8"),
    save("01-001", "SCR", "CPS", CPS0102="ABSENT", CPS0101="0"),
    {
        "subject": "01-001",
        "visit": "LOG",
        "form": "AE",
        "rows": [{"row": 1, "AETERM": "=Fatigue", "AESTDAT": "2023-09"}],
    },
    save("01-001", "SCR", "VS", WEIGHT="68.5") | {"reason": "transcription error"},
    {"subject": "01-001", "visit": "C1D15", "form": "VS", "not_done": "subject refused"},
)
CHANGES = 15
"""Items typed on A, and those filled from defaults by its first saves."""
LATER_ON_A = (save("01-002", "SCR", "QSECOG", ECOG101="1"),)
ON_B = (
    save("01-001", "SCR", "VS", WEIGHT="86.5", HEIGHT="170"),
    save("01-201", "SCR", "VS", WEIGHT="70", HEIGHT="160"),
)


@dataclass(frozen=True)
class Trial:
    """Two workspaces, a centre to which both are enrolled and that holds nothing, packages."""

    sites: dict[str, Path]
    centre: Path
    packages: dict[str, Path]

    def centre_with(self, folder: Path, *orders: tuple[str, ...]) -> tuple[Path, list[Done]]:
        """Return a copy of the centre after merging packages, and what each merge said."""
        shutil.copytree(self.centre, folder)
        return folder, [
            hcc("centre", "merge", folder, *(self.packages[name] for name in order))
            for order in orders
        ]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    base = tmp_path_factory.mktemp("trial")
    centre, sites = base / "centre", {name: base / f"site {name}" for name in "AB"}
    assert hcc("centre", "init", centre, "--training").code == 0
    for name, folder in sites.items():
        make_site(folder, name, centre, base)
    packages = {}
    assert enter(sites["A"], *ON_A).code == 0
    packages["A1"] = package(sites["A"], base / "out")
    assert enter(sites["A"], *LATER_ON_A).code == 0
    packages["A2"] = package(sites["A"], base / "out")
    assert enter(sites["B"], *ON_B).code == 0
    packages["B1"] = package(sites["B"], base / "out")
    return Trial(sites, centre, packages)


def make_site(folder: Path, device: str, centre: Path, base: Path) -> None:
    """Make a workspace, enrol it, and give it a nurse who has changed the first password."""
    workspace = ("--workspace", folder)
    made = hcc(
        *("site", "init", *workspace, "--site", "01", "--device", device),
        *("--user", "admin1", "--training"),
    )
    assert made.answer["enrolment_request"] == str(folder / "enrolment-request.json")
    added = hcc(
        *("user", "add", *workspace, "--user", "admin1", "--new", "nurse1", "--role", "nurse"),
        *("--name", "Nurse One"),
        new_password=FIRST_PASSWORD,
    )
    assert added.answer["must_change_password"] is True
    changed = hcc(
        *("user", "password", *workspace, "--user", "nurse1"),
        password=FIRST_PASSWORD,
        new_password=OTHER_PASSWORD,
    )
    assert changed.code == 0
    answer = base / "answers" / f"{device}.json"
    enrolled = hcc("centre", "enrol", centre, folder / "enrolment-request.json", "-o", answer)
    accepted = hcc("site", "accept", *workspace, "--user", "admin1", answer)
    assert accepted.answer["fingerprint"] == enrolled.answer["centre_fingerprint"]


def enter(workspace: Path, *lines: object) -> Done:
    return hcc(
        *("enter", "--workspace", workspace, "--user", "nurse1"),
        password=OTHER_PASSWORD,
        stdin=jsonl(*lines),
    )


def package(workspace: Path, folder: Path) -> Path:
    done = hcc(
        *("package", "--workspace", workspace, "--user", "nurse1", "--to", folder),
        password=OTHER_PASSWORD,
    )
    return Path(done.answer["file"])


def export(centre: Path) -> Path:
    folder = centre.parent / f"{centre.name} export"
    assert hcc("centre", "export", centre, "--format", "csv", "-o", folder).code == 0
    return folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def exported(trial: Trial, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV files after all packages."""
    folder = tmp_path_factory.mktemp("merged") / "centre"
    centre, _said = trial.centre_with(folder, ("A1", "A2", "B1"))
    return export(centre)


def test_the_package_names_say_site_device_and_number(trial: Trial) -> None:
    assert [path.name for path in trial.packages.values()] == [
        "01-A-000001.zip.age",
        "01-A-000002.zip.age",
        "01-B-000001.zip.age",
    ]


def test_a_merge_says_what_was_new(trial: Trial, tmp_path: Path) -> None:
    _centre, (first, second, third) = trial.centre_with(
        tmp_path / "centre", ("A1",), ("A2", "B1"), ("A1", "A2", "B1")
    )
    assert first.answer == {
        "accepted": 1, "duplicates": 0, "quarantined": [], "events": 7, "changes": CHANGES,
        "conflicts": [], "gaps": [], "forks": [],
    }  # fmt: skip
    assert (second.answer["accepted"], second.answer["events"]) == (2, 3)
    assert [one["path"] for one in second.answer["conflicts"]] == ["01-001/SCR/VS.WEIGHT"]
    assert (third.answer["accepted"], third.answer["duplicates"]) == (0, 3)
    assert (third.answer["events"], third.answer["changes"]) == (0, 0)
    assert third.answer["conflicts"] == second.answer["conflicts"]  # all that is open, again


def test_entered_values_reach_the_table_with_unit_and_standard_value(exported: Path) -> None:
    (row,) = rows(exported, "LBCHEM")
    assert (row["STUDYID"], row["SITEID"], row["SUBJID"], row["VISIT"]) == (
        "NCT05831969",
        "01",
        "01-001",
        "SCR",
    )
    assert (row["BILI"], row["BILI_UNIT"]) == ("1.9", "mg/dL")
    assert row["BILI_STD"] == "32.4976"  # × 17.104, derivations.md
    assert (row["ALB"], row["ALB_UNIT"]) == ("33", "g/L")
    assert (row["GGT"], row["GGT_MISSING"]) == ("", "ND")


def test_derived_values_reach_the_table(exported: Path) -> None:
    (row,) = rows(exported, "CPS")
    # 32.5 µmol/L: 1; 33 g/L: 2; INR 1.8: 2; no ascites: 1; no encephalopathy: 1.
    assert (row["CPSTOT"], row["CPCLASS"]) == ("7", "B")


def test_a_partial_date_stays_partial_and_a_formula_is_disarmed(exported: Path) -> None:
    (row,) = rows(exported, "AE")
    assert (row["ROW"], row["AETERM"], row["AESTDAT"]) == ("1", "'=Fatigue", "2023-09")


def test_a_form_not_done_has_its_state(exported: Path) -> None:
    states = {
        row["VISIT"]: row["STATE"] for row in rows(exported, "VS") if row["SUBJID"] == "01-001"
    }
    assert states["C1D15"] == "not done"


def test_a_conflict_leaves_the_cell_empty_and_shows_both_values(exported: Path) -> None:
    (row,) = [
        row for row in rows(exported, "VS") if (row["SUBJID"], row["VISIT"]) == ("01-001", "SCR")
    ]
    assert (row["WEIGHT"], row["WEIGHT_STD"]) == ("", "")
    assert row["HEIGHT"] == "170"  # equal values of two first saves are no conflict
    conflict = rows(exported, "conflicts")
    text = (exported / "conflicts.csv").read_text(encoding="utf-8-sig")
    assert all(value in text for value in ("68.5", "86.5", "01-A", "01-B", "nurse1"))
    assert len(conflict) == 1
    assert row["BMI"] == ""  # not derivable from a value in conflict


def test_values_without_conflict_beside_it_are_there(exported: Path) -> None:
    (row,) = [row for row in rows(exported, "VS") if row["SUBJID"] == "01-201"]
    assert (row["WEIGHT"], row["HEIGHT"], row["BMI"][:6]) == ("70", "160", "27.343")


def test_the_subjects_and_the_trail_of_both_devices_are_there(exported: Path) -> None:
    assert [row["SUBJID"] for row in rows(exported, "subjects")] == ["01-001", "01-002", "01-201"]
    trail = rows(exported, "audit")
    assert {row["device"] for row in trail} == {"01-A", "01-B"}
    weights = [row for row in trail if row["item"] == "WEIGHT" and row["subject"] == "01-001"]
    assert [(row["old"], row["new"]) for row in weights if row["device"] == "01-A"] == [
        ("", "68.0"),
        ("68.0", "68.5"),
    ]


@pytest.mark.parametrize(
    "orders",
    [
        pytest.param([("B1", "A2", "A1")], id="backwards"),
        pytest.param([("A2",), ("B1",), ("A1",)], id="one by one"),
        pytest.param([("A1", "A1", "B1", "A2", "B1"), ("B1", "A2", "A1")], id="twice"),
    ],
)
def test_any_order_and_twice_give_the_same_bytes(
    trial: Trial, exported: Path, tmp_path: Path, orders: list[tuple[str, ...]]
) -> None:
    centre, said = trial.centre_with(tmp_path / "centre", *orders)
    assert all(done.code == 0 for done in said)
    assert files(export(centre)) == files(exported)


def test_the_packages_verify_at_their_own_site_and_at_no_other(trial: Trial) -> None:
    own = hcc(
        *("verify", trial.packages["A1"], "--workspace", trial.sites["A"], "--user", "nurse1"),
        password=OTHER_PASSWORD,
    )
    assert own.code == 0
    other = hcc(
        *("verify", trial.packages["A1"], "--workspace", trial.sites["B"], "--user", "nurse1"),
        password=OTHER_PASSWORD,
    )
    assert other.code == 1
    assert [line["ok"] for line in other.lines] == [False]


def test_the_workspaces_verify(trial: Trial) -> None:
    for folder in trial.sites.values():
        done = hcc("verify", folder, "--user", "nurse1", password=OTHER_PASSWORD)
        assert done.code == 0
        assert all(line["ok"] for line in done.lines)


def test_a_device_that_was_revoked_is_quarantined(trial: Trial, tmp_path: Path) -> None:
    shutil.copytree(trial.centre, tmp_path / "centre")
    assert hcc("centre", "revoke", tmp_path / "centre", "--site", "01", "--device", "B").code == 0
    done = hcc("centre", "merge", tmp_path / "centre", trial.packages["B1"])
    assert done.code == 0
    assert [one["step"] for one in done.answer["quarantined"]] == [3]
    assert done.answer["accepted"] == 0


def test_a_damaged_package_is_quarantined_and_the_others_are_merged(
    trial: Trial, tmp_path: Path
) -> None:
    broken = tmp_path / "01-A-000001.zip.age"
    broken.write_bytes(trial.packages["A1"].read_bytes()[:-100])
    shutil.copytree(trial.centre, tmp_path / "centre")
    done = hcc("centre", "merge", tmp_path / "centre", broken, trial.packages["B1"])
    assert done.code == 0
    (refused,) = done.answer["quarantined"]
    assert (refused["step"], refused["code"]) == (1, "PACKAGE-TRUNCATED")
    assert Path(refused["kept_as"]).read_bytes() == broken.read_bytes()
    assert done.answer["accepted"] == 1


def test_a_training_device_is_not_admitted_to_a_real_centre(trial: Trial, tmp_path: Path) -> None:
    assert hcc("centre", "init", tmp_path / "real").code == 0
    request = trial.sites["A"] / "enrolment-request.json"
    done = hcc("centre", "enrol", tmp_path / "real", request, "-o", tmp_path / "answer.json")
    assert done.refusal == "ENROLMENT-TRAINING-MIXED"
    assert not (tmp_path / "answer.json").exists()
