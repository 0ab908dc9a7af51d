"""When visits are due: targets, windows, which visits a subject has, and in which order they lie.

Source: `conventions.visits` of the study design; windows by `clinical.visit_window`.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.clinical.visit_window import RULE, VisitWindow, compute_visit_window
from hcc_crf.study.expressions import Expression
from hcc_crf.study.model import ItemType, VisitDef, VisitKind
from hcc_crf.study.schedule import code_of, find_visit
from hcc_crf.values import PartialDate, Slot, VisitCode

from .runtime import MISSING, Explained, Missing, Runtime, as_number
from .scope import Book, Place, Scope


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """One visit of a subject.

    Attributes:
        is_expected: The protocol asks for it now; false for one that only has data.
        date: When it took place, as far as known.
        target, first, last: Planned day and the edges of the window, both inside.
    """

    visit: VisitCode
    is_expected: bool
    date: PartialDate | None
    target: PartialDate | None
    first: PartialDate | None
    last: PartialDate | None


def _evaluate(book: Book, visit: VisitCode, expression: Expression) -> Runtime:
    return book.program.compiled(expression)(Scope(book, Place(visit)))


def target_of(book: Book, visit: VisitCode) -> PartialDate | None:
    """Return the target date; `None` without an anchor or while it is not known to the day."""
    window = window_of(book, visit)
    return PartialDate(window.target.isoformat()) if window else None


def window_of(book: Book, visit: VisitCode) -> VisitWindow | None:
    """Return target and window (of the target alone where the visit has none), or `None`."""
    key = ("window", visit)
    if key not in book.memo:
        book.memo[key] = _compute_window(book, visit, None)
    return book.memo[key]  # type: ignore[return-value]  # the key says what is remembered


def _compute_window(book: Book, visit: VisitCode, date: PartialDate | None) -> VisitWindow | None:
    definition = book.program.visit(visit)
    if definition.anchor is None or definition.target_day is None:
        return None
    anchor = _evaluate(book, visit, definition.anchor)
    day = as_number(_evaluate(book, visit, definition.target_day))
    if not isinstance(anchor, PartialDate) or isinstance(day, Missing):
        return None
    minus, plus = definition.window or (0, 0)
    found = compute_visit_window(
        anchor=anchor, target_day=int(day), minus=minus, plus=plus, date=date
    )
    return found if isinstance(found, VisitWindow) else None


def deviation(book: Book, visit: VisitCode, date: PartialDate) -> Runtime | Explained:
    """Return the days a date lies outside the window of a visit; missing without a window."""
    if book.program.visit(visit).window is None or not date.is_complete:
        return MISSING
    anchor = book.program.visit(visit).anchor
    planned_from = _evaluate(book, visit, anchor) if anchor else MISSING
    if isinstance(planned_from, Missing):
        return planned_from
    window = _compute_window(book, visit, date)
    if window is None or window.deviation_days is None:
        return MISSING
    return Explained(Decimal(window.deviation_days), RULE, window.why)


def visit_date(book: Book, visit: VisitCode) -> PartialDate | None:
    """Return when a visit took place: its visit date, else its earliest scan."""
    key = ("date", visit)
    if key not in book.memo:
        book.memo[key] = _compute_date(book, visit)
    return book.memo[key]  # type: ignore[return-value]  # the key says what is remembered


def _compute_date(book: Book, visit: VisitCode) -> PartialDate | None:
    date = book.value(visit, "SV", Slot("SVSTDAT")) if book.form(visit, "SV") else None
    if isinstance(date, PartialDate):
        return date
    if book.form(visit, "IMG"):
        scan = book.value(visit, "IMG", Slot("IMGTPDAT"))
        return scan if isinstance(scan, PartialDate) else None
    return None


def form_date(book: Book, visit: VisitCode, form: str) -> PartialDate | None:
    """Return the date of a form: its first date item, else the visit's."""
    for item in book.study.forms[form].items:
        if item.type is ItemType.DATE and not book.study.forms[form].repeating:
            value = book.value(visit, form, Slot(item.oid))
            if isinstance(value, PartialDate):
                return value
            break
    return visit_date(book, visit)


def is_earlier(book: Book, visit: VisitCode, other: VisitCode) -> bool:
    """Return whether a visit lies before another: by date where both have one, else by protocol."""
    date, other_date = visit_date(book, visit), visit_date(book, other)
    order = book.program.order(visit) < book.program.order(other)
    if date is None or other_date is None:
        return order
    return date.iso < other_date.iso or (date.iso == other_date.iso and order)


def chronological(book: Book, visits: tuple[VisitCode, ...]) -> tuple[VisitCode, ...]:
    """Return visits earliest first; those without a date in their place of the protocol."""
    ordered: list[VisitCode] = []
    for visit in sorted(visits, key=book.program.order):
        place = len(ordered)
        while place and is_earlier(book, visit, ordered[place - 1]):
            place -= 1
        ordered.insert(place, visit)
    return tuple(ordered)


def earlier_visits(book: Book, form: str, visit: VisitCode) -> tuple[VisitCode, ...]:
    """Return the visits before this one at which a form has data, the latest first."""
    key = ("earlier", form, visit)
    found = book.memo.get(key)
    if not isinstance(found, tuple):
        before = [v for v in book.visits_with(form) if v != visit and is_earlier(book, v, visit)]
        found = tuple(reversed(chronological(book, tuple(before))))
        book.memo[key] = found
    return found


def planned_visits(book: Book) -> tuple[VisitPlan, ...]:
    """Return the visits of the subject in protocol order: those expected and those with data."""
    codes: dict[VisitCode, bool] = {}
    for definition in book.study.visits:
        for code in _codes(book, definition):
            codes[code] = _is_expected(book, code, definition)
    for visit in book.casebook.visits:
        codes.setdefault(visit, False)
    ordered = sorted(codes, key=book.program.order)
    return tuple(_planned(book, code, is_expected=codes[code]) for code in ordered)


def _planned(book: Book, code: VisitCode, *, is_expected: bool) -> VisitPlan:
    window = window_of(book, code)
    date, target = visit_date(book, code), target_of(book, code)
    if window is None or book.program.visit(code).window is None:
        return VisitPlan(code, is_expected, date, target, None, None)
    first, last = window.first.isoformat(), window.last.isoformat()
    return VisitPlan(code, is_expected, date, target, PartialDate(first), PartialDate(last))


def _codes(book: Book, definition: VisitDef) -> tuple[VisitCode, ...]:
    """The numbers a series has reached; a visit that does not repeat has one."""
    repeat = definition.repeat
    if repeat is None:
        return (VisitCode(definition.pattern),)
    numbers = [
        found.number
        for visit in book.casebook.visits
        if (found := find_visit(book.study, visit)) is not None
        and found.definition is definition
        and found.number is not None
    ]
    last = max(numbers, default=0)
    codes = [code_of(definition, number) for number in range(repeat.first, last + 1)]
    following = last + 1 if numbers else repeat.first
    if following <= repeat.last and _continues(book, definition, last, following):
        codes.append(code_of(definition, following))
    return tuple(codes)


def _continues(
    book: Book, definition: VisitDef, last: int, following: int, *, may_stop: bool = True
) -> bool:
    repeat = definition.repeat
    if repeat is None or last < repeat.first:
        return True
    if repeat.next_when is not None:
        before = code_of(definition, last)
        if _evaluate(book, before, repeat.next_when) is not True:
            return False
    if repeat.stop_when is None or not may_stop:
        return True
    return _evaluate(book, code_of(definition, following), repeat.stop_when) is not True


def is_visit_expected(book: Book, visit: VisitCode) -> bool:
    """Return whether the protocol asks for a visit now; a number of a series only in its turn.

    What was entered at a visit never ends the series for that visit itself.
    """
    definition = book.program.visit(visit)
    if definition.condition is not None and _evaluate(book, visit, definition.condition) is False:
        return False
    found = find_visit(book.study, visit)
    number = found.number if found else None
    has_data = visit in book.casebook.visits
    return number is None or _continues(book, definition, number - 1, number, may_stop=not has_data)


def _is_expected(book: Book, code: VisitCode, definition: VisitDef) -> bool:
    if definition.condition is None:
        return True
    if definition.kind is VisitKind.UNSCHEDULED and code not in book.casebook.visits:
        return False  # offered by the desk, never asked for by the protocol
    return _evaluate(book, code, definition.condition) is not False
