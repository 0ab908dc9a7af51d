"""Whether an enrolment request may be admitted, and an answer accepted: numbered, by either side.

Nothing of a file is used before its own key has been shown to have signed it; whose key that is,
people prove by its fingerprint. What a person may send by mistake has a code of its own.
"""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from hcc_crf.errors import InputError

from . import age, sshsig
from .enrolment import (
    ANSWER_NAMESPACE,
    REQUEST_NAMESPACE,
    EnrolmentAnswer,
    EnrolmentRequest,
    signed_bytes,
)
from .keys import TrustedSigner, is_device_letter, read_openssh_line
from .strict_json import has_repeated_key

MAX_BYTES = 16 * 1024
"""Of an enrolment file."""
_Document = TypeVar("_Document", EnrolmentRequest, EnrolmentAnswer)


def check_request(
    data: bytes,
    *,
    place: str,
    study: str,
    sites: Sequence[str],
    training: bool,
    enrolled: Sequence[TrustedSigner],
) -> EnrolmentRequest:
    """Return the request when a centre may admit it, its fingerprint still to be compared.

    Steps: (1) it reads, (2) its own key signed it, (3) study, (4) training or real, (5) the site is
    one of the study's and the device one of A to Z, (6) no other key is enrolled for the device,
    nor the key for another device.

    Raises:
        InputError: The first step that did not pass.
    """
    request = _decode(data, EnrolmentRequest, place)  # (1)
    _check_signature(request, REQUEST_NAMESPACE, place)  # (2)
    _check_study(request.study, study, place)  # (3)
    _check_training(place, found=request.training, expected=training)  # (4)
    if request.site not in sites:  # (5)
        raise InputError(
            "ENROLMENT-WRONG-SITE",
            place,
            f"Site {request.site} is not a site of this study.",
            "Make the workspace again with the right site number.",
        )
    if not is_device_letter(request.device):
        raise InputError(
            "ENROLMENT-NAME-UNFIT",
            place,
            f"Device {request.device} is not called by one of A to Z.",
            "Make the workspace again with a capital letter.",
        )
    for signer in enrolled:  # (6)
        is_same_device = signer.identity == request.signer.identity
        if is_same_device != (signer.signing_key == request.signing_key):
            raise InputError(
                "ENROLMENT-KEY-SWAPPED",
                place,
                f"{signer.identity} is enrolled, and device and key do not belong together.",
                "Ask the site by telephone; a new workstation needs a new device letter.",
            )
    return request


def check_answer(data: bytes, *, place: str, request: EnrolmentRequest) -> EnrolmentAnswer:
    """Return the answer when it answers this workstation's `request`.

    Steps: (1) it reads, (2) its own key signed it, (3) study, (4) site, (5) device, (6) training or
    real, (7) it answers this very request and no earlier or other one. Whose the centre's key is,
    people prove by its fingerprint.

    Raises:
        InputError: The first step that did not pass.
    """
    answer = _decode(data, EnrolmentAnswer, place)  # (1)
    _check_signature(answer, ANSWER_NAMESPACE, place)  # (2)
    _check_study(answer.study, request.study, place)  # (3)
    ask_again = "Ask the centre for the answer to this workstation's request."
    if answer.site != request.site:  # (4)
        raise InputError("ENROLMENT-WRONG-SITE", place, f"It is for site {answer.site}.", ask_again)
    if answer.device != request.device:  # (5)
        raise InputError(
            "ENROLMENT-WRONG-DEVICE", place, f"It is for device {answer.device}.", ask_again
        )
    _check_training(place, found=answer.training, expected=request.training)  # (6)
    if answer.request_sha256 != request.sha256:  # (7)
        raise InputError(
            "ENROLMENT-OTHER-REQUEST",
            place,
            "It answers another request: an earlier one, or one changed on its way.",
            "Send the request file again and compare fingerprints by telephone.",
        )
    return answer


def read_request(data: bytes, *, place: str) -> EnrolmentRequest:
    """Return a workstation's own request, as it stored it.

    Raises:
        InputError: It does not read, or its own key did not sign it.
    """
    request = _decode(data, EnrolmentRequest, place)
    _check_signature(request, REQUEST_NAMESPACE, place)
    return request


def _decode(data: bytes, kind: type[_Document], place: str) -> _Document:
    document = _try_decode(data, kind)
    if document is None:
        raise InputError(
            "ENROLMENT-UNREADABLE",
            place,
            "This is no enrolment file of a known format.",
            "Choose the file that the other side wrote, and copy it unchanged.",
        )
    return document


def _try_decode(data: bytes, kind: type[_Document]) -> _Document | None:
    if len(data) > MAX_BYTES:
        return None
    try:
        document = msgspec.json.decode(data, type=kind)
        age.check_recipient(document.age_recipient)
        read_openssh_line(document.signing_key)
    except ValueError:
        return None
    return None if has_repeated_key(data) else document


def _check_signature(
    document: EnrolmentRequest | EnrolmentAnswer, namespace: str, place: str
) -> None:
    try:
        signature = sshsig.read_signature(document.signature.encode())
        key = read_openssh_line(document.signing_key)
        sshsig.check_signature(signature, signed_bytes(document), namespace=namespace, key=key)
    except (sshsig.SignatureUnreadableError, sshsig.SignatureInvalidError) as error:
        raise InputError(
            "ENROLMENT-TAMPERED",
            place,
            "Its signature does not fit: it was changed on its way.",
            "Send it again, and tell the data manager if it happens twice.",
        ) from error


def _check_study(found: str, expected: str, place: str) -> None:
    if found != expected:
        raise InputError(
            "ENROLMENT-WRONG-STUDY",
            place,
            f"It belongs to study {found}, this is {expected}.",
            "Choose the file of this study.",
        )


def _check_training(place: str, *, found: bool, expected: bool) -> None:
    if found != expected:
        raise InputError(
            "ENROLMENT-TRAINING-MIXED",
            place,
            "Training and real data never meet: one side is for training, the other is not.",
            "Use a training workspace with a training centre, and a real one with a real one.",
        )
