"""What an expression works with: known values, measurements with their unit, and what is missing.

Three-valued logic has one unknown, `Missing`: it says which inputs lack, so that a derived value
without a value can name them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from hcc_crf.values import Bilingual, PartialDate, Quantity


@dataclass(frozen=True, slots=True)
class Missing:
    """No value, or an unknown truth.

    Attributes:
        inputs: Paths within the subject of the inputs that lack (`SCR/LBCOAG.INR`).
    """

    inputs: tuple[str, ...] = ()


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Measured:
    """A number of an item: as entered, and in the standard unit (unrounded)."""

    quantity: Quantity
    standard: Decimal


Known: TypeAlias = bool | Decimal | Measured | str | PartialDate | tuple[str | Decimal, ...]
Runtime: TypeAlias = Known | Missing
Argument: TypeAlias = Runtime | Quantity
"""What a function is given: a quantity where it asks for the unit as entered."""


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a score's breakdown: `bilirubin 38.2 umol/L`, `34 to 51`, `2`.

    `band` is empty where what was found is the row of the table.
    """

    found: Bilingual
    band: str
    points: str


@dataclass(frozen=True, slots=True)
class Explained:
    """What a clinical rule answered, with its reason.

    Attributes:
        value: The answer, or what it lacks.
        rule: Name and version, `child-pugh/1`.
        why: One line a nurse understands.
        decimals: Decimals to show where the rule asks for more than the item does.
        parts: The breakdown of a score.
    """

    value: Runtime
    rule: str
    why: Bilingual
    decimals: int | None = None
    parts: tuple[Part, ...] = ()


def lacking(*values: Argument) -> Missing | None:
    """Return what lacks among the values, together, or `None` when nothing does."""
    found = [value for value in values if isinstance(value, Missing)]
    if not found:
        return None
    return Missing(tuple(dict.fromkeys(name for value in found for name in value.inputs)))


def as_number(value: Runtime) -> Decimal | Missing:
    """Return the standard value of a number; one with `<` or `>` is missing in arithmetic."""
    match value:
        case Decimal() | Missing():
            return value
        case Measured(quantity=Quantity() as quantity, standard=standard):
            return standard if quantity.is_exact else MISSING
        case _:
            raise TypeError(f"a number was expected, not {type(value).__name__}")


def as_quantity(value: Runtime) -> Quantity | Missing:
    """Return a number in the unit it was entered in."""
    match value:
        case Measured(quantity=quantity):
            return quantity
        case Decimal():
            return Quantity(value)
        case Missing():
            return value
        case _:
            raise TypeError(f"a quantity was expected, not {type(value).__name__}")


Implementation: TypeAlias = Callable[..., Runtime | Explained]
"""A function of the expression language: the scope, then its arguments."""
