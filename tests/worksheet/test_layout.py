"""What a worksheet asks, of nobody and of one subject."""

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.errors import InputError
from hcc_crf.study.schedule import forms_at
from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet.document import (
    Answer,
    Box,
    Choices,
    Comb,
    Document,
    Fields,
    Grid,
    Line,
    Note,
    Nothing,
    Stated,
    SubHeading,
    content_hash,
)
from hcc_crf.worksheet.layout import layout_worksheet
from tests.worksheet.casebooks import CONTEXT, SUBJECT, SubjectBook
from tests.worksheet.reading import grid, row, rows, section, sections


def blank(program: Program, visit: str, language: Language = Language.EN) -> Document:
    return layout_worksheet(program, None, VisitCode(visit), language, CONTEXT, is_training=False)


def filled(subject: SubjectBook, visit: str, language: Language = Language.EN) -> Document:
    return layout_worksheet(
        subject.program, subject.casebook, VisitCode(visit), language, CONTEXT, is_training=True
    )


def facts(document: Document) -> dict[str, Answer]:
    return {label: answer for line in document.facts for label, answer in line}


def test_a_blank_worksheet_has_every_form_of_the_visit_in_order(program: Program) -> None:
    found = [one.form for one in sections(blank(program, "SCR"))]
    assert found == [f"{form.oid} v{form.version}" for form in forms_at(program.study, "SCR")]


def test_a_blank_worksheet_names_nobody(program: Program) -> None:
    document = blank(program, "TA1")
    assert document.head.subject == ""
    assert facts(document)["Subject"] == Line()
    assert SUBJECT not in repr(document)


def test_a_blank_worksheet_of_an_assessment_has_empty_rows_for_lesions(program: Program) -> None:
    table = grid(section(blank(program, "TA1"), "TRTL"))
    keys = [record.cells[0].answer for record in table.records]
    assert [key.text for key in keys if isinstance(key, Stated)] == [f"T0{n}" for n in range(1, 6)]
    assert all(record.cells[1].answer == Line() for record in table.records)


def test_an_unknown_visit_is_refused_with_a_suggestion(program: Program) -> None:
    with pytest.raises(InputError, match="did you mean"):
        blank(program, "C2D2")


def test_a_blank_worksheet_plans_by_day_and_tolerance(program: Program) -> None:
    found = facts(blank(program, "C2D1"))
    assert found["Planned date"] == Stated("Day 22")
    assert found["Window"] == Stated("−3 / +3 days")
    assert found["Date of visit"] is Comb.DATE


def test_a_subject_is_planned_by_date(subject: SubjectBook) -> None:
    """First dose on 2023-08-07 is day 1; C2D1 is day 22, three days either way."""
    found = facts(filled(subject, "C2D1"))
    assert found["Planned date"] == Stated("28-AUG-2023")
    assert found["Window"] == Stated("25-AUG-2023 – 31-AUG-2023")
    assert found["Subject"] == Stated(SUBJECT)
    assert found["Visit"] == Stated("C2D1 – Cycle 2 Day 1")


def test_running_logs_have_no_visit_date(subject: SubjectBook) -> None:
    assert list(facts(filled(subject, "LOG"))) == ["Subject", "Visit"]


def test_logs_are_no_part_of_a_visit(subject: SubjectBook) -> None:
    assert "AE" not in " ".join(one.form for one in sections(filled(subject, "C2D1")))


def test_the_previous_value_stands_beside_its_empty_box(subject: SubjectBook) -> None:
    document = filled(subject, "C2D1")
    bilirubin = row(section(document, "LBCHEM"), "Total bilirubin")
    assert bilirubin.answer == Box(("µmol/L", "mg/dL"))
    assert bilirubin.aside == "1.9 mg/dL (SCR)"
    assert row(section(document, "VS"), "Weight").aside == "68 kg (C1D1)"
    assert row(section(document, "VS"), "Temperature").aside == "36.5 °C (C1D1)"
    assert row(section(document, "LBCOAG"), "INR").aside == "1.18 (SCR)"


def test_the_previous_choice_is_told_by_its_label(subject: SubjectBook) -> None:
    english = row(section(filled(subject, "C2D1"), "CPS"), "Ascites")
    chinese = row(section(filled(subject, "C2D1", Language.ZH), "CPS"), "腹水")
    assert english.aside == "Slight / controlled by diuretics (SCR)"
    assert chinese.aside == "轻度/利尿剂可控制 (SCR)"


def test_what_is_entered_already_is_said(subject: SubjectBook) -> None:
    assert row(section(filled(subject, "C1D1"), "VS"), "Weight").aside == "entered: 68 kg"


def test_target_lesions_are_printed_with_place_and_sizes(subject: SubjectBook) -> None:
    table = grid(section(filled(subject, "TA2"), "TRTL"))
    heads = [column.label for column in table.columns]
    assert heads[:4] == [
        "Lesion ID",
        "Lesion at baseline",
        "Baseline diameter",
        "Previous diameter",
    ]
    node = "Hepatic/porta-hepatis lymph node; porta hepatis; Lymph node"
    stated = [[cell.answer for cell in record.cells[:4]] for record in table.records]
    assert [[a.text for a in line if isinstance(a, Stated)] for line in stated] == [
        ["T01", "Liver, right lobe; S8; dome; Non-nodal", "62 mm (SCR)", "40 mm (TA1)"],
        ["T02", node, "18 mm (SCR)", "9 mm (TA1)"],
    ]


def test_size_and_state_of_a_lesion_are_left_to_fill(subject: SubjectBook) -> None:
    table = grid(section(filled(subject, "TA2"), "TRTL"))
    at = {column.label: index for index, column in enumerate(table.columns)}
    first = table.records[0].cells
    assert first[at["Status"]].answer == Box()
    assert first[at["Status"]].aside == "Measured (TA1)"
    assert first[at["Diameter"]].answer == Box(("mm", "cm"))
    assert first[at["Scan date"]].answer is Comb.DATE


def test_the_viable_diameter_of_a_node_is_crossed_out(subject: SubjectBook) -> None:
    table = grid(section(filled(subject, "TA2"), "TRTL"))
    at = [column.label for column in table.columns].index("Viable diameter")
    assert [record.cells[at].answer for record in table.records] == [Box(("mm", "cm")), Nothing()]


def test_a_struck_lesion_is_not_asked_about_again(subject: SubjectBook) -> None:
    assert len(grid(section(filled(subject, "TA2"), "TRTL")).records) == 2
    assert "typed twice" not in repr(filled(subject, "SCR"))


def test_non_target_lesions_are_printed(subject: SubjectBook) -> None:
    table = grid(section(filled(subject, "TA2"), "TRNT"))
    stated = [cell.answer for cell in table.records[0].cells[:2]]
    place = "Portal vein (tumour thrombus); right branch; Non-nodal"
    assert [a.text for a in stated if isinstance(a, Stated)] == ["NT01", place]


def test_many_choices_in_a_cell_are_written_by_number_and_the_numbers_explained(
    program: Program,
) -> None:
    found = section(blank(program, "TA1"), "TRNT")
    notes = [block.text for block in found.blocks if isinstance(block, Note)]
    assert "Status: 1=Present; 2=Absent; 3=Unequivocal progression; 4=Not evaluable" in notes


def test_a_condition_inside_a_grid_names_the_number(program: Program) -> None:
    table = grid(section(blank(program, "TA1"), "TRNT"))
    reason = next(column for column in table.columns if column.label == "Reason not evaluable")
    assert reason.hint == "if Status = 4"


def test_a_running_log_lists_what_is_saved_and_goes_on_numbering(subject: SubjectBook) -> None:
    table = grid(section(filled(subject, "LOG"), "AE"))
    keys = [record.cells[0].answer for record in table.records]
    assert [key.text for key in keys if isinstance(key, Stated)] == ["1", "2", "3", "4", "5"]
    assert table.records[0].cells[1].answer == Stated("Fatigue")


def test_height_is_asked_at_screening_only(program: Program) -> None:
    assert row(section(blank(program, "SCR"), "VS"), "Height").hint == ""
    assert "Height" not in [one.label for one in rows(section(blank(program, "C1D1"), "VS"))]


def test_what_holds_under_the_default_needs_no_hint(program: Program) -> None:
    found = section(blank(program, "C1D1"), "LBCHEM")
    assert row(found, "Albumin").hint == ""
    assert row(found, "Reason not done").hint == "if Sample taken = No"


def test_rows_under_one_condition_are_headed_once(program: Program) -> None:
    found = section(blank(program, "C1D1"), "EXPD1")
    headings = [
        one.text
        for block in found.blocks
        if isinstance(block, Fields)
        for one in block.rows
        if isinstance(one, SubHeading)
    ]
    assert headings == ["If Infusion given = Yes"]
    assert row(found, "Batch number").is_indented
    assert row(found, "Batch number").hint == ""
    assert row(found, "Reason not given/delayed").hint == "if Infusion given = No"


def test_a_laboratory_value_asks_its_significance_in_its_own_row(program: Program) -> None:
    albumin = row(section(blank(program, "C1D1"), "LBCHEM"), "Albumin")
    assert albumin.extras == (("", Choices(("CS", "NCS"))),)
    labels = [one.label for one in rows(section(blank(program, "C1D1"), "LBCHEM"))]
    assert not any("Clinically significant" in label for label in labels)


def test_derived_items_are_named_and_not_asked(program: Program) -> None:
    found = section(blank(program, "C1D1"), "VS")
    notes = [block.text for block in found.blocks if isinstance(block, Note)]
    assert any(note.startswith("Derived by the program: Body mass index") for note in notes)
    assert "Body mass index (derived)" not in [one.label for one in rows(found)]


def test_an_inner_table_has_empty_rows(program: Program) -> None:
    table = grid(section(blank(program, "SCR"), "IMG"))
    heads = [column.label for column in table.columns]
    assert heads == ["No.", "Region", "Method", "Scan date", "Contrast", "Image label"]
    assert len(table.records) == 4


def test_rows_of_an_inner_table_that_are_saved_come_first(subject: SubjectBook) -> None:
    table = grid(section(filled(subject, "SCR"), "IMG"))
    assert [record.cells[1].answer for record in table.records[:3]] == [
        Stated("Chest"),
        Stated("Abdomen"),
        Box(),
    ]


def test_a_form_the_subject_does_not_need_is_left_out_and_named(program: Program) -> None:
    book = SubjectBook(program)
    book.save("SCR/DM", {"SITEID": "01", "SUBJID": SUBJECT})
    document = filled(book, "TA1")
    assert "TRTL" not in " ".join(one.form for one in sections(document))
    notes = [block.text for block in sections(document)[-1].blocks if isinstance(block, Note)]
    assert len(notes) == 1
    assert notes[0].startswith("Not needed at this visit for this subject: ")
    assert notes[0].endswith("Target lesion assessment; Non-target lesion assessment.")


def test_the_legend_explains_the_missing_codes(program: Program) -> None:
    legend = blank(program, "SCR").legend
    for said in (
        "ND Not done",
        "NA Not applicable",
        "UNK Unknown",
        "NASK Not asked",
        "REF Refused",
    ):
        assert said in legend


def test_required_items_are_marked(program: Program) -> None:
    found = section(blank(program, "SCR"), "DM")
    assert row(found, "Sex").is_required
    assert not row(found, "Time of informed consent").is_required


@pytest.mark.parametrize("language", list(Language))
def test_every_visit_of_the_schedule_can_be_laid_out(
    program: Program, subject: SubjectBook, language: Language
) -> None:
    for visit in ("SCR", "C1D1", "C1D8", "C2D1", "C3D1", "TA1", "TA2", "EOT", "SFU30", "SFU90"):
        assert sections(blank(program, visit, language))
        assert sections(filled(subject, visit, language))
    for visit in ("SURV1", "UNS1", "LOG"):
        assert sections(blank(program, visit, language))
        assert sections(filled(subject, visit, language))


def test_every_item_that_is_typed_has_its_place(program: Program) -> None:
    """Nothing of a form is forgotten: each typed item is a row, a column, or an extra."""
    document = blank(program, "SCR")
    for form in forms_at(program.study, "SCR"):
        found = section(document, form.oid)
        shown = {one.label for one in rows(found)}
        shown |= {c.label for b in found.blocks if isinstance(b, Grid) for c in b.columns}
        shown |= {b.text.split("*")[0] for b in found.blocks if isinstance(b, Note)}
        asked = [i for i in form.items if not (i.is_computed or i.read_only or i.companion_of)]
        for item in asked:
            if item.show_when and "unscheduled" in item.show_when.source:
                continue
            label = item.label.en.replace(">=", "≥").replace("<=", "≤").replace("x10^9", "×10⁹")
            assert any(label.startswith(one) for one in shown), f"{form.oid}.{item.oid}"


def test_the_content_hash_is_of_the_content(subject: SubjectBook, program: Program) -> None:
    assert content_hash(filled(subject, "C2D1")) == content_hash(filled(subject, "C2D1"))
    assert content_hash(filled(subject, "C2D1")) != content_hash(filled(subject, "C1D1"))
    assert content_hash(blank(program, "C2D1")) != content_hash(filled(subject, "C2D1"))
