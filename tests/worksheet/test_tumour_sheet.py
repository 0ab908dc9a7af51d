"""The worksheet of a tumour assessment: what was known of each lesion, columns as wide as words."""

from dataclasses import replace

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet.document import Cell, Document, Grid
from hcc_crf.worksheet.layout import layout_worksheet
from hcc_crf.worksheet.paginate import paginate
from hcc_crf.worksheet.render import ROOM
from hcc_crf.worksheet.render_grid import head_strip, record_strips
from hcc_crf.worksheet.render_pieces import pieces_of
from hcc_crf.worksheet.render_sheet import Paragraph
from tests.worksheet.casebooks import CONTEXT, SubjectBook
from tests.worksheet.reading import grid, section, sections


@pytest.fixture(scope="module")
def assessed(subject: SubjectBook) -> SubjectBook:
    """Return a subject whose first lesion is gone at the second assessment."""
    book = replace(subject, events=list(subject.events))
    sizes = {1: {"TR_STAT": "DISAPPEARED"}, 2: {"TR_STAT": "MEASURED", "TR_DIAM": "8"}}
    methods = {row: {**values, "TR_METHOD": "CT SCAN"} for row, values in sizes.items()}
    book.save("TA2/TRTL", rows=methods)
    return book


def sheet(book: SubjectBook, language: Language = Language.EN, *, visit: str = "TA3") -> Document:
    return layout_worksheet(
        book.program, book.casebook, VisitCode(visit), language, CONTEXT, is_training=False
    )


def grids(document: Document) -> list[Grid]:
    return [b for one in sections(document) for b in one.blocks if isinstance(b, Grid)]


def cells(book: SubjectBook, label: str) -> list[Cell]:
    table = grid(section(sheet(book), "TRTL"))
    at = [column.label for column in table.columns].index(label)
    return [record.cells[at] for record in table.records]


def test_a_size_from_before_a_lesion_was_gone_is_not_shown(assessed: SubjectBook) -> None:
    assert [cell.aside for cell in cells(assessed, "Diameter")] == ["", "8 mm (TA2)"]


def test_a_previous_choice_is_shown_without_its_explanation(assessed: SubjectBook) -> None:
    asides = [cell.aside for cell in cells(assessed, "Status")]
    assert asides == ["Disappeared (TA2)", "Measured (TA2)"]


def test_lines_are_broken_between_words_only(assessed: SubjectBook, program: Program) -> None:
    blank = layout_worksheet(
        program, None, VisitCode("TA1"), Language.EN, CONTEXT, is_training=False
    )
    for table in (*grids(sheet(assessed)), *grids(sheet(assessed, visit="SCR")), *grids(blank)):
        for column, head in zip(table.columns, head_strip(table).cells, strict=True):
            assert " ".join(head.aside.lines) == column.hint
            assert isinstance(head.drawn, Paragraph)
            assert " ".join(head.drawn.lines) == column.label + "*" * column.is_required
        for record, strips in zip(table.records, record_strips(table), strict=True):
            for cell, drawn in zip(record.cells, strips[0].cells, strict=True):
                assert " ".join(drawn.aside.lines) == cell.aside


@pytest.mark.parametrize("language", list(Language))
def test_only_the_last_page_stays_half_empty(assessed: SubjectBook, language: Language) -> None:
    pages = paginate(pieces_of(sheet(assessed, language)), ROOM)
    filled = [sum(strip.height for strip in page.strips) / ROOM for page in pages]
    assert len(pages) == 3
    assert min(filled[:-1]) > 0.7
