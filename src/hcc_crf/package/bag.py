"""The bag inside a package: BagIt 1.0 (RFC 8493), one top folder, always the same eight files.

A bag is written byte-reproducibly and read into memory, never to a disk. What its manifests say is
checked only when asked, because that comes after the signature.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from .refusals import PackageFaultError, Refusal
from .stored_zip import StoredFile, read_zip, write_zip

BAGIT: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
SIGNATURE: Final = "tagmanifest-sha256.txt.sig"
EVENTS: Final = "data/events.jsonl.zst"
HEAD: Final = "data/head.json"
DEFINITION: Final = "data/definition.xml"

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MAX_PACKAGE_BYTES = 32 * 1024 * 1024
"""Of the encrypted file; a year of a busy workstation is below 3 MB."""
_KIB = 1024
_MAX_BYTES = {
    BAGIT: _KIB,
    INFO: 16 * _KIB,
    MANIFEST: 4 * _KIB,
    TAG_MANIFEST: 4 * _KIB,
    SIGNATURE: 4 * _KIB,
    EVENTS: MAX_PACKAGE_BYTES,
    HEAD: 4 * _KIB,
    DEFINITION: 8 * _KIB * _KIB,
}
_HASHED = re.compile(r"([0-9a-f]{64}) [ *](\S+)")
_MAX_NUMBER = 999_999


@dataclass(frozen=True, slots=True)
class Payload:
    """The three files of data."""

    events: bytes
    head: bytes
    definition: bytes

    @property
    def oxum(self) -> str:
        """Payload-Oxum: octets and number of files."""
        size = len(self.events) + len(self.head) + len(self.definition)
        return f"{size}.3"


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag in memory; `name` is its top folder."""

    name: str
    bagit: bytes
    info: bytes
    manifest: bytes
    tag_manifest: bytes
    signature: bytes
    payload: Payload


def bag_name(site: str, device: str, number: int) -> str:
    """Return the name of a workstation's package: `01-A-000012`.

    Raises:
        ValueError: The number is not within 1 to 999999.
    """
    if not 1 <= number <= _MAX_NUMBER:
        raise ValueError("a package number lies within 1 to 999999")
    return f"{site}-{device}-{number:06}"


def make_manifest(payload: Payload) -> bytes:
    """Return `manifest-sha256.txt`."""
    return _hash_lines(
        StoredFile(DEFINITION, payload.definition),
        StoredFile(EVENTS, payload.events),
        StoredFile(HEAD, payload.head),
    )


def make_tag_manifest(*, info: bytes, manifest: bytes) -> bytes:
    """Return `tagmanifest-sha256.txt`, the bytes that are signed."""
    return _hash_lines(
        StoredFile(INFO, info), StoredFile(BAGIT, DECLARATION), StoredFile(MANIFEST, manifest)
    )


def write_bag(bag: Bag) -> bytes:
    """Return the bag as a stored ZIP; the same bag gives the same bytes."""
    files = (
        StoredFile(BAGIT, bag.bagit),
        StoredFile(INFO, bag.info),
        StoredFile(MANIFEST, bag.manifest),
        StoredFile(TAG_MANIFEST, bag.tag_manifest),
        StoredFile(SIGNATURE, bag.signature),
        StoredFile(EVENTS, bag.payload.events),
        StoredFile(HEAD, bag.payload.head),
        StoredFile(DEFINITION, bag.payload.definition),
    )
    return write_zip(tuple(StoredFile(f"{bag.name}/{file.name}", file.data) for file in files))


def read_bag(data: bytes) -> Bag:
    """Return the bag in a stored ZIP, its manifests unchecked.

    Raises:
        PackageFaultError: The ZIP is not plain, or a file is missing, too large or one too many.
    """
    files = read_zip(data)
    if not files:
        raise PackageFaultError(Refusal.FILE_MISSING, BAGIT)
    name = files[0].name.partition("/")[0]
    found: dict[str, bytes] = {}
    for file in files:
        inner = file.name.removeprefix(f"{name}/")
        if inner == file.name or inner not in _MAX_BYTES:
            raise PackageFaultError(Refusal.FILE_UNLISTED, file.name)
        if len(file.data) > _MAX_BYTES[inner]:
            raise PackageFaultError(Refusal.TOO_LARGE, file.name)
        found[inner] = file.data
    for inner in _MAX_BYTES:
        if inner not in found:
            raise PackageFaultError(Refusal.FILE_MISSING, inner)
    return Bag(
        name,
        found[BAGIT],
        found[INFO],
        found[MANIFEST],
        found[TAG_MANIFEST],
        found[SIGNATURE],
        Payload(found[EVENTS], found[HEAD], found[DEFINITION]),
    )


def check_tag_manifest(bag: Bag) -> None:
    """Make sure that bagit.txt, bag-info.txt and the manifest are those the tag manifest lists.

    Raises:
        PackageFaultError: One has another hash, or is not listed; or it is no BagIt 1.0.
    """
    _check_hashes(
        bag.tag_manifest,
        StoredFile(BAGIT, bag.bagit),
        StoredFile(INFO, bag.info),
        StoredFile(MANIFEST, bag.manifest),
        refusal=Refusal.DESCRIPTION_CHANGED,
    )
    if bag.bagit != DECLARATION:
        raise PackageFaultError(Refusal.DESCRIPTION_CHANGED, BAGIT)


def check_manifest(bag: Bag) -> None:
    """Make sure that the three files of data are those the manifest lists.

    Raises:
        PackageFaultError: One has another hash, or is not listed.
    """
    _check_hashes(
        bag.manifest,
        StoredFile(EVENTS, bag.payload.events),
        StoredFile(HEAD, bag.payload.head),
        StoredFile(DEFINITION, bag.payload.definition),
        refusal=Refusal.CONTENT_CHANGED,
    )


def _hash_lines(*files: StoredFile) -> bytes:
    lines = (f"{hashlib.sha256(file.data).hexdigest()}  {file.name}\n" for file in files)
    return "".join(lines).encode()


def _check_hashes(manifest: bytes, *files: StoredFile, refusal: Refusal) -> None:
    listed: dict[str, str] = {}
    for line in manifest.decode("utf-8", errors="replace").removesuffix("\n").split("\n"):
        match = _HASHED.fullmatch(line)
        if match is None or match[2] in listed:
            raise PackageFaultError(refusal, "a line of the manifest")
        listed[match[2]] = match[1]
    for file in files:
        if listed.pop(file.name, None) != hashlib.sha256(file.data).hexdigest():
            raise PackageFaultError(refusal, file.name)
    if listed:
        raise PackageFaultError(refusal, "the manifest lists a file that is not there")
