"""Functions that look a value up at other visits."""

from collections.abc import Iterator

from hcc_crf.values import PartialDate, Slot, VisitCode

from ..exposure import exposures
from ..plan import chronological, earlier_visits, form_date, is_earlier, visit_date
from ..runtime import Implementation, Measured, Missing, Runtime
from ..scope import Scope
from .rows import cells


def at(scope: Scope, visit: str, path: str) -> Runtime:
    """The value at the named visit."""
    form, item = path.split(".")
    return scope.book.see(scope, VisitCode(visit), form, _slot(scope, form, item))


def _slot(scope: Scope, form: str, item: str) -> Slot:
    definition = scope.book.study.forms[form].by_oid[item]
    same_rows = scope.book.study.forms[form].repeating and not definition.form_level
    return Slot(item, scope.place.row if same_rows else 0)


def _last_known(
    scope: Scope, path: str, visits: Iterator[VisitCode] | tuple[VisitCode, ...]
) -> Runtime:
    form, item = path.split(".")
    for visit in visits:
        for slot in _slots(scope, visit, form, item):
            value = scope.book.value(visit, form, slot)
            if not isinstance(value, Missing):
                return scope.book.see(scope, visit, form, slot)
    return Missing((path,))


def _slots(scope: Scope, visit: VisitCode, form: str, item: str) -> tuple[Slot, ...]:
    """The slot of the item at a visit; in a row with a key, that of the row with the same key."""
    book, place = scope.book, scope.place
    slot = _slot(scope, form, item)
    if not slot.row or not book.study.forms[form].row_key or form == place.form:
        return (slot,)
    key = book.row_key(place.form, place.row)
    return tuple(
        Slot(item, row) for row in book.rows(visit, form) if book.row_key(form, row) == key
    )


def prev(scope: Scope, path: str) -> Runtime:
    """The last known value at an earlier visit, by visit date; in a row with a key, of that row."""
    return _last_known(
        scope, path, earlier_visits(scope.book, path.split(".", maxsplit=1)[0], scope.place.visit)
    )


def prev_scheduled(scope: Scope, path: str) -> Runtime:
    """The value at the nearest earlier planned visit that has one, in the order of visits.

    Event visits (EOT and follow-up) are planned as well; at an unscheduled visit it is missing.
    """
    form = path.split(".", maxsplit=1)[0]
    order, here = scope.book.program.order, scope.place.visit
    if _is_unscheduled(scope, here):
        return Missing((path,))
    visits = [
        visit
        for visit in scope.book.visits_with(form)
        if not _is_unscheduled(scope, visit) and order(visit) < order(here)
    ]
    return _last_known(scope, path, tuple(reversed(visits)))


def _is_unscheduled(scope: Scope, visit: VisitCode) -> bool:
    return scope.book.program.visit(visit).kind.value == "unscheduled"


def latest(scope: Scope, path: str) -> Runtime:
    """The last known value at this visit or an earlier one; in a log, of all visits."""
    form = path.split(".", maxsplit=1)[0]
    if scope.book.program.visit(scope.place.visit).kind.value == "log":
        visits = chronological(scope.book, scope.book.visits_with(form))
        return _last_known(scope, path, tuple(reversed(visits)))
    return _last_known(
        scope, path, (scope.place.visit, *earlier_visits(scope.book, form, scope.place.visit))
    )


def baseline_visits(scope: Scope, form: str) -> tuple[VisitCode, ...]:
    """The visits whose value of a form can be the baseline, the last one first.

    On or before the day of the first dose, by the date of the form; before any dose all of them.
    """
    book = scope.book
    key = ("baseline", form)
    if key not in book.memo:
        first_dose = exposures(book).first
        visits = chronological(book, book.visits_with(form))
        if first_dose is not None:
            visits = tuple(v for v in visits if _by(form_date(book, v, form), first_dose))
        book.memo[key] = tuple(reversed(visits))
    return book.memo[key]  # type: ignore[return-value]  # the key says what is remembered


def _by(date: PartialDate | None, first_dose: PartialDate) -> bool:
    return date is not None and first_dose.is_before(date) is False


def baseline(scope: Scope, path: str) -> Runtime:
    """The last known value on or before the day of the first dose; before any dose, the last."""
    return _last_known(scope, path, baseline_visits(scope, path.split(".", maxsplit=1)[0]))


def baseline_imaging_date(scope: Scope) -> Runtime:
    """Earliest scan date of the screening imaging."""
    return scope.book.see(scope, VisitCode("SCR"), "IMG", Slot("IMGTPDAT"))


def last_known_alive(scope: Scope) -> Runtime:
    """Latest date up to this visit (in a log: of all) that proves life."""
    book, here = scope.book, scope.place.visit
    in_log = book.program.visit(here).kind.value == "log"
    visits = [v for v in book.casebook.visits if in_log or v == here or is_earlier(book, v, here)]
    dates = [date for visit in visits for date in _proofs(scope, visit)]
    dates += exposures(book).dates
    end = book.value(VisitCode("LOG"), "DSEOS", Slot("EOSLSTALV"))
    if isinstance(end, PartialDate):
        dates.append(end)
    return max(dates, key=lambda date: date.iso) if dates else Missing(("last_known_alive",))


def _proofs(scope: Scope, visit: VisitCode) -> Iterator[PartialDate]:
    """Dates of one visit at which the subject was seen: a contact in person, a scan."""
    book = scope.book
    contact = book.value(visit, "SV", Slot("SVCNTMOD")) if book.form(visit, "SV") else None
    date = visit_date(book, visit)
    if contact in ("VISIT", "REMOTE") and date is not None:
        yield date
    if book.form(visit, "IMG"):
        for _slot, scan in cells(book, visit, "IMG", "IMGDAT"):
            if isinstance(scan, PartialDate):
                yield scan


def typed_unit(scope: Scope, path: str) -> Runtime:
    """The unit chosen for the value in this form."""
    value = _here(scope, path)
    return value.quantity.unit if isinstance(value, Measured) else Missing((path,))


def typed_number(scope: Scope, path: str) -> Runtime:
    """The number as typed, in the unit chosen."""
    value = _here(scope, path)
    return value.quantity.number if isinstance(value, Measured) else Missing((path,))


def qualifier(scope: Scope, path: str) -> Runtime:
    """`<` or `>` typed with the value, `NOT DETECTED`, or `=` when none."""
    form, item = path.split(".")
    slot = scope.place.slot(item)
    data = scope.book.form(scope.place.visit, form)
    if data is not None and data.value(slot).canonical == "NOT DETECTED":
        return "NOT DETECTED"
    value = _here(scope, path)
    return str(value.quantity.qualifier) if isinstance(value, Measured) else Missing((path,))


def _here(scope: Scope, path: str) -> Runtime:
    form, item = path.split(".")
    return scope.read(form, item)


FUNCTIONS: dict[str, Implementation] = {
    "at": at,
    "prev": prev,
    "prev_scheduled": prev_scheduled,
    "latest": latest,
    "baseline": baseline,
    "baseline_imaging_date": baseline_imaging_date,
    "last_known_alive": last_known_alive,
    "typed_unit": typed_unit,
    "typed_number": typed_number,
    "qualifier": qualifier,
}
