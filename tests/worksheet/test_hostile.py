"""Free text that would be markup, commands or formulas elsewhere is printed literally."""

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.ledger.casebook import NOT_DONE_SLOT
from hcc_crf.ledger.events import STRUCK, Change, Event, EventKind
from hcc_crf.values import FormPath, Language, Slot, Value, VisitCode
from hcc_crf.worksheet import PrintRun, render_casebook, render_worksheet
from hcc_crf.worksheet.render_sheet import has_glyph
from hcc_crf.worksheet.typeset import visible
from tests.worksheet.casebooks import CONTEXT, RUN, SUBJECT, SubjectBook
from tests.worksheet.reading import page_texts, squeezed, whole_text

HOSTILE = (
    "<b>x",
    "<b>bold</b>",
    "</para>",
    "<para>",
    "<br/>",
    "<img src='/etc/passwd'/>",
    "<img src='file:///etc/hostname' width='10'/>",
    "<img src='http://127.0.0.1/x.png'/>",
    "<font color='[[[getattr(pow,Word(\"__globals__\"))]]]'>x</font>",
    "<a href='javascript:alert(1)'>x</a>",
    "<onDraw name='x' label='y'/>",
    "<seq id='a'/>",
    "<greek>a</greek>",
    "<!-- gone -->",
    "<![CDATA[x]]>",
    "<?xml version='1.0'?>",
    "&lt;b&gt;",
    "&amp;",
    "&nbsp;&#0;&#x41;",
    "& alone",
    "a < b > c",
    "%s %d %(x)s %n",
    "{0} {subject} {{x}} {",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "(unbalanced \\ ) parentheses",
    "\\(escaped\\) \\\\ \\n \\101",
    "endstream endobj trailer %%EOF",
    "'; DROP TABLE event; --",
    "a\u202egnp.exe",
    "\u2067left\u2069",
    "a\u200bb\u200d\ufeffc",
    "x\u0301\u0302\u0303\u0304",
    "null\x00byte",
    "tab\tline\nfeed\rreturn",
    "bell\x07escape\x1b[31m",
    "emoji \U0001f600 and \U00020000",
    "שלום مرحبا",
    "喆 outside GB 2312",
)


@pytest.fixture(scope="module")
def book(program: Program) -> SubjectBook:
    """Return a subject with every hostile text as the term of an adverse event.

    Entry refuses control characters, a package from elsewhere may bring them: so past entry.
    """
    book = SubjectBook(program)
    changes = tuple(
        Change(Slot("AETERM", at), Value(text, text), None) for at, text in enumerate(HOSTILE, 1)
    )
    path = FormPath(SUBJECT, VisitCode("LOG"), "AE")
    book.add(Event(EventKind.SAVE, path, "1", "1.0", "nurse1", "nurse", "", changes))
    return book


@pytest.mark.parametrize("language", list(Language))
def test_hostile_texts_are_printed_literally_in_a_casebook(
    book: SubjectBook, language: Language
) -> None:
    audit = book.audit()
    pdf = render_casebook(book.program, book.casebook, language, CONTEXT, RUN, audit)
    text = whole_text(pdf)
    assert len(audit) == len(HOSTILE) >= 40
    for hostile in HOSTILE:
        assert text.count(squeezed(visible(hostile, has_glyph))) >= 2, hostile


def test_hostile_texts_are_printed_literally_in_a_worksheet(book: SubjectBook) -> None:
    pdf = render_worksheet(book.program, book.casebook, VisitCode("LOG"), Language.EN, CONTEXT, RUN)
    text = whole_text(pdf)
    for hostile in HOSTILE:
        assert squeezed(visible(hostile, has_glyph)) in text


def test_a_hostile_reason_and_user_are_printed(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/VS", {"WEIGHT": "68"})
    book.save("SCR/VS", {"WEIGHT": "69"}, reason="<img src='x'/>\u202e %s")
    run = PrintRun("01", "A\x00", "2026-11-25T17:11:47Z", "nurse\u202e<b>(\\", is_training=False)
    pdf = render_casebook(book.program, book.casebook, Language.EN, CONTEXT, run, book.audit())
    text = whole_text(pdf)
    assert "<imgsrc='x'/>[U+202E]%s" in text
    assert "nurse[U+202E]<b>(\\,deviceA␀" in text


def add(book: SubjectBook, place: str, change: Change, reason: str = "") -> None:
    """Add an event past entry, which refuses what is this long."""
    visit, _, form = place.partition("/")
    path = FormPath(SUBJECT, VisitCode(visit), form)
    book.add(Event(EventKind.SAVE, path, "1", "1.0", "nurse1", "nurse", reason, (change,)))


def test_a_text_longer_than_a_page_goes_on_over_pages(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/VS", {"WEIGHT": "68"})
    reason = " ".join(f"word{n}" for n in range(3000))
    add(book, "SCR/VS", Change(Slot("WEIGHT"), Value("69", "69"), None), reason)
    add(book, "C1D8/VS", Change(NOT_DONE_SLOT, Value(reason, reason), None))
    pdf = render_casebook(book.program, book.casebook, Language.EN, CONTEXT, RUN, book.audit())
    text = whole_text(pdf)
    assert all(text.count(f"word{n}") >= 2 for n in range(0, 3000, 50))
    assert all("Page " in page for page in page_texts(pdf))


def test_a_long_strike_reason_goes_on_over_pages(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/TUTL", rows={1: {"TL_TULOC": "BONE"}})
    reason = " ".join(f"cause{n}" for n in range(2000))
    add(book, "SCR/TUTL", Change(Slot(STRUCK, 1), Value(reason, reason), None))
    text = whole_text(render_casebook(book.program, book.casebook, Language.EN, CONTEXT, RUN, None))
    assert all(f"cause{n}" in text for n in range(0, 2000, 50))
