"""Companion items: what every laboratory value brings along (flag, grade, significance).

`forms/companions.yaml` names the sets; an item with `companions: lab` gets the columns of that set
as items of its own. Source: study design, `companions`. Unit, missing reason and standard value are
parts of a value, not items, and are not listed there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hcc_crf.values import Bilingual

from .faults import FaultList, Place, suggest
from .model import CODED, ItemType
from .section import Section
from .yaml_text import Node

FILE = "companions.yaml"


@dataclass(frozen=True, slots=True)
class Written:
    """An expression as written, empty for none, and where it stands."""

    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class CompanionColumn:
    """One companion every item of a set gets.

    Attributes:
        suffix: Added to the item's OID, such as `_LBNRIND`.
        only_with_ctcae: Only items that name a grading rule get it.
    """

    suffix: str
    label: Bilingual
    type: ItemType
    codelist: str
    required: bool
    required_when: Written
    show_when: Written
    calc: Written
    only_with_ctcae: bool


@dataclass(frozen=True, slots=True)
class Companions:
    """The companion sets by name, and the grading rules an item may name."""

    sets: Mapping[str, tuple[CompanionColumn, ...]]
    ctcae: tuple[str, ...]


def read_companions(root: Node | None, codelists: Collection[str], faults: FaultList) -> Companions:
    """Return what `companions.yaml` says; a study without laboratory values needs no such file."""
    if root is None:
        return Companions(MappingProxyType({}), ())
    section = Section(root, Place(FILE, 1, "companions"), faults)
    sets: dict[str, tuple[CompanionColumn, ...]] = {}
    for inner in section.sections("companions", required=True):
        oid = inner.text("oid", required=True)
        inner.named(oid)
        if oid in sets:
            inner.fault(f"the companions '{oid}' are defined twice")
        sets[oid] = _inherited(inner, sets) + tuple(
            _column(column, codelists) for column in inner.sections("columns", required=True)
        )
        inner.close()
    codes = section.texts("ctcae")
    section.close()
    return Companions(MappingProxyType(sets), codes)


def _inherited(
    section: Section, sets: Mapping[str, tuple[CompanionColumn, ...]]
) -> tuple[CompanionColumn, ...]:
    parent = section.text("extends")
    if parent and parent not in sets:
        section.fault(f"extends '{parent}', which is not defined above it{suggest(parent, sets)}")
    return sets.get(parent, ())


def _column(section: Section, codelists: Collection[str]) -> CompanionColumn:
    suffix = section.text("suffix", required=True)
    section.named(section.place.oid + suffix)
    if suffix and not suffix.startswith("_"):
        section.fault(f"the suffix '{suffix}' must begin with _", "suffix")
    kind = section.choice("type", ItemType, ItemType.TEXT)
    codelist = section.text("codelist", required=kind in CODED)
    if codelist and codelist not in codelists:
        section.fault(f"unknown code list '{codelist}'{suggest(codelist, codelists)}", "codelist")
    if kind is ItemType.DERIVED and not section.has("calc"):
        section.fault("'calc' is missing")
    column = CompanionColumn(
        suffix,
        section.label(),
        kind,
        codelist,
        section.flag("required"),
        _written(section, "required_when"),
        _written(section, "show_when"),
        _written(section, "calc"),
        section.flag("only_with_ctcae"),
    )
    section.close()
    return column


def _written(section: Section, key: str) -> Written:
    return Written(section.text(key), section.place.at_line(section.line(key)))
