"""The operators of the expression language, three-valued.

Numbers with `<` or `>` and partial dates are intervals: a comparison is true or false where it is
certain and unknown otherwise. Source: `expression_language` of the study design.
"""

import ast
import operator
from collections.abc import Callable
from decimal import Decimal

from hcc_crf.values import PartialDate, Qualifier

from .runtime import MISSING, Measured, Missing, Runtime, as_number, lacking

Truth = bool | Missing


def negate(truth: Truth) -> Truth:
    """Return `not truth`; not unknown is unknown."""
    return truth if isinstance(truth, Missing) else not truth


def both(left: Truth, right: Truth) -> Truth:
    """Return `left and right`; unknown and false is false."""
    if left is False or right is False:
        return False
    return lacking(left, right) or True


def either(left: Truth, right: Truth) -> Truth:
    """Return `left or right`; unknown or true is true."""
    if left is True or right is True:
        return True
    return lacking(left, right) or False


def equals(left: Runtime, right: Runtime) -> Truth:
    """Return whether two known values are the same; codes compare as text."""
    missing = lacking(left, right)
    if missing is not None:
        return missing
    if isinstance(left, PartialDate) and isinstance(right, PartialDate):
        same = left.is_same_day(right)
        return MISSING if same is None else same
    if _is_number(left) and _is_number(right):
        return _number_equals(left, right)
    return left == right


def is_less(left: Runtime, right: Runtime) -> Truth:
    """Return whether `left` is below `right`, earlier for dates and times."""
    missing = lacking(left, right)
    if missing is not None:
        return missing
    if isinstance(left, PartialDate) and isinstance(right, PartialDate):
        before = left.is_before(right)
        return MISSING if before is None else before
    if _is_number(left) and _is_number(right):
        return _number_less(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    raise TypeError(f"{type(left).__name__} and {type(right).__name__} have no order")


def is_in(left: Runtime, right: Runtime) -> Truth:
    """Return whether a value is one of a list, or whether a list of codes holds it."""
    missing = lacking(left, right)
    if missing is not None:
        return missing
    if not isinstance(right, tuple):
        raise TypeError("'in' needs a list on its right")
    found: Truth = False
    for member in right:
        found = either(found, equals(left, member))
    return found


COMPARISONS: dict[type[ast.cmpop], Callable[[Runtime, Runtime], Truth]] = {
    ast.Eq: equals,
    ast.NotEq: lambda a, b: negate(equals(a, b)),
    ast.Lt: is_less,
    ast.Gt: lambda a, b: is_less(b, a),
    ast.LtE: lambda a, b: negate(is_less(b, a)),
    ast.GtE: lambda a, b: negate(is_less(a, b)),
    ast.In: is_in,
    ast.NotIn: lambda a, b: negate(is_in(a, b)),
}

_ARITHMETIC: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}


def arithmetic(operation: ast.operator) -> Callable[[Runtime, Runtime], Decimal | Missing]:
    """Return the operation on standard values; division by 0 gives missing."""
    compute = _ARITHMETIC[type(operation)]
    divides = isinstance(operation, ast.Div | ast.Mod)

    def apply(left: Runtime, right: Runtime) -> Decimal | Missing:
        a, b = as_number(left), as_number(right)
        if isinstance(a, Missing) or isinstance(b, Missing):
            return lacking(a, b) or MISSING
        return MISSING if divides and b == 0 else compute(a, b)

    return apply


def _is_number(value: Runtime) -> bool:
    return isinstance(value, Decimal | Measured)


def _bounds(value: Runtime) -> tuple[Decimal, Qualifier]:
    if isinstance(value, Measured):
        return value.standard, value.quantity.qualifier
    assert isinstance(value, Decimal)  # noqa: S101  (callers test _is_number)
    return value, Qualifier.EXACT


def _number_equals(left: Runtime, right: Runtime) -> Truth:
    (a, qa), (b, qb) = _bounds(left), _bounds(right)
    if qa is Qualifier.EXACT and qb is Qualifier.EXACT:
        return a == b
    less, more = _number_less(left, right), _number_less(right, left)
    return False if less is True or more is True else MISSING


def _number_less(left: Runtime, right: Runtime) -> Truth:
    (a, qa), (b, qb) = _bounds(left), _bounds(right)
    if qa is Qualifier.EXACT and qb is Qualifier.EXACT:
        return a < b
    certain = _interval_less(a, qa, b, qb)
    return MISSING if certain is None else certain


def _interval_less(a: Decimal, qa: Qualifier, b: Decimal, qb: Qualifier) -> bool | None:
    """Compare open intervals: `<x` is (-inf, x), `>x` is (x, inf)."""
    if qa is not Qualifier.ABOVE and qb is not Qualifier.BELOW and a <= b:
        return True
    if qa is not Qualifier.BELOW and qb is not Qualifier.ABOVE and a >= b:
        return False
    return None
