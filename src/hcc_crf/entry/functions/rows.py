"""Functions over the rows of a form."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from hcc_crf.study.model import ItemType
from hcc_crf.values import PartialDate, Slot, VisitCode

from ..operators import equals
from ..runtime import MISSING, Implementation, Missing, Runtime, as_number
from ..scope import Book, Scope
from ..texts import show


def cells(book: Book, visit: VisitCode, form: str, item: str) -> Iterator[tuple[Slot, Runtime]]:
    """Yield place and value of an item for every row of a form, inner tables included."""
    definition = book.study.forms[form]
    table = definition.table_of.get(item, "")
    data = book.form(visit, form)
    for row in book.rows(visit, form):
        inner_rows = data.inner_rows(row, table) if data is not None and table else ()
        for slot in (
            [Slot(item, row, table, inner) for inner in inner_rows] if table else [Slot(item, row)]
        ):
            yield slot, book.value(visit, form, slot)


def home(scope: Scope, form: str) -> VisitCode | None:
    """Return the visit at which a form is read from here."""
    return scope.book.program.place_of(form, scope.place.visit)


def values(scope: Scope, path: str) -> tuple[Runtime, ...]:
    """Return the values of `FORM.ITEM` over the rows of the form as read from here."""
    form, item = path.split(".")
    visit = home(scope, form)
    if visit is None:
        return ()
    found = []
    for slot, value in cells(scope.book, visit, form, item):
        if not isinstance(value, Missing):
            scope.seen[f"{visit}/{form}{slot}"] = show(value)
        found.append(value)
    return tuple(found)


def row_sum(scope: Scope, path: str) -> Runtime:
    """Sum over the rows; missing when there is none or one has no value."""
    total = Decimal(0)
    found = values(scope, path)
    for value in found:
        number = as_number(value)
        if isinstance(number, Missing):
            return number
        total += number
    return total if found else Missing((path,))


def _extreme(scope: Scope, path: str, replaces: Callable[[Runtime, Runtime], bool]) -> Runtime:
    known = [value for value in values(scope, path) if not isinstance(value, Missing)]
    best: Runtime = Missing((path,))
    for value in known:
        if isinstance(best, Missing) or replaces(value, best):
            best = value
    return best


def _order(value: Runtime) -> Decimal | str:
    if isinstance(value, PartialDate):
        return value.iso
    number = as_number(value)
    return number if isinstance(number, Decimal) else ""


def row_min(scope: Scope, path: str) -> Runtime:
    """Smallest or earliest known value over the rows."""
    return _extreme(scope, path, lambda new, best: _order(new) < _order(best))  # type: ignore[operator]


def row_max(scope: Scope, path: str) -> Runtime:
    """Largest or latest known value over the rows."""
    return _extreme(scope, path, lambda new, best: _order(new) > _order(best))  # type: ignore[operator]


def count_rows(scope: Scope, form: str) -> Runtime:
    """Number of rows of a repeating form that count."""
    visit = home(scope, form)
    return Decimal(len(scope.book.rows(visit, form)) if visit else 0)


def row_value(scope: Scope, path: str, key: str) -> Runtime:
    """The value in the row of a form that has this key."""
    form, item = path.split(".")
    visit = home(scope, form)
    if visit is not None:
        for row in scope.book.rows(visit, form):
            if scope.book.row_key(form, row) == key:
                return scope.book.see(scope, visit, form, Slot(item, row))
    return Missing((f"{path}[{key}]",))


def any_row_is(scope: Scope, path: str, value: Runtime) -> bool:
    """True when a row of the form has the value."""
    return any(equals(found, value) is True for found in values(scope, path))


def _everywhere(scope: Scope, path: str) -> Iterator[Runtime]:
    form, item = path.split(".")
    for visit in scope.book.visits_with(form):
        for _slot, value in cells(scope.book, visit, form, item):
            yield value


def ever_is(scope: Scope, path: str, value: Runtime) -> bool:
    """True when the item has the value in any row at any visit."""
    return any(equals(found, value) is True for found in _everywhere(scope, path))


def ever_in(scope: Scope, path: str, wanted: tuple[Runtime, ...]) -> bool:
    """True when the item has one of the values in any row at any visit."""
    return any(ever_is(scope, path, value) for value in wanted)


def ever_contains(scope: Scope, path: str, words: tuple[str, ...]) -> bool:
    """True when the text in any row at any visit contains one of the words, in any case."""
    texts = [v.casefold() for v in _everywhere(scope, path) if isinstance(v, str)]
    return any(word.casefold() in text for word in words for text in texts)


_Span = tuple[int, PartialDate, PartialDate | None]


def _spans(scope: Scope, start: str, end: str) -> list[_Span]:
    """Rows with a known start, in its order: row, start, end (`None`: ongoing or unknown)."""
    form, start_item = start.split(".")
    end_item = end.split(".")[1]
    visit = home(scope, form)
    if visit is None:
        return []
    found: list[_Span] = []
    for row in scope.book.rows(visit, form):
        first = scope.book.value(visit, form, Slot(start_item, row))
        last = scope.book.value(visit, form, Slot(end_item, row))
        if isinstance(first, PartialDate):
            found.append((row, first, last if isinstance(last, PartialDate) else None))
    return sorted(found, key=lambda span: (span[1].iso, span[0]))


def is_first_row(scope: Scope) -> Runtime:
    """True in the row with the earliest start of this form (its first date item)."""
    form = scope.book.study.forms[scope.place.form]
    dates = [i.oid for i in form.items if i.type in (ItemType.DATE, ItemType.PARTIAL_DATE)]
    spans = _spans(scope, f"{form.oid}.{dates[0]}", f"{form.oid}.{dates[0]}") if dates else []
    return spans[0][0] == scope.place.row if spans else MISSING


def rows_overlap(scope: Scope, start: str, end: str) -> bool:
    """True when the periods of two rows certainly share a day; an ongoing row has no end."""
    overlapping = [
        (one, other)
        for one, other in pairwise(_spans(scope, start, end))
        if one[2] is None or one[2].is_before(other[1]) is False
    ]
    scope.hear("rows", *overlapping)
    return bool(overlapping)


def longest_gap_days(scope: Scope, start: str, end: str) -> Runtime:
    """Largest number of days without a row between two rows that follow each other."""
    gaps = [
        (last, following, (following.first - last.first).days - 1)
        for (_row, _first, last), (_next, following, _end) in pairwise(_spans(scope, start, end))
        if last is not None and last.is_complete and following.is_complete
    ]
    scope.hear("gaps", *(gap for gap in gaps if gap[2] > 0))
    return Decimal(max(0, *(days for _last, _following, days in gaps))) if gaps else MISSING


def same_term_overlaps(scope: Scope, term: str, start: str, end: str) -> bool:
    """True when another row has the same text, case and spaces ignored, and shares a day."""
    form, item = term.split(".")
    visit = home(scope, form)
    if visit is None:
        return False

    def normal(row: int) -> str:
        text = scope.book.value(visit, form, Slot(item, row))
        return "".join(text.casefold().split()) if isinstance(text, str) else ""

    spans = {row: (first, last) for row, first, last in _spans(scope, start, end)}
    own = spans.get(scope.place.row)
    if own is None or not normal(scope.place.row):
        return False
    same = [
        (row, span)
        for row, span in spans.items()
        if row != scope.place.row
        and normal(row) == normal(scope.place.row)
        and not _apart(own, span)
    ]
    scope.hear("same term", normal(scope.place.row), own, *same)
    return bool(same)


def _apart(
    one: tuple[PartialDate, PartialDate | None], other: tuple[PartialDate, PartialDate | None]
) -> bool:
    """True unless the two periods certainly share a day."""
    (start, end), (other_start, other_end) = one, other
    return (end is not None and end.is_before(other_start) is not False) or (
        other_end is not None and other_end.is_before(start) is not False
    )


FUNCTIONS: dict[str, Implementation] = {
    "row_sum": row_sum,
    "row_min": row_min,
    "row_max": row_max,
    "count_rows": count_rows,
    "row_value": row_value,
    "any_row_is": any_row_is,
    "ever_is": ever_is,
    "ever_in": ever_in,
    "ever_contains": ever_contains,
    "is_first_row": is_first_row,
    "rows_overlap": rows_overlap,
    "longest_gap_days": longest_gap_days,
    "same_term_overlaps": same_term_overlaps,
}
