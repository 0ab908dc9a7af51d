"""How a specimen is read before it is graded: which edges apply, and in which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .ctcae_edges import Basis, Edge, Edges, GradeTable
from .figures import bounds, rounded_half_up
from .missing import lacking
from .units import FACTORS, unit_of


@dataclass(frozen=True, slots=True)
class CtcaeSettings:
    """Policies that v5 leaves open.

    Attributes:
        unknown_baseline_uses_uln: Grade by ULN, and say so, where the baseline of ALT, AST, ALP,
            GGT or bilirubin is missing; false makes the grade missing.
        unstated_anticoagulation_is_none: Grade INR by its plain limits, and say so, where nobody
            states whether the subject is anticoagulated; false makes the grade missing.
    """

    unknown_baseline_uses_uln: bool = True
    unstated_anticoagulation_is_none: bool = True


@dataclass(frozen=True, slots=True)
class Specimen:
    """One result with what it is judged by.

    Attributes:
        value: As entered; one with `<` or `>` counts where all it can be has the same grade.
        lln: Lower limit of normal of its laboratory; a plain number is in the unit of the value.
        uln: Upper limit of normal.
        baseline: The baseline result of a later value; `None` for the baseline sample itself.
        is_baseline_abnormal: Whether the baseline was above the ULN of its own laboratory; `None`
            is decided from `uln`.
        has_symptoms: Symptoms, or treatment because of the value; asked where grades share a range.
        is_anticoagulated: On the day of the sample.
    """

    value: Quantity | None
    lln: Quantity | None = None
    uln: Quantity | None = None
    baseline: Quantity | None = None
    is_baseline_abnormal: bool | None = None
    has_symptoms: bool | None = None
    is_anticoagulated: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A specimen in the unit of its value, ready to be compared."""

    low: Decimal
    high: Decimal
    unit: str
    limits: Mapping[Basis, Decimal]
    has_symptoms: bool | None

    def threshold(self, edge: Edge) -> Decimal | None:
        """Return the number the edge stands for; `None` where its basis is not known."""
        if edge.basis is Basis.NUMBER:
            return edge.factor
        basis = self.limits.get(edge.basis)
        return None if basis is None else edge.factor * basis + edge.plus

    def passes(self, edge: Edge) -> bool | None:
        """True or false when certain, else `None`."""
        if edge.needs_symptoms and self.has_symptoms is False:
            return False
        threshold = self.threshold(edge)
        if threshold is None:
            return False if edge.is_optional else None
        if not edge.is_above:
            is_certain, is_possible = self.high < threshold, self.low < threshold
        elif edge.is_inclusive:
            is_certain, is_possible = self.low >= threshold, self.high >= threshold
        else:
            is_certain, is_possible = self.low > threshold, self.high > threshold
        if is_certain and edge.needs_symptoms:
            is_certain = self.has_symptoms is True
        if is_certain:
            return True
        return None if is_possible else False


DEFAULT = CtcaeSettings()

NO_NOTE = Bilingual("", "")
"""Nothing to say about the choice of edges."""
_NO_BASELINE = Bilingual("; baseline missing, graded without it", "；缺基线值，未按基线判定")
_NO_ANTICOAGULANT = Bilingual(
    "; anticoagulation not stated, taken as none", "；未说明抗凝治疗，按无抗凝计"
)


def edges_of(
    table: GradeTable, specimen: Specimen, reading: Reading, settings: CtcaeSettings
) -> tuple[Edges, Bilingual] | NotDerivable:
    """Return the edges that apply, and what must be said about the choice."""
    edges = table.edges if table.is_whole else table.edges_in(reading.unit)
    if table.anticoagulated:
        if specimen.is_anticoagulated:
            return table.anticoagulated, NO_NOTE
        if specimen.is_anticoagulated is not None:
            return edges, NO_NOTE
        if settings.unstated_anticoagulation_is_none:
            return edges, _NO_ANTICOAGULANT
        return lacking(["anticoagulated"])
    if table.abnormal:
        return _edges_by_baseline(table, specimen, reading, settings)
    is_left_out = specimen.baseline is None and any(edge.is_optional for edge in edges)
    return edges, _NO_BASELINE if is_left_out else NO_NOTE


def _edges_by_baseline(
    table: GradeTable, specimen: Specimen, reading: Reading, settings: CtcaeSettings
) -> tuple[Edges, Bilingual] | NotDerivable:
    """Abnormal means baseline above ULN; said to be abnormal, it needs the baseline but no ULN."""
    is_abnormal = specimen.is_baseline_abnormal
    if is_abnormal is None:
        if specimen.baseline is None:
            if settings.unknown_baseline_uses_uln:
                return table.edges, _NO_BASELINE
            return lacking(["baseline"])
        uln, baseline = reading.limits.get(Basis.ULN), reading.limits.get(Basis.BASELINE)
        if uln is None or baseline is None:
            return lacking(["uln" if uln is None else "baseline"])
        is_abnormal = baseline > uln
    return (table.abnormal if is_abnormal else table.edges), NO_NOTE


def reading_of(table: GradeTable, specimen: Specimen) -> Reading:
    """Return value and limits in one unit; a limit known only as `<` or `>` is left out."""
    value = specimen.value or Quantity(Decimal(0))
    unit = unit_of(table.analyte, value.unit) or value.unit
    low, high = bounds(value)
    given = (
        (Basis.LLN, specimen.lln),
        (Basis.ULN, specimen.uln),
        (Basis.BASELINE, specimen.baseline),
    )
    limits = {
        basis: _in_unit(table, limit, unit)
        for basis, limit in given
        if limit is not None and limit.is_exact
    }
    if table.is_whole:
        factor = FACTORS[table.analyte].get(unit, Decimal(1))
        low, high = rounded_half_up(low * factor), rounded_half_up(high * factor)
        limits = {basis: rounded_half_up(limit * factor) for basis, limit in limits.items()}
    return Reading(low, high, unit, limits, specimen.has_symptoms)


def _in_unit(table: GradeTable, limit: Quantity, unit: str) -> Decimal:
    """Convert a limit to the unit of the value; without a unit it is in that unit already."""
    if not limit.unit or limit.unit == unit:
        return limit.number
    factors = FACTORS[table.analyte]
    own = factors[unit_of(table.analyte, limit.unit) or limit.unit]
    return limit.number * own / factors.get(unit, Decimal(1))
