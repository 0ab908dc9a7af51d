"""A study as ODM 1.3.2: what other systems, and an archive, read as its definition.

Source: CDISC ODM 1.3.2, `Study` and `MetaDataVersion`. How our words map:

* A visit is a StudyEventDef (`SE.C{n}D1`), a form a FormDef that occurs once a visit.
* The rows of a repeating form and of an inner table are repeating ItemGroups; the items with one
  value for a whole repeating form are a group of their own (`IG.TRTL.FORM`).
* `show_when` and `visit_condition` become ConditionDefs that say when something is *not* collected,
  so the expression stands there negated; a derived item has a MethodDef; a check is a RangeCheck
  that holds while the check does not fire.
* Expressions are in our language, Context `hcc-crf`.

Deliberately absent: what ODM has no place for (`required_when`, windows, defaults, reference
ranges). The same study and time give the same bytes.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache

from .model import FormDef, ItemDef, Study, VisitDef, VisitKind
from .odm_items import add_codelists, add_items, add_methods
from .odm_texts import CONTEXT, add_text, negated

NAMESPACE = "http://www.cdisc.org/ns/odm/v1.3"

_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"
_EVENT_TYPES = {VisitKind.UNSCHEDULED: "Unscheduled", VisitKind.LOG: "Common"}


@lru_cache(maxsize=1)  # one study is open at a time, and every package carries its definition
def definition_xml(study: Study) -> bytes:
    """Return the study's definition as an ODM document in UTF-8.

    A pure function of the study: the creation time that ODM asks for is the day of its release.
    """
    root = ET.Element(
        "ODM",
        {
            "xmlns": NAMESPACE,
            "ODMVersion": "1.3.2",
            "FileType": "Snapshot",
            "FileOID": f"{study.oid}.{study.version}.{study.digest[:16]}",
            "CreationDateTime": f"{study.released}T00:00:00+00:00",
            "SourceSystem": CONTEXT,
        },
    )
    element = ET.SubElement(root, "Study", OID=study.oid)
    names = ET.SubElement(element, "GlobalVariables")
    ET.SubElement(names, "StudyName").text = study.oid
    ET.SubElement(names, "StudyDescription").text = study.title.en
    ET.SubElement(names, "ProtocolName").text = study.protocol or study.oid
    _add_units(element, study)
    _add_metadata(element, study)
    ET.indent(root, " ")
    # To a text first: the library takes twice as long to write bytes.
    return f"{_DECLARATION}\n{ET.tostring(root, encoding='unicode')}\n".encode()


def _add_units(parent: ET.Element, study: Study) -> None:
    units = {unit for _, item in _all_items(study) for unit in item.units}
    basic = ET.SubElement(parent, "BasicDefinitions")
    for unit in sorted(units):
        element = ET.SubElement(basic, "MeasurementUnit", OID=f"MU.{unit}", Name=unit)
        symbol = ET.SubElement(element, "Symbol")
        ET.SubElement(symbol, "TranslatedText").text = unit


def _add_metadata(parent: ET.Element, study: Study) -> None:
    version = ET.SubElement(
        parent,
        "MetaDataVersion",
        OID=f"MDV.{study.version}",
        Name=f"Version {study.version}",
        Description=f"SHA-256 of the definition files: {study.digest}",
    )
    protocol = ET.SubElement(version, "Protocol")
    add_text(ET.SubElement(protocol, "Description"), study.title)
    for number, visit in enumerate(study.visits, 1):
        mandatory = _yes(visit.kind is VisitKind.SCHEDULED)
        _reference(protocol, "StudyEventRef", f"SE.{visit.pattern}", number, mandatory)
    for visit in study.visits:
        _add_event(version, study, visit)
    for form in study.forms.values():
        _add_form(version, form)
    for form in study.forms.values():
        for oid, items, repeats in item_groups(form):
            _add_group(version, form, oid, items, repeats=repeats)
    for form in study.forms.values():
        add_items(version, form)
    add_codelists(version, study)
    _add_conditions(version, study)
    for form in study.forms.values():
        add_methods(version, form)


def _add_event(parent: ET.Element, study: Study, visit: VisitDef) -> None:
    element = ET.SubElement(
        parent,
        "StudyEventDef",
        OID=f"SE.{visit.pattern}",
        Name=visit.label.en,
        Repeating=_yes(visit.repeat is not None),
        Type=_EVENT_TYPES.get(visit.kind, "Scheduled"),
        Category=visit.epoch,
    )
    add_text(ET.SubElement(element, "Description"), visit.label)
    for number, oid in enumerate(visit.forms, 1):
        form = study.forms[oid]
        condition = _form_condition(form, visit.pattern)
        mandatory = _yes(not condition)
        reference = _reference(element, "FormRef", f"FO.{oid}", number, mandatory)
        if condition:
            reference.set("CollectionExceptionConditionOID", condition)


def _form_condition(form: FormDef, pattern: str) -> str:
    """Return the OID of the condition under which a form is not collected at a visit."""
    if pattern in form.visit_conditions:
        return f"CO.{form.oid}.{pattern}"
    return f"CO.{form.oid}" if form.show_when is not None else ""


def _add_form(parent: ET.Element, form: FormDef) -> None:
    element = ET.SubElement(
        parent, "FormDef", OID=f"FO.{form.oid}", Name=form.label.en, Repeating="No"
    )
    add_text(ET.SubElement(element, "Description"), form.label)
    for number, (oid, _, _) in enumerate(item_groups(form), 1):
        _reference(element, "ItemGroupRef", oid, number, "Yes")
    ET.SubElement(element, "Alias", Context=f"{CONTEXT} form version", Name=form.version)


def item_groups(form: FormDef) -> Iterator[tuple[str, tuple[ItemDef, ...], bool]]:
    """Yield the groups of a form: OID, items, and whether it has rows."""
    page = tuple(i for i in form.items if not i.columns and not (form.repeating and i.form_level))
    yield f"IG.{form.oid}", page, form.repeating
    whole = tuple(i for i in form.items if form.repeating and i.form_level)
    if whole:
        yield f"IG.{form.oid}.FORM", whole, False
    for item in form.items:
        if item.columns:
            yield f"IG.{form.oid}.{item.oid}", item.columns, True


def _add_group(
    parent: ET.Element, form: FormDef, oid: str, items: tuple[ItemDef, ...], *, repeats: bool
) -> None:
    element = ET.SubElement(
        parent,
        "ItemGroupDef",
        OID=oid,
        Name=oid.removeprefix("IG."),
        Repeating=_yes(repeats),
        IsReferenceData="No",
        Domain=form.sdtm_domains[0] if form.sdtm_domains else form.oid,
    )
    add_text(ET.SubElement(element, "Description"), form.label)
    for number, item in enumerate(items, 1):
        is_mandatory = item.required and item.required_when is None
        path = f"{form.oid}.{item.oid}"
        reference = _reference(element, "ItemRef", f"IT.{path}", number, _yes(is_mandatory))
        if item.calc is not None:
            reference.set("MethodOID", f"ME.{path}")
        if item.show_when is not None:
            reference.set("CollectionExceptionConditionOID", f"CO.{path}")
        if item.oid == form.row_key:
            reference.set("KeySequence", "1")


def _reference(parent: ET.Element, tag: str, oid: str, number: int, mandatory: str) -> ET.Element:
    attributes = {tag.removesuffix("Ref") + "OID": oid, "OrderNumber": str(number)}
    return ET.SubElement(parent, tag, {**attributes, "Mandatory": mandatory})


def _add_conditions(parent: ET.Element, study: Study) -> None:
    for form in study.forms.values():
        for pattern, condition in form.visit_conditions.items():
            _add_condition(parent, f"CO.{form.oid}.{pattern}", negated(condition.source))
        if form.show_when is not None:
            _add_condition(parent, f"CO.{form.oid}", negated(form.show_when.source))
    for path, item in _all_items(study):
        if item.show_when is not None:
            _add_condition(parent, f"CO.{path}", negated(item.show_when.source))


def _add_condition(parent: ET.Element, oid: str, expression: str) -> None:
    element = ET.SubElement(parent, "ConditionDef", OID=oid, Name=oid.removeprefix("CO."))
    description = ET.SubElement(element, "Description")
    ET.SubElement(description, "TranslatedText").text = f"Not collected when {expression}"
    ET.SubElement(element, "FormalExpression", Context=CONTEXT).text = expression


def _all_items(study: Study) -> Iterator[tuple[str, ItemDef]]:
    for form in study.forms.values():
        for item in form.items:
            for part in (item, *item.columns):
                yield f"{form.oid}.{part.oid}", part


def _yes(claim: bool) -> str:  # noqa: FBT001  (the claim is the whole question)
    return "Yes" if claim else "No"
