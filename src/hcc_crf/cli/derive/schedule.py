"""The planned day of any visit, from the definitions of the study.

It is an expression of the definition, evaluated as entry does it, on a subject without data.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.scope import Context, Place, Scope
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.casebook import Casebook
from hcc_crf.study.load import load_study
from hcc_crf.study.schedule import find_visit
from hcc_crf.values import PartialDate, SubjectKey, VisitCode

from .inputs import UnreadableCaseError

_NO_DAY = PartialDate("2000-01-01")
"""Stands for today, which no planned day depends on."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """When a visit is due after its anchor, and the days allowed around it."""

    target_day: int
    minus: int
    plus: int


class Schedule:
    """The visits of a study; a planned day is worked out once per visit code."""

    def __init__(self, forms: Path) -> None:
        """Load the definitions in `forms`."""
        program = open_study(load_study(forms))
        casebook = Casebook(SubjectKey("00-000"))
        self._book = Workbook(program, casebook, Context(_NO_DAY, "00"))
        self._days: dict[str, PlannedDay | None] = {}

    def planned_day(self, code: str) -> PlannedDay | None:
        """Return when the visit is due; `None` for a visit without a window.

        Raises:
            UnreadableCaseError: No visit has this code.
        """
        if code not in self._days:
            self._days[code] = self._work_out(code)
        return self._days[code]

    def _work_out(self, code: str) -> PlannedDay | None:
        planned = find_visit(self._book.study, code)
        if planned is None:
            raise UnreadableCaseError("visit", f"the schedule has no visit {code!r}")
        definition = planned.definition
        if definition.target_day is None or definition.window is None:
            return None
        evaluate = self._book.program.compiled(definition.target_day)
        day = evaluate(Scope(self._book, Place(VisitCode(code))))
        return PlannedDay(int(day), *definition.window) if isinstance(day, Decimal) else None
