"""SSHSIG signatures over Ed25519, as `ssh-keygen -Y sign` and `-Y verify` make and read them.

Source: OpenSSH, PROTOCOL.sshsig. Stricter than it asks: only Ed25519, only version 1, empty
reserved field, canonical base64, nothing before or after the armour, so that no byte of a
signature file can change unnoticed.
"""

import base64
import hashlib
import textwrap
from dataclasses import dataclass
from enum import StrEnum

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from .sshwire import ED25519, WireReader, pack_public_key, pack_string, unpack_public_key

MAGIC = b"SSHSIG"
VERSION = 1
_BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
_END = "-----END SSH SIGNATURE-----\n"
_LINE_CHARACTERS = 70  # as ssh-keygen wraps it
_SIGNATURE_BYTES = 64


class SignatureUnreadableError(ValueError):
    """The bytes are no SSHSIG signature of the only kind used here."""


class SignatureInvalidError(ValueError):
    """The signature is readable and does not hold for this message, key and namespace."""


class HashAlgorithm(StrEnum):
    """How the message is hashed before it is signed; we write SHA-512 as ssh-keygen does."""

    SHA256 = "sha256"
    SHA512 = "sha512"


@dataclass(frozen=True, slots=True)
class SshSignature:
    """A signature as read, nothing of it proven.

    Attributes:
        public_key: The key it claims, OpenSSH wire format; only good for finding a trusted one.
        namespace: What it was signed for.
        signature: Ed25519, 64 bytes.
    """

    public_key: bytes
    namespace: str
    hash_algorithm: HashAlgorithm
    signature: bytes


def sign(message: bytes, *, namespace: str, key: SigningKey) -> bytes:
    """Return the armoured signature of `message`; the same input gives the same bytes."""
    algorithm = HashAlgorithm.SHA512
    signature = key.sign(_signed_bytes(message, namespace, algorithm)).signature
    blob = b"".join(
        (
            MAGIC,
            VERSION.to_bytes(4, "big"),
            pack_string(pack_public_key(key.verify_key)),
            pack_string(namespace.encode()),
            pack_string(b""),
            pack_string(algorithm.encode()),
            pack_string(pack_string(ED25519) + pack_string(signature)),
        )
    )
    lines = textwrap.wrap(base64.b64encode(blob).decode(), _LINE_CHARACTERS)
    return "".join((_BEGIN, *(f"{line}\n" for line in lines), _END)).encode()


def read_signature(armoured: bytes) -> SshSignature:
    """Return what an armoured signature claims.

    Raises:
        SignatureUnreadableError: Armour, magic, version, key type, reserved field, hash algorithm
            or length is not as it must be.
    """
    try:
        reader = WireReader(_dearmour(armoured.decode("ascii")))
        return _read_blob(reader)
    except ValueError as error:
        raise SignatureUnreadableError(str(error)) from error


def check_signature(
    signature: SshSignature, message: bytes, *, namespace: str, key: VerifyKey
) -> None:
    """Make sure that `key`, the caller's and not the file's, signed `message` for `namespace`.

    Steps: (1) the namespace is the expected one, (2) the claimed key is the caller's, (3) the
    Ed25519 signature holds under the caller's key.

    Raises:
        SignatureInvalidError: One of the three does not hold.
    """
    if signature.namespace != namespace:  # (1)
        raise SignatureInvalidError("signed for another purpose")
    if signature.public_key != pack_public_key(key):  # (2)
        raise SignatureInvalidError("signed with another key")
    try:  # (3)
        key.verify(_signed_bytes(message, namespace, signature.hash_algorithm), signature.signature)
    except BadSignatureError as error:
        raise SignatureInvalidError("the signature does not hold") from error


def _signed_bytes(message: bytes, namespace: str, algorithm: HashAlgorithm) -> bytes:
    digest = hashlib.new(algorithm, message).digest()
    fields = (namespace.encode(), b"", algorithm.encode(), digest)
    return MAGIC + b"".join(pack_string(field) for field in fields)


def _dearmour(text: str) -> bytes:
    if not (text.startswith(_BEGIN) and text.endswith("\n" + _END)):
        raise ValueError("no SSH signature armour")
    encoded = text[len(_BEGIN) : -len(_END)].replace("\n", "")
    blob = base64.b64decode(encoded, validate=True)
    if base64.b64encode(blob).decode() != encoded:
        raise ValueError("the armour is not canonical base64")
    return blob


def _read_blob(reader: WireReader) -> SshSignature:
    if reader.take(len(MAGIC)) != MAGIC or reader.number() != VERSION:
        raise ValueError("not version 1 of SSHSIG")
    public_key = reader.string()
    unpack_public_key(public_key)
    namespace = reader.string().decode("ascii")
    if reader.string():
        raise ValueError("the reserved field is not empty")
    algorithm = HashAlgorithm(reader.string().decode("ascii"))
    inner = WireReader(reader.string())
    reader.finish()
    if inner.string() != ED25519:
        raise ValueError("not an Ed25519 signature")
    signature = inner.string()
    inner.finish()
    if len(signature) != _SIGNATURE_BYTES:
        raise ValueError("an Ed25519 signature has 64 bytes")
    return SshSignature(public_key, namespace, algorithm, signature)
