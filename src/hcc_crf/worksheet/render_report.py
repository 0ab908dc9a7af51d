"""Draw a validation report: the pages of a document with a head and foot of its own.

Every page says what it reports on, which derivation, page of pages, when it was made (UTC), the
definitions, and a hash of what the report says.
"""

from hashlib import sha256

import msgspec

from hcc_crf.values import Language

from . import texts, texts_report
from .document import HASH_DIGITS, Document, content_hash
from .layout_report import SelfTestReport, layout_report
from .paginate import Page, paginate
from .paper import SEPARATOR
from .render import LEFT, ROOM, TOP
from .render_answers import Drawn
from .render_fields import WIDTH
from .render_pieces import pieces_of
from .render_sheet import MM, PAGE_HEIGHT, Sheet, Style

_HEAD = Style(9, is_bold=True)
_QUIET = Style(8, grey=0.35)
_FOOT = Style(6.8, grey=0.42)


def render_report(report: SelfTestReport, language: Language) -> bytes:
    """Return the report as a PDF; the same report gives the same bytes."""
    documents = layout_report(report, language)
    pages = [page for document in documents for page in paginate(pieces_of(document), ROOM)]
    content = sha256("".join(map(content_hash, documents)).encode()).hexdigest()
    overview = documents[0]
    sheet = Sheet(title=overview.title, author=f"hcc-crf {report.version}", language=language)
    for number, page in enumerate(pages, 1):
        y = TOP
        for strip in page.strips:
            strip.draw(sheet, LEFT, y)
            y += strip.height
        _draw_head(sheet, overview, page)
        place = texts.PAGE.in_language(language).format(page=number, pages=len(pages))
        _draw_foot(sheet, report, language, _Foot(place, content, page.forms))
        sheet.end_page()
    return sheet.finish()


class _Foot(msgspec.Struct, frozen=True, gc=False):
    place: str
    content: str
    rules: tuple[str, ...]


def _draw_head(sheet: Sheet, document: Document, page: Page[Drawn]) -> None:
    right = LEFT + WIDTH
    sheet.text(LEFT, 13.2 * MM, document.head.study, _HEAD)
    sheet.text_right(right, 13.2 * MM, document.title, _HEAD)
    sheet.text(LEFT, 18.4 * MM, document.head.definitions, _QUIET)
    sheet.text_right(right, 18.4 * MM, page.running, _QUIET)
    sheet.line(LEFT, 23.6 * MM, right, 23.6 * MM, grey=0.3, width=0.8)


def _draw_foot(sheet: Sheet, report: SelfTestReport, language: Language, foot: _Foot) -> None:
    right, top = LEFT + WIDTH, PAGE_HEIGHT - 15.5 * MM
    made = texts_report.MADE_AT.in_language(language).format(
        at=report.made_at_utc[:19].replace("T", " "), version=report.version
    )
    content = texts.CONTENT.in_language(language).format(hash=foot.content[:HASH_DIGITS])
    sheet.line(LEFT, top - 1 * MM, right, top - 1 * MM, grey=0.6, width=0.4)
    sheet.text_right(right, top, foot.place, Style(8, is_bold=True))
    sheet.text(LEFT, top, made, _FOOT)
    sheet.text(LEFT, top + 3.4 * MM, SEPARATOR.join(foot.rules), _FOOT)
    sheet.text_right(right, top + 3.4 * MM, content, _FOOT)
