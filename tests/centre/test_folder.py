from datetime import UTC, datetime
from pathlib import Path

import pytest

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Action, Role
from hcc_crf.centre.folder import Centre, NewCentre, create_centre, open_centre, read_info
from hcc_crf.errors import AccessError, HccCrfError, WorkspaceError
from hcc_crf.store.access_log import AccessKind, access_entries
from tests.centre.building import NOON, study

PASSWORD = "correct horse battery staple 9"


def make(folder: Path, *, role: Role = Role.CENTRE, training: bool = False) -> str:
    """Make a centre; return the fingerprint of its keys."""
    ids = iter(["workspace-1"])
    keys = create_centre(
        folder,
        NewCentre(study().oid, "Coordinating centre", training),
        NewUser("centre1", "Data manager", role, PASSWORD),
        clock=lambda: NOON,
        new_id=lambda: next(ids),
    )
    return keys.fingerprint


def enter(folder: Path, *, password: str = PASSWORD, at: datetime = NOON) -> Centre:
    """Sign in at a centre."""
    return open_centre(folder, "centre1", password, study=study(), clock=lambda: at)


def code_of(folder: Path, *, password: str = PASSWORD) -> str:
    """Return the code with which a centre cannot be opened."""
    with pytest.raises(HccCrfError) as refused:
        enter(folder, password=password)
    assert refused.value.next_step
    return refused.value.code


def test_a_new_centre_opens_with_its_first_users_password(tmp_path: Path) -> None:
    fingerprint = make(tmp_path / "centre")
    with enter(tmp_path / "centre") as centre:
        assert centre.keys.public.fingerprint == fingerprint
        assert (centre.who.user, centre.who.role) == ("centre1", Role.CENTRE)
        assert centre.info.name == "Coordinating centre"


def test_a_centre_moved_to_another_folder_opens(tmp_path: Path) -> None:
    make(tmp_path / "centre")
    (tmp_path / "centre").rename(tmp_path / "elsewhere")
    with enter(tmp_path / "elsewhere") as centre:
        assert centre.info.study == study().oid


def test_the_folder_holds_neither_data_nor_keys_in_clear(tmp_path: Path) -> None:
    make(tmp_path)
    with enter(tmp_path) as centre:
        secret = centre.keys.age_identity.encode()
    for file in tmp_path.iterdir():
        assert secret not in file.read_bytes()
    assert not (tmp_path / "centre.db").read_bytes().startswith(b"SQLite format 3")


def test_a_wrong_password_is_refused(tmp_path: Path) -> None:
    make(tmp_path)
    assert code_of(tmp_path, password="wrong horse battery staple 9") == "SIGN-IN-REFUSED"


def test_wrong_passwords_come_into_the_access_log_at_the_next_sign_in(tmp_path: Path) -> None:
    make(tmp_path)
    code_of(tmp_path, password="wrong horse battery staple 9")
    with enter(tmp_path, at=datetime(2026, 11, 26, 12, tzinfo=UTC)) as centre:
        kinds = [entry.kind for entry in access_entries(centre.db)]
    assert kinds == [
        AccessKind.ACCOUNT_ADDED,
        AccessKind.SIGN_IN_REFUSED,
        AccessKind.SIGNED_IN,
    ]


def test_an_altered_file_of_tries_comes_into_the_access_log(tmp_path: Path) -> None:
    make(tmp_path)
    enter(tmp_path).close()
    (tmp_path / "attempts.jsonl").write_bytes(b"")
    with enter(tmp_path, at=datetime(2026, 11, 26, 12, tzinfo=UTC)) as centre:
        kinds = [entry.kind for entry in access_entries(centre.db)]
    assert AccessKind.ATTEMPTS_ALTERED in kinds


def test_a_second_instance_is_refused(tmp_path: Path) -> None:
    make(tmp_path)
    with enter(tmp_path):
        assert code_of(tmp_path) == "WORKSPACE-IN-USE"
    enter(tmp_path).close()
    assert read_info(tmp_path).v == 1


def test_a_folder_without_a_centre_says_so(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "CENTRE-ABSENT"
    assert code_of(tmp_path / "nowhere") == "CENTRE-ABSENT"


def test_a_centre_whose_name_file_is_damaged_says_so(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "centre.json").write_text("{")
    assert code_of(tmp_path) == "CENTRE-DAMAGED"


def test_a_centre_whose_name_file_was_changed_is_not_believed(tmp_path: Path) -> None:
    make(tmp_path)
    file = tmp_path / "centre.json"
    file.write_text(file.read_text().replace('"training":false', '"training":true'))
    assert code_of(tmp_path) == "CENTRE-RENAMED"
    file.write_text(file.read_text().replace('"training":true', '"training":false'))
    enter(tmp_path).close()
    assert not read_info(tmp_path).training


def test_a_centre_of_another_study_is_refused(tmp_path: Path) -> None:
    make(tmp_path)
    file = tmp_path / "centre.json"
    file.write_text(file.read_text().replace(study().oid, "NCT00000000"))
    assert code_of(tmp_path) == "CENTRE-OF-OTHER-STUDY"


def test_a_site_database_is_not_taken_for_a_centre(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "centre.db").write_bytes(b"x" * 8192)
    assert code_of(tmp_path) == "DATABASE-KEY-REFUSED"


def test_a_folder_that_holds_a_workspace_is_not_made_a_centre(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(WorkspaceError) as refused:
        make(tmp_path)
    assert refused.value.code == "WORKSPACE-EXISTS"


def test_what_the_role_does_not_allow_is_refused_and_recorded(tmp_path: Path) -> None:
    make(tmp_path)
    with enter(tmp_path) as centre:
        with pytest.raises(AccessError) as refused:
            centre.require(Action.ENTER_DATA)
        last = tuple(access_entries(centre.db))[-1]
    assert refused.value.code == "NOT-PERMITTED"
    assert (last.kind, last.what) == (AccessKind.ACT_REFUSED, "enter data")
