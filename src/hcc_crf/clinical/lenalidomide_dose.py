"""Starting dose of lenalidomide by creatinine clearance (study assumption, labelled MDS step).

From 60 mL/min 10 mg, from 30 to below 60 5 mg, below 30 none: not eligible. The clearance of
screening is compared unrounded.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import lacking

RULE = "lenalidomide-dose/1"


@dataclass(frozen=True, slots=True)
class RenalStep:
    """From this clearance on, this dose."""

    from_ml_min: Decimal
    dose_mg: Decimal


@dataclass(frozen=True, slots=True)
class LenalidomideSettings:
    """Study parameter `lenalidomide_renal_start`; steps from the highest clearance down."""

    steps: tuple[RenalStep, ...] = (
        RenalStep(Decimal(60), Decimal(10)),
        RenalStep(Decimal(30), Decimal(5)),
    )


@dataclass(frozen=True, slots=True)
class LenalidomideDose:
    """mg a day; 0 means not eligible."""

    dose_mg: Decimal
    why: Bilingual


DEFAULT = LenalidomideSettings()

_MOST_DECIMALS = 6


def compute_lenalidomide_dose(
    *, crcl_ml_min: Decimal | None, settings: LenalidomideSettings = DEFAULT
) -> LenalidomideDose | NotDerivable:
    """Return the dose of the first step the clearance reaches; a step includes its edge."""
    if crcl_ml_min is None:
        return lacking(["crcl_ml_min"])
    upper: RenalStep | None = None
    for step in settings.steps:
        if crcl_ml_min >= step.from_ml_min:
            return LenalidomideDose(step.dose_mg, _explain(crcl_ml_min, step, upper))
        upper = step
    last = settings.steps[-1]
    shown, limit = _shown(crcl_ml_min, last), plain(last.from_ml_min)
    return LenalidomideDose(
        Decimal(0),
        Bilingual(
            f"No lenalidomide: creatinine clearance {shown} mL/min is below {limit}, not eligible.",
            f"不予来那度胺：肌酐清除率 {shown} mL/min<{limit}，不符合入组条件。",
        ),
    )


def _shown(crcl_ml_min: Decimal, edge: RenalStep) -> Decimal:
    """Round for display, but never across the edge that decided."""
    decimals = 1
    while decimals < _MOST_DECIMALS and crcl_ml_min < edge.from_ml_min <= rounded_half_up(
        crcl_ml_min, decimals
    ):
        decimals += 1
    return rounded_half_up(crcl_ml_min, decimals)


def _explain(crcl_ml_min: Decimal, step: RenalStep, upper: RenalStep | None) -> Bilingual:
    dose, limit = plain(step.dose_mg), plain(step.from_ml_min)
    shown = _shown(crcl_ml_min, upper or step)
    en, zh = f"is not below {limit}", f"≥{limit}"
    if upper is not None:
        below = plain(upper.from_ml_min)
        en, zh = f"{en}, below {below}", f"{zh}且<{below}"
    if crcl_ml_min == step.from_ml_min:
        en, zh = f"{en}, on the cut-off", f"{zh}，恰为界值"
    return Bilingual(
        f"Lenalidomide {dose} mg: creatinine clearance {shown} mL/min {en}.",
        f"来那度胺 {dose} mg：肌酐清除率 {shown} mL/min {zh}。",
    )
