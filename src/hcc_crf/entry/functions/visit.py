"""Functions about the visit an expression stands at, and the study's settings."""

from decimal import Decimal

from hcc_crf.study.model import VisitKind
from hcc_crf.study.schedule import pattern_of
from hcc_crf.values import PartialDate, Slot, VisitCode

from ..check import missing_required
from ..plan import deviation, target_of
from ..runtime import MISSING, Explained, Implementation, Missing, Runtime
from ..scope import Scope
from .dosing import first_dose_date


def visit_code(scope: Scope) -> str:
    """Code of the visit with its number: `C3D1`."""
    return scope.place.visit


def visit_kind(scope: Scope) -> str:
    """`scheduled`, `repeating`, `event`, `unscheduled` or `log`."""
    return scope.book.program.visit(scope.place.visit).kind.value


def visit_number(scope: Scope) -> Runtime:
    """Number of a repeating or unscheduled visit: 3 in C3D1."""
    _pattern, number = pattern_of(scope.book.study, scope.place.visit)
    return MISSING if number is None else Decimal(number)


def visit_target(scope: Scope) -> Runtime:
    """Target date of the visit; missing without an anchor."""
    target = target_of(scope.book, scope.place.visit)
    return Missing(("visit_target",)) if target is None else target


def window_deviation(scope: Scope, date: PartialDate) -> Runtime | Explained:
    """0 inside the window, otherwise signed days beyond the nearer edge."""
    return deviation(scope.book, scope.place.visit, date)


def epoch(scope: Scope) -> Runtime:
    """Epoch of the visit; of an unscheduled one by its date."""
    definition = scope.book.program.visit(scope.place.visit)
    if definition.kind is not VisitKind.UNSCHEDULED:
        return definition.epoch
    date = scope.book.value(scope.place.visit, "SV", Slot("SVSTDAT"))
    first = first_dose_date(scope)
    if not isinstance(date, PartialDate):
        return MISSING
    if not isinstance(first, PartialDate) or date.is_before(first):
        return "SCREENING"
    end = scope.book.value(VisitCode("EOT"), "DSEOT", Slot("EOTDAT"))
    if isinstance(end, PartialDate) and end.is_before(date):
        return "FOLLOW-UP"
    return "TREATMENT"


def form_complete(scope: Scope) -> bool:
    """True when every shown and required item of this form has a value or a missing reason."""
    return not missing_required(scope.book, scope.place.visit, scope.place.form)


def parameter(scope: Scope, name: str) -> Runtime:
    """Value of a study setting."""
    value = scope.book.study.parameters[name].value
    if not isinstance(value, str):
        return MISSING
    return Decimal(value) if value.replace(".", "", 1).isdigit() else value


FUNCTIONS: dict[str, Implementation] = {
    "visit_code": visit_code,
    "visit_kind": visit_kind,
    "visit_number": visit_number,
    "visit_target": visit_target,
    "window_deviation": window_deviation,
    "epoch": epoch,
    "form_complete": form_complete,
    "parameter": parameter,
}
