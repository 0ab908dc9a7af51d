"""The table of a form: which columns its file has, and which of its inner tables.

Columns (cli.md, "Answers of `show`, `audit` and the CSV export"): `STUDYID, SITEID, SUBJID, VISIT,
ROW, FORMVER, STATE`, then every item by OID in the order of the page, derived items and companions
among them, each followed by

* `OID_UNIT` and `OID_STD`, where it has units: the unit as entered, the value in the standard unit;
* `OID_MISSING`, where a person types it: ND, NA, UNK, NASK or REF.

An item that is called like one of the first columns is called by form and OID, `DM_SITEID`. An
inner table has a file of its own, `FORM_TABLE.csv`, with `TABROW` after `ROW`. Items of class
*identity* are in no file.
"""

from dataclasses import dataclass

from hcc_crf.study.model import FormDef, ItemDef, ItemType

KEYS = ("STUDYID", "SITEID", "SUBJID", "VISIT", "ROW")
STATUS = ("FORMVER", "STATE")
INNER_ROW = "TABROW"
RESERVED = frozenset((*KEYS, INNER_ROW, *STATUS))
IDENTITY = "identity"


@dataclass(frozen=True)
class FormTable:
    """One data file.

    Attributes:
        name: Of the file, without `.csv`.
        table: The inner table it holds; `None` for the form itself.
        items: The items that have columns.
        columns: The header.
    """

    name: str
    form: FormDef
    table: ItemDef | None
    items: tuple[ItemDef, ...]
    columns: tuple[str, ...]


def form_tables(form: FormDef) -> tuple[FormTable, ...]:
    """Return the files of a form: its own, then those of its inner tables."""
    items = tuple(item for item in form.items if item.type is not ItemType.TABLE and _is_out(item))
    own = FormTable(form.oid, form, None, items, (*KEYS, *STATUS, *_columns(form, items)))
    inner = tuple(_inner(form, item) for item in form.items if item.type is ItemType.TABLE)
    return (own, *inner)


def _inner(form: FormDef, table: ItemDef) -> FormTable:
    items = tuple(column for column in table.columns if _is_out(column))
    columns = (*KEYS, INNER_ROW, *STATUS, *_columns(form, items))
    return FormTable(f"{form.oid}_{table.oid}", form, table, items, columns)


def _is_out(item: ItemDef) -> bool:
    return item.data_class != IDENTITY


def columns_of(form: str, item: ItemDef) -> tuple[str, ...]:
    """Return the columns of one item of a form."""
    name = f"{form}_{item.oid}" if item.oid in RESERVED else item.oid
    units = (f"{name}_UNIT", f"{name}_STD") if item.unit else ()
    missing = () if item.is_computed else (f"{name}_MISSING",)
    return (name, *units, *missing)


def _columns(form: FormDef, items: tuple[ItemDef, ...]) -> tuple[str, ...]:
    return tuple(name for item in items for name in columns_of(form.oid, item))
