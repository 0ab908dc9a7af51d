"""Starting dose of lenvatinib in HCC by body weight (REFLECT): 12 mg from 60.0 kg, 8 mg below.

Decided once, on the weight of cycle 1 day 1 as recorded; 59.9 is below. Later weight does not
change it; whoever calls passes the weight of that day.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain
from .missing import impossible, lacking

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
    *, weight_kg: Decimal | None, settings: LenvatinibSettings = DEFAULT
) -> LenvatinibDose | NotDerivable:
    """Return the starting dose; without a weight there is none."""
    if weight_kg is None:
        return lacking(["weight_kg"])
    if weight_kg <= 0:
        return impossible("weight_kg", "must be above 0", "须大于0")
    limit, weight = plain(settings.from_kg), plain(weight_kg)
    if weight_kg >= settings.from_kg:
        dose, en, zh = settings.dose_from_mg, f"not below {limit} kg", f"≥{limit} kg"
        if weight_kg == settings.from_kg:
            en += f", on the cut-off: below it {plain(settings.dose_below_mg)} mg"
            zh += f",恰为界值,低于此值为{plain(settings.dose_below_mg)} mg"
    else:
        dose, en, zh = settings.dose_below_mg, f"below {limit} kg", f"<{limit} kg"
    return LenvatinibDose(
        dose,
        Bilingual(
            f"Lenvatinib {plain(dose)} mg once daily: {weight} kg is {en}.",
            f"仑伐替尼 {plain(dose)} mg 每日一次:体重 {weight} kg,{zh}。",
        ),
    )
