"""Units as a laboratory prints them: `umol/L` is stored, `µmol/L` is read, on paper and on screen.

Pure. Every function may be given what it returned: signs are put once.
"""

import re

from hcc_crf.values import Language

_SIGNS = {"u": "µ", "m2": "m²", ">=": "≥", "<=": "≤", "+/-": "±"} | {
    f"{times}10^{power}/L": f"×10{raised}/L"
    for times in ("x", "×", "")
    for power, raised in (("9", "⁹"), ("12", "¹²"))
}
_PLAIN = re.compile(
    r"u(?<!\wu)(?=(?:mol|kat|g)/|L\b)"
    r"|m2(?<!\wm2)\b"
    r"|x(?<!\wx)10\^(?:9|12)/L\b|×10\^(?:9|12)/L\b|1(?<!\w1)0\^(?:9|12)/L\b"
    r"|>=|<=|\+/-"
)
"""The keys of the signs where they stand as words; each begins with a letter, so one pass is quick.

`(?<!\\wu)` behind the `u` is `\\b` before it.
"""
_DEGREES = re.compile(r"(?<=\d) C(?!\w)")
_PURE_RATIO = re.compile(r"(?<=\d) RATIO\b")
_CHINESE = {
    "days": "天",
    "years": "岁",
    "beats/min": "次/分",
    "breaths/min": "次/分",
    "jin (500 g)": "斤",
}
"""Units that are words; all others are the same in both languages."""
_CHINESE_AFTER_NUMBER = re.compile(
    rf"(?<=\d )(?:{'|'.join(re.escape(unit) for unit in _CHINESE)})(?!\w)"
)


def with_signs(text: str, language: Language = Language.EN) -> str:
    """Return a text with the signs where the definitions use plain letters.

    µ, ², ×10⁹, ≥, ≤ and ±; after a number also °C, nothing for the unit of a pure ratio, and in
    Chinese the units that are words.
    """
    text = _PLAIN.sub(_sign, text)
    if " C" in text:
        text = _DEGREES.sub(" °C", text)
    if " RATIO" in text:
        text = _PURE_RATIO.sub("", text)
    if language is Language.ZH:
        text = _CHINESE_AFTER_NUMBER.sub(_in_chinese, text)
    return text


def _sign(found: re.Match[str]) -> str:
    return _SIGNS[found[0]]


def _in_chinese(found: re.Match[str]) -> str:
    return _CHINESE[found[0]]


def unit_text(unit: str, language: Language = Language.EN) -> str:
    """Return a unit as shown beside its number: `°C`, `µmol/L`, `天`; empty for a pure ratio."""
    if unit == "RATIO":
        return ""
    if unit == "C":
        return "°C"
    if language is Language.ZH and unit in _CHINESE:
        return _CHINESE[unit]
    return with_signs(unit)
