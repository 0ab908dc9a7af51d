"""What every room speaks of: paths, values, partial dates, missing reasons, bilingual texts."""

from .dates import PartialDate
from .paths import FormPath, ItemPath, Slot, SubjectKey, VisitCode
from .text import Bilingual, Language
from .value import (
    BLANK,
    LIST_SEPARATOR,
    MISSING_LABELS,
    NOT_DETECTED,
    MissingReason,
    NotDerivable,
    Qualifier,
    Quantity,
    Value,
)

__all__ = [
    "BLANK",
    "LIST_SEPARATOR",
    "MISSING_LABELS",
    "NOT_DETECTED",
    "Bilingual",
    "FormPath",
    "ItemPath",
    "Language",
    "MissingReason",
    "NotDerivable",
    "PartialDate",
    "Qualifier",
    "Quantity",
    "Slot",
    "SubjectKey",
    "Value",
    "VisitCode",
]
