"""What a save changes: the items themselves, before anything is derived from them."""

from hcc_crf.ledger.casebook import Casebook
from hcc_crf.ledger.events import NOT_DONE, STRUCK, Event
from hcc_crf.ledger.settlement import settlement_of

from .program import ItemKey, Program, Reach


def changed_items(program: Program, event: Event, before: Casebook) -> frozenset[ItemKey]:
    """Return the items whose value an event changes, in any row; a settled finding changes none.

    The first data of a form, a row that appears, a struck row and a form marked not done change
    every item of the form; a column changes its inner table.
    """
    form = event.form.form
    is_new = before.form(event.form.visit, form) is None
    definition = program.study.forms[form]
    changed = {
        change.slot.item for change in event.changes if settlement_of(change.slot.item) is None
    }
    if is_new or changed & {STRUCK, NOT_DONE} or _adds_row(event, before):
        changed |= set(definition.by_oid)
    changed |= {definition.table_of[oid] for oid in changed if oid in definition.table_of}
    return frozenset((form, oid) for oid in changed)


def _adds_row(event: Event, before: Casebook) -> bool:
    data = before.form(event.form.visit, event.form.form)
    known = frozenset(data.all_rows) if data else frozenset()
    return any(change.slot.row and change.slot.row not in known for change in event.changes)


def begun_items(program: Program, event: Event, before: Casebook) -> Reach:
    """Return the derived items an event begins or ends to keep, whatever its changes can alter.

    The first data of a form begin its own, as does a form to be done after all; the first data of
    a visit begin those of all its forms. Rows that come or go take along those of the forms that
    repeat them, at every visit.
    """
    visit, form = event.form.visit, event.form.form
    begun = {key: False for key in program.computed if key[0] in _repeating(program, event, before)}
    data = before.form(visit, form)
    if data is None or data.not_done:
        forms = (form,) if visit in before.visits else program.visit(visit).forms
        begun |= {key: True for key in program.computed if key[0] in forms}
    return begun


def _repeating(program: Program, event: Event, before: Casebook) -> frozenset[str]:
    """The forms whose rows are those of the event's form, where these come or go."""
    form = event.form.form
    marks = {STRUCK, NOT_DONE} & {change.slot.item for change in event.changes}
    if not marks and not _adds_row(event, before):
        return frozenset()
    forms = program.study.forms.values()
    return frozenset(other.oid for other in forms if other.rows_come_from == form)
