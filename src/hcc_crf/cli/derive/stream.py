"""Answer JSON Lines with JSON Lines, one by one and in order.

A line that cannot be read is answered with `{"error": …}` and changes nothing for the others.
Numbers of the input never pass through a float.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from .inputs import Case, UnreadableCaseError
from .protocol import Answer, Derivation

_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder()
_NOT_A_NUMBER = re.compile(rb"\b(NaN|Infinity)\b")


@dataclass(slots=True)
class Dialogue:
    """One run of one derivation over any number of lines.

    Attributes:
        derivation: What is asked of every line.
        errors: Lines so far that could not be read.
    """

    derivation: Derivation
    errors: int = 0

    def answer_lines(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the answer to each line that is not blank."""
        for line in lines:
            if not line.isspace() and line:
                yield self.answer_line(line)

    def answer_line(self, line: bytes) -> bytes:
        """Return the answer to one line, without a line end."""
        try:
            fields = _decoded(line)
        except (ValueError, ArithmeticError, RecursionError) as error:
            return self._refusal(f"not a JSON object: {error}", {})
        if not isinstance(fields, Mapping):
            return self._refusal("not a JSON object", {})
        case = Case(fields)
        try:
            answer = self.derivation.answer(case)
        except UnreadableCaseError as error:
            return self._refusal(str(error), fields)
        return _ENCODER.encode(_written(answer, case, self.derivation.rule))

    def _refusal(self, problem: str, fields: Mapping[str, object]) -> bytes:
        self.errors += 1
        echo = {"case_id": fields["case_id"]} if "case_id" in fields else {}
        return _ENCODER.encode({**echo, "error": problem})


def _decoded(line: bytes) -> object:
    """Return the value of a line.

    What is no JSON only because of a bare NaN or Infinity is read once more, so that the error can
    name the input and echo the case.

    Raises:
        ValueError: No JSON (also of `msgspec`, whose faults are `ValueError`).
        RecursionError: Nested too deeply.
    """
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError:
        if _NOT_A_NUMBER.search(line):
            return json.loads(line, parse_float=Decimal, parse_constant=Decimal)
        raise


def _written(answer: Answer, case: Case, rule: str) -> Mapping[str, object]:
    """Return the object to be printed: echo, results, what lacks, why, rule."""
    written: dict[str, object] = {}
    if "case_id" in case.fields:
        written["case_id"] = case.fields["case_id"]
    written.update(answer.results)
    if answer.missing:
        written["missing"] = answer.missing
    why = answer.why
    for name, bound in case.bounded.items():
        if name in answer.missing:
            why += f" {name} is only known as {bound}."
    written["why"] = why
    written["rule"] = rule
    return written
