"""CNLC stage (Chinese guideline for primary liver cancer), as the study's derivation prints it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .child_pugh_table import ChildPughClass
from .missing import impossible, lacking
from .nodule_bounds import Extent, extent_of, needs_size, stage_within
from .remarks import at_limit

RULE = "cnlc/1"


class CnlcStage(StrEnum):
    """Stages from Ia to IV."""

    IA = "Ia"
    IB = "Ib"
    IIA = "IIa"
    IIB = "IIb"
    IIIA = "IIIa"
    IIIB = "IIIb"
    IV = "IV"


@dataclass(frozen=True, slots=True)
class CnlcSettings:
    """Sizes and numbers; edges belong to the earlier stage."""

    single_mm: Decimal = Decimal(50)
    few_nodules: int = 3
    few_nodules_mm: Decimal = Decimal(30)


@dataclass(frozen=True, slots=True)
class Cnlc:
    """The stage and what gave it."""

    stage: CnlcStage
    why: Bilingual


DEFAULT = CnlcSettings()

_TERMINAL_ECOG = 3


def compute_cnlc(
    *,
    nodules: int | Quantity | None,
    largest_mm: Decimal | Quantity | None,
    macrovascular_invasion: bool | None,
    extrahepatic_spread: bool | None,
    ecog: int | None,
    child_pugh_class: ChildPughClass | None,
    settings: CnlcSettings = DEFAULT,
) -> Cnlc | NotDerivable:
    """Return the first stage that holds; a stage is given only when all before it are excluded.

    1. IV: ECOG 3-4 or Child-Pugh C.
    2. IIIb: extrahepatic spread.
    3. IIIa: macrovascular invasion.
    4. IIb: four nodules or more.
    5. IIa: two or three, the largest above 30 mm.
    6. Ib: one above 50 mm, or two or three up to 30 mm.
    7. Ia: one up to 50 mm.

    A number or size known only as `<x` or `>x` counts where all it can be has the same stage.
    """
    if ecog is not None and ecog >= _TERMINAL_ECOG:  # (1)
        return _staged(CnlcStage.IV, f"ECOG {ecog}", f"ECOG {ecog}")
    if child_pugh_class is ChildPughClass.C:
        return _staged(CnlcStage.IV, "Child-Pugh C", "Child-Pugh C级")
    given = [("ecog", ecog is None), ("child_pugh_class", child_pugh_class is None)]
    if not extrahepatic_spread:
        given.append(("extrahepatic_spread", extrahepatic_spread is None))
        if not macrovascular_invasion:
            given.append(("macrovascular_invasion", macrovascular_invasion is None))
            given.append(("nodules", nodules is None))
            lacks_size = largest_mm is None and needs_size(nodules, few=settings.few_nodules)
            given.append(("largest_mm", lacks_size))
    absent = [name for name, is_absent in given if is_absent]
    if absent:
        return lacking(absent)
    if extrahepatic_spread:  # (2)
        return _staged(CnlcStage.IIIB, "extrahepatic spread", "肝外转移")
    if macrovascular_invasion:  # (3)
        return _staged(CnlcStage.IIIA, "macrovascular invasion", "大血管侵犯")
    extent = extent_of(nodules or 0, largest_mm)
    return stage_within(extent, partial(_by_nodules, extent=extent, settings=settings))


def _staged(stage: CnlcStage, en: str, zh: str) -> Cnlc:
    return Cnlc(stage, Bilingual(f"CNLC {stage}: {en}.", f"CNLC {stage}期：{zh}。"))


def _by_nodules(
    nodules: int, largest_mm: Decimal, *, extent: Extent, settings: CnlcSettings
) -> Cnlc | NotDerivable:
    """(4) to (7)."""
    if nodules == 0:
        return impossible(
            "nodules", "0 without invasion or spread has no stage", "为0且无侵犯或转移，无法分期"
        )
    count, largest = extent.shown
    if nodules > settings.few_nodules:
        return _staged(CnlcStage.IIB, f"{count} nodules", f"{count}个结节")
    if nodules == 1:
        limit = settings.single_mm
        is_above = largest_mm > limit
        stage, beyond = (CnlcStage.IB if is_above else CnlcStage.IA), CnlcStage.IB
        en, zh = f"one nodule of {largest} mm", f"单个结节 {largest} mm"
    else:
        limit = settings.few_nodules_mm
        is_above = largest_mm > limit
        stage, beyond = (CnlcStage.IIA if is_above else CnlcStage.IB), CnlcStage.IIA
        en, zh = f"{count} nodules, largest {largest} mm", f"{count}个结节，最大 {largest} mm"
    side = f"above {limit} mm" if is_above else f"up to {limit} mm"
    edge = at_limit(largest_mm, limit, beyond=beyond)
    sign = ">" if is_above else "≤"
    return _staged(stage, f"{en}, {side}{edge.en}", f"{zh},{sign}{limit} mm{edge.zh}")
