"""The study as ODM 1.3.2: valid by the official schema, whole, in both languages, repeatable."""

import importlib.util
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from hcc_crf.study.load import load_study
from hcc_crf.study.model import Study
from hcc_crf.study.odm import NAMESPACE, definition_xml, item_groups
from hcc_crf.study.odm_texts import negated

from .small_study import FILES, write_files

NS = {"o": NAMESPACE}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def document(bundled: Study) -> ET.Element:
    """Return the parsed ODM document of the bundled study."""
    return ET.fromstring(definition_xml(bundled))  # noqa: S314  (our own bytes)


def found(document: ET.Element, path: str) -> ET.Element:
    """Return the one element at a path."""
    (element,) = document.findall(f".//o:{path}", NS)
    return element


def test_the_document_keeps_the_official_schema(bundled: Study, tmp_path: Path) -> None:
    home = importlib.util.find_spec("odmlib")
    if home is None or home.origin is None or importlib.util.find_spec("xmlschema") is None:
        pytest.skip("odmlib, which carries the official ODM 1.3.2 schema, is not installed")
    import xmlschema  # noqa: PLC0415  (only where it is installed)

    schema = Path(home.origin).parent / "schemas" / "odm" / "1.3.2" / "ODM1-3-2.xsd"
    path = tmp_path / "study.xml"
    path.write_bytes(definition_xml(bundled))
    errors = [error.reason for error in xmlschema.XMLSchema(str(schema)).iter_errors(str(path))]
    assert errors == []


def test_the_same_study_and_time_give_the_same_bytes(bundled: Study, root: Path) -> None:
    again = load_study(root / "forms")
    assert definition_xml(again) == definition_xml(bundled)


def test_a_study_that_differs_gives_another_document(bundled: Study) -> None:
    other = replace(bundled, version=f"{bundled.version}.1")
    assert other.digest == bundled.digest
    assert definition_xml(other) != definition_xml(bundled)


def test_the_document_says_that_it_is_utf_8(bundled: Study) -> None:
    document = definition_xml(bundled)
    assert document.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<ODM xmlns=")
    assert "中" in document.decode()
    assert document.endswith(b"</ODM>\n")


def test_the_document_says_what_it_is(document: ET.Element, bundled: Study) -> None:
    assert document.get("ODMVersion") == "1.3.2"
    assert document.get("CreationDateTime") == "2026-11-25T00:00:00+00:00"
    assert bundled.digest.startswith((document.get("FileOID") or "").rpartition(".")[2])
    assert found(document, "ProtocolName").text == "Dream-004"


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ("StudyEventDef", 15),
        ("FormDef", 22),
        ("CodeList", 44),
        # 361 items with their companions, two of them tables that stand as groups of 5 and 2.
        ("ItemDef", 361 - 2 + 7),
    ],
)
def test_every_definition_is_there(document: ET.Element, tag: str, count: int) -> None:
    assert len(document.findall(f".//o:{tag}", NS)) == count


@pytest.mark.parametrize(
    ("reference", "definition", "key"),
    [
        ("StudyEventRef", "StudyEventDef", "StudyEventOID"),
        ("FormRef", "FormDef", "FormOID"),
        ("ItemGroupRef", "ItemGroupDef", "ItemGroupOID"),
        ("ItemRef", "ItemDef", "ItemOID"),
        ("ItemRef", "MethodDef", "MethodOID"),
        ("ItemRef", "ConditionDef", "CollectionExceptionConditionOID"),
        ("FormRef", "ConditionDef", "CollectionExceptionConditionOID"),
        ("CodeListRef", "CodeList", "CodeListOID"),
        ("MeasurementUnitRef", "MeasurementUnit", "MeasurementUnitOID"),
    ],
)
def test_every_reference_finds_its_definition(
    document: ET.Element, reference: str, definition: str, key: str
) -> None:
    defined = [element.get("OID") for element in document.findall(f".//o:{definition}", NS)]
    used = {e.get(key) for e in document.findall(f".//o:{reference}", NS)} - {None}
    assert len(set(defined)) == len(defined)
    assert used
    assert used <= set(defined)


def test_a_visit_names_its_forms_in_order(document: ET.Element) -> None:
    visit = found(document, "StudyEventDef[@OID='SE.TA{k}']")
    assert visit.get("Repeating") == "Yes"
    assert [e.get("FormOID") for e in visit.findall("o:FormRef", NS)] == [
        *("FO.IMG", "FO.TRTL", "FO.TRNT", "FO.TUNEW", "FO.RS"),
    ]


@pytest.mark.parametrize(
    ("visit", "kind"), [("SCR", "Scheduled"), ("UNS{u}", "Unscheduled"), ("LOG", "Common")]
)
def test_a_visit_has_the_type_odm_knows(document: ET.Element, visit: str, kind: str) -> None:
    assert found(document, f"StudyEventDef[@OID='SE.{visit}']").get("Type") == kind


def test_an_item_is_asked_in_both_languages(document: ET.Element) -> None:
    question = found(document, "ItemDef[@OID='IT.VS.WEIGHT']/o:Question")
    assert {text.get(LANGUAGE): text.text for text in question} == {"en": "Weight", "zh": "体重"}


def test_limits_are_range_checks_on_the_standard_unit(document: ET.Element) -> None:
    item = found(document, "ItemDef[@OID='IT.VS.WEIGHT']")
    limits = {
        (check.get("SoftHard"), check.get("Comparator")): check.findtext("o:CheckValue", "", NS)
        for check in item.findall("o:RangeCheck", NS)
        if check.get("Comparator")
    }
    assert limits == {
        ("Hard", "GE"): "25",
        ("Hard", "LE"): "200",
        ("Soft", "GE"): "40",
        ("Soft", "LE"): "110",
    }


def test_a_check_holds_while_it_does_not_fire(document: ET.Element) -> None:
    checks = found(document, "ItemDef[@OID='IT.VS.DIABP']").findall("o:RangeCheck", NS)
    expressions = {
        expression.get("Context"): expression.text
        for check in checks
        for expression in check.findall("o:FormalExpression", NS)
    }
    assert expressions == {"hcc-crf VS01": "not (DIABP >= SYSBP)"}


def test_every_check_is_told_once(document: ET.Element, bundled: Study) -> None:
    told = [
        (expression.get("Context") or "").removeprefix("hcc-crf ")
        for expression in document.findall(".//o:RangeCheck/o:FormalExpression", NS)
    ]
    checks = [check.oid for form in bundled.forms.values() for check in form.checks]
    assert sorted(told) == sorted(checks)


def test_a_hidden_item_is_not_collected(document: ET.Element) -> None:
    condition = found(document, "ConditionDef[@OID='CO.SV.SVREASND']")
    assert condition.findtext("o:FormalExpression", "", NS) == "not (SVOCCUR == 'N')"


def test_a_derived_item_says_how_it_comes_about(document: ET.Element) -> None:
    method = found(document, "MethodDef[@OID='ME.CPS.CPCLASS']")
    assert method.findtext("o:FormalExpression", "", NS) == "child_pugh_class(CPSTOT)"
    assert found(document, "ItemDef[@OID='IT.CPS.CPCLASS']").get("Origin") == "Derived"


@pytest.mark.parametrize(
    ("path", "data_type"),
    [
        ("VS.SYSBP", "integer"),
        ("VS.WEIGHT", "float"),
        ("VS.BMI", "float"),
        ("DM.BRTHDAT", "partialDate"),
        ("VS.VSDAT", "date"),
        ("VS.VSTIM", "partialTime"),
        ("DM.SEX", "text"),
        ("AE.AEACNOTH", "text"),
    ],
)
def test_an_item_has_the_data_type_odm_knows(
    document: ET.Element, path: str, data_type: str
) -> None:
    assert found(document, f"ItemDef[@OID='IT.{path}']").get("DataType") == data_type


def test_names_in_the_standards_are_aliases(document: ET.Element) -> None:
    aliases = found(document, "ItemDef[@OID='IT.VS.WEIGHT']").findall("o:Alias", NS)
    assert {alias.get("Context"): alias.get("Name") for alias in aliases} == {
        "CDASH": "WEIGHT_VSORRES",
        "SDTM": "VS.VSORRES where VSTESTCD = WEIGHT",
    }


def test_rows_whole_form_values_and_inner_tables_are_groups(bundled: Study) -> None:
    assert [(oid, repeats) for oid, _, repeats in item_groups(bundled.forms["TRTL"])] == [
        *(("IG.TRTL", True), ("IG.TRTL.FORM", False)),
    ]
    assert [(oid, repeats) for oid, _, repeats in item_groups(bundled.forms["IMG"])] == [
        *(("IG.IMG", False), ("IG.IMG.IMGTAB", True)),
    ]


def test_a_soft_range_with_exceptions_says_so(tmp_path: Path) -> None:
    text = FILES["VS.yaml"].replace("hard: [25, 200]", "hard: [25, 999], except: [999]")
    study = load_study(write_files(tmp_path, {**FILES, "VS.yaml": text}))
    document = ET.fromstring(definition_xml(study))  # noqa: S314  (our own bytes)
    item = found(document, "ItemDef[@OID='IT.VS.WEIGHT']")
    expressions = [e.text for e in item.findall("o:RangeCheck/o:FormalExpression", NS)]
    assert expressions[:2] == [
        "WEIGHT >= 40 or WEIGHT in [999]",
        "WEIGHT <= 110 or WEIGHT in [999]",
    ]


def test_an_expression_is_turned_round_as_a_whole() -> None:
    assert negated("A or B") == "not (A or B)"
