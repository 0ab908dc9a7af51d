"""Derived values: the answer of a rule, what it was derived from, and why.

A derived value is never a guess: without all its inputs it has no value and says which lack.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hcc_crf.ledger.events import Derivation
from hcc_crf.study.model import ItemDef
from hcc_crf.values import Bilingual, FormPath, ItemPath, PartialDate, Slot, Value, VisitCode

from .explain import explain_arithmetic, explain_missing
from .kinds import ResultKind, result_of
from .program import rule_of
from .runtime import Measured, Missing, Part, Runtime
from .scope import Book, Place, Scope
from .texts import plain, show

ARITHMETIC_RULE = "calc/1"


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """What the program gives an item.

    Attributes:
        path: The item.
        runtime: The value as expressions see it, unrounded.
        canonical: Unrounded number, date or code; empty when not derivable.
        display: At the item's decimals, half up; as recorded otherwise.
        unit: Unit of a number, as carried.
        rule: Rule and version.
        why: One line a nurse understands.
        inputs: What it was derived from, path within the subject and value.
        missing: The inputs that lack.
        parts: The breakdown of a score.
    """

    path: ItemPath
    runtime: Runtime
    canonical: str
    display: str
    unit: str
    rule: str
    why: Bilingual
    inputs: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def exact(self) -> str | None:
        """The unrounded number where it differs from what is shown, else `None`."""
        is_same = plain_text(self.canonical) == plain_text(self.display)
        return None if is_same else self.canonical

    def record(self) -> Derivation:
        """Return it as an event keeps it."""
        form, slot = self.path.form, self.path.slot
        return Derivation(
            form.visit,
            form.form,
            slot,
            self.canonical,
            self.unit,
            self.rule,
            self.inputs,
            self.missing,
        )


def compute_item(
    book: Book, visit: VisitCode, form: str, slot: Slot, item: ItemDef
) -> DerivedValue:
    """Return the derived value of one item at one place, computed from the workbook."""
    path = ItemPath(FormPath(book.casebook.subject, visit, form), slot)
    rule = rule_of(item)
    if rule is None:
        return _key(path, book.row_key(form, slot.row))
    scope = Scope(book, Place(visit, form, slot.row, slot.group, slot.group_row, slot.item))
    value = book.program.compiled(rule)(scope)
    note = scope.notes[-1] if scope.notes and result_of(book.study, form, item).is_rule else None
    inputs = tuple(scope.seen.items())
    if isinstance(value, Missing):
        why = note.why if note else explain_missing(book.study, value.inputs)
        name = note.rule if note else ARITHMETIC_RULE
        return DerivedValue(path, value, "", "", "", name, why, inputs, value.inputs)
    decimals = note.decimals if note and note.decimals is not None else item.decimals
    return DerivedValue(
        path,
        value,
        show_number(value),
        display(value, decimals),
        _unit(value, item),
        note.rule if note else ARITHMETIC_RULE,
        note.why if note else explain_arithmetic(book.study, rule.source, inputs),
        inputs,
        parts=note.parts if note else (),
    )


def from_record(book: Book, form: str, item: ItemDef, record: Derivation) -> Runtime | None:
    """Return a recorded value as expressions see it; `None` when it must be computed again.

    A number carried in another unit than the item's own is computed again: the record keeps no
    factor.
    """
    if not record.canonical:
        return Missing(record.missing)
    if record.unit != item.unit:
        return None
    match result_of(book.study, form, item).kind:
        case ResultKind.NUMBER:
            return Decimal(record.canonical)
        case ResultKind.DATE:
            return PartialDate(record.canonical)
        case ResultKind.CODE:
            return record.canonical
        case _:
            quantity = Value("", record.canonical, record.unit).quantity
            return Measured(quantity, quantity.number)


def display(value: Runtime, decimals: int | None) -> str:
    """Return a value as shown, numbers half up at `decimals`; without decimals unrounded."""
    number = value.quantity.number if isinstance(value, Measured) else value
    if isinstance(number, Decimal) and decimals is not None:
        rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        text = f"{rounded:f}"
        return text[1:] if text.startswith("-") and not rounded else text
    return show_number(value)


def show_number(value: Runtime) -> str:
    """Return the canonical text of a value: a number without its unit, its digits as typed."""
    if isinstance(value, Measured):
        quantity = value.quantity
        return f"{'' if quantity.is_exact else quantity.qualifier}{quantity.number:f}"
    return show(value)


def plain_text(text: str) -> str:
    """Return a shown number without needless zeros, any other text as it is."""
    try:
        return plain(Decimal(text))
    except ArithmeticError:
        return text


def _unit(value: Runtime, item: ItemDef) -> str:
    if isinstance(value, Measured):
        return value.quantity.unit
    return item.unit if isinstance(value, Decimal) else ""


def _key(path: ItemPath, key: str) -> DerivedValue:
    why = Bilingual("Given by the program from the row number", "由程序按行号给出")
    return DerivedValue(path, key, key, key, "", "row-key/1", why)
