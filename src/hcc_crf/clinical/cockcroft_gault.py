"""Creatinine clearance by Cockcroft and Gault.

(140 - age) x weight x (0.85 if female) / (72 x creatinine mg/dL). Age in completed years on the
sample date; weight is the actual body weight of the visit. Ideal or adjusted weight is deliberately
absent: the protocol names the actual one.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .figures import plain, rounded_half_up
from .missing import bounded, impossible, lacking
from .sex import NAMES, Sex
from .units import FACTORS, Analyte, standard_number

RULE = "cockcroft-gault/1"

_FEMALE = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class CreatinineClearance:
    """mL/min, unrounded; shown with one decimal, compared as it is."""

    ml_min: Decimal
    why: Bilingual


def compute_cockcroft_gault(
    *,
    age_years: int | Decimal | None,
    sex: Sex | None,
    weight_kg: Decimal | None,
    creatinine: Quantity | None,
) -> CreatinineClearance | NotDerivable:
    """Return the clearance; creatinine must be above 0.

    Args:
        age_years: Completed years on the day of the sample.
        sex: Female is 0.85 times.
        weight_kg: Actual body weight.
        creatinine: umol/L (/ 88.4) or mg/dL.
    """
    if age_years is None or sex is None or weight_kg is None or creatinine is None:
        inputs = (
            ("age_years", age_years),
            ("sex", sex),
            ("weight_kg", weight_kg),
            ("creatinine", creatinine),
        )
        return lacking([name for name, value in inputs if value is None])
    if not creatinine.is_exact:
        return bounded("creatinine", creatinine)
    if not creatinine.number:
        return impossible("creatinine", "must be above 0", "须大于0")
    umol_l = standard_number(Analyte.CREATININE, creatinine)
    factor = FACTORS[Analyte.CREATININE]["mg/dL"]
    # One division, so that a clearance of exactly 60 is 60.
    ml_min = (140 - Decimal(age_years)) * weight_kg * factor / (72 * umol_l)
    if sex is Sex.FEMALE:
        ml_min *= _FEMALE
    shown = rounded_half_up(ml_min, 1)
    given = f"{age_years} y, {sex}, {plain(weight_kg)} kg, creatinine {creatinine}"
    given_zh = f"{age_years}岁，{NAMES[sex].zh}，{plain(weight_kg)} kg，肌酐 {creatinine}"
    return CreatinineClearance(
        ml_min,
        Bilingual(
            f"Cockcroft-Gault {shown} mL/min: {given} (actual weight).",
            f"Cockcroft-Gault {shown} mL/min：{given_zh}（实际体重）。",
        ),
    )
