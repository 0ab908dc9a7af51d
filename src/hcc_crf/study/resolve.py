"""Names in an expression → items of the study, and everything the expression depends on.

`references` is the whole truth for a dependency graph: plain names, `FORM.ITEM`, quoted paths, and
what the functions look at by themselves (`functions.FunctionDef.reads`, the anchor of a visit for
`visit_target()`, sample date and laboratory for a laboratory flag, …). It may name more than one
evaluation reads, never less.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from .catalogue import Catalogue, FormEntry, ItemEntry
from .expressions import Reference
from .faults import suggest
from .functions import COMPANION_ONLY, FUNCTIONS, LOOKS_BACK, QUOTED, FunctionDef, Kind
from .implied import implied_references
from .visit_codes import match_code


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands.

    Attributes:
        form: OID of its form; empty in an expression of a visit.
        visit: Pattern of its visit; empty in an expression of a form.
        companion_of: The laboratory item, in an expression of its companion.
        table: The inner table, in an expression of a column.
    """

    form: str = ""
    visit: str = ""
    companion_of: str = ""
    table: str = ""


class Resolver:
    """Resolves one expression.

    Attributes:
        names: Each name, path and form as written → (form, item); `None` for one of a planned form.
        references: Everything the expression depends on.
        looks_at: The items among them that are not looked up at earlier visits only.
        problems: What is wrong, one text each.
        in_row: It speaks of the row it stands in.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        scope: Scope,
        anchors: Mapping[str, frozenset[Reference]],
    ) -> None:
        """Prepare for an expression in `scope`; `anchors` is what each visit's target rests on."""
        self.names: dict[str, tuple[str, str] | None] = {}
        self.references: set[Reference] = set()
        self.looks_at: set[tuple[str, str]] = set()
        self.problems: list[str] = []
        self.in_row = False
        self._catalogue = catalogue
        self._scope = scope
        self._anchors = anchors
        self._own: FormEntry | None = catalogue.forms.get(scope.form)

    def visit(self, node: ast.AST, *, back: bool = False) -> None:
        """Resolve a node and all below it; `back`: inside a function that looks back only."""
        match node:
            case ast.Name():
                self._bare(node.id, back=back)
            case ast.Attribute(value=ast.Name(id=form), attr=item):
                self._dotted(form, item, back=back)
            case ast.Call(func=ast.Name(id=name), args=args):
                self._call(name, args, back=back)
            case _:
                for child in ast.iter_child_nodes(node):
                    self.visit(child, back=back)

    def _bare(self, name: str, *, back: bool) -> None:
        if self._own is None:
            near = self._item_anywhere(name)
            if self._scope.form not in self._catalogue.planned:
                self.problems.append(f"'{name}' must be written FORM.ITEM in a visit{near}")
            self.names[name] = None
            return
        items = self._own.items
        companion = f"{self._scope.companion_of}_{name}"
        found = items.get(companion) if self._scope.companion_of else None
        found = found or items.get(name)
        if found is None:
            self.problems.append(self._unknown(name, items))
            return
        if found.table and found.table != self._scope.table:
            self.problems.append(
                f"'{name}' is a column of {found.table}; use row_min(), row_max(), row_sum() or "
                f"any_row_is()"
            )
        self.names[name] = (self._own.oid, found.oid)
        self.in_row |= self._own.repeating and not found.form_level
        self._refer(Reference(self._own.oid, found.oid, same_place=True), back=back)

    def _unknown(self, name: str, items: Mapping[str, ItemEntry]) -> str:
        if name in self._catalogue.forms or name in self._catalogue.planned:
            return f"'{name}' is a form; name one of its items as {name}.ITEM"
        if name in FUNCTIONS:
            return f"'{name}' is a function; call it as {name}(…)"
        if self._scope.companion_of:
            start = f"{self._scope.companion_of}_"
            near = suggest(name, [o.removeprefix(start) for o in items if o.startswith(start)])
            return f"unknown name '{name}' in a companion{near}"
        near = suggest(name, items) or self._item_anywhere(name)
        return f"unknown name '{name}' in form {self._scope.form}{near}"

    def _item_anywhere(self, name: str) -> str:
        homes = [form.oid for form in self._catalogue.forms.values() if name in form.items]
        return f"; did you mean '{homes[0]}.{name}'?" if homes else ""

    def _dotted(self, form: str, item: str, *, back: bool) -> None:
        found = self._item(form, item)
        if found is None:
            return
        entry = self._catalogue.forms[form]
        if found.table or (entry.repeating and not found.form_level):
            self.problems.append(
                f"'{form}.{item}' has one value a row; use row_value(), ever_is(), row_min() … "
                f"with '{form}.{item}' in quotes"
            )
        elif not self._is_one_value(entry):
            here = self._scope.form or self._scope.visit
            self.problems.append(
                f"{form} is not at every visit of {here} and is at several others; use at(), "
                f"prev() or latest() with '{form}.{item}' in quotes"
            )
        self._refer(Reference(form, item, same_place=True), back=back)

    def _is_one_value(self, entry: FormEntry) -> bool:
        """True when every visit this expression stands in gives one value of the form."""
        here = {self._scope.visit} if self._scope.visit else set(self._own_visits())
        single = len(entry.visits) == 1 and self._catalogue.visits.get(entry.visits[0]) is None
        return single or here <= set(entry.visits)

    def _item(self, form: str, item: str) -> ItemEntry | None:
        """Return the item, note a planned form, or tell what is unknown."""
        written = f"{form}.{item}"
        if form in self._catalogue.planned:
            self.names[written] = None
            return None
        entry = self._catalogue.forms.get(form)
        if entry is None:
            known = (*self._catalogue.forms, *self._catalogue.planned)
            self.problems.append(f"unknown form '{form}' in '{written}'{suggest(form, known)}")
            return None
        found = entry.items.get(item)
        if found is None:
            near = suggest(item, entry.items)
            self.problems.append(f"form {form} has no item '{item}'{near}")
            return None
        self.names[written] = (form, item)
        return found

    def _call(self, name: str, args: list[ast.expr], *, back: bool) -> None:
        function = FUNCTIONS.get(name)
        if function is None:
            self.problems.append(f"unknown function '{name}'{suggest(name, FUNCTIONS)}")
            return
        if len(args) != len(function.args):
            want = ", ".join(function.args)
            self.problems.append(f"{name}({want}) takes {len(function.args)}, not {len(args)}")
            return
        if name in COMPANION_ONLY and not self._scope.companion_of:
            self.problems.append(f"{name}() is for companions of laboratory items only")
            return
        back = back or name in LOOKS_BACK
        quoted: dict[Kind, list[str]] = {}
        for kind, arg in zip(function.args, args, strict=True):
            if kind in QUOTED:
                self._quoted(name, kind, arg, quoted)
            else:
                self.visit(arg, back=back)
        self.in_row |= function.in_row or self._is_of_row(name, quoted)
        self._imply(function, quoted, back=back)

    def _is_of_row(self, name: str, quoted: Mapping[Kind, list[str]]) -> bool:
        """True for the earlier value of the same row: `prev()` of an item of its own rows."""
        own = self._own
        if name != "prev" or own is None or not own.repeating:
            return False
        return any(path.startswith(f"{own.oid}.") for path in quoted.get(Kind.PATH, ()))

    def _quoted(self, name: str, kind: Kind, arg: ast.expr, quoted: dict[Kind, list[str]]) -> None:
        if not (isinstance(arg, ast.Constant) and isinstance(arg.value, str)):
            self.problems.append(f"{name}() needs a {kind} in quotes, such as {_EXAMPLES[kind]}")
            return
        if self._exists(kind, arg.value):
            quoted.setdefault(kind, []).append(arg.value)

    def _exists(self, kind: Kind, text: str) -> bool:
        match kind:
            case Kind.PATH:
                form, point, item = text.partition(".")
                if not point:
                    self.problems.append(f"'{text}' is no path; write 'FORM.ITEM'")
                return bool(point) and self._item(form, item) is not None
            case Kind.FORM:
                return self._form(text)
            case Kind.VISIT:
                return self._known(
                    "visit",
                    text,
                    [v for v in self._catalogue.visits if self._catalogue.visits[v] is None],
                    ok=match_code(text, self._catalogue.visits) is not None,
                )
            case _:
                known = self._catalogue.parameters
                return self._known("parameter", text, list(known), ok=text in known)

    def _form(self, text: str) -> bool:
        if text in self._catalogue.planned:
            self.names[text] = None
            return False
        known = [*self._catalogue.forms, *self._catalogue.planned]
        return self._known("form", text, known, ok=text in self._catalogue.forms)

    def _known(self, what: str, text: str, known: list[str], *, ok: bool) -> bool:
        if not ok:
            self.problems.append(f"unknown {what} '{text}'{suggest(text, known)}")
        return ok

    def _imply(
        self, function: FunctionDef, quoted: Mapping[Kind, list[str]], *, back: bool
    ) -> None:
        for reference in implied_references(
            function, quoted, self._catalogue, self._scope.form, self._scope.companion_of
        ):
            self._refer(reference, back=back)
        self._reads(function, back=back)
        if function.name in ("visit_target", "window_deviation"):
            visits = (self._scope.visit,) if self._scope.visit else self._own_visits()
            for pattern in visits:
                if pattern in self._anchors:
                    self.references |= self._anchors[pattern]
                elif self._scope.visit:
                    self.problems.append(f"{function.name}() cannot be used in its own target")

    def _own_visits(self) -> tuple[str, ...]:
        return self._own.visits if self._own else ()

    def _reads(self, function: FunctionDef, *, back: bool) -> None:
        """Refer to what the function looks at by itself."""
        for text in (*function.reads, *function.also):
            form, _, item = text.partition(".")
            if form in self._catalogue.planned:
                continue
            entry = self._catalogue.forms.get(form)
            if entry is not None and (not item or item in entry.items):
                for_baseline = text in function.for_baseline
                read = Reference(form, item or "*", same_place=False, at_baseline=for_baseline)
                self._refer(read, back=back)
            elif text in function.reads:
                self.problems.append(
                    f"{function.name}() looks at {text}, which this study does not have; "
                    f"build it, or list the form under 'planned' in study.yaml"
                )
        for text in function.here:
            form, _, item = text.partition(".")
            entry = self._catalogue.forms.get(form)
            if entry is not None and item in entry.items:
                self._refer(Reference(form, item, same_place=True), back=back)

    def _refer(self, reference: Reference, *, back: bool) -> None:
        self.references.add(reference)
        if not back and reference.item != "*":
            self.looks_at.add((reference.form, reference.item))


_EXAMPLES = {
    Kind.PATH: "'VS.WEIGHT'",
    Kind.FORM: "'TUTL'",
    Kind.VISIT: "'SCR'",
    Kind.PARAMETER: "'cycle_length_days'",
}
