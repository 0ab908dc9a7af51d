"""Turn parsed expressions into functions of a scope, once a study.

A small walker of our own over the checked syntax tree: with exact decimals, three-valued logic,
units and a trace of what was read, little of a general evaluator would be left (ADR 0006). Nothing
is ever passed to `eval`.
"""

import ast
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from hcc_crf.study.expressions import Expression
from hcc_crf.study.functions import FUNCTIONS, Kind, FunctionDef
from hcc_crf.values import PartialDate

from .functions import IMPLEMENTATIONS
from .operators import COMPARISONS, Truth, arithmetic, both, either, negate
from .runtime import (
    Argument,
    Explained,
    Missing,
    Runtime,
    as_number,
    as_quantity,
    lacking,
)

if TYPE_CHECKING:
    from .scope import Scope

Evaluate: TypeAlias = Callable[["Scope"], Runtime]


def compile_expression(expression: Expression) -> Evaluate:
    """Return a function that gives the expression its value in a scope."""
    return _compile(expression.tree, expression)


def truth(value: Runtime) -> Truth:
    """Return a condition's value. Raises `TypeError` for what is no condition."""
    if isinstance(value, bool | Missing):
        return value
    raise TypeError(f"a condition was expected, not {type(value).__name__}")


def _compile(node: ast.expr, expression: Expression) -> Evaluate:  # noqa: PLR0911  (one a node kind)
    match node:
        case ast.Constant(value=value):
            return _constant(value)
        case ast.Name() | ast.Attribute():
            return _name(ast.unparse(node), expression)
        case ast.List(elts=elements):
            values = tuple(_literal(element) for element in elements)
            return lambda _scope: values
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _compile(operand, expression)
            return lambda scope: negate(truth(inner(scope)))
        case ast.UnaryOp(operand=operand):
            number = _compile(operand, expression)
            subtract = arithmetic(ast.Sub())
            return lambda scope: subtract(Decimal(0), number(scope))
        case ast.BinOp(left=left, op=op, right=right):
            return _pair(arithmetic(op), left, right, expression)
        case ast.BoolOp(op=op, values=values):
            return _join(both if isinstance(op, ast.And) else either, values, expression)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _comparison(left, ops, comparators, expression)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(FUNCTIONS[name], args, expression)
        case _:
            raise TypeError(f"{type(node).__name__} is no part of the expression language")


def _literal(node: ast.expr) -> str | Decimal:
    assert isinstance(node, ast.Constant)  # noqa: S101  (lists hold literals, checked on load)
    return node.value


def _constant(value: object) -> Evaluate:
    assert isinstance(value, str | Decimal)  # noqa: S101  (checked on load)
    return lambda _scope: value


def _name(text: str, expression: Expression) -> Evaluate:
    target = expression.names[text]
    if target is None:
        return lambda _scope: Missing((text,))
    form, item = target
    return lambda scope: scope.read(form, item)


def _pair(
    operation: Callable[[Runtime, Runtime], Runtime],
    left: ast.expr,
    right: ast.expr,
    expression: Expression,
) -> Evaluate:
    a, b = _compile(left, expression), _compile(right, expression)
    return lambda scope: operation(a(scope), b(scope))


def _join(
    operation: Callable[[Truth, Truth], Truth], nodes: list[ast.expr], expression: Expression
) -> Evaluate:
    parts = [_compile(node, expression) for node in nodes]
    decided = operation is either  # either is decided by a true, both by a false

    def evaluate(scope: "Scope") -> Runtime:
        result: Truth = not decided
        for part in parts:
            result = operation(result, truth(part(scope)))
            if result is decided:
                break
        return result

    return evaluate


def _comparison(
    left: ast.expr, ops: list[ast.cmpop], comparators: list[ast.expr], expression: Expression
) -> Evaluate:
    operands = [left, *comparators]
    steps = [
        _pair(COMPARISONS[type(op)], operands[i], operands[i + 1], expression)
        for i, op in enumerate(ops)
    ]
    if len(steps) == 1:
        return steps[0]

    def evaluate(scope: "Scope") -> Runtime:
        result: Truth = True
        for step in steps:
            result = both(result, truth(step(scope)))
        return result

    return evaluate


_COERCIONS: dict[Kind, Callable[[Runtime], Argument]] = {
    Kind.NUMBER: as_number,
    Kind.QUANTITY: as_quantity,
}


def _as_it_is(value: Runtime) -> Argument:
    return value


def _call(function: FunctionDef, args: list[ast.expr], expression: Expression) -> Evaluate:
    implementation = IMPLEMENTATIONS[function.name]
    parts = [
        (_compile(arg, expression), _COERCIONS.get(kind, _as_it_is))
        for arg, kind in zip(args, function.args, strict=True)
    ]
    needed = [i for i in range(len(args)) if i + 1 not in function.may_be_missing]

    def evaluate(scope: "Scope") -> Runtime:
        values = [coerce(part(scope)) for part, coerce in parts]
        missing = lacking(*(values[i] for i in needed))
        if missing is not None:
            return missing
        answer = implementation(scope, *values)
        if isinstance(answer, Explained):
            scope.note(answer)
            return answer.value
        return answer

    return evaluate
