"""Enrol the device, and write packages of its events."""

from dataclasses import dataclass, replace
from pathlib import Path

from hcc_crf.access.roles import Action
from hcc_crf.errors import StoreError, WorkspaceError
from hcc_crf.ledger.events import Chain
from hcc_crf.package.bag import bag_name
from hcc_crf.package.enrolment import EnrolmentAnswer
from hcc_crf.package.enrolment_checks import check_answer, read_request
from hcc_crf.package.files import read_bounded, write_durably
from hcc_crf.package.keys import PrivateKeys, TrustedSigner, load_private_keys
from hcc_crf.package.seal import SUFFIX, seal_package
from hcc_crf.package.unseal import UnsealedPackage, unseal_package
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.event_store import chains, stored_of_chain
from hcc_crf.store.outbox import OutboxEntry, last_package, record_package
from hcc_crf.store.settings import put_secret, read_secret
from hcc_crf.study.odm import definition_xml
from hcc_crf.values import Bilingual

from .opened import Opened
from .workspace import ANSWER, DEVICE_KEYS, REQUEST

MAX_ENROLMENT_BYTES = 64 * 1024
NOT_NOTED = Bilingual(
    "The package is whole, but this workspace could not note that it was written. "
    "Check the disk and its free space.",
    "数据包完整，但该工作区无法记录其已写出。请检查磁盘及其剩余空间。",
)


@dataclass(frozen=True, slots=True)
class Packaged:
    """A package that is whole on its medium, re-read and hashed.

    Attributes:
        file: Where it was written.
        sha256: Of the file.
        events: How many it holds, `first_seq` to `last_seq`.
        earlier: The packages of earlier incarnations, written with it.
    """

    file: Path
    sha256: str
    events: int
    first_seq: int
    last_seq: int
    earlier: "tuple[Packaged, ...]" = ()


def accept_enrolment(session: Opened, path: Path) -> EnrolmentAnswer:
    """Take in the centre's answer; from then on the device can package.

    Raises:
        InputError: It is no answer to this device's request, or was changed.
        WorkspaceError: Another centre answered before.
    """
    session.require(Action.MANAGE_DEVICE)
    data = read_bounded(path, max_bytes=MAX_ENROLMENT_BYTES)
    request = read_request(_secret(session, REQUEST), place="workspace")
    answer = check_answer(data, place=path.name, request=request)
    before = centre_answer(session)
    if before is not None and before.keys != answer.keys:
        raise WorkspaceError(
            "CENTRE-CHANGED",
            path.name,
            f"This device is enrolled at a centre with the fingerprint {before.fingerprint}.",
            "Ask the coordinating centre; a new centre needs a new workspace.",
        )
    put_secret(session.db, ANSWER, data)
    session.record(AccessKind.DEVICE, f"enrolment accepted, centre {answer.fingerprint}")
    return answer


def centre_answer(session: Opened) -> EnrolmentAnswer | None:
    """Return the centre's answer, `None` before the device is enrolled."""
    data = read_secret(session.db, ANSWER)
    if data is None:
        return None
    request = read_request(_secret(session, REQUEST), place="workspace")
    return check_answer(data, place="workspace", request=request)


def write_package(session: Opened, folder: Path) -> Packaged | None:
    """Write the next package into a folder; `None` when the ledger is empty.

    Until receipts of the centre are taken in, every package starts at the first event, so that a
    lost stick leaves no gap. A package holds one chain: where the device has had several
    incarnations, each gets one, the oldest first. No file that lies there is replaced. Where the
    database cannot be written, because its disk is full, the package is written all the same, and
    a notice says that it could not be noted.

    Raises:
        WorkspaceError: The device is not enrolled, or the folder cannot be written.
    """
    session.require(Action.PACKAGE)
    answer = centre_answer(session)
    if answer is None:
        raise WorkspaceError(
            "DEVICE-NOT-ENROLLED",
            session.info.device_name,
            "This device has no answer of the coordinating centre yet.",
            "Send enrolment-request.json to the centre; an administrator takes its answer in with "
            "`hcc-crf site accept`.",
        )
    written: Packaged | None = None
    for chain in _own_chains(session):
        earlier = (*written.earlier, written) if written else ()
        written = replace(_write(session, answer, chain, folder.resolve()), earlier=earlier)
    return written


def _own_chains(session: Opened) -> tuple[Chain, ...]:
    """The incarnations of this device that have events, oldest first."""
    info = session.info
    own = (info.study, info.site, info.device)
    return tuple(
        chain for chain in chains(session.db) if (chain.study, chain.site, chain.device) == own
    )


def _write(session: Opened, answer: EnrolmentAnswer, chain: Chain, folder: Path) -> Packaged:
    keys = device_keys(session)
    last = last_package(session.db)
    study = session.program.study
    number = _free_number(session, folder, last.seq + 1 if last else 1)
    sealed = seal_package(
        stored_of_chain(session.db, chain),
        definition_xml=definition_xml(study),
        definition_version=study.version,
        number=number,
        previous_package_sha256=last.sha256 if last else None,
        signing_key=keys.signing_key,
        recipients=(answer.age_recipient, keys.public.age_recipient),
        bagging_date=session.now().utc.date().isoformat(),
    )
    file = folder / sealed.name
    sha256 = write_durably(file, sealed.data)
    head = sealed.manifest.head
    entry = OutboxEntry(
        number, sha256, head.first_seq, head.last_seq, sealed.name, session.now().at
    )
    try:
        with session.db.atomic():
            record_package(session.db, entry)
            session.record(AccessKind.PACKAGED, sealed.name)
    except StoreError:  # a full disk must not keep data from being carried away
        session.tell(NOT_NOTED)
    return Packaged(file, sha256, head.count, head.first_seq, head.last_seq)


def _free_number(session: Opened, folder: Path, number: int) -> int:
    """Return the first number whose file does not lie there yet.

    After a database was put back, a package of that number can lie on the medium, and be the last
    place that holds what was lost.
    """
    info = session.info
    while (folder / f"{bag_name(info.site, info.device, number)}{SUFFIX}").exists():
        number += 1
    return number


def open_own_package(session: Opened, name: str, data: bytes) -> UnsealedPackage:
    """Return what a package of this device holds, every step passed.

    Raises:
        PackageRejectedError: The first step that did not pass.
    """
    session.require(Action.VERIFY)
    keys = device_keys(session)
    own = TrustedSigner(session.info.site, session.info.device, keys.public.signing_key)
    return unseal_package(
        data,
        place=name,
        age_identity=keys.age_identity,
        trusted=(own,),
        study=session.info.study,
    )


def device_keys(session: Opened) -> PrivateKeys:
    """Return the keys of the device, from the encrypted database."""
    return load_private_keys(_secret(session, DEVICE_KEYS))


def _secret(session: Opened, name: str) -> bytes:
    found = read_secret(session.db, name)
    if found is None:
        raise WorkspaceError(
            "WORKSPACE-INCOMPLETE",
            session.info.device_name,
            f"The database lacks the {name}.",
            "Make the workspace again, or restore it from a backup.",
        )
    return found
