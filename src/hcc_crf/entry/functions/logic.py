"""Functions on values alone: missing, choice, numbers, text."""

from decimal import Decimal

from ..runtime import MISSING, Implementation, Missing, Runtime
from ..scope import Scope


def is_missing(_scope: Scope, value: Runtime) -> bool:
    """True when the value lacks, blank or with a missing reason; never unknown."""
    return isinstance(value, Missing)


def first_known(_scope: Scope, first: Runtime, second: Runtime) -> Runtime:
    """The first if it has a value, otherwise the second."""
    return second if isinstance(first, Missing) else first


def if_else(_scope: Scope, condition: bool, yes: Runtime, no: Runtime) -> Runtime:  # noqa: FBT001
    """The second argument when the condition is true, the third when it is false."""
    return yes if condition else no


def yes_no(_scope: Scope, condition: Runtime) -> Runtime:
    """Y when true, N when false, missing when unknown."""
    if isinstance(condition, Missing):
        return condition
    return "Y" if condition is True else "N"


def number(_scope: Scope, code: str) -> Runtime:
    """The number that a code made of digits stands for."""
    return Decimal(code) if code.isdigit() else MISSING


def size(_scope: Scope, value: Decimal) -> Decimal:
    """A number without its sign."""
    return abs(value)


def starts_with(_scope: Scope, text: str, beginning: str) -> bool:
    """True when the first text begins with the second."""
    return text.startswith(beginning)


def pct_change(_scope: Scope, value: Decimal, reference: Decimal) -> Runtime:
    """100 x (value - reference) / reference; missing when the reference is 0."""
    return MISSING if reference == 0 else 100 * (value - reference) / reference


FUNCTIONS: dict[str, Implementation] = {
    "is_missing": is_missing,
    "first_known": first_known,
    "if_else": if_else,
    "yes_no": yes_no,
    "number": number,
    "abs": size,
    "starts_with": starts_with,
    "pct_change": pct_change,
}
