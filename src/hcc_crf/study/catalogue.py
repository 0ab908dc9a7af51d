"""What exists in the form files, looked up before any expression can be checked.

An expression of one form may name items of every other, so the names come first and the definitions
after. The catalogue is made from the raw files and reports nothing: what is wrong with a definition
is told where it is read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from .companions import CompanionColumn
from .model import CodeList, ItemType, Parameter
from .yaml_text import Node


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """What an expression needs to know of an item.

    Attributes:
        type: Its type; `None` when the file gives none that exists.
        table: OID of the inner table it is a column of, or empty.
        calc: Source of the expression it is computed by, or empty.
        is_laboratory: It has companions.
    """

    oid: str
    type: ItemType | None
    codelist: str = ""
    has_unit: bool = False
    form_level: bool = False
    table: str = ""
    calc: str = ""
    is_laboratory: bool = False


@dataclass(frozen=True)
class FormEntry:
    """What an expression needs to know of a form."""

    oid: str
    visits: tuple[str, ...]
    repeating: bool
    row_key: str
    items: Mapping[str, ItemEntry]

    @cached_property
    def laboratory_context(self) -> tuple[str, ...]:
        """The items that choose a reference range: laboratory and sample date."""
        return tuple(
            item.oid
            for item in self.items.values()
            if item.type is ItemType.LAB_REF or item.oid == "LBDAT"
        )

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The full dates typed once for the form, such as the sample date."""
        return tuple(
            item.oid
            for item in self.items.values()
            if item.type is ItemType.DATE and not item.table
        )


@dataclass(frozen=True)
class Catalogue:
    """Every name an expression may use.

    Attributes:
        visits: Visit pattern → first and last number; `None` for a visit without numbers.
        planned: Forms that are named but not built.
    """

    forms: Mapping[str, FormEntry]
    planned: frozenset[str]
    visits: Mapping[str, tuple[int, int] | None]
    parameters: Mapping[str, Parameter]
    codelists: Mapping[str, CodeList]


def form_entry(root: Node, companions: Mapping[str, tuple[CompanionColumn, ...]]) -> FormEntry:
    """Return the names of one form file, companions included."""
    items: dict[str, ItemEntry] = {}
    for node in _elements(root, "items"):
        entry = _item_entry(node)
        items[entry.oid] = entry
        for column in _elements(node, "columns"):
            inner = _item_entry(column, table=entry.oid)
            items[inner.oid] = inner
        for part in companions.get(_text(node, "companions"), ()):
            if not part.only_with_ctcae or _child(node, "ctcae"):
                oid = entry.oid + part.suffix
                items[oid] = ItemEntry(
                    oid, part.type, codelist=part.codelist, has_unit=not part.codelist
                )
    return FormEntry(
        _text(root, "oid"),
        tuple(_texts(root, "visits")),
        _text(root, "repeating") == "true",
        _text(root, "row_key"),
        MappingProxyType(items),
    )


def _item_entry(node: Node, table: str = "") -> ItemEntry:
    kind = _text(node, "type")
    return ItemEntry(
        _text(node, "oid"),
        ItemType(kind) if kind in set(ItemType) else None,
        codelist=_text(node, "codelist"),
        has_unit=_child(node, "unit") is not None,
        form_level=_text(node, "level") == "form",
        table=table,
        calc=_text(node, "calc") or _text(node, "default_expr") * (kind == ItemType.PREFILLED),
        is_laboratory=bool(_text(node, "companions")),
    )


def _child(node: Node, key: str) -> Node | None:
    return (node.entries or {}).get(key)


def _text(node: Node, key: str) -> str:
    found = _child(node, key)
    return (found.text or "").strip() if found else ""


def _elements(node: Node, key: str) -> Iterator[Node]:
    found = _child(node, key)
    yield from found.elements if found else ()


def _texts(node: Node, key: str) -> Iterator[str]:
    for element in _elements(node, key):
        if element.text is not None:
            yield element.text
