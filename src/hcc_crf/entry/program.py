"""A study made ready for entry: its expressions as functions, and what depends on what.

Made once when a study is loaded; immutable from outside. The dependency graph is static, so a
change recomputes only what can see it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from functools import cached_property

from hcc_crf.study.expressions import Expression, Reference
from hcc_crf.study.model import FormDef, ItemDef, Study, VisitDef
from hcc_crf.study.schedule import sort_key, visit_def
from hcc_crf.values import VisitCode

from .compile import Evaluate, Library, compile_expression, compile_parts
from .settings import ClinicalSettings, clinical_settings

ItemKey = tuple[str, str]
"""Form OID and item OID."""
Reach = Mapping[ItemKey, bool]
"""Derived items a change can alter → true when only at the visit of the change."""


def rule_of(item: ItemDef) -> Expression | None:
    """Return the expression that gives a computed item its value."""
    return item.calc or (item.default_expr if item.is_computed else None)


_REACHES_KEPT = 256
"""Sets of items whose reach is remembered: the same forms are saved again and again."""


class Reads(Flag):
    """Where somebody looks at an item."""

    HERE = auto()
    """At the visit of whoever looks."""
    BACK = auto()
    """At that visit and those before it."""
    BASELINE = auto()
    """At the visits that can be the baseline."""
    ANYWHERE = auto()


@dataclass(frozen=True, slots=True)
class Edge:
    """One item that looks at another: a derived one, or a typed one that is shown by it."""

    target: ItemKey
    reads: Reads


class Program:
    """The compiled study.

    Attributes:
        study: The definitions.
        settings: Its settings as clinical rules take them.
    """

    def __init__(self, study: Study, library: Library) -> None:
        """Keep the study; expressions are compiled when first used."""
        self.study = study
        self._library = library
        self.settings: ClinicalSettings = clinical_settings(study)
        self._compiled: dict[int, Evaluate] = {}
        self._parts: dict[int, tuple[Evaluate, ...]] = {}
        self._reach: dict[ItemKey, Reach] = {}
        self._reaches: dict[frozenset[ItemKey], Reach] = {}
        self._visits: dict[VisitCode, VisitDef] = {}
        self._order: dict[VisitCode, tuple[int, int, str]] = {}

    def compiled(self, expression: Expression) -> Evaluate:
        """Return the expression as a function of a scope."""
        key = id(expression)  # the study keeps every expression alive
        found = self._compiled.get(key)
        if found is None:
            found = self._compiled[key] = compile_expression(
                expression, self._library, frozenset(self.study.planned)
            )
        return found

    def parts(self, expression: Expression) -> tuple[Evaluate, ...]:
        """Return the parts of a condition, each as a function of a scope."""
        key = id(expression)
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = compile_parts(
                expression, self._library, frozenset(self.study.planned)
            )
        return found

    def visit(self, code: VisitCode) -> VisitDef:
        """Return the definition behind a visit code. Raises `InputError` for an unknown one."""
        found = self._visits.get(code)
        if found is None:
            found = self._visits[code] = visit_def(self.study, code)
        return found

    def order(self, code: VisitCode) -> tuple[int, int, str]:
        """Return the place of a visit in the order of the protocol, as a sort key."""
        found = self._order.get(code)
        if found is None:
            found = self._order[code] = sort_key(self.study, code)
        return found

    @cached_property
    def home(self) -> Mapping[str, VisitCode]:
        """Forms that belong to one single visit → its code (DM → SCR, AE → LOG)."""
        by_form: dict[str, list[VisitDef]] = {}
        for visit in self.study.visits:
            for form in visit.forms:
                by_form.setdefault(form, []).append(visit)
        return {
            form: VisitCode(visits[0].pattern)
            for form, visits in by_form.items()
            if len(visits) == 1 and visits[0].repeat is None
        }

    def place_of(self, form: str, seen_from: VisitCode) -> VisitCode | None:
        """Return the visit where `FORM.ITEM` is read: here if scheduled here, else its only one."""
        if form in self.visit(seen_from).forms:
            return seen_from
        return self.home.get(form)

    @cached_property
    def computed(self) -> Mapping[ItemKey, ItemDef]:
        """Every item with a rule, in the order of forms and pages."""
        return {
            (form.oid, item.oid): item
            for form in self.study.forms.values()
            for item in form.items
            if rule_of(item) is not None
        }

    @cached_property
    def _edges(self) -> Mapping[ItemKey, tuple[Edge, ...]]:
        edges: dict[ItemKey, list[Edge]] = {}
        for key, item in self.computed.items():
            rule = rule_of(item)
            shown = item.show_when
            for expression in (rule, shown):
                for reference in expression.references if expression else ():
                    edge = Edge(key, self._reads(reference, key[0]))
                    for source in self._sources(reference):
                        edges.setdefault(source, []).append(edge)
        return {key: tuple(found) for key, found in edges.items()}

    def _sources(self, reference: Reference) -> tuple[ItemKey, ...]:
        if reference.item != "*":
            return ((reference.form, reference.item),)
        form = self.study.forms.get(reference.form)
        return tuple((form.oid, oid) for oid in form.by_oid) if form else ()

    def _reads(self, reference: Reference, form: str) -> Reads:
        if reference.at_baseline:
            return Reads.BASELINE
        if reference.looking_back:
            return Reads.BACK
        if not reference.same_place:
            return Reads.ANYWHERE
        own, other = self._patterns(form), self._patterns(reference.form)
        is_here = reference.form == form or (bool(own) and own <= other)
        return Reads.HERE if is_here else Reads.ANYWHERE

    def _patterns(self, form: str) -> frozenset[str]:
        return frozenset(v.pattern for v in self.study.visits if form in v.forms)

    def reach(self, changed: frozenset[ItemKey]) -> Reach:
        """Return every derived item that a change of these items can alter."""
        known = self._reaches.get(changed)
        if known is None:
            reach: dict[ItemKey, bool] = {}
            for key in changed:
                for target, is_local in self._reach_of(key).items():
                    reach[target] = reach.get(target, True) and is_local
            if len(self._reaches) >= _REACHES_KEPT:
                self._reaches.clear()
            known = self._reaches[changed] = reach
        return known

    def _reach_of(self, start: ItemKey) -> Reach:
        known = self._reach.get(start)
        if known is not None:
            return known
        reach: dict[ItemKey, bool] = {}
        waiting = [(edge.target, edge.reads is Reads.HERE) for edge in self.edges_from(start)]
        while waiting:
            key, is_local = waiting.pop()
            if key in reach and (is_local or not reach[key]):
                continue
            reach[key] = is_local
            waiting += [
                (edge.target, is_local and edge.reads is Reads.HERE)
                for edge in self.edges_from(key)
            ]
        self._reach[start] = reach
        return reach

    def edges_from(self, key: ItemKey) -> tuple[Edge, ...]:
        """Return who looks at an item; a typed one that it can hide passes its change on."""
        return self._edges.get(key, ()) + self._hides.get(key, ())

    @cached_property
    def _hides(self) -> Mapping[ItemKey, tuple[Edge, ...]]:
        """Typed items that a change can hide or show, as if they had changed themselves."""
        hides: dict[ItemKey, list[Edge]] = {}
        for form in self.study.forms.values():
            for item in form.by_oid.values():
                if rule_of(item) is not None:
                    continue
                for reference in _shown_by(form, item):
                    edge = Edge((form.oid, item.oid), self._reads(reference, form.oid))
                    for source in self._sources(reference):
                        hides.setdefault(source, []).append(edge)
        return {key: tuple(found) for key, found in hides.items()}

    @cached_property
    def watching(self) -> Mapping[ItemKey, Mapping[str, Reads]]:
        """Item → forms whose checks or conditions look at it → where."""
        found: dict[ItemKey, dict[str, Reads]] = {}
        for form in self.study.forms.values():
            for expression in _conditions(form):
                for reference in expression.references:
                    reads = self._reads(reference, form.oid)
                    for source in self._sources(reference):
                        watchers = found.setdefault(source, {})
                        watchers[form.oid] = watchers.get(form.oid, reads) | reads
        return found

    @cached_property
    def watching_today(self) -> frozenset[str]:
        """Forms whose checks look at the date of the workstation."""
        return frozenset(
            form.oid
            for form in self.study.forms.values()
            if any("today()" in expression.source for expression in _conditions(form))
        )

    @cached_property
    def planning(self) -> frozenset[ItemKey]:
        """Items that visits are planned from: anchors, conditions, repeats."""
        return frozenset(
            source
            for visit in self.study.visits
            for expression in _planning(visit)
            for reference in expression.references
            for source in self._sources(reference)
        )


def _conditions(form: FormDef) -> tuple[Expression, ...]:
    found = [check.fire_when for check in form.checks]
    for item in form.items:
        for rule in (item, *item.columns):
            found += [e for e in (rule.show_when, rule.required_when) if e is not None]
    if form.show_when is not None:
        found.append(form.show_when)
    return (*found, *form.visit_conditions.values())


def _planning(visit: VisitDef) -> tuple[Expression, ...]:
    found = [visit.anchor, visit.target_day, visit.condition]
    if visit.repeat is not None:
        found += [visit.repeat.next_when, visit.repeat.stop_when]
    return tuple(expression for expression in found if expression is not None)


def _shown_by(form: FormDef, item: ItemDef) -> Iterator[Reference]:
    """What decides whether an item is shown: its condition, and that of the table it stands in."""
    table = form.by_oid.get(form.table_of.get(item.oid, ""))
    for one in (item, table):
        if one is not None and one.show_when is not None:
            yield from one.show_when.references
