"""Expressions of the form files, parsed once and resolved against the study, never run here.

An expression is one Python expression (`ast`, mode eval) over a closed set of operators, names and
functions. `entry.evaluate` gives it a value.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """An item an expression looks at.

    Attributes:
        form: OID of its form.
        item: OID of the item; `*` for every item of the form.
        same_place: True for the item of the same form, visit and row, or of another form at the
            same visit by its plain name; false when the function looks values up by itself
            (`prev('VS.WEIGHT')`, or what a function reads), so any visit may matter.
        at_baseline: True when it is looked up only among the visits that can be the baseline.
        looking_back: True when it is looked up only at this visit and those before it.
    """

    form: str
    item: str
    same_place: bool
    at_baseline: bool = False
    looking_back: bool = False


@dataclass(frozen=True)
class Expression:
    """A parsed expression.

    Attributes:
        source: As written in the form file.
        tree: Its syntax tree, checked against the closed language.
        names: Each bare name → (form OID, item OID); `FORM.ITEM` is an attribute in the tree and is
            listed here under its dotted text, and so is a quoted path. A name or path of a planned
            form, and a quoted planned form, map to `None`.
        references: Every item it depends on, functions' own reading included.
    """

    source: str
    tree: ast.expr
    names: Mapping[str, tuple[str, str] | None]
    references: frozenset[Reference]
