"""The centre's commands from end to end: two devices of one site, their packages, the centre."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hcc_crf.cli import ask
from tests.cli.centre_desk import PASSWORD, Desk, Exported, Files, MadeCentre, line
from tests.export.building import read_csv

SAVES_OF_A = (
    line(subject="01-001", visit="SCR", form="VS", items={"WEIGHT": "68.0", "HEIGHT": "170"}),
    line(
        subject="01-001",
        visit="SCR",
        form="LBCHEM",
        items={"BILI": {"value": "1.9", "unit": "mg/dL"}, "ALB": "33", "GGT": {"missing": "ND"}},
    ),
    line(
        subject="01-001",
        visit="LOG",
        form="AE",
        rows=[{"row": 1, "AETERM": "Fatigue", "AESTDAT": "2023-09"}],
    ),
    line(subject="01-001", visit="SCR", form="VS", items={"WEIGHT": "68.5"}, reason="misread"),
    line(subject="01-001", visit="C1D15", form="VS", not_done="subject refused"),
)
SAVES_OF_B = (
    line(subject="01-001", visit="SCR", form="VS", items={"WEIGHT": "70", "HEIGHT": "170"}),
    line(
        subject="01-201",
        visit="SCR",
        form="IMG",
        items={"IMGPERF": "Y", "IMGTAB": [{"row": 1, "IMGAREA": "CHEST"}]},
    ),
)
LATER_SAVE_OF_A = line(subject="01-002", visit="SCR", form="VS", items={"WEIGHT": "80"})


@dataclass(frozen=True)
class Site:
    """A site whose devices have saved and packaged, and its centre, where nothing is merged yet."""

    desk: Desk
    package_a: Path
    package_b: Path
    later_package_a: Path


@pytest.fixture(scope="module")
def _password() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(ask.PASSWORD, PASSWORD)
        environment.setenv(ask.NEW_PASSWORD, PASSWORD)
        yield


@pytest.fixture(scope="module")
def made(_password: None, tmp_path_factory: pytest.TempPathFactory) -> Site:
    desk = Desk(tmp_path_factory.mktemp("made"))
    assert desk.call("centre", "init", desk.centre).status == 0
    for device, lines in (("A", SAVES_OF_A), ("B", SAVES_OF_B)):
        desk.make_device(device, desk.centre)
        desk.enter(device, *lines)
    first, other = desk.package("A"), desk.package("B")
    desk.enter("A", LATER_SAVE_OF_A)
    return Site(desk, first, other, desk.package("A"))


@pytest.fixture
def site(made: Site, tmp_path: Path) -> Site:
    """Give the site with a fresh copy of the centre."""
    shutil.copytree(made.desk.centre, tmp_path / "centre")
    return Site(Desk(tmp_path), made.package_a, made.package_b, made.later_package_a)


@pytest.fixture
def desk(site: Site) -> Desk:
    """Give the commands on a fresh copy of the centre."""
    return site.desk


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


# --- init and enrol ---


def test_init_says_where_the_centre_is_and_the_fingerprint_of_its_keys(desk: Desk) -> None:
    folder = desk.folder / "second"
    said = desk.call("centre", "init", folder, "--name", "Second", "--training")
    answer = said.as_a(MadeCentre)
    assert (answer.centre, answer.user, answer.training) == (folder, "centre1", True)
    assert len(answer.fingerprint.split("-")) == 4


def test_init_refuses_a_folder_that_holds_a_centre(desk: Desk) -> None:
    said = desk.call("centre", "init", desk.centre)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("WORKSPACE-EXISTS  centre: ")


def test_init_refuses_another_database_than_its_own(desk: Desk) -> None:
    folder = desk.folder / "other"
    said = desk.call("centre", "init", folder, "--database", "postgresql://somewhere/trial")
    assert said.status == 1
    assert said.err.startswith("DATABASE-URL-REFUSED  ")
    assert not folder.exists()


def test_enrol_prints_the_fingerprint_and_writes_the_answer(desk: Desk) -> None:
    answer = desk.make_device("C", desk.centre)
    assert (answer.site, answer.device, answer.new) == ("01", "C", True)
    assert len(answer.fingerprint.split("-")) == 4
    assert answer.answer.is_file()


def test_another_workspace_under_the_letter_of_an_enrolled_device_is_refused(desk: Desk) -> None:
    workspace = ("--workspace", desk.workspace("A"))
    desk.call("site", "init", *workspace, "--user", "admin1", "--site", "01", "--device", "A")
    request = desk.workspace("A") / "enrolment-request.json"
    said = desk.call("centre", "enrol", desk.centre, request, "-o", desk.folder / "answer.json")
    assert said.status == 1
    assert said.err.startswith("ENROLMENT-KEY-SWAPPED  enrolment-request.json: ")
    assert not (desk.folder / "answer.json").exists()


# --- merge and export ---


def test_merge_counts_packages_events_and_changes(site: Site) -> None:
    answer = site.desk.merge(site.package_a, site.package_b)
    assert (answer.accepted, answer.duplicates, answer.events) == (2, 0, 7)
    assert (answer.quarantined, answer.gaps, answer.forks) == ([], [], [])
    again = site.desk.merge(site.package_b, site.package_a)
    assert (again.accepted, again.duplicates, again.events, again.changes) == (0, 2, 0, 0)
    assert again.conflicts == answer.conflicts


def test_a_package_that_begins_at_the_first_event_again_brings_what_is_new(site: Site) -> None:
    site.desk.merge(site.package_a)
    answer = site.desk.merge(site.later_package_a)
    assert (answer.accepted, answer.events) == (1, 1)


def test_saves_of_two_devices_reach_the_tables(site: Site) -> None:
    site.desk.merge(site.package_a, site.package_b)
    out = site.desk.folder / "csv"
    answer = site.desk.export(out)
    assert (answer.format, answer.folder, answer.subjects) == ("csv", out, 2)
    assert {file.name for file in answer.files} == set(files(out))
    screening, not_done = read_csv(out / "VS.csv")
    assert (screening["HEIGHT"], screening["WEIGHT"], screening["BMI"]) == ("170", "", "")
    assert (not_done["VISIT"], not_done["STATE"]) == ("C1D15", "not done")
    # 1.9 mg/dL x 17.104 = 32.4976 umol/L; ALBI 2b: see tests/export/test_form_rows.py
    (chemistry,) = read_csv(out / "LBCHEM.csv")
    assert (chemistry["BILI_STD"], chemistry["GGT_MISSING"]) == ("32.4976", "ND")
    (child_pugh,) = read_csv(out / "CPS.csv")
    assert child_pugh["ALBIGR"] == "2b"
    (scan,) = read_csv(out / "IMG_IMGTAB.csv")
    assert (scan["SUBJID"], scan["IMGAREA"]) == ("01-201", "CHEST")


def test_the_conflict_of_two_devices_is_named_with_both_values(site: Site) -> None:
    (conflict,) = site.desk.merge(site.package_a, site.package_b).conflicts
    assert conflict.path == "01-001/SCR/VS.WEIGHT"
    assert [(one.device, one.value, one.unit, one.user) for one in conflict.values] == [
        ("A", "68.5", "kg", "nurse1"),
        ("B", "70", "kg", "nurse1"),
    ]


@pytest.mark.requirement("F22")
def test_the_same_packages_in_another_order_twice_give_the_same_export_byte_for_byte(
    site: Site,
) -> None:
    packages = [site.package_a, site.package_b, site.later_package_a]
    second = site.desk.copy_centre(site.desk.folder / "second")
    site.desk.merge(*packages)
    for _ in range(2):
        answer = site.desk.merge(*reversed(packages), centre=second)
    assert answer.duplicates == 3
    site.desk.export(site.desk.folder / "one")
    site.desk.export(site.desk.folder / "two", centre=second)
    assert files(site.desk.folder / "one") == files(site.desk.folder / "two")


def test_an_export_of_training_data_says_so(desk: Desk) -> None:
    folder = desk.folder / "training"
    desk.call("centre", "init", folder, "--training")
    said = desk.call("centre", "export", folder, "--format", "csv", "-o", desk.folder / "csv")
    assert said.as_a(Exported).training
    assert "TRAINING" in said.err


# --- what is refused ---


def test_a_changed_package_is_quarantined_and_the_rest_is_taken(site: Site) -> None:
    changed = site.desk.folder / "changed.zip.age"
    data = bytearray(site.package_a.read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    answer = site.desk.merge(changed, site.package_a)
    assert answer.accepted == 1
    (one,) = answer.quarantined
    assert (one.file, one.step) == (changed, 1)
    assert one.kept_as is not None
    assert one.kept_as.parent == site.desk.centre / "quarantine"
    assert one.kept_as.read_bytes() == bytes(data)


def test_a_package_for_another_centre_is_quarantined(site: Site) -> None:
    other = site.desk.folder / "other"
    site.desk.call("centre", "init", other)
    (one,) = site.desk.merge(site.package_a, centre=other).quarantined
    assert (one.step, one.code) == (1, "PACKAGE-NOT-FOR-US")


def test_a_package_of_a_revoked_device_is_quarantined(site: Site) -> None:
    said = site.desk.call("centre", "revoke", site.desk.centre, "--site", "01", "--device", "A")
    assert said.out == '{"site": "01", "device": "A", "revoked": true}\n'
    (one,) = site.desk.merge(site.package_a).quarantined
    assert (one.step, one.code) == (3, "PACKAGE-SIGNER-REVOKED")


def test_a_wrong_password_is_refused_with_its_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ask.PASSWORD, "wrong horse battery staple 9")
    said = desk.call("centre", "export", desk.centre, "--format", "csv", "-o", desk.folder / "csv")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("SIGN-IN-REFUSED  ")
    assert not (desk.folder / "csv").exists()


def test_a_package_that_is_not_there_stops_the_merge(desk: Desk) -> None:
    said = desk.call("centre", "merge", desk.centre, desk.folder / "nowhere.zip.age")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("FILE-UNREADABLE  nowhere.zip.age: There is no such file; ")


def test_a_folder_in_place_of_a_package_stops_the_merge_and_is_called_one(desk: Desk) -> None:
    (desk.folder / "stick").mkdir()
    said = desk.call("centre", "merge", desk.centre, desk.folder / "stick")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("FILE-UNREADABLE  stick: It is a folder; nothing was merged. ")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("merge", "DIR"), id="no package"),
        pytest.param(("export", "DIR", "--format", "xls", "-o", "x"), id="unknown format"),
        pytest.param(("enrol", "DIR", "request.json"), id="no answer file"),
        pytest.param(("init",), id="no folder"),
    ],
)
def test_a_command_that_lacks_something_is_a_usage_error(
    desk: Desk, arguments: tuple[str, ...]
) -> None:
    said = desk.call("centre", *(desk.centre if one == "DIR" else one for one in arguments))
    assert (said.status, said.out) == (2, "")
    assert "Usage:" in said.err


# --- trust ---


def test_trust_writes_the_signers_and_only_on_demand_the_identity(desk: Desk) -> None:
    folder = desk.folder / "trust"
    said = desk.call("centre", "trust", desk.centre, "-o", folder)
    assert said.as_a(Files).files == [folder / "allowed_signers"]
    assert len((folder / "allowed_signers").read_text().splitlines()) == 2
    said = desk.call("centre", "trust", desk.centre, "-o", folder, "--with-identity")
    assert said.as_a(Files).files == [folder / "allowed_signers", folder / "centre.age-identity"]


def test_without_a_terminal_no_progress_is_written(site: Site) -> None:
    said = site.desk.call("centre", "merge", site.desk.centre, site.package_a)
    assert said.err == ""
