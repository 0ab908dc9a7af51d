"""A device is enrolled by its own answer only; its packages are numbered and chained."""

import hashlib
import json
from pathlib import Path

import pytest

from hcc_crf.errors import (
    AccessError,
    HccCrfError,
    InputError,
    PackageRejectedError,
    WorkspaceError,
)
from hcc_crf.session import Session
from hcc_crf.session.packaging import (
    NOT_NOTED,
    accept_enrolment,
    centre_answer,
    open_own_package,
)
from hcc_crf.session.workspace import open_data
from hcc_crf.store.access_log import AccessKind
from tests.session.sites import CentreFolder, Site, entry, kinds, make_centre, make_workspace, saved


def test_without_enrolment_no_package_is_written(unenrolled: Site, tmp_path: Path) -> None:
    site = unenrolled.copy(tmp_path / "site")
    with site.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))
        with pytest.raises(WorkspaceError) as caught:
            session.package(tmp_path / "out")
        assert caught.value.code == "DEVICE-NOT-ENROLLED"
        assert session.packages() == ()
    assert not (tmp_path / "out").exists()


def test_with_nothing_to_send_no_package_is_written(session: Session, tmp_path: Path) -> None:
    assert session.package(tmp_path / "out") is None
    assert not (tmp_path / "out").exists()
    assert session.packages() == ()


def test_a_package_holds_every_event_from_the_first(session: Session, tmp_path: Path) -> None:
    first = saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))
    second = saved(session, entry("01-002/SCR/VS", WEIGHT="70.0"))
    written = session.package(tmp_path / "new" / "folder")
    assert written is not None
    assert written.file == (tmp_path / "new" / "folder" / "01-A-000001.zip.age").resolve()
    assert (written.events, written.first_seq, written.last_seq) == (2, 1, 2)
    assert written.sha256 == hashlib.sha256(written.file.read_bytes()).hexdigest()
    opened = open_own_package(session, written.file.name, written.file.read_bytes())
    assert [event.hash for event in opened.events] == [first.event, second.event]
    assert opened.signer.identity == "01-A@hcc-crf"


def test_packages_are_numbered_and_each_names_the_hash_of_the_one_before(
    session: Session, tmp_path: Path
) -> None:
    previous = None
    for number in (1, 2, 3):
        saved(session, entry(f"01-00{number}/SCR/QSECOG", ECOG101="0"))
        written = session.package(tmp_path)
        assert written is not None
        assert written.file.name == f"01-A-00000{number}.zip.age"
        opened = open_own_package(session, written.file.name, written.file.read_bytes())
        assert opened.manifest.info.number == number
        assert opened.manifest.info.previous_package_sha256 == previous
        previous = written.sha256
    assert [entry.seq for entry in session.packages()] == [1, 2, 3]
    assert [entry.last_seq for entry in session.packages()] == [1, 2, 3]


def test_the_numbers_go_on_in_the_next_session(site: Site, tmp_path: Path) -> None:
    with site.open() as session:
        saved(session, entry("01-001/SCR/QSECOG", ECOG101="0"))
        first = session.package(tmp_path)
    with site.open("investigator1") as session:
        second = session.package(tmp_path)
    assert first is not None
    assert second is not None
    assert second.file.name == "01-A-000002.zip.age"
    log = [one for one in site.access_log() if one.kind is AccessKind.PACKAGED]
    assert [(one.user, one.what) for one in log] == [
        ("nurse1", "01-A-000001.zip.age"),
        ("investigator1", "01-A-000002.zip.age"),
    ]


def test_a_folder_that_cannot_be_written_is_refused_and_no_number_is_used(
    session: Session, tmp_path: Path
) -> None:
    saved(session, entry("01-001/SCR/QSECOG", ECOG101="0"))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HccCrfError) as caught:
        session.package(tmp_path / "file")
    assert caught.value.code in {"FILE-NOT-WRITTEN", "FOLDER-NOT-WRITABLE"}
    assert session.packages() == ()
    written = session.package(tmp_path)
    assert written is not None
    assert written.file.name == "01-A-000001.zip.age"
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("place", [10, 200, -40, -1])
def test_a_changed_byte_is_refused_at_the_first_step(
    session: Session, tmp_path: Path, place: int
) -> None:
    saved(session, entry("01-001/SCR/QSECOG", ECOG101="0"))
    written = session.package(tmp_path)
    assert written is not None
    data = bytearray(written.file.read_bytes())
    data[place] ^= 1
    with pytest.raises(PackageRejectedError) as caught:
        open_own_package(session, written.file.name, bytes(data))
    assert caught.value.step == 1


def test_a_package_of_another_device_is_not_ours(session: Session, tmp_path: Path) -> None:
    saved(session, entry("01-001/SCR/QSECOG", ECOG101="0"))
    written = session.package(tmp_path)
    assert written is not None
    other = make_workspace(tmp_path / "other", device="B")
    with other.open("admin1") as stranger, pytest.raises(AccessError):
        open_own_package(stranger, written.file.name, written.file.read_bytes())


# ---------------------------------------------------------------------------------- enrolment


@pytest.fixture
def unknown(unenrolled: Site, tmp_path: Path) -> Site:
    return unenrolled.copy(tmp_path / "unknown")


def refused_code(site: Site, answer: Path) -> str:
    with site.open("admin1") as session:
        with pytest.raises(HccCrfError) as caught:
            accept_enrolment(session, answer)
        assert centre_answer(session) is None
    return caught.value.code


def test_the_answer_of_the_centre_is_taken_in_and_kept(unknown: Site, centre: CentreFolder) -> None:
    answer = centre.enrol(unknown)
    with unknown.open("admin1") as session:
        accepted = accept_enrolment(session, answer)
        assert centre_answer(session) == accepted
        assert accepted.centre == "Training centre"
    log = unknown.access_log()
    assert f"enrolment accepted, centre {accepted.fingerprint}" in [one.what for one in log]
    assert AccessKind.DEVICE in kinds(log)


def test_the_same_answer_may_be_taken_in_twice(unknown: Site, centre: CentreFolder) -> None:
    answer = centre.enrol(unknown)
    with unknown.open("admin1") as session:
        assert accept_enrolment(session, answer) == accept_enrolment(session, answer)


def test_the_answer_to_another_device_is_refused(
    unknown: Site, centre: CentreFolder, tmp_path: Path
) -> None:
    other = make_workspace(tmp_path / "other", device="C")
    assert refused_code(unknown, centre.enrol(other)) == "ENROLMENT-WRONG-DEVICE"


def test_the_answer_to_another_site_is_refused(
    unknown: Site, centre: CentreFolder, tmp_path: Path
) -> None:
    other = make_workspace(tmp_path / "other", site="02")
    assert refused_code(unknown, centre.enrol(other)) == "ENROLMENT-WRONG-SITE"


def test_the_answer_to_another_workspace_of_the_same_name_is_refused(
    unknown: Site, tmp_path: Path
) -> None:
    namesake = make_workspace(tmp_path / "namesake")
    other_centre = make_centre(tmp_path / "centre")
    assert refused_code(unknown, other_centre.enrol(namesake)) == "ENROLMENT-OTHER-REQUEST"


def test_a_changed_answer_is_refused(unknown: Site, centre: CentreFolder, tmp_path: Path) -> None:
    answer = centre.enrol(unknown)
    text = answer.read_text(encoding="utf-8")
    changed = tmp_path / "changed.json"
    changed.write_text(text.replace("Training centre", "Another centre"), encoding="utf-8")
    assert changed.read_bytes() != answer.read_bytes()
    assert refused_code(unknown, changed) == "ENROLMENT-TAMPERED"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff\xfe", b'{"v": 1}', b"a" * 70_000], ids=len
)
def test_something_else_is_no_answer(unknown: Site, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(content)
    assert refused_code(unknown, file) in {"ENROLMENT-UNREADABLE", "FILE-TOO-LARGE"}


def test_a_request_is_no_answer(unknown: Site) -> None:
    assert refused_code(unknown, unknown.folder / "enrolment-request.json") in {
        "ENROLMENT-UNREADABLE",
        "ENROLMENT-WRONG-KIND",
    }


def test_an_absent_answer_is_said_as_such(unknown: Site, tmp_path: Path) -> None:
    with unknown.open("admin1") as session, pytest.raises(InputError, match="FILE-UNREADABLE"):
        accept_enrolment(session, tmp_path / "absent.json")


def test_a_second_centre_is_refused(site: Site, tmp_path: Path) -> None:
    other = make_centre(tmp_path / "other")
    answer = other.enrol(site)
    with site.open("admin1") as session:
        with pytest.raises(WorkspaceError) as caught:
            accept_enrolment(session, answer)
        assert caught.value.code == "CENTRE-CHANGED"


def test_an_answer_says_nothing_about_subjects(unknown: Site, centre: CentreFolder) -> None:
    answer = json.loads(centre.enrol(unknown).read_bytes())
    assert "01-001" not in json.dumps(answer)


@pytest.mark.requirement("F9")
def test_a_package_is_written_even_where_it_cannot_be_noted(site: Site, tmp_path: Path) -> None:
    with site.open() as session:
        event = saved(session, entry("01-001/SCR/VS", WEIGHT="68.0")).event
        other = open_data(site.folder, session.keys)
        with other.atomic():  # nobody else can write meanwhile
            written = session.package(tmp_path)
        other.close()
        assert written is not None
        opened = open_own_package(session, written.file.name, written.file.read_bytes())
        assert [one.hash for one in opened.events] == [event]
        assert session.packages() == ()
        assert session.notices == (NOT_NOTED,)
        again = session.package(tmp_path)
        assert again is not None
        assert again.file.name == "01-A-000002.zip.age"
