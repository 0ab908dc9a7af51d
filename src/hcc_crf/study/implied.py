"""What a function call looks at beyond its plain arguments and its own `reads`.

Quoted paths and forms, and what belongs to them: the row key of a row that is searched, sample date
and laboratory of a laboratory value, every item of a form that is asked whether it is complete.
"""

from collections.abc import Iterator, Mapping

from .catalogue import Catalogue, FormEntry
from .expressions import Reference
from .functions import FunctionDef, Kind

_SAME_PLACE_PATHS = frozenset({"typed_unit", "typed_number", "qualifier", "x_uln"})
_WHOLE_FORM_OF_PATH = frozenset({"rows_overlap", "longest_gap_days", "same_term_overlaps"})
_LOOKING_BACK = frozenset({"prev", "prev_scheduled", "latest"})
_BASELINE = frozenset({"baseline", "x_baseline"})
_BY_ROW_KEY = frozenset({"row_value", "prev"})


def implied_references(
    function: FunctionDef,
    quoted: Mapping[Kind, list[str]],
    catalogue: Catalogue,
    own_form: str,
    companion_of: str,
) -> Iterator[Reference]:
    """Yield what the call looks at.

    Args:
        function: The function called.
        quoted: The quoted arguments that exist, by kind.
        catalogue: The names of the study.
        own_form: Form the expression stands in, empty for a visit.
        companion_of: Laboratory item of the companion it stands in, or empty.
    """
    for path in quoted.get(Kind.PATH, ()):
        form, _, item = path.partition(".")
        yield from _of_path(function.name, catalogue.forms[form], item)
    for form in quoted.get(Kind.FORM, ()):
        yield Reference(form, "*", same_place=False)
    own = catalogue.forms.get(own_form)
    if own is not None:
        yield from _of_own_form(function.name, own, companion_of)


def _of_path(function: str, form: FormEntry, item: str) -> Iterator[Reference]:
    if function in _BASELINE:
        yield from (_baseline(form.oid, oid) for oid in (item, *form.dates))
    elif function in _LOOKING_BACK:
        yield Reference(form.oid, item, same_place=False, looking_back=True)
    else:
        yield Reference(form.oid, item, function in _SAME_PLACE_PATHS)
    if function in _WHOLE_FORM_OF_PATH:
        yield Reference(form.oid, "*", same_place=False)
    if function in _BY_ROW_KEY and form.row_key in form.items:
        yield Reference(form.oid, form.row_key, same_place=False)
    if function == "x_baseline":
        yield Reference(form.oid, item, same_place=True)
    if function == "x_uln":
        yield from (Reference(form.oid, oid, same_place=True) for oid in form.laboratory_context)


def _of_own_form(function: str, own: FormEntry, companion_of: str) -> Iterator[Reference]:
    match function:
        case "form_complete" | "all_baseline_lesions_assessed":
            yield Reference(own.oid, "*", same_place=True)
        case "is_first_row":
            yield Reference(own.oid, "*", same_place=False)
        case "lab_worsened":
            for item in own.items.values():
                if item.is_laboratory:
                    yield from _worsening(own, item.oid)
        case "lab_range_flag" | "lab_grade_needs_symptoms":
            yield from _laboratory_value(own, companion_of)
        case "lab_ctcae_grade":
            yield from _laboratory_value(own, companion_of)
            yield from _laboratory_baseline(own, companion_of)
            yield from _if_there(own, f"{companion_of}_LBSYMP")
        case _:
            pass


def _baseline(form: str, item: str) -> Reference:
    return Reference(form, item, same_place=False, at_baseline=True)


def _laboratory_value(own: FormEntry, item: str) -> Iterator[Reference]:
    """Yield a laboratory value of this visit and what chooses its reference range."""
    for oid in (item, *own.laboratory_context):
        yield Reference(own.oid, oid, same_place=True)


def _laboratory_baseline(own: FormEntry, *items: str) -> Iterator[Reference]:
    """Yield what of a laboratory value is looked up at the baseline, and what dates it."""
    for oid in (*items, *own.laboratory_context, *own.dates):
        yield _baseline(own.oid, oid)


def _worsening(own: FormEntry, item: str) -> Iterator[Reference]:
    """Yield what tells that a laboratory value got worse: significance, grade, baseline."""
    yield from _if_there(own, f"{item}_LBCLSIG")
    grade = f"{item}_LBTOXGR"
    if grade in own.items:
        yield Reference(own.oid, grade, same_place=True)
        yield from _laboratory_baseline(own, grade)


def _if_there(own: FormEntry, oid: str) -> Iterator[Reference]:
    if oid in own.items:
        yield Reference(own.oid, oid, same_place=True)
