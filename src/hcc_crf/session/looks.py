"""How each person likes the screen: language and colours, kept in the workspace, in clear.

The file holds user ids, which the account file names in clear as well, and no data of subjects. It
is no part of the record: one that is missing, damaged or cannot be written costs the memory of a
choice and nothing else, so nothing here raises.
"""

from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from hcc_crf.access.files import write_durably
from hcc_crf.errors import WorkspaceError
from hcc_crf.values import Language

LOOKS_FILE = "screen.json"


class Look(msgspec.Struct, frozen=True):
    """How a screen looks and speaks."""

    language: Language = Language.EN
    scheme: Literal["system", "light", "dark"] = "system"


class _Looks(msgspec.Struct, frozen=True):
    last: Look
    people: dict[str, Look]


def last_look(folder: Path) -> Look:
    """Return what was shown last at this workspace; English and the system's colours at first."""
    return _read(folder).last


def look_of(folder: Path, user: str) -> Look | None:
    """Return what a person chose last; `None` where nothing is known."""
    return _read(folder).people.get(user)


def keep_look(folder: Path, look: Look, user: str = "") -> None:
    """Remember what is shown now, and whose choice it is, if anybody is signed in."""
    before = _read(folder)
    people = {**before.people, user: look} if user else before.people
    after = _Looks(look, people)
    if after != before:
        with suppress(WorkspaceError):
            write_durably(folder / LOOKS_FILE, msgspec.json.encode(after))


def _read(folder: Path) -> _Looks:
    try:
        return msgspec.json.decode((folder / LOOKS_FILE).read_bytes(), type=_Looks)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return _Looks(Look(), {})
