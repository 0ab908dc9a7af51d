"""What `hcc-crf forms check` tells of a study that loads."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .expressions import Expression
from .functions import FUNCTIONS
from .model import CheckDef, FormDef, ItemDef, Study, VisitDef


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Counts of a study, and what a data manager should know.

    Attributes:
        forms: Forms built; planned ones are not counted.
        items: Items of the forms, as the files list them: without columns of inner tables and
            without companions.
        checks: Edit checks.
        visits: Visit patterns.
        codelists: Code lists.
        version: Version of the definitions.
        hash: SHA-256 over all definition files, in hex.
        notes: One line for each definition that refers to a planned form, by name.
    """

    forms: int
    items: int
    checks: int
    visits: int
    codelists: int
    version: str
    hash: str
    notes: tuple[str, ...]


def check_report(study: Study) -> CheckReport:
    """Return the counts of a study and a note for each reference to a planned form."""
    forms = study.forms.values()
    return CheckReport(
        forms=len(study.forms),
        items=sum(1 for form in forms for item in form.items if not item.companion_of),
        checks=sum(len(form.checks) for form in forms),
        visits=len(study.visits),
        codelists=len(study.codelists),
        version=study.version,
        hash=study.digest,
        notes=tuple(_notes(study)),
    )


def _notes(study: Study) -> Iterator[str]:
    planned = frozenset(study.planned)
    for place, expression in _expressions(study):
        named = sorted(_planned_names(expression, planned))
        if named:
            yield f"{place}: planned, counts as missing: {', '.join(named)}"


def _planned_names(expression: Expression, planned: frozenset[str]) -> set[str]:
    """Return what an expression names, or its functions read, in planned forms."""
    found = {name for name, item in expression.names.items() if item is None}
    for node in ast.walk(expression.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            reads = FUNCTIONS[node.func.id].reads
            found |= {text for text in reads if text.partition(".")[0] in planned}
    return found


def _expressions(study: Study) -> Iterator[tuple[str, Expression]]:
    """Yield every expression of the study with the place it stands at."""
    for visit in study.visits:
        yield from _present(visit.pattern, _of_visit(visit))
    for form in study.forms.values():
        yield from _present(form.oid, _of_form(form))
        for item in form.items:
            for part in (item, *item.columns):
                yield from _present(f"{form.oid}.{part.oid}", _of_item(part))
        for check in form.checks:
            yield from _present(f"{form.oid}.{check.oid}", _of_check(check))


def _present(
    place: str, parts: tuple[tuple[str, Expression | None], ...]
) -> Iterator[tuple[str, Expression]]:
    for key, expression in parts:
        if expression is not None:
            yield f"{place} {key}", expression


def _of_visit(visit: VisitDef) -> tuple[tuple[str, Expression | None], ...]:
    repeat = visit.repeat
    return (
        ("anchor", visit.anchor),
        ("target_day", visit.target_day),
        ("condition", visit.condition),
        ("next_when", repeat.next_when if repeat else None),
        ("stop_when", repeat.stop_when if repeat else None),
    )


def _of_form(form: FormDef) -> tuple[tuple[str, Expression | None], ...]:
    conditions = ((f"visit_condition {v}", e) for v, e in form.visit_conditions.items())
    return ("form_show_when", form.show_when), *conditions


def _of_item(item: ItemDef) -> tuple[tuple[str, Expression | None], ...]:
    return (
        ("required_when", item.required_when),
        ("show_when", item.show_when),
        ("default_expr", item.default_expr),
        ("calc", item.calc),
        ("source_when", item.source_when),
    )


def _of_check(check: CheckDef) -> tuple[tuple[str, Expression | None], ...]:
    return (("fire_when", check.fire_when),)
