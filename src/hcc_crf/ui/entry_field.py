"""What one field shows: from the view of an item to text, choices, marks and words beside it. Pure.

A field draws its `FieldState` and remembers nothing; two equal states look the same, which is how a
screen knows what need not be drawn again.
"""

import re
from dataclasses import dataclass, replace

from hcc_crf.session import FieldView
from hcc_crf.study.model import ItemDef, ItemType, Severity
from hcc_crf.study.unit_signs import with_signs
from hcc_crf.values import (
    Bilingual,
    Language,
    Slot,
)

from .entry_texts import SETTLED_SAID
from .entry_values import (
    codes_of,
    derived_text,
    missing_text,
    previous_text,
    typed_text,
)

REQUIRED = "required"
"""Check of a finding that says an answer is missing."""
_DERIVED = re.compile(r"\s*[(（](derived|自动)[^)）]*[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its code and how it is called."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Note:
    """One line beside a field: what is wrong or odd. Shape and colour say how grave."""

    severity: Severity
    text: str

    @property
    def line(self) -> str:
        """The text behind its shape."""
        return f"{'■' if self.severity is Severity.HARD else '▲'} {self.text}"


@dataclass(frozen=True, slots=True)
class FieldState:
    """What one field shows.

    Attributes:
        label: With `*` when it must be filled.
        name: The label alone, for readers and messages.
        text: What stands in the field.
        ghost: What stands there in grey while it is empty: a missing reason, a default.
        codes: The chosen codes of a choice.
        proposed: The codes a save would fill in.
        offered: What a save would fill in, as one would type it; Enter takes it.
        unit: The unit of the number, as chosen.
        missing: Code of the missing reason, or empty.
        kept: What comes back when the missing reason is taken away.
        echo: What was understood, the previous value, grades: said in grey beside the field.
        notes: What is wrong or odd.
        about: The explanation of the definition.
        companion_of: The item this one belongs to, or empty.
        is_struck: The value no longer counts: its row was struck out, or the form is not done.
    """

    slot: Slot
    label: str
    name: str
    text: str = ""
    ghost: str = ""
    codes: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    offered: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    units: tuple[str, ...] = ()
    missing: str = ""
    kept: str = ""
    echo: str = ""
    notes: tuple[Note, ...] = ()
    about: str = ""
    companion_of: str = ""
    is_shown: bool = True
    is_required: bool = False
    is_locked: bool = False
    is_draft: bool = False
    is_struck: bool = False

    @property
    def severity(self) -> Severity | None:
        """The gravest of the notes."""
        severities = {note.severity for note in self.notes}
        return max(severities, key=lambda one: one is Severity.HARD, default=None)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a page knows of the moment, besides the view of its form.

    Attributes:
        language: The language of the screen.
        typing: The field being typed into, where nothing is called wrong before it is finished.
        new: Places of rows that are on the screen but hold nothing yet.
        is_read_only: The person may look only.
    """

    language: Language
    typing: Slot | None = None
    new: frozenset[Slot] = frozenset()
    is_read_only: bool = False


def is_in_new_row(slot: Slot, new: frozenset[Slot]) -> bool:
    """Return whether a place lies in a row that holds nothing yet."""
    here = (slot.row, slot.group, slot.group_row)
    return any(
        (one.row, one.group, one.group_row) == here or (not one.group and one.row == slot.row)
        for one in new
    )


def label_of(item: ItemDef, language: Language, *, is_required: bool) -> str:
    """Return the label of an item, with `*` when it must be filled.

    The grey of a derived value says that it is derived; a companion stands below its item.
    """
    name = item.label.in_language(language)
    if item.is_computed:
        return _DERIVED.sub("", name)
    if item.companion_of:
        name = name.rpartition(" · ")[2]
    return f"{name}\N{NO-BREAK SPACE}*" if is_required else name


def field_state(
    view: FieldView, moment: Moment, *, locked: bool, quiet: bool, grade: str
) -> FieldState:
    """Return what one field shows.

    Args:
        view: The item.
        moment: Language, field being typed into, new rows.
        locked: Nobody may type: read only, struck out or not done.
        quiet: Missing answers are not called missing yet.
        grade: What the derived companions of the item say.
    """
    item, language = view.item, moment.language
    if not view.is_shown:
        name = item.label.in_language(language)
        return FieldState(view.slot, name, name, is_shown=False, is_locked=True)
    shown = _shown_value(view, language)
    return FieldState(
        slot=view.slot,
        label=label_of(item, language, is_required=view.is_required),
        name=item.label.in_language(language),
        text=shown.text,
        ghost=shown.ghost,
        codes=shown.codes,
        proposed=shown.proposed,
        offered=shown.offered,
        choices=_choices(view, shown.codes, language),
        unit=_unit(view),
        units=item.units,
        missing=shown.missing,
        kept=shown.kept,
        echo=_echo(view, language, grade),
        notes=_notes(view, moment, quiet=quiet),
        about=_about(view, language),
        companion_of=item.companion_of,
        is_required=view.is_required,
        is_locked=locked or item.is_computed or item.read_only,
        is_draft=view.draft is not None and not is_in_new_row(view.slot, moment.new),
    )


def struck_out(state: FieldState) -> FieldState:
    """Return a field that no longer counts: what it holds can be read, and nothing is asked."""
    return replace(
        state,
        label=state.label.removesuffix("\N{NO-BREAK SPACE}*"),
        ghost=state.ghost if state.missing else "",
        proposed=(),
        offered="",
        notes=(),
        is_required=False,
        is_struck=True,
    )


def _about(view: FieldView, language: Language) -> str:
    """The why of a derived value, else the explanation of the definition."""
    if view.derived is not None:
        return with_signs(view.derived.why.in_language(language), language)
    return view.item.note.in_language(language) if view.item.note else ""


@dataclass(frozen=True, slots=True)
class _Shown:
    text: str = ""
    ghost: str = ""
    codes: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    offered: str = ""
    missing: str = ""
    kept: str = ""


def _shown_value(view: FieldView, language: Language) -> _Shown:
    if view.derived is not None:
        return _Shown(text=derived_text(view, language))
    draft = view.draft
    if draft is not None and draft.missing:
        return _Shown(
            ghost=missing_text(draft.missing, language), missing=draft.missing, kept=draft.text
        )
    if draft is not None:
        return _Shown(text=draft.text, codes=codes_of(draft.text))
    saved = view.saved
    if saved.missing is not None:
        return _Shown(ghost=missing_text(saved.missing, language), missing=saved.missing)
    if saved.canonical:
        return _Shown(text=typed_text(view.item, saved), codes=codes_of(saved.canonical))
    if view.proposed is not None:
        ghost = typed_text(view.item, view.proposed)
        return _Shown(ghost=ghost, proposed=codes_of(view.proposed.canonical), offered=ghost)
    return _Shown()


def _choices(view: FieldView, codes: tuple[str, ...], language: Language) -> tuple[Choice, ...]:
    """The choices, with chosen ones that are offered no longer."""
    offered = tuple(Choice(t.code, t.label.in_language(language)) for t in view.choices)
    known = {choice.code for choice in offered}
    if not offered and view.item.type not in (ItemType.CHOICE_DYNAMIC, ItemType.LAB_REF):
        return ()
    return offered + tuple(Choice(code, code) for code in codes if code not in known)


def _unit(view: FieldView) -> str:
    if view.draft is not None and view.draft.unit:
        return view.draft.unit
    return view.saved.unit or view.item.unit


def _echo(view: FieldView, language: Language, grade: str) -> str:
    said = with_signs(view.echo.in_language(language), language) if view.echo else ""
    parts = [] if view.draft is not None and said == view.draft.text else [said]
    if view.value.missing is not None and view.draft is not None and not view.draft.missing:
        parts.append(missing_text(view.value.missing, language))
    if grade:
        parts.append(grade)
    parts += [SETTLED_SAID.in_language(language).format(reason=one.settled) for one in view.settled]
    parts.append(previous_text(view, _unit(view), language))
    return " · ".join(part for part in parts if part)


def _notes(view: FieldView, moment: Moment, *, quiet: bool) -> tuple[Note, ...]:
    if view.slot == moment.typing or is_in_new_row(view.slot, moment.new):
        return ()
    language = moment.language
    problem: Bilingual | None = view.problem
    notes = []
    if problem is not None:
        said = with_signs(problem.in_language(language), language)
        notes.append(Note(Severity.HARD, said))
    notes += [
        Note(finding.severity, short_message(view, finding.message, language))
        for finding in view.findings
        if not (finding.check == REQUIRED and (quiet or problem))
    ]
    return tuple(notes)


def short_message(view: FieldView, message: Bilingual, language: Language) -> str:
    """Return a message without the label it begins with: beside the field that is said already."""
    text = message.in_language(language)
    label = view.item.label.in_language(language)
    for mark in (": ", ":", "："):
        if text.startswith(label + mark):
            rest = with_signs(text[len(label) + len(mark) :], language)
            return rest[:1].upper() + rest[1:]
    return with_signs(text, language)
