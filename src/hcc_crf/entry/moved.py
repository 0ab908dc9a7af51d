"""Follow a save through what looks at it: what is derived anew, which items and forms it moves.

An item has moved where its value is another one than before, or where it became visible or hidden.
Whoever looks at a moved item is looked at again, and may move in turn; where nothing moved, nothing
is. Who looks at what, and where, is known from the definitions (`program.edges_from`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hcc_crf.study.model import ItemDef, VisitKind
from hcc_crf.values import Slot, VisitCode

from .affected import FormKey
from .derive import is_news, left_places, places_of, visits_of
from .derived import DerivedValue
from .exposure import DOSING_FORMS, exposures
from .functions.lookup import baseline_visits
from .plan import is_earlier
from .program import Edge, ItemKey, Program, Reach, Reads
from .scope import Place, Scope
from .workbook import Workbook

Moved = Mapping[ItemKey, frozenset[VisitCode]]
"""Items that are not what they were → the visits where."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from a save.

    Attributes:
        derived: The derived values that differ from what is recorded, in the order of the forms.
        moved: The items that moved, those of the save itself included.
    """

    derived: tuple[DerivedValue, ...]
    moved: Moved


def follow(
    before: Workbook,
    after: Workbook,
    visit: VisitCode,
    *,
    changed: Iterable[ItemKey],
    begun: Reach,
) -> Consequences:
    """Return what follows from a save.

    Args:
        before: The casebook before it; records hold.
        after: The casebook after it, everything stale that the save could alter.
        visit: The visit of the save.
        changed: The items the save itself changes there.
        begun: The derived items that are kept from now on, or no longer.
    """
    following = _Following(before, after, visit)
    for key in changed:
        following.move(key, visit)
    for key, is_local in begun.items():
        for at in (visit,) if is_local else visits_of(after, key[0], visit):
            following.look(key, at)
    following.run()
    order = {key: number for number, key in enumerate(after.program.computed)}
    return Consequences(
        tuple(
            sorted(
                following.news,
                key=lambda value: (
                    order[value.path.form.form, value.path.slot.item],
                    value.path.form.visit,
                    value.path.slot,
                ),
            )
        ),
        {key: frozenset(visits) for key, visits in following.moved.items()},
    )


def moved_forms(
    before: Workbook, after: Workbook, moved: Moved, *, saved: FormKey, visits: Iterable[VisitCode]
) -> frozenset[FormKey]:
    """Return the forms that can stand otherwise than before a save.

    Args:
        before: The casebook before the save.
        after: The casebook after it.
        moved: The items it moved.
        saved: Visit and form of the save; a settled finding moves no item of it.
        visits: The visits of the subject that are looked at.
    """
    program, known = after.program, tuple(visits)
    found = {saved}
    for key, where in moved.items():
        own = {key[0]: Reads.HERE, **_row_followers(program, key[0])}
        for form, reads in {**own, **program.watching.get(key, {})}.items():
            seen_from = set(where)
            if Reads.ANYWHERE in reads or (
                Reads.BASELINE in reads and _moves_baseline(before, after, key[0], where)
            ):
                seen_from.update(known)
            elif Reads.BACK in reads:
                seen_from.update(at for v in where for at in _from_on(before, after, v, known))
            found |= {(at, form) for at in seen_from if form in program.visit(at).forms}
    return frozenset(found)


class _Following:
    """One save being followed.

    Attributes:
        moved: The items that moved so far, and where.
        news: The derived values that differ from what is recorded.
    """

    def __init__(self, before: Workbook, after: Workbook, visit: VisitCode) -> None:
        self._before = before
        self._after = after
        self._visit = visit
        self._waiting: list[tuple[ItemKey, VisitCode]] = []
        self._looked: set[tuple[ItemKey, VisitCode]] = set()
        self._at_baseline: dict[tuple[str, VisitCode], bool] = {}
        self._everywhere: dict[str, tuple[VisitCode, ...]] = {}
        self.moved: dict[ItemKey, set[VisitCode]] = {}
        self.news: list[DerivedValue] = []

    def move(self, key: ItemKey, visit: VisitCode) -> None:
        """Note that an item moved, once."""
        visits = self.moved.setdefault(key, set())
        if visit not in visits:
            visits.add(visit)
            self._waiting.append((key, visit))

    def run(self) -> None:
        """Look at whoever looks at what moved, until nothing moves."""
        while self._waiting:
            key, visit = self._waiting.pop()
            for edge in self._after.program.edges_from(key):
                for at in self._where(edge, key[0], visit):
                    self.look(edge.target, at)

    def _where(self, edge: Edge, form: str, visit: VisitCode) -> Iterable[VisitCode]:
        if edge.reads is Reads.HERE:
            return (visit,)
        if edge.reads is Reads.BASELINE and not self._is_at_baseline(form, visit):
            return ()
        target = edge.target[0]
        found = self._everywhere.get(target)
        if found is None:
            found = self._everywhere[target] = visits_of(self._after, target, self._visit)
        if edge.reads is Reads.BACK:
            return _from_on(self._before, self._after, visit, found)
        return found

    def _is_at_baseline(self, form: str, visit: VisitCode) -> bool:
        found = self._at_baseline.get((form, visit))
        if found is None:
            found = _moves_baseline(self._before, self._after, form, (visit,))
            self._at_baseline[form, visit] = found
        return found

    def look(self, key: ItemKey, visit: VisitCode) -> None:
        """Look at one item of one visit, in all its rows."""
        if (key, visit) in self._looked:
            return
        self._looked.add((key, visit))
        item = self._after.program.computed.get(key)
        if item is None:
            if _is_turned(self._before, self._after, visit, key):
                self.move(key, visit)
            return
        for slot in _slots(self._after, key, item, visit):
            value = self._after.derived(visit, key[0], slot)
            if is_news(self._after, value, item):
                self.news.append(value)
            if self._is_another(value):
                self.move(key, visit)

    def _is_another(self, value: DerivedValue) -> bool:
        """Return whether whoever looks at a derived value sees something else than before."""
        form, slot, before = value.path.form, value.path.slot, self._before
        record = before.casebook.derived.get((form.visit, form.form, slot))
        if record is None:
            if slot.row and slot.row not in before.rows(form.visit, form.form):
                return True
            record = before.derived(form.visit, form.form, slot).record()
        was = (record.canonical, record.unit, record.missing)
        return was != (value.canonical, value.unit, value.missing)


def _slots(book: Workbook, key: ItemKey, item: ItemDef, visit: VisitCode) -> Iterator[Slot]:
    for _visit, slot in (
        *places_of(book, key, item, (visit,)),
        *left_places(book, key, item, (visit,)),
    ):
        yield slot


def _row_followers(program: Program, form: str) -> dict[str, Reads]:
    """The forms whose rows are those of another form: they follow it at every visit."""
    forms = program.study.forms.values()
    return {other.oid: Reads.ANYWHERE for other in forms if other.rows_come_from == form}


def _moves_baseline(
    before: Workbook, after: Workbook, form: str, visits: Iterable[VisitCode]
) -> bool:
    """Return whether what moved on a form of these visits can be seen by looking at the baseline.

    A dose is seen where the first one is another day; anything else where some form of the visit
    can be a baseline, before the save or after.
    """
    if form in DOSING_FORMS:
        return exposures(before).first != exposures(after).first
    return any(
        visit in baseline_visits(Scope(book, Place(visit, oid)), oid)
        for visit in visits
        for oid in after.program.visit(visit).forms
        for book in (before, after)
    )


def _from_on(
    before: Workbook, after: Workbook, visit: VisitCode, visits: Iterable[VisitCode]
) -> tuple[VisitCode, ...]:
    """Return those of the visits from which a look back can come to `visit`, and the logs.

    Only what lies before it by date, in the casebook before and after, and by the protocol, cannot.
    """
    program = after.program
    return tuple(
        at
        for at in visits
        if program.visit(at).kind is VisitKind.LOG
        or program.order(at) >= program.order(visit)
        or not (is_earlier(before, at, visit) and is_earlier(after, at, visit))
    )


def _is_turned(before: Workbook, after: Workbook, visit: VisitCode, key: ItemKey) -> bool:
    """Return whether a typed value became visible or hidden in any row."""
    form, item = key
    data = after.form(visit, form)
    return data is not None and any(
        before.is_shown(visit, form, slot) != after.is_shown(visit, form, slot)
        for slot, cell in data.cells.items()
        if slot.item == item and not cell.value.is_blank
    )
