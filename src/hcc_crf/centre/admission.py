"""Whether what a package says can be data of this study: the centre's own steps after opening it.

A workstation that is believed may still be mistaken, of another release, or in the wrong hands.
What is written is never taken back, so nothing is written that the program could not read and
derive from again. Definitions therefore only ever grow: a later version keeps visits, items, units
and codes, and never narrows a hard range. Steps go on from those of `package.steps`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from hcc_crf.entry.reading import range_problem
from hcc_crf.errors import PackageRejectedError
from hcc_crf.ledger.events import NOT_DONE, STRUCK, Change, EventKind, SealedEvent
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
    pages = _Pages(study)
    for sealed in events:  # (11)
        try:
            _check_event(pages, sealed)
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


@dataclass(frozen=True, slots=True)
class _Place:
    """What the definitions say of a slot of a form, looked up once for all values that come there.

    Attributes:
        item: The item that stands there; `None` for a mark, which every form has.
        fits: Whether the slot can be, by its rows and tables.
        units: In which a number may be.
        codes: From which a choice must be; `None` where there is none to make.
    """

    item: ItemDef | None
    fits: bool
    units: tuple[str, ...] = ()
    codes: frozenset[str] | None = None


class _Page(dict[Slot, _Place]):
    """The places of a form; each is looked up when it is first asked for."""

    def __init__(self, study: Study, form: FormDef) -> None:
        """Take the form."""
        super().__init__()
        self._study = study
        self.form = form

    def __missing__(self, slot: Slot) -> _Place:
        """Return a place not yet asked for."""
        found = self[slot] = self._look_up(slot)
        return found

    def _look_up(self, slot: Slot) -> _Place:
        form = self.form
        if slot.item in (STRUCK, NOT_DONE):
            return _Place(None, _is_place_to_mark(form, slot))
        settlement = settlement_of(slot.item)
        name = slot.item if settlement is None else settlement.item
        if name not in form.by_oid and (settlement is None or name):
            raise _UnknownError(f"an item of form {form.oid}")
        if settlement is not None:
            return _Place(None, _is_place_to_settle(form, name, slot))
        item = form.by_oid[name]
        codes = None
        if item.type in _CODED and item.codelist:
            codes = frozenset(self._study.codelists[item.codelist].by_code)
        return _Place(item, _is_place(form, item, slot), item.units, codes)


class _Pages(dict[tuple[str, str], _Page]):
    """The forms of visits as one package asks of them: the same few again and again."""

    def __init__(self, study: Study) -> None:
        """Take the study."""
        super().__init__()
        self._study = study

    def __missing__(self, key: tuple[str, str]) -> _Page:
        """Return the form of a visit not yet asked for."""
        visit, form = find_visit(self._study, key[0]), key[1]
        if visit is None:
            raise _UnknownError("a visit")
        if form not in visit.definition.forms:
            raise _UnknownError("a form")
        found = self[key] = _Page(self._study, self._study.forms[form])
        return found


def _check_event(pages: _Pages, sealed: SealedEvent) -> None:
    event = sealed.event
    page = pages[event.form.visit, event.form.form]
    places = {change.slot: page[change.slot] for change in event.changes}
    if sealed.seq > LARGEST_NUMBER:
        raise _UnfitError("its number is no number of an event")
    if not _is_moment(sealed.stamp.at_utc) or not _OFFSET.fullmatch(sealed.stamp.offset):
        raise _UnfitError("its time is no time")
    changes_something = bool(places) != (event.kind is EventKind.REDERIVE)
    if not changes_something or len(places) != len(event.changes):
        raise _UnfitError("it changes no item, or one item twice")
    for change in event.changes:
        place = places[change.slot]
        if not place.fits:
            raise _UnfitError(f"{_named(page.form, change.slot)} does not stand in such a place")
        _check_value(page.form, place, change)


def _check_value(form: FormDef, place: _Place, change: Change) -> None:
    """Let pass what can be read at a place, is possible, and is one of its choices."""
    value, item = change.value, place.item
    if item is None:
        if value.unit or value.missing is not None:
            raise _UnfitError(f"{_named(form, change.slot)} cannot hold such a value")
    elif value.canonical:
        if not _is_readable(item, place.units, value):
            raise _UnfitError(f"{_named(form, change.slot)} cannot hold such a value")
        if item.range.hard is not None and range_problem(item, value) is not None:
            raise _UnfitError(f"{_named(form, change.slot)} is outside what is possible")
        if place.codes is None or value.canonical in place.codes:
            return
        if not place.codes.issuperset(value.codes):  # of a multichoice, or unknown
            raise _UnknownError(f"a choice of {_named(form, change.slot)}")


def _named(form: FormDef, slot: Slot) -> str:
    return f"item {form.oid}.{slot.item}"


def _is_place(form: FormDef, item: ItemDef, slot: Slot) -> bool:
    group = form.table_of.get(slot.item, "")
    has_row = form.repeating and not item.form_level
    return (
        slot.group == group
        and _is_row(slot.row, expected=has_row)
        and _is_row(slot.group_row, expected=bool(group))
    )


def _is_place_to_mark(form: FormDef, slot: Slot) -> bool:
    """A row can be struck, a form as a whole not done."""
    has_row = slot.item == STRUCK
    is_there = form.repeating or not has_row
    return is_there and _is_row(slot.row, expected=has_row) and not (slot.group or slot.group_row)


def _is_place_to_settle(form: FormDef, item: str, slot: Slot) -> bool:
    """A finding points at an item in its row, at a column of a table as a whole, or at the form."""
    group = form.table_of.get(item, "")
    row_fits = slot.row == 0 or (form.repeating and 0 < slot.row <= LARGEST_ROW)
    inner_fits = slot.group_row == 0 or (bool(group) and 0 < slot.group_row <= LARGEST_ROW)
    return slot.group == group and row_fits and inner_fits


def _is_row(number: int, *, expected: bool) -> bool:
    return 0 < number <= LARGEST_ROW if expected else number == 0


def _is_readable(item: ItemDef, units: tuple[str, ...], value: Value) -> bool:
    if value.missing is not None or item.type is ItemType.TABLE:
        return False
    if value.unit and value.unit not in units:
        return False
    if item.type in _DATES:
        date = _date(value.canonical)
        return date is not None and (date.is_complete or item.type is ItemType.PARTIAL_DATE)
    if item.type in NUMERIC and value.canonical not in item.words:
        number = value.canonical
        return len(number) <= MOST_DIGITS and _NUMBER.fullmatch(number) is not None
    return True


def _is_moment(text: str) -> bool:
    if _MOMENT.fullmatch(text) is None:
        return False
    day = _date(text[:10])
    return day is not None and day.is_complete


@lru_cache(maxsize=4096)  # the days of a trial are few
def _date(text: str) -> PartialDate | None:
    """Return the date that a text is, `None` when it is none."""
    try:
        return PartialDate(text)
    except ValueError:
        return None
