"""Functions on the dosing forms: first and last dose, dose of a day."""

from decimal import Decimal

from hcc_crf.values import PartialDate

from ..exposure import exposures
from ..runtime import Implementation, Missing, Runtime
from ..scope import Scope


def _or_missing(date: PartialDate | None, name: str) -> Runtime:
    return Missing((name,)) if date is None else date


def first_dose_date(scope: Scope) -> Runtime:
    """Date of the first dose > 0 of any study drug."""
    found = _or_missing(exposures(scope.book).first, "first_dose_date")
    if isinstance(found, PartialDate):
        scope.seen["first_dose_date"] = found.iso
    return found


def last_dose_date(scope: Scope) -> Runtime:
    """Date of the last dose > 0 of any study drug; missing while a row is ongoing."""
    found = _or_missing(exposures(scope.book).last(), "last_dose_date")
    if isinstance(found, PartialDate):
        scope.seen["last_dose_date"] = found.iso
    return found


def last_dose_of(scope: Scope, form: str) -> Runtime:
    """Date of the last dose > 0 in one dosing form; missing while a row is ongoing."""
    return _or_missing(exposures(scope.book).last(form), f"{form}: last dose")


def current_dose(scope: Scope, form: str, date: PartialDate) -> Runtime:
    """Daily dose (mg) of the last row that begins on or before the date."""
    begun = [s for s in exposures(scope.book).by_form[form] if date.is_before(s.first) is False]
    return begun[-1].dose_mg if begun else Missing((f"{form}: dose on that day",))


def dosed(scope: Scope, form: str, date: PartialDate, days: Decimal) -> bool:
    """True when a dose > 0 was given on one of so many days after the date, itself not counted."""
    if not date.is_complete:
        return False
    first, last = date.first.toordinal() + 1, date.first.toordinal() + int(days)
    return any(
        span.first.first.toordinal() <= last
        and (span.last is None or span.last.first.toordinal() >= first)
        for span in exposures(scope.book).given(form)
    )


FUNCTIONS: dict[str, Implementation] = {
    "first_dose_date": first_dose_date,
    "last_dose_date": last_dose_date,
    "last_dose_of": last_dose_of,
    "current_dose": current_dose,
    "dosed": dosed,
}
