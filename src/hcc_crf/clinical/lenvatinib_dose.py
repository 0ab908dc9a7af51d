"""Starting dose of lenvatinib in HCC by body weight (REFLECT): 12 mg from 60.0 kg, 8 mg below.

Decided once, on the weight of cycle 1 day 1 as recorded; 59.9 is below. Later weight does not
change it; whoever calls passes the weight of that day.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .figures import as_quantity, bounds, plain
from .missing import bounded, impossible, lacking

RULE = "lenvatinib-dose/1"


@dataclass(frozen=True, slots=True)
class LenvatinibSettings:
    """Study parameter `lenvatinib_start_dose_mg`."""

    from_kg: Decimal = Decimal(60)
    dose_from_mg: Decimal = Decimal(12)
    dose_below_mg: Decimal = Decimal(8)


@dataclass(frozen=True, slots=True)
class LenvatinibDose:
    """mg once daily."""

    dose_mg: Decimal
    why: Bilingual


DEFAULT = LenvatinibSettings()


def compute_lenvatinib_dose(
    *, weight_kg: Decimal | Quantity | None, settings: LenvatinibSettings = DEFAULT
) -> LenvatinibDose | NotDerivable:
    """Return the starting dose; without a weight there is none.

    A weight known only as `<x` or `>x` counts where every weight it can be gives the same dose.
    """
    weight = as_quantity(weight_kg)
    if weight is None:
        return lacking(["weight_kg"])
    low, high = bounds(weight)
    if high <= 0:
        return impossible("weight_kg", "must be above 0", "须大于0")
    limit = plain(settings.from_kg)
    if low >= settings.from_kg:
        dose, en, zh = settings.dose_from_mg, f"not below {limit} kg", f"≥{limit} kg"
        if low == settings.from_kg:
            en += f", on the cut-off: below it {plain(settings.dose_below_mg)} mg"
            zh += f"，恰为界值，低于此值为{plain(settings.dose_below_mg)} mg"
    elif high < settings.from_kg:
        dose, en, zh = settings.dose_below_mg, f"below {limit} kg", f"<{limit} kg"
    else:
        return bounded("weight_kg", weight)
    shown = plain(weight.number) if weight.is_exact else f"{weight.qualifier}{plain(weight.number)}"
    return LenvatinibDose(
        dose,
        Bilingual(
            f"Lenvatinib {plain(dose)} mg once daily: {shown} kg is {en}.",
            f"仑伐替尼 {plain(dose)} mg 每日一次：体重 {shown} kg，{zh}。",
        ),
    )
