"""A worksheet in Chinese: conditions, boxes and units in the language of the sheet."""

from hcc_crf.entry.program import Program
from hcc_crf.values import Language, VisitCode
from hcc_crf.worksheet.document import Choices, Comb, Document, Note
from hcc_crf.worksheet.layout import layout_worksheet
from tests.worksheet.casebooks import CONTEXT
from tests.worksheet.reading import row, section


def blank(program: Program, visit: str) -> Document:
    return layout_worksheet(
        program, None, VisitCode(visit), Language.ZH, CONTEXT, is_training=False
    )


def test_conditions_are_said_in_chinese(program: Program) -> None:
    found = section(blank(program, "C1D1"), "LBCHEM")
    assert row(found, "未做原因").hint == "若“是否采样” = 否"


def test_significance_is_ticked_in_words_where_they_are_short(program: Program) -> None:
    found = section(blank(program, "C1D1"), "LBCHEM")
    assert row(found, "白蛋白").extras == (("", Choices(("有临床意义", "无临床意义"))),)
    notes = [block.text for block in found.blocks if isinstance(block, Note)]
    assert not any("NCS" in note for note in notes)


def test_dates_and_times_are_asked_in_the_language_of_the_sheet(program: Program) -> None:
    found = blank(program, "C1D1")
    assert dict(found.facts[1])["访视日期"] is Comb.DATE_ZH
    assert row(section(found, "LBCHEM"), "采样日期").answer is Comb.DATE_ZH
    assert row(section(found, "LBCHEM"), "采样时间").answer is Comb.TIME_ZH
