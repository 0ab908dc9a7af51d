"""age encryption (age-encryption.org/v1, X25519), the only place that calls its library.

Identities and recipients travel as the texts of the age format, `AGE-SECRET-KEY-1…` and `age1…`.
"""

import re

import pyrage

from .refusals import PackageFaultError, Refusal

MAGIC = b"age-encryption.org/v1\n"
_HEADER_END = re.compile(rb"\n--- [0-9A-Za-z+/]{43}\n")
_NO_KEY_FITS = "No matching keys found"  # pyrage has one error class for everything
_PAYLOAD_FAULTS = ("decryption error", "failed to fill whole buffer")


def make_identity() -> str:
    """Return a new X25519 identity from the system's secure random source."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the public recipient of an identity.

    Raises:
        ValueError: The text is no X25519 identity.
    """
    return str(_identity(identity).to_public())


def check_recipient(recipient: str) -> str:
    """Return `recipient` when it is an X25519 recipient.

    Raises:
        ValueError: It is none.
    """
    _recipient(recipient)
    return recipient


def encrypt(data: bytes, *, recipients: tuple[str, ...]) -> bytes:
    """Return `data` encrypted so that each of `recipients` can open it; differs at every call.

    Raises:
        ValueError: One of them is no X25519 recipient.
    """
    return pyrage.encrypt(data, [_recipient(recipient) for recipient in recipients])


def decrypt(data: bytes, *, identity: str) -> bytes:
    """Return what was encrypted for `identity`; age has proven that no byte of it changed.

    Raises:
        PackageFaultError: Not an age file, not for this identity, cut short or changed.
    """
    if not data.startswith(MAGIC):
        raise PackageFaultError(
            Refusal.TRUNCATED if MAGIC.startswith(data) else Refusal.NOT_A_PACKAGE
        )
    if _HEADER_END.search(data) is None:
        raise PackageFaultError(Refusal.TRUNCATED)
    try:
        return pyrage.decrypt(data, [_identity(identity)])
    except pyrage.DecryptError as error:
        raise PackageFaultError(_refusal(str(error))) from error


def _refusal(message: str) -> Refusal:
    if message == _NO_KEY_FITS:
        return Refusal.NOT_FOR_US
    return Refusal.TRUNCATED if message in _PAYLOAD_FAULTS else Refusal.ENVELOPE_CHANGED


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise ValueError("no age X25519 identity") from error


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise ValueError("no age X25519 recipient") from error
