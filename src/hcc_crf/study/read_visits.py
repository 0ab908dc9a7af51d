"""`visits.yaml` → the visits of the schedule, in protocol order."""

from collections.abc import Mapping

from .expression_reader import ExpressionReader
from .expressions import Expression
from .faults import FaultList, Place, suggest
from .functions import Kind
from .model import Repeat, VisitDef, VisitKind
from .resolve import Scope
from .section import Section
from .visit_codes import PATTERN, variable_of
from .yaml_text import Node

VISIT_FILE = "visits.yaml"
EPOCHS = ("SCREENING", "TREATMENT", "FOLLOW-UP", "LONG-TERM FOLLOW-UP", "ANY")


def visit_spans(root: Node | None) -> Mapping[str, tuple[int, int] | None]:
    """Return each visit pattern with its first and last number, without reporting anything."""
    listed = (root.entries or {}).get("visits") if root is not None else None
    spans: dict[str, tuple[int, int] | None] = {}
    for node in listed.elements if listed is not None else ():
        entries = node.entries or {}
        if "oid" not in entries or not entries["oid"].text:
            continue
        repeat = (entries["repeat"].entries or {}) if "repeat" in entries else {}
        ends = [
            int(end.text)
            for key in ("from", "to")
            if (end := repeat.get(key)) is not None and (end.text or "").isdecimal() and end.text
        ]
        spans[entries["oid"].text or ""] = (ends[0], ends[1]) if len(ends) == 2 else None  # noqa: PLR2004
    return spans


def read_visits(
    root: Node, reader: ExpressionReader, faults: FaultList
) -> tuple[tuple[VisitDef, ...], Mapping[str, tuple[str, ...]]]:
    """Return the visits, and the forms each lists, planned ones included."""
    section = Section(root, Place(VISIT_FILE, 1, "visits"), faults)
    sections = section.sections("visits", required=True)
    section.close()
    oids = [inner.text("oid", required=True) for inner in sections]
    scopes = [Scope(visit=oid) for oid in oids]
    for oid, inner in zip(oids, sections, strict=True):
        inner.named(oid)
        _check_pattern(inner, oid, first=sections[oids.index(oid)])
    targets = [_target(inner, scope, reader) for inner, scope in zip(sections, scopes, strict=True)]
    listed: dict[str, tuple[str, ...]] = {}
    visits: list[VisitDef] = []
    for inner, scope, (anchor, target_day) in zip(sections, scopes, targets, strict=True):
        listed[scope.visit] = _forms(inner, reader)
        visits.append(_visit(inner, scope, anchor, target_day, reader))
        inner.close()
    return tuple(visits), listed


def _check_pattern(section: Section, oid: str, first: Section) -> None:
    if oid and not PATTERN.fullmatch(oid):
        section.fault(f"'{oid}' is no visit: capital letters, digits, at most one {{x}}", "oid")
    if first is not section:
        section.fault(f"the visit '{oid}' is defined twice, first at line {first.place.line}")


def _target(
    section: Section, scope: Scope, reader: ExpressionReader
) -> tuple[Expression | None, Expression | None]:
    """Return anchor and target day, and tell the reader what the target rests on."""
    anchor = _expression(section, "anchor", Kind.DATE, scope, reader)
    target_day = _expression(section, "target_day", Kind.NUMBER, scope, reader)
    if (section.has("anchor")) != (section.has("target_day")):
        section.fault("give both 'anchor' and 'target_day', or none")
    rests_on = [part.references for part in (anchor, target_day) if part is not None]
    reader.set_anchor(scope.visit, frozenset().union(*rests_on))
    return anchor, target_day


def _expression(
    section: Section, key: str, wanted: Kind, scope: Scope, reader: ExpressionReader
) -> Expression | None:
    place = section.place.at_line(section.line(key))
    return reader.expression(section.text(key), wanted, scope, place)


def _visit(
    section: Section,
    scope: Scope,
    anchor: Expression | None,
    target_day: Expression | None,
    reader: ExpressionReader,
) -> VisitDef:
    epoch = section.text("epoch", required=True)
    if epoch and epoch not in EPOCHS:
        section.fault(f"'epoch' cannot be '{epoch}'{suggest(epoch, EPOCHS)}", "epoch")
    return VisitDef(
        pattern=scope.visit,
        label=section.label(),
        kind=section.choice("kind", VisitKind, VisitKind.SCHEDULED),
        epoch=epoch,
        anchor=anchor,
        target_day=target_day,
        window=_window(section, has_target=anchor is not None),
        condition=_expression(section, "condition", Kind.BOOL, scope, reader),
        repeat=_repeat(section, scope, reader),
        forms=tuple(f for f in _forms(section, reader) if f in reader.catalogue.forms),
    )


def _window(section: Section, *, has_target: bool) -> tuple[int, int] | None:
    inner = section.section("window")
    if inner is None:
        return None
    if not has_target:
        section.fault("a window needs an 'anchor' and a 'target_day'", "window")
    minus, plus = inner.whole("minus", required=True), inner.whole("plus", required=True)
    inner.close()
    return minus or 0, plus or 0


def _repeat(section: Section, scope: Scope, reader: ExpressionReader) -> Repeat | None:
    letter = variable_of(scope.visit)
    inner = section.section("repeat", required=bool(letter))
    if inner is None:
        return None
    variable = inner.text("var", required=True)
    if variable != letter:
        inner.fault(f"'{scope.visit}' has no {{{variable}}} to number", "var")
    first, last = inner.whole("from", required=True), inner.whole("to", required=True)
    if first is not None and last is not None and first > last:
        inner.fault(f"'from' {first} is above 'to' {last}", "from")
    repeat = Repeat(
        variable,
        first or 0,
        last or 0,
        _expression(inner, "next_when", Kind.BOOL, scope, reader),
        _expression(inner, "stop_when", Kind.BOOL, scope, reader),
    )
    inner.close()
    return repeat


def _forms(section: Section, reader: ExpressionReader) -> tuple[str, ...]:
    forms = section.texts("forms", required=True)
    known = (*reader.catalogue.forms, *reader.catalogue.planned)
    for form in forms:
        if form not in known:
            section.fault(f"unknown form '{form}'{suggest(form, known)}", "forms")
    return forms
