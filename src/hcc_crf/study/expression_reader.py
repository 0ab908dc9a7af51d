"""Text of an expression → `Expression`, with everything that is wrong with it.

Reading is pure and remembered: the same text in the same scope is read once, and its faults are
told at every place that uses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .catalogue import Catalogue
from .expressions import Expression, Reference
from .faults import FaultList, Place
from .functions import Kind
from .grammar import parse
from .kinds import KindCheck, describe, fits
from .model import ItemType
from .resolve import Resolver, Scope

_KIND_OF_TYPE: Mapping[ItemType, Kind] = MappingProxyType(
    {
        ItemType.TEXT: Kind.TEXT,
        ItemType.INTEGER: Kind.QUANTITY,
        ItemType.DECIMAL: Kind.QUANTITY,
        ItemType.DATE: Kind.DATE,
        ItemType.PARTIAL_DATE: Kind.DATE,
        ItemType.TIME: Kind.TEXT,
        ItemType.CHOICE: Kind.CODE,
        ItemType.YESNO: Kind.CODE,
        ItemType.MULTICHOICE: Kind.LIST,
        ItemType.AUTO_ID: Kind.KEY,
        ItemType.LAB_REF: Kind.TEXT,
        ItemType.CHOICE_DYNAMIC: Kind.KEY,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression as read.

    Attributes:
        expression: `None` when the text is no expression.
        kind: What it gives.
        problems: What is wrong with it, one text each.
        looks_at: Items its value rests on other than at earlier visits only.
        in_row: It speaks of the row it stands in.
    """

    expression: Expression | None
    kind: Kind
    problems: tuple[str, ...]
    looks_at: frozenset[tuple[str, str]]
    in_row: bool


_NOTHING = Reading(None, Kind.VALUE, (), frozenset(), in_row=False)


class ExpressionReader:
    """Reads every expression of a study against its names."""

    def __init__(self, catalogue: Catalogue, faults: FaultList) -> None:
        """Read against `catalogue`; what is wrong goes to `faults`."""
        self.catalogue = catalogue
        self.faults = faults
        self._anchors: dict[str, frozenset[Reference]] = {}
        self._readings: dict[tuple[str, Scope], Reading] = {}
        self._item_kinds: dict[tuple[str, str], Kind] = {}

    def set_anchor(self, pattern: str, references: frozenset[Reference]) -> None:
        """Say what the target date of a visit rests on, for `visit_target()` elsewhere."""
        self._anchors[pattern] = references

    def expression(
        self, source: str, wanted: Kind, scope: Scope, place: Place
    ) -> Expression | None:
        """Return an expression, `None` for an empty text; faults are told at `place`."""
        return self.reading(source, wanted, scope, place).expression

    def reading(self, source: str, wanted: Kind, scope: Scope, place: Place) -> Reading:
        """Return an expression with all that is known of it; faults are told at `place`."""
        if not source:
            return _NOTHING
        key = (source, scope)
        if key not in self._readings:
            self._readings[key] = self._read(source, scope)
        reading = self._readings[key]
        for problem in reading.problems:
            self.faults.add(place, problem)
        if not reading.problems and not fits(reading.kind, wanted):
            self.faults.add(
                place, f"must give {describe(wanted)}; '{source}' gives {describe(reading.kind)}"
            )
        return reading

    def _read(self, source: str, scope: Scope) -> Reading:
        tree, problems = parse(source)
        if tree is None or problems:
            return Reading(None, Kind.VALUE, problems, frozenset(), in_row=False)
        resolver = Resolver(self.catalogue, scope, self._anchors)
        resolver.visit(tree)
        check = KindCheck(self.catalogue, resolver.names, self._item_kind)
        kind = check.kind(tree)
        return Reading(
            Expression(
                source,
                tree,
                MappingProxyType(resolver.names),
                frozenset(resolver.references),
            ),
            kind,
            tuple(dict.fromkeys((*resolver.problems, *check.problems))),
            frozenset(resolver.looks_at),
            in_row=resolver.in_row,
        )

    def _item_kind(self, form: str, item: str) -> Kind:
        """Return what an item holds; of a derived one what its expression gives."""
        known = self._item_kinds.get((form, item))
        if known is not None:
            return known
        self._item_kinds[form, item] = Kind.VALUE  # met again below: it rests on itself
        entry = self.catalogue.forms[form].items[item]
        kind = _KIND_OF_TYPE.get(entry.type, Kind.VALUE) if entry.type else Kind.VALUE
        if kind is Kind.VALUE:
            kind = self._computed_kind(form, entry.calc, is_code=bool(entry.codelist))
        self._item_kinds[form, item] = kind
        return kind

    def _computed_kind(self, form: str, calc: str, *, is_code: bool) -> Kind:
        if is_code:
            return Kind.CODE
        tree, problems = parse(calc) if calc else (None, ())
        if tree is None or problems:
            return Kind.VALUE
        resolver = Resolver(self.catalogue, Scope(form=form), self._anchors)
        resolver.visit(tree)
        return KindCheck(self.catalogue, resolver.names, self._item_kind).kind(tree)
