"""Where on a form something is, as a person says it: the label of its item and its row. Pure."""

from hcc_crf.session import FormView, Problem
from hcc_crf.study.unit_signs import with_signs
from hcc_crf.values import Bilingual, ItemPath, Language, Slot

from .entry_texts import AT_ROW, MORE, NAMED_PROBLEM, NOT_SAVED, NOT_SAVED_LINES, ROW
from .form_state import every_field
from .texts import filled

LISTED = 4
"""More problems than these are counted, not listed."""


def row_name(view: FormView, slot: Slot | None) -> Bilingual | None:
    """Return `T03` or `Row 2`; `None` where the form has no rows."""
    if slot is None or not slot.row or not view.definition.repeating:
        return None
    key = next((row.key for row in view.rows if row.row == slot.row), str(slot.row))
    if view.definition.row_key and not key.isdigit():
        return Bilingual(key, key)
    return filled(ROW, key=key)


def at_its_row(view: FormView, slot: Slot | None, message: Bilingual) -> Bilingual:
    """Return a message with the row it speaks of before it."""
    row = row_name(view, slot)
    if row is None:
        return message
    return Bilingual(
        AT_ROW.en.format(row=row.en, message=message.en),
        AT_ROW.zh.format(row=row.zh, message=message.zh),
    )


def refusal(view: FormView, problems: tuple[Problem, ...]) -> Bilingual:
    """Return why a save did not happen, one problem a line, each with its item and row."""
    lines = [_line(view, problem) for problem in problems]
    if len(lines) == 1:
        return Bilingual(
            NOT_SAVED.en.format(problem=lines[0].en), NOT_SAVED.zh.format(problem=lines[0].zh)
        )
    more = [filled(MORE, count=str(len(lines) - LISTED))] if len(lines) > LISTED else []
    shown = [NOT_SAVED_LINES, *lines[:LISTED], *more]
    return Bilingual("\n".join(one.en for one in shown), "\n".join(one.zh for one in shown))


def _line(view: FormView, problem: Problem) -> Bilingual:
    """A problem with the label of its item and its row, unless the message begins with it."""
    slot = slot_of(problem)
    field = next((one for one in every_field(view) if one.slot == slot), None)
    if field is None:
        return at_its_row(view, slot, problem.message)
    label, said = field.item.label, problem.message
    named = Bilingual(
        _named(Language.EN, label.en, said.en), _named(Language.ZH, label.zh, said.zh)
    )
    return at_its_row(view, slot, named)


def _named(language: Language, label: str, message: str) -> str:
    if message.startswith(label):
        return with_signs(message, language)
    text = NAMED_PROBLEM.in_language(language)
    return with_signs(text.format(item=label, message=message), language)


def still_wrong(view: FormView, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of a refused save that what is typed now still has."""
    wrong = {field.slot for field in every_field(view) if field.problem is not None}
    return tuple(one for one in problems if slot_of(one) is None or slot_of(one) in wrong)


def first_on_page(view: FormView, problems: tuple[Problem, ...]) -> Slot | None:
    """Return the place of the problem that comes first on the page, `None` without a place."""
    order = {field.slot: at for at, field in enumerate(every_field(view))}
    slots = [slot for slot in map(slot_of, problems) if slot is not None]
    return min(slots, key=lambda slot: order.get(slot, len(order)), default=None)


def slot_of(problem: Problem) -> Slot | None:
    """Return the place of a problem, `None` where it is not of one item."""
    try:
        return ItemPath.parse(problem.path).slot
    except ValueError:
        return None
