"""What the tests of enrolment are built from."""

import json

import pytest

from hcc_crf.errors import InputError
from hcc_crf.package.enrolment import (
    EnrolmentAnswer,
    EnrolmentRequest,
    make_answer,
    make_request,
    write_enrolment,
)
from hcc_crf.package.enrolment_checks import check_answer, check_request
from hcc_crf.package.keys import PrivateKeys, TrustedSigner
from tests.package.building import STUDY, Trial

TRIAL = Trial()


def request(
    *,
    keys: PrivateKeys = TRIAL.device,
    study: str = STUDY,
    site: str = "01",
    device: str = "A",
    training: bool = False,
    created_at: str = "2026-11-25T09:00:00Z",
) -> EnrolmentRequest:
    return make_request(
        study=study,
        site=site,
        device=device,
        incarnation="inc1",
        keys=keys,
        training=training,
        created_at=created_at,
    )


def answer(to: EnrolmentRequest, *, keys: PrivateKeys = TRIAL.centre) -> EnrolmentAnswer:
    return make_answer(
        to, centre="Coordinating centre 协调中心", keys=keys, issued_at="2026-11-26T09:00:00Z"
    )


def admit(
    data: bytes, *, enrolled: tuple[TrustedSigner, ...] = (), training: bool = False
) -> EnrolmentRequest:
    return check_request(
        data,
        place="enrolment-request.json",
        study=STUDY,
        sites=("01", "02"),
        training=training,
        enrolled=enrolled,
    )


def code_of_request(data: bytes, *, enrolled: tuple[TrustedSigner, ...] = ()) -> str:
    with pytest.raises(InputError) as refused:
        admit(data, enrolled=enrolled)
    assert refused.value.place == "enrolment-request.json"
    assert refused.value.next_step
    return refused.value.code


def code_of_answer(data: bytes, *, to: EnrolmentRequest) -> str:
    with pytest.raises(InputError) as refused:
        check_answer(data, place="answer.json", request=to)
    assert refused.value.place == "answer.json"
    assert refused.value.next_step
    return refused.value.code


def changed(document: EnrolmentRequest | EnrolmentAnswer, **fields: object) -> bytes:
    """Return the file with fields changed and the signature left."""
    return json.dumps(json.loads(write_enrolment(document)) | fields).encode()
