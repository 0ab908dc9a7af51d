"""Paper to draw on: A4 portrait, points from the top left corner. The only importer of ReportLab.

Every text is drawn as glyphs of the embedded font; no markup is interpreted anywhere. With
`invariant=1` the same drawing gives the same bytes.

ReportLab makes the file and the fonts. What stands on a page is written here as operators of PDF
(ISO 32000-1, 8.4, 8.5 and 9.4): through ReportLab's canvas a page takes four times as long.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDocument,
    PDFPage,
    PDFResourceDictionary,
    PDFStream,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFont

from hcc_crf.resources import resource_path
from hcc_crf.values import Language

from .typeset import break_lines, visible

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = A4
_ASCENT = 0.88
"""Of the font, in em; a line box is centred on it."""
_ACROSS = math.radians(52)
"""The rise of a watermark: the diagonal of the page, nearly."""
_LANGUAGES = {Language.EN: "en-GB", Language.ZH: "zh-CN"}


class Style(msgspec.Struct, frozen=True, gc=False):
    """How a text looks.

    Attributes:
        size: In points; lines are 1.28 of it apart.
        grey: 0 black to 1 white.
    """

    size: float
    is_bold: bool = False
    grey: float = 0.1
    is_struck: bool = False

    @property
    def leading(self) -> float:
        """Distance of two lines, in points."""
        return self.size * 1.28


@cache
def _font(*, is_bold: bool) -> TTFont:
    """Register a weight once and return it."""
    weight = "Bold" if is_bold else "Regular"
    path = resource_path("fonts", f"NotoSansSC-{weight}.ttf")
    font = TTFont(f"NotoSansSC-{weight}", str(path), asciiReadable=1)
    pdfmetrics.registerFont(font)
    return font


def has_glyph(char: str) -> bool:
    """Return whether both weights of the font can draw a character."""
    code = ord(char)
    return all(code in _font(is_bold=bold).face.charToGlyph for bold in (False, True))


def text_width(text: str, style: Style) -> float:
    """Return how wide a text is on one line, in points."""
    widths = _widths(is_bold=style.is_bold)
    return sum(map(widths.__getitem__, text)) * style.size / 1000


class _Widths(dict[str, float]):
    """Widths of characters in thousandths of an em; the default for those the font lacks."""

    def __init__(self, known: Mapping[int, float], default: float) -> None:
        super().__init__((chr(code), width) for code, width in known.items())
        self._default = default

    def __missing__(self, char: str) -> float:
        return self._default


@cache
def _widths(*, is_bold: bool) -> _Widths:
    face = _font(is_bold=is_bold).face
    return _Widths(face.charWidths, float(face.defaultWidth))


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """A text broken into lines, nothing in it hidden."""

    lines: tuple[str, ...]
    style: Style

    @property
    def height(self) -> float:
        """Height of all lines, in points; no text takes none."""
        return len(self.lines) * self.style.leading

    def draw(self, sheet: "Sheet", x: float, top: float) -> None:
        """Draw the lines below `top`."""
        for at, line in enumerate(self.lines):
            sheet.glyphs(x, top + at * self.style.leading, line, self.style)

    def pieces(self, most: int) -> tuple["Paragraph", ...]:
        """Return it cut into runs of at most `most` lines; no text is one empty run."""
        if len(self.lines) <= most:
            return (self,)
        starts = range(0, len(self.lines), most)
        return tuple(Paragraph(self.lines[at : at + most], self.style) for at in starts)


def safe_paragraph(text: str, style: Style, width: float) -> Paragraph:
    """Return a text of any origin ready to draw, no line wider than `width` points.

    The one way for text onto paper: what it says is printed literally, control characters and
    bidirectional marks as visible symbols.
    """
    if not text:
        return Paragraph((), style)
    shown = visible(text, has_glyph)
    advance = _widths(is_bold=style.is_bold).__getitem__
    return Paragraph(break_lines(shown, width * 1000 / style.size, advance), style)


class Sheet:
    """Pages being drawn, one after the other."""

    def __init__(self, *, title: str, author: str, language: Language) -> None:
        """Begin a document with one empty page."""
        self._document = PDFDocument(invariant=1, compression=1, lang=_LANGUAGES[language])
        self._document.setTitle(visible(title, has_glyph))
        self._document.setAuthor(visible(author, has_glyph))
        self._document.setCreator("hcc-crf")
        resources = PDFResourceDictionary()
        resources.basicFonts()
        self._resources = self._document.Reference(resources)  # type: ignore[no-untyped-call]  # as stubbed
        self._operators: list[str] = []
        self._settings: dict[str, tuple[str | float, ...]] = {}

    def text(self, x: float, top: float, text: str, style: Style) -> None:
        """Draw a short text on one line, its box beginning at `top`."""
        self.glyphs(x, top, visible(text, has_glyph), style)

    def text_right(self, right: float, top: float, text: str, style: Style) -> None:
        """Draw a short text on one line that ends at `right`."""
        shown = visible(text, has_glyph)
        self.glyphs(right - text_width(shown, style), top, shown, style)

    def glyphs(self, x: float, top: float, text: str, style: Style) -> None:
        """Draw one line of what `safe_paragraph` or `visible` gave, literally."""
        middle = top + style.leading / 2
        baseline = middle + style.size * (_ASCENT - 0.5)
        self._show(f"{x:.3f} {PAGE_HEIGHT - baseline:.3f} Td", text, style)
        if style.is_struck:
            y = middle + style.size * 0.08
            self.line(x, y, x + text_width(text, style), y, grey=style.grey)

    def line(
        self, x: float, y: float, to_x: float, to_y: float, *, grey: float, width: float = 0.5
    ) -> None:
        """Draw a straight line."""
        self._set("G", grey)
        self._set("w", width)
        start = f"{x:.3f} {PAGE_HEIGHT - y:.3f}"
        self._operators.append(f"{start} m {to_x:.3f} {PAGE_HEIGHT - to_y:.3f} l S")

    def box(
        self, x: float, top: float, width: float, height: float, *, grey: float, line: float = 0.6
    ) -> None:
        """Draw an empty box."""
        self._set("G", grey)
        self._set("w", line)
        corner = f"{x:.3f} {PAGE_HEIGHT - top - height:.3f}"
        self._operators.append(f"{corner} {width:.3f} {height:.3f} re S")

    def fill(self, x: float, top: float, width: float, height: float, *, grey: float) -> None:
        """Draw a filled area without a border."""
        self._set("g", grey)
        corner = f"{x:.3f} {PAGE_HEIGHT - top - height:.3f}"
        self._operators.append(f"{corner} {width:.3f} {height:.3f} re f")

    def watermark(self, text: str) -> None:
        """Write a pale text across the page; to be drawn before anything else."""
        style = Style(64, is_bold=True, grey=0.955)
        cos, sin = math.cos(_ACROSS), math.sin(_ACROSS)
        left, below = text_width(text, style) / 2, style.size / 3
        x = PAGE_WIDTH / 2 - left * cos + below * sin
        y = PAGE_HEIGHT / 2 - left * sin - below * cos
        self._show(f"{cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} {x:.3f} {y:.3f} Tm", text, style)

    def _show(self, place: str, text: str, style: Style) -> None:
        """Write a text, its baseline beginning where an operator says."""
        font = _font(is_bold=style.is_bold)
        self._set("g", style.grey)
        self._operators.append(f"BT {place}")
        for subset, codes in self._runs(text, font):
            name = font.getSubsetInternalName(subset, self._document)
            self._set("Tf", name, style.size)
            self._operators.append(f"<{codes.hex()}> Tj")
        self._operators.append("ET")

    def _runs(self, text: str, font: TTFont) -> Sequence[tuple[int, bytes]]:
        """Return a text as codes by subset of the font; in the first one ASCII is itself."""
        if text.isascii():
            return ((0, text.encode("ascii")),)
        return font.splitString(text, self._document)

    def _set(self, operator: str, *operands: str | float) -> None:
        """Write a setting unless it is so on this page already."""
        if self._settings.get(operator) != operands:
            self._settings[operator] = operands
            self._operators.append(" ".join((*map(str, operands), operator)))

    def end_page(self) -> None:
        """Finish the page and begin the next."""
        page = PDFPage()
        page.MediaBox = PDFArray((0, 0, PAGE_WIDTH, PAGE_HEIGHT))
        page.Resources = self._resources
        content = "\n".join(self._operators)
        page.Contents = PDFStream(content=content, filters=(PDFZCompress,))
        self._document.addPage(page)
        self._operators.clear()
        self._settings.clear()

    def finish(self) -> bytes:
        """Return the PDF."""
        return self._document.GetPDFData(canvas=None)
