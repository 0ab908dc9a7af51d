"""A workspace is made whole or not at all, names no path, and is only made where it is safe."""

import json
import os
import re
from pathlib import Path

import msgspec
import pytest

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Role
from hcc_crf.errors import AccessError, HccCrfError, WorkspaceError
from hcc_crf.session.about import ABOUT_FILE, WorkspaceInfo, read_info
from hcc_crf.session.workspace import (
    DATABASE_FILE,
    REQUEST_FILE,
    NewWorkspace,
    create_workspace,
)
from tests.session.sites import (
    PASSWORD,
    Site,
    Ticking,
    entry,
    make_workspace,
    new_name,
    program,
    saved,
)


def create(
    folder: Path, *, device: str = "A", user: str = "admin1", password: str = PASSWORD
) -> WorkspaceInfo:
    return create_workspace(
        folder,
        NewWorkspace(program().study.oid, "01", device, training=True),
        NewUser(user, "Administrator", Role.ADMINISTRATOR, password),
        moment=Ticking()(),
        new_id=new_name,
    )


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_new_workspace_says_what_it_is(tmp_path: Path) -> None:
    made = create(tmp_path / "site", device="B")
    info = read_info(tmp_path / "site")
    assert info == made
    assert (info.study, info.site, info.device, info.training) == ("NCT05831969", "01", "B", True)
    assert info.device_name == "01-B"
    assert info.incarnation != info.workspace


def test_it_holds_accounts_database_enrolment_request_and_the_file_that_names_it(
    tmp_path: Path,
) -> None:
    create(tmp_path / "site")
    assert {ABOUT_FILE, DATABASE_FILE, REQUEST_FILE, "accounts.json"} <= set(
        everything(tmp_path / "site")
    )


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    create(tmp_path / "not" / "there" / "yet")
    assert (tmp_path / "not" / "there" / "yet" / ABOUT_FILE).is_file()


def test_an_empty_folder_may_be_given(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    create(tmp_path / "site")
    assert (tmp_path / "site" / ABOUT_FILE).is_file()


def test_a_folder_with_a_workspace_is_refused_and_stays_as_it_was(unenrolled: Site) -> None:
    before = {path: path.read_bytes() for path in unenrolled.files}
    with pytest.raises(WorkspaceError) as caught:
        create(unenrolled.folder)
    assert caught.value.code == "WORKSPACE-EXISTS"
    assert {path: path.read_bytes() for path in unenrolled.files} == before


def test_a_folder_with_anything_else_is_refused_and_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        create(tmp_path)
    assert caught.value.code == "FOLDER-NOT-EMPTY"
    assert everything(tmp_path) == ["notes.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        create(tmp_path / "file")
    assert caught.value.code == "WORKSPACE-NOT-WRITABLE"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="WORKSPACE-NOT-WRITABLE"):
        create(tmp_path / "file" / "site")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; see the read-only disk in tests/cli")
    tmp_path.chmod(0o500)
    with pytest.raises(WorkspaceError, match="WORKSPACE-NOT-WRITABLE"):
        create(tmp_path / "site")


def test_a_folder_that_a_cloud_owns_is_refused_and_not_left_behind(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="WORKSPACE-ON-SYNCHRONISED-FOLDER"):
        create(tmp_path / "Dropbox" / "site")
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    ("device", "user", "password", "code"),
    [
        pytest.param("A", "admin1", "short", "PASSWORD-TOO-SHORT", id="a short password"),
        pytest.param("A", "two words", PASSWORD, "USER-ID-REFUSED", id="a user id with a blank"),
        pytest.param("A/B", "admin1", PASSWORD, "ENROLMENT-NAME-UNFIT", id="a device with a slash"),
        pytest.param("", "admin1", PASSWORD, "ENROLMENT-NAME-UNFIT", id="a device without a name"),
    ],
)
def test_a_refused_beginning_leaves_no_folder_behind(
    tmp_path: Path, device: str, user: str, password: str, code: str
) -> None:
    with pytest.raises(HccCrfError) as caught:
        create(tmp_path / "new" / "site", device=device, user=user, password=password)
    assert caught.value.code == code
    assert everything(tmp_path) == []


def test_after_a_refusal_the_same_folder_can_be_used(tmp_path: Path) -> None:
    with pytest.raises(AccessError):
        create(tmp_path / "site", password="short")
    create(tmp_path / "site")
    assert (tmp_path / "site" / ABOUT_FILE).is_file()


def test_the_file_that_names_the_workspace_is_written_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    rename = Path.replace

    def watched(self: Path, target: Path) -> Path:
        if target.name == ABOUT_FILE:
            seen.append(everything(tmp_path))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    create(tmp_path)
    assert len(seen) == 1
    assert {DATABASE_FILE, REQUEST_FILE, "accounts.json"} <= set(seen[0])
    assert ABOUT_FILE not in seen[0]


def test_a_disk_that_fails_at_the_last_file_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == ABOUT_FILE:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(WorkspaceError, match="DISK-FULL"):
        create(tmp_path / "site")
    assert everything(tmp_path) == []


def test_a_folder_without_its_name_file_is_no_workspace(tmp_path: Path) -> None:
    site = make_workspace(tmp_path / "site")
    (site.folder / ABOUT_FILE).unlink()
    with pytest.raises(WorkspaceError, match="WORKSPACE-ABSENT") as refused:
        site.open("admin1")
    assert refused.value.place == str(site.folder.resolve())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut short"),
        pytest.param(b"[]", id="of another shape"),
        pytest.param(b'{"v":1,"site":"01"}', id="incomplete"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
    ],
)
def test_an_unreadable_name_file_is_said_as_such(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ABOUT_FILE).write_bytes(content)
    with pytest.raises(WorkspaceError, match="WORKSPACE-DAMAGED"):
        read_info(tmp_path)


def test_a_name_file_with_an_unknown_key_is_refused(unenrolled: Site, tmp_path: Path) -> None:
    site = unenrolled.copy(tmp_path / "site")
    about = json.loads((site.folder / ABOUT_FILE).read_bytes())
    (site.folder / ABOUT_FILE).write_bytes(msgspec.json.encode(about | {"more": 1}))
    with pytest.raises(WorkspaceError, match="WORKSPACE-DAMAGED"):
        site.open()


def test_no_file_of_a_workspace_names_its_own_path(unenrolled: Site) -> None:
    for path in unenrolled.files:
        assert str(unenrolled.folder).encode() not in path.read_bytes(), path.name
        assert unenrolled.folder.parent.name.encode() not in path.read_bytes(), path.name


def test_a_copied_folder_is_the_same_workspace(site: Site, tmp_path: Path) -> None:
    with site.open() as session:
        event = saved(session, entry("01-001/SCR/VS", WEIGHT="68.0", HEIGHT="170")).event
    copied = site.copy(tmp_path / "elsewhere" / "under another name")
    with copied.open() as session:
        assert [record.sealed.hash for record in session.audit()] == [event] * 3
        after = saved(session, entry("01-001/SCR/QSECOG", ECOG101="0"))
        assert after.event


def test_the_enrolment_request_in_the_folder_holds_no_private_key(unenrolled: Site) -> None:
    text = (unenrolled.folder / REQUEST_FILE).read_text(encoding="utf-8")
    assert "AGE-SECRET-KEY" not in text
    assert "PRIVATE" not in text
    assert re.search(r"age1[0-9a-z]{58}", text)


def test_two_workspaces_share_no_key(tmp_path: Path) -> None:
    first, second = make_workspace(tmp_path / "a"), make_workspace(tmp_path / "b")
    assert (first.folder / REQUEST_FILE).read_bytes() != (second.folder / REQUEST_FILE).read_bytes()
    with first.open("admin1") as one, second.open("admin1") as two:
        assert one.keys.data_key != two.keys.data_key
