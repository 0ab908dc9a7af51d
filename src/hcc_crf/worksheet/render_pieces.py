"""A document as strips in their order: what stays together, what comes again on the next page."""

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from . import texts
from .document import Block, Document, Fields, Grid, Note, Part, Section, Tone
from .paginate import Piece
from .render_answers import QUIET, SMALL, Drawn, draw_square
from .render_facts import ClosingStrip, FactsStrip
from .render_fields import WIDTH, RowStrip, SubHeadingStrip, field_strips, heads_strip
from .render_grid import RecordStrip, band_strips, head_strip, record_strips
from .render_sheet import MM, Paragraph, Sheet, Style, safe_paragraph, text_width

Strip: TypeAlias = Drawn
_FORM_TITLE = Style(10.5, is_bold=True)
_PART_TITLE = Style(13, is_bold=True)
_NOTE_STRONG = Style(9, is_bold=True)
_WHOLE_GRID = 130 * MM
"""A grid up to this height stands on one page if that leaves little of a page empty."""
_WHOLE_SECTION = 75 * MM
"""So does a form up to this height."""
_MOST_LINES = 50


class TitleStrip(msgspec.Struct, frozen=True, gc=False):
    """The bar with the name of a form."""

    title: Paragraph
    form: str
    remark: str
    not_done: str
    height: float

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Space above, then the bar."""
        bar_top, bar = top + 4 * MM, self.height - 5 * MM
        sheet.fill(x, bar_top, WIDTH, bar, grey=0.9)
        middle = bar_top + bar / 2
        self.title.draw(sheet, x + 2 * MM, middle - self.title.height / 2)
        after = x + 4 * MM + max(text_width(line, _FORM_TITLE) for line in self.title.lines)
        sheet.text(after, middle - SMALL.leading / 2 + 0.3 * MM, self.form, SMALL)
        right = x + WIDTH - 2 * MM
        if self.not_done:
            line_left = right - 34 * MM
            sheet.line(line_left, middle + 2 * MM, right, middle + 2 * MM, grey=0.45)
            sheet.text_right(line_left - 1.5 * MM, middle - QUIET.leading / 2, self.not_done, QUIET)
            left = line_left - 1.5 * MM - text_width(self.not_done, QUIET) - 4.4 * MM
            draw_square(sheet, left, middle - 1.5 * MM)
        elif self.remark:
            sheet.text_right(right, middle - SMALL.leading / 2, self.remark, SMALL)


class TextStrip(msgspec.Struct, frozen=True, gc=False):
    """A text over the whole width with room above and below."""

    text: Paragraph
    above: float = 1 * MM
    below: float = 1 * MM

    @property
    def height(self) -> float:
        """With its room."""
        return self.above + self.text.height + self.below

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Flush left."""
        self.text.draw(sheet, x, top + self.above)


def pieces_of(document: Document) -> tuple[Piece[Strip], ...]:
    """Return everything below the page head, in order; nobody signs on a page without content."""
    pieces = list(_all_pieces(document))
    if document.closing:
        pieces[-1] = pieces[-1].with_next()
        closing = ClosingStrip(document.closing)
        pieces.append(Piece(closing, running=pieces[-1].running, form=pieces[-1].form))
    return tuple(pieces)


def _all_pieces(document: Document) -> Iterator[Piece[Strip]]:
    running = document.parts[0].running if document.parts else ""
    title = safe_paragraph(document.title, Style(17, is_bold=True), WIDTH)
    subtitle = safe_paragraph(document.subtitle, QUIET, WIDTH)
    for strip in (
        TextStrip(title, 0, 0.5 * MM),
        TextStrip(subtitle, 0, 2.5 * MM),
        FactsStrip(document.facts),
        TextStrip(safe_paragraph(document.legend, SMALL, WIDTH), 2 * MM, 0),
    ):
        if strip.height:
            yield Piece(strip, keeps_next=True, running=running)
    for part in document.parts:
        yield from _part(document, part)


def _part(document: Document, part: Part) -> Iterator[Piece[Strip]]:
    if part.title:
        strip = PartStrip(safe_paragraph(part.title, _PART_TITLE, WIDTH), part.remark)
        yield Piece(strip, keeps_next=True, running=part.running)
    for section in part.sections:
        yield from _section(document, section, part.running)


class _Under(msgspec.Struct, frozen=True, gc=False):
    """What the pieces of a section share: what comes again above them, and whose they are."""

    form: str
    running: str
    again: tuple[Strip, ...] = ()

    def piece(self, strip: Strip, *, keeps_next: bool = False) -> Piece[Strip]:
        """Return a piece of the section."""
        return Piece(strip, keeps_next, again=self.again, form=self.form, running=self.running)

    def and_under(self, strip: Strip) -> "_Under":
        """Return what the pieces share below a further head."""
        return msgspec.structs.replace(self, again=(*self.again, strip))


class PartStrip(msgspec.Struct, frozen=True, gc=False):
    """The heading of a visit."""

    title: Paragraph
    remark: str

    @property
    def height(self) -> float:
        """With room above."""
        return self.title.height + 8 * MM

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """A title over a strong line."""
        self.title.draw(sheet, x, top + 6 * MM)
        y = top + 6 * MM + self.title.height + 1 * MM
        sheet.text_right(x + WIDTH, y - QUIET.leading - 1.6 * MM, self.remark, QUIET)
        sheet.line(x, y, x + WIDTH, y, grey=0.2, width=1)


def _section(document: Document, section: Section, running: str) -> list[Piece[Strip]]:
    pieces: list[Piece[Strip]] = []
    under = _Under(section.form, running)
    if section.title:
        pieces.append(under.piece(_title(document, section), keeps_next=True))
        continued = f"{section.title} {texts.CONTINUED.in_language(document.language)}"
        again = msgspec.structs.replace(section, title=continued, may_be_undone=False)
        under = under.and_under(_title(document, again))
    for block in section.blocks:
        if isinstance(block, Note) and block.tone is Tone.QUIET and len(pieces) > 1:
            pieces[-1] = pieces[-1].with_next()  # a remark stays with its table
        if isinstance(block, Fields) and any(isinstance(p.strip, RecordStrip) for p in pieces):
            pieces.append(under.piece(TextStrip(Paragraph((), SMALL)), keeps_next=True))
        pieces += _block(block, under)
    if sum(piece.strip.height for piece in pieces) <= _WHOLE_SECTION:
        pieces[:-1] = [piece.holding_next() for piece in pieces[:-1]]
    return _last_two_together(pieces)


def _last_two_together(pieces: list[Piece[Strip]]) -> list[Piece[Strip]]:
    """Let no row of a form stand alone on the next page."""
    rows = [at for at, piece in enumerate(pieces) if isinstance(piece.strip, RowStrip)]
    if len(rows) > 1:
        pieces[rows[-2]] = pieces[rows[-2]].with_next()
        pieces[rows[0]] = pieces[rows[0]].with_next()
    return pieces


def _title(document: Document, section: Section) -> TitleStrip:
    not_done = texts.NOT_DONE_BOX.in_language(document.language) if section.may_be_undone else ""
    room = WIDTH - (88 * MM if not_done or section.remark else 20 * MM)
    title = safe_paragraph(section.title, _FORM_TITLE, room)
    return TitleStrip(title, section.form, section.remark, not_done, title.height + 7.6 * MM)


def _block(block: Block, under: _Under) -> list[Piece[Strip]]:
    match block:
        case Note(text=text, tone=tone):
            is_title = tone is Tone.STRONG
            paragraph = safe_paragraph(text, _NOTE_STRONG if is_title else SMALL, WIDTH)
            above = 2.2 * MM if is_title else 1 * MM
            strips = [TextStrip(part, above) for part in paragraph.pieces(_MOST_LINES)]
            return [under.piece(strip, keeps_next=is_title) for strip in strips]
        case Fields():
            return _fields(block, under)
        case Grid():
            return _grid(block, under)


def _fields(fields: Fields, under: _Under) -> list[Piece[Strip]]:
    pieces: list[Piece[Strip]] = []
    heads = heads_strip(fields)
    if heads is not None:
        pieces.append(under.piece(heads, keeps_next=True))
        under = under.and_under(heads)
    inner = under
    for strip in field_strips(fields):
        if isinstance(strip, SubHeadingStrip):
            pieces.append(under.piece(strip, keeps_next=True))
            inner = under.and_under(strip)
            continue
        is_indented = isinstance(strip, RowStrip) and strip.indent > 0
        pieces.append((inner if is_indented else under).piece(strip))
    return pieces


def _grid(grid: Grid, under: _Under) -> list[Piece[Strip]]:
    head = head_strip(grid)
    pieces: list[Piece[Strip]] = [under.piece(head, keeps_next=True)]
    under = within = under.and_under(head)
    for record, strips in zip(grid.records, record_strips(grid), strict=True):
        bands = band_strips(record)
        if bands:
            pieces += [under.piece(band, keeps_next=band is bands[-1]) for band in bands]
            within = under.and_under(bands[0].first_line)
        pieces += [within.piece(strip) for strip in strips]
    if sum(piece.strip.height for piece in pieces) <= _WHOLE_GRID:
        pieces[:-1] = [piece.holding_next() for piece in pieces[:-1]]
    return pieces
