"""When an item applies, in words: `SYSBP >= 140 or DIABP >= 90` → if “Systolic …” ≥ 140 or ….

Only plain comparisons of items are put into words; anything else is “if applicable”. Nothing is
evaluated here.
"""

import ast

from hcc_crf.study.expressions import Expression
from hcc_crf.study.model import ItemDef, Study
from hcc_crf.values import Language

from . import texts
from .unit_signs import with_signs

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.In: "=",
}


def condition_text(study: Study, expression: Expression, language: Language) -> str:
    """Return a condition in words, without “if”; empty when it cannot be said plainly."""
    return _said(study, expression, expression.tree, language)


def hint_text(study: Study, expression: Expression, language: Language) -> str:
    """Return “if …”, or “if applicable”."""
    said = condition_text(study, expression, language)
    if not said:
        return texts.IF_APPLICABLE.in_language(language)
    return texts.IF.in_language(language).format(condition=said)


def _said(study: Study, expression: Expression, tree: ast.expr, language: Language) -> str:
    match tree:
        case ast.BoolOp(op=ast.Or(), values=values):
            parts = [_said(study, expression, value, language) for value in values]
            return texts.OR.in_language(language).join(parts) if all(parts) else ""
        case ast.BoolOp(op=ast.And(), values=values):
            parts = [_said(study, expression, value, language) for value in values]
            return texts.AND.in_language(language).join(part for part in parts if part)
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return _compared(study, expression, (left, sign, right), language)
        case _:
            return ""


def _compared(
    study: Study,
    expression: Expression,
    comparison: tuple[ast.expr, ast.cmpop, ast.expr],
    language: Language,
) -> str:
    left, sign, right = comparison
    target = expression.names.get(ast.unparse(left))
    values = _constants(right)
    if target is None or not values or type(sign) not in _SIGNS:
        return ""
    item = study.item(*target)
    label = with_signs(item.label.in_language(language)).rstrip("?？")
    said = texts.OR.in_language(language).join(_term(study, item, v, language) for v in values)
    return f"{texts.QUOTED.in_language(language).format(label=label)} {_SIGNS[type(sign)]} {said}"


def _constants(tree: ast.expr) -> tuple[str, ...]:
    match tree:
        case ast.Constant(value=value):
            return (str(value),)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return tuple(value for part in parts for value in _constants(part))
        case _:
            return ()


def _term(study: Study, item: ItemDef, code: str, language: Language) -> str:
    terms = study.codelists[item.codelist].by_code if item.codelist else {}
    return terms[code].label.in_language(language) if code in terms else code
