"""Names as numbers: subjects, visits, forms, items and users are written once.

A dictionary lives for one transaction: what it gave a number to is written before it ends, or not
at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hcc_crf.ledger.events import Chain, SealedEvent
from hcc_crf.store.database import Database
from hcc_crf.values import FormPath, Slot


@dataclass(frozen=True, slots=True)
class _Name:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class _Page:
    id: int
    visit: int
    form: int


@dataclass(frozen=True, slots=True)
class _Slot:
    id: int
    item: int
    row_number: int
    inner_table: int
    inner_row: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of everything that some events name.

    Attributes:
        chain: Of the chain they belong to.
        names, pages, slots: By what they stand for.
        new_pages: Numbers of pages that nothing was saved on before.
    """

    chain: int
    names: dict[str, int]
    pages: dict[FormPath, int]
    slots: dict[Slot, int]
    new_pages: frozenset[int]


def numbers_of(db: Database, chain: Chain, events: Iterable[SealedEvent]) -> Numbers:
    """Return the numbers of what the events name; new names get the next ones."""
    found = [sealed.event for sealed in events]
    forms = dict.fromkeys(event.form for event in found)
    slots = dict.fromkeys(change.slot for event in found for change in event.changes)
    texts = {text for form in forms for text in (form.subject, form.visit, form.form)}
    texts |= {text for slot in slots for text in (slot.item, slot.group)}
    texts |= {text for event in found for text in (event.user, event.role)}
    names = _names(db, texts)
    pages, new_pages = _pages(db, names, forms)
    return Numbers(chain_number(db, chain), names, pages, _slots(db, names, slots), new_pages)


def chain_number(db: Database, chain: Chain) -> int:
    """Return the number of a chain; a new one gets the next."""
    key = (chain.study, chain.site, chain.device, chain.incarnation)
    db.write(
        "INSERT INTO chain(study, site, device, incarnation) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        key,
    )
    return db.read_column(
        int,
        "SELECT id FROM chain WHERE study = ? AND site = ? AND device = ? AND incarnation = ?",
        key,
    )[0]


def next_number(db: Database, table: str) -> int:
    """Return the number the next row of a table gets."""
    return db.read_column(int, f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0]  # noqa: S608  (a name of this room)


def _names(db: Database, texts: set[str]) -> dict[str, int]:
    names = {name.text: name.id for name in db.iterate(_Name, "SELECT id, text FROM name")}
    start = next_number(db, "name")
    new = dict(zip(sorted(texts - names.keys()), range(start, start + len(texts)), strict=False))
    db.write_many("INSERT INTO name(text, id) VALUES (?, ?)", new.items())
    return names | new


def _pages(
    db: Database, names: dict[str, int], forms: Iterable[FormPath]
) -> tuple[dict[FormPath, int], frozenset[int]]:
    known: dict[tuple[int, int, int], int] = {}
    forms = tuple(forms)
    for subject in dict.fromkeys(names[form.subject] for form in forms):
        for page in db.iterate(
            _Page, "SELECT id, visit, form FROM page WHERE subject = ?", (subject,)
        ):
            known[subject, page.visit, page.form] = page.id
    pages: dict[FormPath, int] = {}
    new: list[tuple[int, int, int, int]] = []
    number = next_number(db, "page")
    for form in forms:
        key = (names[form.subject], names[form.visit], names[form.form])
        if key not in known:
            new.append((number, *key))
            known[key] = number
            number += 1
        pages[form] = known[key]
    db.write_many("INSERT INTO page(id, subject, visit, form) VALUES (?, ?, ?, ?)", new)
    return pages, frozenset(row[0] for row in new)


def _slots(db: Database, names: dict[str, int], slots: Iterable[Slot]) -> dict[Slot, int]:
    known = {
        (slot.item, slot.row_number, slot.inner_table, slot.inner_row): slot.id
        for slot in db.iterate(
            _Slot, "SELECT id, item, row_number, inner_table, inner_row FROM slot"
        )
    }
    numbers: dict[Slot, int] = {}
    new: list[tuple[int, int, int, int, int]] = []
    number = next_number(db, "slot")
    for slot in slots:
        key = (names[slot.item], slot.row, names[slot.group], slot.group_row)
        if key not in known:
            new.append((number, *key))
            known[key] = number
            number += 1
        numbers[slot] = known[key]
    db.write_many(
        "INSERT INTO slot(id, item, row_number, inner_table, inner_row) VALUES (?, ?, ?, ?, ?)", new
    )
    return numbers
