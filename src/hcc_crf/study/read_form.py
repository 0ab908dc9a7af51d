"""One form file → `FormDef`."""

from collections.abc import Mapping
from types import MappingProxyType

from .companions import Companions
from .expression_reader import ExpressionReader
from .expressions import Expression
from .faults import Place, suggest
from .functions import Kind
from .model import CheckDef, FormDef, ItemDef, Severity
from .read_item import DATA_CLASSES, OID, ItemReader
from .resolve import Scope
from .section import NO_TEXT, Section
from .yaml_text import Node

LAYOUTS = ("list", "table", "table_detail")


class FormReader:
    """Reads form files, one after another.

    Attributes:
        computed: Every computed item → what its value rests on, and where it is defined.
    """

    def __init__(self, reader: ExpressionReader, companions: Companions) -> None:
        """Read forms whose names `reader` knows."""
        self.computed: dict[tuple[str, str], tuple[frozenset[tuple[str, str]], Place]] = {}
        self._reader = reader
        self._companions = companions
        self._checks: dict[str, Place] = {}

    def read(self, root: Node, file: str) -> FormDef:
        """Return the form of a file; what is wrong goes to the reader's faults."""
        stem = file.removesuffix(".yaml")
        return self.read_section(Section(root, Place(file, 1, stem), self._reader.faults))

    def read_section(self, section: Section) -> FormDef:
        """Return the form that the whole of a file describes."""
        file = section.place.file
        stem = file.removesuffix(".yaml")
        oid = section.text("oid", required=True)
        if oid and oid != stem:
            section.fault(f"the file of form '{oid}' must be called {oid}.yaml", "oid")
        if oid and not OID.fullmatch(oid):
            section.fault(f"'{oid}' is no OID: capital letters, digits and _ only", "oid")
        visits = self._visits(section)
        items = self._items(section, oid)
        repeating = section.flag("repeating")
        form = FormDef(
            oid=oid,
            label=section.label(),
            version=section.text("version", required=True),
            visits=visits,
            items=items,
            checks=self._read_checks(section, oid, items),
            repeating=repeating,
            layout=self._word(section, "layout", LAYOUTS) or LAYOUTS[0],
            max_rows=section.whole("max_rows"),
            row_key=self._row_key(section, items, repeating=repeating),
            show_when=self._condition(section, "form_show_when", oid),
            visit_conditions=self._visit_conditions(section, oid, visits),
            reason_after=self._reason_after(section),
            sdtm_domains=section.texts("sdtm_domains"),
            note=section.text("note"),
            file=file,
        )
        section.close()
        return form

    def _visits(self, section: Section) -> tuple[str, ...]:
        known = self._reader.catalogue.visits
        patterns = section.texts("visits", required=True)
        for pattern in patterns:
            if pattern not in known:
                section.fault(f"unknown visit '{pattern}'{suggest(pattern, known)}", "visits")
        return patterns

    def _reason_after(self, section: Section) -> str:
        visit, known = section.text("reason_after"), self._reader.catalogue.visits
        if visit and visit not in known:
            section.fault(f"unknown visit '{visit}'{suggest(visit, known)}", "reason_after")
        return visit

    def _items(self, section: Section, oid: str) -> tuple[ItemDef, ...]:
        data_class = self._word(section, "data_class", DATA_CLASSES) or DATA_CLASSES[0]
        items = ItemReader(self._reader, self._companions, oid, data_class)
        found: list[ItemDef] = []
        for inner in section.sections("items", required=True):
            found.extend(items.read(inner))
        self.computed |= items.computed
        return tuple(found)

    @staticmethod
    def _word(section: Section, key: str, words: tuple[str, ...]) -> str:
        text = section.text(key)
        if text and text not in words:
            section.fault(f"'{key}' cannot be '{text}'{suggest(text, words)}", key)
        return text

    def _row_key(self, section: Section, items: tuple[ItemDef, ...], *, repeating: bool) -> str:
        oid = section.text("row_key")
        known = [item.oid for item in items]
        if oid and oid not in known:
            section.fault(f"the row key '{oid}' is no item{suggest(oid, known)}", "row_key")
        for key in ("row_key", "max_rows"):
            if section.has(key) and not repeating:
                section.fault(f"'{key}' needs 'repeating: true'", key)
        return oid

    def _condition(self, section: Section, key: str, form: str) -> Expression | None:
        place = section.place.at_line(section.line(key))
        return self._reader.expression(section.text(key), Kind.BOOL, Scope(form=form), place)

    def _visit_conditions(
        self, section: Section, form: str, visits: tuple[str, ...]
    ) -> Mapping[str, Expression]:
        inner = section.section("visit_condition")
        found: dict[str, Expression] = {}
        for pattern in inner.names() if inner is not None else ():
            if inner is None:
                break
            if pattern not in visits:
                near = suggest(pattern, visits)
                inner.fault(f"{form} is not at visit '{pattern}'{near}", pattern)
            expression = self._condition(inner, pattern, form)
            if expression is not None:
                found[pattern] = expression
        return MappingProxyType(found)

    def _read_checks(
        self, section: Section, form: str, items: tuple[ItemDef, ...]
    ) -> tuple[CheckDef, ...]:
        return tuple(
            check
            for inner in section.sections("checks")
            if (check := self._check(inner, form, items)) is not None
        )

    def _check(self, section: Section, form: str, items: tuple[ItemDef, ...]) -> CheckDef | None:
        oid = section.text("oid", required=True)
        section.named(oid or form)
        if oid and not OID.fullmatch(oid):
            section.fault(f"'{oid}' is no OID: capital letters, digits and _ only", "oid")
        if oid in self._checks:
            first = self._checks[oid]
            section.fault(f"the check '{oid}' is defined twice, first at {first.file}:{first.line}")
        self._checks.setdefault(oid, section.place)
        severity = section.choice("severity", Severity, Severity.SOFT)
        message = section.bilingual("message") or NO_TEXT
        pointed = self._pointed(section, form, items)
        place = section.place.at_line(section.line("fire_when"))
        source = section.text("fire_when", required=True)
        reading = self._reader.reading(source, Kind.BOOL, Scope(form=form), place)
        section.close()
        if reading.expression is None:
            return None
        own = [item for home, item in _in_order(reading.expression) if home == form]
        entry = self._reader.catalogue.forms.get(form)
        return CheckDef(
            oid,
            severity,
            reading.expression,
            message,
            pointed or tuple(dict.fromkeys(own)),
            per_row=entry is not None and entry.repeating and reading.in_row,
        )

    @staticmethod
    def _pointed(section: Section, form: str, items: tuple[ItemDef, ...]) -> tuple[str, ...]:
        """Return the items a check names under `items`."""
        oids = section.texts("items")
        known = [part.oid for item in items for part in (item, *item.columns)]
        for oid in oids:
            if oid not in known:
                section.fault(f"form {form} has no item '{oid}'{suggest(oid, known)}", "items")
        return oids


def _in_order(expression: Expression) -> list[tuple[str, str]]:
    """Return the items an expression names, in the order it names them."""
    return [item for item in expression.names.values() if item is not None]
