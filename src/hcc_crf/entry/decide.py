"""Decide a save: casebook and request in, one event with its consequences out, or a refusal.

Pure. The steps, in this order:

1. The subject number, visit and form exist, and the form can be opened there.
2. Everything typed is read; what cannot be read, or lies outside a hard range, refuses the save,
   all problems at once.
3. The first save of a form or row fills items not given from their defaults, marked as such.
4. What says the same as before is dropped; a save that changes nothing is no event.
5. Every derived value the change can alter is computed and recorded where it differs.
6. The findings of the form as it now stands; a reason to let one stand must be about one of them.
7. The reason can be read. Changing or clearing what was saved needs one; filling what was empty
   needs none, but in a form that the definitions close once a later visit is saved.

The first six are `foresee_save`: what a save comes to can be known while its reason is still asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hcc_crf.ledger.casebook import Casebook, with_event
from hcc_crf.ledger.events import (
    NOT_DONE,
    Change,
    Event,
    EventHash,
    EventKind,
    Origin,
    is_mark,
)
from hcc_crf.ledger.settlement import settlement_of
from hcc_crf.values import Bilingual, Slot, Value, VisitCode

from .check import Finding, find, open_findings, unexpected_visit
from .defaults import default_entries
from .derived import DerivedValue
from .effects import begun_items, changed_items
from .moved import Moved, follow
from .places import place_problem
from .program import ItemKey, Program, Reach
from .reading import read_entries, reason_problem
from .request import Author, Problem, Refused, SaveRequest, marks_of, place_named
from .workbook import Workbook

PENDING = EventHash("")
"""Stands for the event that is being decided."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a save comes to.

    Attributes:
        event: To be sealed and stored; `None` when nothing changed.
        casebook: The casebook after it.
        derived: Every derived value the save changed, on whatever form or visit.
        findings: Everything open on the form.
        changed, reach: Items the save changed, and what these can alter.
        moved: Items that are another than before, and where.
    """

    event: Event | None
    casebook: Casebook
    derived: tuple[DerivedValue, ...]
    findings: tuple[Finding, ...]
    changed: frozenset[ItemKey] = frozenset()
    reach: Reach = field(default_factory=dict)
    moved: Moved = field(default_factory=dict)


def foresee_save(before: Workbook, request: SaveRequest, author: Author) -> Decision | Refused:
    """Return what a save comes to but for its reason, or why it is refused.

    Args:
        before: The subject's casebook before the save, open on the day of the save.
        request: What is asked.
        author: Who asks.
    """
    program, casebook, context = before.program, before.casebook, before.context
    problem = place_problem(before, request.form)  # (1)
    if problem is not None:
        return Refused((problem,))
    read = read_entries(before, request)  # (2)
    if isinstance(read, Refused):
        return read
    if casebook.form(request.form.visit, request.form.form) is None and _is_reasons_only(request):
        return Refused((Problem("NOTHING-TO-SETTLE", str(request.form), _NOTHING_ENTERED),))
    values = {**read, **marks_of(request)}
    event = _event(program, request, author, _changes(casebook, request, values))
    typed_book = Workbook(program, _after(casebook, event), context)
    defaults = default_entries(typed_book, request, casebook)  # (3)
    changes = event.changes + _changes(casebook, request, defaults, Origin.DEFAULT)  # (4)
    if not changes:
        form = request.form
        findings = unexpected_visit(before, form) + open_findings(before, form.visit, form.form)
        return Decision(None, casebook, (), findings)
    return _with_consequences(before, replace(event, changes=changes))


def with_reason(before: Workbook, foreseen: Decision, request: SaveRequest) -> Decision | Refused:
    """Return a save with its reason, or why it is refused without one, or with this one (7).

    Args:
        before: As in `foresee_save`.
        foreseen: What it returned.
        request: What is asked, its reason included.
    """
    unfit = reason_problem(request.reason)
    if unfit is not None:
        return Refused((Problem("UNREADABLE", str(request.form), unfit),))
    event, reason = foreseen.event, request.reason.strip()
    if event is None:
        return foreseen
    problem = None if reason else _reason_lacks(before, event)
    if problem is not None:
        return Refused((problem,))
    return replace(foreseen, event=replace(event, reason=reason))


def _with_consequences(before: Workbook, event: Event) -> Decision | Refused:
    program, casebook, form = before.program, before.casebook, event.form
    changed = changed_items(program, event, casebook)
    begun = begun_items(program, event, casebook)
    reach = {**begun, **program.reach(changed)}
    stale = frozenset(reach)
    book = Workbook(program, _after(casebook, event), before.context, stale=stale)
    found = follow(before, book, form.visit, changed=changed, begun=begun)  # (5)
    event = replace(event, derivations=tuple(value.record() for value in found.derived))
    problems = tuple(_idle_reasons(book, event))  # (6)
    if problems:
        return Refused(problems)
    findings = unexpected_visit(before, form) + open_findings(book, form.visit, form.form)
    after = _after(casebook, event)
    return Decision(event, after, found.derived, findings, changed, reach, found.moved)


def _is_reasons_only(request: SaveRequest) -> bool:
    slots = [slot for slot, _typed in request.entries]
    return bool(slots) and all(settlement_of(slot.item) for slot in slots)


def _idle_reasons(book: Workbook, event: Event) -> Iterator[Problem]:
    """Yield the reasons given for findings that are not there, or rest on other values by now."""
    form = event.form
    reasons = [c.slot for c in event.changes if settlement_of(c.slot.item) and not c.value.is_blank]
    if reasons:
        found = {finding.mark for finding in find(book, form.visit, form.form)}
        for slot in reasons:
            if slot not in found:
                yield Problem("NOTHING-TO-SETTLE", place_named(form, slot), _NOT_FOUND)


def _event(
    program: Program, request: SaveRequest, author: Author, changes: tuple[Change, ...]
) -> Event:
    definition = program.study.forms[request.form.form]
    return Event(
        kind=EventKind.SAVE,
        form=request.form,
        form_version=definition.version,
        definition=f"{program.study.version}:{program.study.digest[:16]}",
        user=author.user,
        role=author.role,
        reason="",
        changes=changes,
    )


def _after(casebook: Casebook, event: Event) -> Casebook:
    return with_event(casebook, event, event_hash=PENDING, at_utc="")


def _changes(
    casebook: Casebook,
    request: SaveRequest,
    values: dict[Slot, Value],
    origin: Origin = Origin.TYPED,
) -> tuple[Change, ...]:
    data = casebook.form(request.form.visit, request.form.form)
    changes = []
    for slot, value in values.items():
        cell = data.cells.get(slot) if data else None
        before = data.value(slot) if data else None
        if before is None or before.is_blank:
            is_new = not value.is_blank
        else:
            is_new = not value.says_the_same_as(before)
        if is_new:
            changes.append(Change(slot, value, cell.event if cell else None, origin))
    return tuple(changes)


def _reason_lacks(before: Workbook, event: Event) -> Problem | None:
    """Return why an event needs a reason, `None` where it needs none."""
    casebook, form = before.casebook, event.form
    data = casebook.form(form.visit, form.form)
    if data is None:
        return None
    closing = VisitCode(before.program.study.forms[form.form].reason_after)
    if closing in casebook.visits and not all(
        is_mark(change.slot.item) for change in event.changes
    ):
        return Problem("REASON-NEEDED", str(form), _closed_by(closing))
    for change in event.changes:
        marks_data_not_done = change.slot.item == NOT_DONE and bool(data.cells)
        changes_saved = not data.value(change.slot).is_blank
        if changes_saved or marks_data_not_done:
            return Problem("REASON-NEEDED", place_named(form, change.slot), _REASON_NEEDED)
    return None


def _closed_by(visit: VisitCode) -> Bilingual:
    return Bilingual(
        f"Since visit {visit} is saved, this form is closed. Give the reason for what is added or "
        "changed.",
        f"访视 {visit} 已保存，该表单已关闭。请填写补充或修改的原因。",
    )


_REASON_NEEDED = Bilingual(
    "This changes what was saved. Give the reason for the change.",
    "此操作修改已保存的数据，请填写修改原因。",
)


_NOTHING_ENTERED = Bilingual(
    "Nothing is entered on this form yet. A finding stands only beside values.",
    "该表单尚无数据。核查提示只能在录入数据后说明。",
)
_NOT_FOUND = Bilingual(
    "There is no such finding here, or its values have changed. Look at the findings again.",
    "此处没有该核查提示，或相关数值已改变。请重新查看核查提示。",
)
