"""Questions as rows: label, box, unusual, previous. All rows of a block share their columns."""

from collections.abc import Iterator

import msgspec

from .document import Fields, Row, Stated, SubHeading
from .render_answers import QUIET, SMALL, STRONG, TEXT, Drawn, drawn_answer, ticks
from .render_sheet import MM, Paragraph, Sheet, Style, safe_paragraph, text_width

WIDTH = 174 * MM
"""Of everything between the margins."""
RULE = 0.82
"""Grey of the hairlines between rows."""
_LEAST_ROW = 8 * MM
_LEAST_STATED = 5.6 * MM
_PADDING = 1 * MM
_EXTRA = Style(7.4)
_NOTHING = Paragraph((), TEXT)
_MOST_LINES = 40
"""Of one text in a row: about 160 mm; longer ones continue."""


class Columns(msgspec.Struct, frozen=True, gc=False):
    """Where the columns of a block begin, and how wide they are, in points."""

    label_width: float
    answer: float
    answer_width: float
    extra: float
    aside: float
    number_width: float = 24 * MM

    @property
    def extra_width(self) -> float:
        """Width of what counts beside an unusual answer."""
        return self.aside - self.extra - 3 * MM

    @property
    def aside_width(self) -> float:
        """Width of what was known before."""
        return WIDTH - self.aside


def columns_of(fields: Fields) -> Columns:
    """Return the columns a block needs: with extras, with asides, with long labels, or plain."""
    rows = [row for row in fields.rows if isinstance(row, Row)]
    if all(isinstance(row.answer, Stated) for row in rows):
        if fields.has_long_labels:
            return Columns(106 * MM, 108 * MM, 26 * MM, WIDTH, 134 * MM)
        return Columns(56 * MM, 58 * MM, 46 * MM, WIDTH, 107 * MM)
    if any(row.extras for row in rows):
        return Columns(44 * MM, 45 * MM, 60 * MM, 106 * MM, 147 * MM, 22 * MM)
    if fields.has_long_labels and any(row.aside for row in rows):
        return Columns(84 * MM, 86 * MM, 52 * MM, WIDTH, 140 * MM)
    if fields.has_long_labels:
        return Columns(118 * MM, 122 * MM, 52 * MM, WIDTH, WIDTH)
    if any(row.aside for row in rows):
        return Columns(50 * MM, 52 * MM, 86 * MM, WIDTH, 140 * MM)
    return Columns(56 * MM, 58 * MM, 116 * MM, WIDTH, WIDTH)


class RowStrip(msgspec.Struct, frozen=True, gc=False):
    """One question, drawn."""

    label: Paragraph
    hint: Paragraph
    is_required: bool
    indent: float
    answer: Drawn
    extras: tuple[tuple[Paragraph, Drawn], ...]
    aside: Paragraph
    columns: Columns
    height: float

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Everything is centred on the height of the row."""
        middle = top + self.height / 2
        y = middle - (self.label.height + self.hint.height) / 2
        self.label.draw(sheet, x + self.indent, y)
        if self.is_required and self.label.lines:
            last = text_width(self.label.lines[-1], self.label.style)
            last_top = y + self.label.height - self.label.style.leading
            sheet.text(x + self.indent + last + 0.8 * MM, last_top, "*", STRONG)
        self.hint.draw(sheet, x + self.indent, y + self.label.height)
        self.answer.draw(sheet, x + self.columns.answer, middle - self.answer.height / 2)
        y = middle - _stack(self.extras) / 2
        for label, drawn in self.extras:
            label.draw(sheet, x + self.columns.extra, y)
            drawn.draw(sheet, x + self.columns.extra, y + label.height)
            y += label.height + drawn.height
        self.aside.draw(sheet, x + self.columns.aside, middle - self.aside.height / 2)
        bottom = top + self.height
        sheet.line(x, bottom, x + WIDTH, bottom, grey=RULE, width=0.3)


def _stack(extras: tuple[tuple[Paragraph, Drawn], ...]) -> float:
    return sum(label.height + drawn.height for label, drawn in extras)


def row_strips(row: Row, columns: Columns) -> tuple[RowStrip, ...]:
    """Return a question ready to draw; one that would fill a page continues in further rows."""
    first = _row_strip(row, columns)
    answers = first.answer.pieces(_MOST_LINES) if isinstance(first.answer, Paragraph) else ()
    asides = first.aside.pieces(_MOST_LINES)
    count = max(len(answers), len(asides))
    if count == 1:
        return (first,)
    return tuple(
        _continued(
            first,
            at,
            answers[at] if at < len(answers) else _NOTHING,
            asides[at] if at < len(asides) else _NOTHING,
        )
        for at in range(count)
    )


def _continued(first: RowStrip, at: int, answer: Paragraph, aside: Paragraph) -> RowStrip:
    """A part of a row; the label, and what is no text, stand in the first part."""
    drawn: Drawn = first.answer if at == 0 and not isinstance(first.answer, Paragraph) else answer
    label = first.label if at == 0 else _NOTHING
    height = max(label.height, drawn.height, aside.height) + 2 * _PADDING
    return msgspec.structs.replace(first, label=label, answer=drawn, aside=aside, height=height)


def _row_strip(row: Row, columns: Columns) -> RowStrip:
    indent = 4 * MM if row.is_indented else 0
    room = columns.label_width - indent - 2.5 * MM
    label, hint = safe_paragraph(row.label, TEXT, room), safe_paragraph(row.hint, SMALL, room)
    width = columns.answer_width
    if isinstance(row.answer, Stated):
        width = columns.aside - columns.answer - 3 * MM
    answer = drawn_answer(row.answer, width, number_width=columns.number_width)
    extras = tuple(
        (
            safe_paragraph(text, SMALL, columns.extra_width),
            ticks(choices, columns.extra_width, _EXTRA, step=1),
        )
        for text, choices in row.extras
    )
    is_filled = isinstance(row.answer, Stated)
    aside = safe_paragraph(row.aside, SMALL if is_filled else QUIET, columns.aside_width)
    least = _LEAST_STATED if is_filled else _LEAST_ROW
    content = max(label.height + hint.height, answer.height, _stack(extras), aside.height)
    height = max(content + 2 * _PADDING, least)
    return RowStrip(label, hint, row.is_required, indent, answer, extras, aside, columns, height)


class HeadsStrip(msgspec.Struct, frozen=True, gc=False):
    """The heads of the columns of a block, small."""

    heads: tuple[str, str, str, str]
    columns: Columns
    height: float = 4.4 * MM

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Above their columns."""
        places = (0.0, self.columns.answer, self.columns.extra, self.columns.aside)
        for place, head in zip(places, self.heads, strict=True):
            if head:
                sheet.text(x + place, top + 0.6 * MM, head, SMALL)
        sheet.line(x, top + self.height, x + WIDTH, top + self.height, grey=0.6, width=0.4)


class SubHeadingStrip(msgspec.Struct, frozen=True, gc=False):
    """When the rows that follow apply."""

    text: Paragraph

    @property
    def height(self) -> float:
        """With room above."""
        return self.text.height + 2.4 * MM

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Flush left; the rows it heads are indented."""
        self.text.draw(sheet, x, top + 1.6 * MM)


FieldStrip = RowStrip | HeadsStrip | SubHeadingStrip


def field_strips(fields: Fields) -> Iterator[FieldStrip]:
    """Yield the rows and sub-headings of a block in order."""
    columns = columns_of(fields)
    for row in fields.rows:
        if isinstance(row, SubHeading):
            yield SubHeadingStrip(safe_paragraph(row.text, QUIET, WIDTH))
        else:
            yield from row_strips(row, columns)


def heads_strip(fields: Fields) -> HeadsStrip | None:
    """Return the heads of a block, or `None` for one without."""
    return HeadsStrip(fields.heads, columns_of(fields)) if any(fields.heads) else None
