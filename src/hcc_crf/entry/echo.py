"""What the program understood, and what was known before: shown beside a field, never filled in."""

from hcc_crf.study.model import NUMERIC, ItemDef, ItemType
from hcc_crf.values import Bilingual, FormPath, PartialDate, Slot, Value

from .derived import DerivedValue, display
from .plan import earlier_visits
from .runtime import Missing
from .scope import Book
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


def previous_value(book: Book, path: FormPath, slot: Slot, item: ItemDef) -> str:
    """Return the last known value of the item at an earlier visit, with the visit, or empty."""
    if item.type not in _REMEMBERED or path.form in book.program.home:
        return ""
    for visit in earlier_visits(book, path.form, path.visit):
        value = book.value(visit, path.form, slot)
        if not isinstance(value, Missing):
            return f"{show(value)} ({visit})"
    return ""


def earlier_value(book: Workbook, value: DerivedValue) -> DerivedValue | None:
    """Return a derived value at the last earlier visit at which it could be derived."""
    path, slot = value.path.form, value.path.slot
    if path.form in book.program.home:
        return None
    for visit in earlier_visits(book, path.form, path.visit):
        found = book.derived(visit, path.form, slot)
        if found.display:
            return found
    return None
