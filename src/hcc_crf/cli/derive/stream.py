"""Answer JSON Lines with JSON Lines, one by one and in order.

A line that cannot be read is answered with `{"error": …}` and changes nothing for the others.
Numbers of the input never pass through a float.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from .inputs import Case, UnreadableCaseError
from .protocol import Answer, Derivation

_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder()


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
            fields = _DECODER.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, ArithmeticError, RecursionError) as error:
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
