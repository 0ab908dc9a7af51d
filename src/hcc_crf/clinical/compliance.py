"""Compliance by tablet count: 100 x (dispensed - returned) / expected."""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import impossible, lacking

RULE = "compliance/1"


@dataclass(frozen=True, slots=True)
class Compliance:
    """Per cent, unrounded; may exceed 100."""

    percent: Decimal
    why: Bilingual


def compute_compliance(
    *, dispensed: Decimal | None, returned: Decimal | None, expected: Decimal | None
) -> Compliance | NotDerivable:
    """Return the share of the expected units that were taken; expected must be above 0."""
    if dispensed is None or returned is None or expected is None:
        inputs = (("dispensed", dispensed), ("returned", returned), ("expected", expected))
        return lacking([name for name, number in inputs if number is None])
    if expected <= 0:
        return impossible("expected", "must be above 0", "须大于0")
    percent = 100 * (dispensed - returned) / expected
    shown = rounded_half_up(percent, 1)
    sum_ = f"({plain(dispensed)} - {plain(returned)}) / {plain(expected)}"
    return Compliance(
        percent, Bilingual(f"Compliance {shown} %: {sum_}.", f"依从性 {shown} %：{sum_}。")
    )
