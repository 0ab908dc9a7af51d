"""CTCAE v5.0 laboratory grades.

Grade 0 is tested and none met. Values are compared unrounded, QTc alone in whole ms.
Hyperglycaemia, hypophosphataemia, thyroid terms and hypertension have no (or not only a) number in
v5: they are graded clinically and deliberately get none here (see `blood_pressure` for readings).
Transfusion and other clinical criteria of anaemia are left to the investigator.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hcc_crf.values import Bilingual, NotDerivable

from .ctcae_edges import Edge
from .ctcae_reading import (
    DEFAULT,
    NO_NOTE,
    CtcaeSettings,
    Reading,
    Specimen,
    edges_of,
    reading_of,
)
from .ctcae_table import TABLES
from .ctcae_terms import CODES, CtcaeTerm, term_of
from .figures import plain
from .missing import lacking

__all__ = [
    "CODES",
    "DEFAULT",
    "RULE",
    "CtcaeGrade",
    "CtcaeSettings",
    "CtcaeTerm",
    "Specimen",
    "compute_ctcae_grade",
    "compute_lab_grade",
    "needs_symptoms",
    "term_of",
]

RULE = "ctcae-v5/1"


@dataclass(frozen=True, slots=True)
class CtcaeGrade:
    """The grade.

    Attributes:
        grade: 0 to 4.
        term: The term that gave it; of two directions the one that is met.
        row: The edge that decided, such as `> 3 x ULN`; empty for grade 0.
        why: One line.
    """

    grade: int
    term: CtcaeTerm
    row: str
    why: Bilingual


def compute_ctcae_grade(
    term: CtcaeTerm, specimen: Specimen, *, settings: CtcaeSettings = DEFAULT
) -> CtcaeGrade | NotDerivable:
    """Return the grade of one term.

    1. A term without a table is graded clinically: no grade, with the reason.
    2. Choose the edges: by unit; against the baseline where the term knows an abnormal baseline and
       it was; multiples of the baseline for INR on anticoagulation.
    3. The worst edge that is certainly passed is the lowest grade it can be, the worst that may be
       passed the highest; where the two differ, what would decide is missing.
    """
    return _grade((term,), specimen, settings)


def compute_lab_grade(
    codes: Sequence[str], specimen: Specimen, *, settings: CtcaeSettings = DEFAULT
) -> CtcaeGrade | NotDerivable:
    """Return the worst grade of the terms that the codes of a form definition stand for.

    `SODIUM`, `POTASSIUM` and `CALCIUM` look in both directions.

    Raises:
        KeyError: A code that is not in `ctcae_terms.CODES`.
    """
    return _grade(tuple(term for code in codes for term in CODES[code]), specimen, settings)


def needs_symptoms(codes: Sequence[str], specimen: Specimen) -> bool:
    """Return true when two grades share the range of the value, so that symptoms must be asked."""
    grade = compute_lab_grade(codes, replace(specimen, has_symptoms=None))
    return isinstance(grade, NotDerivable) and "symptoms" in grade.missing


@dataclass(frozen=True, slots=True)
class _Found:
    """The grade, its term and the edge that decided; no edge for grade 0."""

    grade: int
    term: CtcaeTerm
    edge: Edge | None


def _grade(
    terms: Sequence[CtcaeTerm], specimen: Specimen, settings: CtcaeSettings
) -> CtcaeGrade | NotDerivable:
    ruled: list[tuple[CtcaeTerm, Edge]] = []
    note = NO_NOTE
    for term in terms:
        table = TABLES.get(term)
        if table is None:  # (1)
            return _clinical(term)
        if specimen.value is None:
            return lacking(["value"])
        if table.needs_unit and not specimen.value.unit:
            return lacking(["unit"])
        reading = reading_of(table, specimen)
        chosen = edges_of(table, specimen, reading, settings)  # (2)
        if isinstance(chosen, NotDerivable):
            return chosen
        ruled += [(term, edge) for edge in chosen[0]]
        note = chosen[1]
    return _decided(ruled, specimen, reading, note)


def _clinical(term: CtcaeTerm) -> NotDerivable:
    return NotDerivable(
        (),
        Bilingual(
            f"CTCAE v5.0 has no grade by number for {term}: grade it clinically.",
            f"CTCAE v5.0对「{term}」无数值分级，请临床判定。",
        ),
    )


def _decided(
    ruled: Sequence[tuple[CtcaeTerm, Edge]], specimen: Specimen, reading: Reading, note: Bilingual
) -> CtcaeGrade | NotDerivable:
    """(3) Look for the worst edge passed for certain and the worst that may be."""
    found = _Found(0, ruled[0][0], None)
    open_edges: list[Edge] = []
    for term, edge in ruled:
        passed = reading.passes(edge)
        if passed is None:
            open_edges.append(edge)
        elif passed and edge.grade > found.grade:
            found = _Found(edge.grade, term, edge)
    undecided = [edge for edge in open_edges if edge.grade > found.grade]
    if undecided:
        return _undecided(undecided, found.grade, reading, specimen)
    row = "" if found.edge is None else _row(found.edge)
    why = _why(found, [edge for _, edge in ruled], specimen, reading, note)
    return CtcaeGrade(found.grade, found.term, row, why)


def _undecided(
    edges: Sequence[Edge], lowest: int, reading: Reading, specimen: Specimen
) -> NotDerivable:
    """Name what would decide, and between which grades it lies."""
    names: list[str] = []
    for edge in edges:
        if reading.threshold(edge) is None:
            name = str(edge.basis)
        elif edge.needs_symptoms and reading.has_symptoms is None:
            name = "symptoms"
        else:
            name = "value"
        if name not in names:
            names.append(name)
    highest = max(edge.grade for edge in edges)
    span = Bilingual(
        f"{specimen.value} is grade {lowest} to {highest}",
        f"{specimen.value} 为{lowest}至{highest}级",
    )
    if names == ["value"]:
        why = Bilingual(f"Not derivable: {span.en}.", f"无法推导：{span.zh}。")
        return NotDerivable(("value",), why)
    return lacking(names, hint=span)


def _row(edge: Edge) -> str:
    """Write an edge: `> 3 x ULN`, `< 100`, `> baseline + 60`, `< 130 with symptoms`."""
    sign = (">" if edge.is_above else "<") + ("=" if edge.is_inclusive else "")
    basis = {"lln": "LLN", "uln": "ULN"}.get(edge.basis, str(edge.basis))
    if edge.basis == "number":
        limit = plain(edge.factor)
    elif edge.plus:
        limit = f"{basis} + {plain(edge.plus)}"
    else:
        limit = f"{plain(edge.factor)} x {basis}"
    return f"{sign} {limit}{' with symptoms' if edge.needs_symptoms else ''}"


def _row_and_number(edge: Edge, reading: Reading) -> str:
    """Write the edge and what it comes to: `> 3 x ULN (120)`."""
    threshold = reading.threshold(edge)
    if edge.basis == "number" or threshold is None:
        return _row(edge)
    return f"{_row(edge)} ({plain(threshold)})"


def _next_edge(found: _Found, edges: Sequence[Edge], reading: Reading) -> Edge | None:
    """Return where the next grade in the same direction begins."""
    worse = [
        edge
        for edge in edges
        if edge.grade > found.grade
        and (found.edge is None or edge.is_above == found.edge.is_above)
        and reading.threshold(edge) is not None
    ]
    return min(worse, key=lambda edge: edge.grade, default=None)


def _why(
    found: _Found, edges: Sequence[Edge], specimen: Specimen, reading: Reading, note: Bilingual
) -> Bilingual:
    """Say what decided, where the next grade begins, and whether the value lies on that edge."""
    reason = Bilingual("no range is reached", "未达任何级别")
    if found.edge is not None:
        row = _row_and_number(found.edge, reading)
        reason = Bilingual(row, row)
    beyond = beyond_zh = ""
    following = _next_edge(found, edges, reading)
    if following is not None:
        row = _row_and_number(following, reading)
        beyond = f"; grade {following.grade} begins {row}"
        beyond_zh = f"；{following.grade}级：{row}"
        if reading.low == reading.threshold(following) == reading.high:
            beyond += ", the value lies on that edge"
            beyond_zh += "（恰为界值）"
    return Bilingual(
        f"{found.term} grade {found.grade}: {specimen.value}, {reason.en}{beyond}{note.en}.",
        f"{found.term} {found.grade}级：{specimen.value}，{reason.zh}{beyond_zh}{note.zh}。",
    )
