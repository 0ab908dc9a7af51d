"""A casebook with what is typed laid over it: what a person sees before a save."""

from collections.abc import Mapping

from hcc_crf.ledger.casebook import with_event
from hcc_crf.ledger.events import Change, Event, EventHash, EventKind, Origin
from hcc_crf.values import Bilingual, FormPath, Slot, Value

from .effects import changed_items
from .parse import Typed
from .reading import read_entry
from .request import Problem, SaveRequest
from .workbook import Workbook


def read_drafts(
    base: Workbook, path: FormPath, drafts: Mapping[Slot, Typed]
) -> tuple[dict[Slot, Value], dict[Slot, Bilingual]]:
    """Return what is typed as values, and why the rest cannot be read, both by place."""
    request = SaveRequest(path)
    values: dict[Slot, Value] = {}
    problems: dict[Slot, Bilingual] = {}
    for slot, typed in drafts.items():
        answer = read_entry(base, request, slot, typed)
        if isinstance(answer, Problem):
            problems[slot] = answer.message
        else:
            values[slot] = answer
    return values, problems


def with_values(base: Workbook, path: FormPath, values: Mapping[Slot, Value]) -> Workbook:
    """Return the workbook with the values in it, resting on its base for all they cannot alter."""
    if not values:
        return base
    program = base.program
    changes = tuple(Change(slot, value, None, Origin.TYPED) for slot, value in values.items())
    event = Event(EventKind.SAVE, path, "", "", "", "", "", changes)
    after = with_event(base.casebook, event, event_hash=EventHash(""), at_utc="")
    changed = changed_items(program, event, base.casebook)
    reach = frozenset(program.reach(changed))
    return Workbook(program, after, base.context, stale=reach, base=base, touched=changed | reach)
