"""The closed language of expressions: text → checked syntax tree.

One Python expression of names, `FORM.ITEM`, texts, decimal numbers, lists of these, the operators
of `_WORDS` and calls. Whatever else Python can write is refused. Nothing is ever evaluated here.
"""

import ast
import re
from decimal import Decimal

MAX_LENGTH = 2000
MAX_DEPTH = 40

_NUMBER = re.compile(r"\d+(\.\d+)?")

_OPERATORS = (
    ast.And, ast.Or, ast.Not, ast.USub, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn,
)  # fmt: skip

_ADVICE: dict[type[ast.AST], str] = {
    ast.IfExp: "write if_else(condition, then, otherwise)",
    ast.Subscript: "items of a row are read with row_value()",
    ast.NamedExpr: "compare with ==",
    ast.Tuple: "write a list in [ ]",
    ast.Set: "write a list in [ ]",
    ast.Lambda: "only the listed functions exist",
    ast.JoinedStr: "write a plain text in quotes",
    ast.Is: "compare with ==",
    ast.IsNot: "compare with !=",
    ast.Pow: "multiply instead",
    ast.FloorDiv: "divide with /",
}


def parse(source: str) -> tuple[ast.expr | None, tuple[str, ...]]:
    """Return the tree of an expression and what is wrong with it.

    Numeric literals become `Decimal`, from the digits as written. The tree is `None` when the text
    is no expression at all; otherwise it is complete, whatever else is wrong.
    """
    if len(source) > MAX_LENGTH:
        return None, (f"the expression is longer than {MAX_LENGTH} characters",)
    if "\\" in source:
        return None, ("an expression holds no backslash",)
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        return None, (f"is no expression ({error.msg}): {source}{_equals_advice(source)}",)
    except (ValueError, RecursionError, MemoryError):
        return None, ("is no expression: too deeply nested, or odd characters",)
    check = _Grammar(source)
    check.visit(tree, 0)
    return tree, tuple(dict.fromkeys(check.problems))


def _equals_advice(source: str) -> str:
    """Return a hint for the slip `=` for `==`."""
    single = re.search(r"(?<![=!<>])=(?!=)", source)
    return "; compare with == instead of =" if single else ""


class _Grammar:
    """Walks a tree, collects what the language does not have, makes literals exact."""

    def __init__(self, source: str) -> None:
        self.problems: list[str] = []
        self._lines = source.encode().split(b"\n")

    def visit(self, node: ast.AST, depth: int) -> None:
        """Check a node and everything below it."""
        if depth > MAX_DEPTH:
            self.problems.append(f"the expression is nested deeper than {MAX_DEPTH}")
            return
        for child in self._parts(node):
            self.visit(child, depth + 1)

    def _parts(self, node: ast.AST) -> list[ast.AST]:
        """Return what is to be checked below a node, after checking the node itself."""
        match node:
            case ast.BoolOp() | ast.UnaryOp() | ast.BinOp():
                return list(ast.iter_child_nodes(node))
            case ast.Compare():
                return self._comparison(node)
            case ast.Call():
                return self._called(node)
            case ast.Attribute(value=base):
                if not isinstance(base, ast.Name):
                    self.problems.append("a reference is FORM.ITEM, one point only")
            case ast.List(elts=elements):
                return self._elements(elements)
            case ast.Constant():
                self._constant(node)
            case _ if not isinstance(node, (ast.Name, *_OPERATORS)):
                self._refuse(node)
        return []

    def _called(self, node: ast.Call) -> list[ast.AST]:
        if not isinstance(node.func, ast.Name):
            self.problems.append("only a function by its name can be called")
        if node.keywords:
            self.problems.append("arguments are given by position, without names")
        return list(node.args)

    def _comparison(self, node: ast.Compare) -> list[ast.AST]:
        if len(node.ops) > 1:
            self.problems.append("comparisons are not chained; write a < b and b < c")
        return [node.left, *node.ops, *node.comparators]

    def _elements(self, elements: list[ast.expr]) -> list[ast.AST]:
        if not all(isinstance(element, ast.Constant) for element in elements):
            self.problems.append("a list holds texts and numbers only")
        if not elements:
            self.problems.append("a list is empty")
        return list(elements)

    def _constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            return
        written = self._written(node)
        if isinstance(node.value, bool) or node.value is None:
            self.problems.append(f"'{written}' is no value; codes are quoted, such as 'Y'")
        elif _NUMBER.fullmatch(written):
            node.value = Decimal(written)  # type: ignore[assignment]  # our exact literal
        else:
            self.problems.append(f"'{written}' is no plain decimal number")

    def _written(self, node: ast.Constant) -> str:
        line = self._lines[node.lineno - 1]
        return line[node.col_offset : node.end_col_offset].decode()

    def _refuse(self, node: ast.AST) -> None:
        advice = _ADVICE.get(type(node), "see the operators and functions in forms/README.md")
        word = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).lower()
        self.problems.append(f"'{word}' is not part of the expression language; {advice}")
