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

    _operators: list[str]
    _ink: float | None
    _pen: tuple[float, float] | None
    _type: tuple[str, float] | None
    """What is written on this page, and the settings that hold: grey; grey, width; font, size."""

    def __init__(self, *, title: str, author: str, language: Language) -> None:
        """Begin a document with one empty page."""
        self._document = PDFDocument(invariant=1, compression=1, lang=_LANGUAGES[language])
        self._document.setTitle(visible(title, has_glyph))
        self._document.setAuthor(visible(author, has_glyph))
        self._document.setCreator("hcc-crf")
        resources = PDFResourceDictionary()
        resources.basicFonts()
        self._resources = self._document.Reference(resources)  # type: ignore[no-untyped-call]  # as stubbed
        self._begin_page()

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
        self._use_pen(grey, width)
        start = f"{x:.3f} {PAGE_HEIGHT - y:.3f}"
        self._operators.append(f"{start} m {to_x:.3f} {PAGE_HEIGHT - to_y:.3f} l S")

    def box(
        self, x: float, top: float, width: float, height: float, *, grey: float, line: float = 0.6
    ) -> None:
        """Draw an empty box."""
        self._use_pen(grey, line)
        corner = f"{x:.3f} {PAGE_HEIGHT - top - height:.3f}"
        self._operators.append(f"{corner} {width:.3f} {height:.3f} re S")

    def fill(self, x: float, top: float, width: float, height: float, *, grey: float) -> None:
        """Draw a filled area without a border."""
        self._use_ink(grey)
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
        self._use_ink(style.grey)
        shown = []
        for subset, codes in self._runs(text, font):
            name = font.getSubsetInternalName(subset, self._document)
            if self._type != (name, style.size):
                self._type = name, style.size
                shown.append(f"{name} {style.size} Tf")
            shown.append(f"<{codes.hex()}> Tj")
        self._operators.append(f"BT {place} {' '.join(shown)} ET")

    def _runs(self, text: str, font: TTFont) -> Sequence[tuple[int, bytes]]:
        """Return a text as codes by subset of the font; in the first one ASCII is itself."""
        if text.isascii():
            return ((0, text.encode("ascii")),)
        return font.splitString(text, self._document)

    def _use_ink(self, grey: float) -> None:
        if self._ink != grey:
            self._ink = grey
            self._operators.append(f"{grey} g")

    def _use_pen(self, grey: float, width: float) -> None:
        if self._pen != (grey, width):
            self._pen = grey, width
            self._operators.append(f"{grey} G {width} w")

    def _begin_page(self) -> None:
        """Forget what was set: a page begins with nothing of the one before."""
        self._operators = []
        self._ink = self._pen = self._type = None

    def end_page(self) -> None:
        """Finish the page and begin the next."""
        page = PDFPage()
        page.MediaBox = PDFArray((0, 0, PAGE_WIDTH, PAGE_HEIGHT))
        page.Resources = self._resources
        content = "\n".join(self._operators)
        page.Contents = PDFStream(content=content, filters=(PDFZCompress,))
        self._document.addPage(page)
        self._begin_page()

    def finish(self) -> bytes:
        """Return the PDF."""
        return self._document.GetPDFData(canvas=None)
