"""One subject as a person reads it: every visit beside its plan, and what was measured over time.

Pure data for the subject page. Readings are taken as recorded; nothing is judged here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hcc_crf.study.model import ItemDef
from hcc_crf.values import PartialDate, Slot, SubjectKey, VisitCode

from .derived import display
from .exposure import exposures
from .plan import deviation
from .runtime import Explained, Measured, Missing, Runtime, as_number
from .scope import Book
from .states import State, Timing, VisitStatus, subject_status, timing

_CYCLE = re.compile(r"C(\d+)D1")
"""The first day of a cycle, by the code of its visit."""


class Measure(StrEnum):
    """What is followed over the visits."""

    CHILD_PUGH = "Child-Pugh"
    ALBI = "ALBI"
    MELD = "MELD"
    ECOG = "ECOG"
    WEIGHT = "weight"
    CREATININE_CLEARANCE = "creatinine clearance"
    AFP = "AFP"


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a measure stands: its form, its number, and a class or change told with it."""

    form: str
    item: str
    beside: str = ""


_SOURCES = {
    Measure.CHILD_PUGH: _Source("CPS", "CPSTOT", "CPCLASS"),
    Measure.ALBI: _Source("CPS", "ALBI", "ALBIGR"),
    Measure.MELD: _Source("CPS", "MELD"),
    Measure.ECOG: _Source("QSECOG", "ECOG101"),
    Measure.WEIGHT: _Source("VS", "WEIGHT", "WTCHG"),
    Measure.CREATININE_CLEARANCE: _Source("LBCHEM", "CRCL"),
    Measure.AFP: _Source("LBTM", "AFP", "AFPPCT"),
}
"""LBTM is planned: a measure whose form is not built is left out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure at one visit.

    Attributes:
        number: In the item's standard unit, to compare it; `None` for one with `<` or `>`.
        shown: At the item's decimals, as entered where it was entered, without its unit.
        unit: Unit of what is shown.
        beside: Class, grade, or change from baseline in %; empty for none.
    """

    visit: VisitCode
    number: Decimal | None
    shown: str
    unit: str
    beside: str


@dataclass(frozen=True, slots=True)
class Series:
    """A measure over the visits that have it, in the order of the protocol."""

    measure: Measure
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit beside its plan.

    Attributes:
        timing: How it lies to today while nothing of it is entered; otherwise without plan.
        days: Of a visit that waits: days to the last day of its window, below 0 when overdue.
        deviation_days: Of one that took place: days outside its window, 0 inside, below 0 before;
            `None` where that is not known.
    """

    status: VisitStatus
    timing: Timing
    days: int | None
    deviation_days: int | None


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A subject over the trial.

    Attributes:
        first_dose: First day with a dose of any study drug.
        cycle: Number of the last cycle begun; `None` before the first.
        series: The measures that have a reading.
    """

    subject: SubjectKey
    first_dose: PartialDate | None
    cycle: int | None
    visits: tuple[VisitLine, ...]
    series: tuple[Series, ...]


def view_subject(book: Book) -> SubjectView:
    """Return the subject as its casebook stands today."""
    visits = tuple(_line(book, status) for status in subject_status(book))
    order = tuple(line.status.plan.visit for line in visits)
    return SubjectView(
        book.casebook.subject,
        exposures(book).first,
        _cycle(book),
        visits,
        tuple(series for measure in Measure if (series := _series(book, measure, order)).readings),
    )


def _line(book: Book, status: VisitStatus) -> VisitLine:
    plan, today = status.plan, book.context.today
    if status.state is not State.NOT_STARTED:
        return VisitLine(status, Timing.NO_PLAN, None, _deviation(book, status))
    when = timing(plan, today)
    is_waiting = when in (Timing.IN_WINDOW, Timing.OVERDUE) and plan.last is not None
    days = (plan.last.first - today.first).days if is_waiting and plan.last else None
    return VisitLine(status, when, days, None)


def _deviation(book: Book, status: VisitStatus) -> int | None:
    plan = status.plan
    if plan.date is None:
        return None
    found = deviation(book, plan.visit, plan.date)
    days = found.value if isinstance(found, Explained) else found
    return int(days) if isinstance(days, Decimal) else None


def _cycle(book: Book) -> int | None:
    begun = (_CYCLE.fullmatch(visit) for visit in book.casebook.visits)
    return max((int(found[1]) for found in begun if found), default=None)


def _series(book: Book, measure: Measure, order: tuple[VisitCode, ...]) -> Series:
    source = _SOURCES[measure]
    if source.form not in book.study.forms:
        return Series(measure, ())
    return Series(measure, tuple(_readings(book, source, order)))


def _readings(book: Book, source: _Source, order: tuple[VisitCode, ...]) -> Iterator[Reading]:
    item = book.item(source.form, source.item)
    for visit in order:
        if book.form(visit, source.form) is None:
            continue
        value = book.value(visit, source.form, Slot(source.item))
        if not isinstance(value, Missing):
            beside = _beside(book, visit, source)
            yield Reading(visit, _number(value), _shown(value, item), _unit(value, item), beside)


def _beside(book: Book, visit: VisitCode, source: _Source) -> str:
    if not source.beside:
        return ""
    value = book.value(visit, source.form, Slot(source.beside))
    if isinstance(value, Missing):
        return ""
    return display(value, book.item(source.form, source.beside).decimals)


def _number(value: Runtime) -> Decimal | None:
    if isinstance(value, str):  # a score, kept as a code
        return Decimal(value) if value.isdigit() else None
    number = as_number(value)
    return None if isinstance(number, Missing) else number


def _shown(value: Runtime, item: ItemDef) -> str:
    """A number as entered keeps its digits; a derived one is rounded as its item says."""
    return display(value, item.decimals if item.is_computed else None)


def _unit(value: Runtime, item: ItemDef) -> str:
    return value.quantity.unit if isinstance(value, Measured) else item.unit
