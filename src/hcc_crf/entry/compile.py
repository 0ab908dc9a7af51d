"""Turn parsed expressions into functions of a scope, once a study.

A small walker of our own over the checked syntax tree: with exact decimals, three-valued logic,
units and a trace of what was read, little of a general evaluator would be left (ADR 0006). Nothing
is ever passed to `eval`.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol, TypeAlias

from hcc_crf.study.expressions import Expression
from hcc_crf.study.functions import FUNCTIONS, FunctionDef, Kind

from .operators import COMPARISONS, Truth, arithmetic, both, either, negate
from .runtime import (
    Argument,
    Explained,
    Implementation,
    Missing,
    Runtime,
    as_number,
    as_quantity,
    lacking,
)


class Reader(Protocol):
    """Where an expression stands: what it may read, and who hears what clinical rules say."""

    def read(self, form: str, item: str) -> Runtime:
        """Return the value `FORM.ITEM` has as seen from there."""

    def hear(self, function: str, *said: object) -> None:
        """Keep what a function answered."""

    def note(self, explained: Explained) -> None:
        """Keep what a clinical rule said."""


Evaluate: TypeAlias = Callable[[Reader], Runtime]


@dataclass(frozen=True, slots=True)
class Library:
    """The functions that expressions may call.

    Attributes:
        implementations: By name; each takes the scope, then its arguments.
        asked_when_missing: Those that say more than which argument lacks, so they are asked even
            when one does.
    """

    implementations: Mapping[str, Implementation]
    asked_when_missing: frozenset[str]


def compile_expression(
    expression: Expression, library: Library, planned: frozenset[str]
) -> Evaluate:
    """Return a function that gives the expression its value in a scope.

    Args:
        expression: Parsed and checked.
        library: The functions.
        planned: Forms that are not built yet; whatever asks for one of them is missing.
    """
    return _Compiler(expression, library, planned).compile(expression.tree)


def compile_parts(
    expression: Expression, library: Library, planned: frozenset[str]
) -> tuple[Evaluate, ...]:
    """Return every comparison and yes-or-no answer of a condition as a function of its own.

    A condition stops at what decides it; all of its parts say what it rests on.
    """
    compiler = _Compiler(expression, library, planned)
    return tuple(compiler.compile(part) for part in _parts(expression.tree))


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                yield from _parts(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _parts(operand)
        case _:
            yield node


def truth(value: Runtime) -> Truth:
    """Return a condition's value. Raises `TypeError` for what is no condition."""
    if isinstance(value, bool | Missing):
        return value
    raise TypeError(f"a condition was expected, not {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class _Compiler:
    expression: Expression
    library: Library
    planned: frozenset[str]

    def compile(self, node: ast.expr) -> Evaluate:
        match node:
            case ast.Constant(value=value):
                return _constant(value)
            case ast.Name() | ast.Attribute():
                return self._name(ast.unparse(node))
            case ast.List(elts=elements):
                values = tuple(_literal(element) for element in elements)
                return lambda _scope: values
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.compile(operand)
                return lambda scope: negate(truth(inner(scope)))
            case ast.UnaryOp(operand=operand):
                number, subtract = self.compile(operand), arithmetic(ast.Sub())
                return lambda scope: subtract(Decimal(0), number(scope))
            case ast.BinOp(left=left, op=op, right=right):
                return self._pair(arithmetic(op), left, right)
            case ast.BoolOp(op=op, values=values):
                return self._join(either if isinstance(op, ast.Or) else both, values)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._comparison(ops, [left, *comparators])
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(FUNCTIONS[name], args)
            case _:
                raise TypeError(f"{type(node).__name__} is no part of the expression language")

    def _name(self, text: str) -> Evaluate:
        target = self.expression.names[text]
        if target is None:
            return lambda _scope: Missing((text,))
        form, item = target
        return lambda scope: scope.read(form, item)

    def _pair(
        self, operation: Callable[[Runtime, Runtime], Runtime], left: ast.expr, right: ast.expr
    ) -> Evaluate:
        a, b = self.compile(left), self.compile(right)
        return lambda scope: operation(a(scope), b(scope))

    def _join(self, operation: Callable[[Truth, Truth], Truth], nodes: list[ast.expr]) -> Evaluate:
        parts = [self.compile(node) for node in nodes]
        decided = operation is either  # `or` is decided by a true, `and` by a false

        def evaluate(scope: Reader) -> Runtime:
            result: Truth = not decided
            for part in parts:
                result = operation(result, truth(part(scope)))
                if result is decided:
                    break
            return result

        return evaluate

    def _comparison(self, ops: list[ast.cmpop], operands: list[ast.expr]) -> Evaluate:
        steps = [
            self._pair(COMPARISONS[type(op)], left, right)
            for op, (left, right) in zip(ops, pairwise(operands), strict=True)
        ]
        if len(steps) == 1:
            return steps[0]

        def evaluate(scope: Reader) -> Runtime:
            result: Truth = True
            for step in steps:
                result = both(result, truth(step(scope)))
            return result

        return evaluate

    def _call(self, function: FunctionDef, args: list[ast.expr]) -> Evaluate:
        for arg, kind in zip(args, function.args, strict=True):
            if kind in (Kind.PATH, Kind.FORM) and isinstance(arg, ast.Constant):
                asked = str(arg.value)
                if asked.partition(".")[0] in self.planned:
                    return lambda _scope: Missing((asked,))
        implementation = self.library.implementations[function.name]
        parts = [
            (self.compile(arg), _COERCIONS.get(kind, _as_it_is))
            for arg, kind in zip(args, function.args, strict=True)
        ]
        needed = (
            []
            if function.name in self.library.asked_when_missing
            else [i for i in range(len(args)) if i + 1 not in function.may_be_missing]
        )

        def evaluate(scope: Reader) -> Runtime:
            values = [coerce(part(scope)) for part, coerce in parts]
            missing = lacking(*(values[i] for i in needed))
            if missing is not None:
                return missing
            answer = implementation(scope, *values)
            if isinstance(answer, Explained):
                scope.note(answer)
                answer = answer.value
            scope.hear(function.name, *values, "→", answer)
            return answer

        return evaluate


def _literal(node: ast.expr) -> str | Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | Decimal):
        return node.value
    raise TypeError("lists hold literals only")  # checked when the study was loaded


def _constant(value: object) -> Evaluate:
    if isinstance(value, str | Decimal):
        return lambda _scope: value
    raise TypeError(f"{type(value).__name__} is no literal")  # checked when the study was loaded


def _as_it_is(value: Runtime) -> Argument:
    return value


_COERCIONS: dict[Kind, Callable[[Runtime], Argument]] = {
    Kind.NUMBER: as_number,
    Kind.QUANTITY: as_quantity,
}
