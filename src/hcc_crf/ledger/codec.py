"""The bytes of an event: one line of JSON, format version 1.

Short keys keep a million events small. Values are text throughout: no number, date or code is ever
a JSON number, so nothing can be rounded or reinterpreted. Unknown keys, a wrong type or another
version are refused: these bytes may come from anywhere.
"""

import msgspec

from hcc_crf.values import FormPath, MissingReason, Slot, SubjectKey, Value, VisitCode

from .events import (
    Chain,
    Change,
    Derivation,
    Event,
    EventHash,
    EventKind,
    Origin,
    Stamp,
)

VERSION = 1
MAX_EVENT_BYTES = 1024 * 1024
"""Of one event; no package takes a longer one."""
Decoded = tuple[Chain, int, EventHash, Stamp, Event]
"""Chain, number, hash of the event before, stamp, event."""


class _Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    item: str
    row: int = 0
    group: str = ""
    group_row: int = 0


class _Change(_Place, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    text: str = ""
    value: str = ""
    unit: str = ""
    missing: MissingReason | None = None
    replaces: str | None = None
    origin: Origin = Origin.TYPED


class _Derivation(_Place, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    visit: str = ""
    form: str = ""
    value: str = ""
    unit: str = ""
    rule: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    v: int
    kind: EventKind
    study: str
    site: str
    device: str
    incarnation: str
    seq: int
    prev: str
    at: str
    offset: str
    zone: str
    user: str
    role: str
    subject: str
    visit: str
    form: str
    form_version: str
    definition: str
    reason: str
    changes: tuple[_Change, ...]
    derived: tuple[_Derivation, ...]


class _Position(msgspec.Struct, frozen=True, gc=False):
    """The keys of a body that say where it stands; the others are passed over."""

    v: int
    study: str
    site: str
    device: str
    incarnation: str
    seq: int
    prev: str


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Body)
_POSITION_DECODER = msgspec.json.Decoder(_Position)
_BEHIND_POSITION = b',"at":'
"""The key after those of the position, where `_Body` has it; a quote inside a text is escaped."""


def encode_body(
    event: Event, chain: Chain, *, seq: int, previous: EventHash, stamp: Stamp
) -> bytes:
    """Return the bytes to store and hash."""
    return _ENCODER.encode(
        _Body(
            v=VERSION,
            kind=event.kind,
            study=chain.study,
            site=chain.site,
            device=chain.device,
            incarnation=chain.incarnation,
            seq=seq,
            prev=previous,
            at=stamp.at_utc,
            offset=stamp.offset,
            zone=stamp.zone,
            user=event.user,
            role=event.role,
            subject=event.form.subject,
            visit=event.form.visit,
            form=event.form.form,
            form_version=event.form_version,
            definition=event.definition,
            reason=event.reason,
            changes=tuple(_change_out(change) for change in event.changes),
            derived=tuple(_derivation_out(derivation) for derivation in event.derivations),
        )
    )


def decode_body(body: bytes) -> Decoded:
    """Return what the bytes say: chain, number, hash of the event before, stamp, event.

    Raises:
        ValueError: The bytes are no event of version 1.
    """
    read = _read(body)
    return _decoded(read, tuple(_derivation_in(derivation) for derivation in read.derived))


def decode_entered(body: bytes) -> tuple[Decoded, bool]:
    """Return what was entered, and whether the bytes are exactly those `encode_body` writes for it.

    The derived values are read, so what is unfit in them is refused, and left out. Bytes of our own
    writing name no key twice; others may be sound, too.

    Raises:
        ValueError: The bytes are no event of version 1.
    """
    read = _read(body)
    return _decoded(read, ()), _ENCODER.encode(read) == body


def decode_position(body: bytes) -> tuple[Chain, int, EventHash]:
    """Return where an event stands: chain, number, hash before.

    In bytes of our own writing the place comes first; nothing behind it is looked at.

    Raises:
        ValueError: The bytes do not begin as those of an event of version 1.
    """
    end = body.find(_BEHIND_POSITION)
    try:
        read = _POSITION_DECODER.decode(body[:end] + b"}")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("these bytes are no event") from error
    if read.v != VERSION:
        raise ValueError(f"event format {read.v} is not known to this program")
    chain = Chain(read.study, read.site, read.device, read.incarnation)
    return chain, read.seq, EventHash(read.prev)


def _read(body: bytes) -> _Body:
    try:
        read = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("these bytes are no event") from error
    if read.v != VERSION:
        raise ValueError(f"event format {read.v} is not known to this program")
    return read


def _decoded(read: _Body, derivations: tuple[Derivation, ...]) -> Decoded:
    event = Event(
        kind=read.kind,
        form=FormPath(SubjectKey(read.subject), VisitCode(read.visit), read.form),
        form_version=read.form_version,
        definition=read.definition,
        user=read.user,
        role=read.role,
        reason=read.reason,
        changes=tuple([_change_in(change) for change in read.changes]),
        derivations=derivations,
    )
    chain = Chain(read.study, read.site, read.device, read.incarnation)
    return chain, read.seq, EventHash(read.prev), Stamp(read.at, read.offset, read.zone), event


def _change_out(change: Change) -> _Change:
    slot, value = change.slot, change.value
    return _Change(
        slot.item,
        slot.row,
        slot.group,
        slot.group_row,
        value.text,
        value.canonical,
        value.unit,
        value.missing,
        change.replaces,
        change.origin,
    )


def _change_in(read: _Change) -> Change:
    return Change(
        Slot(read.item, read.row, read.group, read.group_row),
        Value(read.text, read.value, read.unit, read.missing),
        None if read.replaces is None else EventHash(read.replaces),
        read.origin,
    )


def _derivation_out(derivation: Derivation) -> _Derivation:
    slot = derivation.slot
    return _Derivation(
        slot.item,
        slot.row,
        slot.group,
        slot.group_row,
        derivation.visit,
        derivation.form,
        derivation.canonical,
        derivation.unit,
        derivation.rule,
        derivation.inputs,
        derivation.missing,
    )


def _derivation_in(read: _Derivation) -> Derivation:
    return Derivation(
        read.visit,
        read.form,
        Slot(read.item, read.row, read.group, read.group_row),
        read.value,
        read.unit,
        read.rule,
        read.inputs,
        read.missing,
    )
