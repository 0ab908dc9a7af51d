"""`site init`, `site accept`, `user add`, `user password`, `user close`."""

import json
from pathlib import Path

import pytest

from hcc_crf.session import read_info
from tests.cli.running import Done, hcc
from tests.session.sites import OTHER_PASSWORD, PASSWORD, CentreFolder, Site

INIT = ("site", "init", "--site", "01", "--device", "A", "--user", "admin1")
USER = ("--user", "admin1", "--new", "nurse9", "--role", "nurse", "--name", "Nurse Nine")


@pytest.fixture
def folder(pristine: Site, tmp_path: Path) -> Path:
    return pristine.copy(tmp_path / "site").folder


def add(folder: Path, *arguments: str, new_password: str | None = OTHER_PASSWORD) -> Done:
    return hcc("user", "add", "--workspace", folder, *arguments, new_password=new_password)


def test_site_init_makes_a_workspace_and_its_enrolment_request(tmp_path: Path) -> None:
    done = hcc(*INIT, "--workspace", tmp_path / "new" / "site", "--training")
    assert done.code == 0
    assert done.answer["workspace"] == str(tmp_path / "new" / "site")
    request = Path(done.answer["enrolment_request"])
    assert request == tmp_path / "new" / "site" / "enrolment-request.json"
    assert json.loads(request.read_bytes())
    assert read_info(tmp_path / "new" / "site").training


def test_a_workspace_is_real_unless_it_is_said_to_be_for_training(tmp_path: Path) -> None:
    assert hcc(*INIT, "--workspace", tmp_path / "site").answer["training"] is False


def test_a_small_device_letter_is_taken_as_the_capital(tmp_path: Path) -> None:
    done = hcc(*INIT, "--device", "b", "--workspace", tmp_path / "site")
    assert (done.answer["device"], read_info(tmp_path / "site").device) == ("B", "B")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        pytest.param(("--site", "99"), 2, id="a site the study has not"),
        pytest.param(("--device", "A/B"), 1, id="a device with a slash"),
        pytest.param(("--device", "AB"), 1, id="a device of two letters"),
        pytest.param(("--device", "1"), 1, id="a device that is a digit"),
        pytest.param(("--user", "two words"), 1, id="a user id with a blank"),
    ],
)
def test_an_unfit_workspace_is_refused_and_no_folder_stays(
    tmp_path: Path, change: tuple[str, str], status: int
) -> None:
    done = hcc(*INIT, *change, "--workspace", tmp_path / "new" / "site")
    assert (done.code, done.out) == (status, "")
    assert list(tmp_path.iterdir()) == []


def test_a_short_password_is_refused_and_no_folder_stays(tmp_path: Path) -> None:
    done = hcc(*INIT, "--workspace", tmp_path / "site", password="short")
    assert done.refusal == "PASSWORD-TOO-SHORT"
    assert "short" not in done.err.split(": ", 1)[1].split()
    assert list(tmp_path.iterdir()) == []


def test_a_second_workspace_in_the_same_folder_is_refused(folder: Path) -> None:
    assert hcc(*INIT, "--workspace", folder).refusal == "WORKSPACE-EXISTS"


def test_site_accept_completes_the_enrolment(tmp_path: Path, centre_folder: CentreFolder) -> None:
    where = ("--workspace", tmp_path / "site", "--user", "admin1")
    request = hcc(*INIT, "--workspace", where[1], "--training").answer["enrolment_request"]
    answer = tmp_path / "new folder" / "answer.json"
    enrolled = hcc("centre", "enrol", centre_folder.folder, request, "-o", answer)
    if enrolled.code == 0:
        accepted = hcc("site", "accept", *where, answer)
        assert accepted.answer["accepted"] is True
        assert accepted.answer["fingerprint"] == enrolled.answer["centre_fingerprint"]
        assert "Compare the fingerprint" in accepted.err
    else:  # the device letter is taken by another workspace of this run
        assert enrolled.refusal == "ENROLMENT-KEY-SWAPPED"
        assert not answer.exists()


def test_a_foreign_answer_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text("{}", encoding="utf-8")
    where = ("--workspace", folder, "--user", "admin1")
    done = hcc("site", "accept", *where, tmp_path / "answer.json")
    assert done.refusal == "ENROLMENT-UNREADABLE"


def test_a_user_is_added_with_a_first_password_to_be_changed(folder: Path) -> None:
    done = add(folder, *USER)
    assert done.answer == {"user": "nurse9", "role": "nurse", "must_change_password": True}
    acts = ("--workspace", folder, "--user", "nurse9")
    first = hcc("show", *acts, password=OTHER_PASSWORD)
    assert first.code == 0
    assert "first password" in first.err
    changed = hcc(
        "user", "password", *acts, password=OTHER_PASSWORD, new_password="glacier-pencil-orchid-3"
    )
    assert changed.answer == {"user": "nurse9", "changed": True}
    assert hcc("show", *acts, password=OTHER_PASSWORD).refusal == "SIGN-IN-REFUSED"
    assert hcc("show", *acts, password="glacier-pencil-orchid-3").err == ""


def test_without_a_first_password_nobody_is_added(folder: Path) -> None:
    done = add(folder, *USER, new_password=None)
    assert done.code == 1
    assert done.err.startswith("PASSWORD-NEEDED  HCC_CRF_NEW_PASSWORD: ")
    assert add(folder, *USER).code == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(("--new", "nurse1"), "USER-EXISTS", id="an id that is taken"),
        pytest.param(("--new", "a b"), "USER-ID-REFUSED", id="an unfit id"),
        pytest.param(("--user", "nurse1"), "NOT-PERMITTED", id="not an administrator"),
    ],
)
def test_an_unfit_user_is_refused(folder: Path, change: tuple[str, str], code: str) -> None:
    assert add(folder, *USER, *change).refusal == code


def test_a_forgotten_password_is_reset_by_the_administrator(folder: Path) -> None:
    acts = ("user", "password", "--workspace", folder)
    done = hcc(*acts, "--user", "admin1", "--of", "nurse1", new_password=OTHER_PASSWORD)
    assert done.answer == {"user": "nurse1", "changed": True}
    shown = ("show", "--workspace", folder, "--user", "nurse1")
    assert hcc(*shown).refusal == "SIGN-IN-REFUSED"
    assert hcc(*shown, password=OTHER_PASSWORD).code == 0
    other = hcc(*acts, "--user", "monitor1", "--of", "nurse1", new_password=PASSWORD)
    assert other.refusal == "NOT-PERMITTED"


def test_an_account_is_closed_for_good(folder: Path) -> None:
    close = ("user", "close", "--workspace", folder, "--user", "admin1", "--of")
    assert hcc(*close, "nurse1").answer == {"user": "nurse1", "closed": True}
    assert hcc("show", "--workspace", folder, "--user", "nurse1").refusal == "SIGN-IN-REFUSED"
    assert hcc(*close, "nurse1").refusal == "USER-UNKNOWN"
    assert hcc(*close, "admin1").refusal == "USER-LAST-ADMINISTRATOR"


def test_five_wrong_passwords_make_the_sixth_wait(folder: Path) -> None:
    show = ("show", "--workspace", folder, "--user", "nurse1")
    for _ in range(5):
        assert hcc(*show, password=OTHER_PASSWORD).refusal == "SIGN-IN-REFUSED"
    done = hcc(*show)
    assert done.refusal == "SIGN-IN-DELAYED"
    assert "Wait " in done.err
