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


def compute_lenalidomide_dose(
    *, crcl_ml_min: Decimal | None, settings: LenalidomideSettings = DEFAULT
) -> LenalidomideDose | NotDerivable:
    """Return the dose of the first step the clearance reaches; a step includes its edge."""
    if crcl_ml_min is None:
        return lacking(["crcl_ml_min"])
    shown = rounded_half_up(crcl_ml_min, 1)
    for step in settings.steps:
        if crcl_ml_min >= step.from_ml_min:
            dose, limit = plain(step.dose_mg), plain(step.from_ml_min)
            return LenalidomideDose(
                step.dose_mg,
                Bilingual(
                    f"Lenalidomide {dose} mg: creatinine clearance {shown} mL/min (unrounded) is "
                    f"not below {limit}.",
                    f"来那度胺 {dose} mg:肌酐清除率 {shown} mL/min(按未舍入值)≥{limit}。",
                ),
            )
    limit = plain(settings.steps[-1].from_ml_min)
    return LenalidomideDose(
        Decimal(0),
        Bilingual(
            f"No lenalidomide: creatinine clearance {shown} mL/min (unrounded) is below {limit}, "
            "not eligible.",
            f"不予来那度胺:肌酐清除率 {shown} mL/min(按未舍入值)<{limit},不符合入组条件。",
        ),
    )
