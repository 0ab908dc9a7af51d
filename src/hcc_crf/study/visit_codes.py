"""Visit codes and patterns: `C3D1` is number 3 of `C{n}D1`.

A pattern holds at most one `{x}`; its numbers are whole, without leading zeros, and lie in the
range the schedule gives. A visit named exactly wins over a pattern.
"""

import re
from collections.abc import Mapping

PATTERN = re.compile(r"[A-Z][A-Z0-9]*(\{[a-z]\}[A-Z0-9]*)?")
"""What a visit pattern looks like; a code is the same without braces."""


def variable_of(pattern: str) -> str:
    """Return the letter in braces, or empty: `n` of `C{n}D1`."""
    found = re.search(r"\{([a-z])\}", pattern)
    return found[1] if found else ""


def numbered(pattern: str, number: int | None) -> str:
    """Return the code of a visit: `C3D1` of `C{n}D1` and 3; the pattern itself without a number."""
    return pattern if number is None else re.sub(r"\{[a-z]\}", str(number), pattern)


def match_code(
    code: str, visits: Mapping[str, tuple[int, int] | None]
) -> tuple[str, int | None] | None:
    """Return pattern and number of a code, or `None` when no visit has it.

    Args:
        code: A visit code, such as `SCR` or `C3D1`.
        visits: Pattern → first and last number, `None` for a visit without numbers.
    """
    if code in visits and visits[code] is None:
        return code, None
    for pattern, span in visits.items():
        number = _number(code, pattern) if span else None
        if span and number is not None and span[0] <= number <= span[1]:
            return pattern, number
    return None


def _number(code: str, pattern: str) -> int | None:
    before, _, rest = pattern.partition("{")
    after = rest.partition("}")[2]
    digits = code.removeprefix(before).removesuffix(after)
    is_whole = digits.isascii() and digits.isdigit() and (digits == "0" or digits[0] != "0")
    fits = is_whole and len(digits) < 6 and f"{before}{digits}{after}" == code  # noqa: PLR2004
    return int(digits) if fits else None
