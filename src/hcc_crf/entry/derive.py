"""Derive items from items: only what a change can alter, wherever it lies."""

from collections.abc import Iterator

from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import Slot, VisitCode

from .derived import DerivedValue
from .program import ItemKey, Reach
from .workbook import Workbook


def derive_affected(book: Workbook, reach: Reach, visit: VisitCode) -> tuple[DerivedValue, ...]:
    """Return the derived values that differ from what is recorded, in the order of the forms.

    Args:
        book: The casebook after the change; its `stale` items are those of `reach`.
        reach: The derived items the change can alter, and whether only at its own visit.
        visit: The visit of the change.
    """
    found = []
    for key, item in book.program.computed.items():
        if key in reach:
            visits = (visit,) if reach[key] else _visits(book, key[0], visit)
            places = (*_places(book, key, item, visits), *_left(book, key, item, visits))
            for at, slot in places:
                value = book.derived(at, key[0], slot)
                if _is_news(book, value, item):
                    found.append(value)
    return tuple(found)


def derive_all(book: Workbook) -> tuple[DerivedValue, ...]:
    """Return every derived value of the casebook that says something, computed anew."""
    found = []
    for key, item in book.program.computed.items():
        for visit, slot in _places(book, key, item, _visits(book, key[0], None)):
            value = book.derived(visit, key[0], slot)
            if _says_something(book, value, item):
                found.append(value)
    return tuple(found)


def _visits(book: Workbook, form: str, also: VisitCode | None) -> tuple[VisitCode, ...]:
    """The visits at which a form's derived values are kept: begun ones, and its only one."""
    visits = set(book.casebook.visits)
    if also is not None:
        visits.add(also)
    if form in book.program.home:
        visits.add(book.program.home[form])
    return tuple(sorted(visits))


def _places(
    book: Workbook, key: ItemKey, item: ItemDef, visits: tuple[VisitCode, ...]
) -> Iterator[tuple[VisitCode, Slot]]:
    form = key[0]
    for visit in visits:
        if form not in book.program.visit(visit).forms:
            continue
        rows = (0,) if item.form_level else book.rows(visit, form)
        for row in rows:
            yield visit, Slot(item.oid, row)


def _left(
    book: Workbook, key: ItemKey, item: ItemDef, visits: tuple[VisitCode, ...]
) -> Iterator[tuple[VisitCode, Slot]]:
    """Yield the places in rows that no longer count but have a record: it does not hold."""
    if item.form_level or not book.study.forms[key[0]].repeating:
        return
    for visit in visits:
        counted = frozenset(book.rows(visit, key[0]))
        for row in book.all_rows(visit, key[0]):
            slot = Slot(item.oid, row)
            if row not in counted and (visit, key[0], slot) in book.casebook.derived:
                yield visit, slot


def _is_news(book: Workbook, value: DerivedValue, item: ItemDef) -> bool:
    form = value.path.form
    record = book.casebook.derived.get((form.visit, form.form, value.path.slot))
    if record is not None:
        return record != value.record()
    return _says_something(book, value, item)


def _says_something(book: Workbook, value: DerivedValue, item: ItemDef) -> bool:
    """A value does, one repeated from baseline once its form has data.

    A missing one does only on a form with data, its laboratory item filled.
    """
    form = value.path.form
    data = book.form(form.visit, form.form)
    if value.canonical:
        return data is not None or item.type is not ItemType.PREFILLED
    if data is None or data.not_done:
        return False
    if not item.companion_of:
        return True
    parent = Slot(item.companion_of, value.path.slot.row)
    return not data.value(parent).is_blank
