"""Seal a run of events into a package: sign inside, then encrypt (age does not sign).

The inner ZIP is a pure function of its arguments, so a package can be made again and compared byte
for byte; the encryption around it differs every time.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import zstandard
from nacl.signing import SigningKey

from hcc_crf.errors import InputError, StoreError
from hcc_crf.ledger.chain import ChainBrokenError, StoredEvent, check_chain
from hcc_crf.ledger.codec import MAX_EVENT_BYTES
from hcc_crf.ledger.events import SealedEvent

from . import age, bag, sshsig
from .keys import are_plain_names
from .manifest import BagInfo, Head, Manifest, write_head, write_info

NAMESPACE = "hcc-crf-package"
"""SSHSIG namespace of packages from a site to the centre."""
SUFFIX = ".zip.age"
MAX_EVENTS_BYTES = 128 * 1024 * 1024
"""Of all events of a package before compression."""
MAX_EVENTS = 200_000
"""In one package."""
_ZSTD_LEVEL = 9
_LINES_AT_ONCE = 64
_WAITING = 8
"""Blocks of lines that may wait to be compressed."""
_Event = SealedEvent | StoredEvent


@dataclass(frozen=True, slots=True)
class SealedPackage:
    """A package ready to be written.

    Attributes:
        name: File name, `01-A-000012.zip.age`.
        inner_zip: The signed bag, not encrypted; reproducible.
        data: The file to write, encrypted.
        sha256: Of `data`; what the next package names as the one before it.
    """

    name: str
    inner_zip: bytes
    data: bytes
    sha256: str
    manifest: Manifest


def seal_package(
    events: Iterable[_Event],
    *,
    definition_xml: bytes,
    definition_version: str,
    number: int,
    previous_package_sha256: str | None,
    signing_key: SigningKey,
    recipients: tuple[str, ...],
    bagging_date: str,
) -> SealedPackage:
    """Return the package of an unbroken run of events of one chain.

    Steps: (1) read and compress the events, and check the run, (2) head, (3) manifests, (4)
    signature over the tag manifest, (5) ZIP, (6) encryption.

    Args:
        events: At least one, in order, read once; study, site and device are taken from them.
        definition_xml: The definition the events refer to.
        definition_version: Version of the study's definitions.
        number: Of this package, counted by its workstation from 1.
        previous_package_sha256: `sha256` of its package before; `None` for the first.
        signing_key: Of the workstation.
        recipients: age recipients, the centre's and the site's own.
        bagging_date: `2026-11-25`.

    Raises:
        StoreError: The chain of the events is broken; nothing false is ever signed.
        InputError: The events are more than a package may hold.
        ValueError: There are no events, a recipient is none, or a name is not plain.
    """
    run, packed = _take_in(events)  # (1)
    if not run or not recipients:
        raise ValueError("a package holds at least one event, for somebody")
    _check_run(run)
    head = _head(run, definition_xml, definition_version)  # (2)
    payload = bag.Payload(packed, write_head(head), definition_xml)
    info = BagInfo(
        head.study,
        head.site,
        head.device,
        number,
        bagging_date,
        payload.oxum,
        recipients,
        previous_package_sha256,
    )
    name = bag.bag_name(head.site, head.device, number)
    inner_zip = _sign_bag(name, info, payload, signing_key)  # (3) (4) (5)
    data = age.encrypt(inner_zip, recipients=recipients)  # (6)
    if len(data) > bag.MAX_PACKAGE_BYTES:
        raise _too_large(name)
    sha256 = hashlib.sha256(data).hexdigest()
    return SealedPackage(f"{name}{SUFFIX}", inner_zip, data, sha256, Manifest(name, info, head))


def _check_run(events: Sequence[_Event]) -> None:
    first = events[0]
    chain = first.chain
    if not are_plain_names(study=chain.study, site=chain.site, device=chain.device):
        raise ValueError("study, site or device is no plain name")
    try:
        check_chain(events, after_seq=first.seq - 1, after_hash=first.previous)
    except ChainBrokenError as error:
        raise StoreError(
            "CHAIN-BROKEN",
            f"workstation {chain.site}-{chain.device}",
            f"The stored events are damaged ({error}).",
            "Enter nothing more, restore the last backup, and tell the data manager.",
        ) from error


def _sign_bag(name: str, info: BagInfo, payload: bag.Payload, signing_key: SigningKey) -> bytes:
    info_file, manifest = write_info(info), bag.make_manifest(payload)  # (3)
    tag_manifest = bag.make_tag_manifest(info=info_file, manifest=manifest)
    signature = sshsig.sign(tag_manifest, namespace=NAMESPACE, key=signing_key)  # (4)
    return bag.write_bag(  # (5)
        bag.Bag(name, bag.DECLARATION, info_file, manifest, tag_manifest, signature, payload)
    )


def _head(events: Sequence[_Event], definition_xml: bytes, definition_version: str) -> Head:
    first, last = events[0], events[-1]
    return Head(
        v=1,
        study=first.chain.study,
        site=first.chain.site,
        device=first.chain.device,
        incarnation=first.chain.incarnation,
        first_seq=first.seq,
        last_seq=last.seq,
        count=len(events),
        last_hash=last.hash,
        definition_version=definition_version,
        definition_sha256=hashlib.sha256(definition_xml).hexdigest(),
    )


def _take_in(events: Iterable[_Event]) -> tuple[tuple[_Event, ...], bytes]:
    """Return the events and their lines compressed: while some are read, others are compressed."""
    packing = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj()
    source, size = iter(events), 0
    run: list[_Event] = []
    packed: list[bytes] = []
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(max_workers=1) as worker:
        while part := tuple(islice(source, _LINES_AT_ONCE)):
            lines = b"".join([event.body + b"\n" for event in part])
            run += part
            size += len(lines)
            is_within_bounds = (
                len(run) <= MAX_EVENTS
                and max(len(event.body) for event in part) <= MAX_EVENT_BYTES
                and size <= MAX_EVENTS_BYTES
            )
            if not is_within_bounds:
                raise _too_large("events")
            waiting.append(worker.submit(packing.compress, lines))
            if len(waiting) > _WAITING:
                packed.append(waiting.popleft().result())
        waiting.append(worker.submit(packing.flush))
    return tuple(run), b"".join([*packed, *(part.result() for part in waiting)])


def _too_large(place: str) -> InputError:
    return InputError(
        "PACKAGE-TOO-LARGE",
        place,
        "There are more events than one package may hold.",
        "Tell the data manager; nothing is lost, the events stay in this workspace.",
    )
