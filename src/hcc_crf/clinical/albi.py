"""ALBI score and grade (Johnson 2015, J Clin Oncol 33:550); modified grade (Hiraoka 2017).

Score = 0.66 x log10(bilirubin umol/L) - 0.0852 x albumin g/L. Papers that print -0.085 give another
grade near an edge; the coefficient is a setting and stands in the *why*. Grades are read from the
unrounded score.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .figures import rounded_half_up
from .missing import bounded, impossible, lacking
from .units import Analyte, standard_number

RULE = "albi/1"


class ModifiedGrade(StrEnum):
    """mALBI: grade 2 is split at -2.27, which itself is 2b."""

    ONE = "1"
    TWO_A = "2a"
    TWO_B = "2b"
    THREE = "3"


@dataclass(frozen=True, slots=True)
class AlbiSettings:
    """Study parameter `albi_albumin_coefficient`."""

    albumin_coefficient: Decimal = Decimal("0.0852")


@dataclass(frozen=True, slots=True)
class Albi:
    """The score and both grades.

    Attributes:
        score: Unrounded.
        grade: 1 to 3.
        modified_grade: 1, 2a, 2b or 3.
        shown: Two decimals, three within 0.005 of an edge, where two could show the wrong side.
        why: One line.
    """

    score: Decimal
    grade: int
    modified_grade: ModifiedGrade
    shown: Decimal
    why: Bilingual


DEFAULT = AlbiSettings()

_BILIRUBIN_COEFFICIENT = Decimal("0.66")
_EDGES = (Decimal("-2.60"), Decimal("-2.27"), Decimal("-1.39"))
_NEAR = Decimal("0.005")
_ROWS = {
    ModifiedGrade.ONE: "<= -2.60",
    ModifiedGrade.TWO_A: "> -2.60 and < -2.27",
    ModifiedGrade.TWO_B: ">= -2.27 and <= -1.39",
    ModifiedGrade.THREE: "> -1.39",
}


def modified_grade_of(score: Decimal) -> ModifiedGrade:
    """Return mALBI from the unrounded score: <= -2.60 1, < -2.27 2a, <= -1.39 2b, above 3."""
    if score <= _EDGES[0]:
        return ModifiedGrade.ONE
    if score < _EDGES[1]:
        return ModifiedGrade.TWO_A
    return ModifiedGrade.TWO_B if score <= _EDGES[2] else ModifiedGrade.THREE


def grade_of(score: Decimal) -> int:
    """Return the ALBI grade from the unrounded score: <= -2.60 1, <= -1.39 2, above 3."""
    if score <= _EDGES[0]:
        return 1
    return 2 if score <= _EDGES[2] else 3


def shown_score(score: Decimal) -> Decimal:
    """Return the score for display: two decimals, three within 0.005 of an edge."""
    is_near = any(abs(score - edge) <= _NEAR for edge in _EDGES)
    return rounded_half_up(score, 3 if is_near else 2)


def compute_albi(
    *, bilirubin: Quantity | None, albumin: Quantity | None, settings: AlbiSettings = DEFAULT
) -> Albi | NotDerivable:
    """Return score and grades; bilirubin must be above 0, and both known as numbers.

    Args:
        bilirubin: umol/L or mg/dL (x 17.104).
        albumin: g/L or g/dL.
        settings: Coefficient of albumin.
    """
    if bilirubin is None or albumin is None:
        inputs = (("bilirubin", bilirubin), ("albumin", albumin))
        return lacking([name for name, value in inputs if value is None])
    if not bilirubin.is_exact:
        return bounded("bilirubin", bilirubin)
    if not albumin.is_exact:
        return bounded("albumin", albumin)
    if not bilirubin.number:
        return impossible("bilirubin", "must be above 0", "须大于0")
    logarithm = standard_number(Analyte.BILIRUBIN, bilirubin).log10()
    albumin_g_l = standard_number(Analyte.ALBUMIN, albumin)
    score = _BILIRUBIN_COEFFICIENT * logarithm - settings.albumin_coefficient * albumin_g_l
    grade, modified, shown = grade_of(score), modified_grade_of(score), shown_score(score)
    return Albi(score, grade, modified, shown, _why(bilirubin, albumin, shown, modified, settings))


def _why(
    bilirubin: Quantity,
    albumin: Quantity,
    shown: Decimal,
    modified: ModifiedGrade,
    settings: AlbiSettings,
) -> Bilingual:
    formula = f"0.66 x log10(bilirubin) - {settings.albumin_coefficient} x albumin"
    return Bilingual(
        f"ALBI {shown}, grade {modified[0]} (mALBI {modified}: {_ROWS[modified]}, unrounded): "
        f"bilirubin {bilirubin}, albumin {albumin}; {formula}.",
        f"ALBI {shown}，{modified[0]}级（mALBI {modified}：{_ROWS[modified]}，按未舍入值）："
        f"胆红素 {bilirubin}，白蛋白 {albumin}。",
    )
