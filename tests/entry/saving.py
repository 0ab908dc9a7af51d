"""A nurse at an open study: saves forms, is refused, and looks at what came of it."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.entry.check import Finding
from hcc_crf.entry.compile import compile_expression
from hcc_crf.entry.decide import Decision, foresee_save, with_reason
from hcc_crf.entry.derived import DerivedValue
from hcc_crf.entry.functions import LIBRARY
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.program import Program
from hcc_crf.entry.request import Author, Problem, Refused, SaveRequest
from hcc_crf.entry.runtime import Measured, Missing, Runtime
from hcc_crf.entry.scope import Context, Place, Scope
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.casebook import Casebook
from hcc_crf.ledger.events import Derivation
from hcc_crf.study.expressions import Expression
from hcc_crf.study.grammar import parse
from hcc_crf.study.model import Study
from hcc_crf.values import FormPath, ItemPath, PartialDate, Slot, SubjectKey, Value, VisitCode

TODAY = PartialDate("2026-11-25")
NURSE = Author("nurse1", "nurse")

Cell = str | tuple[str, str] | Typed
Row = Mapping[str, object]


def decide_save(book: Workbook, request: SaveRequest) -> Decision | Refused:
    """Return what a nurse's save comes to, its reason included."""
    foreseen = foresee_save(book, request, NURSE)
    if isinstance(foreseen, Refused):
        return foreseen
    return with_reason(book, foreseen, request)


def missing(code: str) -> Typed:
    """A missing code given instead of a value."""
    return Typed("", "", code)


def _typed(cell: object) -> Typed:
    match cell:
        case Typed():
            return cell
        case (str(text), str(unit)):
            return Typed(text, unit)
        case _:
            return Typed(str(cell))


def _number(row: Row) -> int:
    number = row["row"]
    assert isinstance(number, int)
    return number


@dataclass
class Nurse:
    """One person saving forms of one subject; the casebook grows with every save."""

    program: Program
    casebook: Casebook
    site: str = "01"
    today: PartialDate = TODAY

    def save(
        self,
        visit: str,
        form: str,
        given: Mapping[str, Cell] | None = None,
        *,
        rows: Sequence[Row] = (),
        tables: Mapping[str, Sequence[Row]] | None = None,
        strikes: tuple[tuple[int, str], ...] = (),
        not_done: str | None = None,
        reason: str = "",
        **items: Cell,
    ) -> Decision:
        """Save a form; a refusal fails the test."""
        request = self.request(
            visit,
            form,
            given,
            rows=rows,
            tables=tables,
            strikes=strikes,
            not_done=not_done,
            reason=reason,
            **items,
        )
        decision = self.decide(request)
        assert isinstance(decision, Decision), decision.problems
        self.casebook = decision.casebook
        return decision

    def refused(
        self,
        visit: str,
        form: str,
        given: Mapping[str, Cell] | None = None,
        *,
        rows: Sequence[Row] = (),
        tables: Mapping[str, Sequence[Row]] | None = None,
        strikes: tuple[tuple[int, str], ...] = (),
        not_done: str | None = None,
        reason: str = "",
        **items: Cell,
    ) -> tuple[Problem, ...]:
        """Return why a save is refused; one that goes through fails the test."""
        request = self.request(
            visit,
            form,
            given,
            rows=rows,
            tables=tables,
            strikes=strikes,
            not_done=not_done,
            reason=reason,
            **items,
        )
        decision = self.decide(request)
        assert isinstance(decision, Refused)
        return decision.problems

    def decide(self, request: SaveRequest) -> Decision | Refused:
        """Return what a save comes to, without keeping it."""
        book = Workbook(self.program, self.casebook, self.context, stale=frozenset())
        return decide_save(book, request)

    def request(
        self,
        visit: str,
        form: str,
        given: Mapping[str, Cell] | None = None,
        *,
        rows: Sequence[Row] = (),
        tables: Mapping[str, Sequence[Row]] | None = None,
        strikes: tuple[tuple[int, str], ...] = (),
        not_done: str | None = None,
        reason: str = "",
        **items: Cell,
    ) -> SaveRequest:
        """Return what a nurse asks for."""
        whole = {**(given or {}), **items}
        entries = [(Slot(oid), _typed(cell)) for oid, cell in whole.items()]
        for row in rows:
            entries += [
                (Slot(oid, _number(row)), _typed(cell)) for oid, cell in row.items() if oid != "row"
            ]
        for table, inner in (tables or {}).items():
            for row in inner:
                number = _number(row)
                entries += [
                    (Slot(oid, 0, table, number), _typed(cell))
                    for oid, cell in row.items()
                    if oid != "row"
                ]
        path = FormPath(self.casebook.subject, VisitCode(visit), form)
        return SaveRequest(path, tuple(entries), strikes, not_done, reason)

    @property
    def context(self) -> Context:
        """Date and site."""
        return Context(self.today, self.site)

    @property
    def book(self) -> Workbook:
        """The casebook opened anew, nothing of it taken as recorded."""
        return Workbook(self.program, self.casebook, self.context)

    def value(self, path: str) -> Value:
        """Return what an item holds: `SCR/VS.WEIGHT`."""
        place = _path(path)
        return self.casebook.value(place.form.visit, place.form.form, place.slot)

    def record(self, path: str) -> Derivation | None:
        """Return a derived value as recorded with the saves."""
        place = _path(path)
        return self.casebook.derived.get((place.form.visit, place.form.form, place.slot))

    def recorded(self, path: str) -> str:
        """Return a derived value as recorded, empty when it says nothing."""
        found = self.record(path)
        return found.canonical if found else ""

    def derived(self, path: str) -> DerivedValue:
        """Return a derived value computed anew, with its why."""
        place = _path(path)
        return self.book.derived(place.form.visit, place.form.form, place.slot)


def _path(text: str) -> ItemPath:
    return ItemPath.parse(f"-/{text}")


def nurse_at(program: Program, subject: str = "01-001", *, today: PartialDate = TODAY) -> Nurse:
    """A nurse of the subject's site, with a new subject."""
    return Nurse(program, Casebook(SubjectKey(subject)), subject[:2], today)


def checks(findings: Sequence[Finding]) -> set[str]:
    """Return which checks fired."""
    return {finding.check for finding in findings}


def where(findings: Sequence[Finding], check: str) -> set[str]:
    """Return where a check fired: `.WEIGHT`, `[1].AETERM`, empty for the whole form."""
    return {str(f.slot or "") for f in findings if f.check == check}


def changed(decision: Decision) -> dict[str, str]:
    """Return what a save changed, place within the form → canonical value."""
    assert decision.event is not None
    return {str(c.slot): c.value.canonical for c in decision.event.changes}


def news(decision: Decision) -> dict[str, str]:
    """Return the derived values a save changed, path within the subject → as shown."""
    return {value.path.within_subject: value.display for value in decision.derived}


def codes(problems: Sequence[Problem]) -> list[str]:
    """Return the codes of a refusal in order."""
    return [problem.code for problem in problems]


def expression(study: Study, form: str, source: str) -> Expression:
    """Return an expression of a form; names of planned forms are missing values."""
    tree, problems = parse(source)
    assert tree is not None, problems
    names: dict[str, tuple[str, str] | None] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=item):
                names[f"{owner}.{item}"] = None if owner in study.planned else (owner, item)
            case ast.Name(id=name):
                names[name] = (form, name)
    return Expression(source, tree, names, frozenset())


def evaluate(nurse: Nurse, place: str, source: str, row: int = 0) -> Runtime:
    """Return what an expression is at a visit's form: `SCR/VS`."""
    visit, form = place.split("/")
    study = nurse.program.study
    found = compile_expression(expression(study, form, source), LIBRARY, frozenset(study.planned))
    return found(Scope(nurse.book, Place(VisitCode(visit), form, row)))


def number(value: Runtime) -> str:
    """Return a number as text, empty when missing."""
    if isinstance(value, Missing):
        return ""
    found = value.standard if isinstance(value, Measured) else value
    assert isinstance(found, Decimal)
    return str(found)
