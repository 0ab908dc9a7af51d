"""Values as text for traces and records."""

from decimal import Decimal

from .runtime import Measured, Runtime


def show(value: Runtime) -> str:
    """Return a known value as text for a trace: numbers with their unit as entered."""
    match value:
        case Measured(quantity=quantity):
            return str(quantity)
        case tuple():
            return ", ".join(str(part) for part in value)
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case _:
            return str(value)


def plain(number: Decimal) -> str:
    """Return a number without exponent and without needless zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
