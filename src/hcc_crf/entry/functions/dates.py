"""Functions on dates. A partial date gives a number only where the rule says how."""

from decimal import Decimal

from hcc_crf.clinical.age import compute_age
from hcc_crf.clinical.study_day import compute_study_day
from hcc_crf.values import NotDerivable, PartialDate

from ..answers import explained_missing
from ..runtime import MISSING, Explained, Implementation, Runtime
from ..scope import Scope


def days(_scope: Scope, first: PartialDate, second: PartialDate) -> Runtime:
    """Whole days from the first to the second; missing if either is partial."""
    if not (first.is_complete and second.is_complete):
        return MISSING
    return Decimal((second.first - first.first).days)


def later(_scope: Scope, first: PartialDate, second: PartialDate) -> Runtime:
    """The later of two dates; missing where partial dates leave it open."""
    match first.is_before(second):
        case True:
            return second
        case False:
            return first
        case _:
            return MISSING


def today(scope: Scope) -> PartialDate:
    """The date of the workstation."""
    return scope.book.context.today


def study_day(_scope: Scope, date: PartialDate, reference: PartialDate) -> Explained:
    """Day of the date counted from the reference, which is day 1; no day 0."""
    answer = compute_study_day(date=date, reference=reference)
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, "study-day/1")
    return Explained(Decimal(answer.day), "study-day/1", answer.why)


def age_years(scope: Scope, birth: PartialDate, date: PartialDate) -> Explained:
    """Completed years from birth to the date."""
    answer = compute_age(birth=birth, on=date, settings=scope.book.program.settings.age)
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, "age/1")
    return Explained(Decimal(answer.years), "age/1", answer.why)


FUNCTIONS: dict[str, Implementation] = {
    "days": days,
    "later": later,
    "today": today,
    "study_day": study_day,
    "age_years": age_years,
}
