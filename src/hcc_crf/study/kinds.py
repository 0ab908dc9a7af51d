"""Do the parts of an expression fit together: numbers with numbers, dates with dates, known codes.

Only what is certain is a fault; `Kind.VALUE` is any kind, or not known before data are there.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from .catalogue import Catalogue, ItemEntry
from .faults import suggest
from .functions import FUNCTIONS, QUOTED, Kind
from .section import decimal_or_none

_FAMILY: Mapping[Kind, str] = {
    Kind.BOOL: "a condition",
    Kind.NUMBER: "a number",
    Kind.QUANTITY: "a number",
    Kind.TEXT: "a text or code",
    Kind.CODE: "a text or code",
    Kind.KEY: "a text or code",
    Kind.DATE: "a date",
    Kind.LIST: "a list",
}

_PATH_VALUE = frozenset(
    {"at", "prev", "prev_scheduled", "latest", "baseline", "row_value", "row_min", "row_max"}
)
"""Functions that give the value of the item their path names."""

_WITH_PATH_CODE = frozenset({"any_row_is", "ever_is", "ever_in"})
"""Functions that compare the item of their path with their second argument."""

Names = Mapping[str, tuple[str, str] | None]
ItemKind = Callable[[str, str], Kind]


def fits(kind: Kind, wanted: Kind) -> bool:
    """True when a value of `kind` may stand where `wanted` is needed."""
    if Kind.VALUE in (kind, wanted):
        return True
    return _FAMILY.get(kind) == _FAMILY.get(wanted)


def describe(kind: Kind) -> str:
    """Return a kind in a person's words."""
    return _FAMILY.get(kind, "a value")


class KindCheck:
    """Checks one resolved expression; `problems` says what does not fit."""

    def __init__(self, catalogue: Catalogue, names: Names, item_kind: ItemKind) -> None:
        """Prepare; `item_kind` tells the kind of any item, derived ones included."""
        self.problems: list[str] = []
        self._catalogue = catalogue
        self._names = names
        self._item_kind = item_kind

    def kind(self, node: ast.expr) -> Kind:
        """Return what a node gives, after checking everything in it."""
        match node:
            case ast.BoolOp(values=values):
                for value in values:
                    self._want(value, Kind.BOOL, "'and' and 'or' join conditions")
                return Kind.BOOL
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._want(operand, Kind.BOOL, "'not' turns a condition round")
                return Kind.BOOL
            case ast.UnaryOp(operand=operand):
                return self._want(operand, Kind.NUMBER, "a minus sign belongs to a number")
            case ast.BinOp(left=left, right=right):
                return self._arithmetic(left, right)
            case ast.Compare(left=left, ops=operators, comparators=rights):
                self._comparison(left, operators[0], rights[0])
                return Kind.BOOL
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(name, args)
            case ast.Constant():
                return Kind.NUMBER if _is_number(node) else Kind.TEXT
            case ast.List():
                return Kind.LIST
            case _:
                item = self._item(node)
                return self._item_kind(*item) if item else Kind.VALUE

    def _want(self, node: ast.expr, wanted: Kind, rule: str) -> Kind:
        kind = self.kind(node)
        if not fits(kind, wanted):
            self.problems.append(f"{rule}; '{_text(node)}' is {describe(kind)}")
        return wanted

    def _arithmetic(self, left: ast.expr, right: ast.expr) -> Kind:
        for side in (left, right):
            kind = self.kind(side)
            if fits(kind, Kind.DATE) and kind is not Kind.VALUE:
                self.problems.append("dates are not subtracted; use days(first, second)")
            elif not fits(kind, Kind.NUMBER):
                self.problems.append(f"'{_text(side)}' is {describe(kind)}, not a number")
        return Kind.NUMBER

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> None:
        left_kind, right_kind = self.kind(left), self.kind(right)
        if isinstance(operator, (ast.In, ast.NotIn)):
            if not fits(right_kind, Kind.LIST):
                self.problems.append(
                    f"'in' looks into a list; '{_text(right)}' is {describe(right_kind)}"
                )
        elif not self._comparable(left, left_kind, right, right_kind):
            self.problems.append(
                f"'{_text(left)}' is {describe(left_kind)} and '{_text(right)}' is "
                f"{describe(right_kind)}: they cannot be compared{_number_advice(left_kind, right)}"
            )
        self._codes(left, right)
        self._codes(right, left)

    @staticmethod
    def _comparable(left: ast.expr, left_kind: Kind, right: ast.expr, right_kind: Kind) -> bool:
        for literal, kind in ((left, right_kind), (right, left_kind)):
            if isinstance(literal, ast.Constant) and kind is Kind.DATE:
                return isinstance(literal.value, str) and literal.value[:1].isdigit()
        return fits(left_kind, right_kind)

    def _call(self, name: str, args: list[ast.expr]) -> Kind:
        function = FUNCTIONS.get(name)
        if function is None or len(args) != len(function.args):
            return Kind.VALUE
        kinds: list[Kind] = []
        for wanted, arg in zip(function.args, args, strict=True):
            kind = wanted if wanted in QUOTED else self.kind(arg)
            kinds.append(kind)
            if wanted not in QUOTED and not fits(kind, wanted):
                self.problems.append(
                    f"{name}() takes {describe(wanted)} as argument {len(kinds)}; "
                    f"'{_text(arg)}' is {describe(kind)}"
                )
        if name in _WITH_PATH_CODE:
            self._codes(args[0], args[1])
        return self._given(name, args, kinds)

    def _given(self, name: str, args: list[ast.expr], kinds: list[Kind]) -> Kind:
        """Return what a call gives; for functions that give `value`, by their arguments."""
        if name in _PATH_VALUE:
            item = self._item(args[1 if name == "at" else 0])
            return self._item_kind(*item) if item else Kind.VALUE
        if name == "parameter":
            return self._parameter_kind(args[0])
        if name in ("first_known", "if_else"):
            first, second = kinds[-2:]
            if not fits(first, second):
                self.problems.append(
                    f"{name}() gives {describe(first)} or {describe(second)}; both must be alike"
                )
            return second if first is Kind.VALUE else first
        return FUNCTIONS[name].gives

    def _parameter_kind(self, arg: ast.expr) -> Kind:
        found = self._catalogue.parameters.get(_constant(arg))
        if found is None:
            return Kind.VALUE
        if isinstance(found.value, str):
            return Kind.TEXT if decimal_or_none(found.value) is None else Kind.NUMBER
        return Kind.LIST

    def _item(self, node: ast.expr) -> tuple[str, str] | None:
        """Return the item a name, reference or quoted path stands for."""
        match node:
            case ast.Name(id=name):
                return self._names.get(name)
            case ast.Attribute(value=ast.Name(id=form), attr=item):
                return self._names.get(f"{form}.{item}")
            case ast.Constant(value=str(path)):
                return self._names.get(path)
            case ast.Call(func=ast.Name(id=name), args=args) if name in _PATH_VALUE and args:
                return self._item(args[min(len(args) - 1, 1 if name == "at" else 0)])
            case _:
                return None

    def _codes(self, about: ast.expr, literal: ast.expr) -> None:
        """Report literals that are no code of the item they are compared with."""
        item = self._item(about)
        if item is None:
            return
        entry: ItemEntry = self._catalogue.forms[item[0]].items[item[1]]
        codelist = self._catalogue.codelists.get(entry.codelist)
        if codelist is None:
            return
        for code in _literal_texts(literal):
            if code not in codelist.by_code:
                near = suggest(code, codelist.by_code)
                self.problems.append(f"code list {codelist.oid} has no code '{code}'{near}")


def _literal_texts(node: ast.expr) -> Iterator[str]:
    elements = node.elts if isinstance(node, ast.List) else [node]
    for element in elements:
        if isinstance(element, ast.Constant) and isinstance(element.value, str):
            yield element.value


def _is_number(node: ast.expr) -> bool:
    value: object = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, Decimal)


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _number_advice(left_kind: Kind, right: ast.expr) -> str:
    if _is_number(right) and fits(left_kind, Kind.CODE):
        return f"; codes are texts: write '{_text(right)}' in quotes, or use number()"
    return ""


def _text(node: ast.expr) -> str:
    """Return a node as written, its exact numbers included."""
    return re.sub(r"Decimal\('([^']*)'\)", r"\1", ast.unparse(node))
