"""What a person asks to save, and why it may be refused."""

from dataclasses import dataclass

from hcc_crf.ledger.events import NOT_DONE, STRUCK, is_mark
from hcc_crf.ledger.settlement import settlement_of
from hcc_crf.values import Bilingual, FormPath, Slot, Value

from .parse import Typed


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """One deliberate save of one form.

    Attributes:
        form: Subject, visit and form.
        entries: What was typed, by place; a blank text clears the item.
        strikes: Rows to strike out with the reason; an empty reason puts the row back.
        not_done: Reason why the form was not done; empty: it is to be done after all;
            `None`: not asked.
        reason: Why saved values change; empty for first entry.
    """

    form: FormPath
    entries: tuple[tuple[Slot, Typed], ...] = ()
    strikes: tuple[tuple[int, str], ...] = ()
    not_done: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who saves.

    Attributes:
        user: User id.
        role: Their role.
    """

    user: str
    role: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for a refusal.

    Attributes:
        code: Stable, such as `REASON-NEEDED`.
        path: Where, as written on screen.
        message: What is wrong and what to do.
    """

    code: str
    path: str
    message: Bilingual


@dataclass(frozen=True, slots=True)
class Refused:
    """A save that does not happen; nothing of it is kept but the draft."""

    problems: tuple[Problem, ...]


def place_named(form: FormPath, slot: Slot) -> str:
    """Return where, as a person knows it: a mark by the row, form or item it is about."""
    settlement = settlement_of(slot.item)
    if settlement is not None and settlement.item:
        return f"{form}{Slot(settlement.item, slot.row, slot.group, slot.group_row)}"
    if is_mark(slot.item):
        return f"{form}[{slot.row}]" if slot.row else str(form)
    return f"{form}{slot}"


def marks_of(request: SaveRequest) -> dict[Slot, Value]:
    """Return strikes and the not-done mark, as values of their items."""
    marks = {Slot(STRUCK, row): Value(why, why.strip()) for row, why in request.strikes}
    if request.not_done is not None:
        marks[Slot(NOT_DONE)] = Value(request.not_done, request.not_done.strip())
    return marks
