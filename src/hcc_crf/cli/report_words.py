"""Inputs and answers of a derivation on one line, for a person: `bilirubin 1.99 mg/dL, inr 1.1`."""

from collections.abc import Iterator, Mapping, Sequence

_QUANTITY = {"value", "unit"}
_FINDING = {"state", "mm"}


def one_line(fields: Mapping[str, object]) -> str:
    """Return a case or an answer; an empty one is said to be empty."""
    return "; ".join(_named(name, value) for name, value in fields.items()) or "nothing given"


def _named(name: str, value: object) -> str:
    return f"{name} {_value(value)}"


def _value(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return _object(value)
        case str():
            return value or "empty"
        case Sequence():
            return _list(value)
    return str(value)


def _list(values: Sequence[object]) -> str:
    """Write plain values one after the other, and objects in brackets."""
    if not values:
        return "none"
    return ", ".join(f"[{_value(v)}]" if isinstance(v, Mapping) else _value(v) for v in values)


def _object(fields: Mapping[str, object]) -> str:
    """Write a quantity as `1.99 mg/dL`, a measured lesion as `70 mm`, others name by name."""
    if set(fields) == _QUANTITY:
        return f"{fields['value']} {fields['unit']}"
    if "state" in fields and set(fields) <= _FINDING:
        return " ".join(_finding(fields))
    return ", ".join(_named(name, value) for name, value in fields.items()) or "any"


def _finding(fields: Mapping[str, object]) -> Iterator[str]:
    state = str(fields["state"])
    if state != "MEASURED":
        yield state.lower()
    if "mm" in fields:
        yield f"{fields['mm']} mm"
