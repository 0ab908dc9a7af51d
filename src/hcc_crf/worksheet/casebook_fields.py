"""A saved form as it stands: values as entered, derived values with their why, what is open."""

from collections.abc import Iterator

from hcc_crf.entry.derived import ARITHMETIC_RULE, DerivedValue
from hcc_crf.entry.view import FieldView, FormView
from hcc_crf.ledger.casebook import FormData
from hcc_crf.ledger.events import Origin
from hcc_crf.study.model import ItemDef, ItemType

from . import texts
from .answers import derived_text, stated, value_text
from .casebook_findings import finding_text, findings_beside, form_notes
from .casebook_grids import inner_values, row_values
from .document import Answer, Block, Fields, Note, Row, Stated, Tone
from .paper import Paper
from .typeset import estimate

_LONG_LABEL = 50
_LONG_VALUE = 100
_MANY = 8
"""Inputs of plain arithmetic that are counted instead of listed."""


def saved_blocks(paper: Paper, view: FormView, data: FormData) -> tuple[Block, ...]:
    """Return the blocks of a saved form."""
    blocks: list[Block] = []
    if view.not_done:
        reason = paper.say(texts.FORM_NOT_DONE, reason=view.not_done)
        blocks.append(Note(reason, Tone.PLAIN))
    if view.definition.repeating:
        blocks += row_values(paper, view)
        blocks += _form_level(paper, view)
    elif not view.not_done:
        blocks += _values(paper, view, data)
    return (*blocks, *form_notes(paper, view))


def _values(paper: Paper, view: FormView, data: FormData) -> Iterator[Block]:
    fields = {field.slot.item: field for field in view.rows[0].fields}
    rows: list[Row] = []
    for item in view.definition.items:
        if item.companion_of or item.form_level:
            continue
        if item.type is not ItemType.TABLE:
            rows += _row(paper, view, data, fields[item.oid])
            continue
        if rows:
            yield _block(paper, rows)
        rows = []
        yield from inner_values(paper, view, item)
    if rows:
        yield _block(paper, rows)


def _block(paper: Paper, rows: list[Row]) -> Fields:
    heads = (paper.say(texts.ITEM), paper.say(texts.VALUE), "", paper.say(texts.REMARKS))
    return Fields(tuple(rows), heads, _has_long_labels(rows))


def _has_long_labels(rows: list[Row]) -> bool:
    long = [row for row in rows if estimate(row.label) > _LONG_LABEL]
    return len(long) * 3 > len(rows) and not any(_is_long(row.answer) for row in rows)


def _is_long(answer: Answer) -> bool:
    return isinstance(answer, Stated) and estimate(answer.text) > _LONG_VALUE


def _row(paper: Paper, view: FormView, data: FormData, field: FieldView) -> Iterator[Row]:
    """One row; none for what was optional and is empty, or does not apply and holds nothing."""
    item = field.item
    if field.derived is not None:
        yield derived_row(paper, item, field.derived, field)
        return
    found = tuple(findings_beside(paper, item.label, field))
    if field.saved.is_blank and not found:
        return
    label = paper.label(item.label)
    if field.saved.is_blank:
        yield Row(label, stated(""), aside="; ".join(found))
        return
    said = value_text(item, field.saved, field.choices, paper.language)
    tone = Tone.PLAIN if field.is_shown else Tone.STRUCK
    remarks = (*_remarks(paper, view, data, field), *found)
    yield Row(label, Stated(said, tone), aside="; ".join(filter(None, remarks)))


def derived_row(
    paper: Paper, item: ItemDef, derived: DerivedValue, field: FieldView | None = None
) -> Row:
    """Return a derived value with its why."""
    said = derived_text(derived, field.choices if field else (), paper.language)
    why = paper.label(derived.why)
    if derived.rule == ARITHMETIC_RULE and len(derived.inputs) > _MANY and said:
        why = paper.say(texts.FROM_MANY, count=len(derived.inputs))
    found = findings_beside(paper, item.label, field) if field else ()
    return Row(paper.label(item.label), stated(said), aside="; ".join((why, *found)))


def _remarks(paper: Paper, view: FormView, data: FormData, field: FieldView) -> Iterator[str]:
    """The value in the standard unit, what the companions say, and that it was a default."""
    if field.echo is not None and field.saved.unit != field.item.unit:
        yield paper.label(field.echo)
    yield from companion_texts(paper, view, field.item)
    cell = data.cells.get(field.slot)
    if cell is not None and cell.origin is Origin.DEFAULT:
        yield paper.say(texts.BY_DEFAULT)


def companion_texts(paper: Paper, view: FormView, item: ItemDef) -> Iterator[str]:
    """Flag, grade and judgement of a laboratory value, and what was found about them."""
    for field in view.rows[0].fields:
        if field.item.companion_of != item.oid:
            continue
        if field.derived is not None:
            yield _flag(paper, field, field.derived)
        elif not field.saved.is_blank:
            label = paper.label(field.item.label).rpartition(" · ")[2]
            said = value_text(field.item, field.saved, field.choices, paper.language)
            yield said if len(field.choices) and said.startswith(label) else f"{label}: {said}"
        for finding in (*field.findings, *field.settled):
            yield finding_text(paper, finding).replace(f"{paper.label(item.label)} · ", "")


def _flag(paper: Paper, field: FieldView, derived: DerivedValue) -> str:
    if field.item.codelist:
        flag = texts.FLAGS.get(derived.display)
        return paper.say(flag) if flag else ""
    grade = derived.display
    return paper.say(texts.GRADE, grade=grade) if grade not in ("", "0") else ""


def _form_level(paper: Paper, view: FormView) -> Iterator[Block]:
    rows = [
        derived_row(paper, view.definition.by_oid[derived.path.slot.item], derived)
        for derived in view.form_level
    ]
    if rows:
        yield _block(paper, rows)
