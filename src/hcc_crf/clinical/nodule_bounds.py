"""Stages from numbers known only as `<x` or `>x`: given where every number they can be agrees."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from hcc_crf.values import NotDerivable, Qualifier, Quantity

from .figures import BEYOND_MEASURE, as_quantity, bounds, plain
from .missing import bounded


class _Staged(Protocol):
    @property
    def stage(self) -> StrEnum:
        """Where the subject stands, earliest first."""


Stage = TypeVar("Stage", bound=_Staged)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many nodules, and how large the largest.

    Attributes:
        nodules: A whole number.
        largest_mm: `None` where the number of nodules alone decides.
    """

    nodules: Quantity
    largest_mm: Quantity | None

    @property
    def is_exact(self) -> bool:
        """True when neither is only a bound."""
        return self.nodules.is_exact and (self.largest_mm is None or self.largest_mm.is_exact)

    @property
    def shown(self) -> tuple[str, str]:
        """Number and size as given; the size is empty when it is not needed."""
        return _shown(self.nodules), "" if self.largest_mm is None else _shown(self.largest_mm)


def extent_of(nodules: int | Quantity, largest_mm: Decimal | Quantity | None) -> Extent:
    """Return the extent; bare numbers are exact."""
    count = nodules if isinstance(nodules, Quantity) else Quantity(Decimal(nodules))
    return Extent(count, as_quantity(largest_mm))


def needs_size(nodules: int | Quantity | None, *, few: int) -> bool:
    """Return whether a stage can depend on the size: with none, or more than `few`, it cannot."""
    if nodules is None:
        return True
    fewest, most = whole_bounds(extent_of(nodules, None).nodules)
    return fewest <= few and most > 0


def whole_bounds(count: Quantity) -> tuple[int, int]:
    """Return the lowest and highest whole number a count can be: `>3` is from 4, `<3` to 2."""
    if count.qualifier is Qualifier.BELOW:
        return 0, max(0, int(count.number.to_integral_value(ROUND_CEILING)) - 1)
    if count.qualifier is Qualifier.ABOVE:
        return int(count.number.to_integral_value(ROUND_FLOOR)) + 1, int(BEYOND_MEASURE)
    return int(count.number), int(count.number)


def stage_within(
    extent: Extent, stage_of: Callable[[int, Decimal], Stage | NotDerivable]
) -> Stage | NotDerivable:
    """Return the stage all numbers within the bounds have, else refuse for what leaves it open.

    `stage_of` must never fall as nodules grow in number or size, so that the ends decide.
    """
    fewest, most = whole_bounds(extent.nodules)
    smallest, largest = (
        (Decimal(0),) * 2 if extent.largest_mm is None else bounds(extent.largest_mm)
    )
    low, high = stage_of(fewest, smallest), stage_of(most, largest)
    if extent.is_exact or isinstance(high, NotDerivable):
        return high
    if not isinstance(low, NotDerivable) and low.stage == high.stage:
        return high
    if extent.largest_mm is not None and not extent.largest_mm.is_exact:
        return bounded("largest_mm", extent.largest_mm)
    return bounded("nodules", extent.nodules)


def _shown(quantity: Quantity) -> str:
    number = plain(quantity.number)
    return number if quantity.is_exact else f"{quantity.qualifier}{number}"
