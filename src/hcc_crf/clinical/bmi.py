"""Body mass index: kg / m^2."""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import impossible, lacking

RULE = "bmi/1"

_CM_PER_M = 100


@dataclass(frozen=True, slots=True)
class Bmi:
    """kg/m^2, unrounded; shown with one decimal."""

    kg_m2: Decimal
    why: Bilingual


def compute_bmi(*, weight_kg: Decimal | None, height_cm: Decimal | None) -> Bmi | NotDerivable:
    """Return weight over squared height; a height of 0 is no height."""
    if weight_kg is None or height_cm is None:
        inputs = (("weight_kg", weight_kg), ("height_cm", height_cm))
        return lacking([name for name, number in inputs if number is None])
    if height_cm <= 0:
        return impossible("height_cm", "must be above 0", "须大于0")
    metres = height_cm / _CM_PER_M
    kg_m2 = weight_kg / (metres * metres)
    shown = rounded_half_up(kg_m2, 1)
    weight, height = plain(weight_kg), plain(height_cm)
    return Bmi(
        kg_m2,
        Bilingual(
            f"BMI {shown} kg/m2: {weight} kg / ({height} cm)^2.",
            f"BMI {shown} kg/m2：体重 {weight} kg，身高 {height} cm。",
        ),
    )
