"""What happened: one event is one deliberate act of one person, sealed in the chain of a device.

Striking a row, marking a form not done and letting a finding stand are values of items that every
form has (`STRUCK`, `NOT_DONE`, `settlement`), so they are merged, audited and undone under the same
rule as any other. Their names begin with `$`, as no item of a form does.

The bytes of an event are made once and stored; its hash is SHA-256 over a prefix naming kind and
version, then exactly those bytes. They are never serialised again to be checked.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

import msgspec

from hcc_crf.values import FormPath, Slot, Value

EventHash = NewType("EventHash", str)
"""SHA-256 of a stored event, 64 hex digits."""


STRUCK = "$STRUCK"
"""Item that holds the reason why a row was struck out; blank: not struck."""
NOT_DONE = "$NOT_DONE"
"""Item that holds the reason why a form was not done; blank: it is to be done."""


def is_mark(item: str) -> bool:
    """Tell an item that every form has from those of its definition."""
    return item.startswith("$")


class Origin(StrEnum):
    """How a value came to be in a change."""

    TYPED = "typed"
    DEFAULT = "default"


class EventKind(StrEnum):
    """Which act an event records."""

    SAVE = "save"
    REDERIVE = "rederive"
    """A person accepted what newer rules derive; no item changes."""


class Change(msgspec.Struct, frozen=True, gc=False):
    """One item's new value.

    Attributes:
        slot: Which item of the event's form.
        value: The new value; blank when cleared.
        replaces: Event whose value it replaces; `None` for a first value. Two changes that replace
            the same value without having seen each other are a conflict.
        origin: Typed by the person, or filled from a default of the form.
    """

    slot: Slot
    value: Value
    replaces: EventHash | None
    origin: Origin = Origin.TYPED


class Derivation(msgspec.Struct, frozen=True, gc=False):
    """A derived value as recorded with the save that changed it.

    Attributes:
        visit, form, slot: Its place, in the same subject.
        canonical: Unrounded number, date or code; empty when not derivable.
        unit: Unit of a number, as carried.
        rule: Rule and version, such as `child-pugh/1`; `calc/1` for plain arithmetic of the form.
        inputs: What it was derived from, `("SCR/LBCHEM.BILI", "38.2 umol/L")`.
        missing: The inputs that lacked, by path.
    """

    visit: str
    form: str
    slot: Slot
    canonical: str
    unit: str
    rule: str
    inputs: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A save before it has its place in the chain.

    Attributes:
        form: Where; every change lies in this form.
        form_version, definition: Versions of the form and of all definitions.
        user, role: Who, and in which role.
        reason: Why, asked once a save; empty for first entry.
        changes: Every item the save changed, at least one; none where rules were accepted.
        derivations: Every derived value, on whatever form or visit, that the changes changed.
    """

    kind: EventKind
    form: FormPath
    form_version: str
    definition: str
    user: str
    role: str
    reason: str
    changes: tuple[Change, ...]
    derivations: tuple[Derivation, ...] = ()


class Stamp(msgspec.Struct, frozen=True, gc=False):
    """Moment and place of sealing.

    Attributes:
        at_utc: `2026-11-25T17:11:47.123456Z`.
        offset: UTC offset of the workstation, `+08:00`.
        zone: Its zone name, `Asia/Shanghai`.
    """

    at_utc: str
    offset: str
    zone: str


class Chain(msgspec.Struct, frozen=True, gc=False):
    """The chain an event belongs to: one per device and incarnation."""

    study: str
    site: str
    device: str
    incarnation: str


class SealedEvent(msgspec.Struct, frozen=True, gc=False):
    """An event in its place: the stored bytes and what they say.

    Attributes:
        seq: From 1, without holes. A new incarnation goes on with the number behind the last event
            that its device still had.
        previous: Hash of the event before; 64 zeros for the first of a device.
        body: The stored bytes, one line of JSON without a line end.
        hash: SHA-256 over the prefix and `body`.
    """

    chain: Chain
    seq: int
    previous: EventHash
    hash: EventHash
    body: bytes
    stamp: Stamp
    event: Event
