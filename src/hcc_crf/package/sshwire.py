"""The length-prefixed strings of the SSH wire format (RFC 4251 §5), and Ed25519 keys in it."""

import struct
from dataclasses import dataclass

from nacl.signing import VerifyKey

ED25519 = b"ssh-ed25519"
_LENGTH = struct.Struct(">I")


def pack_string(text: bytes) -> bytes:
    """Return `text` behind its length."""
    return _LENGTH.pack(len(text)) + text


@dataclass(slots=True)
class WireReader:
    """Reads one field after another; every read raises `ValueError` past the end."""

    rest: bytes

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        if len(self.rest) < size:
            raise ValueError("the SSH structure ends early")
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def number(self) -> int:
        """Return the next 32-bit number."""
        return int(_LENGTH.unpack(self.take(_LENGTH.size))[0])

    def string(self) -> bytes:
        """Return the next string."""
        return self.take(self.number())

    def finish(self) -> None:
        """Make sure that nothing follows."""
        if self.rest:
            raise ValueError("bytes follow the SSH structure")


def pack_public_key(key: VerifyKey) -> bytes:
    """Return an Ed25519 public key as SSH writes it."""
    return pack_string(ED25519) + pack_string(bytes(key))


def unpack_public_key(blob: bytes) -> VerifyKey:
    """Return the Ed25519 public key in `blob`.

    Raises:
        ValueError: It is no Ed25519 key, or more than one.
    """
    reader = WireReader(blob)
    if reader.string() != ED25519:
        raise ValueError("not an Ed25519 key")
    key = VerifyKey(reader.string())
    reader.finish()
    return key
