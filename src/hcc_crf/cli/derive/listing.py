"""`derive --list`: what each derivation takes and gives, as JSON."""

from collections.abc import Sequence

import msgspec

from .inputs import (
    ChoiceInput,
    DateInput,
    Input,
    NestedInput,
    NumberInput,
    QuantityInput,
    YesNoInput,
)
from .protocol import Derivation

_KINDS = (
    (QuantityInput, "quantity"),
    (NumberInput, "number"),
    (ChoiceInput, "choice"),
    (YesNoInput, "choice"),
    (DateInput, "date"),
    (NestedInput, "nested"),
)


def describe(derivations: Sequence[Derivation]) -> bytes:
    """Return the list as JSON, indented for people."""
    return msgspec.json.format(
        msgspec.json.encode(
            [
                {
                    "name": derivation.name,
                    "summary": derivation.summary,
                    "rule": derivation.rule,
                    "inputs": [_input(each) for each in derivation.inputs],
                    "outputs": derivation.outputs,
                }
                for derivation in derivations
            ]
        )
    )


def _input(each: Input) -> dict[str, object]:
    kind = next((word for of, word in _KINDS if isinstance(each, of)), "text")
    described: dict[str, object] = {"name": each.name, "kind": kind}
    if isinstance(each, QuantityInput) and any(each.units):
        described["units"] = [unit for unit in each.units if unit]
    if isinstance(each, ChoiceInput):
        described["choices"] = each.choices
    if isinstance(each, YesNoInput):
        described["choices"] = ("Y", "N")
    if isinstance(each, NestedInput) and each.members:
        described["members"] = [_input(member) for member in each.members]
    if each.about:
        described["about"] = each.about
    return described
