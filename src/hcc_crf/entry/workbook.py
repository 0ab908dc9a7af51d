"""A casebook being read: values as expressions see them, derived values on demand, all remembered.

A workbook lives for one decision or one keystroke over one immutable casebook. A derived value is
computed when first asked for, which also settles the order; one that nothing changed is taken as
recorded.
"""

from copy import copy
from typing import TypeVar

from hcc_crf.ledger.casebook import Casebook, FormData
from hcc_crf.study.model import ItemDef, ItemType, Study
from hcc_crf.values import Slot, VisitCode

from .derived import DerivedValue, compute_item, from_record
from .program import ItemKey, Program
from .runtime import Missing, Runtime
from .scope import Context, Place, Scope
from .texts import show
from .typed_value import typed

_At = tuple[VisitCode, str, Slot]
_Known = TypeVar("_Known")


class Workbook:
    """One casebook, readable by expressions.

    Attributes:
        program: The compiled study.
        casebook: The casebook, drafts of the moment included.
        context: Date and site.
        stale: Derived items whose recorded values do not hold; `None`: none holds.
        base: The casebook before the draft, with what was computed of it, or `None`.
        touched: Items whose value or visibility can differ from the base.
    """

    def __init__(
        self,
        program: Program,
        casebook: Casebook,
        context: Context,
        *,
        stale: frozenset[ItemKey] | None = None,
        base: "Workbook | None" = None,
        touched: frozenset[ItemKey] = frozenset(),
    ) -> None:
        """Open the casebook with nothing computed yet."""
        self.base = base
        self.touched = touched
        self.program = program
        self.casebook = casebook
        self.context = context
        self.stale = stale
        self.memo: dict[object, object] = {}
        self._derived: dict[_At, DerivedValue] = {}
        self._values: dict[_At, Runtime] = {}
        self._shown: dict[_At, bool] = {}

    def followed_by(self, casebook: Casebook, touched: frozenset[ItemKey]) -> "Workbook":
        """Return the casebook after a save, with what was computed before it and still holds.

        Args:
            casebook: The casebook after the save, read on the same day.
            touched: Items whose value or visibility can differ.
        """
        book = Workbook(self.program, casebook, self.context, stale=self.stale)
        book._values = _untouched(self._values, touched)
        book._shown = _untouched(self._shown, touched)
        return book

    def sealed_as(self, casebook: Casebook) -> "Workbook":
        """Return it, with all it computed, over its casebook with hashes and times in it."""
        book = copy(self)
        book.casebook = casebook
        return book

    @property
    def study(self) -> Study:
        """The definitions."""
        return self.program.study

    def item(self, form: str, item: str) -> ItemDef:
        """The definition of an item."""
        return self.study.forms[form].by_oid[item]

    def form(self, visit: VisitCode, form: str) -> FormData | None:
        """The data of a form."""
        return self.casebook.forms.get((visit, form))

    def read(self, scope: Scope, form: str, item: str) -> Runtime:
        """Return what `FORM.ITEM` is as seen from the scope's place."""
        place = scope.place
        visit = self.program.place_of(form, place.visit)
        if visit is None:
            return Missing((f"{form}.{item}",))
        slot = place.slot(item) if form == place.form else Slot(item)
        return self.see(scope, visit, form, self._fit(form, slot))

    def _fit(self, form: str, slot: Slot) -> Slot:
        """Return the slot with the parts that its item has: row, inner table and its row."""
        definition = self.study.forms[form]
        item = definition.by_oid[slot.item]
        row = 0 if item.form_level or not definition.repeating else slot.row
        group = definition.table_of.get(slot.item, "")
        return Slot(slot.item, row, group, slot.group_row if group else 0)

    def see(self, scope: Scope, visit: VisitCode, form: str, slot: Slot) -> Runtime:
        """Return the value at a place and note it in the trace of the scope."""
        value = self.value(visit, form, slot)
        name = f"{visit}/{form}{slot}"
        if isinstance(value, Missing):
            return value if value.inputs else Missing((name,))
        scope.seen[name] = show(value)
        return value

    def value(self, visit: VisitCode, form: str, slot: Slot) -> Runtime:
        """Return the value at a place; one that is hidden or struck out does not count."""
        if self.base is not None and (form, slot.item) not in self.touched:
            return self.base.value(visit, form, slot)
        key = (visit, form, slot)
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._look_up(visit, form, slot)
        return found

    def _look_up(self, visit: VisitCode, form: str, slot: Slot) -> Runtime:
        item = self.item(form, slot.item)
        data = self.form(visit, form)
        if data is not None and (slot.row in data.struck or data.not_done):
            return Missing((f"{visit}/{form}{slot}",))
        if item.is_computed:
            return self._computed(visit, form, slot, item)
        value = data.value(slot) if data else None
        if value is None or not value.canonical or not self.is_shown(visit, form, slot):
            return Missing((f"{visit}/{form}{slot}",))
        return typed(value, item)

    def _computed(self, visit: VisitCode, form: str, slot: Slot, item: ItemDef) -> Runtime:
        """Return a derived value: as recorded while that holds, otherwise computed now."""
        if self.stale is not None and (form, item.oid) not in self.stale:
            record = self.casebook.derived.get((visit, form, slot))
            recorded = from_record(self, form, item, record) if record else None
            if recorded is not None:
                return recorded
        return self.derived(visit, form, slot).runtime

    def derived(self, visit: VisitCode, form: str, slot: Slot) -> DerivedValue:
        """Return a derived value with its why, computed now."""
        if self.base is not None and (form, slot.item) not in self.touched:
            return self.base.derived(visit, form, slot)
        key = (visit, form, slot)
        found = self._derived.get(key)
        if found is None:
            item = self.item(form, slot.item)
            found = self._derived[key] = compute_item(self, visit, form, slot, item)
        return found

    def is_shown(self, visit: VisitCode, form: str, slot: Slot) -> bool:
        """Return whether the item applies; it is hidden only when its condition is false."""
        if self.base is not None and (form, slot.item) not in self.touched:
            return self.base.is_shown(visit, form, slot)
        if slot.group and not self.is_shown(visit, form, Slot(slot.group, slot.row)):
            return False
        condition = self.item(form, slot.item).show_when
        if condition is None:
            return True
        key = (visit, form, slot)
        known = self._shown.get(key)
        if known is None:
            self._shown[key] = True  # items whose conditions name each other are shown
            place = Place(visit, form, slot.row, slot.group, slot.group_row, slot.item)
            answer = self.program.compiled(condition)(Scope(self, place))
            known = self._shown[key] = answer is not False
        return known

    def rows(self, visit: VisitCode, form: str) -> tuple[int, ...]:
        """Return the rows of a form that count; `(0,)` for a form that does not repeat."""
        definition = self.study.forms[form]
        if not definition.repeating:
            return (0,)
        source = definition.rows_come_from
        if source:
            home = self.program.home[source]
            return self.rows(home, source)
        data = self.form(visit, form)
        return data.rows if data else ()

    def all_rows(self, visit: VisitCode, form: str) -> tuple[int, ...]:
        """The rows of a repeating form, struck ones included."""
        source = self.study.forms[form].rows_come_from
        data = self.form(self.program.home[source], source) if source else self.form(visit, form)
        return data.all_rows if data else ()

    def row_key(self, form: str, row: int) -> str:
        """Return what identifies a row: `T01`, `NEW02`, or its number."""
        definition = self.study.forms[form]
        key = definition.by_oid.get(definition.row_key)
        if key is None:
            return str(row)
        if key.type is ItemType.PREFILLED:
            return self.row_key(key.source, row)
        return key.pattern % row

    def visits_with(self, form: str) -> tuple[VisitCode, ...]:
        """Return the visits at which a form has data, in the order of the protocol."""
        key = ("visits_with", form)
        found = self.memo.get(key)
        if found is None:
            visits = [visit for visit, oid in self.casebook.forms if oid == form]
            found = self.memo[key] = tuple(sorted(visits, key=self.program.order))
        return found  # type: ignore[return-value]  # the key says what is remembered


def _untouched(known: dict[_At, _Known], touched: frozenset[ItemKey]) -> dict[_At, _Known]:
    return {key: found for key, found in known.items() if (key[1], key[2].item) not in touched}
