"""Functions on the lesion and imaging forms that need no response rule."""

from decimal import Decimal

from hcc_crf.values import Slot, VisitCode

from ..runtime import Implementation, Runtime
from ..scope import Scope
from .rows import cells

_SCR = VisitCode("SCR")
_KEYS = {"TUTL": "TRTL", "TUNT": "TRNT"}


def organ(scope: Scope, location: str) -> str:
    """Organ of a lesion location, from code list TULOC; all lymph nodes are one organ."""
    term = scope.book.study.codelists["TULOC"].by_code.get(location)
    return term.attributes.get("organ", location) if term else location


def max_targets_per_organ(scope: Scope) -> Runtime:
    """Largest number of target lesions in one organ; OTHER is not counted."""
    rows: dict[str, list[int]] = {}
    for slot, location in cells(scope.book, _SCR, "TUTL", "TL_TULOC"):
        if isinstance(location, str):
            rows.setdefault(organ(scope, location), []).append(slot.row)
    rows.pop("OTHER", None)
    scope.hear("organs", sorted(rows.items()))
    return Decimal(max(map(len, rows.values()), default=0))


def all_baseline_lesions_assessed(scope: Scope, baseline_form: str) -> bool:
    """True when this form has a typed row for every lesion of the baseline form, and no other."""
    book, visit = scope.book, scope.place.visit
    form = _KEYS[baseline_form]
    data = book.form(visit, form)
    wanted = set(book.rows(_SCR, baseline_form))
    there = set(data.rows) if data is not None else set()
    scope.hear("rows apart", sorted(wanted ^ there))
    return data is not None and there == wanted


def imaging_method_changed(scope: Scope) -> bool:
    """True when a region was imaged by another method than at screening."""
    here = _scans(scope, scope.place.visit, "IMGMETH")
    then = _scans(scope, _SCR, "IMGMETH")
    other = [area for area, methods in here.items() if area in then and not methods <= then[area]]
    scope.hear("methods", *((area, sorted(here[area]), sorted(then[area])) for area in other))
    return bool(other)


def _scans(scope: Scope, visit: VisitCode, column: str) -> dict[str, set[str]]:
    """Region → what a column says of its scans at a visit."""
    found: dict[str, set[str]] = {}
    data = scope.book.form(visit, "IMG")
    for inner in data.inner_rows(0, "IMGTAB") if data else ():
        area = scope.book.value(visit, "IMG", Slot("IMGAREA", 0, "IMGTAB", inner))
        value = scope.book.value(visit, "IMG", Slot(column, 0, "IMGTAB", inner))
        if isinstance(area, str) and isinstance(value, str):
            found.setdefault(area, set()).add(value)
    return found


def liver_scan_without_contrast(scope: Scope) -> bool:
    """True when an abdominal scan of this visit has contrast No."""
    scans = _scans(scope, scope.place.visit, "IMGCONT")
    without = [area for area, contrast in scans.items() if "ABDOMEN" in area and "N" in contrast]
    scope.hear("areas", *without)
    return bool(without)


FUNCTIONS: dict[str, Implementation] = {
    "organ": organ,
    "max_targets_per_organ": max_targets_per_organ,
    "all_baseline_lesions_assessed": all_baseline_lesions_assessed,
    "imaging_method_changed": imaging_method_changed,
    "liver_scan_without_contrast": liver_scan_without_contrast,
}
