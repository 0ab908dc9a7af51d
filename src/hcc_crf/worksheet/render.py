"""Draw a document: pages with the same head and foot, and what stands between.

Every page says study, site, subject, visit, form versions, page of pages, who printed it and when
(UTC), and a hash of what the document says.
"""

from . import texts
from .document import HASH_DIGITS, Document, PrintRun, content_hash
from .paginate import Page, paginate
from .paper import SEPARATOR
from .render_answers import Drawn
from .render_fields import WIDTH
from .render_pieces import pieces_of
from .render_sheet import MM, PAGE_HEIGHT, Sheet, Style, safe_paragraph, text_width

LEFT = 22 * MM
"""Wide enough for two holes."""
TOP = 29 * MM
BOTTOM = 19 * MM
FOOT = PAGE_HEIGHT - 15.5 * MM
ROOM = PAGE_HEIGHT - TOP - BOTTOM
_HEAD = Style(9, is_bold=True)
_HEAD_SUBJECT = Style(11, is_bold=True)
_QUIET = Style(8, grey=0.35)
_FOOT = Style(6.8, grey=0.42)
_BAND = Style(8.5, is_bold=True, grey=1)


def render(document: Document, run: PrintRun) -> bytes:
    """Return the document as a PDF; the same document and run give the same bytes."""
    title = " ".join(filter(None, (document.title, document.head.subject)))
    sheet = Sheet(title=title, author=run.printed_by, language=document.language)
    draw_pages(sheet, document, run)
    return sheet.finish()


def draw_pages(sheet: Sheet, document: Document, run: PrintRun) -> None:
    """Draw every page of a document."""
    pages = paginate(pieces_of(document), ROOM)
    content = texts.CONTENT.in_language(document.language)
    content = content.format(hash=content_hash(document)[:HASH_DIGITS])
    for number, page in enumerate(pages, 1):
        if document.head.is_training:
            sheet.watermark(texts.TRAINING_MARK.in_language(document.language))
        y = TOP
        for strip in page.strips:
            strip.draw(sheet, LEFT, y)
            y += strip.height
        _draw_head(sheet, document, page)
        _draw_foot(sheet, document, page, run, content=content)
        number_text = _page_text(document, number, len(pages))
        sheet.text_right(LEFT + WIDTH, FOOT, number_text, Style(8, is_bold=True))
        sheet.end_page()


def _page_text(document: Document, number: int, pages: int) -> str:
    return texts.PAGE.in_language(document.language).format(page=number, pages=pages)


def _draw_head(sheet: Sheet, document: Document, page: Page[Drawn]) -> None:
    language, head = document.language, document.head
    right = LEFT + WIDTH
    if head.is_training:
        band = texts.TRAINING.in_language(language)
        width = text_width(band, _BAND) + 8 * MM
        sheet.fill(LEFT + (WIDTH - width) / 2, 6 * MM, width, 5 * MM, grey=0.25)
        sheet.text(LEFT + (WIDTH - width) / 2 + 4 * MM, 6.6 * MM, band, _BAND)
    label = texts.SUBJECT.in_language(language)
    written = f"{label} {head.subject}" if head.subject else f"{label}: ______________"
    sheet.text(LEFT, 13.2 * MM, head.study, _HEAD)
    sheet.text_right(right, 12.6 * MM, written, _HEAD_SUBJECT)
    sheet.text(LEFT, 18.4 * MM, head.site, _QUIET)
    sheet.text_right(right, 18.4 * MM, page.running, _QUIET)
    sheet.line(LEFT, 23.6 * MM, right, 23.6 * MM, grey=0.3, width=0.8)


def _draw_foot(
    sheet: Sheet, document: Document, page: Page[Drawn], run: PrintRun, *, content: str
) -> None:
    language = document.language
    right, top = LEFT + WIDTH, FOOT
    printed = texts.PRINTED.in_language(language).format(
        at=run.printed_at_utc[:19].replace("T", " "), user=run.printed_by, device=run.device
    )
    versions = SEPARATOR.join((document.head.definitions, *page.forms))
    sheet.line(LEFT, top - 1 * MM, right, top - 1 * MM, grey=0.6, width=0.4)
    for at, text in enumerate((versions, printed)):
        line = safe_paragraph(text, _FOOT, WIDTH - 26 * MM).lines
        sheet.text(LEFT, top + at * 3.4 * MM, line[0], _FOOT)
    sheet.text_right(right, top + 3.4 * MM, content, _FOOT)
