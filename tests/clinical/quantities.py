"""Short ways to write what the clinical tests put in and take out."""

from decimal import Decimal
from typing import TypeVar

from hcc_crf.values import NotDerivable, PartialDate, Qualifier, Quantity

Found = TypeVar("Found")


def q(text: str, unit: str = "") -> Quantity:
    """Return a quantity as typed: `q("<5", "umol/L")`."""
    qualifier = Qualifier(text[0]) if text[0] in "<>" else Qualifier.EXACT
    return Quantity(Decimal(text.lstrip("<>")), unit, qualifier)


def d(text: str) -> Decimal:
    """Return a decimal."""
    return Decimal(text)


def day(iso: str) -> PartialDate:
    """Return a date, possibly partial."""
    return PartialDate(iso)


def known(found: Found | NotDerivable) -> Found:
    """Return a derived value that must be there."""
    assert not isinstance(found, NotDerivable), found
    return found


def missing(found: object) -> tuple[str, ...]:
    """Return what a value that must not be there lacks."""
    assert isinstance(found, NotDerivable), found
    assert found.why.en.endswith(".")
    assert found.why.zh.endswith("。")
    return found.missing
