"""What stays together on a page, on every page of real worksheets and casebooks."""

import msgspec
import pytest

from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet.document import (
    Box,
    Cell,
    Choices,
    Column,
    Document,
    Fields,
    Grid,
    Head,
    Part,
    Record,
    Row,
    Section,
    Stated,
)
from hcc_crf.worksheet.layout import layout_worksheet
from hcc_crf.worksheet.layout_casebook import layout_casebook
from hcc_crf.worksheet.paginate import Page, paginate
from hcc_crf.worksheet.render import BOTTOM, ROOM, TOP
from hcc_crf.worksheet.render_answers import Drawn, ticks, unit_lines
from hcc_crf.worksheet.render_facts import ClosingStrip
from hcc_crf.worksheet.render_fields import (
    HeadsStrip,
    RowStrip,
    SubHeadingStrip,
    field_strips,
)
from hcc_crf.worksheet.render_grid import BandStrip, RecordStrip, head_strip, record_strips
from hcc_crf.worksheet.render_pieces import PartStrip, TextStrip, TitleStrip, pieces_of
from hcc_crf.worksheet.render_sheet import MM, PAGE_HEIGHT, Style, safe_paragraph, text_width
from tests.worksheet.casebooks import CONTEXT, SubjectBook

HEADS = (TitleStrip, PartStrip, HeadsStrip, SubHeadingStrip)
VISITS = ("SCR", "C1D1", "C2D1", "TA2", "EOT", "UNS1", "LOG")


def documents(subject: SubjectBook) -> list[Document]:
    program, casebook = subject.program, subject.casebook
    found = [
        layout_worksheet(program, book, VisitCode(visit), language, CONTEXT, is_training=False)
        for visit in VISITS
        for book in (None, casebook)
        for language in Language
    ]
    found += [
        layout_casebook(program, casebook, language, CONTEXT, subject.audit(), is_training=False)
        for language in Language
    ]
    return found


@pytest.fixture(scope="module")
def pages(subject: SubjectBook) -> list[Page[Drawn]]:
    """Return every page of every document."""
    return [page for one in documents(subject) for page in paginate(pieces_of(one), ROOM)]


def is_head(strip: Drawn) -> bool:
    return isinstance(strip, HEADS) or (isinstance(strip, RecordStrip) and strip.is_head)


def test_no_title_or_head_stands_last_on_a_page(pages: list[Page[Drawn]]) -> None:
    assert len(pages) > 100
    assert not [page for page in pages if is_head(page.strips[-1])]


def test_no_page_is_longer_than_the_paper(pages: list[Page[Drawn]]) -> None:
    assert pytest.approx(PAGE_HEIGHT) == TOP + ROOM + BOTTOM
    assert max(sum(strip.height for strip in page.strips) for page in pages) <= ROOM


def test_rows_never_begin_a_page_without_the_title_of_their_form(
    pages: list[Page[Drawn]],
) -> None:
    first = [type(page.strips[0]) for page in pages]
    assert RowStrip not in first
    assert RecordStrip not in first


def test_nobody_signs_on_a_page_without_content(pages: list[Page[Drawn]]) -> None:
    closing = [page for page in pages if isinstance(page.strips[-1], ClosingStrip)]
    assert closing
    assert all(len(page.strips) > 1 for page in closing)


def row(label: str, text: str = "") -> Row:
    return Row(label, Stated(text) if text else Box())


def test_a_section_is_called_continued_where_it_goes_on(subject: SubjectBook) -> None:
    document = documents(subject)[0]
    assert document.title == "Visit worksheet, blank"
    again = {
        strip.title.lines[0]
        for piece in pieces_of(document)
        for strip in piece.again
        if isinstance(strip, TitleStrip)
    }
    assert "Eligibility (continued)" in again


def test_rows_of_a_block_share_their_columns() -> None:
    strips = list(field_strips(Fields((row("a"), row("b", "text")))))
    columns = {strip.columns for strip in strips if isinstance(strip, RowStrip)}
    assert len(columns) == 1


def test_a_text_beyond_a_page_becomes_several_rows() -> None:
    strips = list(field_strips(Fields((row("a", "word " * 5000),))))
    assert len(strips) > 1
    assert all(strip.height < ROOM for strip in strips)
    told = [s.answer for s in strips if isinstance(s, RowStrip)]
    assert sum(len(one.lines) for one in told if hasattr(one, "lines")) > 100


def grid_of(*widths: float, grows: int = -1) -> Grid:
    columns = tuple(Column(f"c{n}", w, grows=n == grows) for n, w in enumerate(widths))
    return Grid(columns, (Record(tuple(Cell(Stated("x")) for _ in widths)),))


def test_heads_and_records_have_the_same_places() -> None:
    grid = grid_of(14, 60, 60, 60, 60)
    assert head_strip(grid).places == record_strips(grid)[0][0].places


def test_a_record_to_fill_in_is_high_enough_for_a_hand() -> None:
    empty = Grid((Column("a", 20), Column("b", 30)), (Record((Cell(Stated("1")), Cell(Box()))),))
    assert record_strips(empty)[0][0].height >= 8 * MM
    assert record_strips(grid_of(20, 30))[0][0].height < 7 * MM


def test_a_record_beyond_a_page_becomes_several() -> None:
    long = Cell(Stated("word " * 3000))
    record = Record((Cell(Stated("1")), long), "n " * 9000)
    table = Grid((Column("a", 20), Column("b", 40)), (record,))
    (strips,) = record_strips(table)
    assert len(strips) > 1
    assert all(strip.height < ROOM for strip in strips)


def test_dense_records_stand_close_together() -> None:
    dense = msgspec.structs.replace(grid_of(20, 30), is_dense=True)
    assert record_strips(dense)[0][0].height < record_strips(grid_of(20, 30))[0][0].height - 1 * MM


def test_a_band_comes_again_above_its_records_by_its_first_line() -> None:
    cells = (Cell(Stated("x")), Cell(Stated("y")))
    records = [Record(cells) for _ in range(120)]
    records[0] = Record(cells, band="first save")
    records[60] = Record(cells, band="second save " + "for a reason " * 40)
    table = Grid((Column("a", 20), Column("b", 30)), tuple(records), is_dense=True)
    head = Head("s", "1", "01-001", "1.0", is_training=False)
    part = Part((Section("Trail", (table,)),))
    document = Document(Language.EN, "t", "", head, (), "", (part,))
    pages = paginate(pieces_of(document), ROOM)
    bands = [[s.text.lines for s in page.strips if isinstance(s, BandStrip)] for page in pages]
    assert len(pages) > 2
    assert all(bands)
    assert bands[0][0] == ("first save",)
    assert len(bands[-1]) == len(bands[-1][0]) == 1
    assert bands[-1][0][0].startswith("second save for a reason")


def test_choices_break_into_rows_within_their_width() -> None:
    few, many = Choices(("Yes", "No")), Choices(tuple(f"Choice {n}" for n in range(12)))
    assert ticks(few, 60 * MM).height < ticks(many, 60 * MM).height


def test_units_break_into_lines_within_their_width() -> None:
    units = ("mg/L FEU", "µg/L FEU", "µg/mL FEU", "µg/L DDU")
    assert unit_lines(units, 200 * MM) == (units,)
    assert len(unit_lines(units, 34 * MM)) > 1
    assert unit_lines((), 34 * MM) == ()


def test_a_paragraph_is_no_wider_than_asked() -> None:
    style = Style(9)
    text = "Neutrophils ≥ 1.5 ×10⁹/L, 血小板≥75×10⁹/L, haemoglobin ≥ 90 g/L"
    paragraph = safe_paragraph(text, style, 30 * MM)
    assert len(paragraph.lines) > 2
    assert all(text_width(line, style) <= 30 * MM for line in paragraph.lines)


def test_no_text_takes_no_room() -> None:
    assert safe_paragraph("", Style(9), 100).height == 0


def test_a_long_note_becomes_several_strips(subject: SubjectBook) -> None:
    document = documents(subject)[-1]
    texts = [piece.strip for piece in pieces_of(document) if isinstance(piece.strip, TextStrip)]
    assert all(strip.height < ROOM for strip in texts)
