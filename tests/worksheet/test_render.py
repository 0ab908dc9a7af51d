"""PDFs read back: complete, in order, numbered, embedded, the same again."""

import re
import time

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.study.schedule import forms_at
from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet import PrintRun, render_casebook, render_worksheet
from tests.worksheet.casebooks import CONTEXT, RUN, SUBJECT, SubjectBook
from tests.worksheet.reading import (
    embedded_fonts,
    fonts_of,
    page_texts,
    squeezed,
    whole_text,
)

TRAINING = PrintRun("01", "A", "2026-11-25T17:11:47.123456Z", "nurse1", is_training=True)


def worksheet(
    subject: SubjectBook, visit: str, language: Language = Language.EN, run: PrintRun = RUN
) -> bytes:
    return render_worksheet(
        subject.program, subject.casebook, VisitCode(visit), language, CONTEXT, run
    )


def blank(program: Program, visit: str, language: Language = Language.EN) -> bytes:
    return render_worksheet(program, None, VisitCode(visit), language, CONTEXT, RUN)


def casebook(subject: SubjectBook, language: Language = Language.EN) -> bytes:
    return render_casebook(
        subject.program, subject.casebook, language, CONTEXT, RUN, subject.audit()
    )


@pytest.fixture(scope="module", params=["worksheet", "casebook"])
def of_subject(request: pytest.FixtureRequest, subject: SubjectBook) -> bytes:
    return worksheet(subject, "C2D1") if request.param == "worksheet" else casebook(subject)


def test_every_page_says_whose_it_is(of_subject: bytes) -> None:
    pages = page_texts(of_subject)
    assert len(pages) > 2
    assert all(f"Subject {SUBJECT}" in page for page in pages)


def test_every_page_says_study_site_definitions_and_who_printed_it_when(of_subject: bytes) -> None:
    for page in page_texts(of_subject):
        assert "Dream-004 | NCT05831969" in re.sub(" +", " ", page)
        assert "Site 01 – Site 01 (demo)" in page
        assert re.search(r"Definitions 1\.0 \([0-9a-f]{8}\)", page)
        assert "Printed 2026-11-25 17:11:47 UTC by nurse1, device A" in page
        assert re.search(r"Content [0-9a-f]{12}", page)


def test_pages_are_numbered_of_their_number(of_subject: bytes) -> None:
    pages = page_texts(of_subject)
    for number, page in enumerate(pages, 1):
        assert re.findall(r"Page (\d+) / (\d+)", page) == [(str(number), str(len(pages)))]


def test_a_page_names_the_forms_it_holds_with_their_version(subject: SubjectBook) -> None:
    first = page_texts(worksheet(subject, "C2D1"))[0]
    assert re.search(r"Definitions 1\.0 .*SV v1 .*VS v1", first)


def test_every_page_of_a_worksheet_names_the_visit(subject: SubjectBook) -> None:
    assert all("C2D1 – Cycle 2 Day 1" in page for page in page_texts(worksheet(subject, "C2D1")))


def test_a_page_of_a_casebook_names_the_visit_it_begins_with(subject: SubjectBook) -> None:
    pages = page_texts(casebook(subject))
    assert any("TA1 – Tumour assessment 1" in page for page in pages)
    assert "Audit trail" in pages[-1]


def test_training_paper_says_so_on_every_page(subject: SubjectBook) -> None:
    pages = page_texts(worksheet(subject, "C2D1", run=TRAINING))
    assert all("TRAINING – not for real subjects" in page for page in pages)
    assert "TRAINING" not in whole_text(worksheet(subject, "C2D1"))


def test_forms_and_items_come_in_their_order(program: Program) -> None:
    text = whole_text(blank(program, "SCR"))
    titles = [squeezed(form.label.en) for form in forms_at(program.study, "SCR")]
    places = [
        text.index(f"{title}{form.oid}v1")
        for title, form in zip(titles, forms_at(program.study, "SCR"), strict=True)
    ]
    assert places == sorted(places)
    vital = [text.index(squeezed(label)) for label in ("Vital signs taken?", "Height*", "Weight*")]
    assert vital == sorted(vital)


@pytest.mark.parametrize("language", list(Language))
def test_every_label_of_a_blank_worksheet_is_on_paper(program: Program, language: Language) -> None:
    text = whole_text(blank(program, "SCR", language))
    for form in forms_at(program.study, "SCR"):
        for item in form.items:
            if item.is_computed or item.companion_of or item.show_when is not None:
                continue
            label = re.sub(r"\s*[(（][^()（）]*[)）]$", "", item.label.in_language(language))
            printed = label.replace(">=", "≥").replace("<=", "≤").replace("x10^9", "×10⁹")
            printed = printed.replace("×10^9", "×10⁹")
            assert squeezed(printed)[:12] in text, f"{form.oid}.{item.oid}"


def test_chinese_can_be_read_back(subject: SubjectBook) -> None:
    text = whole_text(worksheet(subject, "TA2", Language.ZH))
    for said in (
        "访视工作表",
        "靶病灶评估",
        "基线径线",
        "门静脉（癌栓）",
        "受试者01-001",
        "总体疗效",
    ):
        assert said in text


def test_a_blank_worksheet_has_room_for_the_subject_and_names_none(program: Program) -> None:
    pages = page_texts(blank(program, "TA1"))
    assert all("Subject: ____" in page for page in pages)
    assert not any(SUBJECT in page for page in pages)


def test_a_subject_is_told_window_previous_values_and_lesions(subject: SubjectBook) -> None:
    cycle = whole_text(worksheet(subject, "C2D1"))
    for said in ("28-AUG-2023", "25-AUG-2023–31-AUG-2023", "1.9mg/dL(SCR)", "68kg(C1D1)"):
        assert said in cycle
    assessment = whole_text(worksheet(subject, "TA2"))
    for said in ("T01", "Liver,rightlobe;S8;dome", "62mm(SCR)", "40mm(TA1)", "9mm(TA1)", "NT01"):
        assert said in assessment


def test_a_worksheet_ends_with_lines_to_sign_on(subject: SubjectBook) -> None:
    last = page_texts(worksheet(subject, "C2D1"))[-1]
    for said in ("Filled in by (name)", "Entered in the program by (name)", "Signature", "Date"):
        assert said in last


def test_all_fonts_are_subsets_of_our_own_and_embedded(subject: SubjectBook) -> None:
    for pdf in (worksheet(subject, "C2D1", Language.ZH), casebook(subject)):
        fonts = fonts_of(pdf)
        assert fonts
        assert all(re.fullmatch(r"[A-Z]{6}\+NotoSansSC-(Regular|Bold)", font) for font in fonts)
        assert embedded_fonts(pdf) == len(re.findall(rb"/Type /FontDescriptor", pdf)) > 0


@pytest.mark.parametrize("language", list(Language))
def test_the_same_print_gives_the_same_bytes(subject: SubjectBook, language: Language) -> None:
    assert worksheet(subject, "C2D1", language) == worksheet(subject, "C2D1", language)
    assert casebook(subject, language) == casebook(subject, language)


def test_another_moment_changes_the_print_and_not_the_content(subject: SubjectBook) -> None:
    later = PrintRun("01", "A", "2027-01-01T00:00:00.000000Z", "monitor1", is_training=False)
    first, second = worksheet(subject, "C1D8"), worksheet(subject, "C1D8", run=later)
    found = [re.findall(r"Content (\w+)", page_texts(pdf)[0]) for pdf in (first, second)]
    assert first != second
    assert found[0] == found[1]


def test_the_title_of_a_form_comes_again_where_it_continues(subject: SubjectBook) -> None:
    assert "Blood chemistry (continued)" in "\n".join(page_texts(worksheet(subject, "C2D1")))


def test_heads_of_the_audit_trail_come_again_on_each_of_its_pages(subject: SubjectBook) -> None:
    pages = [page for page in page_texts(casebook(subject)) if "Audit trail" in page]
    assert len(pages) > 1
    assert all("Item OID Old New What" in " ".join(page.split()) for page in pages)
    assert all("UTC | nurse1 (nurse) |" in " ".join(page.split()) for page in pages)


def test_a_worksheet_is_made_within_half_a_second(subject: SubjectBook) -> None:
    worksheet(subject, "C1D8")  # the fonts are read with the first print of a program
    begun = time.perf_counter()
    worksheet(subject, "SCR")
    assert time.perf_counter() - begun < 0.5
