"""From a definition to the box that is filled in, and from a value to the text that is printed."""

from collections.abc import Iterable

from hcc_crf.entry.derived import DerivedValue
from hcc_crf.entry.echo import date_text
from hcc_crf.entry.view import FieldView
from hcc_crf.study.model import NUMERIC, ItemDef, ItemType, Term
from hcc_crf.study.unit_signs import unit_text, with_signs
from hcc_crf.values import MISSING_LABELS, Language, MissingReason, PartialDate, Value

from . import texts
from .document import Answer, Box, Choices, Comb, Line, Stated, Tone
from .typeset import estimate

DATES = frozenset({ItemType.DATE, ItemType.PARTIAL_DATE})
_CHOSEN = frozenset({ItemType.CHOICE, ItemType.YESNO, ItemType.MULTICHOICE})
_LINES = ((250, 3), (100, 2))
"""Room for free text: longest text → lines to write on; limits are seldom used up."""
_TICKED_IN_CELL = 3
"""Choices of a grid cell that are ticked; more of them are written as a code number."""


def answer_of(item: ItemDef, terms: tuple[Term, ...], language: Language) -> Answer:
    """Return the empty box of an item."""
    if terms:
        labels = tuple(with_signs(term.label.in_language(language)) for term in terms)
        return Choices(labels, many=item.type is ItemType.MULTICHOICE)
    if item.type in DATES:
        return date_comb(language)
    if item.type is ItemType.TIME:
        return Comb.TIME_ZH if language is Language.ZH else Comb.TIME
    if item.type in NUMERIC:
        return Box(units_of(item, language))
    length = item.max_length or 0
    return Line(next((lines for longest, lines in _LINES if length > longest), 1))


def date_comb(language: Language) -> Comb:
    """Return the boxes of a date: day, month in three letters, year."""
    return Comb.DATE_ZH if language is Language.ZH else Comb.DATE


def cell_answer_of(item: ItemDef, terms: tuple[Term, ...], language: Language) -> Answer:
    """Return the empty box of an item inside a grid."""
    answer = answer_of(item, terms, language)
    if item.type is ItemType.CHOICE_DYNAMIC or is_written_as_number(item, terms, language):
        return Box()
    return Line() if isinstance(answer, Line) else answer


def is_written_as_number(item: ItemDef, terms: tuple[Term, ...], language: Language) -> bool:
    """Return whether the choices are too many to tick in a cell, so that a number is written."""
    answer = answer_of(item, terms, language)
    if not isinstance(answer, Choices) or item.type is ItemType.CHOICE_DYNAMIC:
        return False
    width = sum(estimate(label) + 4 for label in answer.labels)
    return len(answer.labels) > _TICKED_IN_CELL or width > 30  # noqa: PLR2004  (about 45 mm)


def numbered(labels: Iterable[str]) -> str:
    """Return choices with the numbers written for them: `1=Present; 2=Absent`."""
    return "; ".join(f"{at}={label}" for at, label in enumerate(labels, 1))


def units_of(item: ItemDef, language: Language) -> tuple[str, ...]:
    """Return the units to print beside a box: the standard one, then those to tick instead."""
    return tuple(text for unit in item.units if (text := unit_text(unit, language)))


def value_text(item: ItemDef, value: Value, terms: tuple[Term, ...], language: Language) -> str:
    """Return a saved value as printed: as entered with its unit, a label, a reason in words."""
    if value.missing is not None:
        return missing_text(value.missing, language)
    if not value.canonical:
        return ""
    if item.type in DATES:
        return date_text(PartialDate(value.canonical))
    if terms or item.type in _CHOSEN:
        codes = value.codes if item.type is ItemType.MULTICHOICE else (value.canonical,)
        return "; ".join(label_of(code, terms, language) for code in codes)
    if item.type in NUMERIC:
        return f"{value.text.strip()} {unit_text(value.unit, language)}".rstrip()
    return value.canonical


def label_of(code: str, terms: tuple[Term, ...], language: Language) -> str:
    """Return the label of a code; the code itself where the list has it no more."""
    found = next((term for term in terms if term.code == code), None)
    return with_signs(found.label.in_language(language)) if found else code


def missing_text(reason: MissingReason, language: Language) -> str:
    """Return a missing code in words: `Not done (ND)`."""
    label = MISSING_LABELS[reason].in_language(language)
    return texts.MISSING.in_language(language).format(label=label, code=reason.value)


def derived_text(derived: DerivedValue, terms: tuple[Term, ...], language: Language) -> str:
    """Return a derived value as shown, with unit or label; empty when there is none."""
    if not derived.display:
        return ""
    if isinstance(derived.runtime, PartialDate):
        return date_text(derived.runtime)
    if terms:
        return label_of(derived.display, terms, language)
    return f"{derived.display} {unit_text(derived.unit, language)}".rstrip()


def previous_text(view: FieldView, language: Language) -> str:
    """Return the last known value with its visit, a code as its label: `27.4 µmol/L (C2D1)`."""
    said, space, visit = view.previous.rpartition(" (")
    if view.choices and space:
        return f"{label_of(said, view.choices, language)} ({visit}"
    return with_signs(view.previous, language)


def stated(text: str) -> Stated:
    """Return a printed text; a quiet dash for none."""
    return Stated(text) if text else Stated("–", Tone.QUIET)
