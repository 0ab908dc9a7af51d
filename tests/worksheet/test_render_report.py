"""The report as a PDF: complete, numbered, the same again for the same report."""

from dataclasses import replace

import pytest

from hcc_crf.values import Language
from hcc_crf.worksheet.render_report import render_report
from tests.worksheet.reading import embedded_fonts, fonts_of, page_texts, squeezed, whole_text
from tests.worksheet.test_layout_report import AGREEING, REPORT, WRONG

LONG = replace(
    REPORT,
    derivations=(
        replace(
            REPORT.derivations[0],
            trials=tuple(replace(AGREEING, about=f"case {number}") for number in range(1, 81)),
        ),
    ),
)


def test_every_case_is_printed_once() -> None:
    text = whole_text(render_report(LONG, Language.EN))
    assert [text.count(f"case{number}points6") for number in range(1, 81)] == [1] * 80


def test_every_page_says_study_definitions_time_and_its_number() -> None:
    pages = page_texts(render_report(LONG, Language.EN))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        said = squeezed(page)
        assert f"Page{number}/{len(pages)}" in said
        assert "Dream-004" in said
        assert "Definitions1.0(32514b0da275)" in said
        assert "Made2026-11-2518:40:00UTCbyhcc-crf0.1.0" in said


def test_lines_to_sign_on_stand_before_the_cases() -> None:
    pages = page_texts(render_report(LONG, Language.EN))
    signed = [at for at, page in enumerate(pages) if "Reviewed by (name)" in page]
    cases = [at for at, page in enumerate(pages) if "Every vector" in page]
    assert (len(signed), len(cases)) == (1, 1)
    assert signed[0] < cases[0]


def test_heads_come_again_on_the_next_page() -> None:
    pages = page_texts(render_report(LONG, Language.EN))
    assert "child-pugh (continued)" in pages[-1]
    assert "Expected" in pages[-1]


def test_a_difference_is_seen_on_the_first_page_and_at_its_case() -> None:
    pages = page_texts(render_report(WRONG, Language.EN))
    assert "DIFFERENCES FOUND" in pages[0]
    assert "DIFFERS" in pages[-1]


@pytest.mark.parametrize("language", Language)
def test_the_same_report_gives_the_same_bytes_with_the_font_embedded(language: Language) -> None:
    pdf = render_report(REPORT, language)
    assert pdf == render_report(REPORT, language)
    assert embedded_fonts(pdf) == 2
    assert all("NotoSansSC" in name for name in fonts_of(pdf))


def test_another_result_gives_another_content_hash() -> None:
    first, second = (page_texts(render_report(each, Language.EN))[0] for each in (REPORT, WRONG))
    hashes = [page[page.index("Content ") :].split()[1] for page in (first, second)]
    assert hashes[0] != hashes[1]
