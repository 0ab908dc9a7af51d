"""The planter of faults plants what it says, one at a time, and leaves words and types alone."""

import ast

import pytest

from tests.mutation.mutants import find_mutants, plant


def planted(source: str) -> list[str]:
    """Return the source with each fault, one after the other."""
    return [ast.unparse(plant(source, mutant)) for mutant in find_mutants(source)]


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a >= b", ["a > b", "a < b"]),
        ("a == b", ["a != b"]),
        ("a is None", ["a is not None"]),
        ("a in b", ["a not in b"]),
        ("a < b <= c", ["a <= b <= c", "a < b < c", "a >= b <= c", "a < b > c"]),
        ("a + b", ["a - b"]),
        ("a * b", ["a / b"]),
        ("a // b", ["a * b"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("-a", ["a"]),
        ("True", ["False"]),
        ("Decimal('1.5')", ["Decimal('1.6')"]),
        ("Decimal('9')", ["Decimal('8')"]),
        ("x = 4", ["x = 5"]),
        ("a if b else c", ["a if not b else c"]),
        ("for a in b:\n    break", ["for a in b:\n    continue"]),
        ("for a in b:\n    continue", ["for a in b:\n    break"]),
    ],
)
def test_a_fault_is_planted(source: str, faulty: list[str]) -> None:
    assert planted(source) == faulty


@pytest.mark.parametrize(
    "source",
    [
        '"a word"',
        'f"{a} of 5"',
        "a: Literal[5] = b",
        "def f(a: int | None) -> Literal[5]:\n    pass",
        "@lru_cache(5)\ndef f():\n    pass",
        "zip(a, b, strict=True)",
        "class A(B, frozen=True):\n    pass",
    ],
)
def test_words_types_and_decorators_stay(source: str) -> None:
    assert planted(source) == []


def test_a_condition_is_turned_round_once() -> None:
    assert planted("if a:\n    b()") == ["if not a:\n    b()"]
    assert planted("if a < b:\n    c()") == ["if a <= b:\n    c()", "if a >= b:\n    c()"]


def test_a_fault_says_its_line_and_what_changed() -> None:
    (mutant,) = find_mutants("a = 1\nb = c + d")[-1:]
    assert (mutant.line, mutant.change) == (2, "c + d → c - d")
