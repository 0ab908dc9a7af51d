import stat
from pathlib import Path

import pytest

from hcc_crf.access.roles import Role
from hcc_crf.centre.devices import enrol_device, revoke_device, trusted_signers, write_trust
from hcc_crf.errors import AccessError, HccCrfError
from hcc_crf.package.enrolment import make_request, write_enrolment
from hcc_crf.package.enrolment_checks import check_answer
from hcc_crf.package.keys import PrivateKeys
from hcc_crf.store.access_log import AccessKind, access_entries
from tests.centre.building import Bench, device_a, study
from tests.package.building import CENTRE, STRANGER


def request_file(
    folder: Path,
    *,
    site: str = "02",
    device: str = "C",
    keys: PrivateKeys = STRANGER,
    training: bool = False,
    study_oid: str = "",
) -> Path:
    """Write the request of a workstation that the centre does not know yet."""
    request = make_request(
        study=study_oid or study().oid,
        site=site,
        device=device,
        incarnation="inc1",
        keys=keys,
        training=training,
        created_at="2026-11-25T09:00:00Z",
    )
    file = folder / "enrolment-request.json"
    file.write_bytes(write_enrolment(request))
    return file


def refused(bench: Bench, request: Path) -> str:
    """Return the code with which a request is refused, without a trace."""
    before = trusted_signers(bench.centre.db)
    answer = bench.inbox / "refused.json"
    with pytest.raises(HccCrfError) as refusal:
        enrol_device(bench.centre, request, answer)
    assert not answer.exists()
    assert trusted_signers(bench.centre.db) == before
    return refusal.value.code


def test_an_enrolled_device_is_trusted_and_gets_an_answer_its_workstation_accepts(
    bench: Bench, tmp_path: Path
) -> None:
    file = request_file(tmp_path)
    answer_file = tmp_path / "answers" / "02-C.json"
    enrolled = enrol_device(bench.centre, file, answer_file)
    answer = check_answer(answer_file.read_bytes(), place="answer", request=enrolled.request)
    assert answer.keys == CENTRE.public
    assert enrolled.centre_fingerprint == CENTRE.public.fingerprint
    assert enrolled.request.fingerprint == STRANGER.public.fingerprint
    assert [one.identity for one in trusted_signers(bench.centre.db)] == [
        "01-A@hcc-crf",
        "01-B@hcc-crf",
        "02-C@hcc-crf",
    ]


def test_the_same_request_is_answered_again_without_a_second_device(
    bench: Bench, tmp_path: Path
) -> None:
    file = request_file(tmp_path)
    first = enrol_device(bench.centre, file, tmp_path / "answer.json")
    again = enrol_device(bench.centre, file, tmp_path / "answer.json")
    assert (first.is_new, again.is_new) == (True, False)
    assert len(trusted_signers(bench.centre.db)) == 3


def test_another_key_for_an_enrolled_device_is_refused(bench: Bench, tmp_path: Path) -> None:
    file = request_file(tmp_path, site="01", device="A", keys=STRANGER)
    assert refused(bench, file) == "ENROLMENT-KEY-SWAPPED"


def test_the_key_of_an_enrolled_device_under_another_letter_is_refused(
    bench: Bench, tmp_path: Path
) -> None:
    file = request_file(tmp_path, site="01", device="D", keys=device_a().keys)
    assert refused(bench, file) == "ENROLMENT-KEY-SWAPPED"


def test_a_site_the_study_does_not_have_is_refused(bench: Bench, tmp_path: Path) -> None:
    assert refused(bench, request_file(tmp_path, site="99")) == "ENROLMENT-WRONG-SITE"


def test_another_study_is_refused(bench: Bench, tmp_path: Path) -> None:
    file = request_file(tmp_path, study_oid="NCT00000000")
    assert refused(bench, file) == "ENROLMENT-WRONG-STUDY"


def test_a_training_device_is_not_enrolled_at_a_real_centre(bench: Bench, tmp_path: Path) -> None:
    assert refused(bench, request_file(tmp_path, training=True)) == "ENROLMENT-TRAINING-MIXED"


def test_a_request_that_was_changed_on_its_way_is_refused(bench: Bench, tmp_path: Path) -> None:
    file = request_file(tmp_path)
    file.write_bytes(file.read_bytes().replace(b'"device": "C"', b'"device": "D"'))
    assert refused(bench, file) == "ENROLMENT-TAMPERED"


def test_a_request_that_is_not_there_is_refused(bench: Bench, tmp_path: Path) -> None:
    assert refused(bench, tmp_path / "nowhere.json") == "FILE-UNREADABLE"


def test_a_revoked_device_is_not_enrolled_again(bench: Bench, tmp_path: Path) -> None:
    file = request_file(tmp_path)
    enrol_device(bench.centre, file, tmp_path / "answer.json")
    revoke_device(bench.centre, site="02", device="C")
    assert refused(bench, file) == "DEVICE-REVOKED"
    assert [one.is_revoked for one in trusted_signers(bench.centre.db)] == [False, False, True]


def test_a_device_that_is_not_enrolled_cannot_be_revoked(bench: Bench) -> None:
    with pytest.raises(HccCrfError) as refusal:
        revoke_device(bench.centre, site="02", device="C")
    assert refusal.value.code == "DEVICE-UNKNOWN"


def test_enrolling_and_revoking_are_recorded_with_the_fingerprint(
    bench: Bench, tmp_path: Path
) -> None:
    enrol_device(bench.centre, request_file(tmp_path), tmp_path / "answer.json")
    revoke_device(bench.centre, site="02", device="C")
    entries = [
        entry.what for entry in access_entries(bench.centre.db) if entry.kind is AccessKind.DEVICE
    ]
    assert entries == [f"02-C enrolled, {STRANGER.public.fingerprint}", "02-C revoked"]


def test_outsiders_get_the_keys_of_the_devices_that_are_believed(
    bench: Bench, tmp_path: Path
) -> None:
    revoke_device(bench.centre, site="01", device="B")
    files = write_trust(bench.centre, tmp_path / "trust", with_identity=False)
    assert [file.name for file in files] == ["allowed_signers"]
    key = device_a().keys.public.signing_key
    assert files[0].read_text() == f'01-A@hcc-crf namespaces="hcc-crf-package" {key}\n'


def test_the_centres_identity_is_written_only_when_asked_for_and_for_its_owner_alone(
    bench: Bench, tmp_path: Path
) -> None:
    files = write_trust(bench.centre, tmp_path / "trust", with_identity=True)
    assert [file.name for file in files] == ["allowed_signers", "centre.age-identity"]
    assert CENTRE.age_identity in files[1].read_text()
    assert stat.S_IMODE(files[1].stat().st_mode) == 0o600
    last = tuple(access_entries(bench.centre.db))[-1]
    assert (last.kind, last.what) == (AccessKind.EXPORTED, "centre.age-identity")


def test_only_the_centre_may_enrol_or_give_out_keys(bench: Bench, tmp_path: Path) -> None:
    who = bench.centre.who
    bench.centre.who = type(who)(
        user="monitor1",
        role=Role.MONITOR,
        name="monitor1",
        workspace="w",
        must_change=False,
        verification_key="",
        cost=who.cost,
        salt=b"",
    )
    for act in (
        lambda: enrol_device(bench.centre, request_file(tmp_path), tmp_path / "answer.json"),
        lambda: write_trust(bench.centre, tmp_path / "trust", with_identity=True),
        lambda: revoke_device(bench.centre, site="01", device="A"),
        lambda: bench.merge(device_a_package()),
    ):
        with pytest.raises(AccessError) as refusal:
            act()
        assert refusal.value.code == "NOT-PERMITTED"


def device_a_package() -> bytes:
    """Return a package that would be taken in."""
    a = device_a()
    a.save("VS", {})
    return a.package()
