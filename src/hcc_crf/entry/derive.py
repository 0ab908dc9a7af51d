"""Where derived items stand, and which of their values are to be recorded."""

from collections.abc import Iterator

from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import Slot, VisitCode

from .derived import DerivedValue
from .program import ItemKey
from .workbook import Workbook


def derive_all(book: Workbook) -> tuple[DerivedValue, ...]:
    """Return every derived value of the casebook that says something, computed anew."""
    found = []
    for key, item in book.program.computed.items():
        for visit, slot in places_of(book, key, item, visits_of(book, key[0], None)):
            value = book.derived(visit, key[0], slot)
            if _says_something(book, value, item):
                found.append(value)
    return tuple(found)


def visits_of(book: Workbook, form: str, also: VisitCode | None) -> tuple[VisitCode, ...]:
    """Return the visits at which a form's derived values are kept: begun ones, and its only one."""
    visits = set(book.casebook.visits)
    if also is not None:
        visits.add(also)
    if form in book.program.home:
        visits.add(book.program.home[form])
    return tuple(sorted(visits))


def places_of(
    book: Workbook, key: ItemKey, item: ItemDef, visits: tuple[VisitCode, ...]
) -> Iterator[tuple[VisitCode, Slot]]:
    """Yield the places of a derived item: every row that counts, or the form as a whole.

    What is said of a typed value has no place where the form has no data.
    """
    form = key[0]
    needs_data = bool(item.companion_of) and not book.item(form, item.companion_of).is_computed
    for visit in visits:
        if form not in book.program.visit(visit).forms:
            continue
        if needs_data and book.form(visit, form) is None:
            continue
        rows = (0,) if item.form_level else book.rows(visit, form)
        for row in rows:
            yield visit, Slot(item.oid, row)


def left_places(
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


def is_news(book: Workbook, value: DerivedValue, item: ItemDef) -> bool:
    """Return whether a derived value is to be recorded: it differs from its record, or has none."""
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
