"""What one question of a form is: its type, unit, limits, code list and conditions.

The words are those of CDISC ODM; `model` holds the forms, visits and the study around it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from hcc_crf.values import Bilingual

from .expressions import Expression


class ItemType(StrEnum):
    """How an item is typed and stored."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    TIME = "time"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    YESNO = "yesno"
    DERIVED = "derived"
    TABLE = "table"
    AUTO_ID = "auto_id"
    PREFILLED = "prefilled"
    LAB_REF = "lab_ref"
    CHOICE_DYNAMIC = "choice_dynamic"


NUMERIC = frozenset({ItemType.INTEGER, ItemType.DECIMAL})
CODED = frozenset({ItemType.CHOICE, ItemType.MULTICHOICE, ItemType.YESNO})
"""Answered with the codes of a code list."""
COMPUTED = frozenset({ItemType.DERIVED, ItemType.PREFILLED, ItemType.AUTO_ID})
"""Never typed: the program gives the value."""


@dataclass(frozen=True, slots=True)
class Term:
    """One choice of a code list. `attributes` holds further columns, such as `organ`."""

    code: str
    label: Bilingual
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeList:
    """A closed list of choices; `cdisc` names the CDISC list its codes come from, if any."""

    oid: str
    label: Bilingual
    terms: tuple[Term, ...]
    cdisc: str = ""

    @cached_property
    def by_code(self) -> Mapping[str, Term]:
        """The terms by their code."""
        return MappingProxyType({term.code: term for term in self.terms})


@dataclass(frozen=True, slots=True)
class AlternativeUnit:
    """A unit a site may enter instead; standard value = entered value x `factor`, exactly."""

    unit: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """Limits on the standard value, both inside: outside `soft` a finding, outside `hard` refused.

    `exceptions` are values outside `soft` that raise nothing.
    """

    soft: tuple[Decimal | None, Decimal | None] | None = None
    hard: tuple[Decimal | None, Decimal | None] | None = None
    exceptions: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """Normal limits of a laboratory in the standard unit; `sex` is M, F or empty for both."""

    low: Decimal | None
    high: Decimal | None
    sex: str = ""


_DERIVED = re.compile(r"\s*[(（](derived|自动)[^)）]*[)）]\s*$")


@dataclass(frozen=True)
class ItemDef:
    """One question, or one value the program derives.

    Attributes:
        oid: Unique in its form; the full OID is `FORM.ITEM`.
        unit: Standard unit, empty for none.
        decimals: Decimals shown of a standard or derived value; never a limit on typing.
        columns: Columns of an inner table.
        words: Words a numeric item takes instead of a number, such as `NOT DETECTED`.
        companion_of: The laboratory item this one belongs to (`BILI` for `BILI_LBTOXGR`).
        form_level: One value for the whole form, not one a row.
        line: Where it is defined, for messages.
    """

    oid: str
    label: Bilingual
    type: ItemType
    data_class: str = "clinical"
    cdash: str = ""
    codelist: str = ""
    required: bool = False
    required_when: Expression | None = None
    show_when: Expression | None = None
    default: str = ""
    default_expr: Expression | None = None
    unit: str = ""
    alternatives: tuple[AlternativeUnit, ...] = ()
    range: Range = Range()
    allowed: tuple[Decimal, ...] = ()
    decimals: int | None = None
    max_length: int | None = None
    pattern: str = ""
    words: tuple[str, ...] = ()
    read_only: bool = False
    calc: Expression | None = None
    form_level: bool = False
    source: str = ""
    source_when: Expression | None = None
    columns: tuple["ItemDef", ...] = ()
    companion_of: str = ""
    ctcae: tuple[str, ...] = ()
    reference_ranges: tuple[ReferenceRange, ...] = ()
    ref_range_of: str = ""
    sdtm: Mapping[str, str] = field(default_factory=dict)
    note: Bilingual | None = None
    line: int = 0

    @property
    def name(self) -> Bilingual:
        """The label without the remark that the value is derived, where that is said otherwise."""
        return Bilingual(_DERIVED.sub("", self.label.en), _DERIVED.sub("", self.label.zh))

    @property
    def is_computed(self) -> bool:
        """True when the program gives the value and nobody types it."""
        return self.type in COMPUTED

    @property
    def units(self) -> tuple[str, ...]:
        """The units it may be entered in, the standard one first; empty for none."""
        return (self.unit, *(u.unit for u in self.alternatives)) if self.unit else ()

    def factor(self, unit: str) -> Decimal:
        """What a number entered in `unit` is multiplied by to get the standard value.

        Raises:
            KeyError: The item does not take this unit.
        """
        if unit == self.unit:
            return Decimal(1)
        return {u.unit: u.factor for u in self.alternatives}[unit]

    @cached_property
    def columns_by_oid(self) -> Mapping[str, "ItemDef"]:
        """The columns of an inner table by OID."""
        return MappingProxyType({c.oid: c for c in self.columns})
