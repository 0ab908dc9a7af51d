"""Laboratory flags and grades against the range of laboratory, sex and day."""

from decimal import Decimal

from hcc_crf.clinical import ctcae
from hcc_crf.clinical.ctcae_reading import Specimen
from hcc_crf.study.model import ItemDef, ReferenceRange
from hcc_crf.values import Bilingual, NotDerivable, Quantity, Slot, VisitCode

from ..answers import explained_missing
from ..plan import form_date
from ..runtime import MISSING, Explained, Implementation, Measured, Missing, Runtime, as_number
from ..scope import Scope
from ..texts import show
from .events import anticoagulated_on
from .lookup import baseline_visits

_SCR = VisitCode("SCR")
_DERIVED_RULE = "lab-range/1"


def range_of(scope: Scope, item: ItemDef, form: str) -> ReferenceRange | Missing:
    """Return the reference range of an item for the subject's sex, in the standard unit.

    Until a site enters its own ranges the defaults of the form hold at every laboratory.
    """
    source = scope.book.item(form, item.ref_range_of) if item.ref_range_of else item
    sex = scope.book.value(_SCR, "DM", Slot("SEX"))
    for found in source.reference_ranges:
        if found.sex in ("", sex):
            return found
    is_by_sex = bool(source.reference_ranges) and isinstance(sex, Missing)
    return Missing(("SCR/DM.SEX",) if is_by_sex else (f"{form}.{source.oid}: reference range",))


def x_uln(scope: Scope, path: str) -> Runtime:
    """The value divided by its upper limit of normal."""
    form, oid = path.split(".")
    value = as_number(scope.read(form, oid))
    limits = range_of(scope, scope.book.item(form, oid), form)
    if isinstance(value, Missing):
        return value
    if isinstance(limits, Missing):
        return limits
    if not limits.high:
        return Missing((f"{path}: upper limit of normal",))
    return value / limits.high


def x_baseline(scope: Scope, path: str) -> Runtime:
    """The value divided by its baseline; missing when the baseline is 0."""
    form, oid = path.split(".")
    value = as_number(scope.read(form, oid))
    before = _baseline(scope, form, oid)
    if isinstance(value, Missing) or before is None or before.quantity.number == 0:
        return value if isinstance(value, Missing) else Missing((f"{path}: baseline",))
    return value / before.standard if before.quantity.is_exact else MISSING


def _baseline(scope: Scope, form: str, oid: str) -> Measured | None:
    """The baseline value, wherever it lies."""
    return _baseline_at(scope, form, oid)[1]


def _baseline_at(scope: Scope, form: str, oid: str) -> tuple[VisitCode | None, Measured | None]:
    for visit in baseline_visits(scope, form):
        value = scope.book.value(visit, form, Slot(oid))
        if isinstance(value, Decimal):
            value = Measured(Quantity(value, scope.book.item(form, oid).unit), value)
        if isinstance(value, Measured):
            return visit, value
    return None, None


def _parent(scope: Scope) -> tuple[ItemDef, Measured | Missing]:
    """The laboratory item a companion belongs to, and its value here."""
    form = scope.place.form
    companion = scope.book.item(form, scope.place.item)
    parent = scope.book.item(form, companion.companion_of)
    value = scope.read(form, parent.oid)
    if isinstance(value, Decimal):
        value = Measured(Quantity(value, parent.unit), value)
    if isinstance(value, Measured | Missing):
        return parent, value
    raise TypeError(f"{form}.{parent.oid} is no laboratory value")


def lab_range_flag(scope: Scope) -> Runtime | Explained:
    """LOW, NORMAL or HIGH; both limits are normal."""
    parent, value = _parent(scope)
    if isinstance(value, Missing):
        return value
    limits = range_of(scope, parent, scope.place.form)
    if isinstance(limits, Missing):
        return limits
    number = value.standard
    low, high = limits.low, limits.high
    if low is not None and number < low:
        flag, zh = "LOW", "低于"
    elif high is not None and number > high:
        flag, zh = "HIGH", "高于"
    else:
        flag, zh = "NORMAL", "在"
    span = f"{low if low is not None else ''}-{high if high is not None else ''} {parent.unit}"
    why = Bilingual(
        f"{value.quantity}: {flag.lower()} against {span}", f"{value.quantity} {zh}参考范围 {span}"
    )
    return Explained(flag, _DERIVED_RULE, why)


def lab_ctcae_grade(scope: Scope) -> Runtime | Explained:
    """CTCAE v5.0 grade 0-4 of a laboratory value."""
    parent, value = _parent(scope)
    if isinstance(value, Missing):
        return value
    settings = scope.book.program.settings.ctcae
    answer = ctcae.compute_lab_grade(
        parent.ctcae, _specimen(scope, parent, value), settings=settings
    )
    limits = range_of(scope, parent, scope.place.form)
    if isinstance(answer, NotDerivable):
        return limits if isinstance(limits, Missing) else explained_missing(answer, ctcae.RULE)
    return Explained(Decimal(answer.grade), ctcae.RULE, answer.why)


def lab_grade_needs_symptoms(scope: Scope) -> bool:
    """True when two grades share the range the value is in."""
    parent, value = _parent(scope)
    if isinstance(value, Missing) or not parent.ctcae:
        return False
    return ctcae.needs_symptoms(parent.ctcae, _specimen(scope, parent, value))


def _specimen(scope: Scope, parent: ItemDef, value: Measured) -> Specimen:
    form, visit = scope.place.form, scope.place.visit
    limits = range_of(scope, parent, form)
    known = None if isinstance(limits, Missing) else limits
    baseline_visit, before = _baseline_at(scope, form, parent.oid)
    is_later = baseline_visit is not None and _is_after_baseline(scope, form, baseline_visit)
    standard = Quantity(value.standard, parent.unit, value.quantity.qualifier)
    symptoms = _symptoms(scope, parent)
    date = form_date(scope.book, visit, form)
    anticoagulated = anticoagulated_on(scope, date) if date is not None else MISSING
    return Specimen(
        value=standard,
        lln=_limit(known.low if known else None, parent),
        uln=_limit(known.high if known else None, parent),
        baseline=Quantity(before.standard, parent.unit, before.quantity.qualifier)
        if before is not None and is_later
        else None,
        has_symptoms=symptoms,
        is_anticoagulated=None if isinstance(anticoagulated, Missing) else anticoagulated,
        is_baseline_abnormal=None if is_later or before is None else False,
    )


def _is_after_baseline(scope: Scope, form: str, baseline: VisitCode) -> bool:
    """The baseline sample itself, and earlier ones, are graded against the ULN."""
    visit = scope.place.visit
    return visit != baseline and visit not in baseline_visits(scope, form)


def _limit(number: Decimal | None, item: ItemDef) -> Quantity | None:
    return None if number is None else Quantity(number, item.unit)


def _symptoms(scope: Scope, parent: ItemDef) -> bool | None:
    oid = f"{parent.oid}_LBSYMP"
    form = scope.place.form
    if oid not in scope.book.study.forms[form].by_oid:
        return None
    data = scope.book.form(scope.place.visit, form)
    answer = data.value(scope.place.slot(oid)).canonical if data else ""
    return None if not answer else answer == "Y"


def lab_worsened(scope: Scope) -> bool:
    """True when a clinically significant value has grade 2 or more, above that of the baseline."""
    form, visit = scope.place.form, scope.place.visit
    definition = scope.book.study.forms[form]
    worse: list[tuple[str, str, Decimal, Decimal]] = []
    for item in definition.items:
        significance = f"{item.companion_of}_LBCLSIG"
        if not item.oid.endswith("_LBTOXGR") or significance not in definition.by_oid:
            continue
        if scope.book.value(visit, form, Slot(significance)) != "CS":
            continue
        grade = as_number(scope.book.value(visit, form, Slot(item.oid)))
        before = _grade_before(scope, item)
        if isinstance(grade, Decimal) and grade >= 2 and grade > before:  # noqa: PLR2004  (grade 2)
            value = scope.book.value(visit, form, Slot(item.companion_of))
            worse.append((item.companion_of, show(value), grade, before))
    scope.hear("worse", *worse)
    return bool(worse)


def _grade_before(scope: Scope, item: ItemDef) -> Decimal:
    form = scope.place.form
    for visit in baseline_visits(scope, form):
        grade = as_number(scope.book.value(visit, form, Slot(item.oid)))
        if isinstance(grade, Decimal) and visit != scope.place.visit:
            return grade
    return Decimal(0)


FUNCTIONS: dict[str, Implementation] = {
    "x_uln": x_uln,
    "x_baseline": x_baseline,
    "lab_range_flag": lab_range_flag,
    "lab_ctcae_grade": lab_ctcae_grade,
    "lab_grade_needs_symptoms": lab_grade_needs_symptoms,
    "lab_worsened": lab_worsened,
}
