"""A collected value: as typed, in canonical form, with its unit, or missing with a reason."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from .text import Bilingual

NOT_DETECTED = "NOT DETECTED"
LIST_SEPARATOR = ";"
"""Between the codes of a multichoice in `Value.canonical`; no code contains it."""


class MissingReason(StrEnum):
    """Why there is no value (CDISC null flavours as sites write them)."""

    ND = "ND"
    NA = "NA"
    UNK = "UNK"
    NASK = "NASK"
    REF = "REF"


MISSING_LABELS = {
    MissingReason.ND: Bilingual("Not done", "未做"),
    MissingReason.NA: Bilingual("Not applicable", "不适用"),
    MissingReason.UNK: Bilingual("Unknown", "未知"),
    MissingReason.NASK: Bilingual("Not asked", "未询问"),
    MissingReason.REF: Bilingual("Refused", "拒绝"),
}


class Qualifier(StrEnum):
    """What a laboratory writes before a number it could not count out."""

    EXACT = "="
    BELOW = "<"
    ABOVE = ">"


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number in the unit it was entered in.

    Attributes:
        number: From the typed text, never through a float.
        unit: As entered; empty for a pure number.
        qualifier: `<` and `>` stay with the number.
    """

    number: Decimal
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def is_exact(self) -> bool:
        """True when the number is the value, false when it only bounds it."""
        return self.qualifier is Qualifier.EXACT

    def __str__(self) -> str:
        """`38.2 umol/L`, `<0.2 mg/dL`."""
        sign = "" if self.is_exact else str(self.qualifier)
        return f"{sign}{self.number} {self.unit}".rstrip()


class Value(msgspec.Struct, frozen=True, gc=False):
    """What one item holds.

    Attributes:
        text: As typed.
        canonical: Number with `.` and its `<` or `>`, ISO date, code, codes joined by
            `LIST_SEPARATOR`, or text in NFC; empty when missing or cleared.
        unit: As entered; empty for an item without units.
        missing: The reason, when there is no value because there is none to have.
    """

    text: str
    canonical: str
    unit: str = ""
    missing: MissingReason | None = None

    @property
    def is_blank(self) -> bool:
        """True when neither a value nor a missing reason is there."""
        return not self.canonical and self.missing is None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of a multichoice."""
        return tuple(self.canonical.split(LIST_SEPARATOR)) if self.canonical else ()

    @property
    def quantity(self) -> Quantity:
        """The number of a numeric item. `NOT DETECTED` counts as 0."""
        if self.canonical == NOT_DETECTED:
            return Quantity(Decimal(0), self.unit)
        qualifier = Qualifier(self.canonical[0]) if self.canonical[0] in "<>" else Qualifier.EXACT
        return Quantity(Decimal(self.canonical.lstrip("<>")), self.unit, qualifier)

    def says_the_same_as(self, other: "Value") -> bool:
        """True when both mean the same, however they were typed (`68` and `68.0` differ)."""
        return (self.canonical, self.unit, self.missing) == (
            other.canonical,
            other.unit,
            other.missing,
        )


BLANK = Value("", "")


class NotDerivable(msgspec.Struct, frozen=True, gc=False):
    """Why a derived value has no value.

    Attributes:
        missing: The inputs that lack, by the name the caller knows them by.
        why: One line a nurse understands.
    """

    missing: tuple[str, ...]
    why: Bilingual
