"""A file of the workspace is the old one or the new one, wherever the program stops (F4, §2.4)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hcc_crf.access.account_file import open_account, read_accounts
from hcc_crf.access.accounts import change_password
from hcc_crf.access.files import write_durably
from hcc_crf.access.keys import open_slot
from hcc_crf.errors import WorkspaceError
from tests.access.builders import NEW_PASSWORD, NURSE

STOP_AT = """
import pathlib, sys
from hcc_crf.access import accounts
folder, old, new, stop_at = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
count = 0

def stop(event, arguments):
    global count
    is_ours = event in ("open", "os.rename") and str(folder) in str(arguments[0])
    if is_ours or event == "hcc-crf.fsync":
        count += 1
        if count == stop_at:
            import os
            os._exit(9)

import os
fsync = os.fsync
def recorded_fsync(descriptor):
    sys.audit("hcc-crf.fsync")
    fsync(descriptor)
os.fsync = recorded_fsync
sys.addaudithook(stop)
accounts.change_password(folder, "nurse1", old=old, new=new)
"""
STEPS = 6
"""Read; open the new file, sync it, rename it, open the folder, sync it."""


def test_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_durably(tmp_path / "file", b"old")
    write_durably(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("step", range(1, STEPS + 2))
def test_password_change_stopped_anywhere_leaves_one_password_that_opens(
    workspace: Path, step: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOP_AT, str(workspace), NURSE.password, NEW_PASSWORD, str(step)],
        check=False,
    )
    assert done.returncode == (9 if step <= STEPS else 0)
    slot = open_account(read_accounts(workspace), "nurse1")
    assert slot is not None
    opening = [password for password in (NURSE.password, NEW_PASSWORD) if open_slot(slot, password)]
    # The rename is step 4: up to it the old password opens, after it the new one.
    assert opening == [NURSE.password if step <= 4 else NEW_PASSWORD]


def test_what_a_stopped_change_left_behind_does_not_hinder_the_next(workspace: Path) -> None:
    (workspace / "accounts.json.part").write_bytes(b"half of it")
    change_password(workspace, "nurse1", old=NURSE.password, new=NEW_PASSWORD)
    assert not (workspace / "accounts.json.part").exists()


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_disk_that_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    write_durably(tmp_path / "file", b"old")
    if failing == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WorkspaceError) as refused:
        write_durably(tmp_path / "file", b"new")
    assert refused.value.code == "WORKSPACE-NOT-WRITABLE"
    assert "No space left on device" in refused.value.problem
    assert (tmp_path / "file").read_bytes() == b"old"
