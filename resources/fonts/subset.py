"""Make the two font files of the program from the published Noto fonts: `make fonts` runs this.

Noto Sans SC (TrueType outlines, which ReportLab can embed) is cut down to what a form can hold:
Latin, Greek, GB 2312 (6,763 hanzi) and symbols. It lacks most superscript and subscript digits and
some signs of the desk; those are lent by its sister fonts, which share its units per em. All are
under the OFL; none reserves the name Noto. The same input gives the same bytes.

Usage: subset.py FOLDER_OF_UNPACKED_PACKAGES OUTPUT_FOLDER
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
BASE = "noto-sans-sc/{weight}/NotoSansSC_{weight}.ttf"

SCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
OPERATORS = "×÷±\u2212"
REPLACED = frozenset(SCRIPT_DIGITS + OPERATORS)
"""Lent even where the base has them: the digits of one exponent look alike, and operators are as
narrow as the digits they stand between (`×10⁹/L`) instead of as wide as a hanzi."""

LENDERS = (
    (
        "noto-sans/{weight}/NotoSans_{weight}.ttf",
        SCRIPT_DIGITS
        + OPERATORS
        + "".join(map(chr, range(0x0100, 0x0180)))
        + "\u2007\u2008\u2009\u200a\u202f\u2044ℹ",
    ),
    (
        "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
        "✎✏✔✗✘☐☑☒⌫☰🔒►◄▸▾◂▴" + "".join(map(chr, range(0x2400, 0x2427))),
    ),
    ("noto-sans-math/400Regular/NotoSansMath_400Regular.ttf", "↩↪↵↺↻⇥⋮"),
    ("noto-sans-symbols/{weight}/NotoSansSymbols_{weight}.ttf", "⚑⚐"),
)

LAST_CODE = {4: 0xFFFF, 12: 0x10FFFF}
"""The last code point a character map of each format can hold; format 14 holds variants only."""

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0391, 0x03C9),  # Greek
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20AC, 0x20AC),  # euro sign
    (0x2100, 0x218F),  # letterlike symbols, number forms
    (0x2190, 0x22FF),  # arrows, mathematical operators
    (0x2300, 0x23FF),  # technical
    (0x2400, 0x2426),  # control pictures
    (0x2460, 0x2473),  # circled numbers
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x27BF),  # geometric shapes, symbols, dingbats
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF01, 0xFF5E),  # full-width ASCII
    (0xFFFD, 0xFFFD),  # replacement character
    (0x1F512, 0x1F512),  # lock
)

PROMISED = (
    SCRIPT_DIGITS + "αβγδμΔΩµ°±×÷≤≥≠≈−–—…•·‘’“”§‰℃™½←↑→↓↔⇄●◐◑○◌◎■□▲△▼▽◆◇★☆✓✔✗✎☐☑☒⚠⚑🔒↩↺▸▾▴◂⌫⋮␀"
)
"""Symbols the desk and the paper may use beside GB 2312; `main` lists any that lack."""


def gb2312() -> Iterator[str]:
    """Yield the 7,445 characters of GB 2312-1980: symbols, then hanzi of both levels."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def wanted() -> frozenset[int]:
    """Return every code point the program's fonts aim to hold."""
    ranges = {code for first, last in RANGES for code in range(first, last + 1)}
    return frozenset(ranges | set(map(ord, gb2312())) | set(map(ord, PROMISED)))


def outline(glyphs: _TTGlyphSet, name: str) -> Glyph:
    """Return one glyph as plain contours, free of components of its font."""
    recording, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[name].draw(recording)
    recording.replay(pen)
    return pen.glyph()


def lend(base: TTFont, lender: TTFont, characters: str) -> None:
    """Copy outlines and widths of `characters` into `base`, where it lacks or replaces them.

    Raises:
        ValueError: The two fonts measure in different units.
    """
    if base["head"].unitsPerEm != lender["head"].unitsPerEm:
        raise ValueError("fonts with different units per em cannot lend each other glyphs")
    outlines, codes, held = lender.getGlyphSet(), lender.getBestCmap(), base.getBestCmap()
    for character in characters:
        code = ord(character)
        if code not in codes or (code in held and character not in REPLACED):
            continue
        name, glyph = f"lent{code:04X}", outline(outlines, codes[code])
        base["glyf"][name] = glyph
        glyph.recalcBounds(base["glyf"])
        base["hmtx"][name] = (
            outlines[codes[code]].width,
            glyph.xMin if glyph.numberOfContours else 0,
        )
        for table in base["cmap"].tables:
            if table.isUnicode() and code <= LAST_CODE.get(table.format, -1):
                table.cmap[code] = name


def subset(base: TTFont) -> None:
    """Cut `base` down to the wanted characters, horizontal writing, kerning, no hinting."""
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "ccmp"]
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "gasp"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(base)


def main() -> None:
    """Write both weights and print their sizes and the promised characters they lack."""
    packages, output = Path(sys.argv[1]), Path(sys.argv[2])
    for style, weight in WEIGHTS.items():
        base = TTFont(packages / BASE.format(weight=weight), recalcTimestamp=False)
        for path, characters in LENDERS:
            lend(base, TTFont(packages / path.format(weight=weight)), characters)
        subset(base)
        target = output / f"NotoSansSC-{style}.ttf"
        base.save(target)
        held = TTFont(target).getBestCmap()
        lacking = [char for char in (*gb2312(), *PROMISED) if ord(char) not in held]
        print(f"{target.name}: {len(held)} characters, {target.stat().st_size} bytes")
        print("lacks", lacking or "nothing promised")


if __name__ == "__main__":
    main()
