"""What an adapter receives and returns: a case, a derivation, an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from hcc_crf.values import NotDerivable

from .inputs import Case, Input

Json = str | bool | None | Mapping[str, "Json"] | Sequence["Json"]
"""What an answer may hold. Numbers are strings."""


def plain(number: Decimal | int) -> str:
    """Write a number in full, without exponent and as exact as it is: `0.0000001`, `12`."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


class Answer(NamedTuple):
    """One line of output, before `case_id`, `why` and `rule` are added.

    Attributes:
        results: The outputs of the contract by name, in order.
        why: One line a nurse understands.
        missing: The inputs that lack, by their names in the contract.
    """

    results: Mapping[str, Json]
    why: str
    missing: Sequence[str] = ()

    @classmethod
    def of(cls, refusal: NotDerivable, outputs: Sequence[str]) -> "Answer":
        """Every output null, with the reason."""
        return cls(dict.fromkeys(outputs), refusal.why.en, refusal.missing)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One name of `hcc-crf derive`.

    Attributes:
        name: As on the command line.
        rule: Rule and version that decide, such as `child-pugh/1`.
        inputs: In the order of the contract; listed by `derive --list`.
        outputs: Names of the results.
        answer: Reads a case and answers it.
        summary: One line for `derive --list`.
    """

    name: str
    rule: str
    inputs: Sequence[Input]
    outputs: Sequence[str]
    answer: Callable[[Case], Answer]
    summary: str = field(default="")
