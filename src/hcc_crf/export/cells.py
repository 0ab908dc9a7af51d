"""The cells of a CSV file, safe for a spreadsheet (exchange.md, "CSV"; trust.md §5).

A text that could start a formula is prefixed with `'`; a number is written untouched, so that it
stays a number. What a cell is, the caller says by the function it calls: the guard never looks at a
text to guess whether it is a number.
"""

from decimal import Decimal

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""Characters after which a spreadsheet reads a formula, full-width forms and line ends included."""


def text_cell(text: str) -> str:
    """Return a text as a cell."""
    return f"'{text}" if text[:1] in FORMULA_STARTS else text


def number_cell(canonical: str) -> str:
    """Return the canonical text of a number, with its `<` or `>`; anything else as a text."""
    return canonical if _is_number(canonical.lstrip("<>")) else text_cell(canonical)


def count_cell(number: int) -> str:
    """Return a count or a row number; empty for 0, which stands for none."""
    return str(number) if number else ""


def plain_number(number: Decimal) -> str:
    """Return a number without exponent, its zeros kept."""
    return f"{number:f}"


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
