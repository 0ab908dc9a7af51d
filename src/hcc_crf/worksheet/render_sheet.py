"""Paper to draw on: A4 portrait, points from the top left corner. The only importer of ReportLab.

Every text is drawn as glyphs of the embedded font; no markup is interpreted anywhere. With
`invariant=1` the same drawing gives the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from hcc_crf.resources import resource_path
from hcc_crf.values import Language

from .typeset import break_lines, visible

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = A4
_ASCENT = 0.88
"""Of the font, in em; a line box is centred on it."""
_LANGUAGES = {Language.EN: "en-GB", Language.ZH: "zh-CN"}


@dataclass(frozen=True, slots=True)
class Style:
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
    font = TTFont(f"NotoSansSC-{weight}", str(path))
    pdfmetrics.registerFont(font)
    return font


def has_glyph(char: str) -> bool:
    """Return whether both weights of the font can draw a character."""
    code = ord(char)
    return all(code in _font(is_bold=bold).face.charToGlyph for bold in (False, True))


def text_width(text: str, style: Style) -> float:
    """Return how wide a text is on one line, in points."""
    widths = _widths(is_bold=style.is_bold)
    return sum(map(widths.__getitem__, map(ord, text))) * style.size / 1000


class _Widths(dict[int, float]):
    """Widths of characters in thousandths of an em; the default for those the font lacks."""

    def __init__(self, known: Mapping[int, float], default: float) -> None:
        super().__init__(known)
        self._default = default

    def __missing__(self, code: int) -> float:
        return self._default


@cache
def _widths(*, is_bold: bool) -> _Widths:
    face = _font(is_bold=is_bold).face
    return _Widths(face.charWidths, float(face.defaultWidth))


@dataclass(frozen=True, slots=True)
class Paragraph:
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
        starts = range(0, max(len(self.lines), 1), most)
        return tuple(Paragraph(self.lines[at : at + most], self.style) for at in starts)


def safe_paragraph(text: str, style: Style, width: float) -> Paragraph:
    """Return a text of any origin ready to draw, no line wider than `width` points.

    The one way for text onto paper: what it says is printed literally, control characters and
    bidirectional marks as visible symbols.
    """
    if not text:
        return Paragraph((), style)
    shown = visible(text, has_glyph)
    return Paragraph(break_lines(shown, width, lambda part: text_width(part, style)), style)


class Sheet:
    """Pages being drawn, one after the other."""

    def __init__(self, *, title: str, author: str, language: Language) -> None:
        """Begin a document with one empty page."""
        self._bytes = BytesIO()
        self._canvas = Canvas(
            self._bytes,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=_font(is_bold=False).fontName,  # type: ignore[arg-type]  # a name
        )
        self._canvas.setTitle(visible(title, has_glyph))
        self._canvas.setAuthor(visible(author, has_glyph))
        self._canvas.setCreator("hcc-crf")
        self._canvas.setCatalogEntry("Lang", PDFString(_LANGUAGES[language]))

    def text(self, x: float, top: float, text: str, style: Style) -> None:
        """Draw a short text on one line, its box beginning at `top`."""
        self.glyphs(x, top, visible(text, has_glyph), style)

    def text_right(self, right: float, top: float, text: str, style: Style) -> None:
        """Draw a short text on one line that ends at `right`."""
        shown = visible(text, has_glyph)
        self.glyphs(right - text_width(shown, style), top, shown, style)

    def glyphs(self, x: float, top: float, text: str, style: Style) -> None:
        """Draw one line of what `safe_paragraph` or `visible` gave, literally."""
        self._canvas.setFont(_font(is_bold=style.is_bold).fontName, style.size)
        self._canvas.setFillGray(style.grey)
        baseline = top + style.leading / 2 + style.size * (_ASCENT - 0.5)
        self._canvas.drawString(x, PAGE_HEIGHT - baseline, text)
        if style.is_struck:
            middle = top + style.leading / 2 + style.size * 0.08
            self.line(x, middle, x + text_width(text, style), middle, grey=style.grey)

    def line(
        self, x: float, y: float, to_x: float, to_y: float, *, grey: float, width: float = 0.5
    ) -> None:
        """Draw a straight line."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(width)
        self._canvas.line(x, PAGE_HEIGHT - y, to_x, PAGE_HEIGHT - to_y)

    def box(
        self, x: float, top: float, width: float, height: float, *, grey: float, line: float = 0.6
    ) -> None:
        """Draw an empty box."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(line)
        self._canvas.rect(x, PAGE_HEIGHT - top - height, width, height)

    def fill(self, x: float, top: float, width: float, height: float, *, grey: float) -> None:
        """Draw a filled area without a border."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, PAGE_HEIGHT - top - height, width, height, stroke=0, fill=1)

    def watermark(self, text: str) -> None:
        """Write a pale text across the page; to be drawn before anything else."""
        style = Style(64, is_bold=True, grey=0.955)
        self._canvas.saveState()
        self._canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        self._canvas.rotate(52)
        self._canvas.setFont(_font(is_bold=True).fontName, style.size)
        self._canvas.setFillGray(style.grey)
        self._canvas.drawCentredString(0, -style.size / 3, text)
        self._canvas.restoreState()

    def end_page(self) -> None:
        """Finish the page and begin the next."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the PDF."""
        self._canvas.save()
        return self._bytes.getvalue()
