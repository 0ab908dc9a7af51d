"""A collected value as expressions see it."""

from decimal import Decimal

from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import PartialDate, Value

from .runtime import MISSING, Measured, Runtime

_DATES = frozenset({ItemType.DATE, ItemType.PARTIAL_DATE})


def typed(value: Value, item: ItemDef) -> Runtime:
    """Return a collected value as expressions see it."""
    if item.type in _DATES:
        return PartialDate(value.canonical)
    if item.type is ItemType.MULTICHOICE:
        return value.codes
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        quantity = value.quantity
        unit = value.unit or item.unit
        factor = item.factor(unit) if item.unit else Decimal(1)
        return Measured(quantity, quantity.number * factor)
    return value.canonical or MISSING
