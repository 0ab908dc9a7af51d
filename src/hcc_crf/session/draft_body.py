"""What is typed and not yet saved: kept on disk, encrypted, outside the audit trail."""

import msgspec

from hcc_crf.entry.parse import Typed
from hcc_crf.entry.request import SaveRequest
from hcc_crf.values import Slot


class _Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    item: str
    row: int = 0
    group: str = ""
    group_row: int = 0
    text: str = ""
    unit: str = ""
    missing: str = ""


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(tuple[_Entry, ...])


def encode_drafts(drafts: dict[Slot, Typed]) -> bytes:
    """Return what was typed as the draft table keeps it."""
    return _ENCODER.encode(
        tuple(
            _Entry(s.item, s.row, s.group, s.group_row, t.text, t.unit, t.missing)
            for s, t in drafts.items()
        )
    )


def left_of(body: bytes, request: SaveRequest) -> bytes:
    """Return what stays of a draft once a save has taken its part of it; empty for nothing."""
    taken = {slot for slot, _typed in request.entries}
    struck = {row for row, _reason in request.strikes}
    left = tuple(
        one
        for one in _DECODER.decode(body)
        if one.row not in struck and Slot(one.item, one.row, one.group, one.group_row) not in taken
    )
    return _ENCODER.encode(left) if left else b""


def decode_drafts(body: bytes) -> dict[Slot, Typed]:
    """Return what was typed, by place."""
    return {
        Slot(e.item, e.row, e.group, e.group_row): Typed(e.text, e.unit, e.missing)
        for e in _DECODER.decode(body)
    }
