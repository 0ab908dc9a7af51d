"""Values as a person reads them in a field: dates as the study writes them, units, labels. Pure."""

import re

from hcc_crf.session import FieldView, date_text
from hcc_crf.study.model import ItemDef, ItemType
from hcc_crf.study.unit_signs import with_signs
from hcc_crf.values import (
    LIST_SEPARATOR,
    MISSING_LABELS,
    Language,
    MissingReason,
    PartialDate,
    Value,
)

from .entry_texts import PREVIOUS

DATES = frozenset({ItemType.DATE, ItemType.PARTIAL_DATE})
_RELATIVE = ("t", "T", "y", "Y", "v", "V", "ｔ", "ｙ", "ｖ")
_PREVIOUS = re.compile(r"(?P<value>.*) \((?P<visit>[^()]*)\)")


def codes_of(text: str) -> tuple[str, ...]:
    """Return the codes of a choice as typed, one or several."""
    return tuple(text.split(LIST_SEPARATOR)) if text else ()


def typed_text(item: ItemDef, value: Value) -> str:
    """Return a saved value as its field shows it: dates as the study writes them."""
    if item.type in DATES:
        return date_text(PartialDate(value.canonical))
    if item.type in (ItemType.TIME, ItemType.CHOICE, ItemType.YESNO, ItemType.MULTICHOICE):
        return value.canonical
    return value.text


def missing_text(code: str, language: Language) -> str:
    """Return a missing code with its meaning: `ND · Not done`."""
    return f"{code} · {MISSING_LABELS[MissingReason(code)].in_language(language)}"


def derived_text(view: FieldView, language: Language) -> str:
    """Return a derived value with its unit: `23.5 kg/m²`, `05-MAR-2024`, `Yes`."""
    derived = view.derived
    if derived is None or not derived.display:
        return ""
    if isinstance(derived.runtime, PartialDate):
        return date_text(derived.runtime)
    for term in view.choices:
        if term.code == derived.display:
            return term.label.in_language(language)
    return with_signs(f"{derived.display} {derived.unit}".rstrip(), language)


def settled_text(view: FieldView) -> str:
    """Return what `t`, `y`, `t-3` or `v` stand for, or empty: later they would be another date."""
    is_date = view.item.type in DATES and bool(view.value.canonical)
    if view.draft is None or view.problem or not is_date:
        return ""
    is_relative = view.draft.text.strip().startswith(_RELATIVE)
    return date_text(PartialDate(view.value.canonical)) if is_relative else ""


def previous_text(view: FieldView, unit: str, language: Language) -> str:
    """Return the value of an earlier visit, with its label, and its unit only where it differs."""
    match = _PREVIOUS.fullmatch(view.previous)
    if match is None:
        return ""
    value = match["value"].removesuffix(f" {unit}")
    labels = {term.code: term.label.in_language(language) for term in view.choices}
    said = f"{labels.get(value, value)} ({match['visit']})"
    return PREVIOUS.in_language(language).format(value=with_signs(said, language))
