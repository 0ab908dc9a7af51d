"""Units as a laboratory prints them: `umol/L` is stored, `µmol/L` is read."""

import re

from hcc_crf.values import Language

_SIGNS = (
    (re.compile(r"\bu(?=(mol|kat|g)/)"), "µ"),
    (re.compile(r"\b(k?g/)?m2\b"), r"\1m²"),
    (re.compile(r"(?:× ?)?\b10\^9/L\b"), "×10⁹/L"),
    (re.compile(r"(?:× ?)?\b10\^12/L\b"), "×10¹²/L"),
    (re.compile(r" ?\bRATIO\b"), ""),
)
_ANY = re.compile(r"u(mol|kat|g)/|m2|10\^|RATIO")
_CHINESE = {
    "beats/min": "次/分",
    "breaths/min": "次/分",
    "days": "天",
    "jin (500 g)": "斤（500 g）",
    "years": "岁",
}
"""Units whose name is a word; the others are the same in both languages."""


def with_signs(text: str) -> str:
    """Return a text with µ, ² and ×10⁹ where it names units in plain letters."""
    if not _ANY.search(text):
        return text
    for plain, sign in _SIGNS:
        text = plain.sub(sign, text)
    return text


def unit_text(unit: str, language: Language) -> str:
    """Return a unit as shown beside its field."""
    if language is Language.ZH and unit in _CHINESE:
        return _CHINESE[unit]
    return "°C" if unit == "C" else with_signs(unit)


def with_unit(number: str, unit: str, language: Language) -> str:
    """Return a number as a person reads it, with its unit where it has one."""
    return f"{number} {unit_text(unit, language)}".rstrip()
