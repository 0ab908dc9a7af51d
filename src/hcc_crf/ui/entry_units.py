"""Units as a laboratory prints them: `umol/L` is stored, `µmol/L` is read."""

import re

_SIGNS = (
    (re.compile(r"\bu(?=(mol|kat|g)/)"), "µ"),
    (re.compile(r"\b(k?g/)?m2\b"), r"\1m²"),
    (re.compile(r"\b10\^9/L\b"), "×10⁹/L"),
    (re.compile(r"\b10\^12/L\b"), "×10¹²/L"),
    (re.compile(r" ?\bRATIO\b"), ""),
)
_ANY = re.compile(r"u(mol|kat|g)/|m2|10\^|RATIO")


def with_signs(text: str) -> str:
    """Return a text with µ, ² and ×10⁹ where it names units in plain letters."""
    if not _ANY.search(text):
        return text
    for plain, sign in _SIGNS:
        text = plain.sub(sign, text)
    return text


def unit_text(unit: str) -> str:
    """Return a unit as shown beside its field."""
    return "°C" if unit == "C" else with_signs(unit)
