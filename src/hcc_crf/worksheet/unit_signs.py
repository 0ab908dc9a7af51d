"""Units as a laboratory prints them: `umol/L` is stored, `µmol/L` is printed."""

import re

_SIGNS = (
    (re.compile(r"\bu(?=(mol|kat|g)/)"), "µ"),
    (re.compile(r"\b(k?g/)?m2\b"), r"\1m²"),
    (re.compile(r"(\bx|×|\b)10\^9/L\b"), "×10⁹/L"),
    (re.compile(r"(\bx|×|\b)10\^12/L\b"), "×10¹²/L"),
    (re.compile(r">="), "≥"),
    (re.compile(r"<="), "≤"),
    (re.compile(r"\+/-"), "±"),
)


def with_signs(text: str) -> str:
    """Return a text with µ, ², ×10⁹, ≥, ≤ and ± where the definitions use plain letters."""
    for plain, sign in _SIGNS:
        text = plain.sub(sign, text)
    return text


def unit_text(unit: str) -> str:
    """Return a unit as printed: `°C`, `µmol/L`; empty for the unit of a pure ratio."""
    if unit == "RATIO":
        return ""
    return "°C" if unit == "C" else with_signs(unit)
