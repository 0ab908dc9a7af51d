"""A finding that stands with a reason: the item that holds the reason, as `$STRUCK` holds another.

Its name says which item and which check, and a digest of the values the finding rests on: the
reason was given for these values, so with others the finding is open again, and with the same ones
settled again. Stored, audited, undone and merged like any value (ADR 0023).
"""

import re
from hashlib import sha256
from typing import NamedTuple

from hcc_crf.values import Slot

_NAME = re.compile(
    r"\$SETTLED\$(?P<item>\w*)\$(?P<check>[\w-]+)\$(?P<digest>[0-9a-f]{12})", re.ASCII
)
_DIGITS = 12
"""Of the digest, in hex: enough to tell the values of one finding from each other."""


class Settlement(NamedTuple):
    """What an item of this kind is about.

    Attributes:
        item: The item the finding points at; empty for the form as a whole.
        check: OID of the check, or the name of a built-in one.
    """

    item: str
    check: str


def settlement_slot(at: Slot, check: str, basis: str) -> Slot:
    """Return where the reason is kept for which a finding stands.

    Args:
        at: The item the finding points at; with an empty name for the form as a whole.
        check: OID of the check.
        basis: The values the finding rests on, written out.
    """
    digest = sha256(basis.encode()).hexdigest()[:_DIGITS]
    return Slot(f"$SETTLED${at.item}${check}${digest}", at.row, at.group, at.group_row)


def settlement_of(item: str) -> Settlement | None:
    """Return what an item settles, `None` for an item of any other kind."""
    match = _NAME.fullmatch(item) if item.startswith("$") else None
    return None if match is None else Settlement(match["item"], match["check"])
