"""Text made ready for lines: nothing invisible, nothing cut, broken where each script may break.

Pure; how wide a text is, and which characters a font has, the caller says.

Free text reaches paper through `visible` and as plain glyphs only: no markup is ever interpreted.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

Measure = Callable[[str], float]
"""Width of a text on one line, in points."""

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


def break_lines(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Return `text` in lines no wider than `width` points; at least one line.

    Western words stay whole unless longer than a line; Chinese breaks anywhere but before closing
    and after opening punctuation.
    """
    if measure(text.rstrip()) <= width:
        return (text.rstrip(),)
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if measure((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while measure(line.rstrip()) > width and len(line) > 1:
            cut = _fitting(line, width, measure)
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _fitting(text: str, width: float, measure: Measure) -> int:
    """How many characters fit, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _pieces(text: str) -> Iterator[str]:
    """Yield the runs that may not be broken, each with the spaces that follow it."""
    run = ""
    for at, char in enumerate(text):
        run += char
        after = text[at + 1 : at + 2]
        if not after or _may_break(text, at):
            yield run
            run = ""


def _may_break(text: str, at: int) -> bool:
    char, after = text[at], text[at + 1]
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
    before, after = text[max(at - 3, 0) : at], text[at + 1 : at + 4]
    return len(before) + len(after) == _WORDS and (before + after).isalpha()


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def estimate(text: str) -> int:
    """Return a rough width in Latin letters; a hanzi counts two."""
    return sum(2 if _is_wide(char) else 1 for char in text)
