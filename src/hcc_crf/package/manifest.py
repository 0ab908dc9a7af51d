"""What a package says of itself: `data/head.json` and `bag-info.txt`.

Both are read strictly and believed only after the signature; `unseal` then compares them with the
events and with the signer.
"""

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from hcc_crf.ledger.events import Chain, EventHash

from .keys import PlainName, PlainOid
from .refusals import PackageFaultError, Refusal
from .strict_json import has_repeated_key

_LINE = re.compile(r"([A-Za-z][A-Za-z-]*): (\S.*)")
_EXTERNAL_IDENTIFIER = re.compile(
    r"([0-9A-Za-z._-]{1,64})/([0-9A-Za-z]{1,16})/([0-9A-Za-z]{1,16})/((?!0{6})[0-9]{6})"
)
_PREVIOUS = re.compile(r"sha256:([0-9a-f]{64})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/head.json`: which events of which chain, under which definition.

    Attributes:
        first_seq, last_seq, count: Places of the events in their chain, from 1, without holes.
        last_hash: Hash of the last event.
        definition_version: Version of the study's definitions at the time of sealing.
        definition_sha256: Of `data/definition.xml`.
    """

    v: Literal[1]
    study: PlainOid
    site: PlainName
    device: PlainName
    incarnation: str
    first_seq: int
    last_seq: int
    count: int
    last_hash: str
    definition_version: str
    definition_sha256: str

    @property
    def chain(self) -> Chain:
        """The chain the events belong to."""
        return Chain(self.study, self.site, self.device, self.incarnation)


@dataclass(frozen=True, slots=True)
class BagInfo:
    """`bag-info.txt`.

    Attributes:
        number: Number of the package, counted by its workstation.
        bagging_date: `2026-11-25`.
        oxum: Octets and number of the data files, `14523.3`.
        recipients: The age recipients the signer meant it for.
        previous_package_sha256: Of the workstation's package before, as file; `None` for the first.
    """

    study: str
    site: str
    device: str
    number: int
    bagging_date: str
    oxum: str
    recipients: tuple[str, ...]
    previous_package_sha256: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package holds: its name, its bag-info and its head."""

    name: str
    info: BagInfo
    head: Head

    @property
    def last_hash(self) -> EventHash:
        """Hash of the last event."""
        return EventHash(self.head.last_hash)


def write_head(head: Head) -> bytes:
    """Return `data/head.json`, one line."""
    return msgspec.json.encode(head) + b"\n"


def read_head(data: bytes) -> Head:
    """Return what `data/head.json` says.

    Raises:
        PackageFaultError: It is no head of version 1: unknown, repeated or missing keys, a wrong
            type, bad UTF-8.
    """
    try:
        head = msgspec.json.decode(data, type=Head)
    except ValueError as error:
        raise PackageFaultError(Refusal.HEAD_UNREADABLE) from error
    if has_repeated_key(data):
        raise PackageFaultError(Refusal.HEAD_UNREADABLE)
    return head


def write_info(info: BagInfo) -> bytes:
    """Return `bag-info.txt`."""
    lines = [
        f"External-Identifier: {info.study}/{info.site}/{info.device}/{info.number:06}",
        f"Bagging-Date: {info.bagging_date}",
        f"Payload-Oxum: {info.oxum}",
        *(f"HCC-Recipient: {recipient}" for recipient in info.recipients),
    ]
    if info.previous_package_sha256 is not None:
        lines.append(f"HCC-Previous-Package: sha256:{info.previous_package_sha256}")
    return "".join(f"{line}\n" for line in lines).encode()


def read_info(data: bytes) -> BagInfo:
    """Return what `bag-info.txt` says; labels we do not use are passed over.

    Raises:
        PackageFaultError: A label is missing, stands twice or holds something else.
    """
    fields: dict[str, list[str]] = {}
    for line in data.decode("utf-8", errors="replace").removesuffix("\n").split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            raise _info_fault("a line")
        fields.setdefault(match[1], []).append(match[2])
    identifier = _one(fields, "External-Identifier", _EXTERNAL_IDENTIFIER)
    previous = None
    if "HCC-Previous-Package" in fields:
        previous = _one(fields, "HCC-Previous-Package", _PREVIOUS)[1]
    return BagInfo(
        study=identifier[1],
        site=identifier[2],
        device=identifier[3],
        number=int(identifier[4]),
        bagging_date=_one(fields, "Bagging-Date", _DATE)[0],
        oxum=_one(fields, "Payload-Oxum", re.compile(r"[0-9]{1,12}\.[0-9]{1,3}"))[0],
        recipients=tuple(fields.get("HCC-Recipient", ())),
        previous_package_sha256=previous,
    )


def _one(fields: dict[str, list[str]], label: str, pattern: re.Pattern[str]) -> re.Match[str]:
    values = fields.get(label, [])
    match = pattern.fullmatch(values[0]) if len(values) == 1 else None
    if match is None:
        raise _info_fault(label)
    return match


def _info_fault(what: str) -> PackageFaultError:
    return PackageFaultError(Refusal.DESCRIPTION_CHANGED, f"bag-info.txt: {what}")
