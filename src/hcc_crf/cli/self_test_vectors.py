"""The built-in vectors of the derivations: cases with answers read from their source."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from hcc_crf.resources import resource_path

from .derive.catalogue import BY_NAME
from .derive.stream import Dialogue


class Vector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case.

    Attributes:
        derivation: Name of the derivation, as `derive` takes it.
        given: The inputs.
        expected: Fields of the answer that must be so; others are not looked at.
        source: Where the expected values were read.
    """

    derivation: str
    given: dict[str, object]
    expected: dict[str, object]
    source: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A vector with what the program answered to it."""

    vector: Vector
    answer: dict[str, object]

    @property
    def agrees(self) -> bool:
        """True when every expected field is answered so."""
        return _holds(self.vector.expected, self.answer)


def _holds(expected: object, answer: object) -> bool:
    """An object holds every field expected of it; a list has as many parts, each held."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return all(_holds(value, answer.get(key)) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(answer, list):
        return len(expected) == len(answer) and all(map(_holds, expected, answer))
    return expected == answer


def vectors() -> tuple[Vector, ...]:
    """Return the built-in vectors."""
    text = resource_path("vectors", "derivations.jsonl").read_bytes()
    return tuple(msgspec.json.decode(line, type=Vector) for line in text.splitlines() if line)


def check_vectors() -> Iterator[Checked]:
    """Yield every vector with the program's answer."""
    for vector in vectors():
        dialogue = Dialogue(BY_NAME[vector.derivation])
        answer = dialogue.answer_line(msgspec.json.encode(vector.given))
        yield Checked(vector, msgspec.json.decode(answer))


def failing_vectors() -> tuple[str, ...]:
    """Return a line for each vector that is answered otherwise."""
    return tuple(
        f"{found.vector.derivation} {found.vector.given}: {found.vector.expected} expected"
        for found in check_vectors()
        if not found.agrees
    )
