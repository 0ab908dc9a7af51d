"""What a finding rests on, written out: other values, or another answer, are another finding.

For a range, the value. For an edit check, everything that any part of its condition reads, whether
the condition stopped before it or not: values, what functions answered, and what made a function
say yes. The date of the workstation is left out, or every finding would be new each day.
"""

from hcc_crf.study.model import CheckDef
from hcc_crf.values import Value

from .scope import Book, Place, Scope

_TODAY = "today: "


def basis_of_value(value: Value) -> str:
    """Return a value with its unit, or why it is missing."""
    return f"{value.canonical} {value.unit} {value.missing or ''}"


def basis_of_check(book: Book, check: CheckDef, place: Place) -> str:
    """Return what an edit check rests on at a place, in an order of its own."""
    heard: set[str] = set()
    scope = Scope(book, place, heard=heard)
    for part in book.program.parts(check.fire_when):
        part(scope)
    seen = {f"{name}={value}" for name, value in scope.seen.items()}
    return "\n".join(sorted(seen | {said for said in heard if not said.startswith(_TODAY)}))
