"""What a derived item gives, known before it is computed: a number, a date or a code."""

import ast
from dataclasses import dataclass
from enum import Enum

from hcc_crf.study.functions import FUNCTIONS, Kind
from hcc_crf.study.model import ItemDef, ItemType, Study

from .program import rule_of


class ResultKind(Enum):
    """How a recorded value is read back."""

    NUMBER = "number"
    MEASURED = "measured"
    DATE = "date"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule gives.

    Attributes:
        kind: The kind of value.
        is_rule: True when the outermost step is a function, whose own reason then is the why.
    """

    kind: ResultKind
    is_rule: bool


_GIVEN = {
    Kind.NUMBER: ResultKind.NUMBER,
    Kind.DATE: ResultKind.DATE,
    Kind.CODE: ResultKind.CODE,
    Kind.TEXT: ResultKind.CODE,
}
_TYPED = {
    ItemType.INTEGER: ResultKind.MEASURED,
    ItemType.DECIMAL: ResultKind.MEASURED,
    ItemType.DATE: ResultKind.DATE,
    ItemType.PARTIAL_DATE: ResultKind.DATE,
}


def result_of(study: Study, form: str, item: ItemDef) -> Result:
    """Return what the rule of a computed item gives."""
    rule = rule_of(item)
    if rule is None:
        return Result(_TYPED.get(item.type, ResultKind.CODE), is_rule=False)
    match rule.tree:
        case ast.Call(func=ast.Name(id=name), args=args):
            given = _GIVEN.get(FUNCTIONS[name].gives)
            return Result(given or _of_argument(study, form, args), is_rule=True)
        case ast.Name() | ast.Attribute():
            return Result(_of_name(study, rule.names[ast.unparse(rule.tree)]), is_rule=False)
        case _:
            return Result(ResultKind.NUMBER, is_rule=False)


def _of_argument(study: Study, form: str, args: list[ast.expr]) -> ResultKind:
    """The kind of what a function looks up: `prev('VS.WEIGHT')`, `first_known(A, B)`."""
    for arg in args:
        if isinstance(arg, ast.Call):
            return _of_argument(study, form, arg.args)
        text = arg.value if isinstance(arg, ast.Constant) else ast.unparse(arg)
        owner, _, name = str(text).rpartition(".")
        definition = study.forms.get(owner or form)
        if definition is not None and name in definition.by_oid:
            return _of_name(study, (definition.oid, name))
    return ResultKind.CODE


def _of_name(study: Study, target: tuple[str, str] | None) -> ResultKind:
    if target is None:
        return ResultKind.CODE
    item = study.item(*target)
    if item.is_computed:
        return result_of(study, target[0], item).kind
    return _TYPED.get(item.type, ResultKind.CODE)
