"""When an item applies, in words: `SYSBP >= 140 or DIABP >= 90` → if “Systolic …” ≥ 140 or ….

Only plain comparisons of items are put into words; anything else is “if applicable”. Nothing is
evaluated here.
"""

import ast
from dataclasses import dataclass

from hcc_crf.study.expressions import Expression
from hcc_crf.study.model import ItemDef, Study
from hcc_crf.study.unit_signs import with_signs
from hcc_crf.values import Language

from . import texts
from .answers import is_written_as_number

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.In: "=",
}


def hint_text(
    study: Study, expression: Expression, language: Language, *, by_number: bool = False
) -> str:
    """Return “if …”, or “if applicable”; `by_number` names choices written as numbers by them."""
    said = _Words(study, expression, language, by_number).said(expression.tree)
    if not said:
        return texts.IF_APPLICABLE.in_language(language)
    return texts.IF.in_language(language).format(condition=said)


@dataclass(frozen=True, slots=True)
class _Words:
    """An expression being put into words; empty for what cannot be said plainly."""

    study: Study
    expression: Expression
    language: Language
    by_number: bool

    def said(self, tree: ast.expr) -> str:
        match tree:
            case ast.BoolOp(op=ast.Or(), values=values):
                parts = [self.said(value) for value in values]
                return texts.OR.in_language(self.language).join(parts) if all(parts) else ""
            case ast.BoolOp(op=ast.And(), values=values):
                parts = [self._as_part(value) for value in values]
                return texts.AND.in_language(self.language).join(filter(None, parts))
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return self._compared(left, sign, right)
            case _:
                return ""

    def _as_part(self, tree: ast.expr) -> str:
        """Say one of several conditions that all must hold; “or” inside it is bracketed."""
        said = self.said(tree)
        if said and isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or):
            return texts.BRACKETED.in_language(self.language).format(condition=said)
        return said

    def _compared(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> str:
        target = self.expression.names.get(ast.unparse(left))
        values = _constants(right)
        if target is None or not values or type(sign) not in _SIGNS:
            return ""
        item = self.study.item(*target)
        label = with_signs(item.label.in_language(self.language)).rstrip("?？")
        named = texts.QUOTED.in_language(self.language).format(label=label)
        terms = (self._term(item, value) for value in values)
        return f"{named} {_SIGNS[type(sign)]} {texts.OR.in_language(self.language).join(terms)}"

    def _term(self, item: ItemDef, code: str) -> str:
        terms = self.study.codelists[item.codelist].terms if item.codelist else ()
        for number, term in enumerate(terms, 1):
            if term.code == code:
                is_coded = self.by_number and is_written_as_number(item, terms, self.language)
                return str(number) if is_coded else term.label.in_language(self.language)
        return code


def _constants(tree: ast.expr) -> tuple[str, ...]:
    match tree:
        case ast.Constant(value=value):
            return (str(value),)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return tuple(value for part in parts for value in _constants(part))
        case _:
            return ()
