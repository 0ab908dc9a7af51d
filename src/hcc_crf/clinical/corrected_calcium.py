"""Albumin-corrected calcium, in the unit calcium was entered in.

mmol/L: Ca + 0.02 x (40 - albumin g/L); mg/dL: Ca + 0.8 x (4.0 - albumin g/dL). Not for ionised
calcium. Corrects downwards too.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .figures import rounded_half_up
from .missing import bounded, lacking
from .units import Analyte, standard_number

RULE = "corrected-calcium/1"


@dataclass(frozen=True, slots=True)
class CorrectedCalcium:
    """The corrected value, unrounded, in the unit of the calcium."""

    calcium: Quantity
    why: Bilingual


@dataclass(frozen=True, slots=True)
class CorrectedCalciumSettings:
    """Whether albumin above 40 g/L lowers the calcium (derivations: keep)."""

    corrects_downwards: bool = True


DEFAULT = CorrectedCalciumSettings()

_NORMAL_ALBUMIN_G_L = Decimal(40)
_LOWERED = Bilingual(" (above 40 g/L: lowered)", "（>40 g/L，向下校正）")
_KEPT = Bilingual(" (above 40 g/L: not lowered)", "（>40 g/L，不向下校正）")
_PER_G_L = {"mmol/L": Decimal("0.02"), "mg/dL": Decimal("0.08")}


def compute_corrected_calcium(
    *,
    calcium: Quantity | None,
    albumin: Quantity | None,
    settings: CorrectedCalciumSettings = DEFAULT,
) -> CorrectedCalcium | NotDerivable:
    """Return total calcium as it would be at an albumin of 40 g/L.

    Args:
        calcium: mmol/L or mg/dL; the answer has the same unit.
        albumin: g/L or g/dL, whatever the unit of calcium.
        settings: Whether a high albumin corrects downwards.
    """
    if calcium is None or albumin is None:
        inputs = (("calcium", calcium), ("albumin", albumin))
        return lacking([name for name, value in inputs if value is None])
    if not calcium.is_exact:
        return bounded("calcium", calcium)
    if not albumin.is_exact:
        return bounded("albumin", albumin)
    deficit = _NORMAL_ALBUMIN_G_L - standard_number(Analyte.ALBUMIN, albumin)
    remark = Bilingual("", "")
    if deficit < 0:
        remark = _LOWERED if settings.corrects_downwards else _KEPT
        if not settings.corrects_downwards:
            deficit = Decimal(0)
    number = calcium.number + _PER_G_L[calcium.unit] * deficit
    corrected = Quantity(number, calcium.unit)
    shown = f"{rounded_half_up(number, 2)} {calcium.unit}"
    return CorrectedCalcium(
        corrected,
        Bilingual(
            f"Corrected calcium {shown}: {calcium} at albumin {albumin}{remark.en}.",
            f"校正钙 {shown}：血钙 {calcium}，白蛋白 {albumin}{remark.zh}。",
        ),
    )
