"""The workstations of the trial: admit one, stop believing one, tell outsiders whom to believe."""

from dataclasses import dataclass
from pathlib import Path

from hcc_crf.access.roles import Action
from hcc_crf.errors import InputError
from hcc_crf.package.enrolment import EnrolmentRequest, make_answer, write_enrolment
from hcc_crf.package.enrolment_checks import MAX_BYTES, check_request
from hcc_crf.package.files import SECRET_MODE, read_bounded, write_durably
from hcc_crf.package.keys import TrustedSigner
from hcc_crf.package.trust_files import age_identity_text, allowed_signers_text
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.database import Database

from .folder import Centre

ALLOWED_SIGNERS = "allowed_signers"
AGE_IDENTITY = "centre.age-identity"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A workstation that was admitted.

    Attributes:
        request: What it asked.
        is_new: False when the same request was answered before.
        answer: Where the answer was written.
        centre_fingerprint: Of the centre's keys, for the site to compare.
    """

    request: EnrolmentRequest
    is_new: bool
    answer: Path
    centre_fingerprint: str


@dataclass(frozen=True, slots=True)
class _Device:
    site: str
    device: str
    signing_key: str
    revoked_at: str


def trusted_signers(db: Database) -> tuple[TrustedSigner, ...]:
    """Return the enrolled workstations by name, revoked ones marked."""
    found = db.read(
        _Device, "SELECT site, device, signing_key, revoked_at FROM device ORDER BY site, device"
    )
    return tuple(
        TrustedSigner(one.site, one.device, one.signing_key, is_revoked=bool(one.revoked_at))
        for one in found
    )


def enrol_device(centre: Centre, request_file: Path, answer_file: Path) -> Enrolled:
    """Admit a workstation by its request, and write the centre's signed answer.

    The same request may come again, as when an answer was lost; it is answered again. The device is
    enrolled before the answer is written, so no answer is in the world that the centre does not
    know of.

    Raises:
        InputError: The request is not to be admitted, or the device was revoked.
        WorkspaceError: The answer cannot be written; ask for it again.
    """
    centre.require(Action.ENROL_DEVICE)
    place = request_file.name
    signers = trusted_signers(centre.db)
    data = read_bounded(request_file, max_bytes=MAX_BYTES)
    request = check_request(
        data,
        place=place,
        study=centre.study.oid,
        sites=tuple(centre.study.sites_by_oid),
        training=centre.info.training,
        enrolled=signers,
    )
    known = next((one for one in signers if one.identity == request.signer.identity), None)
    if known is not None and known.is_revoked:
        raise InputError(
            "DEVICE-REVOKED",
            place,
            f"{known.identity} was revoked; it is not enrolled again.",
            "Make a new workspace with another device letter and enrol that.",
        )
    if known is None:
        _insert(centre, request, data)
    answer = make_answer(
        request, centre=centre.info.name, keys=centre.keys, issued_at=_second(centre.now())
    )
    write_durably(answer_file, write_enrolment(answer))
    return Enrolled(request, known is None, answer_file, answer.fingerprint)


def revoke_device(centre: Centre, *, site: str, device: str) -> None:
    """Stop believing a workstation, as after a theft; packages that come later are quarantined.

    What was merged before stays.

    Raises:
        InputError: `DEVICE-UNKNOWN`.
    """
    centre.require(Action.ENROL_DEVICE)
    signers = trusted_signers(centre.db)
    if not any((one.site, one.device) == (site, device) for one in signers):
        raise InputError(
            "DEVICE-UNKNOWN",
            f"{site}-{device}",
            "No such workstation is enrolled.",
            "Check site number and device letter.",
        )
    with centre.db.atomic():
        centre.db.write(
            "UPDATE device SET revoked_at = ? WHERE site = ? AND device = ? AND revoked_at = ''",
            (centre.now(), site, device),
        )
        centre.record(AccessKind.DEVICE, f"{site}-{device} revoked")


def write_trust(centre: Centre, folder: Path, *, with_identity: bool) -> tuple[Path, ...]:
    """Write what an outsider needs to check packages by hand; return the files.

    Args:
        centre: The opened centre.
        folder: Made if it is not there.
        with_identity: Also the centre's age identity, a secret that opens every package; the file
            is readable by its owner only.
    """
    centre.require(Action.TRUST)
    signers = folder / ALLOWED_SIGNERS
    write_durably(signers, allowed_signers_text(trusted_signers(centre.db)).encode())
    if not with_identity:
        return (signers,)
    identity = folder / AGE_IDENTITY
    text = age_identity_text(centre.keys.age_identity)
    write_durably(identity, text.encode(), mode=SECRET_MODE)
    centre.record(AccessKind.EXPORTED, AGE_IDENTITY)
    return signers, identity


def _insert(centre: Centre, request: EnrolmentRequest, data: bytes) -> None:
    with centre.db.atomic():
        centre.db.write(
            "INSERT INTO device(site, device, signing_key, request, enrolled_at, enrolled_by, "
            "revoked_at) VALUES (?, ?, ?, ?, ?, ?, '')",
            (
                request.site,
                request.device,
                request.signing_key,
                data,
                centre.now(),
                centre.who.user,
            ),
        )
        what = f"{request.site}-{request.device} enrolled, {request.fingerprint}"
        centre.record(AccessKind.DEVICE, what)


def _second(at: str) -> str:
    """Return a moment without its fraction, as enrolment files have it."""
    return f"{at[:19]}Z"
