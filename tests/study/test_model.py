"""Definitions answer what the rooms above ask of them."""

from decimal import Decimal

import pytest

from hcc_crf.study.model import (
    CODED,
    COMPUTED,
    NUMERIC,
    AlternativeUnit,
    CodeList,
    FormDef,
    ItemDef,
    ItemType,
    Study,
    Term,
)
from hcc_crf.values import Bilingual

LABEL = Bilingual("Weight", "体重")


def item(oid: str = "WEIGHT", kind: ItemType = ItemType.DECIMAL, unit: str = "kg") -> ItemDef:
    """Return a bare item."""
    jin = AlternativeUnit("jin", Decimal("0.5"))
    return ItemDef(oid, LABEL, kind, unit=unit, alternatives=(jin,) if unit else ())


def test_the_standard_unit_comes_first_and_counts_as_it_is() -> None:
    assert item().units == ("kg", "jin")
    assert item().factor("kg") == Decimal(1)
    assert item().factor("jin") == Decimal("0.5")


def test_a_unit_the_item_does_not_take_is_an_error() -> None:
    with pytest.raises(KeyError):
        item().factor("lb")


def test_an_item_without_unit_has_none() -> None:
    assert item(unit="").units == ()


def test_a_factor_is_used_exactly() -> None:
    # 1.9 mg/dL of bilirubin x 17.104 = 32.4976 umol/L, with no float between.
    assert Decimal("1.9") * Decimal("17.104") == Decimal("32.4976")


@pytest.mark.parametrize(
    ("path", "unit", "factor"),
    [
        # Factors as the study design lists them.
        ("LBCHEM.BILI", "mg/dL", "17.104"),
        ("LBCHEM.ALB", "g/dL", "10"),
        ("LBCHEM.CREAT", "mg/dL", "88.4"),
        ("LBCHEM.CA", "mg/dL", "0.2495"),
        ("LBCHEM.GLUC", "mg/dL", "0.0555"),
        ("LBCHEM.UREA", "mg/dL (BUN)", "0.357"),
        ("VS.WEIGHT", "jin (500 g)", "0.5"),
        ("VS.HEIGHT", "in", "2.54"),
        ("TUTL.TL_DIAM", "cm", "10"),
    ],
)
def test_bundled_factors_are_exact(bundled: Study, path: str, unit: str, factor: str) -> None:
    form, _, oid = path.partition(".")
    assert bundled.item(form, oid).factor(unit) == Decimal(factor)


@pytest.mark.parametrize("kind", list(ItemType))
def test_a_type_is_typed_or_computed(kind: ItemType) -> None:
    made = item(kind=kind)
    assert made.is_computed == (kind in {"derived", "prefilled", "auto_id"})
    assert not (COMPUTED & NUMERIC)
    assert not (CODED & (COMPUTED | NUMERIC))


def test_a_code_is_found_in_its_list() -> None:
    terms = (Term("Y", Bilingual("Yes", "是")), Term("N", Bilingual("No", "否")))
    codelist = CodeList("NY", Bilingual("No/Yes", "否/是"), terms)
    assert codelist.by_code["N"].label.zh == "否"
    assert list(codelist.by_code) == ["Y", "N"]


def test_an_inner_table_belongs_to_its_form() -> None:
    column = item("GRADE", ItemType.INTEGER, "")
    table = ItemDef("GRADES", LABEL, ItemType.TABLE, columns=(column,))
    form = FormDef("AE", LABEL, "1", ("LOG",), (item("TERM", ItemType.TEXT, ""), table))
    assert list(form.by_oid) == ["TERM", "GRADES", "GRADE"]
    assert dict(form.table_of) == {"GRADE": "GRADES"}
    assert table.columns_by_oid["GRADE"] is column
    assert form.rows_come_from == ""


def test_rows_come_from_the_baseline_form(bundled: Study) -> None:
    sources = {oid: form.rows_come_from for oid, form in bundled.forms.items()}
    assert {oid: source for oid, source in sources.items() if source} == {
        "TRTL": "TUTL",
        "TRNT": "TUNT",
    }


def test_an_item_is_found_by_form_and_name(bundled: Study) -> None:
    assert bundled.item("VS", "WEIGHT").label == LABEL
    assert bundled.item("IMG", "IMGDAT").type is ItemType.DATE
    with pytest.raises(KeyError):
        bundled.item("VS", "IMGDAT")


@pytest.mark.parametrize(
    ("form", "key"),
    [("TUTL", "TL_TULNKID"), ("TUNEW", "NL_TULNKID"), ("AE", "AESPID"), ("EXLEN", "")],
)
def test_rows_are_named_by_their_key_or_number(bundled: Study, form: str, key: str) -> None:
    assert bundled.forms[form].repeating
    assert bundled.forms[form].row_key == key


def test_nothing_that_identifies_a_person_is_asked(bundled: Study) -> None:
    classes = {
        part.data_class
        for form in bundled.forms.values()
        for found in form.items
        for part in (found, *found.columns)
    }
    assert classes == {"clinical", "imaging"}


def test_reference_ranges_are_of_both_sexes_or_of_each(bundled: Study) -> None:
    creatinine = bundled.item("LBCHEM", "CREAT").reference_ranges
    assert [(r.sex, r.low, r.high) for r in creatinine] == [
        ("M", Decimal(57), Decimal(97)),
        ("F", Decimal(41), Decimal(73)),
    ]
    (bilirubin,) = bundled.item("LBCHEM", "BILI").reference_ranges
    assert (bilirubin.sex, bilirubin.low, bilirubin.high) == ("", Decimal("3.4"), Decimal("20.5"))
