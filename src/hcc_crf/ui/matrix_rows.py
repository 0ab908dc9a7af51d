"""The subjects × visits matrix as plain rows, and which of them a filter lets through. No Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hcc_crf.session import MatrixCell, State, SubjectRow, Timing, VisitPlan, timing
from hcc_crf.study.model import Study
from hcc_crf.study.schedule import sort_key
from hcc_crf.values import PartialDate, SubjectKey, VisitCode

from .marks import Mark, mark_of_visit


class Filter(StrEnum):
    """Which subjects are shown."""

    ALL = "all"
    DUE = "due"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class VisitCell:
    """One visit of one subject with the mark it shows."""

    cell: MatrixCell
    mark: Mark


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One subject.

    Attributes:
        status: Where it is in the trial, a word of the session's.
        visits: Its visits by code; one it does not have is absent.
        is_due: A visit is in its window or overdue.
        has_findings: Something is missing, impossible or to be confirmed.
    """

    subject: SubjectKey
    status: str
    visits: Mapping[str, VisitCell]
    is_due: bool
    has_findings: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """All rows, and the visits any subject has, in the order of the protocol."""

    rows: tuple[MatrixRow, ...]
    visits: tuple[str, ...]

    def count(self, which: Filter) -> int:
        """Return how many subjects a filter lets through."""
        return sum(_passes(row, which) for row in self.rows)

    def filtered(self, which: Filter, text: str = "") -> tuple[MatrixRow, ...]:
        """Return the rows of a filter whose subject or status holds `text`, however written."""
        wanted = text.strip().casefold()
        return tuple(
            row
            for row in self.rows
            if _passes(row, which)
            and (wanted in row.subject.casefold() or wanted in row.status.casefold())
        )


NO_MATRIX = Matrix((), ())


def build_matrix(
    subjects: Iterable[SubjectRow],
    cells: Iterable[MatrixCell],
    *,
    study: Study,
    today: PartialDate,
) -> Matrix:
    """Return the matrix as of today; visits neither expected nor begun have no cell."""
    visits: dict[str, dict[str, VisitCell]] = {}
    codes: set[str] = set()
    for cell in cells:
        is_begun = cell.state != State.NOT_STARTED
        if not is_begun and not cell.is_expected:
            continue
        when = Timing.NO_PLAN if is_begun else timing_of(cell, today)
        mark = mark_of_visit(cell, when)
        visits.setdefault(cell.subject, {})[cell.visit] = VisitCell(cell, mark)
        codes.add(cell.visit)
    rows = tuple(_row(subject, visits.get(subject.subject, {})) for subject in subjects)
    return Matrix(rows, tuple(sorted(codes, key=lambda code: sort_key(study, code))))


def timing_of(cell: MatrixCell, today: PartialDate) -> Timing:
    """Return how a visit of the matrix lies to today."""
    first, target, last = _day(cell.first), _day(cell.target), _day(cell.last)
    plan = VisitPlan(VisitCode(cell.visit), cell.is_expected, None, target, first, last)
    return timing(plan, today)


@lru_cache(maxsize=2048)
def _day(iso: str) -> PartialDate | None:
    return PartialDate(iso) if iso else None


def _row(subject: SubjectRow, visits: Mapping[str, VisitCell]) -> MatrixRow:
    marks = {visit.mark for visit in visits.values()}
    findings = any(
        visit.cell.hard or visit.cell.soft or visit.cell.missing_required
        for visit in visits.values()
    )
    is_due = bool(marks & {Mark.DUE, Mark.OVERDUE})
    return MatrixRow(subject.subject, subject.status, visits, is_due, findings)


def _passes(row: MatrixRow, which: Filter) -> bool:
    return {Filter.ALL: True, Filter.DUE: row.is_due, Filter.FINDINGS: row.has_findings}[which]
