"""Nothing is drawn over something else or beyond the margins, on any page, in both languages."""

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet.document import Document
from hcc_crf.worksheet.layout import layout_worksheet
from hcc_crf.worksheet.layout_casebook import layout_casebook
from hcc_crf.worksheet.render import LEFT, draw_pages
from hcc_crf.worksheet.render_fields import WIDTH
from hcc_crf.worksheet.render_sheet import PAGE_HEIGHT
from tests.worksheet.casebooks import CONTEXT, RUN, SubjectBook
from tests.worksheet.recording import Mark, Recording, RecordingSheet, collisions

VISITS = ("SCR", "C1D1", "C1D8", "C1D15", "C2D1", "TA1", "TA2", "EOT", "SFU90", "UNS1", "LOG")


def drawn(document: Document) -> Recording:
    sheet = RecordingSheet(title="", author="", language=document.language)
    draw_pages(sheet, document, RUN)
    return sheet.recording


def check_paper(recording: Recording) -> None:
    assert recording.texts
    assert collisions(recording) == []
    for mark in recording.texts:
        assert mark.x >= LEFT - 0.1, mark
        assert mark.right <= LEFT + WIDTH + 1, mark
        assert mark.bottom <= PAGE_HEIGHT - 15, mark
    for box in recording.boxes:
        assert box.x >= LEFT - 0.1
        assert box.right <= LEFT + WIDTH + 0.1


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("visit", VISITS)
def test_a_blank_worksheet_has_no_collision(
    program: Program, visit: str, language: Language
) -> None:
    code = VisitCode(visit)
    check_paper(drawn(layout_worksheet(program, None, code, language, CONTEXT, is_training=True)))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("visit", VISITS)
def test_a_worksheet_of_a_subject_has_no_collision(
    subject: SubjectBook, visit: str, language: Language
) -> None:
    check_paper(
        drawn(
            layout_worksheet(
                subject.program,
                subject.casebook,
                VisitCode(visit),
                language,
                CONTEXT,
                is_training=False,
            )
        )
    )


@pytest.mark.parametrize("language", list(Language))
def test_a_casebook_has_no_collision(subject: SubjectBook, language: Language) -> None:
    check_paper(
        drawn(
            layout_casebook(
                subject.program,
                subject.casebook,
                language,
                CONTEXT,
                subject.audit(),
                is_training=True,
            )
        )
    )


def test_boxes_to_tick_stand_free_of_texts(subject: SubjectBook) -> None:
    recording = drawn(
        layout_worksheet(
            subject.program,
            subject.casebook,
            VisitCode("C2D1"),
            Language.EN,
            CONTEXT,
            is_training=False,
        )
    )
    squares = [box for box in recording.boxes if box.width == box.height]
    assert len(squares) > 100
    assert not [
        (text.text, square)
        for square in squares
        for text in recording.texts
        if square.overlaps(text)
    ]


@pytest.mark.parametrize(
    ("other", "collides"),
    [
        pytest.param(Mark(1, "b", 5, 5, 10, 10), True, id="over a corner"),
        pytest.param(Mark(1, "b", 10, 0, 10, 10), False, id="side by side"),
        pytest.param(Mark(1, "b", 0, 10, 10, 10), False, id="one below the other"),
        pytest.param(Mark(2, "b", 0, 0, 10, 10), False, id="on another page"),
    ],
)
def test_the_search_for_collisions_finds_them(other: Mark, collides: bool) -> None:
    found = collisions(Recording([Mark(1, "a", 0, 0, 10, 10), other]))
    assert (found != []) is collides
