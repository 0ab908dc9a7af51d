"""The numeric keys of an item: units, plausible ranges, allowed values, reference ranges."""

from decimal import Decimal
from typing import TypeAlias

from .model import AlternativeUnit, Range, ReferenceRange
from .section import Section, decimal_or_none

Limits: TypeAlias = tuple[Decimal | None, Decimal | None]

_SEXES = ("M", "F")


def read_units(section: Section, *, allowed: bool) -> tuple[str, tuple[AlternativeUnit, ...]]:
    """Return the standard unit, empty for none, and the others with their exact factors."""
    inner = section.section("unit")
    if inner is None:
        return "", ()
    if not allowed:
        section.fault("only a number has a unit", "unit")
    standard = inner.text("std", required=True)
    alternatives: list[AlternativeUnit] = []
    for part in inner.sections("alternatives"):
        unit = part.text("unit", required=True)
        factor = part.number("factor", required=True)
        part.close()
        if factor is not None and factor <= 0:
            part.fault(f"the factor of '{unit}' must be above 0", "factor")
        if unit == standard or unit in [known.unit for known in alternatives]:
            part.fault(f"the unit '{unit}' is given twice", "unit")
        alternatives.append(AlternativeUnit(unit, factor or Decimal(1)))
    inner.close()
    return standard, tuple(alternatives)


def read_range(section: Section, *, allowed: bool) -> Range:
    """Return the soft and hard limits; soft must lie inside hard."""
    inner = section.section("range")
    if inner is None:
        return Range()
    if not allowed:
        section.fault("only a number has a range", "range")
    soft, hard = _limits(inner, "soft"), _limits(inner, "hard")
    exceptions = inner.numbers("except")
    inner.close()
    if soft is None and hard is None:
        inner.fault("a range needs 'soft' or 'hard' limits")
    if soft and hard and not _is_inside(soft, hard):
        inner.fault("the soft range reaches outside the hard range", "soft")
    return Range(soft, hard, exceptions)


def _limits(section: Section, key: str) -> Limits | None:
    node = section.node(key)
    if node is None:
        return None
    texts = [element.text for element in node.elements]
    numbers = [decimal_or_none(text or "") for text in texts]
    open_end = [text in ("", "null", "~") for text in texts]
    if len(texts) != 2 or any(n is None and not o for n, o in zip(numbers, open_end, strict=True)):  # noqa: PLR2004
        section.fault(f"'{key}' must be two decimal numbers, [low, high]", key)
        return None
    low, high = numbers
    if low is not None and high is not None and low > high:
        section.fault(f"'{key}': {low} is above {high}", key)
    return low, high


def _is_inside(soft: Limits, hard: Limits) -> bool:
    low_fits = hard[0] is None or (soft[0] is not None and soft[0] >= hard[0])
    high_fits = hard[1] is None or (soft[1] is not None and soft[1] <= hard[1])
    return low_fits and high_fits


def read_allowed(section: Section, *, allowed: bool) -> tuple[Decimal, ...]:
    """Return the only values that raise no query, none for any."""
    if section.has("allowed") and not allowed:
        section.fault("only a typed number has 'allowed' values", "allowed")
    return section.numbers("allowed")


def read_reference_ranges(section: Section) -> tuple[ReferenceRange, ...]:
    """Return the normal limits, one for both sexes or one for each."""
    inner = section.section("default_ref_range")
    if inner is None:
        return ()
    by_sex = any(inner.has(sex) for sex in _SEXES)
    parts = [(inner.section(sex, required=True), sex) for sex in _SEXES] if by_sex else []
    found = [_reference(part, sex) for part, sex in parts if part is not None]
    if not by_sex:
        found = [_reference(inner, "")]
    inner.close()
    return tuple(found)


def _reference(section: Section, sex: str) -> ReferenceRange:
    low, high = section.number("low"), section.number("high")
    if low is None and high is None:
        section.fault("a reference range needs 'low' or 'high'")
    if low is not None and high is not None and low > high:
        section.fault(f"the lower limit {low} is above the upper limit {high}", "low")
    if sex:
        section.close()
    return ReferenceRange(low, high, sex)
