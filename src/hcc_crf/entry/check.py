"""What is wrong or odd on a form: missing answers, ranges, edit checks. Findings, never refusals.

A finding is the same whether it was found while typing, at a save or later; nothing is remembered
that cannot be found again. A check fires only when it is true, never when unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hcc_crf.ledger.settlement import settlement_slot
from hcc_crf.study.model import NUMERIC, CheckDef, FormDef, ItemDef, ItemType, Severity
from hcc_crf.values import Bilingual, FormPath, Slot, Value, VisitCode

from .basis import basis_of_check, basis_of_value
from .plan import is_visit_expected
from .runtime import Measured
from .scope import Book, Place, Scope
from .texts import plain
from .typed_value import typed

REQUIRED = "required"
RANGE = "range"
ALLOWED = "allowed"
NOT_EXPECTED = "not-expected"
NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        form: The form it is on.
        slot: The item it points at; `None` for the form as a whole.
        check: OID of the edit check, or `required`, `range`, `allowed`, `not-expected`,
            `not-applicable`.
        severity: A hard finding keeps the form from being complete, as does a missing answer.
        mark: The item that holds the reason for which it stands; `None`: no reason settles it.
        settled: That reason; empty while it is open.
    """

    form: FormPath
    slot: Slot | None
    check: str
    severity: Severity
    message: Bilingual
    mark: Slot | None = None
    settled: str = ""

    @property
    def path(self) -> str:
        """Where, as written on screen and in files."""
        return f"{self.form}{self.slot or ''}"


def unexpected_visit(book: Book, path: FormPath) -> tuple[Finding, ...]:
    """Return a finding where a form is entered at a visit the protocol does not ask for (yet)."""
    if is_visit_expected(book, path.visit):
        return ()
    message = Bilingual(
        f"Visit {path.visit} is not expected, or not yet. Check the visit; the data are kept.",
        f"访视 {path.visit} 目前不在计划内。请核对访视；数据已保留。",
    )
    return (Finding(path, None, NOT_EXPECTED, Severity.SOFT, message),)


def open_findings(book: Book, visit: VisitCode, form: str) -> tuple[Finding, ...]:
    """Return everything open on a form, in the order of the page, then the edit checks."""
    return tuple(finding for finding in find(book, visit, form) if not finding.settled)


def find(book: Book, visit: VisitCode, form: str) -> tuple[Finding, ...]:
    """Return everything found on a form, open and settled.

    Remembered in the workbook.
    """
    key = ("find", visit, form)
    found = book.memo.get(key)
    if not isinstance(found, tuple):
        found = book.memo[key] = _find(book, visit, form)
    return found


def _find(book: Book, visit: VisitCode, form: str) -> tuple[Finding, ...]:
    definition = book.study.forms[form]
    path = FormPath(book.casebook.subject, visit, form)
    data = book.form(visit, form)
    if data is not None and data.not_done:
        return ()
    found: list[Finding] = []
    for row in _rows(book, visit, definition):
        for slot, item in slots(book, visit, definition, row):
            found.extend(_of_item(book, path, slot, item))
    for check in definition.checks:
        found.extend(_of_check(book, path, definition, check))
    if data is None:  # there is nothing yet that a reason could be for
        return tuple(replace(finding, mark=None) for finding in found)
    return tuple(
        finding
        if finding.mark is None or data.value(finding.mark).is_blank
        else replace(finding, settled=data.value(finding.mark).canonical)
        for finding in found
    )


def _rows(book: Book, visit: VisitCode, definition: FormDef) -> tuple[int, ...]:
    return book.rows(visit, definition.oid)


def slots(book: Book, visit: VisitCode, form: FormDef, row: int) -> Iterator[tuple[Slot, ItemDef]]:
    """Yield every place of one row of a form with its item; inner tables row by row.

    Items that have one value for the whole form are yielded with row 0, once.
    """
    data = book.form(visit, form.oid)
    first = book.rows(visit, form.oid)[:1]
    for item in form.items:
        if item.form_level:
            if (row,) == first:
                yield Slot(item.oid), item
            continue
        yield Slot(item.oid, row), item
        if item.type is ItemType.TABLE:
            for inner in data.inner_rows(row, item.oid) if data else ():
                for column in item.columns:
                    yield Slot(column.oid, row, item.oid, inner), column


def is_required(book: Book, visit: VisitCode, form: str, slot: Slot) -> bool:
    """Return whether the item must be filled: shown, and its condition true."""
    item = book.item(form, slot.item)
    if not item.required or item.is_computed or not book.is_shown(visit, form, slot):
        return False
    if item.required_when is None:
        return True
    place = Place(visit, form, slot.row, slot.group, slot.group_row, slot.item)
    return book.program.compiled(item.required_when)(Scope(book, place)) is True


def missing_required(book: Book, visit: VisitCode, form: str) -> tuple[Slot, ...]:
    """Return the items of a form that must be filled and are not."""
    definition = book.study.forms[form]
    return tuple(
        slot
        for row in _rows(book, visit, definition)
        for slot, item in slots(book, visit, definition, row)
        if _lacks(book, visit, form, slot, item)
    )


def _lacks(book: Book, visit: VisitCode, form: str, slot: Slot, item: ItemDef) -> bool:
    if item.is_computed or not item.required:
        return False
    data = book.form(visit, form)
    if item.type is ItemType.TABLE:
        is_empty = data is None or not data.inner_rows(slot.row, item.oid)
    else:
        is_empty = data is None or data.value(slot).is_blank
    return is_empty and is_required(book, visit, form, slot)


def _of_item(book: Book, path: FormPath, slot: Slot, item: ItemDef) -> Iterator[Finding]:
    visit, form = path.visit, path.form
    if _lacks(book, visit, form, slot, item):
        yield Finding(path, slot, REQUIRED, Severity.SOFT, _required(item))
    if item.is_computed:
        return
    data = book.form(visit, form)
    value = data.value(slot) if data else None
    if value is None or value.is_blank:
        return
    if not book.is_shown(visit, form, slot):
        yield _soft(path, slot, NOT_APPLICABLE, value, _NOT_APPLICABLE)
    elif value.canonical and item.type in NUMERIC:
        yield from _of_number(path, slot, item, value)


_NOT_APPLICABLE = Bilingual(
    "Kept, but does not apply by the other answers; left out of derivations and export",
    "该值已保留，但按其他答案不适用；不参与计算和导出",
)


def _of_number(path: FormPath, slot: Slot, item: ItemDef, value: Value) -> Iterator[Finding]:
    number = typed(value, item)
    assert isinstance(number, Measured)  # noqa: S101  (asked for numeric items only)
    if is_outside(item.range.soft, number) and number.standard not in item.range.exceptions:
        yield _soft(path, slot, RANGE, value, _outside(item, value))
    elif item.allowed and number.standard not in item.allowed:
        listed = ", ".join(plain(allowed) for allowed in item.allowed)
        message = Bilingual(
            f"{item.label.en}: usual values are {listed}. Confirm or correct.",
            f"{item.label.zh}：常用值为 {listed}。请核实或更正。",
        )
        yield _soft(path, slot, ALLOWED, value, message)


def _soft(path: FormPath, slot: Slot, check: str, value: Value, message: Bilingual) -> Finding:
    mark = settlement_slot(slot, check, basis_of_value(value))
    return Finding(path, slot, check, Severity.SOFT, message, mark)


def is_outside(limits: tuple[object, object] | None, number: Measured) -> bool:
    """Return whether a standard value lies outside limits; both limits are inside."""
    if limits is None:
        return False
    low, high = limits
    value = number.standard
    return (low is not None and value < low) or (high is not None and value > high)  # type: ignore[operator]


def limits_text(limits: tuple[object, object]) -> str:
    """Return limits as text: `20–2000`, `≥ 5`, `≤ 100`."""
    low, high = limits
    if low is None:
        return f"≤ {high}"
    return f"≥ {low}" if high is None else f"{low}–{high}"


def other_unit(item: ItemDef, value: Value) -> str:
    """Return the unit in which the number would be usual, or empty: `0.9` umol/L → `mg/dL`."""
    if not value.canonical or item.range.soft is None:
        return ""
    quantity = value.quantity
    for unit in item.units:
        as_other = Measured(quantity, quantity.number * item.factor(unit))
        if unit != (value.unit or item.unit) and not is_outside(item.range.soft, as_other):
            return unit
    return ""


def _outside(item: ItemDef, value: Value) -> Bilingual:
    assert item.range.soft is not None  # noqa: S101  (only asked for a value outside it)
    usual = f"{limits_text(item.range.soft)} {item.unit}".rstrip()
    hint = other_unit(item, value)
    entered = str(value.quantity)
    if value.unit and value.unit != item.unit:
        standard = plain(value.quantity.number * item.factor(value.unit))
        entered += f" ({standard} {item.unit})"
    english = f"{item.label.en}: {entered} is outside the usual {usual}. Confirm or correct."
    chinese = f"{item.label.zh}：{entered} 超出常见范围 {usual}。请核实或更正。"
    if hint:
        english += f" Did you mean {hint}?"
        chinese += f"单位是否应为 {hint}?"
    return Bilingual(english, chinese)


def _required(item: ItemDef) -> Bilingual:
    return Bilingual(f"{item.label.en}: still to be filled", f"{item.label.zh}：尚未填写")


def _of_check(
    book: Book, path: FormPath, definition: FormDef, check: CheckDef
) -> Iterator[Finding]:
    fires = book.program.compiled(check.fire_when)
    rows = _rows(book, path.visit, definition) if check.per_row else (0,)
    for row in rows:
        place = Place(path.visit, path.form, row)
        if fires(Scope(book, place)) is True:
            slot = _slot_of(definition, check, row)
            basis = basis_of_check(book, check, place)
            mark = settlement_slot(slot or Slot("", row), check.oid, basis)
            yield Finding(path, slot, check.oid, check.severity, check.message, mark)


def _slot_of(definition: FormDef, check: CheckDef, row: int) -> Slot | None:
    if not check.items:
        return None
    item = definition.by_oid[check.items[0]]
    return Slot(item.oid, 0 if item.form_level else row, definition.table_of.get(item.oid, ""))
