"""Which passwords are good enough: long, not well known, not the user or the study (R29).

NIST SP 800-63B: length and a list of known passwords, no rules about kinds of characters, no forced
change with time, pasting allowed. What is typed is taken in Unicode form NFKC, so that a password
typed on another keyboard is the same password.
"""

import re
import unicodedata

from hcc_crf.errors import AccessError

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 256
"""Longer input is no password, and hashing it only costs time."""
MINIMUM_DIFFERENT = 5
"""Fewer different characters make `aaaaaaaaaaaa` or `121212121212`."""
MINIMUM_LEFT = 4
"""Letters that must be left once the user's id and the study's words are taken away."""

_STUDY_WORDS = ("hcc", "crf", "lenvatinib", "hepatocellular", "carcinoma", "tace", "hospital")
_KNOWN = frozenset({
    "abcdefgh", "abcdefghijkl", "abcdefghijklm", "abcdefghijklmnopqrstuvwxyz", "access", "admin",
    "adminadmin", "administrator", "aishiteru", "asdfghjkl", "asdfghjklzx", "baseball",
    "basketball", "changeme", "computer", "correcthorsebatterystaple", "default", "demodemo",
    "doctor", "dragon", "football", "guest", "guestguest", "hello", "hellohello", "helloworld",
    "iloveyou", "iloveyouforever", "iloveyousomuch", "internet", "investigator", "letmein",
    "master", "monitor", "monkey", "mypassword", "newpassword", "nurse", "password",
    "passwordpassword", "passwort", "princess", "qazwsxedc", "qazwsxedcrfv", "qwerty",
    "qwertyqwerty", "qwertyuiop", "qwertyuiopas", "qwertyuiopasdfghjkl", "qwertz", "qwertzuiop",
    "root", "secret", "secretsecret", "starwars", "sunshine", "superman", "testing", "testtest",
    "toor", "trustno", "unbelievable", "user", "welcome", "whatever", "woaini", "woainima",
    "zxcvbnm",
})  # fmt: skip
_DIGITS = "0123456789" * 4
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def normalised(password: str) -> str:
    """Return the password as it is hashed, in NFKC."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, user: str) -> None:
    """Let a new password pass that is good enough for the user.

    Raises:
        AccessError: `PASSWORD-TOO-SHORT`, `PASSWORD-TOO-LONG` or `PASSWORD-KNOWN`.
    """
    typed = normalised(password)
    if len(typed) < MINIMUM_LENGTH:
        raise _refused(
            "PASSWORD-TOO-SHORT", f"It has fewer than {MINIMUM_LENGTH} characters.", user
        )
    if len(typed) > MAXIMUM_LENGTH:
        raise _refused("PASSWORD-TOO-LONG", f"It has more than {MAXIMUM_LENGTH} characters.", user)
    if is_known(typed, user):
        raise _refused(
            "PASSWORD-KNOWN", "It is well known, or made of the user or study name.", user
        )


def is_known(password: str, user: str) -> bool:
    """Tell whether somebody who knows people, the user and the study would try it early."""
    folded = password.casefold()
    if len(set(folded)) < MINIMUM_DIFFERENT:
        return True
    if folded in _DIGITS or folded in _DIGITS[::-1]:
        return True
    if _EDGES.sub("", folded) in _KNOWN:
        return True
    left = folded
    for word in (user.casefold(), *_STUDY_WORDS):
        left = left.replace(word, "") if word else left
    is_made_of_words = left != folded
    return is_made_of_words and sum(character.isalpha() for character in left) < MINIMUM_LEFT


def _refused(code: str, problem: str, user: str) -> AccessError:
    return AccessError(
        code, f"user {user}", problem, "Choose a longer one, such as four words of your own."
    )
