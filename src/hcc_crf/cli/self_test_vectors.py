"""The built-in vectors of the derivations: cases with answers read from their source."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import msgspec

from hcc_crf.resources import resource_path

from .derive.catalogue import BY_NAME
from .derive.stream import Dialogue


class Vector(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One case.

    Attributes:
        derivation: Name of the derivation, as `derive` takes it.
        about: What is tried, such as `bilirubin at 34`.
        given: The inputs.
        expected: Fields of the answer that must be so; others are not looked at.
        source: Where the expected values were read.
        shown: Numbers that the source prints rounded: the answer, rounded half up to as many
            decimals, must be so.
    """

    derivation: str
    about: str
    given: dict[str, object]
    expected: dict[str, object]
    source: str
    shown: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Checked:
    """A vector with what the program answered to it."""

    vector: Vector
    answer: dict[str, object]

    @property
    def agrees(self) -> bool:
        """True when every expected field is answered so."""
        return _holds(self.vector.expected, self.answer) and all(
            _rounds_to(self.answer.get(name), shown) for name, shown in self.vector.shown.items()
        )


def _holds(expected: object, answer: object) -> bool:
    """An object holds every field expected of it; a list has as many parts, each held."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return all(key in answer and _holds(value, answer[key]) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(answer, list):
        return len(expected) == len(answer) and all(map(_holds, expected, answer))
    return expected == answer


def _rounds_to(answer: object, shown: str) -> bool:
    """True when the answer is the number shown, rounded half up to its decimals."""
    if not isinstance(answer, str):
        return False
    try:
        return Decimal(answer).quantize(Decimal(shown), ROUND_HALF_UP) == Decimal(shown)
    except InvalidOperation:
        return False


def vectors() -> tuple[Vector, ...]:
    """Return the built-in vectors."""
    text = resource_path("vectors", "derivations.jsonl").read_bytes()
    return tuple(msgspec.json.decode(line, type=Vector) for line in text.splitlines() if line)


def check_vector(vector: Vector) -> Checked:
    """Return a vector with the program's answer."""
    answer = Dialogue(BY_NAME[vector.derivation]).answer_line(msgspec.json.encode(vector.given))
    return Checked(vector, msgspec.json.decode(answer))


def check_vectors() -> Iterator[Checked]:
    """Yield every vector with the program's answer."""
    return map(check_vector, vectors())


def failing_vectors() -> tuple[str, ...]:
    """Return a line for each vector that is answered otherwise."""
    return tuple(
        f"{found.vector.derivation} ({found.vector.about}): "
        f"{found.vector.expected | found.vector.shown} expected"
        for found in check_vectors()
        if not found.agrees
    )
