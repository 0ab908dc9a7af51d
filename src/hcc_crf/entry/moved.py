"""Which begun forms a save really moves: those that look at an item that is not what it was.

`affected` says from the definitions alone which forms could see a change. Of these a form with data
need not be looked at again while every derived value it can see is as recorded before, and every
typed value as visible as before.
"""

from collections.abc import Mapping

from hcc_crf.study.model import ItemType
from hcc_crf.values import VisitCode

from .affected import FormKey
from .decide import Decision
from .program import ItemKey, Program
from .workbook import Workbook

Moved = Mapping[ItemKey, frozenset[VisitCode]]
"""Items that are not what they were → the visits where."""


def moved_forms(before: Workbook, after: Workbook, decision: Decision) -> frozenset[FormKey]:
    """Return the begun forms of which findings can differ.

    Args:
        before: The casebook before the save.
        after: The casebook after it.
        decision: The save.
    """
    if decision.event is None:
        return frozenset()
    program, begun, saved = after.program, after.casebook.forms, decision.event.form
    found: set[FormKey] = {(saved.visit, saved.form)}  # a settled finding moves no item
    for key, visits in moved_items(before, after, decision).items():
        watchers = {key[0]: True, **_following(program, key[0]), **program.watching.get(key, {})}
        for visit, form in begun:
            if form in watchers and (visit in visits or not watchers[form]):
                found.add((visit, form))
    return frozenset(found)


def _following(program: Program, form: str) -> dict[str, bool]:
    """The forms whose rows are those of another form: they follow it at every visit."""
    forms = program.study.forms.values()
    return {other.oid: False for other in forms if other.rows_come_from == form}


def moved_items(before: Workbook, after: Workbook, decision: Decision) -> Moved:
    """Return the items that differ in value or visibility, and where.

    1. Those the save itself changed.
    2. Derived values that differ from what was recorded, whatever they were derived from.
    3. Typed values that are shown now and were hidden, or the other way round.
    4. Values repeated from elsewhere, which have no record while their form has no data: wherever
       they could differ.
    """
    program, event = after.program, decision.event
    if event is None:
        return {}
    moved = {key: {event.form.visit} for key in decision.changed}  # (1)
    for value in decision.derived:  # (2)
        form, slot = value.path.form, value.path.slot
        record = before.casebook.derived.get((form.visit, form.form, slot))
        if record is None or (record.canonical, record.unit) != (value.canonical, value.unit):
            moved.setdefault((form.form, slot.item), set()).add(form.visit)
    visits = frozenset(after.casebook.visits)
    for key, is_local in decision.reach.items():
        item = program.computed.get(key)
        where = frozenset({event.form.visit}) if is_local else visits
        if item is None:  # (3)
            where = frozenset(v for v in where if _is_turned(before, after, v, key))
        elif item.type is not ItemType.PREFILLED:  # (4)
            continue
        if where:
            moved.setdefault(key, set()).update(where)
    return {key: frozenset(where) for key, where in moved.items()}


def _is_turned(before: Workbook, after: Workbook, visit: VisitCode, key: ItemKey) -> bool:
    """Return whether a typed value became visible or hidden in any row."""
    form, item = key
    data = after.form(visit, form)
    return data is not None and any(
        before.is_shown(visit, form, slot) != after.is_shown(visit, form, slot)
        for slot, cell in data.cells.items()
        if slot.item == item and not cell.value.is_blank
    )
