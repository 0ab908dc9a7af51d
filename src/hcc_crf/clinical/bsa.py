"""Body surface area: Mosteller, or Du Bois where the protocol says so."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import impossible, lacking

RULE = "bsa/1"


class BsaFormula(StrEnum):
    """sqrt(cm x kg / 3600), or 0.007184 x cm^0.725 x kg^0.425."""

    MOSTELLER = "MOSTELLER"
    DU_BOIS = "DU BOIS"


@dataclass(frozen=True, slots=True)
class BsaSettings:
    """Study parameter `bsa_formula`."""

    formula: BsaFormula = BsaFormula.MOSTELLER


@dataclass(frozen=True, slots=True)
class Bsa:
    """m^2, unrounded; shown with two decimals beside the name of the formula."""

    m2: Decimal
    formula: BsaFormula
    why: Bilingual


DEFAULT = BsaSettings()


def compute_bsa(
    *, weight_kg: Decimal | None, height_cm: Decimal | None, settings: BsaSettings = DEFAULT
) -> Bsa | NotDerivable:
    """Return the surface by the formula of the protocol; weight and height must be above 0."""
    if weight_kg is None or height_cm is None:
        inputs = (("weight_kg", weight_kg), ("height_cm", height_cm))
        return lacking([name for name, number in inputs if number is None])
    for name, number in (("weight_kg", weight_kg), ("height_cm", height_cm)):
        if number <= 0:
            return impossible(name, "must be above 0", "须大于0")
    if settings.formula is BsaFormula.MOSTELLER:
        m2 = (height_cm * weight_kg / 3600).sqrt()
        name = "Mosteller"
    else:
        growth = height_cm ** Decimal("0.725") * weight_kg ** Decimal("0.425")
        m2 = Decimal("0.007184") * growth
        name = "Du Bois"
    shown = rounded_half_up(m2, 2)
    weight, height = plain(weight_kg), plain(height_cm)
    return Bsa(
        m2,
        settings.formula,
        Bilingual(
            f"BSA {shown} m2 by {name}: {height} cm, {weight} kg.",
            f"BSA {shown} m2（{name}公式）：身高 {height} cm，体重 {weight} kg。",
        ),
    )
