"""What typed JSON decoding lets pass: a key that stands twice in one object."""

import json


class _RepeatedKeyError(ValueError):
    """A key stands twice."""


def has_repeated_key(document: bytes) -> bool:
    """True when an object in `document` names a key twice, so that readers could differ over it.

    Call it only after a typed decoder has accepted the document: that bounds depth and numbers.
    """
    try:
        json.loads(document, object_pairs_hook=_refuse_repeated)
    except _RepeatedKeyError:
        return True
    return False


def _refuse_repeated(pairs: list[tuple[str, object]]) -> None:
    if len({key for key, _ in pairs}) != len(pairs):
        raise _RepeatedKeyError
