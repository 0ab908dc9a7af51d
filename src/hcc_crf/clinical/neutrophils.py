"""Neutrophils used, and their ratio to the lymphocytes (NLR); 10^9/L."""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import impossible, lacking

RULE = "neutrophils/1"
RULE_NLR = "nlr/1"


@dataclass(frozen=True, slots=True)
class Neutrophils:
    """10^9/L, unrounded."""

    count: Decimal
    why: Bilingual


@dataclass(frozen=True, slots=True)
class NeutrophilLymphocyteRatio:
    """Unrounded; shown with two decimals."""

    ratio: Decimal
    why: Bilingual


def compute_neutrophils(
    *, absolute: Decimal | None, wbc: Decimal | None, percentage: Decimal | None
) -> Neutrophils | NotDerivable:
    """Return the absolute count if given, else white cells x per cent / 100."""
    if absolute is not None:
        text = plain(absolute)
        return Neutrophils(
            absolute,
            Bilingual(
                f"Neutrophils {text} 10^9/L as reported.", f"中性粒细胞 {text} 10^9/L（报告值）。"
            ),
        )
    if wbc is None or percentage is None:
        inputs = (("wbc", wbc), ("neutrophils_pct", percentage))
        return lacking(["neutrophils", *(name for name, number in inputs if number is None)])
    count = wbc * percentage / 100
    shown = rounded_half_up(count, 2)
    product = f"{plain(wbc)} x {plain(percentage)} %"
    return Neutrophils(
        count,
        Bilingual(
            f"Neutrophils {shown} 10^9/L: {product}.", f"中性粒细胞 {shown} 10^9/L：{product}。"
        ),
    )


def compute_nlr(
    *, neutrophils: Decimal | None, lymphocytes: Decimal | None
) -> NeutrophilLymphocyteRatio | NotDerivable:
    """Return neutrophils over lymphocytes; no lymphocytes, no ratio."""
    if neutrophils is None or lymphocytes is None:
        inputs = (("neutrophils", neutrophils), ("lymphocytes", lymphocytes))
        return lacking([name for name, number in inputs if number is None])
    if lymphocytes <= 0:
        return impossible("lymphocytes", "must be above 0", "须大于0")
    ratio = neutrophils / lymphocytes
    shown, pair = rounded_half_up(ratio, 2), f"{plain(neutrophils)} / {plain(lymphocytes)}"
    return NeutrophilLymphocyteRatio(
        ratio, Bilingual(f"NLR {shown}: {pair}.", f"NLR {shown}:{pair}。")
    )
