"""`study.yaml` and `codelists.yaml` → facts, settings, sites and code lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hcc_crf.values import LIST_SEPARATOR, Bilingual

from .faults import FaultList, Place
from .model import CodeList, Laboratory, Parameter, ParameterValue, SiteDef, Term
from .section import NO_TEXT, Section
from .yaml_text import Node

STUDY_FILE = "study.yaml"
CODELIST_FILE = "codelists.yaml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `study.yaml` says."""

    oid: str
    protocol: str
    title: Bilingual
    version: str
    released: str
    sponsor: str
    subject_pattern: str
    planned: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    sites: tuple[SiteDef, ...]


def read_settings(root: Node, faults: FaultList) -> Settings:
    """Return the study's facts and settings."""
    section = Section(root, Place(STUDY_FILE, 1, "study"), faults)
    settings = Settings(
        oid=section.text("oid", required=True),
        protocol=section.text("protocol"),
        title=section.bilingual("title") or NO_TEXT,
        version=section.text("version", required=True),
        released=section.day("released"),
        sponsor=section.text("sponsor", required=True),
        subject_pattern=section.regular_expression("subject_pattern", required=True),
        planned=section.texts("planned"),
        parameters=_parameters(section),
        sites=_sites(section),
    )
    section.close()
    return settings


def _parameters(section: Section) -> Mapping[str, Parameter]:
    inner = section.section("parameters")
    found: dict[str, Parameter] = {}
    for name in inner.names() if inner is not None else ():
        part = inner.section(name) if inner is not None else None
        if part is None:
            continue
        part.named(name)
        value = part.node("value", required=True)
        source = part.text("source", required=True)
        part.close()
        if value is not None:
            found[name] = Parameter(name, _value(value, part), source)
    return MappingProxyType(found)


def _value(node: Node, section: Section) -> ParameterValue:
    if node.text is not None:
        return node.text
    if node.entries is not None:
        if all(inner.elements for inner in node.entries.values()):
            return MappingProxyType(
                {key: _texts(inner, section) for key, inner in node.entries.items()}
            )
        return _map_of_texts(node, section)
    if node.elements and all(element.entries is not None for element in node.elements):
        return tuple(_map_of_texts(element, section) for element in node.elements)
    return _texts(node, section)


def _texts(node: Node, section: Section) -> tuple[str, ...]:
    if any(element.text is None for element in node.elements):
        section.fault("a list of a parameter holds texts only", "value")
    return tuple(element.text or "" for element in node.elements)


def _map_of_texts(node: Node, section: Section) -> Mapping[str, str]:
    entries = node.entries or {}
    if any(inner.text is None for inner in entries.values()):
        section.fault("a group of a parameter holds texts only, or lists only", "value")
    return MappingProxyType({key: inner.text or "" for key, inner in entries.items()})


def _sites(section: Section) -> tuple[SiteDef, ...]:
    sites: list[SiteDef] = []
    for inner in section.sections("sites", required=True):
        oid = inner.text("oid", required=True)
        inner.named(f"site {oid}")
        if oid in [site.oid for site in sites]:
            inner.fault(f"the site '{oid}' is defined twice")
        sites.append(SiteDef(oid, inner.label(), _laboratories(inner, sites)))
        inner.close()
    return tuple(sites)


def _laboratories(section: Section, others: list[SiteDef]) -> tuple[Laboratory, ...]:
    taken = {laboratory.oid for site in others for laboratory in site.laboratories}
    found: list[Laboratory] = []
    for inner in section.sections("laboratories"):
        oid = inner.text("oid", required=True)
        if oid in taken:
            inner.fault(f"the laboratory '{oid}' is defined twice")
        taken.add(oid)
        found.append(Laboratory(oid, inner.label()))
        inner.close()
    return tuple(found)


def read_codelists(root: Node, faults: FaultList) -> Mapping[str, CodeList]:
    """Return the code lists by OID."""
    section = Section(root, Place(CODELIST_FILE, 1, "codelists"), faults)
    found: dict[str, CodeList] = {}
    for inner in section.sections("codelists", required=True):
        oid = inner.text("oid", required=True)
        inner.named(oid)
        if oid in found:
            inner.fault(f"the code list '{oid}' is defined twice")
        label, cdisc = inner.label(), inner.text("cdisc")
        found[oid] = CodeList(oid, label, _terms(inner), cdisc)
        inner.close()
    section.close()
    return MappingProxyType(found)


def _terms(section: Section) -> tuple[Term, ...]:
    terms: list[Term] = []
    codes: set[str] = set()
    for inner in section.sections("terms", required=True):
        code = inner.text("code", required=True)
        if code in codes:
            inner.fault(f"the code '{code}' is given twice")
        if LIST_SEPARATOR in code:
            inner.fault(f"the code '{code}' holds '{LIST_SEPARATOR}', which separates codes")
        codes.add(code)
        label = Bilingual(inner.text("en", required=True), inner.text("zh", required=True))
        others = {key: inner.text(key) for key in inner.names() if key not in ("code", "en", "zh")}
        terms.append(Term(code, label, MappingProxyType(others)))
    if not terms:
        section.fault("a code list needs terms", "terms")
    return tuple(terms)
