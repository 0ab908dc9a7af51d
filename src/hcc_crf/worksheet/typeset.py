"""Text made ready for lines: nothing invisible, nothing cut, broken where each script may break.

Pure; how wide a character is, and which characters a font has, the caller says.

Free text reaches paper through `visible` and as plain glyphs only: no markup is ever interpreted.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

Advance = Callable[[str], float]
"""Width of a character, in any unit."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NEVER_FIRST = frozenset("，。、；：？！）》】」』”’…,.;:?!)]}%‰℃°²³⁹*/")
_WORDS = 6
"""Letters around a hyphen, three on each side, that make it one between words."""
_NEVER_LAST = frozenset("（《【「『“‘([{")


def visible(text: str, has_glyph: Callable[[str], bool]) -> str:
    """Return `text` with all that paper would hide or lose shown by name.

    Control characters become their pictures (`␀`, `␊`, `␉`); bidirectional marks, other invisible
    characters and those the font lacks become `[U+202E]`. Composed first (NFC), so an accent typed
    apart is not lost.
    """
    if text.isascii() and text.isprintable():  # which every font has
        return text
    return unicodedata.normalize("NFC", text).translate(_shown_by(has_glyph))


class _Shown(dict[int, str]):
    """What each character is shown as, looked up once."""

    def __init__(self, has_glyph: Callable[[str], bool]) -> None:
        super().__init__()
        self._has_glyph = has_glyph

    def __missing__(self, code: int) -> str:
        shown = self[code] = _shown(chr(code), self._has_glyph)
        return shown


@lru_cache(maxsize=4)
def _shown_by(has_glyph: Callable[[str], bool]) -> _Shown:
    return _Shown(has_glyph)


def _shown(char: str, has_glyph: Callable[[str], bool]) -> str:
    code = ord(char)
    if code < 0x20:  # noqa: PLR2004  (C0 controls; their pictures begin at U+2400)
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004  (DEL)
        return "␡"
    if unicodedata.category(char) in _HIDDEN or not has_glyph(char):
        return f"[U+{code:04X}]"
    return char


def break_lines(text: str, width: float, advance: Advance) -> tuple[str, ...]:
    """Return `text` in lines no wider than `width`, in the unit of `advance`; at least one line.

    Western words stay whole unless longer than a line; Chinese breaks anywhere but before closing
    and after opening punctuation.
    """
    text = text.rstrip()
    if sum(map(advance, text)) <= width:
        return (text,)
    upto = list(accumulate(map(advance, text), initial=0.0))
    lines: list[str] = []
    start = 0
    while start < len(text) - 1 and upto[-1] - upto[start] > width:
        fits = end = bisect_right(upto, upto[start] + width) - 1
        while text[end].isspace():
            end += 1
        breaks = (at for at in range(end, start, -1) if _may_break(text, at))
        end = next(breaks, max(fits, start + 1))
        lines.append(text[start:end].rstrip())
        start = end
    return tuple(filter(None, (*lines, text[start:])))


def _may_break(text: str, at: int) -> bool:
    """Return whether a line may begin at a place; spaces end the line before."""
    char, after = text[at - 1], text[at]
    if after.isspace():
        return False
    if char.isspace():
        return True
    if after in _NEVER_FIRST or char in _NEVER_LAST:
        return False
    if _is_wide(char) or _is_wide(after):
        return True
    return char in "-/" and _is_between_words(text, at)


def _is_between_words(text: str, at: int) -> bool:
    """True inside `treatment-related`, false inside `01-AUG-2023`, `U/L` and `Non-CR`."""
    before, after = text[max(at - 4, 0) : at - 1], text[at : at + 3]
    return len(before) + len(after) == _WORDS and (before + after).isalpha()


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def estimate(text: str) -> int:
    """Return a rough width in Latin letters; a hanzi counts two."""
    return len(text) if text.isascii() else sum(2 if _is_wide(char) else 1 for char in text)
