"""Accounts are added, changed and closed; at every moment somebody's password opens the data."""

import json
from pathlib import Path

import pytest

from hcc_crf.access.account_file import ACCOUNTS_FILE, open_account, read_accounts
from hcc_crf.access.accounts import (
    NewUser,
    add_account,
    change_password,
    close_account,
    create_accounts,
    reset_password,
)
from hcc_crf.access.keys import Keys, Slot, open_slot
from hcc_crf.access.roles import Role
from hcc_crf.errors import AccessError, HccCrfError, WorkspaceError
from tests.access.builders import ADMIN, MONITOR, NEW_PASSWORD, NOW, NURSE, WORKSPACE


def slot_of(folder: Path, user: str) -> Slot:
    """The slot of an open account."""
    slot = open_account(read_accounts(folder), user)
    assert slot is not None
    return slot


def opened(folder: Path, user: str, password: str) -> Keys | None:
    """What a password opens."""
    return open_slot(slot_of(folder, user), password)


def edit_file(folder: Path, old: str, new: str) -> None:
    """Change the account file by hand."""
    path = folder / ACCOUNTS_FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_user_opens_the_same_data_with_a_signing_key_of_their_own(
    workspace: Path, admin_keys: Keys
) -> None:
    nurse = opened(workspace, "nurse1", NURSE.password)
    monitor = opened(workspace, "monitor1", MONITOR.password)
    assert nurse is not None
    assert monitor is not None
    assert nurse.data_key == monitor.data_key == admin_keys.data_key
    assert len({nurse.signing_seed, monitor.signing_seed, admin_keys.signing_seed}) == 3


def test_file_says_who_has_which_role(workspace: Path) -> None:
    heads = [one.slot.head for one in read_accounts(workspace).accounts if one.slot]
    assert [(head.user, head.role, head.name, head.must_change) for head in heads] == [
        ("admin1", Role.ADMINISTRATOR, "Ada Admin", False),
        ("nurse1", Role.NURSE, "Nora Nurse", False),
        ("monitor1", Role.MONITOR, "Mona Monitor", True),
    ]
    assert {head.workspace for head in heads} == {WORKSPACE}


def test_file_holds_no_password(workspace: Path) -> None:
    written = (workspace / ACCOUNTS_FILE).read_text(encoding="utf-8")
    assert not any(user.password in written for user in (ADMIN, NURSE, MONITOR))


def test_second_workspace_is_not_made_over_the_first(workspace: Path) -> None:
    before = (workspace / ACCOUNTS_FILE).read_bytes()
    with pytest.raises(WorkspaceError) as refused:
        create_accounts(workspace, ADMIN, workspace="other", at=NOW)
    assert refused.value.code == "WORKSPACE-EXISTS"
    assert (workspace / ACCOUNTS_FILE).read_bytes() == before


@pytest.mark.parametrize("user", ["nurse1", "NURSE1", "admin1"])
def test_id_is_given_once(workspace: Path, admin_keys: Keys, user: str) -> None:
    with pytest.raises(AccessError) as refused:
        add_account(
            workspace,
            admin_keys,
            NewUser(user, "Another", Role.NURSE, NEW_PASSWORD),
            by="admin1",
            at=NOW,
        )
    assert refused.value.code == "USER-EXISTS"


@pytest.mark.parametrize(
    "user", ["", " ", "a b", "nurse/1", "nürse", "x" * 33, "a\nb", "-", "?", "../x"]
)
def test_id_that_is_not_plain_is_refused(tmp_path: Path, user: str) -> None:
    with pytest.raises(AccessError) as refused:
        create_accounts(
            tmp_path, NewUser(user, "A", Role.NURSE, NEW_PASSWORD), workspace="w", at=NOW
        )
    assert refused.value.code == "USER-ID-REFUSED"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("user", ["a", "nurse-1", "n.urse_2", "x" * 32])
def test_plain_id_is_taken(tmp_path: Path, user: str) -> None:
    create_accounts(tmp_path, NewUser(user, "A", Role.CENTRE, NEW_PASSWORD), workspace="w", at=NOW)
    assert slot_of(tmp_path, user).head.role is Role.CENTRE


def test_weak_first_password_adds_nobody(workspace: Path, admin_keys: Keys) -> None:
    before = (workspace / ACCOUNTS_FILE).read_bytes()
    weak = NewUser("nurse2", "Nina", Role.NURSE, "short")
    with pytest.raises(AccessError) as refused:
        add_account(workspace, admin_keys, weak, by="admin1", at=NOW)
    assert refused.value.code == "PASSWORD-TOO-SHORT"
    assert (workspace / ACCOUNTS_FILE).read_bytes() == before


def test_changing_the_password_keeps_data_and_signing_key(workspace: Path) -> None:
    before = opened(workspace, "nurse1", NURSE.password)
    changed = change_password(workspace, "nurse1", old=NURSE.password, new=NEW_PASSWORD)
    assert changed == before
    assert opened(workspace, "nurse1", NEW_PASSWORD) == before
    assert opened(workspace, "nurse1", NURSE.password) is None


def test_changing_a_password_leaves_the_others_alone(workspace: Path) -> None:
    change_password(workspace, "nurse1", old=NURSE.password, new=NEW_PASSWORD)
    assert opened(workspace, "admin1", ADMIN.password) is not None


def test_replacing_a_password_set_by_another_also_replaces_the_signing_key(
    workspace: Path,
) -> None:
    before = opened(workspace, "monitor1", MONITOR.password)
    after = change_password(workspace, "monitor1", old=MONITOR.password, new=NEW_PASSWORD)
    assert before is not None
    assert after.data_key == before.data_key
    assert after.signing_seed != before.signing_seed
    assert not slot_of(workspace, "monitor1").head.must_change


@pytest.mark.parametrize(
    ("user", "old", "new", "code"),
    [
        ("nurse1", "not the old one", NEW_PASSWORD, "PASSWORD-WRONG"),
        ("nobody", NURSE.password, NEW_PASSWORD, "PASSWORD-WRONG"),
        ("nurse1", NURSE.password, NURSE.password, "PASSWORD-SAME"),
        ("nurse1", NURSE.password, "short", "PASSWORD-TOO-SHORT"),
        ("nurse1", NURSE.password, "password12345", "PASSWORD-KNOWN"),
    ],
)
def test_refused_change_changes_nothing(
    workspace: Path, user: str, old: str, new: str, code: str
) -> None:
    before = (workspace / ACCOUNTS_FILE).read_bytes()
    with pytest.raises(AccessError) as refused:
        change_password(workspace, user, old=old, new=new)
    assert refused.value.code == code
    assert (workspace / ACCOUNTS_FILE).read_bytes() == before


def test_forgotten_password_is_reset_with_a_new_signing_key(
    workspace: Path, admin_keys: Keys
) -> None:
    before = opened(workspace, "nurse1", NURSE.password)
    reset_password(workspace, admin_keys, user="nurse1", password=NEW_PASSWORD)
    after = opened(workspace, "nurse1", NEW_PASSWORD)
    assert before is not None
    assert after is not None
    assert after.data_key == before.data_key
    assert after.signing_seed != before.signing_seed
    assert slot_of(workspace, "nurse1").head.must_change
    assert slot_of(workspace, "nurse1").head.name == "Nora Nurse"


def test_closed_account_opens_nothing_and_keeps_its_id(workspace: Path, admin_keys: Keys) -> None:
    close_account(workspace, user="nurse1", at=NOW)
    accounts = read_accounts(workspace)
    assert open_account(accounts, "nurse1") is None
    closed = accounts.account("nurse1")
    assert closed is not None
    assert (closed.slot, closed.closed_at) == (None, NOW)
    with pytest.raises(AccessError) as refused:
        add_account(
            workspace,
            admin_keys,
            NewUser("nurse1", "Another Nora", Role.NURSE, NEW_PASSWORD),
            by="admin1",
            at=NOW,
        )
    assert refused.value.code == "USER-EXISTS"


def test_last_administrator_cannot_be_closed(workspace: Path) -> None:
    with pytest.raises(AccessError) as refused:
        close_account(workspace, user="admin1", at=NOW)
    assert refused.value.code == "USER-LAST-ADMINISTRATOR"


def test_unknown_and_closed_users_cannot_be_reset_or_closed(
    workspace: Path, admin_keys: Keys
) -> None:
    close_account(workspace, user="monitor1", at=NOW)
    for user in ("nobody", "monitor1"):
        with pytest.raises(AccessError, match="USER-UNKNOWN"):
            close_account(workspace, user=user, at=NOW)
        with pytest.raises(AccessError, match="USER-UNKNOWN"):
            reset_password(workspace, admin_keys, user=user, password=NEW_PASSWORD)


def test_role_written_into_the_file_by_hand_locks_the_account(workspace: Path) -> None:
    edit_file(workspace, '"role": "nurse"', '"role": "investigator"')
    assert opened(workspace, "nurse1", NURSE.password) is None


def test_slot_given_to_another_user_does_not_open(workspace: Path) -> None:
    path = workspace / ACCOUNTS_FILE
    written = json.loads(path.read_bytes())
    admin, nurse, _monitor = written["accounts"]
    for part in ("nonce", "sealed"):
        admin["slot"][part], nurse["slot"][part] = nurse["slot"][part], admin["slot"][part]
    path.write_text(json.dumps(written), encoding="utf-8")
    for user in (ADMIN, NURSE):
        for password in (ADMIN.password, NURSE.password):
            assert opened(workspace, user.user, password) is None


def test_whole_slot_under_another_id_is_refused(workspace: Path) -> None:
    path = workspace / ACCOUNTS_FILE
    written = json.loads(path.read_bytes())
    written["accounts"][0]["slot"] = written["accounts"][1]["slot"]
    path.write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(WorkspaceError) as refused:
        read_accounts(workspace)
    assert refused.value.code == "ACCOUNTS-UNREADABLE"


def test_slot_of_another_workspace_is_not_taken(workspace: Path) -> None:
    path = workspace / ACCOUNTS_FILE
    written = json.loads(path.read_bytes())
    written["workspace"] = "another"
    path.write_text(json.dumps(written), encoding="utf-8")
    assert open_account(read_accounts(workspace), "nurse1") is None


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"null", b"\xff\xfe", b'{"version":2,"workspace":"w","accounts":[]}']
)
def test_unreadable_file_is_said_to_be_so(workspace: Path, content: bytes) -> None:
    (workspace / ACCOUNTS_FILE).write_bytes(content)
    with pytest.raises(WorkspaceError) as refused:
        read_accounts(workspace)
    assert refused.value.code == "ACCOUNTS-UNREADABLE"


def test_unknown_role_in_the_file_is_refused(workspace: Path) -> None:
    edit_file(workspace, '"role": "nurse"', '"role": "superuser"')
    with pytest.raises(WorkspaceError):
        read_accounts(workspace)


def test_folder_without_workspace_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(HccCrfError) as refused:
        read_accounts(tmp_path)
    assert refused.value.code == "WORKSPACE-NOT-FOUND"


def test_user_is_never_shown_with_the_password() -> None:
    assert NURSE.password not in repr(NURSE)
