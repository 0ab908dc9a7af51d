"""Which kind of field an item gets."""

from PySide6.QtWidgets import QWidget

from hcc_crf.study.model import ItemDef, ItemType, Study
from hcc_crf.study.unit_signs import unit_text
from hcc_crf.values import Language

from .entry_field import Choice
from .item_fields import ItemField
from .item_fields_choice import CheckListField, ListField
from .item_fields_segment import PADDING, SegmentField
from .item_fields_text import WIDE, DerivedField, TextField
from .theme import SPACE_XS

SEGMENTS = 5
"""More choices than these are dropped down."""
LATIN_WIDTH = 7
CHINESE_WIDTH = 13
_CHOSEN = frozenset({ItemType.CHOICE, ItemType.YESNO, ItemType.LAB_REF, ItemType.CHOICE_DYNAMIC})
_WORDY = frozenset({ItemType.TEXT})


def make_field(item: ItemDef, study: Study, parent: QWidget, *, width: int = WIDE) -> ItemField:
    """Return an empty field for an item.

    Args:
        item: Its definition.
        study: The definitions, for its choices.
        parent: Where it stands.
        width: What there is for it, in device independent pixels.
    """
    if item.is_computed:
        return DerivedField(parent)
    if item.type is ItemType.MULTICHOICE:
        terms = study.codelists[item.codelist].terms if item.codelist else ()
        return CheckListField(tuple(Choice(term.code, term.label.en) for term in terms), parent)
    if item.type in _CHOSEN:
        labels = _labels(item, study)
        if 0 < len(labels) <= SEGMENTS and segments_width(labels) <= width:
            return SegmentField(parent)
        return ListField(width, parent)
    units = tuple(unit for unit in item.units if unit_text(unit, Language.EN))
    return TextField(units=units, is_wide=item.type in _WORDY, parent=parent, width=width)


def _labels(item: ItemDef, study: Study) -> tuple[tuple[str, str], ...]:
    """The labels of a fixed list in both languages; none for a list that depends on the subject."""
    if not item.codelist:
        return ()
    return tuple((t.label.en, t.label.zh) for t in study.codelists[item.codelist].terms)


def segments_width(labels: tuple[tuple[str, str], ...]) -> int:
    """Return how wide labels are side by side in the language that needs more, about."""
    english = sum(len(label) * LATIN_WIDTH for label, _zh in labels)
    chinese = sum(len(label) * CHINESE_WIDTH for _en, label in labels)
    return max(english, chinese) + len(labels) * (2 * PADDING + SPACE_XS)
