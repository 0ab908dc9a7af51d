"""What the protocol asks, as immutable definitions.

The words are those of CDISC ODM: a `Study` has visits (StudyEventDef), forms, items, code lists and
checks. `study.load` makes them from `forms/*.yaml`; nothing else does. Expressions are parsed and
their names resolved, never evaluated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from hcc_crf.values import Bilingual

from .expressions import Expression
from .items import (
    CODED,
    COMPUTED,
    NUMERIC,
    AlternativeUnit,
    CodeList,
    ItemDef,
    ItemType,
    Range,
    ReferenceRange,
    Term,
)

__all__ = [
    "CODED",
    "COMPUTED",
    "NUMERIC",
    "AlternativeUnit",
    "CheckDef",
    "CodeList",
    "FormDef",
    "ItemDef",
    "ItemType",
    "Laboratory",
    "Parameter",
    "ParameterValue",
    "Range",
    "ReferenceRange",
    "Repeat",
    "Severity",
    "SiteDef",
    "Study",
    "Term",
    "VisitDef",
    "VisitKind",
]


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
        reason_after: Visit from whose first save on every change of this form needs a reason, also
            an addition; empty: only changes of saved values do.
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
    reason_after: str = ""
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
        label: With `{n}` where the number goes; `schedule.visit_label` fills it in.
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


@dataclass(frozen=True, eq=False)
class Study:
    """The whole definition: forms, visits, code lists, settings. Equal only to itself.

    Attributes:
        version: Version of the definitions, as `forms/study.yaml` states it.
        digest: SHA-256 in hex over the bytes of all definition files.
        planned: OIDs of forms that are named but not built; a reference to one is a missing value.
        subject_pattern: Regular expression of a subject number.
        protocol: The sponsor's number of the protocol.
        released: Day this version of the definitions was released, ISO.
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
    released: str = ""

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
