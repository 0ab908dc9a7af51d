"""What the first save of a form or row fills in by itself: defaults, marked as such."""

from collections.abc import Iterator

from hcc_crf.ledger.casebook import Casebook, FormData
from hcc_crf.ledger.events import NOT_DONE
from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import FormPath, PartialDate, Slot, Value, VisitCode

from .derived import show_number
from .request import SaveRequest
from .runtime import Missing, Runtime
from .scope import Book, Place, Scope


def default_entries(book: Book, request: SaveRequest, before: Casebook) -> dict[Slot, Value]:
    """Return the defaults to fill, given the casebook with what was typed already in it.

    Args:
        book: The casebook as typed.
        request: The save; what it gives, even a blank, is left alone.
        before: The casebook before the save, which tells first saves.
    """
    given = {slot for slot, _typed in request.entries}
    if request.not_done or any(slot.item == NOT_DONE for slot in given):
        return {}
    data = before.form(request.form.visit, request.form.form)
    rows = [row for row in _touched_rows(book, request) if data is None or _is_new(data, row)]
    return {
        slot: value
        for row in rows
        for slot, value in _of_row(book, request.form, row)
        if slot not in given
    }


def _touched_rows(book: Book, request: SaveRequest) -> tuple[int, ...]:
    if not book.study.forms[request.form.form].repeating:
        return (0,)
    return tuple(sorted({slot.row for slot, _typed in request.entries if slot.row}))


def _is_new(data: FormData, row: int) -> bool:
    return bool(row) and row not in data.all_rows


def _of_row(book: Book, form: FormPath, row: int) -> Iterator[tuple[Slot, Value]]:
    data = book.form(form.visit, form.form)
    for item in book.study.forms[form.form].items:
        slot = Slot(item.oid, row)
        if item.is_computed or (data is not None and not data.value(slot).is_blank):
            continue
        value = proposed(book, form.visit, form.form, slot, item)
        if value is not None:
            yield slot, value


def proposed(book: Book, visit: VisitCode, form: str, slot: Slot, item: ItemDef) -> Value | None:
    """Return the default of an empty item that applies, or `None`."""
    if not (item.default or item.default_expr) or not _will_show(book, visit, form, slot, item):
        return None
    if item.default_expr is None:
        return Value(item.default, item.default, item.unit)
    place = Place(visit, form, slot.row, slot.group, slot.group_row, slot.item)
    answer: Runtime = book.program.compiled(item.default_expr)(Scope(book, place))
    if isinstance(answer, Missing):
        return None
    if item.type is ItemType.DATE and not (isinstance(answer, PartialDate) and answer.is_complete):
        return None
    text = show_number(answer)
    return Value(text, text, item.unit)


def _will_show(book: Book, visit: VisitCode, form: str, slot: Slot, item: ItemDef) -> bool:
    """Unknown conditions show an item, but a default is only filled where it certainly applies.

    A question with a default of its own counts as answered by it: `Sample taken?` is Y by default,
    so the sample date may be proposed.
    """
    if item.show_when is None:
        return True
    place = Place(visit, form, slot.row, slot.group, slot.group_row, slot.item)
    answer = book.program.compiled(item.show_when)(Scope(book, place))
    if not isinstance(answer, Missing):
        return answer is True
    definition = book.study.forms[form]
    asked = {r.item for r in item.show_when.references if r.form == form}
    return all(definition.by_oid[oid].default for oid in asked if oid in definition.by_oid)
