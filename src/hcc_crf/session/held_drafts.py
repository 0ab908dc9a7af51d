"""A draft that no disk would take, held in memory while nobody is signed in.

A lock closes the database and drops the key (R28), so what a full disk refused to keep is sealed
before under a key made of the workspace's; in the memory of a locked desk lies nothing that can be
read. Whoever signs in next brings the key: then it goes to the disk as what it is, the draft of the
person who typed it, and that person is offered it. It is lost only with the program itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from hcc_crf.access.keys import NoteSeal
from hcc_crf.entry.parse import Typed
from hcc_crf.store.drafts import Draft, DraftKey, discard_draft, keep_draft
from hcc_crf.values import FormPath, Slot

from .draft_body import decode_drafts, encode_drafts
from .opened import Opened

_PURPOSE = b"held draft of workspace "


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """What somebody typed on one form; names no subject.

    Attributes:
        sealed: All of it: whose, which form, when, what.
    """

    sealed: bytes = field(repr=False)


class _Content(msgspec.Struct, frozen=True):
    user: str
    form: FormPath
    at: str
    body: bytes


def hold_draft(session: Opened, form: FormPath, typed: Mapping[Slot, Typed]) -> HeldDraft:
    """Return what is typed on a form, sealed for the next session at this workspace."""
    content = _Content(session.who.user, form, session.now().at, encode_drafts(dict(typed)))
    return HeldDraft(_seal(session).seal(msgspec.json.encode(content)))


def keep_held(session: Opened, held: tuple[HeldDraft, ...]) -> tuple[HeldDraft, ...]:
    """Put held drafts on the disk, each as the draft of who typed it.

    Returns:
        Those of another workspace, which must be held on.

    Raises:
        StoreError: The disk still refuses; all must be held on.
    """
    seal, foreign = _seal(session), []
    for one in held:
        opened = seal.open(one.sealed)
        if opened is None:
            foreign.append(one)
            continue
        content = msgspec.json.decode(opened, type=_Content)
        key = DraftKey(content.user, content.form)
        if decode_drafts(content.body):
            keep_draft(session.db, Draft(key, content.body, content.at))
        else:
            discard_draft(session.db, key)  # all of it was taken back
    return tuple(foreign)


def _seal(session: Opened) -> NoteSeal:
    return NoteSeal(session.keys.data_key, _PURPOSE + session.info.workspace.encode())
