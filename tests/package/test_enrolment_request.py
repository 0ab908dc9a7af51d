"""A centre admits a workstation only by the workstation's own request (F27)."""

import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.errors import InputError
from hcc_crf.package import sshsig
from hcc_crf.package.enrolment import (
    REQUEST_NAMESPACE,
    signed_bytes,
    write_enrolment,
)
from hcc_crf.package.enrolment_checks import MAX_BYTES, read_request
from hcc_crf.package.keys import generate_keys
from tests.package.building import STUDY
from tests.package.enrolling import (
    TRIAL,
    admit,
    answer,
    changed,
    code_of_request,
    request,
)


def test_a_request_is_admitted_and_gives_the_trusted_signer() -> None:
    admitted = admit(write_enrolment(request()))

    assert admitted == request()
    assert admitted.signer == TRIAL.signer
    assert admitted.keys == TRIAL.device.public


def test_a_request_may_be_admitted_again() -> None:
    assert admit(write_enrolment(request()), enrolled=(TRIAL.signer,)) == request()


def test_a_workstation_reads_its_own_request_back() -> None:
    assert read_request(write_enrolment(request()), place="request") == request()


def test_a_request_is_a_text_a_person_can_read() -> None:
    lines = write_enrolment(request()).decode().splitlines()

    assert '  "study": "NCT05831969",' in lines
    assert '  "training": false,' in lines


def test_spaces_and_line_ends_of_a_request_do_not_matter() -> None:
    assert admit(changed(request())) == request()


def test_a_swapped_key_is_refused() -> None:
    swapped = changed(request(), signing_key=TRIAL.stranger.public.signing_key)

    assert code_of_request(swapped) == "ENROLMENT-TAMPERED"


def test_a_swapped_key_that_signs_for_itself_shows_in_the_fingerprint() -> None:
    forged = admit(write_enrolment(request(keys=TRIAL.stranger)))

    assert forged.fingerprint != request().fingerprint


def test_a_swapped_age_key_shows_in_signature_and_fingerprint() -> None:
    swapped = changed(request(), age_recipient=TRIAL.stranger.public.age_recipient)

    assert code_of_request(swapped) == "ENROLMENT-TAMPERED"


@pytest.mark.parametrize(
    "change",
    [{"site": "02"}, {"device": "B"}, {"training": True}, {"incarnation": "inc2"}, {"study": "X"}],
)
def test_a_changed_field_is_refused(change: dict[str, object]) -> None:
    assert code_of_request(changed(request(), **change)) == "ENROLMENT-TAMPERED"


def test_a_request_for_another_study_is_refused() -> None:
    assert code_of_request(write_enrolment(request(study="OTHER"))) == "ENROLMENT-WRONG-STUDY"


def test_a_request_of_an_unknown_site_is_refused() -> None:
    assert code_of_request(write_enrolment(request(site="99"))) == "ENROLMENT-WRONG-SITE"


@pytest.mark.parametrize("training", [True, False])
def test_training_and_real_do_not_meet(training: bool) -> None:
    with pytest.raises(InputError) as refused:
        admit(write_enrolment(request(training=training)), training=not training)

    assert refused.value.code == "ENROLMENT-TRAINING-MIXED"


def test_another_key_for_an_enrolled_workstation_is_refused() -> None:
    second = write_enrolment(request(keys=TRIAL.stranger))

    assert code_of_request(second, enrolled=(TRIAL.signer,)) == "ENROLMENT-KEY-SWAPPED"


def test_an_enrolled_key_under_another_name_is_refused() -> None:
    renamed = write_enrolment(request(device="B"))

    assert code_of_request(renamed, enrolled=(TRIAL.signer,)) == "ENROLMENT-KEY-SWAPPED"


def test_a_second_workstation_of_the_site_is_admitted() -> None:
    second = request(keys=generate_keys(), device="B")

    assert admit(write_enrolment(second), enrolled=(TRIAL.signer,)) == second


@pytest.mark.parametrize("device", ["a", "AB", "7"])
def test_a_device_not_called_by_a_capital_letter_is_refused(device: str) -> None:
    named = msgspec.structs.replace(request(), device=device, signature="")
    signature = sshsig.sign(
        signed_bytes(named), namespace=REQUEST_NAMESPACE, key=TRIAL.device.signing_key
    )
    signed = write_enrolment(msgspec.structs.replace(named, signature=signature.decode()))

    assert code_of_request(signed) == "ENROLMENT-NAME-UNFIT"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
        pytest.param(b"[" * 10_000, id="depth"),
        pytest.param(write_enrolment(request())[:-20], id="cut short"),
        pytest.param(write_enrolment(request()) + b" " * MAX_BYTES, id="too large"),
        pytest.param(write_enrolment(answer(request())), id="an answer"),
        pytest.param(changed(request(), format="hcc-crf-enrolment/2"), id="another version"),
        pytest.param(changed(request(), extra="1"), id="an unknown key"),
        pytest.param(changed(request(), training="yes"), id="no truth value"),
        pytest.param(changed(request(), site="../01"), id="a path as site"),
        pytest.param(changed(request(), device="A\n"), id="a line end in a device"),
        pytest.param(changed(request(), signing_key="ssh-rsa AAAA"), id="another kind of key"),
        pytest.param(changed(request(), signing_key="ssh-ed25519 ?"), id="no key"),
        pytest.param(changed(request(), age_recipient="age1x"), id="no recipient"),
        pytest.param(
            write_enrolment(request()).replace(b'"site"', b'"site": "02", "site"'), id="a key twice"
        ),
    ],
)
def test_a_file_that_is_no_request_is_refused(data: bytes) -> None:
    assert code_of_request(data) == "ENROLMENT-UNREADABLE"


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_changed_character_of_a_request_is_refused_or_means_the_same(
    data: st.DataObject,
) -> None:
    whole = bytearray(write_enrolment(request()))
    position = data.draw(st.integers(0, len(whole) - 1))
    whole[position] ^= data.draw(st.integers(1, 255))

    try:
        admitted = admit(bytes(whole))
    except InputError:
        return
    assert admitted == request()


@pytest.mark.parametrize(
    ("study", "site", "device"),
    [
        ("A/B", "01", "A"),
        (STUDY, "0-1", "A"),
        (STUDY, "01", ""),
        (STUDY, "01", "中"),
        (STUDY, "01", "b"),
        (STUDY, "01", "1"),
        (STUDY, "01", "AB"),
    ],
)
def test_a_request_under_an_unfit_name_is_not_made(study: str, site: str, device: str) -> None:
    with pytest.raises(InputError) as refused:
        request(study=study, site=site, device=device)

    assert refused.value.code == "ENROLMENT-NAME-UNFIT"


def test_ssh_keygen_verifies_a_request_by_hand(tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("the outside tool ssh-keygen is not installed")
    file = json.loads(write_enrolment(request()))
    (tmp_path / "sig").write_text(file.pop("signature"))
    (tmp_path / "allowed").write_text(f"device {file['signing_key']}\n")
    message = json.dumps(file, separators=(",", ":"), ensure_ascii=False).encode()
    assert message == signed_bytes(request())

    verify = ("ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "device", "-s", "sig")
    done = subprocess.run(
        (*verify, "-n", "hcc-crf-enrolment"),
        cwd=tmp_path,
        input=message,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
