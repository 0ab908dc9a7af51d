"""One form as a person sees it: values, drafts over them, derived values, findings. Pure data.

`view_form` is what every way out draws from: the desk while typing, `show`, the casebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hcc_crf.ledger.casebook import Casebook
from hcc_crf.ledger.events import STRUCK, is_mark
from hcc_crf.study.model import FormDef, ItemDef, ItemType, Term
from hcc_crf.values import BLANK, Bilingual, FormPath, Slot, Value

from .check import Finding, find, is_required, open_findings, unexpected_visit
from .choices import choices_of
from .defaults import default_entries
from .derived import DerivedValue
from .drafted import read_drafts, with_values
from .echo import earlier_value, echo_of, previous_value
from .parse import Typed
from .request import SaveRequest
from .states import FormStatus, State, form_status, status_of
from .workbook import Workbook

Drafts = Mapping[Slot, Typed]
_Found = Mapping[Slot | None, tuple[Finding, ...]]


@dataclass(frozen=True)
class FieldView:
    """One item at its place.

    Attributes:
        saved: The saved value, blank for none.
        value: The value with the draft over it; the saved one while a draft cannot be read.
        draft: What is typed and not saved, or `None`.
        problem: Why the draft cannot be read or is impossible, or `None`.
        proposed: Default that a save would fill in, or `None`; conditions and findings already
            count it.
        echo: What was understood: the date, the value in the other unit; or `None`.
        derived: The derived value of a computed item.
        findings: What is open on this item.
        settled: Findings on this item that stand with a reason.
    """

    slot: Slot
    item: ItemDef
    saved: Value
    value: Value
    draft: Typed | None
    problem: Bilingual | None
    proposed: Value | None
    echo: Bilingual | None
    is_shown: bool
    choices: tuple[Term, ...]
    derived: DerivedValue | None
    findings: tuple[Finding, ...]
    settled: tuple[Finding, ...]
    _book: Workbook = field(repr=False, compare=False)
    _path: FormPath = field(repr=False, compare=False)

    @cached_property
    def previous(self) -> str:
        """Last known value at an earlier visit, with the visit; empty for none."""
        if self.item.is_computed:
            return ""
        return previous_value(self._book, self._path, self.slot, self.item)

    @cached_property
    def is_required(self) -> bool:
        """Whether the item must be filled."""
        return is_required(self._book, self._path.visit, self._path.form, self.slot)


@dataclass(frozen=True, slots=True)
class TableView:
    """The rows of an inner table; each row its fields, by row number."""

    item: ItemDef
    rows: tuple[tuple[int, tuple[FieldView, ...]], ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a form; a form that does not repeat has one, number 0.

    Attributes:
        key: What identifies it: `T01`, `2`.
        struck: Reason why it was struck out; empty when it counts.
    """

    row: int
    key: str
    struck: str
    fields: tuple[FieldView, ...]
    tables: tuple[TableView, ...]


@dataclass(frozen=True)
class FormView:
    """A form of one subject at one visit.

    Attributes:
        form_level: Derived values of the form as a whole.
        findings: Everything open on the form.
        settled: Findings that stand with a reason.
        not_done: Reason why it was not done, or empty.
        has_draft: Something typed is not saved.
    """

    path: FormPath
    definition: FormDef
    rows: tuple[RowView, ...]
    form_level: tuple[DerivedValue, ...]
    findings: tuple[Finding, ...]
    settled: tuple[Finding, ...]
    status: FormStatus
    not_done: str
    has_draft: bool
    _book: Workbook = field(repr=False, compare=False)

    @cached_property
    def elsewhere(self) -> tuple[DerivedValue, ...]:
        """Derived values of other forms of this visit that this form feeds; for the desk alone."""
        return _elsewhere(self._book, self.path)

    def earlier(self, value: DerivedValue) -> DerivedValue | None:
        """Return what a derived value was at an earlier visit, as saved; `None` for none."""
        return earlier_value(self._book, value)


def view_form(base: Workbook, path: FormPath, drafts: Drafts) -> FormView:
    """Return the form with drafts over it; only what the drafts can alter is computed again.

    Args:
        base: The subject's saved casebook, kept open while the form is.
        path: The form.
        drafts: What is typed; what cannot be read stays beside the saved value.
    """
    casebook = base.casebook
    values, problems = read_drafts(base, path, drafts)
    book = with_values(base, path, values)
    request = SaveRequest(path, tuple(drafts.items()))
    defaults = default_entries(book, request, casebook)
    if defaults:
        book = with_values(base, path, {**values, **defaults})
    findings = unexpected_visit(book, path) + open_findings(book, path.visit, path.form)
    settled = tuple(one for one in find(book, path.visit, path.form) if one.settled)
    definition = base.study.forms[path.form]
    at = (_by_place(findings), _by_place(settled))
    page = _Page(book, path, drafts, problems, defaults, casebook, *at)
    rows = tuple(_row(page, definition, row) for row in _all_rows(book, path, definition, drafts))
    return FormView(
        path=path,
        definition=definition,
        rows=rows,
        form_level=tuple(
            book.derived(path.visit, path.form, Slot(item.oid))
            for item in definition.items
            if item.form_level
        ),
        findings=findings,
        settled=settled,
        status=_status(book, casebook, path, findings),
        not_done=_not_done(casebook, path),
        has_draft=bool(drafts),
        _book=book,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What every field of one view is made from."""

    book: Workbook
    path: FormPath
    typed: Drafts
    problems: Mapping[Slot, Bilingual]
    defaults: Mapping[Slot, Value]
    saved: Casebook
    findings: _Found
    settled: _Found


def _by_place(findings: tuple[Finding, ...]) -> _Found:
    found: dict[Slot | None, tuple[Finding, ...]] = {}
    for finding in findings:
        found[finding.slot] = (*found.get(finding.slot, ()), finding)
    return found


def _all_rows(
    book: Workbook, path: FormPath, definition: FormDef, drafts: Drafts
) -> tuple[int, ...]:
    if not definition.repeating:
        return (0,)
    data = book.form(path.visit, path.form)
    rows = set(book.rows(path.visit, path.form)) | {slot.row for slot in drafts if slot.row}
    return tuple(sorted(rows | set(data.all_rows if data else ())))


def _row(page: _Page, definition: FormDef, row: int) -> RowView:
    book, path = page.book, page.path
    data = book.form(path.visit, path.form)
    plain = [i for i in definition.items if not i.form_level and i.type is not ItemType.TABLE]
    tables = [i for i in definition.items if i.type is ItemType.TABLE]
    return RowView(
        row=row,
        key=book.row_key(path.form, row) if row else "",
        struck=data.value(Slot(STRUCK, row)).canonical if data and row else "",
        fields=tuple(_field(page, Slot(item.oid, row), item) for item in plain),
        tables=tuple(_table(page, row, item) for item in tables),
    )


def _table(page: _Page, row: int, table: ItemDef) -> TableView:
    data = page.book.form(page.path.visit, page.path.form)
    inner = set(data.inner_rows(row, table.oid)) if data else set()
    inner |= {
        slot.group_row
        for slot in page.typed
        if (slot.row, slot.group) == (row, table.oid) and not is_mark(slot.item)
    }
    return TableView(
        table,
        tuple((number, _columns(page, row, table, number)) for number in sorted(inner)),
    )


def _columns(page: _Page, row: int, table: ItemDef, number: int) -> tuple[FieldView, ...]:
    return tuple(
        _field(page, Slot(column.oid, row, table.oid, number), column) for column in table.columns
    )


def _field(page: _Page, slot: Slot, item: ItemDef) -> FieldView:
    book, path = page.book, page.path
    visit, form = path.visit, path.form
    proposed = page.defaults.get(slot)
    value = BLANK if proposed else book.casebook.value(visit, form, slot)
    problem = page.problems.get(slot)
    return FieldView(
        slot=slot,
        item=item,
        saved=page.saved.value(visit, form, slot),
        value=value,
        draft=page.typed.get(slot),
        problem=problem,
        proposed=proposed,
        echo=None if problem else echo_of(item, value, is_draft=slot in page.typed),
        is_shown=book.is_shown(visit, form, slot),
        choices=choices_of(book, item),
        derived=book.derived(visit, form, slot) if item.is_computed else None,
        findings=page.findings.get(slot, ()),
        settled=page.settled.get(slot, ()),
        _book=book,
        _path=path,
    )


def _elsewhere(book: Workbook, path: FormPath) -> tuple[DerivedValue, ...]:
    """Derived values of other forms of the visit that depend on this form."""
    program = book.program
    definition = book.study.forms[path.form]
    reach = program.reach(frozenset((path.form, oid) for oid in definition.by_oid))
    here = program.visit(path.visit).forms
    found = []
    for key, item in program.computed.items():
        form, oid = key
        is_single = not book.study.forms[form].repeating or item.form_level
        if key in reach and form != path.form and form in here and is_single:
            found.append(book.derived(path.visit, form, Slot(oid)))
    return tuple(found)


def _status(
    book: Workbook, casebook: Casebook, path: FormPath, findings: tuple[Finding, ...]
) -> FormStatus:
    if casebook.form(path.visit, path.form) is None:
        return form_status(book.base or book, path.visit, path.form)
    status = status_of(path.visit, path.form, findings, is_expected=True)
    return status if not _not_done(casebook, path) else _as_not_done(status)


def _as_not_done(status: FormStatus) -> FormStatus:
    return FormStatus(status.visit, status.form, State.NOT_DONE, 0, 0, 0, status.is_expected)


def _not_done(casebook: Casebook, path: FormPath) -> str:
    data = casebook.form(path.visit, path.form)
    return data.not_done if data else ""
