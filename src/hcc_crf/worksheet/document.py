"""What stands on paper, before anybody asks how wide a letter is. Pure, immutable.

A document is a head, facts, parts (one a visit), sections (one a form) and blocks. Where pages
begin is not decided here. Texts are in one language already and still as people typed them: what a
printer cannot show is made visible when it is drawn.
"""

from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

import msgspec

from hcc_crf.values import Language

HASH_DIGITS = 12
"""Digits of the content hash that are printed."""


class Comb(StrEnum):
    """What is written letter by letter into boxes, and what stands pale in them."""

    DATE = "DD-MMM-YYYY"
    TIME = "HH:MM"
    DATE_ZH = "日日-月月月-年年年年"
    TIME_ZH = "时时:分分"


class Tone(StrEnum):
    """How a printed text looks."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    STRUCK = "struck"


class Line(msgspec.Struct, frozen=True, gc=False):
    """Room for words; `lines` of them."""

    lines: int = 1


class Box(msgspec.Struct, frozen=True, gc=False):
    """Room for one number or code; `units` the standard unit first, the others to tick."""

    units: tuple[str, ...] = ()


class Choices(msgspec.Struct, frozen=True, gc=False):
    """Boxes to tick, one a label."""

    labels: tuple[str, ...]
    many: bool = False


class Stated(msgspec.Struct, frozen=True, gc=False):
    """A text that is there already; nothing is to be written."""

    text: str
    tone: Tone = Tone.PLAIN


class Nothing(msgspec.Struct, frozen=True, gc=False):
    """A place that does not apply."""


Answer: TypeAlias = Line | Box | Comb | Choices | Stated | Nothing


class Row(msgspec.Struct, frozen=True, gc=False):
    """One question.

    Attributes:
        hint: When it applies, where that depends on another answer.
        extras: Further boxes that count only beside an unusual answer, each with its label.
        aside: What was known before, or what is open.
        is_indented: It hangs under the sub-heading above.
    """

    label: str
    answer: Answer
    is_required: bool = False
    hint: str = ""
    extras: tuple[tuple[str, Choices], ...] = ()
    aside: str = ""
    is_indented: bool = False


class SubHeading(msgspec.Struct, frozen=True, gc=False):
    """When the indented rows that follow apply."""

    text: str


class Fields(msgspec.Struct, frozen=True, gc=False):
    """Questions one below the other.

    Attributes:
        heads: Heads of the columns item, answer, unusual, aside; empty for no heads.
        has_long_labels: The labels need the room that the short answers leave.
    """

    rows: tuple[Row | SubHeading, ...]
    heads: tuple[str, str, str, str] = ("", "", "", "")
    has_long_labels: bool = False


class Column(msgspec.Struct, frozen=True, gc=False):
    """A column of a grid: `width_mm` at least, `grows` where there is room."""

    label: str
    width_mm: float
    is_required: bool = False
    hint: str = ""
    grows: bool = False


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One place of a record; `aside` stands small below."""

    answer: Answer
    aside: str = ""


class Record(msgspec.Struct, frozen=True, gc=False):
    """A row of a grid.

    Attributes:
        note: Runs below it over the whole width.
        band: A line above it over the whole width, which heads it and all up to the next band.
    """

    cells: tuple[Cell, ...]
    note: str = ""
    band: str = ""


class Grid(msgspec.Struct, frozen=True, gc=False):
    """Records under common heads; columns that do not fit side by side continue on a second line.

    The first column holds what identifies the record. `is_dense`: records stand close together.
    """

    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    is_dense: bool = False


class Note(msgspec.Struct, frozen=True, gc=False):
    """A quiet line or more over the whole width."""

    text: str
    tone: Tone = Tone.QUIET


Block: TypeAlias = Fields | Grid | Note


class Section(msgspec.Struct, frozen=True, gc=False):
    """A form, or a table that is none.

    Attributes:
        form: OID and version as printed, `VS v1`; empty for what is no form.
        remark: Small text at the right of the title.
        may_be_undone: Offer a box for “not done”.
    """

    title: str
    blocks: tuple[Block, ...]
    form: str = ""
    remark: str = ""
    may_be_undone: bool = False


class Part(msgspec.Struct, frozen=True, gc=False):
    """Sections under one heading; `running` stands in the head of its pages."""

    sections: tuple[Section, ...]
    running: str = ""
    title: str = ""
    remark: str = ""


class Head(msgspec.Struct, frozen=True, gc=False):
    """What every page says: study, site, subject (empty: to be written), definitions."""

    study: str
    site: str
    subject: str
    definitions: str
    is_training: bool


class Document(msgspec.Struct, frozen=True, gc=False):
    """A worksheet or a casebook.

    Attributes:
        facts: Lines of boxes under the title, label and answer.
        legend: How to fill it in; empty for nothing to fill.
        closing: Labels of the lines to sign on, by row; empty for none.
    """

    language: Language
    title: str
    subtitle: str
    head: Head
    facts: tuple[tuple[tuple[str, Answer], ...], ...]
    legend: str
    parts: tuple[Part, ...]
    closing: tuple[tuple[str, ...], ...] = ()


class PrintRun(msgspec.Struct, frozen=True, gc=False):
    """Who prints, where and when.

    Attributes:
        site: OID of the site.
        printed_at_utc: `2026-11-25T17:11:47.123456Z`.
        is_training: Every page says so.
    """

    site: str
    device: str
    printed_at_utc: str
    printed_by: str
    is_training: bool


def content_hash(document: Document) -> str:
    """Return SHA-256, in hex, over what the document says; not over who printed it or when."""
    return sha256(b"hcc-crf paper 1\0" + msgspec.json.encode(document)).hexdigest()
