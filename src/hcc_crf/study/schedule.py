"""Visits by their code: their pattern, their forms, their place in the course, their name.

Pure look-ups on a loaded study; whether a visit is expected, and when, is asked of a subject's data
in `entry`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hcc_crf.errors import InputError
from hcc_crf.values import Bilingual, VisitCode

from .faults import suggest
from .model import FormDef, Study, VisitDef
from .visit_codes import match_code, numbered


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit with its number.

    Attributes:
        number: 3 in `C3D1`; `None` for a visit without numbers.
    """

    code: VisitCode
    definition: VisitDef
    number: int | None


def find_visit(study: Study, code: str) -> PlannedVisit | None:
    """Return the visit a code stands for, or `None` when the schedule has none such."""
    found = match_code(code, _spans(study))
    if found is None:
        return None
    pattern, number = found
    return PlannedVisit(VisitCode(code), study.visits_by_pattern[pattern], number)


def visit_of(study: Study, code: str) -> PlannedVisit:
    """Return the visit a code stands for.

    Raises:
        InputError: No visit of the schedule has this code; the message suggests the nearest.
    """
    found = find_visit(study, code)
    if found is None:
        near = suggest(code, all_visit_codes(study))
        raise InputError(
            "UNKNOWN-VISIT",
            code,
            f"The schedule has no visit '{code}'{near or '.'}",
            "Use a code of the schedule, such as SCR, C1D1, C3D1, TA2, UNS1 or LOG.",
        )
    return found


def visit_def(study: Study, code: str) -> VisitDef:
    """Return the definition a visit code belongs to: `C3D1` → `C{n}D1`.

    Raises:
        InputError: No visit of the schedule has this code.
    """
    return visit_of(study, code).definition


def pattern_of(study: Study, code: str) -> tuple[str, int | None]:
    """Return pattern and number of a code: `C3D1` → (`C{n}D1`, 3), `SCR` → (`SCR`, None).

    Raises:
        KeyError: No visit of the schedule has this code.
    """
    found = match_code(code, _spans(study))
    if found is None:
        raise KeyError(code)
    return found


def code_of(visit: VisitDef, number: int | None = None) -> VisitCode:
    """Return the code of a visit: `C{n}D1` and 3 → `C3D1`.

    Raises:
        ValueError: The visit needs a number, has none, or the number is outside its range.
    """
    if visit.repeat is None:
        if number is not None:
            raise ValueError(visit.pattern)
    elif number is None or not visit.repeat.first <= number <= visit.repeat.last:
        raise ValueError(visit.pattern)
    return VisitCode(numbered(visit.pattern, number))


def visit_codes(visit: VisitDef) -> tuple[VisitCode, ...]:
    """Return every code a visit can have, by number."""
    if visit.repeat is None:
        return (VisitCode(visit.pattern),)
    numbers = range(visit.repeat.first, visit.repeat.last + 1)
    return tuple(code_of(visit, number) for number in numbers)


def all_visit_codes(study: Study) -> tuple[VisitCode, ...]:
    """Return every code of the schedule in protocol order."""
    return tuple(code for visit in study.visits for code in visit_codes(visit))


def sort_key(study: Study, code: str) -> tuple[int, int, str]:
    """Return a sort key: the order of visits in the protocol, then their number.

    Codes the schedule does not have come last, by name.
    """
    found = find_visit(study, code)
    if found is None:
        return len(study.visits), 0, code
    return study.visits.index(found.definition), found.number or 0, code


def visit_label(study: Study, code: str) -> Bilingual:
    """Return what a visit is called: `C3D1` → Cycle 3 Day 1.

    Raises:
        InputError: No visit of the schedule has this code.
    """
    found = visit_of(study, code)
    label = found.definition.label
    if found.definition.repeat is None:
        return label
    variable = "{" + found.definition.repeat.variable + "}"
    number = str(found.number)
    return Bilingual(label.en.replace(variable, number), label.zh.replace(variable, number))


def forms_at(study: Study, code: str) -> tuple[FormDef, ...]:
    """Return the built forms of a visit, in its order.

    Raises:
        InputError: No visit of the schedule has this code.
    """
    return tuple(study.forms[oid] for oid in visit_of(study, code).definition.forms)


def _spans(study: Study) -> Mapping[str, tuple[int, int] | None]:
    return {
        visit.pattern: (visit.repeat.first, visit.repeat.last) if visit.repeat else None
        for visit in study.visits
    }
