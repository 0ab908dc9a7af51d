"""Open a package: nine numbered steps, nothing believed before the step that proves it.

Invariants, whoever made the file:
* The signer's key comes from the caller's list; the key in the file only finds its entry there.
* Nothing is decompressed or decoded before signature and hashes have passed.
* What is returned passed every step; otherwise `PackageRejectedError` names the step that failed.
* No disk is touched, and memory stays bounded by the caps of `bag` and `seal`.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import zstandard

from hcc_crf.ledger.chain import GENESIS, ChainBrokenError, check_chain, unseal_entered
from hcc_crf.ledger.codec import MAX_EVENT_BYTES
from hcc_crf.ledger.events import SealedEvent

from . import age, bag, sshsig
from .keys import TrustedSigner, read_openssh_line
from .manifest import BagInfo, Head, Manifest, read_head, read_info
from .refusals import PackageFaultError, Refusal
from .seal import MAX_EVENTS, MAX_EVENTS_BYTES, NAMESPACE
from .sshwire import pack_public_key
from .steps import Step
from .strict_json import has_repeated_key

_MAX_WINDOW_BYTES = 8 * 1024 * 1024  # RFC 8878 §3.1.1.1.2: what every decoder should support
_CHUNK_BYTES = 64 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class UnsealedPackage:
    """What a package held, all of it proven.

    Attributes:
        events: An unbroken run of one chain. That the first one follows what the reader already
            holds is the reader's to check: `events[0].previous`. Derived values are left out; they
            are in each `body`.
        signer: The entry of the caller's list that signed it.
    """

    manifest: Manifest
    events: tuple[SealedEvent, ...]
    definition_xml: bytes
    signer: TrustedSigner


def unseal_package(
    data: bytes, *, place: str, age_identity: str, trusted: Sequence[TrustedSigner], study: str
) -> UnsealedPackage:
    """Return what the package holds once every step has passed.

    Steps: (1) decrypt, (2) members, (3) signature, (4) tag manifest, (5) manifest, (6) bounded
    decompression, (7) events and chain, (8) head and definition, (9) study, device, recipient.

    Args:
        data: The file's bytes.
        place: The file's name, for messages.
        age_identity: The reader's own.
        trusted: The workstations whose packages are believed, revoked ones marked.
        study: OID of the study the reader works for.

    Raises:
        PackageRejectedError: The first step that did not pass.
    """
    with _step(Step.DECRYPT, place):  # (1)
        if len(data) > bag.MAX_PACKAGE_BYTES:
            raise PackageFaultError(Refusal.TOO_LARGE)
        inner_zip = age.decrypt(data, identity=age_identity)
    with _step(Step.MEMBERS, place):  # (2)
        content = bag.read_bag(inner_zip)
    with _step(Step.SIGNATURE, place):  # (3)
        signer = _check_signature(content, trusted)
    with _step(Step.TAG_MANIFEST, place):  # (4)
        bag.check_tag_manifest(content)
        info = read_info(content.info)
    with _step(Step.MANIFEST, place):  # (5)
        bag.check_manifest(content)
        if info.oxum != content.payload.oxum:
            raise PackageFaultError(Refusal.CONTENT_CHANGED, "Payload-Oxum")
    with _step(Step.DECOMPRESS, place):  # (6)
        lines = tuple(islice(_unpack_lines(content.payload.events), MAX_EVENTS + 1))
        if len(lines) > MAX_EVENTS:
            raise PackageFaultError(Refusal.TOO_LARGE, bag.EVENTS)
    with _step(Step.CHAIN, place):  # (7)
        events = _check_events(lines)
    with _step(Step.HEAD, place):  # (8)
        head = read_head(content.payload.head)
        _check_head(head, events, content.payload.definition)
    with _step(Step.ORIGIN, place):  # (9)
        recipient = age.recipient_of(age_identity)
        _check_origin(info, head, signer, study=study, recipient=recipient)
        if content.name != bag.bag_name(info.site, info.device, info.number):
            raise PackageFaultError(Refusal.DEVICE_WRONG, content.name)
    return UnsealedPackage(
        Manifest(content.name, info, head), events, content.payload.definition, signer
    )


@contextmanager
def _step(step: Step, place: str) -> Iterator[None]:
    try:
        yield
    except PackageFaultError as fault:
        raise fault.at(step, place) from fault


def _check_signature(content: bag.Bag, trusted: Sequence[TrustedSigner]) -> TrustedSigner:
    """Return the trusted signer of the tag manifest."""
    try:
        signature = sshsig.read_signature(content.signature)
    except sshsig.SignatureUnreadableError as error:
        raise PackageFaultError(Refusal.SIGNATURE_UNREADABLE) from error
    for signer in trusted:
        key = read_openssh_line(signer.signing_key)
        if pack_public_key(key) == signature.public_key:
            break
    else:
        raise PackageFaultError(Refusal.SIGNER_UNKNOWN)
    try:
        sshsig.check_signature(signature, content.tag_manifest, namespace=NAMESPACE, key=key)
    except sshsig.SignatureInvalidError as error:
        raise PackageFaultError(Refusal.SIGNATURE_BAD, str(error)) from error
    if signer.is_revoked:
        raise PackageFaultError(Refusal.SIGNER_REVOKED, signer.identity)
    return signer


def _unpack_lines(packed: bytes) -> Iterator[bytes]:
    """Yield the lines; never holds more than one line and one chunk beside what it yielded."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES)
    rest, total = b"", 0
    try:
        with decompressor.stream_reader(io.BytesIO(packed), read_across_frames=True) as reader:
            while chunk := reader.read(_CHUNK_BYTES):
                total += len(chunk)
                *lines, rest = (rest + chunk).split(b"\n")
                longest = max((len(line) for line in (*lines, rest)), default=0)
                if total > MAX_EVENTS_BYTES or longest > MAX_EVENT_BYTES:
                    raise PackageFaultError(Refusal.TOO_LARGE, bag.EVENTS)
                if b"" in lines:
                    raise PackageFaultError(Refusal.EVENTS_UNREADABLE, "an empty line")
                yield from lines
    except zstandard.ZstdError as error:
        raise PackageFaultError(Refusal.EVENTS_UNREADABLE) from error
    if rest or not total:
        raise PackageFaultError(Refusal.EVENTS_UNREADABLE, "the last line is cut short")


def _check_events(lines: tuple[bytes, ...]) -> tuple[SealedEvent, ...]:
    events = tuple(_read_event(line, number) for number, line in enumerate(lines, start=1))
    first = events[0]
    is_first = first.seq == 1
    follows_fitly = (first.previous == GENESIS) is is_first and _HASH.fullmatch(first.previous)
    if first.seq < 1 or not follows_fitly:
        raise PackageFaultError(Refusal.CHAIN_BROKEN, f"event {first.seq}")
    try:
        check_chain(events, after_seq=first.seq - 1, after_hash=first.previous)
    except ChainBrokenError as error:
        raise PackageFaultError(Refusal.CHAIN_BROKEN, str(error)) from error
    return events


def _read_event(line: bytes, number: int) -> SealedEvent:
    try:
        event, is_own_writing = unseal_entered(line)
    except ValueError as error:
        raise PackageFaultError(Refusal.EVENT_UNREADABLE, f"line {number}") from error
    if not is_own_writing and has_repeated_key(line):
        raise PackageFaultError(Refusal.EVENT_UNREADABLE, f"line {number}")
    return event


def _check_head(head: Head, events: tuple[SealedEvent, ...], definition_xml: bytes) -> None:
    first, last = events[0], events[-1]
    announced = (head.chain, head.first_seq, head.last_seq, head.count, head.last_hash)
    if announced != (first.chain, first.seq, last.seq, len(events), last.hash):
        raise PackageFaultError(Refusal.HEAD_DISAGREES, "events")
    if head.definition_sha256 != hashlib.sha256(definition_xml).hexdigest():
        raise PackageFaultError(Refusal.HEAD_DISAGREES, bag.DEFINITION)


def _check_origin(
    info: BagInfo, head: Head, signer: TrustedSigner, *, study: str, recipient: str
) -> None:
    if head.study != study or info.study != study:
        raise PackageFaultError(Refusal.STUDY_WRONG)
    for site, device in ((head.site, head.device), (info.site, info.device)):
        if (site, device) != (signer.site, signer.device):
            raise PackageFaultError(Refusal.DEVICE_WRONG, f"signed by {signer.identity}")
    if recipient not in info.recipients:
        raise PackageFaultError(Refusal.RECIPIENT_WRONG)
