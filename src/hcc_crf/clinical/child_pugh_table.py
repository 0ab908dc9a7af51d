"""The table of the Child-Pugh score: bands, choices, classes. A protocol may print another."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Band = tuple[Decimal, Decimal]
"""Lower and upper edge of the band that scores 2, both inside."""


class Ascites(StrEnum):
    """Ascites as the score asks it; controlled by diuretics is `SLIGHT` even if none is seen."""

    ABSENT = "ABSENT"
    SLIGHT = "SLIGHT"
    MODERATE = "MODERATE"


class ChildPughClass(StrEnum):
    """A 5-6, B 7-9, C 10-15 points."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class ChildPughSettings:
    """The table of the protocol; study parameters `child_pugh_*`.

    Attributes:
        bilirubin_umol_l: For values entered in umol/L.
        bilirubin_mg_dl: For values entered in mg/dL.
        albumin_g_l: Also for g/dL, times ten.
        inr: Ratio.
        pt_over_control_s: Used only without INR.
        is_cholestatic: Use the bands for primary biliary or sclerosing cholangitis.
        cholestatic_bilirubin_umol_l: In place of `bilirubin_umol_l`.
        cholestatic_bilirubin_mg_dl: In place of `bilirubin_mg_dl`.
    """

    bilirubin_umol_l: Band = (Decimal(34), Decimal(51))
    bilirubin_mg_dl: Band = (Decimal("2.0"), Decimal("3.0"))
    albumin_g_l: Band = (Decimal(28), Decimal(35))
    inr: Band = (Decimal("1.7"), Decimal("2.3"))
    pt_over_control_s: Band = (Decimal(4), Decimal(6))
    is_cholestatic: bool = False
    cholestatic_bilirubin_umol_l: Band = (Decimal(68), Decimal(170))
    cholestatic_bilirubin_mg_dl: Band = (Decimal(4), Decimal(10))

    def bilirubin_band(self, unit: str) -> Band:
        """Return the band printed for `unit`."""
        if unit == "mg/dL":
            return self.cholestatic_bilirubin_mg_dl if self.is_cholestatic else self.bilirubin_mg_dl
        return self.cholestatic_bilirubin_umol_l if self.is_cholestatic else self.bilirubin_umol_l


_MOST_CLASS_A, _MOST_CLASS_B = 6, 9


def class_of(points: int) -> ChildPughClass:
    """Return the class: A 5-6, B 7-9, C 10-15."""
    if points <= _MOST_CLASS_A:
        return ChildPughClass.A
    return ChildPughClass.B if points <= _MOST_CLASS_B else ChildPughClass.C


def points_rising(number: Decimal, band: Band) -> int:
    """Return the points of a test that is worse when high."""
    if number < band[0]:
        return 1
    return 2 if number <= band[1] else 3


def points_falling(number: Decimal, band: Band) -> int:
    """Return the points of a test that is worse when low."""
    if number > band[1]:
        return 1
    return 2 if number >= band[0] else 3
