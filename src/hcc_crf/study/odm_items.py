"""Items, code lists and derivations as ODM 1.3.2 holds them."""

import xml.etree.ElementTree as ET
from decimal import Decimal

from .model import CheckDef, FormDef, ItemDef, ItemType, Severity, Study
from .odm_texts import CONTEXT, add_text, negated

_DATA_TYPES = {
    ItemType.INTEGER: "integer",
    ItemType.DECIMAL: "float",
    ItemType.DATE: "date",
    ItemType.PARTIAL_DATE: "partialDate",
    ItemType.TIME: "partialTime",
}
_DEFAULT_LENGTH = 200
"""Of a text without its own limit; ODM wants one."""


def add_items(parent: ET.Element, form: FormDef) -> None:
    """Add the items of a form, each with the checks that point at it first.

    A check of the whole form stands at its first item, one of an inner table at its first column.
    """
    first_columns = {item.oid: item.columns[0].oid for item in form.items if item.columns}
    checks: dict[str, list[CheckDef]] = {}
    for check in form.checks:
        pointed = check.items[0] if check.items else form.items[0].oid
        checks.setdefault(first_columns.get(pointed, pointed), []).append(check)
    for item in form.items:
        for part in item.columns or (item,):
            _add_item(parent, form, part, checks.get(part.oid, []))


def _add_item(parent: ET.Element, form: FormDef, item: ItemDef, checks: list[CheckDef]) -> None:
    data_type = _data_type(item)
    path = f"{form.oid}.{item.oid}"
    element = ET.SubElement(parent, "ItemDef", OID=f"IT.{path}", Name=path, DataType=data_type)
    if data_type == "text":
        element.set("Length", str(item.max_length or _DEFAULT_LENGTH))
    if data_type == "float" and item.decimals is not None:
        element.set("SignificantDigits", str(item.decimals))
    if item.is_computed:
        element.set("Origin", "Derived")
    if item.note is not None:
        element.set("Comment", item.note.en)
    add_text(ET.SubElement(element, "Question"), item.label)
    for unit in item.units:
        ET.SubElement(element, "MeasurementUnitRef", MeasurementUnitOID=f"MU.{unit}")
    _add_limits(element, item)
    for check in checks:
        _add_check(element, check)
    if item.codelist:
        ET.SubElement(element, "CodeListRef", CodeListOID=f"CL.{item.codelist}")
    _add_names(element, item)


def _data_type(item: ItemDef) -> str:
    if item.is_computed and item.unit:
        return "float"
    return _DATA_TYPES.get(item.type, "text")


def _add_limits(parent: ET.Element, item: ItemDef) -> None:
    """Add the ranges, on the standard unit; exceptions to a soft one stand in its expression."""
    for limits, severity in ((item.range.hard, "Hard"), (item.range.soft, "Soft")):
        for comparator, limit in zip(("GE", "LE"), limits or (None, None), strict=True):
            if limit is not None:
                _add_limit(parent, item, comparator, limit, severity)


def _add_limit(
    parent: ET.Element, item: ItemDef, comparator: str, limit: Decimal, severity: str
) -> None:
    element = ET.SubElement(parent, "RangeCheck", SoftHard=severity)
    exceptions = item.range.exceptions if severity == "Soft" else ()
    if exceptions:
        sign = ">=" if comparator == "GE" else "<="
        values = ", ".join(str(value) for value in exceptions)
        expression = f"{item.oid} {sign} {limit} or {item.oid} in [{values}]"
        ET.SubElement(element, "FormalExpression", Context=CONTEXT).text = expression
    else:
        element.set("Comparator", comparator)
        ET.SubElement(element, "CheckValue").text = str(limit)
    if item.unit:
        ET.SubElement(element, "MeasurementUnitRef", MeasurementUnitOID=f"MU.{item.unit}")


def _add_check(parent: ET.Element, check: CheckDef) -> None:
    """Add a check as what must hold: ODM's expression is true where nothing is wrong."""
    severity = "Hard" if check.severity is Severity.HARD else "Soft"
    element = ET.SubElement(parent, "RangeCheck", SoftHard=severity)
    expression = negated(check.fire_when.source)
    ET.SubElement(element, "FormalExpression", Context=f"{CONTEXT} {check.oid}").text = expression
    add_text(ET.SubElement(element, "ErrorMessage"), check.message)


def _add_names(parent: ET.Element, item: ItemDef) -> None:
    """Add the names of the item in CDASH and SDTM."""
    if item.cdash:
        ET.SubElement(parent, "Alias", Context="CDASH", Name=item.cdash)
    if item.sdtm:
        name = ".".join(value for key, value in item.sdtm.items() if key in ("domain", "variable"))
        if "testcd" in item.sdtm:
            name += f" where {item.sdtm['domain']}TESTCD = {item.sdtm['testcd']}"
        ET.SubElement(parent, "Alias", Context="SDTM", Name=name)


def add_codelists(parent: ET.Element, study: Study) -> None:
    """Add the code lists, terms in their order."""
    for codelist in study.codelists.values():
        element = ET.SubElement(
            parent, "CodeList", OID=f"CL.{codelist.oid}", Name=codelist.label.en, DataType="text"
        )
        add_text(ET.SubElement(element, "Description"), codelist.label)
        for number, term in enumerate(codelist.terms, 1):
            entry = ET.SubElement(
                element, "CodeListItem", CodedValue=term.code, OrderNumber=str(number)
            )
            add_text(ET.SubElement(entry, "Decode"), term.label)
        if codelist.cdisc:
            ET.SubElement(element, "Alias", Context="CDISC CT", Name=codelist.cdisc)


def add_methods(parent: ET.Element, form: FormDef) -> None:
    """Add how each derived item of a form comes about."""
    for item in form.items:
        if item.calc is None:
            continue
        path = f"{form.oid}.{item.oid}"
        element = ET.SubElement(
            parent, "MethodDef", OID=f"ME.{path}", Name=path, Type="Computation"
        )
        add_text(ET.SubElement(element, "Description"), item.label)
        ET.SubElement(element, "FormalExpression", Context=CONTEXT).text = item.calc.source
