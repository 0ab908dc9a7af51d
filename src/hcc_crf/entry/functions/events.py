"""Functions on adverse events, medication and procedures: what was open or happened when.

Of a form that is planned and not built yet nothing is known: the answer is missing.
"""

from collections.abc import Iterator
from decimal import Decimal

from hcc_crf.values import PartialDate, Slot, VisitCode

from ..operators import either, negate
from ..runtime import MISSING, Implementation, Missing
from ..scope import Scope

Truth = bool | Missing
_LOG = VisitCode("LOG")


def _periods(
    scope: Scope, form: str, start: str, end: str
) -> Iterator[tuple[int, PartialDate, PartialDate | None]]:
    for row in scope.book.rows(_LOG, form):
        first = scope.book.value(_LOG, form, Slot(start, row))
        last = scope.book.value(_LOG, form, Slot(end, row))
        if isinstance(first, PartialDate):
            yield row, first, last if isinstance(last, PartialDate) else None


def _not_before(date: PartialDate, other: PartialDate) -> Truth:
    """True when `date` is certainly on or after `other`."""
    before = date.is_before(other)
    return MISSING if before is None else not before


def _is_open(first: PartialDate, last: PartialDate | None, date: PartialDate) -> Truth:
    started = _not_before(date, first)
    ended: Truth = False if last is None else _after(date, last)
    if started is False or ended is True:
        return False
    return True if started is True and ended is False else MISSING


def _after(date: PartialDate, other: PartialDate) -> Truth:
    before = other.is_before(date)
    return MISSING if before is None else before


def _any_open(scope: Scope, date: PartialDate, form: str, start: str, end: str) -> Truth:
    found: Truth = False
    for _row, first, last in _periods(scope, form, start, end):
        found = either(found, _is_open(first, last, date))
    return found


def ae_open_on(scope: Scope, date: PartialDate) -> Truth:
    """True when an adverse event is open on that date."""
    return _any_open(scope, date, "AE", "AESTDAT", "AEENDAT")


def ae_started_between(scope: Scope, after: PartialDate, until: PartialDate) -> Truth:
    """True when an adverse event began after the first date and up to the second."""
    found: Truth = False
    for _row, first, _last in _periods(scope, "AE", "AESTDAT", "AEENDAT"):
        began = _after(first, after)
        in_time = negate(_after(first, until))
        inside = began is True and in_time is True
        outside = began is False or in_time is False
        found = either(found, True if inside else False if outside else MISSING)
    return found


def anticoagulated_on(scope: Scope, date: PartialDate) -> Truth:
    """True when a medication row of category ORAL ANTICOAGULANT is open on that date."""
    if "CM" not in scope.book.study.forms:
        return Missing(("CM",))
    found: Truth = False
    for row, first, last in _periods(scope, "CM", "CMSTDAT", "CMENDAT"):
        if scope.book.value(_LOG, "CM", Slot("CMCAT", row)) == "ORAL ANTICOAGULANT":
            found = either(found, _is_open(first, last, date))
    return found


def transfused_between(scope: Scope, first: PartialDate, last: PartialDate) -> Truth:
    """True when a procedure row of category TRANSFUSION is dated within the two dates."""
    if "PRCM" not in scope.book.study.forms:
        return Missing(("PRCM",))
    found: Truth = False
    for row in scope.book.rows(_LOG, "PRCM"):
        date = scope.book.value(_LOG, "PRCM", Slot("PRSTDAT_C", row))
        is_transfusion = scope.book.value(_LOG, "PRCM", Slot("PRCAT_C", row)) == "TRANSFUSION"
        if isinstance(date, PartialDate) and is_transfusion:
            inside = _not_before(date, first) is True and _after(date, last) is False
            found = either(found, inside)
    return found


def negative_pregnancy_test_before(scope: Scope, date: PartialDate, days: Decimal) -> Truth:
    """True when a negative test is dated on that date or up to so many days before it."""
    if "PREG" not in scope.book.study.forms:
        return Missing(("PREG",))
    if not date.is_complete:
        return MISSING
    found = False
    for visit in scope.book.visits_with("PREG"):
        tested = scope.book.value(visit, "PREG", Slot("PREGDAT"))
        is_negative = scope.book.value(visit, "PREG", Slot("HCG")) == "NEGATIVE"
        if isinstance(tested, PartialDate) and tested.is_complete and is_negative:
            found = found or 0 <= (date.first - tested.first).days <= days
    return found


FUNCTIONS: dict[str, Implementation] = {
    "ae_open_on": ae_open_on,
    "ae_started_between": ae_started_between,
    "anticoagulated_on": anticoagulated_on,
    "transfused_between": transfused_between,
    "negative_pregnancy_test_before": negative_pregnancy_test_before,
}
