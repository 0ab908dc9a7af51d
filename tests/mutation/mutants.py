"""Small faults planted in a module: one changed comparison, sign, number or condition each.

Left as they are: words (only numbers inside strings such as `Decimal("1.5")` are changed), types,
decorators, and the `strict` of `zip`.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}
_DECIDED_BY_ITSELF = (ast.Compare, ast.BoolOp, ast.Constant)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault.

    Attributes:
        node: Place of the changed node in the walk of the tree.
        variant: Which of the faults possible there.
        line: Line of the source, from 1.
        change: What is different, in the words of the source.
    """

    node: int
    variant: int
    line: int
    change: str


def find_mutants(source: str) -> tuple[Mutant, ...]:
    """Return every fault that can be planted in a module."""
    tree = ast.parse(source)
    spared = set(_spared(tree))
    return tuple(
        Mutant(at, variant, node.lineno, _describe(source, node, fault))
        for at, node in enumerate(ast.walk(tree))
        if id(node) not in spared
        for variant, fault in enumerate(_faults(node))
        if isinstance(node, ast.expr | ast.stmt)
    )


def plant(source: str, mutant: Mutant) -> ast.Module:
    """Return the module with this one fault."""
    tree = ast.parse(source)
    node = next(node for at, node in enumerate(ast.walk(tree)) if at == mutant.node)
    fault = tuple(_faults(node))[mutant.variant]
    _Replace(node, fault(node)).visit(tree)
    return ast.fix_missing_locations(tree)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._old:
            return ast.copy_location(self._new, node)
        return self.generic_visit(node)


def _spared(tree: ast.Module) -> Iterator[int]:
    """Yield what stays: annotations, decorators, options of classes, texts with gaps, `strict`."""
    for node in ast.walk(tree):
        kept: list[ast.AST | None] = []
        match node:
            case ast.AnnAssign() | ast.arg():
                kept = [node.annotation]
            case ast.FunctionDef():
                kept = [node.returns, *node.decorator_list]
            case ast.ClassDef():
                kept = [*node.decorator_list, *(each.value for each in node.keywords)]
            case ast.JoinedStr():
                kept = [*node.values]
            case ast.keyword(arg="strict"):
                kept = [node.value]
        for each in kept:
            if each is not None:
                yield from (id(inner) for inner in ast.walk(each))


Fault = Callable[[ast.AST], ast.AST]


def _faults(node: ast.AST) -> Iterator[Fault]:
    match node:
        case ast.Compare():
            yield from _of_comparison(node)
        case ast.Constant():
            yield from _of_constant(node)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
            yield lambda _: ast.BinOp(left, _ARITHMETIC[type(operator)](), right)
        case ast.BoolOp(op=connective, values=values):
            other = ast.Or() if isinstance(connective, ast.And) else ast.And()
            yield lambda _: ast.BoolOp(other, values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield lambda _: operand
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, _DECIDED_BY_ITSELF):
            yield _negated
        case ast.Continue():
            yield lambda _: ast.Break()
        case ast.Break():
            yield lambda _: ast.Continue()


def _of_constant(node: ast.Constant) -> Iterator[Fault]:
    value = node.value
    if isinstance(value, bool):
        yield lambda _: ast.Constant(not value)
    elif isinstance(value, int):
        yield lambda _: ast.Constant(value + 1)
    elif isinstance(value, str) and _NUMBER.fullmatch(value):
        yield lambda _: ast.Constant(_next_number(value))


def _of_comparison(node: ast.Compare) -> Iterator[Fault]:
    """Move one edge, or turn one comparison round."""
    for table in (_EDGES, _OPPOSITES):
        for at, op in enumerate(node.ops):
            if type(op) in table:
                ops = [*node.ops[:at], table[type(op)](), *node.ops[at + 1 :]]
                yield lambda _, ops=ops: ast.Compare(node.left, ops, node.comparators)  # type: ignore[misc]


def _negated(node: ast.AST) -> ast.AST:
    match node:
        case ast.If(test=test, body=body, orelse=orelse):
            return ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.IfExp(test=test, body=value, orelse=other):
            return ast.IfExp(ast.UnaryOp(ast.Not(), test), value, other)
    raise TypeError(node)


def _next_number(text: str) -> str:
    """Change the last digit: `1.5` to `1.6`, `9` to `8`."""
    last = int(text[-1])
    return text[:-1] + str(last + 1 if last < 9 else last - 1)


def _describe(source: str, node: ast.AST, fault: Fault) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)} → if not …"
    if isinstance(node, ast.Continue | ast.Break):
        return f"{ast.unparse(node)} → {ast.unparse(fault(node))}"
    new = ast.unparse(ast.fix_missing_locations(ast.copy_location(fault(node), node)))
    old = " ".join((ast.get_source_segment(source, node) or "").split())
    return f"{old} → {new}"
