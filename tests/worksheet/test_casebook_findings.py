"""What was found is printed: open as open, settled with its reason, by whom and when."""

from collections.abc import Mapping

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet.document import Document, Note, Stated
from hcc_crf.worksheet.layout import layout_worksheet
from hcc_crf.worksheet.layout_casebook import layout_casebook
from tests.worksheet.casebooks import CONTEXT, SubjectBook
from tests.worksheet.reading import grid, row, section

LIVER: Mapping[str, str] = {
    "TL_TULOC": "LIVER, LEFT LOBE",
    "TL_NODAL": "NON-NODAL",
    "TL_DIAM": "20",
}


def casebook(subject: SubjectBook, language: Language = Language.EN) -> Document:
    return layout_casebook(
        subject.program, subject.casebook, language, CONTEXT, None, is_training=True
    )


def notes(document: Document, form: str) -> list[str]:
    return [block.text for block in section(document, form).blocks if isinstance(block, Note)]


def cover(document: Document) -> dict[str, str]:
    facts = document.facts[0]
    return {label: said.text for label, said in facts if isinstance(said, Stated)}


@pytest.fixture
def book(program: Program) -> SubjectBook:
    book = SubjectBook(program)
    book.save("SCR/VS", {"WEIGHT": "30", "HEIGHT": "170", "SYSBP": "165", "DIABP": "84"})
    return book


def test_a_settled_range_stands_beside_its_value_with_reason_user_and_date(
    book: SubjectBook,
) -> None:
    before = row(section(casebook(book), "VS"), "Weight").aside
    assert before.endswith("▲ 30 kg is outside the usual 40–110 kg. Confirm or correct.")
    book.settle("SCR/VS", "range", "weighed twice")
    assert row(section(casebook(book), "VS"), "Weight").aside.endswith(
        "30 kg is outside the usual 40–110 kg. Confirm or correct."
        " ✓ kept: weighed twice (nurse1, 25-NOV-2026)"
    )
    assert row(section(casebook(book, Language.ZH), "VS"), "体重").aside.endswith(
        "✓ 已确认：weighed twice（nurse1, 25-NOV-2026）"
    )


def test_the_cover_counts_open_and_settled_findings(book: SubjectBook) -> None:
    """Weight and systolic pressure are outside their usual ranges."""
    before = cover(casebook(book))
    book.settle("SCR/VS", "range", "measured twice")
    after = cover(casebook(book))
    assert [one["Kept with a reason"] for one in (before, after)] == ["0", "2"]
    assert int(before["Open findings"]) - int(after["Open findings"]) == 2


def test_a_finding_on_a_derived_value_stands_beside_it(book: SubjectBook) -> None:
    grade = row(section(casebook(book), "VS"), "Hypertension CTCAE grade by value (derived)")
    assert "▲ " in grade.aside
    book.settle("SCR/VS", "VS04", "on treatment")
    grade = row(section(casebook(book), "VS"), "Hypertension CTCAE grade by value (derived)")
    assert grade.aside.endswith("✓ kept: on treatment (nurse1, 25-NOV-2026)")


def test_a_settled_finding_of_the_whole_form_is_a_note(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/TUTL", rows={1: LIVER, 2: LIVER, 3: LIVER})
    assert "■ More than 2 target lesions in one organ" in notes(casebook(book), "TUTL")
    book.settle("SCR/TUTL", "TL02", "two are one by now")
    assert (
        "More than 2 target lesions in one organ ✓ kept: two are one by now (nurse1, 25-NOV-2026)"
    ) in notes(casebook(book), "TUTL")


def test_a_settled_finding_of_a_row_stands_below_it(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/TUTL", rows={1: {**LIVER, "TL_DIAM": "8"}})
    book.settle("SCR/TUTL", "TL03", "measured again")
    note = grid(section(casebook(book), "TUTL")).records[0].note
    assert note.endswith("✓ kept: measured again (nurse1, 25-NOV-2026)")


def test_a_worksheet_has_no_settled_findings(book: SubjectBook) -> None:
    book.settle("SCR/VS", "range", "weighed twice")
    sheet = layout_worksheet(
        book.program, book.casebook, VisitCode("SCR"), Language.EN, CONTEXT, is_training=True
    )
    assert "weighed twice" not in repr(sheet)
