"""What the centre's store says: subjects as merged, their events, and all that is open."""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.errors import StoreError
from hcc_crf.ledger.casebook import Casebook, FormKey
from hcc_crf.ledger.chain import unseal_body
from hcc_crf.ledger.events import Chain, EventHash, Origin, SealedEvent
from hcc_crf.store.database import Database, SqlValue
from hcc_crf.values import (
    FormPath,
    ItemPath,
    MissingReason,
    PartialDate,
    Slot,
    SubjectKey,
    Value,
    VisitCode,
)

from .causal import causal_order
from .links import Fork, Gap, Link, gap_before, join_forks
from .reconcile import Claim, Conflict, LastSave, conflict_at, merged_form

_CLAIMS = """
SELECT s.text AS subject, v.text AS visit, f.text AS form,
  i.text AS item, slot.row_number, t.text AS inner_table, slot.inner_row,
  leaf.text, leaf.canonical, leaf.unit, leaf.missing, leaf.origin,
  event.hash AS event, u.text AS user, r.text AS role, chain.site, chain.device, event.at
FROM """
_THEIR_NAMES = """
JOIN slot ON slot.id = leaf.slot JOIN page ON page.id = leaf.page
JOIN event ON event.id = leaf.event JOIN chain ON chain.id = event.chain
JOIN name s ON s.id = page.subject JOIN name v ON v.id = page.visit JOIN name f ON f.id = page.form
JOIN name i ON i.id = slot.item JOIN name t ON t.id = slot.inner_table
JOIN name u ON u.id = event.author JOIN name r ON r.id = event.role
"""
CLAIMS_OF_SUBJECT = f"{_CLAIMS} leaf {_THEIR_NAMES} WHERE s.text = ?"
CONTESTED_CLAIMS = (
    f"{_CLAIMS} contested c CROSS JOIN leaf ON leaf.page = c.page AND leaf.slot = c.slot "
    f"{_THEIR_NAMES} ORDER BY event.id"
)
RUNS_WITHOUT_THE_EVENT_BEFORE = """
SELECT chain.study, chain.site, chain.device, chain.incarnation, e.seq, e.hash, e.previous,
  coalesce((SELECT max(b.seq) FROM event b WHERE b.chain = e.chain AND b.seq < e.seq), 0)
  AS held_below
FROM run_start CROSS JOIN event e ON e.id = run_start.event
CROSS JOIN chain ON chain.id = e.chain
WHERE NOT EXISTS (
  SELECT 1 FROM chain c CROSS JOIN event p
  ON p.chain = c.id AND p.seq = e.seq - 1 AND p.hash = e.previous
  WHERE c.study = chain.study AND c.site = chain.site AND c.device = chain.device
)
ORDER BY chain.study, chain.site, chain.device, chain.incarnation, e.seq, e.hash
"""
FORKED_EVENTS = """
SELECT study, site, device, incarnation, e.seq, e.hash
FROM forked CROSS JOIN event e ON e.chain = forked.chain AND e.seq = forked.seq
CROSS JOIN chain ON chain.id = e.chain
ORDER BY study, site, device, incarnation, e.seq, e.hash
"""
"""CROSS JOIN: from the few rows that say where to look; the planner would look through all."""


@dataclass(frozen=True, slots=True)
class MergedSubject:
    """A subject as all ledgers say together.

    Attributes:
        casebook: Without derived values; a cell in conflict is blank.
        conflicts: Every open conflict of the subject, by path.
        as_of: The latest calendar day on which something was saved of the subject.
    """

    casebook: Casebook
    conflicts: tuple[Conflict, ...]
    as_of: PartialDate


@dataclass(frozen=True, slots=True)
class _Claim:
    subject: SubjectKey
    visit: VisitCode
    form: str
    item: str
    row_number: int
    inner_table: str
    inner_row: int
    text: str
    canonical: str
    unit: str
    missing: MissingReason | None
    origin: Origin
    event: EventHash
    user: str
    role: str
    site: str
    device: str
    at: str

    @property
    def path(self) -> ItemPath:
        """The item it is about."""
        slot = Slot(self.item, self.row_number, self.inner_table, self.inner_row)
        return ItemPath(FormPath(self.subject, self.visit, self.form), slot)

    @property
    def claim(self) -> Claim:
        """What it says."""
        value = Value(self.text, self.canonical, self.unit, self.missing)
        return Claim(
            value, self.origin, self.event, self.user, self.role, self.site, self.device, self.at
        )


@dataclass(frozen=True, slots=True)
class _Save:
    visit: VisitCode
    form: str
    at: str
    day: str
    event: EventHash
    version: str
    user: str


@dataclass(frozen=True, slots=True)
class _Start:
    study: str
    site: str
    device: str
    incarnation: str
    seq: int
    hash: EventHash
    previous: EventHash
    held_below: int


@dataclass(frozen=True, slots=True)
class _Taken:
    study: str
    site: str
    device: str
    incarnation: str
    seq: int
    hash: EventHash


@dataclass(frozen=True, slots=True)
class _Stored:
    id: int
    hash: EventHash
    body: bytes


def subjects(db: Database) -> tuple[SubjectKey, ...]:
    """Return the subjects of which something was saved, sorted."""
    found = db.read_column(
        str,
        "SELECT text FROM name WHERE id IN "
        "(SELECT subject FROM last_save JOIN page ON page.id = last_save.page) ORDER BY text",
    )
    return tuple(SubjectKey(subject) for subject in found)


def merged_subject(db: Database, subject: SubjectKey) -> MergedSubject:
    """Return a subject of which something was saved."""
    claims = _claims(db, CLAIMS_OF_SUBJECT, (subject,))
    by_form: dict[FormKey, dict[Slot, tuple[Claim, ...]]] = {}
    for path, found in claims.items():
        by_form.setdefault((path.form.visit, path.form.form), {})[path.slot] = found
    saves = db.read(
        _Save,
        "SELECT v.text AS visit, f.text AS form, at, day, event, version, user FROM last_save "
        "JOIN page ON page.id = last_save.page JOIN name s ON s.id = page.subject "
        "JOIN name v ON v.id = page.visit JOIN name f ON f.id = page.form "
        "WHERE s.text = ? ORDER BY visit, form",
        (subject,),
    )
    forms = {
        (save.visit, save.form): merged_form(
            LastSave(save.at, save.event, save.version, save.user),
            by_form.get((save.visit, save.form), {}),
        )
        for save in saves
    }
    as_of = PartialDate(max(save.day for save in saves))
    return MergedSubject(Casebook(subject, forms), _conflicts(claims), as_of)


def events_of_subject(db: Database, subject: SubjectKey) -> tuple[SealedEvent, ...]:
    """Return a subject's events of all chains, causes first.

    Raises:
        StoreError: `LEDGER-ALTERED`: a stored event no longer has its hash.
    """
    found = db.iterate(
        _Stored,
        "SELECT event.id, hash, body FROM event JOIN page ON page.id = event.page "
        "JOIN name s ON s.id = page.subject WHERE s.text = ?",
        (subject,),
    )
    return causal_order(_unsealed(db, stored) for stored in found)


def open_conflicts(db: Database) -> tuple[Conflict, ...]:
    """Return every item of which the writes that stand differ, by path."""
    return _conflicts(_claims(db, CONTESTED_CLAIMS))


def open_gaps(db: Database) -> tuple[Gap, ...]:
    """Return every gap, by chain and number."""
    starts = db.iterate(_Start, RUNS_WITHOUT_THE_EVENT_BEFORE)
    gaps: dict[Gap, None] = {}
    for start in starts:
        chain = Chain(start.study, start.site, start.device, start.incarnation)
        link = Link(chain, start.seq, start.hash, start.previous)
        gaps[gap_before(link, start.held_below)] = None
    return tuple(gaps)


def open_forks(db: Database) -> tuple[Fork, ...]:
    """Return every fork, by chain and number."""
    places: dict[tuple[Chain, int], tuple[EventHash, ...]] = {}
    for taken in db.iterate(_Taken, FORKED_EVENTS):
        chain = Chain(taken.study, taken.site, taken.device, taken.incarnation)
        before = places.get((chain, taken.seq), ())
        places[chain, taken.seq] = (*before, taken.hash)
    return join_forks(places)


def _claims(
    db: Database, query: str, parameters: tuple[SqlValue, ...] = ()
) -> dict[ItemPath, tuple[Claim, ...]]:
    found: dict[ItemPath, list[Claim]] = {}
    for row in db.iterate(_Claim, query, parameters):
        found.setdefault(row.path, []).append(row.claim)
    return {path: tuple(claims) for path, claims in found.items()}


def _conflicts(claims: dict[ItemPath, tuple[Claim, ...]]) -> tuple[Conflict, ...]:
    return tuple(_each_conflict(claims))


def _each_conflict(claims: dict[ItemPath, tuple[Claim, ...]]) -> Iterator[Conflict]:
    for path in sorted(path for path, found in claims.items() if len(found) > 1):
        conflict = conflict_at(path, claims[path])
        if conflict is not None:
            yield conflict


def _unsealed(db: Database, stored: _Stored) -> SealedEvent:
    sealed = unseal_body(stored.body)
    if sealed.hash != stored.hash:
        raise StoreError(
            "LEDGER-ALTERED",
            f"{db.path.name}, event {stored.id}",
            "A recorded event was changed outside the program.",
            "Merge nothing more; keep the folder as it is and restore the last backup.",
        )
    return sealed
