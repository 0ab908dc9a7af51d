"""What is known of a row of a table already: where its lesion lies, what it was last time."""

import re

from hcc_crf.entry.choices import choices_of
from hcc_crf.entry.derived import DerivedValue
from hcc_crf.entry.plan import earlier_visits
from hcc_crf.entry.view import FieldView, FormView, RowView
from hcc_crf.study.model import FormDef, ItemType
from hcc_crf.values import Slot

from .answers import derived_text, previous_text, value_text
from .paper import Paper


def short_label(label: str) -> str:
    """Return a label without the explanation in brackets at its end."""
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", label) or label


def lesion_text(paper: Paper, definition: FormDef, row: int) -> str:
    """Return where a lesion of baseline lies: location, segment, description, nature."""
    source = definition.rows_come_from
    home = paper.program.home[source]
    said = []
    for item in paper.study.forms[source].items:
        if item.type is ItemType.DATE:
            break
        value = paper.casebook.value(home, source, Slot(item.oid, row))
        if item.type in (ItemType.CHOICE, ItemType.TEXT) and not value.is_blank:
            said.append(value_text(item, value, choices_of(paper.book, item), paper.language))
    return "; ".join(said)


def given_text(paper: Paper, field: FieldView, derived: DerivedValue) -> str:
    """What the program gives a row, with the earlier visit it comes from."""
    said = derived_text(derived, field.choices, paper.language)
    visits = (name.partition("/")[0] for name, _value in derived.inputs)
    source = next((visit for visit in visits if visit != derived.path.form.visit), "")
    return f"{said} ({source})" if said and source else said


def latest_visit(paper: Paper, view: FormView, row: RowView) -> str:
    """The last visit before this one at which a row was assessed; empty for none.

    What an earlier one says besides is out of date: the size of a lesion that is gone by now.
    """
    said = {visit_of(field.previous) for field in row.fields}
    earlier = earlier_visits(paper.book, view.definition.oid, view.path.visit)
    return next((visit for visit in earlier if visit in said), "")


def previous_in_cell(paper: Paper, field: FieldView) -> str:
    """The last known value, a choice without the explanation in brackets: `Disappeared (TA5)`."""
    said, space, visit = previous_text(field, paper.language).rpartition(" (")
    label = short_label(said) if field.choices else said
    return f"{label}{space}{visit}"


def visit_of(previous: str) -> str:
    """`27.4 umol/L (C2D1)` → `C2D1`."""
    return previous.rpartition(" (")[2].removesuffix(")")
