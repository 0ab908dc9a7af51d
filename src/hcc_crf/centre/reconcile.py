"""Bring the ledgers of all workstations together, and say where they disagree. Pure.

The model is a grow-only set of events and, for every item, the writes that no other write of that
item names as the one it replaces: they stand, and are the item's *leaves* (trust.md §4). One leaf,
or several that say the same, give the item its value; leaves that differ are a conflict, of which
every value is kept. Strikes and forms not done are values of items, under the same rule.

Laws, proven by tests: the result depends on the set of events alone, never on the order in which
they came, on how they were split into packages, or on how often they came; no value is lost.

The central store (`leaves`) moves on by the same rule, package by package; a law holds it to this.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from hcc_crf.ledger.casebook import Casebook, Cell, FormData, FormKey
from hcc_crf.ledger.events import Change, EventHash, EventKind, Origin, SealedEvent
from hcc_crf.ledger.settlement import settlement_of
from hcc_crf.values import BLANK, FormPath, ItemPath, Slot, SubjectKey, Value

from .links import Fork, Gap, Link, find_forks, find_gaps


@dataclass(frozen=True, slots=True)
class Claim:
    """What one write says of an item: the value, and who wrote it, where and when.

    Attributes:
        site, device: The workstation.
        at_utc: `2026-11-25T17:11:47.123456Z`.
    """

    value: Value
    origin: Origin
    event: EventHash
    user: str
    role: str
    site: str
    device: str
    at_utc: str

    @property
    def order(self) -> tuple[str, EventHash]:
        """Place among other claims: by time for the eye only, then by hash."""
        return self.at_utc, self.event


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item of which several writes stand and differ; a person decides.

    Attributes:
        claims: Every write that stands, the earliest first; at least two.
    """

    path: ItemPath
    claims: tuple[Claim, ...]


class LastSave(msgspec.Struct, frozen=True, gc=False):
    """The latest save of a form, by the workstations' clocks; the larger hash at a tie.

    Attributes:
        version: Of the form, as that save named it.
    """

    at_utc: str
    event: EventHash
    version: str
    user: str


@dataclass(frozen=True)
class Reconciliation:
    """What all ledgers say together.

    Attributes:
        view: The casebook of every subject, without derived values; a cell in conflict is blank.
        conflicts, gaps, forks: Everything that is open, sorted.
    """

    view: Mapping[SubjectKey, Casebook]
    conflicts: tuple[Conflict, ...]
    gaps: tuple[Gap, ...]
    forks: tuple[Fork, ...]


def claim_of(sealed: SealedEvent, change: Change) -> Claim:
    """Return what a change of an event says."""
    event, chain = sealed.event, sealed.chain
    return Claim(
        change.value,
        change.origin,
        sealed.hash,
        event.user,
        event.role,
        chain.site,
        chain.device,
        sealed.stamp.at_utc,
    )


def last_save(sealed: SealedEvent) -> LastSave:
    """Return an event as the save of its form."""
    event = sealed.event
    return LastSave(sealed.stamp.at_utc, sealed.hash, event.form_version, event.user)


def later(one: LastSave, other: LastSave | None) -> LastSave:
    """Return the later of two saves."""
    if other is None or (one.at_utc, one.event) > (other.at_utc, other.event):
        return one
    return other


def agreed(slot: Slot, claims: Iterable[Claim]) -> Claim | None:
    """Return the earliest of claims that all say the same; `None` when they are in conflict.

    Reasons for which a finding stands say the same, that it stands, in whatever words.
    """
    first, *others = sorted(claims, key=lambda claim: claim.order)
    if settlement_of(slot.item) is not None:
        agree = all(other.value.is_blank == first.value.is_blank for other in others)
    else:
        agree = all(other.value.says_the_same_as(first.value) for other in others)
    return first if agree else None


def conflict_at(path: ItemPath, claims: Iterable[Claim]) -> Conflict | None:
    """Return the conflict of an item, `None` when its claims agree."""
    ordered = tuple(sorted(claims, key=lambda claim: claim.order))
    return Conflict(path, ordered) if agreed(path.slot, ordered) is None else None


def merged_form(last: LastSave, claims: Mapping[Slot, tuple[Claim, ...]]) -> FormData:
    """Return a form with the value of every item; an item in conflict has a blank cell.

    The cell stays so that its row stays.
    """
    cells = {slot: _cell(slot, found) for slot, found in claims.items()}
    return FormData(last.version, cells, last.user, last.at_utc)


def reconcile(events: Iterable[SealedEvent]) -> Reconciliation:
    """Return what the events of all chains say together, in whatever order and however often."""
    held = {sealed.hash: sealed for sealed in events}
    claims: dict[ItemPath, dict[EventHash, Claim]] = {}
    replaced: set[tuple[ItemPath, EventHash | None]] = set()
    lasts: dict[FormPath, LastSave] = {}
    for sealed in held.values():
        form = sealed.event.form
        if sealed.event.kind is EventKind.SAVE:
            lasts[form] = later(last_save(sealed), lasts.get(form))
        for change in sealed.event.changes:
            path = ItemPath(form, change.slot)
            claims.setdefault(path, {})[sealed.hash] = claim_of(sealed, change)
            replaced.add((path, change.replaces))
    # At least one write of an item stands: hashes cannot name each other in a circle.
    standing = {
        path: tuple(claim for event, claim in written.items() if (path, event) not in replaced)
        for path, written in claims.items()
    }
    conflicts = (conflict_at(path, standing[path]) for path in sorted(standing))
    links = tuple(Link(s.chain, s.seq, s.hash, s.previous) for s in held.values())
    return Reconciliation(
        _casebooks(lasts, standing),
        tuple(conflict for conflict in conflicts if conflict is not None),
        find_gaps(links),
        find_forks(links),
    )


def _casebooks(
    lasts: Mapping[FormPath, LastSave], standing: Mapping[ItemPath, tuple[Claim, ...]]
) -> dict[SubjectKey, Casebook]:
    by_form: dict[FormPath, dict[Slot, tuple[Claim, ...]]] = {form: {} for form in lasts}
    for path, claims in standing.items():
        by_form[path.form][path.slot] = claims
    forms: dict[SubjectKey, dict[FormKey, FormData]] = {}
    for form in sorted(lasts):
        of_subject = forms.setdefault(form.subject, {})
        of_subject[form.visit, form.form] = merged_form(lasts[form], by_form[form])
    return {subject: Casebook(subject, found) for subject, found in forms.items()}


def _cell(slot: Slot, claims: tuple[Claim, ...]) -> Cell:
    found = agreed(slot, claims)
    if found is None:
        last = max(claims, key=lambda claim: claim.order)
        return Cell(BLANK, last.event, last.origin, last.user, last.at_utc)
    return Cell(found.value, found.event, found.origin, found.user, found.at_utc)
