"""Proteinuria by CTCAE v5.0: the 24-hour value wins, the dipstick is used without it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .ctcae import CtcaeGrade, compute_ctcae_grade
from .ctcae_reading import Specimen
from .ctcae_terms import CtcaeTerm
from .missing import lacking


class Dipstick(StrEnum):
    """Protein on a urine dipstick."""

    NEGATIVE = "NEGATIVE"
    TRACE = "TRACE"
    ONE = "1+"
    TWO = "2+"
    THREE = "3+"
    FOUR = "4+"


@dataclass(frozen=True, slots=True)
class ProteinuriaSettings:
    """Upper limit of normal where the laboratory gives none (reference design: 0.15 g/24 h)."""

    uln_g_24h: Decimal = Decimal("0.15")


DEFAULT = ProteinuriaSettings()

_GRADES = {
    Dipstick.NEGATIVE: 0,
    Dipstick.TRACE: 0,
    Dipstick.ONE: 1,
    Dipstick.TWO: 2,
    Dipstick.THREE: 2,
    Dipstick.FOUR: 3,
}


def compute_proteinuria_grade(
    *,
    dipstick: Dipstick | None,
    protein_24h: Quantity | None,
    uln: Quantity | None = None,
    settings: ProteinuriaSettings = DEFAULT,
) -> CtcaeGrade | NotDerivable:
    """Return the grade, 0 to 3.

    Args:
        dipstick: 1+ is grade 1, 2+ and 3+ grade 2, 4+ grade 3, trace and negative 0.
        protein_24h: g/24 h or mg/day: from the ULN grade 1, from 1.0 grade 2, from 3.5 grade 3.
        uln: Upper limit of the laboratory for the 24-hour value; else that of the settings.
        settings: The limit where there is none.
    """
    if protein_24h is not None:
        return compute_ctcae_grade(
            CtcaeTerm.PROTEINURIA,
            Specimen(protein_24h, uln=uln or Quantity(settings.uln_g_24h, "g/24 h")),
        )
    if dipstick is None:
        return lacking(["dipstick", "protein_24h"])
    grade = _GRADES[dipstick]
    return CtcaeGrade(
        grade,
        CtcaeTerm.PROTEINURIA,
        dipstick,
        Bilingual(
            f"Proteinuria grade {grade}: dipstick {dipstick}, no 24-hour value.",
            f"蛋白尿 {grade}级：试纸 {dipstick}，无24小时定量。",
        ),
    )
