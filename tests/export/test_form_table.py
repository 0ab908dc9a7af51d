from dataclasses import replace

import pytest

from hcc_crf.export.form_table import form_tables
from tests.centre.building import study

KEYS = ["STUDYID", "SITEID", "SUBJID", "VISIT", "ROW"]


def columns(form: str, table: int = 0) -> list[str]:
    """Return the header of a file of a form."""
    return list(form_tables(study().forms[form])[table].columns)


def test_every_file_begins_with_the_columns_of_the_contract() -> None:
    for form in study().forms.values():
        assert list(form_tables(form)[0].columns[:7]) == [*KEYS, "FORMVER", "STATE"]


def test_an_inner_table_has_a_file_of_its_own_with_the_number_of_its_row() -> None:
    tables = form_tables(study().forms["IMG"])
    assert [table.name for table in tables] == ["IMG", "IMG_IMGTAB"]
    assert list(tables[1].columns[:8]) == [*KEYS, "TABROW", "FORMVER", "STATE"]
    assert "IMGAREA" in tables[1].columns
    assert not {"IMGTAB", "IMGAREA"} & set(tables[0].columns)


def test_items_stand_in_the_order_of_the_page_and_companions_behind_theirs() -> None:
    names = columns("LBCHEM")
    start = names.index("BILI")
    assert names[start : start + 7] == [
        "BILI",
        "BILI_UNIT",
        "BILI_STD",
        "BILI_MISSING",
        "BILI_LBNRIND",
        "BILI_LBTOXGR",
        "BILI_LBCLSIG",
    ]


def test_an_item_without_units_has_neither_unit_nor_standard_value() -> None:
    names = columns("VS")
    assert "VSDAT_MISSING" in names
    assert not {"VSDAT_UNIT", "VSDAT_STD"} & set(names)


def test_a_derived_item_has_no_missing_code() -> None:
    names = columns("VS")
    assert {"BMI", "BMI_UNIT", "BMI_STD"} <= set(names)
    assert "BMI_MISSING" not in names


@pytest.mark.parametrize("form", sorted(study().forms))
def test_no_two_columns_of_a_file_have_one_name(form: str) -> None:
    for table in form_tables(study().forms[form]):
        assert len(set(table.columns)) == len(table.columns)


def test_no_two_files_have_one_name() -> None:
    names = [table.name for form in study().forms.values() for table in form_tables(form)]
    names += ["audit", "conflicts", "findings", "subjects"]
    assert len({name.casefold() for name in names}) == len(names)


def test_items_of_class_identity_are_in_no_file() -> None:
    form = study().forms["DM"]
    items = tuple(
        replace(item, data_class="identity") if item.oid == "SEX" else item for item in form.items
    )
    (table, *_) = form_tables(replace(form, items=items))
    assert "SEX" not in table.columns
    assert "SEX" in columns("DM")


def test_an_item_that_is_called_like_a_key_is_called_by_its_form_too() -> None:
    names = columns("DM")
    assert names.count("SITEID") == names.count("SUBJID") == 1
    assert {"DM_SITEID", "DM_SITEID_MISSING", "DM_SUBJID"} <= set(names)
