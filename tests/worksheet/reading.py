"""Read a PDF back: its text in order, page by page, and its fonts."""

import re
from collections.abc import Iterator

import pypdfium2

from hcc_crf.worksheet.document import Block, Document, Fields, Grid, Row, Section


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, lines as they stand."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
    document.close()
    return tuple(texts)


def whole_text(pdf: bytes) -> str:
    """Return the text of all pages on one line, blanks single."""
    return squeezed("\n".join(page_texts(pdf)))


def squeezed(text: str) -> str:
    """Return a text without blanks, as line breaks of paper may fall anywhere."""
    return re.sub(r"\s+", "", text)


def fonts_of(pdf: bytes) -> tuple[str, ...]:
    """Return the names of all fonts, a subset with its six letters before `+`."""
    return tuple(sorted({name.decode() for name in re.findall(rb"/BaseFont /(\S+)", pdf)}))


def embedded_fonts(pdf: bytes) -> int:
    """Return how many TrueType files the PDF carries."""
    return len(re.findall(rb"/FontFile2 ", pdf))


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of all parts."""
    return tuple(section for part in document.parts for section in part.sections)


def section(document: Document, form: str) -> Section:
    """Return the section of a form, such as `VS`."""
    return next(found for found in sections(document) if found.form.split(" ")[0] == form)


def rows(found: Section) -> Iterator[Row]:
    """Yield the questions of a section."""
    for block in found.blocks:
        if isinstance(block, Fields):
            yield from (row for row in block.rows if isinstance(row, Row))


def row(found: Section, label: str) -> Row:
    """Return the question with a label."""
    return next(one for one in rows(found) if one.label == label)


def grid(found: Section) -> Grid:
    """Return the first grid of a section."""
    return next(block for block in found.blocks if isinstance(block, Grid))


def blocks_of(found: Section, kind: type[Block]) -> tuple[Block, ...]:
    """Return the blocks of a kind."""
    return tuple(block for block in found.blocks if isinstance(block, kind))
