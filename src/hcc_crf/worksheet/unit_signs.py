"""Units as a laboratory prints them: `umol/L` is stored, `µmol/L` is printed."""

import re

_SIGNS = {"u": "µ", "m2": "m²", ">=": "≥", "<=": "≤", "+/-": "±"} | {
    f"{times}10^{power}/L": f"×10{raised}/L"
    for times in ("x", "×", "")
    for power, raised in (("9", "⁹"), ("12", "¹²"))
}
_PLAIN = re.compile(
    r"u(?<!\wu)(?=(?:mol|kat|g)/)"
    r"|m2(?<!\wm2)\b"
    r"|x(?<!\wx)10\^(?:9|12)/L\b|×10\^(?:9|12)/L\b|1(?<!\w1)0\^(?:9|12)/L\b"
    r"|>=|<=|\+/-"
)
"""The keys of the signs where they stand as words; each begins with a letter, so one pass is quick.

`(?<!\\wu)` behind the `u` is `\\b` before it.
"""


def with_signs(text: str) -> str:
    """Return a text with µ, ², ×10⁹, ≥, ≤ and ± where the definitions use plain letters."""
    return _PLAIN.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    return _SIGNS[found[0]]


def unit_text(unit: str) -> str:
    """Return a unit as printed: `°C`, `µmol/L`; empty for the unit of a pure ratio."""
    if unit == "RATIO":
        return ""
    return "°C" if unit == "C" else with_signs(unit)
