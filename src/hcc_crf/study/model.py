"""What the protocol asks, as immutable definitions.

The words are those of CDISC ODM: a `Study` has visits (StudyEventDef), forms, items, code lists and
checks. `study.load` makes them from `forms/*.yaml`; nothing else does. Expressions are parsed and
their names resolved, never evaluated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

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
COMPUTED = frozenset({ItemType.DERIVED, ItemType.PREFILLED, ItemType.AUTO_ID})
"""Never typed: the program gives the value."""


class Severity(StrEnum):
    """What a check that fires means for the form."""

    SOFT = "soft"
    HARD = "hard"


class VisitKind(StrEnum):
    """How a visit comes about."""

    SCHEDULED = "scheduled"
    REPEATING = "repeating"
    EVENT = "event"
    UNSCHEDULED = "unscheduled"
    LOG = "log"


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
    """Limits on the standard value, both inside; outside `soft` is a finding, outside `hard` refused.

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
        return MappingProxyType({column.oid: column for column in self.columns})


@dataclass(frozen=True, slots=True)
class CheckDef:
    """An edit check: fires when `fire_when` is true, never when unknown.

    `items` are the OIDs it points at, in the form it belongs to; `per_row` when it names an item of
    a repeating form and is evaluated once a row.
    """

    oid: str
    severity: Severity
    fire_when: Expression
    message: Bilingual
    items: tuple[str, ...] = ()
    per_row: bool = False


@dataclass(frozen=True)
class FormDef:
    """One page of questions.

    Attributes:
        version: Rises when the form changes; every event names it.
        visits: Patterns of the visits that have it, such as `C{n}D1`.
        row_key: Item that identifies a row of a repeating form; empty: the row number.
        show_when: False: the form cannot be opened at this visit.
        visit_conditions: Visit pattern → condition; false: not expected there.
        items: In the order of the page; companions follow their laboratory item.
    """

    oid: str
    label: Bilingual
    version: str
    visits: tuple[str, ...]
    items: tuple[ItemDef, ...]
    checks: tuple[CheckDef, ...] = ()
    repeating: bool = False
    layout: str = "list"
    max_rows: int | None = None
    row_key: str = ""
    show_when: Expression | None = None
    visit_conditions: Mapping[str, Expression] = field(default_factory=dict)
    sdtm_domains: tuple[str, ...] = ()
    note: str = ""
    file: str = ""

    @cached_property
    def by_oid(self) -> Mapping[str, ItemDef]:
        """The items by OID, columns of inner tables included."""
        found = {item.oid: item for item in self.items}
        for item in self.items:
            found.update(item.columns_by_oid)
        return MappingProxyType(found)

    @cached_property
    def table_of(self) -> Mapping[str, str]:
        """Column OID → OID of its inner table."""
        return MappingProxyType({c.oid: item.oid for item in self.items for c in item.columns})

    @property
    def rows_come_from(self) -> str:
        """The baseline form whose rows this one repeats (TUTL for TRTL), or empty."""
        key = self.by_oid.get(self.row_key)
        return key.source if key and key.type is ItemType.PREFILLED else ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A numbered series of visits, `first` to `last`."""

    variable: str
    first: int
    last: int
    next_when: Expression | None = None
    stop_when: Expression | None = None


@dataclass(frozen=True, slots=True)
class VisitDef:
    """A visit of the schedule (StudyEventDef).

    Attributes:
        pattern: `SCR`, or with a number `C{n}D1`.
        anchor: Date the visit is planned from; the anchor itself is day 1.
        target_day: Planned study day; below 0 counts back from the anchor, no day 0.
        window: Days allowed before and after the target, both included; `None`: no window.
        forms: OIDs of its forms in order, planned forms left out.
    """

    pattern: str
    label: Bilingual
    kind: VisitKind
    epoch: str
    anchor: Expression | None
    target_day: Expression | None
    window: tuple[int, int] | None
    condition: Expression | None
    repeat: Repeat | None
    forms: tuple[str, ...]


ParameterValue: TypeAlias = (
    str
    | tuple[str, ...]
    | tuple[Mapping[str, str], ...]
    | Mapping[str, str]
    | Mapping[str, tuple[str, ...]]
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named study setting and where it comes from. Lists are tuples; numbers stay text."""

    name: str
    value: ParameterValue
    source: str


@dataclass(frozen=True, slots=True)
class Laboratory:
    """A laboratory of a site."""

    oid: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class SiteDef:
    """A centre that enters data."""

    oid: str
    label: Bilingual
    laboratories: tuple[Laboratory, ...]


@dataclass(frozen=True)
class Study:
    """The whole definition: forms, visits, code lists, settings.

    Attributes:
        version: Version of the definitions, as `forms/study.yaml` states it.
        digest: SHA-256 in hex over the bytes of all definition files.
        planned: OIDs of forms that are named but not built; a reference to one is a missing value.
        subject_pattern: Regular expression of a subject number.
        protocol: The sponsor's number of the protocol.
    """

    oid: str
    title: Bilingual
    version: str
    digest: str
    sponsor: str
    parameters: Mapping[str, Parameter]
    sites: tuple[SiteDef, ...]
    codelists: Mapping[str, CodeList]
    visits: tuple[VisitDef, ...]
    forms: Mapping[str, FormDef]
    planned: tuple[str, ...]
    subject_pattern: str
    protocol: str = ""

    @cached_property
    def visits_by_pattern(self) -> Mapping[str, VisitDef]:
        """The visits by their pattern."""
        return MappingProxyType({visit.pattern: visit for visit in self.visits})

    @cached_property
    def sites_by_oid(self) -> Mapping[str, SiteDef]:
        """The sites by their number."""
        return MappingProxyType({site.oid: site for site in self.sites})

    def item(self, form: str, item: str) -> ItemDef:
        """The definition of `FORM.ITEM`. Raises `KeyError` when there is none."""
        return self.forms[form].by_oid[item]
