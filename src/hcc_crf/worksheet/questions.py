"""The questions of a form that does not repeat, as rows to fill in.

Items that certainly do not apply at the visit are left out; an item whose condition holds under the
defaults of the form (sample taken: yes) needs no hint; the others say when they apply.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import msgspec

from hcc_crf.entry.view import FieldView, FormView
from hcc_crf.entry.workbook import Workbook
from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.values import Language, Slot

from . import texts
from .answers import answer_of, previous_text, value_text
from .conditions import hint_text
from .document import Block, Choices, Fields, Note, Row, SubHeading, Tone
from .grids import inner_grid
from .paper import Paper, applies, with_defaults
from .typeset import estimate

_LONG_LABEL = 50
_SHORT_CHOICE = 12
_LABEL_OF_TICK = {Language.EN: 8, Language.ZH: 10}
"""Extras with longer labels are ticked by their codes."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A form being laid out: its view, and the workbook under its defaults."""

    paper: Paper
    view: FormView
    primed: Workbook
    fields: dict[str, FieldView] = field(default_factory=dict)


def question_blocks(paper: Paper, view: FormView) -> tuple[Block, ...]:
    """Return the blocks of a form that does not repeat."""
    fields = {f.slot.item: f for f in view.rows[0].fields}
    defaults = {f.slot: f.proposed for f in fields.values() if f.proposed is not None}
    form = _Form(paper, view, with_defaults(paper, view.path, defaults), fields)
    return (*_blocks(form), *_code_notes(form))


def _blocks(form: _Form) -> Iterator[Block]:
    rows: list[Row] = []
    for item in form.view.definition.items:
        if item.is_computed or item.read_only or item.companion_of:
            continue
        slot = Slot(item.oid)
        if applies(form.paper.book, form.view.path, slot, item) is False:
            continue
        if item.type is ItemType.TABLE:
            if rows:
                yield _fields(form.paper, rows)
            rows = []
            yield Note(_table_title(form, item), Tone.STRONG)
            yield from inner_grid(form.paper, form.view, item)
        else:
            rows.append(_row(form, form.fields[item.oid]))
    if rows:
        yield _fields(form.paper, rows)


def _table_title(form: _Form, item: ItemDef) -> str:
    hint = _hint(form, item)
    title = form.paper.label(item.label) + ("*" if item.required else "")
    return f"{title} ({hint})" if hint else title


def _row(form: _Form, view: FieldView) -> Row:
    item = view.item
    return Row(
        label=form.paper.label(item.label),
        answer=answer_of(item, view.choices, form.paper.language),
        is_required=item.required,
        hint=_hint(form, item),
        extras=tuple(_extras(form, item)),
        aside=aside_of(form.paper, view),
    )


def aside_of(paper: Paper, view: FieldView) -> str:
    """Return what is known already: the value saved at this visit, else the previous one."""
    if not view.saved.is_blank:
        said = value_text(view.item, view.saved, view.choices, paper.language)
        return paper.say(texts.ENTERED, value=said)
    return previous_text(view, paper.language)


def _hint(form: _Form, item: ItemDef) -> str:
    if item.show_when is None:
        return ""
    if applies(form.primed, form.view.path, Slot(item.oid), item) is True:
        return ""
    return hint_text(form.paper.study, item.show_when, form.paper.language)


def _extras(form: _Form, item: ItemDef) -> Iterator[tuple[str, Choices]]:
    for view in form.fields.values():
        if view.item.companion_of != item.oid or view.item.is_computed or not view.choices:
            continue
        labels = tuple(form.paper.label(term.label) for term in view.choices)
        if _is_by_code(form, labels):
            yield "", Choices(tuple(term.code for term in view.choices))
            continue
        label = form.paper.label(view.item.label).rpartition(" · ")[2]
        yield "" if all(label in said for said in labels) else label, Choices(labels)


def _code_notes(form: _Form) -> Iterator[Note]:
    """What the codes of the extras mean, once a form."""
    said: set[str] = set()
    for view in form.fields.values():
        codes = view.item.codelist
        if not view.item.companion_of or view.item.is_computed or codes in said:
            continue
        said.add(codes)
        labels = [form.paper.label(term.label) for term in view.choices]
        if _is_by_code(form, labels):
            said_by = zip(view.choices, labels, strict=True)
            yield Note("; ".join(f"{term.code} = {label}" for term, label in said_by))


def _is_by_code(form: _Form, labels: Iterable[str]) -> bool:
    longest = _LABEL_OF_TICK[form.paper.language]
    return any(estimate(label) > longest for label in labels)


def _fields(paper: Paper, rows: list[Row]) -> Fields:
    has_extras = any(row.extras for row in rows)
    has_asides = any(row.aside for row in rows)
    heads = ("", "", "", "")
    if has_extras or has_asides:
        heads = (
            paper.say(texts.ITEM),
            paper.say(texts.RESULT),
            paper.say(texts.UNUSUAL) if has_extras else "",
            "" if paper.is_blank else paper.say(texts.PREVIOUS),
        )
    return Fields(tuple(_under_headings(paper, rows)), heads, _has_long_labels(rows))


def _under_headings(paper: Paper, rows: list[Row]) -> Iterator[Row | SubHeading]:
    """Say a condition that several rows in a run share once above them."""
    for hint, group in groupby(rows, key=lambda row: row.hint):
        run = list(group)
        if not hint or len(run) == 1 or hint == paper.say(texts.IF_APPLICABLE):
            yield from run
            continue
        yield SubHeading(hint[:1].upper() + hint[1:])
        yield from (msgspec.structs.replace(row, hint="", is_indented=True) for row in run)


def _has_long_labels(rows: list[Row]) -> bool:
    is_short = [
        isinstance(row.answer, Choices) and _width(row.answer) < _SHORT_CHOICE for row in rows
    ]
    return sum(is_short) * 2 > len(rows) and any(estimate(r.label) > _LONG_LABEL for r in rows)


def _width(choices: Choices) -> int:
    return sum(estimate(label) for label in choices.labels)
