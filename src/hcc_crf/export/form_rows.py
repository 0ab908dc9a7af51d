"""The rows of a subject's forms, as the data files hold them.

* A form has a row once it was saved at a visit, or once the program derives something for it there
  (then with the state *not started*). A repeating form has one row a row that is not struck out;
  without any, a single row with an empty `ROW`.
* An item that has one value for a whole repeating form stands in each of its rows.
* Left out: values that do not apply by the other answers, everything of a form that was not done
  but its state, and the values of cells in conflict.
* Derived values are computed here through `entry`, never taken from what a workstation recorded;
  they are unrounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.entry.derive import derive_all
from hcc_crf.entry.program import Program
from hcc_crf.entry.runtime import Measured
from hcc_crf.entry.scope import Context
from hcc_crf.entry.states import form_status
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.casebook import Casebook, FormData
from hcc_crf.study.model import NUMERIC, ItemDef, ItemType
from hcc_crf.study.schedule import sort_key
from hcc_crf.values import ItemPath, PartialDate, Slot, Value, VisitCode

from .cells import count_cell, number_cell, plain_number, text_cell
from .form_table import FormTable, columns_of

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectData:
    """A subject to write out.

    Attributes:
        site: Number of its site.
        casebook: Its values; a cell in conflict is blank.
        in_conflict: The items in conflict.
        as_of: Day on which the subject's data stand; what `today` means to its checks.
    """

    site: str
    casebook: Casebook
    in_conflict: frozenset[ItemPath]
    as_of: PartialDate


class SubjectRows:
    """The rows of one subject, form by form."""

    def __init__(self, program: Program, subject: SubjectData) -> None:
        """Compute the derived values of the subject."""
        self._subject = subject
        self._book = Workbook(program, subject.casebook, Context(subject.as_of, subject.site))
        self._derived = frozenset(
            (value.path.form.visit, value.path.form.form)
            for value in derive_all(self._book)
            if value.canonical and self._is_result(value.path)
        )

    @property
    def book(self) -> Workbook:
        """The subject's casebook, readable with its derived values."""
        return self._book

    def visits_of(self, form: str) -> tuple[VisitCode, ...]:
        """Return the visits at which a form has rows, in the order of the protocol."""
        saved = {visit for visit, oid in self._subject.casebook.forms if oid == form}
        derived = {visit for visit, oid in self._derived if oid == form}
        return tuple(sorted(saved | derived, key=lambda v: sort_key(self._book.study, v)))

    def of(self, table: FormTable) -> Iterator[Row]:
        """Yield the rows of one file, by visit and row."""
        for visit in self.visits_of(table.form.oid):
            yield from self._at(table, visit)

    def _is_result(self, path: ItemPath) -> bool:
        """A row key or a value carried from elsewhere is no reason for a row of its own."""
        item = self._book.item(path.form.form, path.slot.item)
        return item.type not in (ItemType.PREFILLED, ItemType.AUTO_ID)

    def _at(self, table: FormTable, visit: VisitCode) -> Iterator[Row]:
        form = table.form
        data = self._book.form(visit, form.oid)
        status = form_status(self._book, visit, form.oid)
        end = (data.version if data else form.version, status.state.value)
        if data is not None and data.not_done:
            if table.table is None:
                yield self._row(table, visit, None, end)
            return
        rows = self._book.rows(visit, form.oid)
        if table.table is not None:
            for row in rows:
                for inner in self._inner_rows(table.table, visit, form.oid, row, data):
                    yield self._row(table, visit, Slot("", row, table.table.oid, inner), end)
            return
        for row in rows or (0,):
            yield self._row(table, visit, Slot("", row), end)

    def _inner_rows(
        self, table: ItemDef, visit: VisitCode, form: str, row: int, data: FormData | None
    ) -> tuple[int, ...]:
        if data is None or not self._book.is_shown(visit, form, Slot(table.oid, row)):
            return ()
        in_conflict = {
            path.slot.group_row
            for path in self._subject.in_conflict
            if (path.form.visit, path.form.form) == (visit, form)
            and (path.slot.row, path.slot.group) == (row, table.oid)
        }
        return tuple(sorted(in_conflict.union(data.inner_rows(row, table.oid))))

    def _row(
        self, table: FormTable, visit: VisitCode, at: Slot | None, end: tuple[str, str]
    ) -> Row:
        """Return one row; `at` is its place without an item, `None` for a form not done."""
        subject, study = self._subject, self._book.study
        keys = (study.oid, subject.site, subject.casebook.subject, visit)
        row = count_cell(at.row) if at else ""
        inner = (count_cell(at.group_row) if at else "",) if table.table is not None else ()
        cells = [
            cell for item in table.items for cell in self._cells(table.form.oid, visit, item, at)
        ]
        return (*map(text_cell, keys), row, *inner, *map(text_cell, end), *cells)

    def _cells(self, form: str, visit: VisitCode, item: ItemDef, at: Slot | None) -> Row:
        if at is None:
            return ("",) * len(columns_of(form, item))
        slot = Slot(item.oid, 0 if item.form_level else at.row, at.group, at.group_row)
        is_asked = at.row != 0 or item.form_level or not self._book.study.forms[form].repeating
        if not is_asked or not self._book.is_shown(visit, form, slot):
            return ("",) * len(columns_of(form, item))
        if item.is_computed:
            return self._computed(form, visit, item, slot)
        return _value_cells(item, self._book.casebook.value(visit, form, slot))

    def _computed(self, form: str, visit: VisitCode, item: ItemDef, slot: Slot) -> Row:
        derived = self._book.derived(visit, form, slot)
        standard = ""
        if item.unit and derived.canonical:
            runtime = derived.runtime
            standard = derived.canonical
            if isinstance(runtime, Measured):
                sign = "" if runtime.quantity.is_exact else runtime.quantity.qualifier
                standard = f"{sign}{plain_number(runtime.standard)}"
        return _derived_cells(item, derived.canonical, derived.unit, standard)


def _value_cells(item: ItemDef, value: Value) -> Row:
    is_number = item.type in NUMERIC
    cell = number_cell(value.canonical) if is_number else text_cell(value.canonical)
    missing = (value.missing.value if value.missing else "",)
    if not item.unit:
        return (cell, *missing)
    if not value.canonical:
        return (cell, "", "", *missing)
    unit = value.unit or item.unit
    return (cell, text_cell(unit), number_cell(_standard(item, value, unit)), *missing)


def _standard(item: ItemDef, value: Value, unit: str) -> str:
    """Return the value in the standard unit, unrounded; `<` and `>` stay with the number."""
    quantity = value.quantity
    sign = "" if quantity.is_exact else quantity.qualifier
    return f"{sign}{plain_number(quantity.number * item.factor(unit))}"


def _derived_cells(item: ItemDef, canonical: str, unit: str, standard: str) -> Row:
    if not item.unit:
        return (number_cell(canonical),)
    return (number_cell(canonical), text_cell(unit), number_cell(standard))
