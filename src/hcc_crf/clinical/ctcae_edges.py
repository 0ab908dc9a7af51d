"""What a CTCAE grade table is made of: edges, beyond which a grade holds, per unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from .units import FACTORS, Analyte


class Basis(StrEnum):
    """What an edge is a multiple of; the word is the name of the input."""

    NUMBER = "number"
    LLN = "lln"
    ULN = "uln"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Edge:
    """From here on, in the direction that is worse, a grade holds.

    Attributes:
        grade: 1 to 4.
        factor: The limit itself, or how many times the basis.
        basis: What `factor` multiplies.
        is_above: True when higher is worse.
        is_inclusive: True when the edge itself already has the grade.
        needs_symptoms: True when it holds only with symptoms or treatment because of the value.
        plus: Added to the multiple, in the unit of the value.
        is_optional: True when it is left out, not asked for, where its basis lacks.
    """

    grade: int
    factor: Decimal
    basis: Basis = Basis.NUMBER
    is_above: bool = True
    is_inclusive: bool = False
    needs_symptoms: bool = False
    plus: Decimal = Decimal(0)
    is_optional: bool = False


Edges = tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class GradeTable:
    """How one term is graded.

    Attributes:
        analyte: What is measured, for its units.
        edges: In the standard unit of the analyte.
        printed: Edges that CTCAE prints for another unit.
        needs_unit: False where only ratios are compared, or one unit is meant.
        abnormal: Edges when the baseline is abnormal, if the term has such.
        anticoagulated: Edges on anticoagulation, if the term has such.
        is_whole: True when the value is rounded half up to a whole number first (QTc).
    """

    analyte: Analyte
    edges: Edges
    printed: Mapping[str, Edges] = field(default_factory=dict)
    needs_unit: bool = True
    abnormal: Edges = ()
    anticoagulated: Edges = ()
    is_whole: bool = False

    def edges_in(self, unit: str) -> Edges:
        """Return the edges for values in `unit`: as printed, else scaled."""
        if unit in self.printed:
            return self.printed[unit]
        factor = FACTORS[self.analyte].get(unit, Decimal(1))
        return self.edges if factor == 1 else tuple(_scaled(edge, factor) for edge in self.edges)


def _scaled(edge: Edge, factor: Decimal) -> Edge:
    if edge.basis is not Basis.NUMBER:
        return replace(edge, plus=edge.plus / factor)
    return replace(edge, factor=edge.factor / factor)
