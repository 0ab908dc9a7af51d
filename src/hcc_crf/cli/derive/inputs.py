"""The inputs of a derivation: how each is read from a line, and what is refused.

Numbers stay exact: a JSON number has become a `Decimal` before it comes here, a string is read by
`_NUMBER`. Absent, null and an empty string are missing. Nothing is rounded or converted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from hcc_crf.clinical.units import Analyte, unit_of
from hcc_crf.values import PartialDate, Qualifier, Quantity

_NUMBER = re.compile(r"\s*([<>]?)\s*(\+?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?)\s*")
_NEGATIVE = re.compile(r"\s*[<>]?\s*-\s*[0-9.]+([eE][+-]?[0-9]+)?\s*")
_MOST_DIGITS = 24
_ABSURD = Decimal(10) ** 12
"""No quantity of this study comes near (HBV DNA reaches 10^10); beyond it is a slip of the key."""


class UnreadableCaseError(Exception):
    """A line, or one input of it, cannot be read; the line is answered with this as `error`."""

    def __init__(self, name: str, problem: str) -> None:
        """Say which input and what is wrong with it."""
        super().__init__(f"{name}: {problem}" if name else problem)


@dataclass(slots=True)
class Case:
    """One decoded line, or a nested object of it.

    Attributes:
        fields: Decoded JSON by name.
        place: Prefix of names in messages, such as `visits[1].`; empty at the top.
        bounded: Inputs that were given only as `<` or `>` where a number is needed; filled while
            reading, and explained in the answer.
    """

    fields: Mapping[str, object]
    place: str = ""
    bounded: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Input:
    """One named input. `about` is a word for `derive --list` where the name does not say enough."""

    name: str
    about: str = field(default="", kw_only=True)


def _is_absent(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _problem_of(number: Decimal) -> str:
    """Say what no quantity can be; empty when it can."""
    if not number.is_finite():
        return "is not a number"
    if number < 0:
        return "is negative"
    is_tiny = number and number.adjusted() < -_MOST_DIGITS // 2
    is_absurd = is_tiny or number > _ABSURD or len(number.as_tuple().digits) > _MOST_DIGITS
    return "is an absurd number" if is_absurd else ""


@lru_cache(maxsize=8192)
def quantity_of(text: str, unit: str) -> Quantity | str:
    """Return the quantity, or what is wrong with the text. Most texts of a file recur."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return "is negative" if _NEGATIVE.fullmatch(text) else "is not a number"
    number = Decimal(match[2])
    qualifier = Qualifier(match[1]) if match[1] else Qualifier.EXACT
    return _problem_of(number) or Quantity(number, unit, qualifier)


def _read_number(value: object, unit: str, name: str) -> Quantity:
    """Return the quantity; refuse what is no number, negative or absurd."""
    if isinstance(value, str):
        read = quantity_of(value, unit)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        read = _problem_of(Decimal(value)) or Quantity(Decimal(value), unit)
    else:
        raise UnreadableCaseError(name, "must be a number or a string with a number")
    if isinstance(read, str):
        raise UnreadableCaseError(name, f"{value} {read}")
    return read


@dataclass(frozen=True, slots=True)
class NumberInput(Input):
    """A pure number, or one whose unit is in its name.

    Attributes:
        is_whole: Refuse decimals.
        at_most: Refuse more than this.
    """

    is_whole: bool = False
    at_most: Decimal | None = None

    def read(self, case: Case) -> Decimal | None:
        """Return the exact number; `None` also when only a bound (`<5`) was given."""
        quantity = self.read_quantity(case)
        if quantity is None or quantity.is_exact:
            return None if quantity is None else quantity.number
        case.bounded[case.place + self.name] = str(quantity)
        return None

    def read_quantity(self, case: Case) -> Quantity | None:
        """Return the number with its `<` or `>`, for a rule that can do with a bound."""
        value = case.fields.get(self.name)
        if _is_absent(value):
            return None
        name = case.place + self.name
        quantity = _read_number(value, "", name)
        number = quantity.number
        if self.is_whole and number != number.to_integral_value():
            raise UnreadableCaseError(name, f"{number} is not a whole number")
        if self.at_most is not None and number > self.at_most:
            raise UnreadableCaseError(name, f"{number} is more than {self.at_most}")
        return quantity


@dataclass(frozen=True, slots=True)
class QuantityInput(Input):
    """A number with a unit: `"38.2"` in the first unit, or `{"value": "38.2", "unit": "mg/dL"}`.

    Attributes:
        units: Accepted units, the first is meant when none is given; empty for a pure number.
        analyte: Gives the other spellings of these units.
    """

    units: Sequence[str] = ()
    analyte: Analyte | None = None

    def read(self, case: Case) -> Quantity | None:
        """Return number, unit and qualifier as given."""
        value = case.fields.get(self.name)
        unit = self.units[0] if self.units else ""
        if isinstance(value, str):
            read = quantity_of(value, unit)
            if isinstance(read, Quantity):
                return read
        elif isinstance(value, dict):
            unit = self.read_unit(value.get("unit"), case) or unit
            value = value.get("value")
        if _is_absent(value):
            return None
        return _read_number(value, unit, case.place + self.name)

    def read_unit(self, text: object, case: Case) -> str:
        """Return the unit as this program writes it; empty when none is given."""
        if text in self.units:
            return str(text)
        if _is_absent(text):
            return ""
        unit = unit_of(self.analyte, text) if self.analyte and isinstance(text, str) else None
        if unit is None or unit not in self.units:
            known = ", ".join(self.units) or "none"
            problem = f"unknown unit {text!r} (known: {known})"
            raise UnreadableCaseError(case.place + self.name, problem)
        return unit


Code = TypeVar("Code", bound=str)


@dataclass(frozen=True, slots=True)
class ChoiceInput(Input, Generic[Code]):
    """One code of a closed list; capital letters do not matter, a JSON number stands for itself."""

    choices: Sequence[Code] = ()

    def read(self, case: Case) -> Code | None:
        """Return the member of the list."""
        value = case.fields.get(self.name)
        if _is_absent(value):
            return None
        if isinstance(value, (int, str)) and not isinstance(value, bool):
            text = str(value).strip()
            for choice in self.choices:
                if choice == text:
                    return choice
            folded = text.upper()
            for choice in self.choices:
                if choice.upper() == folded:
                    return choice
        known = ", ".join(self.choices)
        raise UnreadableCaseError(
            case.place + self.name, f"unknown code {value!r} (known: {known})"
        )


@dataclass(frozen=True, slots=True)
class YesNoInput(Input):
    """`Y` or `N`; also JSON true and false."""

    def read(self, case: Case) -> bool | None:
        """Return true for `Y`, false for `N`."""
        value = case.fields.get(self.name)
        if isinstance(value, bool) or _is_absent(value):
            return value if isinstance(value, bool) else None
        code = value.strip().upper() if isinstance(value, str) else ""
        if code not in ("Y", "N"):
            raise UnreadableCaseError(
                case.place + self.name, f"unknown code {value!r} (known: Y, N)"
            )
        return code == "Y"


@lru_cache(maxsize=8192)
def date_of(text: str) -> PartialDate:
    """Return the date. Most dates of a file recur."""
    return PartialDate(text)


@dataclass(frozen=True, slots=True)
class DateInput(Input):
    """A calendar date, `YYYY-MM-DD`; a year or a year and month is read too and stays partial."""

    def read(self, case: Case) -> PartialDate | None:
        """Return the date as known."""
        value = case.fields.get(self.name)
        if _is_absent(value):
            return None
        try:
            return date_of(str(value).strip())
        except ValueError:
            problem = f"{value!r} is not a date (YYYY-MM-DD)"
            raise UnreadableCaseError(case.place + self.name, problem) from None


@dataclass(frozen=True, slots=True)
class TextInput(Input):
    """Free text: a name, a visit code."""

    def read(self, case: Case) -> str | None:
        """Return the text without surrounding spaces; a number is its digits."""
        value = case.fields.get(self.name)
        if _is_absent(value):
            return None
        if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
            return str(value).strip()
        raise UnreadableCaseError(case.place + self.name, "must be a text")


@dataclass(frozen=True, slots=True)
class NestedInput(Input):
    """An object, a list of objects, or a mapping of names to objects or codes.

    Attributes:
        members: The inputs of each object, for `derive --list`.
    """

    members: Sequence[Input] = ()

    def read_list(self, case: Case) -> tuple[Case, ...]:
        """Return each object of a list as a case; empty when absent."""
        value = case.fields.get(self.name)
        if value is None:
            return ()
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise UnreadableCaseError(case.place + self.name, "must be a list")
        return tuple(
            self._nested(member, f"{case.place}{self.name}[{number}]", case)
            for number, member in enumerate(value, start=1)
        )

    def read_mapping(self, case: Case) -> Mapping[str, Case]:
        """Return each named object of a mapping as a case; empty when absent."""
        value = case.fields.get(self.name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise UnreadableCaseError(case.place + self.name, "must be an object")
        return {
            str(key): self._nested(member, f"{case.place}{self.name}.{key}", case)
            for key, member in value.items()
        }

    def read_codes(self, case: Case) -> Case:
        """Return a mapping of names to plain values as one case, to be read by name."""
        value = case.fields.get(self.name)
        return self._nested({} if value is None else value, f"{case.place}{self.name}", case)

    @staticmethod
    def _nested(member: object, place: str, case: Case) -> Case:
        if not isinstance(member, Mapping):
            raise UnreadableCaseError(place, "must be an object")
        return Case(member, f"{place}.", case.bounded)
