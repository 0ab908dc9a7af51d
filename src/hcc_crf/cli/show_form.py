"""A form as `show` answers it."""

from hcc_crf.ledger.casebook import Casebook, Cell, FormData
from hcc_crf.session import DerivedValue, FieldView, Finding, FormView, RowView, TableView
from hcc_crf.study.model import ItemDef
from hcc_crf.values import Language

from .enter_line import finding_answer


def form_answer(view: FormView, casebook: Casebook, language: Language) -> dict[str, object]:
    """Return a form with its values, rows, derived values and findings."""
    path = view.path
    data = casebook.form(path.visit, path.form)
    repeating = view.definition.repeating
    derived: dict[str, object] = {
        value.path.slot.item: _derived(value, language) for value in view.form_level
    }
    answer: dict[str, object] = {
        "subject": path.subject,
        "visit": path.visit,
        "form": path.form,
        "version": data.version if data else view.definition.version,
        "state": view.status.state.value,
    }
    if view.not_done:
        answer["not_done"] = view.not_done
    if repeating:
        answer["items"] = {}
        answer["rows"] = [_row(row, data, language) for row in view.rows]
    else:
        row = view.rows[0]
        answer["items"] = _items(row, data)
        answer["rows"] = []
        derived |= _derived_of(row, language)
    answer["derived"] = derived
    answer["findings"] = [finding_answer(finding, language) for finding in view.findings]
    answer["queries"] = []
    answer["settled"] = [_settled(finding, data, language) for finding in view.settled]
    return answer


def _settled(finding: Finding, data: FormData | None, language: Language) -> dict[str, str]:
    """A finding that stands: why, and who said so when."""
    cell = data.cells.get(finding.mark) if data and finding.mark else None
    return {
        **finding_answer(finding, language),
        "reason": finding.settled,
        "by": cell.user if cell else "",
        "at": cell.at_utc if cell else "",
    }


def _row(row: RowView, data: FormData | None, language: Language) -> dict[str, object]:
    return {
        "row": row.row,
        "key": row.key,
        "struck": row.struck or None,
        "items": _items(row, data),
        "derived": _derived_of(row, language),
    }


def _items(row: RowView, data: FormData | None) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in row.fields:
        cell = data.cells.get(field.slot) if data else None
        if cell is not None and not cell.value.is_blank:
            found[field.slot.item] = _cell(field, cell)
    for table in row.tables:
        rows = _table(table, data)
        if rows:
            found[table.item.oid] = {"rows": rows}
    return found


def _table(table: TableView, data: FormData | None) -> list[dict[str, object]]:
    return [
        {
            "row": number,
            "items": {
                field.slot.item: _cell(field, cell)
                for field in fields
                if data and (cell := data.cells.get(field.slot)) and not cell.value.is_blank
            },
        }
        for number, fields in table.rows
    ]


def _cell(field: FieldView, cell: Cell) -> dict[str, object]:
    value = cell.value
    answer: dict[str, object] = {
        "value": value.canonical or None,
        "text": value.text,
        "unit": value.unit or None,
        "missing": value.missing.value if value.missing else None,
        "by": cell.user,
        "at": cell.at_utc,
    }
    if not field.is_shown:
        answer["applies"] = False
    return answer


def _derived_of(row: RowView, language: Language) -> dict[str, object]:
    return {
        field.slot.item: _derived(field.derived, language)
        for field in row.fields
        if field.derived is not None and not _is_idle(field.item, row)
    }


def _is_idle(item: ItemDef, row: RowView) -> bool:
    """A flag or grade of a laboratory value that is not there says nothing."""
    if not item.companion_of:
        return False
    parent = next(field for field in row.fields if field.item.oid == item.companion_of)
    return parent.value.is_blank and parent.derived is None


def _derived(value: DerivedValue, language: Language) -> dict[str, object]:
    answer: dict[str, object] = {"value": value.display or None}
    if value.canonical and value.exact is not None:
        answer["exact"] = value.exact
    if value.unit:
        answer["unit"] = value.unit
    answer["why"] = value.why.in_language(language)
    answer["rule"] = value.rule
    return answer
