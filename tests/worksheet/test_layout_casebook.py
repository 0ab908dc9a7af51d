"""What a casebook says of a subject."""

from dataclasses import replace

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.ledger.events import Change, Event, EventKind
from hcc_crf.values import FormPath, Language, Slot, Value, VisitCode
from hcc_crf.worksheet.document import Document, Fields, Grid, Note, Record, Row, Stated, Tone
from hcc_crf.worksheet.layout_casebook import layout_casebook
from tests.worksheet.casebooks import CONTEXT, SUBJECT, SubjectBook
from tests.worksheet.reading import grid, row, rows, section, sections


def casebook(
    subject: SubjectBook, language: Language = Language.EN, *, with_audit: bool = False
) -> Document:
    audit = subject.audit() if with_audit else None
    return layout_casebook(
        subject.program, subject.casebook, language, CONTEXT, audit, is_training=True
    )


def said(one: Row) -> str:
    assert isinstance(one.answer, Stated)
    return one.answer.text


def line(record: Record) -> list[str]:
    return [cell.answer.text for cell in record.cells if isinstance(cell.answer, Stated)]


def test_every_saved_form_is_there_visit_by_visit(subject: SubjectBook) -> None:
    document = casebook(subject)
    assert [part.title for part in document.parts[1:]] == [
        "SCR – Screening",
        "C1D1 – Cycle 1 Day 1",
        "C1D8 – Cycle 1 Day 8",
        "TA1 – Tumour assessment 1",
        "LOG – Common (log) forms",
    ]
    forms = [one.form for one in sections(document) if one.form]
    assert len(forms) == len(subject.casebook.forms)
    assert forms[:2] == ["SV v1", "DM v1"]


def test_the_summary_lists_visits_with_dates_windows_and_states(subject: SubjectBook) -> None:
    table = grid(sections(casebook(subject))[0])
    by_visit = {line(record)[0]: line(record)[1:] for record in table.records}
    assert by_visit["SCR – Screening"] == [
        "02-AUG-2023",
        "24-JUL-2023",
        "10-JUL-2023 – 06-AUG-2023",
        "incomplete",
    ]
    assert by_visit["C1D8 – Cycle 1 Day 8"][-1] == "incomplete"


def test_the_summary_leaves_out_visits_nobody_asked_for_or_began(subject: SubjectBook) -> None:
    def listed(book: SubjectBook) -> list[str]:
        return [line(one)[0][:4] for one in grid(sections(casebook(book))[0]).records]

    assert "C2D1" in listed(subject)
    assert "UNS1" not in listed(subject)
    later = replace(subject, events=list(subject.events))
    later.save("UNS1/SV", {"SVSTDAT": "2023-08-21", "SVCNTMOD": "VISIT"})
    assert "UNS1" in listed(later)


def test_values_stand_as_entered_with_their_unit_and_the_standard_beside(
    subject: SubjectBook,
) -> None:
    bilirubin = row(section(casebook(subject), "LBCHEM"), "Total bilirubin")
    assert said(bilirubin) == "1.9 mg/dL"
    assert bilirubin.aside.startswith("= 32.5 µmol/L; ↑ high; CTCAE grade 2")
    assert "Clinically significant" in bilirubin.aside


def test_a_missing_code_is_said_in_words(subject: SubjectBook) -> None:
    english = row(section(casebook(subject), "LBCHEM"), "Gamma-glutamyl transferase")
    chinese = row(section(casebook(subject, Language.ZH), "LBCHEM"), "γ-谷氨酰转移酶")
    assert said(english) == "Not done (ND)"
    assert said(chinese) == "未做（ND）"


def test_a_derived_value_says_why(subject: SubjectBook) -> None:
    total = row(section(casebook(subject), "CPS"), "Child-Pugh total (derived)")
    assert said(total) == "7"
    assert total.aside.startswith("Child-Pugh B, 7 points: bilirubin 1.9 mg/dL")


def test_a_derived_value_that_lacks_inputs_names_them(subject: SubjectBook) -> None:
    indirect = row(section(casebook(subject), "LBCHEM"), "Indirect bilirubin (derived)")
    assert said(indirect) == "–"
    assert "Direct bilirubin" in indirect.aside


def test_a_missing_answer_is_a_dash_with_what_is_open(subject: SubjectBook) -> None:
    position = row(section(casebook(subject), "VS"), "Position")
    assert said(position) == "–"
    assert position.aside == "still to be filled"


def test_optional_items_without_a_value_are_left_out(subject: SubjectBook) -> None:
    labels = [one.label for one in rows(section(casebook(subject), "LBCHEM"))]
    assert "Ammonia" not in labels


def test_a_default_is_marked(subject: SubjectBook) -> None:
    assert row(section(casebook(subject), "VS"), "Vital signs taken?").aside == "by default"


def test_a_value_that_no_longer_applies_is_struck_through(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/SV", {"SVSTDAT": "2023-08-02", "SVCNTMOD": "VISIT"})
    book.save("SCR/SV", {"SVOCCUR": "N"}, reason="wrong subject")
    date = row(section(casebook(book), "SV"), "Visit date")
    assert date.answer == Stated("02-AUG-2023", Tone.STRUCK)
    assert "does not apply" in date.aside


def test_a_struck_row_is_struck_through_with_its_reason(subject: SubjectBook) -> None:
    records = grid(section(casebook(subject), "TUTL")).records
    assert line(records[2])[:2] == ["T03", "Bone"]
    assert records[2].note == "Struck out: entered twice"
    tones = {c.answer.tone for c in records[2].cells if isinstance(c.answer, Stated)}
    assert tones == {Tone.STRUCK}
    assert records[0].note.startswith("Scan date: still to be filled")


def test_a_value_of_the_whole_form_follows_the_rows(subject: SubjectBook) -> None:
    total = row(section(casebook(subject), "TRTL"), "Sum of diameters (derived, form level)")
    assert said(total) == "49 mm"


def test_an_inner_table_is_a_grid(subject: SubjectBook) -> None:
    table = grid(section(casebook(subject), "IMG"))
    assert [line(record) for record in table.records] == [
        ["1", "Chest", "CT scan", "31-JUL-2023", "Yes"],
        ["2", "Abdomen", "MRI", "01-AUG-2023", "Yes"],
    ]


def test_a_form_not_done_says_why_and_nothing_else(subject: SubjectBook) -> None:
    document = casebook(subject)
    part = next(part for part in document.parts if part.running.startswith("C1D8"))
    assert part.sections[0].blocks == (Note("Not done: subject refused", Tone.PLAIN),)


def test_a_table_not_done_has_no_rows(program: Program) -> None:
    book = SubjectBook(program)
    book.save("TA1/TUNEW", not_done="scan postponed")
    found = section(casebook(book), "TUNEW")
    assert found.blocks == (Note("Not done: scan postponed", Tone.PLAIN),)


def test_what_is_open_on_a_table_or_the_whole_form_is_told(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/IMG", {"IMGPERF": "Y"})
    notes = [b.text for b in section(casebook(book), "IMG").blocks if isinstance(b, Note)]
    assert notes == ["▲ Scans: still to be filled"]


def test_an_inner_table_of_a_row_is_told_in_one_cell(program: Program) -> None:
    book = SubjectBook(program)
    path = FormPath(SUBJECT, VisitCode("LOG"), "AE")
    values = {
        Slot("AETERM", 1): Value("Rash", "Rash"),
        Slot("AEGRDAT", 1, "AEGRTAB", 1): Value("2023-09-10", "2023-09-10"),
        Slot("AEGRVAL", 1, "AEGRTAB", 1): Value("2", "2"),
        Slot("AEGRDAT", 1, "AEGRTAB", 2): Value("2023-09-20", "2023-09-20"),
        Slot("AEGRVAL", 1, "AEGRTAB", 2): Value("1", "1"),
    }
    changes = tuple(Change(slot, value, None) for slot, value in values.items())
    book.add(Event(EventKind.SAVE, path, "1", "1.0", "nurse1", "nurse", "", changes))
    said = line(grid(section(casebook(book), "AE")).records[0])
    assert "10-SEP-2023, Grade 2; 20-SEP-2023, Grade 1" in said


def test_who_saved_a_form_and_when_stands_in_its_title(subject: SubjectBook) -> None:
    remark = section(casebook(subject), "VS").remark
    assert remark == "incomplete  |  saved by nurse1, 2026-11-25 09:11:00 UTC"


def test_long_arithmetic_counts_its_inputs(program: Program) -> None:
    book = SubjectBook(program)
    criteria = {f"INCL{n:02}": "Y" for n in range(1, 16)}
    criteria |= {f"EXCL{n:02}": "N" for n in range(1, 17)}
    book.save("SCR/IE", criteria)
    found = section(casebook(book), "IE")
    met = row(found, "All criteria met (derived)")
    assert said(met) == "Yes"
    assert len(met.aside) < 100
    fields = next(block for block in found.blocks if isinstance(block, Fields))
    assert fields.has_long_labels


def test_without_audit_there_is_no_trail(subject: SubjectBook) -> None:
    assert "Audit trail" not in [one.title for one in sections(casebook(subject))]


def test_a_subject_without_data_has_a_summary(program: Program) -> None:
    document = casebook(SubjectBook(program))
    assert [part.running for part in document.parts] == ["Casebook"]
    assert document.facts[0][0] == ("Subject", Stated(SUBJECT))


@pytest.mark.parametrize("language", list(Language))
def test_every_grid_is_as_wide_as_its_heads(subject: SubjectBook, language: Language) -> None:
    tables = [
        block
        for one in sections(casebook(subject, language, with_audit=True))
        for block in one.blocks
        if isinstance(block, Grid)
    ]
    assert tables
    assert all(len(r.cells) == len(t.columns) for t in tables for r in t.records)
