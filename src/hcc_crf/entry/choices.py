"""The choices an item offers: a code list, the rows of another form, or the site's laboratories."""

from hcc_crf.study.model import ItemDef, ItemType, Term
from hcc_crf.values import Bilingual, Slot, VisitCode

from .runtime import Missing
from .scope import Book, Place, Scope


def choices_of(book: Book, item: ItemDef) -> tuple[Term, ...]:
    """Return the choices of an item, empty for one that is no choice."""
    if item.codelist:
        return book.study.codelists[item.codelist].terms
    if item.type is ItemType.LAB_REF:
        site = book.study.sites_by_oid.get(book.context.site)
        return tuple(Term(lab.oid, lab.label) for lab in site.laboratories) if site else ()
    if item.type is ItemType.CHOICE_DYNAMIC:
        return tuple(_rows(book, item))
    return ()


def _rows(book: Book, item: ItemDef) -> list[Term]:
    form = item.source
    if form not in book.study.forms:
        return []
    visit = book.program.home[form]
    found = []
    for row in book.rows(visit, form):
        if item.source_when is not None:
            condition = book.program.compiled(item.source_when)
            if condition(Scope(book, Place(visit, form, row))) is not True:
                continue
        key = book.row_key(form, row)
        found.append(Term(key, _row_label(book, visit, form, row, key)))
    return found


def _row_label(book: Book, visit: VisitCode, form: str, row: int, key: str) -> Bilingual:
    """The key with the first text of the row: `2 · Fatigue`, `T01 · liver, segment 8`."""
    for item in book.study.forms[form].items:
        if item.type is ItemType.TEXT:
            text = book.value(visit, form, Slot(item.oid, row))
            if not isinstance(text, Missing):
                return Bilingual(f"{key} · {text}", f"{key} · {text}")
    return Bilingual(key, key)
