"""BCLC stage 2022 (Reig, J Hepatol 2022;76:681).

Liver function counts as preserved in Child-Pugh A and B; Child-Pugh C is D, because whether the
subject could be transplanted is not asked. Segmental invasion of a portal or hepatic vein counts as
macrovascular. ECOG counts unless it is known not to come from the tumour.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .child_pugh_table import ChildPughClass
from .missing import impossible, lacking
from .nodule_bounds import Extent, extent_of, needs_size, stage_within
from .remarks import at_limit

RULE = "bclc-2022/1"


class BclcStage(StrEnum):
    """Stages from very early (0) to terminal (D)."""

    VERY_EARLY = "0"
    EARLY = "A"
    INTERMEDIATE = "B"
    ADVANCED = "C"
    TERMINAL = "D"


@dataclass(frozen=True, slots=True)
class BclcSettings:
    """Sizes and numbers that separate 0, A and B; edges belong to the earlier stage."""

    very_early_mm: Decimal = Decimal(20)
    few_nodules: int = 3
    few_nodules_mm: Decimal = Decimal(30)


@dataclass(frozen=True, slots=True)
class Bclc:
    """The stage and the line of the table that gave it."""

    stage: BclcStage
    why: Bilingual


DEFAULT = BclcSettings()

_TERMINAL_ECOG = 3


def compute_bclc(
    *,
    nodules: int | Quantity | None,
    largest_mm: Decimal | Quantity | None,
    macrovascular_invasion: bool | None,
    extrahepatic_spread: bool | None,
    ecog: int | None,
    child_pugh_class: ChildPughClass | None,
    is_ecog_by_tumour: bool = True,
    settings: BclcSettings = DEFAULT,
) -> Bclc | NotDerivable:
    """Return the first stage that holds.

    1. D: ECOG 3-4, or Child-Pugh C.
    2. C: invasion, spread, or ECOG 1-2; proven only when ECOG and Child-Pugh are known.
    3. 0: one nodule up to 20 mm.
    4. A: one nodule above 20 mm, or two or three up to 30 mm each.
    5. B: two or three with one above 30 mm, or more than three (then no size is needed).

    Args:
        nodules: Number in the liver; 0 without invasion or spread has no stage.
        largest_mm: Largest diameter. As `<x` or `>x`, like the number of nodules, it counts where
            every number it can be gives the same stage.
        macrovascular_invasion: Portal (Vp1-4) or hepatic vein, cava.
        extrahepatic_spread: N1 or M1.
        ecog: 0 to 4.
        child_pugh_class: A, B or C.
        is_ecog_by_tumour: False takes ECOG as 0.
        settings: Sizes and numbers.
    """
    if not is_ecog_by_tumour and ecog is not None:
        ecog = 0
    if (ecog is not None and ecog >= _TERMINAL_ECOG) or child_pugh_class is ChildPughClass.C:  # (1)
        is_by_ecog = ecog is not None and ecog >= _TERMINAL_ECOG
        reason = f"ECOG {ecog}" if is_by_ecog else "Child-Pugh C"
        return _staged(BclcStage.TERMINAL, reason, reason)
    absent = [
        name
        for name, value in (("ecog", ecog), ("child_pugh_class", child_pugh_class))
        if value is None
    ]
    if macrovascular_invasion or extrahepatic_spread or ecog:  # (2)
        if absent:
            return lacking(absent)
        return _advanced(invasion=macrovascular_invasion, spread=extrahepatic_spread, ecog=ecog)
    absent += [
        name
        for name, value in (
            ("macrovascular_invasion", macrovascular_invasion),
            ("extrahepatic_spread", extrahepatic_spread),
            ("nodules", nodules),
        )
        if value is None
    ]
    if largest_mm is None and needs_size(nodules, few=settings.few_nodules):
        absent.append("largest_mm")
    if absent:
        return lacking(absent)
    extent = extent_of(nodules or 0, largest_mm)
    return stage_within(extent, partial(_by_nodules, extent=extent, settings=settings))


def _staged(stage: BclcStage, en: str, zh: str) -> Bclc:
    return Bclc(stage, Bilingual(f"BCLC {stage}: {en}.", f"BCLC {stage}期：{zh}。"))


def _advanced(*, invasion: bool | None, spread: bool | None, ecog: int | None) -> Bclc:
    reasons = []
    if invasion:
        reasons.append(("macrovascular invasion", "大血管侵犯"))
    if spread:
        reasons.append(("extrahepatic spread", "肝外转移"))
    if ecog:
        reasons.append((f"ECOG {ecog}", f"ECOG {ecog}"))
    return _staged(
        BclcStage.ADVANCED,
        ", ".join(en for en, _ in reasons),
        "、".join(zh for _, zh in reasons),
    )


def _by_nodules(
    nodules: int, largest_mm: Decimal, *, extent: Extent, settings: BclcSettings
) -> Bclc | NotDerivable:
    """(3) to (5), with ECOG 0, no invasion and no spread."""
    if nodules == 0:
        return impossible(
            "nodules", "0 without invasion or spread has no stage", "为0且无侵犯或转移，无法分期"
        )
    (count, largest), small, few = extent.shown, settings.very_early_mm, settings.few_nodules_mm
    if nodules == 1:
        if largest_mm <= small:
            edge = at_limit(largest_mm, small, beyond=BclcStage.EARLY)
            return _staged(
                BclcStage.VERY_EARLY,
                f"one nodule of {largest} mm, up to {small} mm{edge.en}",
                f"单个结节 {largest} mm，≤{small} mm{edge.zh}",
            )
        return _staged(
            BclcStage.EARLY,
            f"one nodule of {largest} mm, above {small} mm",
            f"单个结节 {largest} mm，>{small} mm",
        )
    if nodules > settings.few_nodules:
        return _staged(BclcStage.INTERMEDIATE, f"{count} nodules", f"{count}个结节")
    if largest_mm <= few:
        edge = at_limit(largest_mm, few, beyond=BclcStage.INTERMEDIATE)
        return _staged(
            BclcStage.EARLY,
            f"{count} nodules, largest {largest} mm, up to {few} mm{edge.en}",
            f"{count}个结节，最大 {largest} mm，≤{few} mm{edge.zh}",
        )
    return _staged(
        BclcStage.INTERMEDIATE,
        f"{count} nodules, largest {largest} mm, above {few} mm",
        f"{count}个结节，最大 {largest} mm，>{few} mm",
    )
