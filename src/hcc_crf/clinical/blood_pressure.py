"""Hypertension by the readings alone, CTCAE v5.0; treatment and crisis are graded clinically.

Systolic 120-139 or diastolic 80-89 is grade 1, 140-159 or 90-99 grade 2, from 160 or 100 grade 3.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain
from .missing import lacking

RULE = "ctcae-hypertension/1"

_SYSTOLIC = (Decimal(120), Decimal(140), Decimal(160))
_DIASTOLIC = (Decimal(80), Decimal(90), Decimal(100))
_WORST = 3


@dataclass(frozen=True, slots=True)
class HypertensionGrade:
    """The higher of the two grades, 0 to 3."""

    grade: int
    why: Bilingual


def _grade(mmhg: Decimal | None, edges: tuple[Decimal, Decimal, Decimal]) -> int | None:
    return None if mmhg is None else sum(mmhg >= edge for edge in edges)


def _edge(mmhg: Decimal | None, edges: tuple[Decimal, Decimal, Decimal]) -> Bilingual:
    """Say so when the reading that decides alone is the first of its grade."""
    if mmhg not in edges:
        return Bilingual("", "")
    below = edges.index(mmhg)
    return Bilingual(f", on the cut-off: below it grade {below}", f"，恰为界值：略低则为{below}级")


def compute_hypertension_grade(
    *, systolic: Decimal | None, diastolic: Decimal | None
) -> HypertensionGrade | NotDerivable:
    """Return the grade by mmHg; one reading alone is enough only when it is grade 3."""
    by_systolic, by_diastolic = _grade(systolic, _SYSTOLIC), _grade(diastolic, _DIASTOLIC)
    grade = max(by_systolic or 0, by_diastolic or 0)
    if grade < _WORST and (by_systolic is None or by_diastolic is None):
        readings = (("systolic", systolic), ("diastolic", diastolic))
        return lacking([name for name, mmhg in readings if mmhg is None])
    pair = "/".join("?" if mmhg is None else plain(mmhg) for mmhg in (systolic, diastolic))
    decider = "systolic" if by_systolic == grade else "diastolic"
    decider_zh = "收缩压" if by_systolic == grade else "舒张压"
    edge = Bilingual("", "")
    if by_systolic != by_diastolic:
        is_systolic = by_systolic == grade
        edge = _edge(systolic, _SYSTOLIC) if is_systolic else _edge(diastolic, _DIASTOLIC)
    return HypertensionGrade(
        grade,
        Bilingual(
            f"Hypertension grade {grade} by {pair} mmHg ({decider} decides){edge.en}.",
            f"高血压 {grade}级：{pair} mmHg（由{decider_zh}判定）{edge.zh}。",
        ),
    )
