"""One item of a form file, its columns and companions → `ItemDef`s."""

import re

from .companion_item import companion_item
from .companions import Companions
from .expression_reader import ExpressionReader
from .expressions import Expression
from .faults import Place, suggest
from .functions import Kind
from .model import CODED, COMPUTED, NUMERIC, ItemDef, ItemType
from .numbers_of_item import read_allowed, read_range, read_reference_ranges, read_units
from .resolve import Scope
from .section import Section

DATA_CLASSES = ("clinical", "imaging", "genetic", "identity")
OID = re.compile(r"[A-Z][A-Z0-9_]*")

_FROM_ROWS = frozenset({ItemType.PREFILLED, ItemType.CHOICE_DYNAMIC})
_WITH_NUMBER = NUMERIC | {ItemType.DERIVED, ItemType.PREFILLED}
_KIND_OF_DEFAULT = {
    ItemType.DATE: Kind.DATE,
    ItemType.PARTIAL_DATE: Kind.DATE,
    ItemType.INTEGER: Kind.NUMBER,
    ItemType.DECIMAL: Kind.NUMBER,
    ItemType.CHOICE: Kind.CODE,
    ItemType.YESNO: Kind.CODE,
    ItemType.TEXT: Kind.TEXT,
}


class ItemReader:
    """Reads the items of one form.

    Attributes:
        computed: Item → what its value rests on, and where it is defined; for finding cycles.
    """

    def __init__(
        self,
        reader: ExpressionReader,
        companions: Companions,
        form: str,
        data_class: str,
    ) -> None:
        """Read items of `form`; `data_class` is the class of items that name none."""
        self.computed: dict[tuple[str, str], tuple[frozenset[tuple[str, str]], Place]] = {}
        self._reader = reader
        self._companions = companions
        self._form = form
        self._data_class = data_class
        self._seen: dict[str, int] = {}

    def read(self, section: Section) -> tuple[ItemDef, ...]:
        """Return an item and its companions."""
        item = self._item(section, Scope(form=self._form))
        columns = self._companions.sets.get(section.text("companions"), ())
        section.close()
        made = [
            companion_item(self._reader, self._form, item, column)
            for column in columns
            if item.ctcae or not column.only_with_ctcae
        ]
        for companion, looks_at in made:
            self._once(companion.oid, section.place)
            if companion.is_computed:
                self.computed[self._form, companion.oid] = (looks_at, section.place)
        return item, *(companion for companion, _ in made)

    def _item(self, section: Section, scope: Scope) -> ItemDef:
        oid = self._oid(section)
        kind = section.choice("type", ItemType, ItemType.TEXT)
        unit, alternatives = read_units(section, allowed=kind in _WITH_NUMBER)
        item = ItemDef(
            oid=oid,
            label=section.label(),
            type=kind,
            data_class=self._class_of(section),
            cdash=section.text("cdash"),
            codelist=self._codelist(section, kind),
            required=section.flag("required"),
            required_when=self._condition(section, "required_when", scope),
            show_when=self._condition(section, "show_when", scope),
            default=self._default(section, kind),
            default_expr=self._default_expr(section, kind, scope),
            unit=unit,
            alternatives=alternatives,
            range=read_range(section, allowed=kind in _WITH_NUMBER),
            allowed=read_allowed(section, allowed=kind in NUMERIC),
            decimals=self._decimals(section),
            max_length=section.whole("max_length"),
            pattern=self._pattern(section, kind),
            words=section.texts("words"),
            read_only=section.flag("read_only") or kind in COMPUTED,
            calc=self._calc(section, kind, scope),
            form_level=self._form_level(section),
            source=self._source(section, kind),
            source_when=self._source_when(section),
            columns=self._columns(section, kind, oid),
            ctcae=self._ctcae(section),
            reference_ranges=read_reference_ranges(section),
            ref_range_of=self._ref_range_of(section),
            sdtm=section.mapping("sdtm"),
            note=section.bilingual("note", required=False),
            line=section.place.line,
        )
        self._consistent(section, item)
        return item

    def _oid(self, section: Section) -> str:
        oid = section.text("oid", required=True)
        section.named(f"{self._form}.{oid}")
        if oid and not OID.fullmatch(oid):
            section.fault(f"'{oid}' is no OID: capital letters, digits and _ only", "oid")
        self._once(oid, section.place)
        return oid

    def _once(self, oid: str, place: Place) -> None:
        if oid in self._seen:
            self._reader.faults.add(
                place, f"'{oid}' is defined twice in {self._form}, first at line {self._seen[oid]}"
            )
        self._seen.setdefault(oid, place.line)

    def _class_of(self, section: Section) -> str:
        text = section.text("data_class") or self._data_class
        if text not in DATA_CLASSES:
            section.fault(
                f"'data_class' cannot be '{text}'{suggest(text, DATA_CLASSES)}", "data_class"
            )
        return text

    def _codelist(self, section: Section, kind: ItemType) -> str:
        oid = section.text("codelist", required=kind in CODED)
        known = self._reader.catalogue.codelists
        if oid and oid not in known:
            section.fault(f"unknown code list '{oid}'{suggest(oid, known)}", "codelist")
        if oid and kind not in CODED | {ItemType.DERIVED}:
            section.fault(f"an item of type {kind} has no code list", "codelist")
        return oid

    def _condition(self, section: Section, key: str, scope: Scope) -> Expression | None:
        return self._expression(section, key, Kind.BOOL, scope)

    def _expression(
        self, section: Section, key: str, wanted: Kind, scope: Scope
    ) -> Expression | None:
        place = section.place.at_line(section.line(key))
        return self._reader.expression(section.text(key), wanted, scope, place)

    def _default(self, section: Section, kind: ItemType) -> str:
        text = section.text("default")
        if text and kind in COMPUTED:
            section.fault("a computed item has no default", "default")
        codelist = self._reader.catalogue.codelists.get(section.text("codelist"))
        if text and codelist and text not in codelist.by_code:
            near = suggest(text, codelist.by_code)
            section.fault(f"the default '{text}' is no code of {codelist.oid}{near}", "default")
        if text and section.has("default_expr"):
            section.fault("give 'default' or 'default_expr', not both", "default_expr")
        return text

    def _default_expr(self, section: Section, kind: ItemType, scope: Scope) -> Expression | None:
        wanted = _KIND_OF_DEFAULT.get(kind, Kind.VALUE)
        if kind is ItemType.PREFILLED:
            return self._computed(section, "default_expr", wanted, scope)
        return self._expression(section, "default_expr", wanted, scope)

    def _calc(self, section: Section, kind: ItemType, scope: Scope) -> Expression | None:
        if section.text("calc", required=kind is ItemType.DERIVED) and kind is not ItemType.DERIVED:
            section.fault("only an item of type derived has a 'calc'", "calc")
        wanted = Kind.NUMBER if section.has("unit") else Kind.VALUE
        return self._computed(section, "calc", wanted, scope)

    def _computed(
        self, section: Section, key: str, wanted: Kind, scope: Scope
    ) -> Expression | None:
        place = section.place.at_line(section.line(key))
        found = self._reader.reading(section.text(key), wanted, scope, place)
        if found.expression is not None:
            self.computed[self._form, section.text("oid")] = (found.looks_at, place)
        return found.expression

    def _decimals(self, section: Section) -> int | None:
        decimals = section.whole("decimals")
        if decimals is not None and decimals > 12:  # noqa: PLR2004  (no measurement shows more)
            section.fault("'decimals' is at most 12", "decimals")
        return decimals

    def _pattern(self, section: Section, kind: ItemType) -> str:
        if kind is not ItemType.AUTO_ID:
            return section.regular_expression("pattern")
        text = section.text("pattern", required=True)
        if text and not re.fullmatch(r"[A-Z]*%(0\d)?d", text):
            section.fault(f"the pattern of an auto_id is like T%02d, not '{text}'", "pattern")
        return text

    def _form_level(self, section: Section) -> bool:
        text = section.text("level")
        if text not in ("", "form"):
            section.fault(f"'level' can only be form, not '{text}'", "level")
        entry = self._reader.catalogue.forms.get(self._form)
        if text and entry is not None and not entry.repeating:
            section.fault("'level: form' is for repeating forms only", "level")
        return text == "form"

    def _source(self, section: Section, kind: ItemType) -> str:
        form = section.text("source", required=kind is ItemType.CHOICE_DYNAMIC)
        forms, planned = self._reader.catalogue.forms, self._reader.catalogue.planned
        if form and kind not in _FROM_ROWS:
            section.fault(f"an item of type {kind} has no 'source'", "source")
        if form and form not in forms and form not in planned:
            section.fault(f"unknown form '{form}'{suggest(form, (*forms, *planned))}", "source")
        elif form in forms and not forms[form].repeating:
            section.fault(f"{form} does not repeat; its rows cannot be a source", "source")
        if kind is ItemType.PREFILLED and not form and not section.has("default_expr"):
            section.fault("a prefilled item needs a 'source' or a 'default_expr'")
        return form

    def _source_when(self, section: Section) -> Expression | None:
        source = section.text("source")
        if section.has("source_when") and not source:
            section.fault("'source_when' needs a 'source'", "source_when")
        catalogue = self._reader.catalogue
        if source not in catalogue.forms and source not in catalogue.planned:
            return None
        return self._condition(section, "source_when", Scope(form=source))

    def _columns(self, section: Section, kind: ItemType, oid: str) -> tuple[ItemDef, ...]:
        inner = section.sections("columns", required=kind is ItemType.TABLE)
        if inner and kind is not ItemType.TABLE:
            section.fault("only an item of type table has columns", "columns")
        columns = tuple(self._item(column, Scope(form=self._form, table=oid)) for column in inner)
        for column, part in zip(columns, inner, strict=True):
            part.close()
            if column.type is ItemType.TABLE:
                part.fault("a table holds no further table")
            if part.has("companions"):
                part.fault("a column of a table has no companions", "companions")
        return columns

    def _ctcae(self, section: Section) -> tuple[str, ...]:
        codes = section.texts("ctcae")
        for code in codes:
            if code not in self._companions.ctcae:
                near = suggest(code, self._companions.ctcae)
                section.fault(f"unknown CTCAE rule '{code}'{near}", "ctcae")
        return codes

    def _ref_range_of(self, section: Section) -> str:
        oid = section.text("ref_range_of")
        entry = self._reader.catalogue.forms.get(self._form)
        if oid and entry is not None and oid not in entry.items:
            near = suggest(oid, entry.items)
            section.fault(f"form {self._form} has no item '{oid}'{near}", "ref_range_of")
        return oid

    def _consistent(self, section: Section, item: ItemDef) -> None:
        """Report keys that are right alone and wrong together."""
        if section.has("required_when") and not item.required:
            section.fault("'required_when' needs 'required: true'", "required_when")
        if item.required and item.is_computed:
            section.fault("a computed item cannot be required", "required")
        if item.max_length is not None and item.type is not ItemType.TEXT:
            section.fault(f"an item of type {item.type} has no 'max_length'", "max_length")
        if item.words and item.type not in NUMERIC:
            section.fault(f"an item of type {item.type} takes no 'words'", "words")
        companions = section.text("companions")
        if companions and companions not in self._companions.sets:
            near = suggest(companions, self._companions.sets)
            section.fault(f"unknown companions '{companions}'{near}", "companions")
        if companions and item.type not in _WITH_NUMBER:
            section.fault(f"an item of type {item.type} has no companions", "companions")
