"""The audit trail in the words of a reader."""

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.ledger.events import Change, Derivation, Event, EventKind
from hcc_crf.values import FormPath, Language, MissingReason, Slot, Value, VisitCode
from hcc_crf.worksheet.document import Note, Record, Section, Stated
from hcc_crf.worksheet.layout_casebook import layout_casebook
from tests.worksheet.casebooks import CONTEXT, SUBJECT, SubjectBook
from tests.worksheet.reading import grid


def trail(subject: SubjectBook, language: Language = Language.EN) -> Section:
    document = layout_casebook(
        subject.program, subject.casebook, language, CONTEXT, subject.audit(), is_training=True
    )
    return document.parts[-1].sections[0]


def records(subject: SubjectBook, language: Language = Language.EN) -> tuple[Record, ...]:
    return grid(trail(subject, language)).records


def line(record: Record) -> list[str]:
    return [cell.answer.text for cell in record.cells if isinstance(cell.answer, Stated)]


def lines_of(subject: SubjectBook, oid: str, language: Language = Language.EN) -> list[list[str]]:
    return [said for record in records(subject, language) if (said := line(record))[1] == oid]


def test_there_is_a_line_for_every_change(subject: SubjectBook) -> None:
    found = trail(subject)
    assert found.title == "Audit trail"
    assert len(grid(found).records) == len(subject.audit())
    zone = next(block for block in found.blocks if isinstance(block, Note))
    assert zone.text == "Clock of the workstation: +08:00 Asia/Shanghai."


def test_what_was_saved_together_stands_under_who_when_where_and_why(subject: SubjectBook) -> None:
    bands = [record.band for record in records(subject) if record.band]
    assert len(bands) == len(subject.events)
    assert bands[2] == (
        "A 3  |  2026-11-25 09:02:00 UTC  |  nurse1 (nurse)  |  SCR – Screening"
        "  |  Vital signs, VS v1"
    )
    assert bands[11].endswith("Vital signs, VS v1  |  Reason: transcription error")


def test_a_change_says_item_old_and_new_value_and_its_kind(subject: SubjectBook) -> None:
    assert lines_of(subject, "WEIGHT")[1] == [
        "Weight",
        "WEIGHT",
        "68.0 kg",
        "68.5 kg",
        "correction",
    ]
    assert lines_of(subject, "TEMP", Language.ZH)[0][3] == "36.5 °C"


def test_choices_have_their_code_dates_are_written_and_missing_codes_said(
    subject: SubjectBook,
) -> None:
    assert lines_of(subject, "CPS0101")[0][:4] == [
        "Encephalopathy grade",
        "CPS0101",
        "",
        "None (0)",
    ]
    assert lines_of(subject, "SVSTDAT")[0][3] == "02-AUG-2023"
    assert lines_of(subject, "GGT")[0][3] == "Not done (ND)"
    assert lines_of(subject, "SVCNTMOD", Language.ZH)[0][3].endswith(("(VISIT)", "（VISIT）"))


def test_rows_are_named_and_those_of_inner_tables_too(subject: SubjectBook) -> None:
    assert lines_of(subject, "[2].TR_DIAM")[0][0] == "Diameter [T02]"
    assert lines_of(subject, "[1].AETERM")[0][0].endswith("[row 1]")
    assert lines_of(subject, "IMGTAB[2].IMGMETH")[0][0] == "Method [Scans row 2]"
    assert lines_of(subject, "IMGTAB[2].IMGMETH", Language.ZH)[0][0].endswith("第 2 行]")


def test_strikes_and_forms_not_done_are_said(subject: SubjectBook) -> None:
    said = [line(record) for record in records(subject)]
    assert ["whole row [T03]", "[3].$STRUCK", "", "entered twice", "row struck out"] in said
    assert ["whole form", "$NOT_DONE", "", "subject refused", "marked not done"] in said
    assert {"entry", "default"} <= {one[-1] for one in said}


def test_a_settled_range_and_a_settled_check_say_what_they_settle(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/VS", {"WEIGHT": "30", "HEIGHT": "170"})
    book.settle("SCR/VS", "range", "weighed twice")
    assert line(records(book)[-1]) == [
        "Weight: outside the usual range",
        "WEIGHT range",
        "",
        "weighed twice",
        "finding settled with a reason",
    ]
    assert line(records(book, Language.ZH)[-1])[0] == "体重：超出常见范围"


def test_a_settled_edit_check_has_its_message(program: Program) -> None:
    check = next(c for form in program.study.forms.values() for c in form.checks if c.items)
    form = next(oid for oid, one in program.study.forms.items() if check in one.checks)
    name = f"$SETTLED${check.items[0]}${check.oid}$0123456789ab"
    said = line(records(_with(program, form, Slot(name), Value("so it is", "so it is")))[0])
    assert said[0].endswith(
        f": {check.oid} {check.message.en}".replace(">=", "≥").replace("<=", "≤")
    )
    assert said[1] == f"{check.items[0]} {check.oid}"


def test_a_settled_finding_of_a_whole_form_and_of_a_check_that_is_gone(program: Program) -> None:
    slot = Slot("$SETTLED$$OLD01$0123456789ab")
    said = line(records(_with(program, "VS", slot, Value("so it is", "so it is")))[0])
    assert said[:2] == ["whole form: OLD01", "OLD01"]


def test_an_item_the_study_has_no_more_is_named_by_its_oid(program: Program) -> None:
    said = line(records(_with(program, "VS", Slot("GONE"), Value("x", "x")))[0])
    assert said[:4] == ["GONE", "GONE", "", "x"]


def test_a_code_that_is_its_own_label_stands_once(program: Program) -> None:
    value = Value("CR", "CR")
    said = line(records(_with(program, "RS", Slot("RS01"), value))[0])
    assert said[3].count("CR") == 1


def test_what_newer_rules_derive_stands_under_its_own_form(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/VS", {"WEIGHT": "68", "HEIGHT": "170"})
    path = FormPath(SUBJECT, VisitCode("SCR"), "VS")
    new = Derivation("SCR", "CPS", Slot("CPSTOT"), "7", "", "child-pugh/2")
    book.add(Event(EventKind.REDERIVE, path, "1", "1.0", "nurse1", "nurse", "update", (), (new,)))
    assert "Child-Pugh" in records(book)[-1].band
    assert line(records(book)[-1])[-1] == "derived again by newer rules"


@pytest.mark.parametrize("language", list(Language))
def test_a_missing_code_is_said_in_the_language_of_the_reader(
    program: Program, language: Language
) -> None:
    value = Value("", "", "", MissingReason.UNK)
    said = line(records(_with(program, "VS", Slot("WEIGHT"), value), language)[0])
    assert said[3] == {Language.EN: "Unknown (UNK)", Language.ZH: "未知（UNK）"}[language]


def _with(program: Program, form: str, slot: Slot, value: Value) -> SubjectBook:
    """Return a casebook of one change, added past entry."""
    book = SubjectBook(program)
    path = FormPath(SUBJECT, VisitCode("SCR"), form)
    change = Change(slot, value, None)
    book.add(Event(EventKind.SAVE, path, "1", "1.0", "nurse1", "nurse", "", (change,)))
    return book
