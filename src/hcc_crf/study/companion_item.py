"""A companion column, made into an item of the laboratory value it belongs to."""

from hcc_crf.values import Bilingual

from .companions import CompanionColumn
from .expression_reader import ExpressionReader
from .functions import Kind
from .model import COMPUTED, ItemDef
from .resolve import Scope


def companion_item(
    reader: ExpressionReader, form: str, item: ItemDef, column: CompanionColumn
) -> tuple[ItemDef, frozenset[tuple[str, str]]]:
    """Return a companion of `item` and what its value rests on.

    A companion is hidden with its item. A typed one is hidden also while the item is blank, so that
    an empty page does not ask for the significance of values nobody has entered.
    """
    scope = Scope(form=form, companion_of=item.oid)
    calc = reader.reading(column.calc.source, Kind.VALUE, scope, column.calc.place)
    made = ItemDef(
        oid=item.oid + column.suffix,
        label=Bilingual(
            f"{item.label.en} · {column.label.en}", f"{item.label.zh} · {column.label.zh}"
        ),
        type=column.type,
        data_class=item.data_class,
        codelist=column.codelist,
        required=column.required,
        required_when=reader.expression(
            column.required_when.source, Kind.BOOL, scope, column.required_when.place
        ),
        show_when=reader.expression(_shown(item, column), Kind.BOOL, scope, column.show_when.place),
        read_only=column.type in COMPUTED,
        calc=calc.expression,
        form_level=item.form_level,
        companion_of=item.oid,
        line=item.line,
    )
    return made, calc.looks_at


def _shown(item: ItemDef, column: CompanionColumn) -> str:
    """Return when the companion is shown: as its item, and as its column says."""
    parts = [item.show_when.source] if item.show_when is not None else []
    if column.type not in COMPUTED:
        parts.append(f"not is_missing({item.oid})")
    if column.show_when.source:
        parts.append(column.show_when.source)
    return " and ".join(f"({part})" for part in parts)
