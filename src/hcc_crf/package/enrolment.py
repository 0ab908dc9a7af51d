"""Enrol a workstation: its signed request, and the centre's signed answer.

Both are small JSON files that travel by stick or mail. What is signed is the JSON of all fields
but `signature`, in their order and without spaces, so that anybody can check them by hand:
`jq -cj 'del(.signature)' FILE | ssh-keygen -Y verify …`. A request signs for itself; that its key
is the site's is proven by people, who compare the fingerprint by telephone.
"""

import hashlib
from typing import Literal

import msgspec

from hcc_crf.errors import InputError

from . import sshsig
from .keys import (
    PlainName,
    PlainOid,
    PrivateKeys,
    PublicKeys,
    TrustedSigner,
    are_plain_names,
    is_device_letter,
)

REQUEST_NAMESPACE = "hcc-crf-enrolment"
ANSWER_NAMESPACE = "hcc-crf-enrolment-answer"


class EnrolmentRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a workstation asks a centre to believe.

    Attributes:
        signing_key, age_recipient: Its public keys, OpenSSH line and age recipient.
        training: True on a training workspace; such a one never meets a real centre.
        created_at: UTC, `2026-11-25T17:11:47Z`.
        signature: SSHSIG by `signing_key`: whoever sends the request holds the key.
    """

    format: Literal["hcc-crf-enrolment/1"]
    study: PlainOid
    site: PlainName
    device: PlainName
    incarnation: str
    signing_key: str
    age_recipient: str
    training: bool
    created_at: str
    signature: str = ""

    @property
    def keys(self) -> PublicKeys:
        """Its public keys."""
        return PublicKeys(self.signing_key, self.age_recipient)

    @property
    def fingerprint(self) -> str:
        """Of its keys, to be compared by telephone."""
        return self.keys.fingerprint

    @property
    def signer(self) -> TrustedSigner:
        """The entry it gets on the list of trusted signers."""
        return TrustedSigner(self.site, self.device, self.signing_key)

    @property
    def sha256(self) -> str:
        """Hash of its signed bytes, which an answer names."""
        return hashlib.sha256(signed_bytes(self)).hexdigest()


class EnrolmentAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a centre answers to exactly one request.

    Attributes:
        request_sha256: `EnrolmentRequest.sha256` of the request it admits.
        centre: Name of the centre.
        signing_key, age_recipient: The centre's public keys.
        issued_at: UTC, `2026-11-25T17:11:47Z`.
        signature: SSHSIG by `signing_key`.
    """

    format: Literal["hcc-crf-enrolment-answer/1"]
    request_sha256: str
    study: PlainOid
    site: PlainName
    device: PlainName
    centre: str
    signing_key: str
    age_recipient: str
    training: bool
    issued_at: str
    signature: str = ""

    @property
    def keys(self) -> PublicKeys:
        """The centre's public keys."""
        return PublicKeys(self.signing_key, self.age_recipient)

    @property
    def fingerprint(self) -> str:
        """Of the centre's keys, to be compared with the one in the site's contract."""
        return self.keys.fingerprint


def make_request(
    *,
    study: str,
    site: str,
    device: str,
    incarnation: str,
    keys: PrivateKeys,
    training: bool,
    created_at: str,
) -> EnrolmentRequest:
    """Return the signed request of a workstation.

    Raises:
        InputError: Study, site or device is no plain name.
    """
    if not (are_plain_names(study=study, site=site, device=device) and is_device_letter(device)):
        raise InputError(
            "ENROLMENT-NAME-UNFIT",
            f"site {site}, device {device}",
            "A site is called by 1 to 16 Latin letters and digits, a device by one of A to Z.",
            "Choose another name.",
        )
    request = EnrolmentRequest(
        "hcc-crf-enrolment/1",
        study,
        site,
        device,
        incarnation,
        keys.public.signing_key,
        keys.public.age_recipient,
        training,
        created_at,
    )
    signature = sshsig.sign(
        signed_bytes(request), namespace=REQUEST_NAMESPACE, key=keys.signing_key
    )
    return msgspec.structs.replace(request, signature=signature.decode())


def make_answer(
    request: EnrolmentRequest,
    *,
    centre: str,
    keys: PrivateKeys,
    issued_at: str,
) -> EnrolmentAnswer:
    """Return the centre's signed answer to a request that `check_request` let pass."""
    answer = EnrolmentAnswer(
        "hcc-crf-enrolment-answer/1",
        request.sha256,
        request.study,
        request.site,
        request.device,
        centre,
        keys.public.signing_key,
        keys.public.age_recipient,
        request.training,
        issued_at,
    )
    signature = sshsig.sign(signed_bytes(answer), namespace=ANSWER_NAMESPACE, key=keys.signing_key)
    return msgspec.structs.replace(answer, signature=signature.decode())


def write_enrolment(document: EnrolmentRequest | EnrolmentAnswer) -> bytes:
    """Return the file of a request or an answer, readable by a person."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def signed_bytes(document: EnrolmentRequest | EnrolmentAnswer) -> bytes:
    """Return the bytes that the signature of a request or an answer covers."""
    encoded = msgspec.json.encode(msgspec.structs.replace(document, signature=""))
    return encoded.removesuffix(b',"signature":""}') + b"}"
