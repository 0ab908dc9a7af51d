"""Figures: how numbers are bounded, rounded and written.

Every threshold is compared with the exact `Decimal` of the typed text; rounding is half up and only
where a source rounds first, or for display.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

from hcc_crf.values import Qualifier, Quantity

ZERO = Decimal(0)
ONE = Decimal(1)
BEYOND_MEASURE = Decimal(10) ** 15
"""Stands for *no upper limit* of a value given as `>x`."""


_WIDE = Context(prec=400)
"""Room to round what absurd input gives, such as the BMI of someone a micrometre tall."""


def plain(number: Decimal | int) -> str:
    """Write a number in full, without exponent, as exact as it is: `34.0`, `0.0000001`."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def rounded_half_up(number: Decimal, decimals: int = 0) -> Decimal:
    """Round half away from zero; `14.5` is 15, unlike Python's `round`."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def bounds(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest number it can be.

    `<5` is from 0 to just below 5, `>5` from just above 5 without limit; *just* is one unit in the
    28th digit, nearer than any cut-off.
    """
    number = quantity.number
    if quantity.qualifier is Qualifier.BELOW:
        return ZERO, number.next_minus()
    if quantity.qualifier is Qualifier.ABOVE:
        return number.next_plus(), BEYOND_MEASURE
    return number, number


def as_quantity(number: Decimal | Quantity | None) -> Quantity | None:
    """Return a bare number as an exact quantity without a unit."""
    return Quantity(number) if isinstance(number, Decimal) else number
