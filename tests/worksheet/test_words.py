"""Units, conditions, answers and values in words."""

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.study.model import ItemDef, ItemType, Term
from hcc_crf.values import Bilingual, Language, MissingReason, Value
from hcc_crf.worksheet.answers import (
    answer_of,
    cell_answer_of,
    label_of,
    missing_text,
    numbered,
    units_of,
    value_text,
)
from hcc_crf.worksheet.conditions import hint_text
from hcc_crf.worksheet.document import Answer, Box, Choices, Comb, Line

EN, ZH = Language.EN, Language.ZH
NAME = Bilingual("Name", "名称")
YES = Term("Y", Bilingual("Yes", "是"))
NO = Term("N", Bilingual("No", "否"))


def item(kind: ItemType, *, unit: str = "", max_length: int | None = None) -> ItemDef:
    return ItemDef("X", NAME, kind, unit=unit, max_length=max_length)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (ItemType.DATE, Comb.DATE),
        (ItemType.PARTIAL_DATE, Comb.DATE),
        (ItemType.TIME, Comb.TIME),
        (ItemType.INTEGER, Box()),
        (ItemType.DECIMAL, Box()),
        (ItemType.TEXT, Line()),
        (ItemType.CHOICE_DYNAMIC, Line()),
    ],
)
def test_each_type_has_its_box(kind: ItemType, answer: Answer) -> None:
    assert answer_of(item(kind), (), EN) == answer


@pytest.mark.parametrize(
    ("longest", "lines"), [(100, 1), (101, 2), (250, 2), (251, 3), (500, 3), (None, 1)]
)
def test_longer_texts_get_more_lines(longest: int | None, lines: int) -> None:
    assert answer_of(item(ItemType.TEXT, max_length=longest), (), EN) == Line(lines)


def test_choices_are_ticked_by_their_label() -> None:
    assert answer_of(item(ItemType.YESNO), (YES, NO), ZH) == Choices(("是", "否"))
    assert answer_of(item(ItemType.MULTICHOICE), (YES,), EN) == Choices(("Yes",), many=True)


def test_a_cell_has_ticks_for_few_choices_and_a_code_for_many() -> None:
    many = tuple(Term(str(n), Bilingual(f"Choice {n}", f"选项{n}")) for n in range(6))
    assert cell_answer_of(item(ItemType.YESNO), (YES, NO), EN) == Choices(("Yes", "No"))
    assert cell_answer_of(item(ItemType.CHOICE), many, EN) == Box()
    assert cell_answer_of(item(ItemType.TEXT, max_length=500), (), EN) == Line()
    assert numbered(["Present", "Absent"]) == "1=Present; 2=Absent"


def test_the_standard_unit_comes_first(program: Program) -> None:
    assert units_of(program.study.item("LBCHEM", "BILI"), EN) == ("µmol/L", "mg/dL")
    assert units_of(program.study.item("LBCOAG", "INR"), EN) == ()
    assert units_of(program.study.item("VS", "PULSE"), ZH) == ("次/分",)
    assert units_of(program.study.item("VS", "WEIGHT"), ZH) == ("kg", "斤", "lb")


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [
        (ItemType.DATE, Value("5mar24", "2024-03-05"), "05-MAR-2024"),
        (ItemType.PARTIAL_DATE, Value("UN-UNK-2024", "2024"), "UN-UNK-2024"),
        (ItemType.DECIMAL, Value("<0,2", "<0.2", "umol/L"), "<0,2 µmol/L"),
        (ItemType.TEXT, Value(" x ", "x"), "x"),
        (ItemType.YESNO, Value("y", "Y"), "Yes"),
        (ItemType.MULTICHOICE, Value("Y;N", "Y;N"), "Yes; No"),
        (ItemType.TEXT, Value("", ""), ""),
        (ItemType.DECIMAL, Value("", "", "", MissingReason.UNK), "Unknown (UNK)"),
    ],
)
def test_values_are_printed_as_entered(kind: ItemType, value: Value, printed: str) -> None:
    terms = (YES, NO) if kind in (ItemType.YESNO, ItemType.MULTICHOICE) else ()
    assert value_text(item(kind), value, terms, EN) == printed


def test_a_code_the_list_no_longer_has_is_printed_itself() -> None:
    assert label_of("OLD", (YES, NO), EN) == "OLD"


def test_missing_reasons_are_said_in_both_languages() -> None:
    assert missing_text(MissingReason.REF, EN) == "Refused (REF)"
    assert missing_text(MissingReason.REF, ZH) == "拒绝（REF）"


@pytest.mark.parametrize(
    ("form", "oid", "said"),
    [
        ("VS", "WEIGHT", "if Vital signs taken = Yes"),
        (
            "VS",
            "SYSBP2",
            (
                "if Vital signs taken = Yes and "
                "(Systolic blood pressure ≥ 140 or Diastolic blood pressure ≥ 90)"
            ),
        ),
        ("TRTL", "TR_DIAM", "if Status = Measured or Split into fragments"),
        ("TRTL", "TR_VDIAM", "if Status = Measured or Split into fragments"),
        ("DSEOS", "EOSDAT", ""),
        ("EXLEN", "ECDOSFRQ_LEN", "if Dose per day > 0"),
        ("EXLEN", "ECENDAT_LEN", "if Ongoing ≠ Yes"),
        ("TUTL", "TL_TUSEG", "if applicable"),
        ("RS", "DIFFREAS", "if applicable"),
        ("SV", "SVUPDES", "if applicable"),
    ],
)
def test_conditions_in_words(program: Program, form: str, oid: str, said: str) -> None:
    condition = program.study.item(form, oid).show_when
    if not said:
        assert condition is None
        return
    assert condition is not None
    assert hint_text(program.study, condition, EN) == said


def test_a_condition_may_name_choices_by_their_number(program: Program) -> None:
    condition = program.study.item("TRTL", "TR_DIAM").show_when
    assert condition is not None
    assert hint_text(program.study, condition, EN, by_number=True) == "if Status = 1 or 5"
