"""Who comes in: the password, the delay, the record of tries, one at a time, the right study."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from hcc_crf.access.attempts import ATTEMPTS_FILE
from hcc_crf.access.roles import Role
from hcc_crf.entry.open_study import open_study
from hcc_crf.errors import AccessError, HccCrfError, StoreError, WorkspaceError
from hcc_crf.session import open_session
from hcc_crf.session.about import ABOUT_FILE
from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.store.access_log import AccessKind
from tests.session.sites import (
    OTHER_PASSWORD,
    PASSWORD,
    Site,
    kinds,
    make_workspace,
    program,
)


def code_of(site: Site, user: str = "nurse1", password: str = PASSWORD) -> str:
    with pytest.raises(HccCrfError) as caught:
        site.open(user, password)
    return caught.value.code


def test_the_right_password_opens_with_the_role_of_the_user(site: Site) -> None:
    with site.open("investigator1") as session:
        assert session.role is Role.INVESTIGATOR
        assert session.who.name == "Training Investigator"


def test_a_wrong_password_is_refused(site: Site) -> None:
    assert code_of(site, password=OTHER_PASSWORD) == "SIGN-IN-REFUSED"


def test_an_unknown_user_is_refused_in_the_same_words(site: Site) -> None:
    with pytest.raises(AccessError) as unknown:
        site.open("nobody")
    with pytest.raises(AccessError) as wrong:
        site.open("nurse1", OTHER_PASSWORD)
    assert str(unknown.value) == str(wrong.value)


def test_no_password_and_no_user_stand_in_the_refusal(site: Site) -> None:
    with pytest.raises(AccessError) as caught:
        site.open("nurse1", OTHER_PASSWORD)
    assert OTHER_PASSWORD not in str(caught.value)
    assert "nurse1" not in str(caught.value)


def test_the_password_of_somebody_else_does_not_open(site: Site) -> None:
    with site.open() as session:
        session.change_password(PASSWORD, OTHER_PASSWORD)
    assert code_of(site, "investigator1", OTHER_PASSWORD) == "SIGN-IN-REFUSED"


def test_a_refused_sign_in_leaves_the_workspace_free(site: Site) -> None:
    code_of(site, password=OTHER_PASSWORD)
    with site.open():
        pass


def test_four_wrong_passwords_do_not_delay(site: Site) -> None:
    for _ in range(4):
        code_of(site, password=OTHER_PASSWORD)
    with site.open():
        pass


def test_after_five_wrong_passwords_even_the_right_one_waits_thirty_seconds(site: Site) -> None:
    for _ in range(5):
        assert code_of(site, password=OTHER_PASSWORD) == "SIGN-IN-REFUSED"
    assert code_of(site) == "SIGN-IN-DELAYED"
    site.clock.wait(seconds=29)
    assert code_of(site) == "SIGN-IN-DELAYED"
    site.clock.wait(seconds=1.5)
    with site.open():
        pass


def test_the_delay_of_one_user_does_not_hold_up_another(site: Site) -> None:
    for _ in range(5):
        code_of(site, password=OTHER_PASSWORD)
    with site.open("investigator1"):
        pass


def test_failed_tries_appear_in_the_access_log_at_the_next_sign_in(site: Site) -> None:
    before = len(site.access_log())
    code_of(site, password=OTHER_PASSWORD)
    code_of(site, "nobody", "whatever-they-typed")
    new = site.access_log()[before + 1 :]
    assert kinds(new) == (
        AccessKind.SIGN_IN_REFUSED,
        AccessKind.SIGN_IN_REFUSED,
        AccessKind.SIGNED_IN,
    )
    assert [one.user for one in new] == ["nurse1", "?", "investigator1"]


def test_failed_tries_are_taken_in_once(site: Site) -> None:
    code_of(site, password=OTHER_PASSWORD)
    site.access_log()
    assert kinds(site.access_log()).count(AccessKind.SIGN_IN_REFUSED) == 1


def test_signing_in_and_out_is_recorded_with_time_and_role(site: Site) -> None:
    before = len(site.access_log("nurse1"))
    with site.open("monitor1"):
        pass
    entries = site.access_log()[before:]
    assert [(one.kind, one.user, one.role) for one in entries] == [
        (AccessKind.SIGNED_OUT, "nurse1", "nurse"),
        (AccessKind.SIGNED_IN, "monitor1", "monitor"),
        (AccessKind.SIGNED_OUT, "monitor1", "monitor"),
        (AccessKind.SIGNED_IN, "investigator1", "investigator"),
    ]
    assert all(one.at_utc.startswith("2026-11-25T01:30:0") for one in entries)


@pytest.mark.parametrize("damage", ["deleted", "cut", "changed", "forged"])
def test_tampering_with_the_record_of_tries_is_noticed(site: Site, damage: str) -> None:
    for _ in range(3):
        code_of(site, password=OTHER_PASSWORD)
    site.access_log()  # copies them, and keeps how far
    path = site.folder / ATTEMPTS_FILE
    lines = path.read_bytes().splitlines(keepends=True)
    if damage == "deleted":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(b"".join(lines[:-3]))
    elif damage == "changed":
        path.write_bytes(b"".join(lines).replace(b"refused", b"signed in", 1))
    else:
        path.write_bytes(b"".join(lines[:1] + lines[2:]))
    assert AccessKind.ATTEMPTS_ALTERED in kinds(site.access_log())


def test_an_untouched_record_of_tries_gives_no_alarm(site: Site) -> None:
    code_of(site, password=OTHER_PASSWORD)
    for _ in range(3):
        assert AccessKind.ATTEMPTS_ALTERED not in kinds(site.access_log())


def test_a_second_instance_is_refused_with_the_name_of_who_has_it_open(site: Site) -> None:
    with site.open("nurse1"), pytest.raises(WorkspaceError) as caught:
        site.open("investigator1")
    assert caught.value.code == "WORKSPACE-IN-USE"
    assert "nurse1 (process" in str(caught.value)


def test_the_second_instance_is_refused_before_a_password_is_tried(site: Site) -> None:
    with site.open("nurse1"):
        assert code_of(site, "investigator1", OTHER_PASSWORD) == "WORKSPACE-IN-USE"
    assert AccessKind.SIGN_IN_REFUSED not in kinds(site.access_log())


def test_a_second_process_is_refused_and_the_first_goes_on(site: Site) -> None:
    command = (
        "import sys; from pathlib import Path; from hcc_crf.access.lock import lock_workspace; "
        "lock_workspace(Path(sys.argv[1]), 'other')"
    )
    with site.open("nurse1") as session:
        other = subprocess.run(
            [sys.executable, "-c", command, str(site.folder)], capture_output=True, check=False
        )
        assert b"WORKSPACE-IN-USE" in other.stderr
        assert b"nurse1" in other.stderr
        assert session.events() == 0


def test_a_process_that_was_killed_leaves_the_workspace_free(site: Site) -> None:
    command = (
        "import os, sys; from pathlib import Path; from hcc_crf.access.lock import lock_workspace; "
        "lock = lock_workspace(Path(sys.argv[1]), 'other'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", command, str(site.folder)], check=False)
    with site.open() as session:
        assert session.events() == 0


def test_closing_frees_the_workspace(site: Site) -> None:
    site.open().close()
    with site.open("monitor1") as session:
        assert session.who.user == "monitor1"


def test_a_workspace_of_another_study_is_refused_before_anything_is_opened(
    site: Site,
) -> None:
    other = open_study(dataclasses.replace(program().study, oid="NCT00000000"))
    with pytest.raises(WorkspaceError) as caught:
        open_session(site.folder, "nurse1", PASSWORD, program=other, clock=site.clock)
    assert caught.value.code == "WORKSPACE-OF-OTHER-STUDY"
    with site.open():
        pass


@pytest.mark.parametrize(
    ("key", "value"), [("site", "02"), ("device", "B"), ("incarnation", "f" * 32)]
)
def test_a_name_file_that_was_edited_is_refused(site: Site, key: str, value: str) -> None:
    path = site.folder / ABOUT_FILE
    about = json.loads(path.read_bytes())
    path.write_bytes(msgspec.json.encode(about | {key: value}))
    assert code_of(site) == "WORKSPACE-RENAMED"
    path.write_bytes(msgspec.json.encode(about))
    with site.open():
        pass


def test_a_training_workspace_cannot_pass_for_a_real_one(site: Site) -> None:
    path = site.folder / ABOUT_FILE
    about = json.loads(path.read_bytes())
    path.write_bytes(msgspec.json.encode(about | {"training": False}))
    assert code_of(site) == "WORKSPACE-RENAMED"


def test_accounts_of_another_workspace_do_not_open_this_one(site: Site, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "other")
    (site.folder / "accounts.json").write_bytes((other.folder / "accounts.json").read_bytes())
    assert code_of(site, "admin1") == "DATABASE-KEY-REFUSED"


def test_a_lost_database_is_said_as_such(site: Site) -> None:
    (site.folder / DATABASE_FILE).unlink()
    with pytest.raises(StoreError, match="DATABASE-NOT-FOUND"):
        site.open()
    assert not (site.folder / DATABASE_FILE).exists()


def test_a_damaged_beginning_of_the_database_is_said_as_such(site: Site) -> None:
    path = site.folder / DATABASE_FILE
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"DATABASE-(KEY-REFUSED|DAMAGED)"):
        site.open()


def test_a_sign_out_that_cannot_be_recorded_frees_the_workspace_all_the_same(site: Site) -> None:
    session = site.open()
    session.db.close()
    with pytest.raises(Exception, match="closed"):
        session.close()
    with site.open("monitor1"):
        pass
