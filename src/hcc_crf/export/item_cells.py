"""The cell of a value wherever items of all kinds share a column, as in the audit trail."""

from hcc_crf.study.model import NUMERIC, Study
from hcc_crf.values import ItemPath, Value

from .cells import number_cell, text_cell


def value_cell(study: Study, path: ItemPath, value: Value) -> str:
    """Return a canonical value as a cell: a number where the item holds numbers, else a text.

    Marks (struck, not done) and items that the definitions do not know are texts.
    """
    form = study.forms.get(path.form.form)
    item = form.by_oid.get(path.slot.item) if form else None
    if item is not None and (item.type in NUMERIC or item.is_computed):
        return number_cell(value.canonical)
    return text_cell(value.canonical)
