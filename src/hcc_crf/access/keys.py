"""Key slots: how one data key is opened by many passwords (trust.md D8, §3.5).

A workspace has one random data key, which encrypts its database. Every user has a slot: the data
key and the user's own Ed25519 signing seed, sealed with ChaCha20-Poly1305 under a key that Argon2id
makes of the password. The whole head of the slot (user, role, name, workspace, Argon2id parameters)
is authenticated with it, so a slot that was given to another user, another role or another
workspace does not open. Parameters below the minimum are refused before any password is tried.

Randomness comes from the operating system, here and nowhere else in this room.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from typing import Annotated

import msgspec
from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_decrypt,
    crypto_aead_chacha20poly1305_ietf_encrypt,
    crypto_pwhash_alg,
    crypto_pwhash_ALG_ARGON2ID13,
)
from nacl.exceptions import CryptoError
from nacl.exceptions import RuntimeError as OutOfMemory
from nacl.signing import SigningKey

from hcc_crf.errors import AccessError

from .passwords import normalised
from .roles import Role

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_KIB = 1024
_PREFIX = b"hcc-crf/slot/1\n"
_NOTE_PREFIX = b"hcc-crf/note/1\n"


class HashCost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one try of a password costs (Argon2id).

    Attributes:
        memory_kib: Memory in KiB.
        passes: Passes over it.
        lanes: Parallel lanes; always 1.
    """

    memory_kib: int
    passes: int
    lanes: int


MINIMUM_COST = HashCost(memory_kib=64 * 1024, passes=3, lanes=1)
"""64 MiB, t = 3 (D8); about 70 ms a try. New slots get it; a slot with less is refused."""
MAXIMUM_COST = HashCost(memory_kib=1024 * 1024, passes=20, lanes=1)
"""More would only stop the program; no slot of ours asks for it."""


class SlotHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose slot it is; in clear, and authenticated by the seal.

    Attributes:
        user: Id for signing in, never given to a second person.
        role: What the user may do.
        name: Printed name.
        workspace: Id of the workspace.
        must_change: True until the first password, known to who set it, is replaced.
        verification_key: The user's Ed25519 public key, 64 hex digits.
        cost: Argon2id parameters.
        salt: Argon2id salt.
    """

    user: str
    role: Role
    name: str
    workspace: str
    must_change: bool
    verification_key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    cost: HashCost
    salt: bytes


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A slot as it lies in the account file."""

    head: SlotHead
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Keys:
    """What a password opens; never printed.

    Attributes:
        data_key: Encrypts the workspace's database, 32 bytes, the same for every user.
        signing_seed: The user's own Ed25519 private key, 32 bytes.
    """

    data_key: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)


def new_data_key() -> bytes:
    """Return the random key of a new workspace."""
    return secrets.token_bytes(KEY_BYTES)


def new_signing_seed() -> bytes:
    """Return a random Ed25519 private key."""
    return secrets.token_bytes(KEY_BYTES)


def new_name() -> str:
    """Return a random name, 32 hex digits."""
    return secrets.token_hex(16)


def verification_key(signing_seed: bytes) -> str:
    """Return the public key that belongs to a signing seed, in hex."""
    return bytes(SigningKey(signing_seed).verify_key).hex()


def seal_slot(
    keys: Keys,
    password: str,
    *,
    user: str,
    role: Role,
    name: str,
    workspace: str,
    must_change: bool,
) -> Slot:
    """Return a slot of which the password opens the keys."""
    head = SlotHead(
        user=user,
        role=role,
        name=name,
        workspace=workspace,
        must_change=must_change,
        verification_key=verification_key(keys.signing_seed),
        cost=MINIMUM_COST,
        salt=secrets.token_bytes(_SALT_BYTES),
    )
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = crypto_aead_chacha20poly1305_ietf_encrypt(
        keys.data_key + keys.signing_seed, _authenticated(head), nonce, _slot_key(password, head)
    )
    return Slot(head, nonce, sealed)


def open_slot(slot: Slot, password: str) -> Keys | None:
    """Return the keys, or `None` when the password does not open the slot as it lies there.

    Raises:
        AccessError: `ACCOUNT-WEAKENED`: the slot's parameters were lowered, or cannot be ours.
            `MEMORY-LACKS`: there is not enough to try the password.
    """
    _check_cost(slot)
    try:
        key = _slot_key(password, slot.head)
    except UnicodeEncodeError:  # half a character: no password of ours has one
        return None
    try:
        opened = crypto_aead_chacha20poly1305_ietf_decrypt(
            slot.sealed, _authenticated(slot.head), slot.nonce, key
        )
    except (CryptoError, ValueError):
        return None
    return Keys(opened[:KEY_BYTES], opened[KEY_BYTES:])


def _check_cost(slot: Slot) -> None:
    asked = msgspec.structs.astuple(slot.head.cost)
    least = msgspec.structs.astuple(MINIMUM_COST)
    most = msgspec.structs.astuple(MAXIMUM_COST)
    is_within = all(
        low <= value <= high for low, value, high in zip(least, asked, most, strict=True)
    )
    if not is_within or len(slot.head.salt) != _SALT_BYTES:
        raise AccessError(
            "ACCOUNT-WEAKENED",
            f"user {slot.head.user}",
            "The protection of this account was changed outside the program.",
            "Do not type the password again; call your data manager.",
        )


def _slot_key(password: str, head: SlotHead) -> bytes:
    typed = normalised(password).encode()
    try:
        return crypto_pwhash_alg(
            KEY_BYTES,
            typed,
            head.salt,
            head.cost.passes,
            head.cost.memory_kib * _KIB,
            crypto_pwhash_ALG_ARGON2ID13,
        )
    except OutOfMemory as error:
        raise AccessError(
            "MEMORY-LACKS",
            f"user {head.user}",
            f"This computer has no {head.cost.memory_kib // _KIB} MB of memory free, which trying "
            "a password takes.",
            "Close other programs and try again.",
        ) from error


def _authenticated(head: SlotHead) -> bytes:
    return _PREFIX + msgspec.json.encode(head)


class NoteSeal:
    """Seals small notes that lie beside the database: unreadable, and unalterable unnoticed.

    Every note is sealed with ChaCha20-Poly1305 under a key made of the data key and the purpose, so
    that a note of one purpose is none of another.
    """

    def __init__(self, data_key: bytes, purpose: bytes) -> None:
        """Make the seal of one purpose."""
        self._key = hmac.digest(data_key, _NOTE_PREFIX + purpose, "sha256")

    def seal(self, content: bytes) -> bytes:
        """Return the sealed note."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + crypto_aead_chacha20poly1305_ietf_encrypt(content, None, nonce, self._key)

    def open(self, sealed: bytes) -> bytes | None:
        """Return the content; `None`: it was sealed otherwise, or changed since."""
        try:
            return crypto_aead_chacha20poly1305_ietf_decrypt(
                sealed[_NONCE_BYTES:], None, sealed[:_NONCE_BYTES], self._key
            )
        except (CryptoError, ValueError):
            return None
