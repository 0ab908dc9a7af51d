"""What the program understood, and what was known before: shown beside a field, never filled in."""

from hcc_crf.study.model import NUMERIC, ItemDef, ItemType, VisitKind
from hcc_crf.values import Bilingual, FormPath, PartialDate, Slot, Value, VisitCode

from .derived import DerivedValue, display
from .plan import chronological, is_earlier, visit_date
from .runtime import Missing
from .texts import show
from .workbook import Workbook

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_REMEMBERED = NUMERIC | {ItemType.CHOICE, ItemType.YESNO}


def date_text(date: PartialDate) -> str:
    """Return a date as the study writes it: `05-MAR-2024`, `UN-MAR-2024`, `UN-UNK-2024`."""
    year, _, rest = date.iso.partition("-")
    month, _, day = rest.partition("-")
    return f"{day or 'UN'}-{_MONTHS[int(month) - 1] if month else 'UNK'}-{year}"


def echo_of(item: ItemDef, value: Value, *, is_draft: bool) -> Bilingual | None:
    """Return what was understood where it is not plain from the field: dates, other units."""
    if not value.canonical:
        return None
    if item.type in (ItemType.DATE, ItemType.PARTIAL_DATE) and is_draft:
        text = date_text(PartialDate(value.canonical))
        return Bilingual(text, text)
    if item.type in NUMERIC and item.alternatives:
        return _other_unit(item, value)
    return None


def _other_unit(item: ItemDef, value: Value) -> Bilingual | None:
    """The standard value of a number entered otherwise, else the value in the first other unit."""
    quantity = value.quantity
    if value.unit and value.unit != item.unit:
        number, unit = quantity.number * item.factor(value.unit), item.unit
        decimals = item.decimals if item.decimals is not None else 2
    else:
        other = item.alternatives[0]
        number, unit, decimals = quantity.number / other.factor, other.unit, 2
    if item.factor(value.unit or item.unit) == 1 and item.alternatives[0].factor == 1:
        return None
    sign = "" if quantity.is_exact else str(quantity.qualifier)
    text = f"= {sign}{display(number, decimals)} {unit}"
    return Bilingual(text, text)


def previous_value(book: Workbook, path: FormPath, slot: Slot, item: ItemDef) -> str:
    """Return the last known value of the item at an earlier visit, with the visit, or empty."""
    if item.type not in _REMEMBERED:
        return ""
    for visit in _visits_before(book, path.visit):
        value = book.value(visit, path.form, slot)
        if not isinstance(value, Missing):
            return f"{show(value)} ({visit})"
    return ""


def earlier_value(book: Workbook, value: DerivedValue) -> DerivedValue | None:
    """Return a derived value, as saved, at the last earlier visit at which it counts.

    Its form need not have data there: it can rest on others. What lies earlier is asked of the
    visits as they are typed; before an unscheduled visit without a date, nothing is known to.
    """
    path, slot, saved = value.path.form, value.path.slot, book.base or book
    for visit in _visits_before(book, path.visit):
        if path.form in book.program.visit(visit).forms and not isinstance(
            saved.value(visit, path.form, slot), Missing
        ):
            return saved.derived(visit, path.form, slot)
    return None


def _visits_before(book: Workbook, at: VisitCode) -> tuple[VisitCode, ...]:
    """Return the visits with data that lie before another, the latest first; none before a log."""
    kind = book.program.visit(at).kind
    is_unplaced = kind is VisitKind.UNSCHEDULED and visit_date(book, at) is None
    if is_unplaced or kind is VisitKind.LOG:
        return ()
    key = ("visits before", at)
    found = book.memo.get(key)
    if not isinstance(found, tuple):
        others = [
            v for v in book.casebook.visits if book.program.visit(v).kind is not VisitKind.LOG
        ]
        before = [v for v in others if v != at and is_earlier(book, v, at)]
        found = book.memo[key] = tuple(reversed(chronological(book, tuple(before))))
    return found
