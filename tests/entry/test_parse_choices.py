"""Choices are found by code or label in any case; codes of a multichoice keep the list's order."""

import pytest

from hcc_crf.entry.choices import choices_of
from hcc_crf.entry.parse import Typed, parse_text
from hcc_crf.entry.program import Program
from hcc_crf.entry.unreadable import Unreadable
from hcc_crf.study.model import ItemDef
from hcc_crf.values import MissingReason, Value

from .saving import TODAY, Nurse, codes


def read(nurse: Nurse, form: str, oid: str, text: str) -> Value | Unreadable:
    """Return a choice as read on a form."""
    item = nurse.program.study.item(form, oid)
    return parse_text(item, Typed(text), today=TODAY, choices=choices_of(nurse.book, item))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ABSENT", "ABSENT"),
        ("absent", "ABSENT"),
        ("None", "ABSENT"),
        ("none", "ABSENT"),
        ("无", "ABSENT"),
        ("Slight / controlled by diuretics", "SLIGHT"),
        ("slight", "SLIGHT"),
        ("轻度/利尿剂可控制", "SLIGHT"),
        (" moderate ", "MODERATE"),
    ],
)
def test_a_choice_is_found_by_code_or_label_in_any_case(nurse: Nurse, text: str, code: str) -> None:
    assert read(nurse, "CPS", "CPS0102", text) == Value(text.strip(), code)


@pytest.mark.parametrize(("text", "code"), [("Ｙ", "Y"), ("ｎ", "N"), ("是", "Y"), ("no", "N")])
def test_yes_and_no_are_taken_in_any_width_and_language(nurse: Nurse, text: str, code: str) -> None:
    assert read(nurse, "VS", "VSPERF", text) == Value(text, code)


def test_a_number_of_a_list_is_taken_in_any_width(nurse: Nurse) -> None:
    assert read(nurse, "QSECOG", "ECOG101", "１") == Value("１", "1")


def test_what_is_none_of_the_choices_is_refused_with_those_there_are(nurse: Nurse) -> None:
    found = read(nurse, "CPS", "CPS0102", "SOME")
    assert isinstance(found, Unreadable)
    assert "'SOME' is none of the choices" in found.problem.en
    assert "ABSENT; SLIGHT; MODERATE" in found.problem.en
    assert "ABSENT; SLIGHT; MODERATE" in found.problem.zh


def test_a_long_list_is_not_written_out_whole(nurse: Nurse) -> None:
    found = read(nurse, "TUTL", "TL_TULOC", "MOON")
    assert isinstance(found, Unreadable)
    assert found.problem.en.endswith("…")
    assert found.problem.en.count(";") == 11


def test_a_long_wrong_answer_is_cut_in_the_message(nurse: Nurse) -> None:
    found = read(nurse, "CPS", "CPS0102", "X" * 500)
    assert isinstance(found, Unreadable)
    assert len(found.problem.en) < 200


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("MEDICATION", "MEDICATION"),
        ("OTHER;MEDICATION", "MEDICATION;OTHER"),
        ("other; medication ; HOSP", "MEDICATION;HOSP;OTHER"),
        ("Transfusion;输血", "TRANSF"),
        ("HOSP；MEDICATION", "MEDICATION;HOSP"),
    ],
)
def test_a_multichoice_keeps_each_code_once_in_the_order_of_the_list(
    nurse: Nurse, text: str, canonical: str
) -> None:
    assert read(nurse, "AE", "AEACNOTH", text) == Value(text, canonical)


@pytest.mark.parametrize("text", ["MEDICATION;XXX", "MEDICATION;;HOSP", ";"])
def test_a_multichoice_with_one_wrong_code_is_refused(nurse: Nurse, text: str) -> None:
    assert isinstance(read(nurse, "AE", "AEACNOTH", text), Unreadable)


@pytest.mark.parametrize("text", ["ND", "nd", "REF"])
def test_a_missing_code_may_be_typed_where_it_is_no_choice(nurse: Nurse, text: str) -> None:
    found = read(nurse, "CPS", "CPS0102", text)
    assert isinstance(found, Value)
    assert found.missing is MissingReason(text.upper())
    assert found.canonical == ""


def test_a_missing_code_that_is_a_choice_is_the_choice(nurse: Nurse) -> None:
    assert read(nurse, "RS", "TRGRESP", "NA") == Value("NA", "NA")  # no target lesions
    assert read(nurse, "RS", "TRGRESP", "na") == Value("na", "NA")


@pytest.mark.parametrize("text", ["U", "unknown"])
def test_unknown_may_be_a_choice_of_its_own(nurse: Nurse, text: str) -> None:
    assert read(nurse, "DD", "DTHAUT", text) == Value(text, "U")


def test_the_laboratories_are_those_of_the_site(nurse: Nurse, program: Program) -> None:
    item = program.study.item("LBCHEM", "LBNAM")
    assert [term.code for term in choices_of(nurse.book, item)] == ["LAB01"]
    nurse.site = "02"
    assert [term.code for term in choices_of(nurse.book, item)] == ["LAB02"]


def test_an_unknown_site_has_no_laboratories(nurse: Nurse, program: Program) -> None:
    nurse.site = "99"
    item = program.study.item("LBCHEM", "LBNAM")
    assert choices_of(nurse.book, item) == ()
    found = parse_text(item, Typed("LAB01"), today=TODAY, choices=())
    assert isinstance(found, Unreadable)
    assert found.problem.en.endswith("Choose one of: -")


def test_an_item_that_is_no_choice_offers_none(nurse: Nurse, program: Program) -> None:
    assert choices_of(nurse.book, program.study.item("VS", "WEIGHT")) == ()


def keys(nurse: Nurse, item: ItemDef) -> dict[str, str]:
    """Return the choices of an item as it stands, code → label."""
    return {term.code: term.label.en for term in choices_of(nurse.book, item)}


def test_rows_of_another_form_are_choices_by_their_key(nurse: Nurse, program: Program) -> None:
    item = program.study.item("DSEOT", "EOTAENO")
    assert keys(nurse, item) == {}
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Fatigue"}, {"row": 2, "AESER": "N"}])
    assert keys(nurse, item) == {"1": "1 · Fatigue", "2": "2"}


def test_lesions_are_choices_by_their_number(nurse: Nurse, program: Program) -> None:
    nurse.save("SCR", "TUTL", rows=[{"row": 1, "TL_TULOCDTL": "segment S6"}])
    item = program.study.item("TRTL", "TR_MERGE")
    assert keys(nurse, item) == {"T01": "T01 · segment S6"}


def test_only_rows_that_meet_the_condition_are_choices(nurse: Nurse, program: Program) -> None:
    rows = [
        {"row": 1, "AETERM": "Fatigue", "AEOUT": "RECOVERED/RESOLVED"},
        {"row": 2, "AETERM": "Bleeding", "AEOUT": "FATAL"},
        {"row": 3, "AETERM": "Rash"},
    ]
    nurse.save("LOG", "AE", rows=rows)
    fatal = program.study.item("DD", "DTHAENO")  # only adverse events that ended in death
    assert keys(nurse, fatal) == {"2": "2 · Bleeding"}


def test_a_row_struck_out_is_no_choice(nurse: Nurse, program: Program) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Fatigue"}, {"row": 2, "AETERM": "Rash"}])
    nurse.save("LOG", "AE", strikes=((1, "entered twice"),))
    assert set(keys(nurse, program.study.item("DSEOT", "EOTAENO"))) == {"2"}


def test_a_row_that_is_not_there_cannot_be_chosen(nurse: Nurse) -> None:
    problems = nurse.refused("EOT", "DSEOT", EOTAENO="7")
    assert codes(problems) == ["UNREADABLE"]
