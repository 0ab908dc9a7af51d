"""A workstation accepts only the answer to its own request (F27)."""

import msgspec
import pytest

from hcc_crf.package.enrolment import (
    ANSWER_NAMESPACE,
    REQUEST_NAMESPACE,
    EnrolmentRequest,
    write_enrolment,
)
from hcc_crf.package.enrolment_checks import check_answer
from tests.package.enrolling import TRIAL, answer, changed, code_of_answer, request


def test_the_answer_to_a_request_is_accepted_with_the_centre_s_keys() -> None:
    accepted = check_answer(
        write_enrolment(answer(request())), place="answer.json", request=request()
    )

    assert accepted.keys == TRIAL.centre.public
    assert accepted.fingerprint == TRIAL.centre.public.fingerprint
    assert accepted.centre == "Coordinating centre 协调中心"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        pytest.param(request(study="OTHER"), "ENROLMENT-WRONG-STUDY", id="study"),
        pytest.param(request(site="02"), "ENROLMENT-WRONG-SITE", id="site"),
        pytest.param(request(device="B"), "ENROLMENT-WRONG-DEVICE", id="device"),
        pytest.param(request(training=True), "ENROLMENT-TRAINING-MIXED", id="training"),
        pytest.param(
            request(created_at="2025-01-01T00:00:00Z"),
            "ENROLMENT-OTHER-REQUEST",
            id="replayed, of an earlier request",
        ),
        pytest.param(
            request(keys=TRIAL.stranger), "ENROLMENT-OTHER-REQUEST", id="key swapped on its way"
        ),
    ],
)
def test_the_answer_to_another_request_is_refused(other: EnrolmentRequest, code: str) -> None:
    assert code_of_answer(write_enrolment(answer(other)), to=request()) == code


@pytest.mark.parametrize(
    "change",
    [
        {"signing_key": TRIAL.stranger.public.signing_key},
        {"age_recipient": TRIAL.stranger.public.age_recipient},
        {"centre": "Another"},
        {"request_sha256": "0" * 64},
        {"issued_at": "2027-01-01T00:00:00Z"},
        {"signature": ""},
        {"signature": request().signature},
    ],
)
def test_a_changed_answer_is_refused(change: dict[str, object]) -> None:
    assert code_of_answer(changed(answer(request()), **change), to=request()) == (
        "ENROLMENT-TAMPERED"
    )


def test_a_request_is_no_answer() -> None:
    assert code_of_answer(write_enrolment(request()), to=request()) == "ENROLMENT-UNREADABLE"


def test_another_centre_s_answer_shows_in_the_fingerprint() -> None:
    foreign = write_enrolment(answer(request(), keys=TRIAL.stranger))

    accepted = check_answer(foreign, place="answer.json", request=request())

    assert accepted.fingerprint != TRIAL.centre.public.fingerprint


def test_a_signature_of_a_request_does_not_serve_for_an_answer() -> None:
    assert REQUEST_NAMESPACE != ANSWER_NAMESPACE
    misused = msgspec.structs.replace(answer(request()), signature=request().signature)

    assert code_of_answer(write_enrolment(misused), to=request()) == "ENROLMENT-TAMPERED"
