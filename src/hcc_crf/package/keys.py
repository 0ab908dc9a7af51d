"""The keys of a workstation or a centre: Ed25519 for signing, age X25519 for opening packages.

Private keys leave this room only as bytes for an encrypted store. Public ones are texts: the line
OpenSSH writes (`ssh-ed25519 AAAA…`) and the age recipient (`age1…`).
"""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

import msgspec
from nacl.signing import SigningKey, VerifyKey

from hcc_crf.errors import StoreError

from . import age
from .sshwire import ED25519, pack_public_key, unpack_public_key

CENTRE_IDENTITY = "centre@hcc-crf"
PlainName = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z]{1,16}\Z")]
"""1 to 16 Latin letters and digits: what a site or device may be called."""
PlainOid = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z._-]{1,64}\Z")]
"""What a study may be called, so that it fits into a line and between slashes."""
_NAME = re.compile(r"[0-9A-Za-z]{1,16}")
_LETTER = re.compile(r"[A-Z]")
_OID = re.compile(r"[0-9A-Za-z._-]{1,64}")
_FINGERPRINT_PREFIX = b"hcc-crf/fingerprint/1\n"
_FINGERPRINT_BYTES = 10  # 80 bits, 16 characters of base32


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others need: `signing_key` as OpenSSH line without comment, `age_recipient`."""

    signing_key: str
    age_recipient: str

    @property
    def fingerprint(self) -> str:
        """80 bits over both keys, to be compared by telephone: `ABCD-EFGH-IJKL-MNOP`."""
        text = f"{self.signing_key}\n{self.age_recipient}\n".encode()
        digest = hashlib.sha256(_FINGERPRINT_PREFIX + text).digest()[:_FINGERPRINT_BYTES]
        letters = base64.b32encode(digest).decode()
        return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@dataclass(frozen=True, slots=True)
class PrivateKeys:
    """The keys of one workstation or centre; neither is ever shown."""

    signing_key: SigningKey = field(repr=False)
    age_identity: str = field(repr=False)

    @property
    def public(self) -> PublicKeys:
        """The public halves."""
        return PublicKeys(
            openssh_line(self.signing_key.verify_key), age.recipient_of(self.age_identity)
        )


@dataclass(frozen=True, slots=True)
class TrustedSigner:
    """A workstation on the list of those whose packages are believed.

    Attributes:
        signing_key: OpenSSH line.
        is_revoked: Its packages are refused, as from a lost laptop.
    """

    site: str
    device: str
    signing_key: str
    is_revoked: bool = False

    @property
    def identity(self) -> str:
        """The name `ssh-keygen -I` takes: `01-A@hcc-crf`."""
        return signer_identity(self.site, self.device)


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    v: Literal[1]
    signing_seed: bytes
    age_identity: str


def signer_identity(site: str, device: str) -> str:
    """Return the name a workstation signs under: `01-A@hcc-crf`."""
    return f"{site}-{device}@hcc-crf"


def are_plain_names(*, study: str, site: str, device: str) -> bool:
    """True when each is called as `PlainOid` and `PlainName` ask."""
    names = (_OID.fullmatch(study), _NAME.fullmatch(site), _NAME.fullmatch(device))
    return None not in names


def is_device_letter(device: str) -> bool:
    """True for one capital Latin letter: `B` and `b` would be one file on many disks."""
    return _LETTER.fullmatch(device) is not None


def generate_keys() -> PrivateKeys:
    """Return new keys from the system's secure random source."""
    return PrivateKeys(SigningKey.generate(), age.make_identity())


def dump_private_keys(keys: PrivateKeys) -> bytes:
    """Return the keys as bytes for an encrypted store, and for nothing else."""
    return msgspec.json.encode(_Stored(1, bytes(keys.signing_key), keys.age_identity))


def load_private_keys(stored: bytes) -> PrivateKeys:
    """Return the keys that `dump_private_keys` wrote.

    Raises:
        StoreError: The bytes are no stored keys of version 1.
    """
    try:
        read = msgspec.json.decode(stored, type=_Stored)
        age.recipient_of(read.age_identity)
        return PrivateKeys(SigningKey(read.signing_seed), read.age_identity)
    except ValueError as error:
        raise StoreError(
            "KEYS-UNREADABLE",
            "stored keys",
            "They are damaged or of a newer version.",
            "Restore the last backup.",
        ) from error


def openssh_line(key: VerifyKey) -> str:
    """Return a public key as OpenSSH writes it, without comment."""
    return f"{ED25519.decode()} {base64.b64encode(pack_public_key(key)).decode()}"


def read_openssh_line(line: str) -> VerifyKey:
    """Return the key of an OpenSSH line without options or comment.

    Raises:
        ValueError: It is no such line.
    """
    kind, _, encoded = line.partition(" ")
    key = unpack_public_key(base64.b64decode(encoded, validate=True))
    if kind != ED25519.decode() or openssh_line(key) != line:
        raise ValueError("no OpenSSH line of an Ed25519 key")
    return key
