"""Whether what a package says can be data of this study: the centre's own steps after opening it.

A workstation that is believed may still be mistaken, of another release, or in the wrong hands.
What is written is never taken back, so nothing is written that the program could not read and
derive from again. Definitions therefore only ever grow: a later version keeps visits, items, units
and codes, and never narrows a hard range. Steps go on from those of `package.steps`.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

from hcc_crf.entry.reading import range_problem
from hcc_crf.errors import PackageRejectedError
from hcc_crf.ledger.events import NOT_DONE, STRUCK, Change, Event, EventKind, SealedEvent
from hcc_crf.ledger.settlement import settlement_of
from hcc_crf.study.model import NUMERIC, FormDef, ItemDef, ItemType, Study
from hcc_crf.study.schedule import find_visit
from hcc_crf.values import PartialDate, Slot, Value

LARGEST_NUMBER = 1_000_000_000
"""Of an event in its chain; no workstation saves that often."""
LARGEST_ROW = 9_999
MOST_DIGITS = 24
"""Of a number; entry takes fewer, and its standard value must stay exact in 28 digits."""
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}\.[0-9]{6}Z")
_OFFSET = re.compile(r"[+-](0[0-9]|1[0-4]):[0-5][0-9]")
_NUMBER = re.compile(r"[<>]?-?[0-9]+(\.[0-9]+)?")
_CODED = frozenset({ItemType.CHOICE, ItemType.MULTICHOICE, ItemType.YESNO})
_DATES = frozenset({ItemType.DATE, ItemType.PARTIAL_DATE})


class CentreStep(IntEnum):
    """A step of taking a package in; its value is the number a refusal names."""

    SITE = 10
    DEFINITION = 11


class _UnknownError(ValueError):
    """Says what the definitions lack, without any value."""


class _UnfitError(ValueError):
    """Says what is unfit, without any value."""


def admit(events: Sequence[SealedEvent], *, study: Study, place: str) -> None:
    """Let events pass that can be data of this study and of the site of their workstation.

    Steps: (10) every subject is one of the site's, (11) every visit, form, item and value is one
    that the definitions know how to read.

    Raises:
        PackageRejectedError: `PACKAGE-SUBJECT-OF-OTHER-SITE` (10), `PACKAGE-DEFINITION-UNKNOWN` or
            `PACKAGE-VALUE-UNFIT` (11), naming the first event that does not pass.
    """
    subject = re.compile(study.subject_pattern)
    for sealed in events:  # (10)
        key = sealed.event.form.subject
        if not (key.startswith(f"{sealed.chain.site}-") and subject.fullmatch(key)):
            raise PackageRejectedError(
                "PACKAGE-SUBJECT-OF-OTHER-SITE",
                place,
                f"Event {sealed.seq} is about a subject that cannot be one of this site.",
                "Keep the file and call the site: the workstation is set up wrongly.",
                step=CentreStep.SITE,
            )
    for sealed in events:  # (11)
        try:
            _check_event(study, sealed)
        except _UnknownError as error:
            raise PackageRejectedError(
                "PACKAGE-DEFINITION-UNKNOWN",
                place,
                f"Event {sealed.seq} names {error} that these definitions lack "
                f"(the package was made with version {sealed.event.definition}).",
                "Install the newest program at the centre and merge the file again.",
                step=CentreStep.DEFINITION,
            ) from error
        except _UnfitError as error:
            raise PackageRejectedError(
                "PACKAGE-VALUE-UNFIT",
                place,
                f"Event {sealed.seq}: {error}.",
                "Keep the file and tell the data manager: no workstation of ours writes this.",
                step=CentreStep.DEFINITION,
            ) from error


def _form(study: Study, event: Event) -> FormDef:
    """Return the form of an event, of which the definitions know all items."""
    visit = find_visit(study, event.form.visit)
    if visit is None:
        raise _UnknownError("a visit")
    if event.form.form not in visit.definition.forms:
        raise _UnknownError("a form")
    form = study.forms[event.form.form]
    names = {_named(change.slot.item) for change in event.changes} - {""}
    if not names <= form.by_oid.keys():
        raise _UnknownError(f"an item of form {form.oid}")
    return form


def _named(item: str) -> str:
    """Return the item of the definitions that a change is about; empty for none."""
    if item in (STRUCK, NOT_DONE):
        return ""
    settlement = settlement_of(item)
    return item if settlement is None else settlement.item


def _check_event(study: Study, sealed: SealedEvent) -> None:
    form = _form(study, sealed.event)
    if sealed.seq > LARGEST_NUMBER:
        raise _UnfitError("its number is no number of an event")
    if not _is_moment(sealed.stamp.at_utc) or not _OFFSET.fullmatch(sealed.stamp.offset):
        raise _UnfitError("its time is no time")
    slots = [change.slot for change in sealed.event.changes]
    changes_something = bool(slots) != (sealed.event.kind is EventKind.REDERIVE)
    if not changes_something or len(set(slots)) != len(slots):
        raise _UnfitError("it changes no item, or one item twice")
    for change in sealed.event.changes:
        _check_change(study, form, change)


def _is_moment(text: str) -> bool:
    try:
        return _MOMENT.fullmatch(text) is not None and PartialDate(text[:10]).is_complete
    except ValueError:
        return False


def _check_change(study: Study, form: FormDef, change: Change) -> None:
    slot, value = change.slot, change.value
    if slot.item in (STRUCK, NOT_DONE):
        is_row = form.repeating and 0 < slot.row <= LARGEST_ROW
        fits = is_row if slot.item == STRUCK else slot.row == 0
        if not fits or slot.group or slot.group_row or value.missing is not None:
            raise _UnfitError(f"it marks what cannot be marked so ({slot.item})")
        return
    settlement = settlement_of(slot.item)
    if settlement is not None:
        if not _is_place_to_settle(form, settlement.item, slot) or value.unit or value.missing:
            raise _UnfitError(f"it settles what cannot be settled so ({form.oid})")
        return
    item = form.by_oid[slot.item]
    if not _is_place(form, item, slot):
        raise _UnfitError(f"item {form.oid}.{slot.item} does not stand in such a place")
    if not _is_readable(item, value):
        raise _UnfitError(f"item {form.oid}.{slot.item} cannot hold such a value")
    if range_problem(item, value) is not None:
        raise _UnfitError(f"item {form.oid}.{slot.item} is outside what is possible")
    if item.type in _CODED and item.codelist:
        known = study.codelists[item.codelist].by_code
        if not known.keys() >= set(value.codes):
            raise _UnknownError(f"a choice of item {form.oid}.{slot.item}")


def _is_place(form: FormDef, item: ItemDef, slot: Slot) -> bool:
    group = form.table_of.get(slot.item, "")
    has_row = form.repeating and not item.form_level
    return (
        slot.group == group
        and _is_row(slot.row, expected=has_row)
        and _is_row(slot.group_row, expected=bool(group))
    )


def _is_place_to_settle(form: FormDef, item: str, slot: Slot) -> bool:
    """A finding points at an item in its row, at a column of a table as a whole, or at the form."""
    group = form.table_of.get(item, "")
    row_fits = slot.row == 0 or (form.repeating and 0 < slot.row <= LARGEST_ROW)
    inner_fits = slot.group_row == 0 or (bool(group) and 0 < slot.group_row <= LARGEST_ROW)
    return slot.group == group and row_fits and inner_fits


def _is_row(number: int, *, expected: bool) -> bool:
    return 0 < number <= LARGEST_ROW if expected else number == 0


def _is_readable(item: ItemDef, value: Value) -> bool:
    if not value.canonical:
        return True
    if value.missing is not None or item.type is ItemType.TABLE:
        return False
    if value.unit and value.unit not in item.units:
        return False
    if item.type in _DATES:
        return _is_date(value.canonical, partial=item.type is ItemType.PARTIAL_DATE)
    if item.type in NUMERIC and value.canonical not in item.words:
        number = value.canonical
        return len(number) <= MOST_DIGITS and _NUMBER.fullmatch(number) is not None
    return True


def _is_date(text: str, *, partial: bool) -> bool:
    try:
        return PartialDate(text).is_complete or partial
    except ValueError:
        return False
