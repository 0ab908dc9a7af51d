"""The closed list of functions an expression may call: arguments, result, what they look at.

The list is the expression language of the study's reference design; nothing else can be called.
Here it serves checking only; `entry` gives the functions their meaning. `forms/README.md` says in
words what each does.

`reads` names what a function looks at besides its arguments: items (`SV.SVSTDAT`) or all typed
items of a form (`EXLEN`). Where the rule of a function looks further than its published entry says
(a best response needs the first dose; a target response needs the earlier overall responses), that
is added in `also`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What an argument must be, or what an expression gives; `VALUE` is any or not known."""

    VALUE = "value"
    BOOL = "bool"
    NUMBER = "number"
    QUANTITY = "quantity"
    TEXT = "text"
    CODE = "code"
    DATE = "date"
    LIST = "list"
    PATH = "path"
    FORM = "form"
    VISIT = "visit"
    PARAMETER = "parameter"
    KEY = "key"


QUOTED = frozenset({Kind.PATH, Kind.FORM, Kind.VISIT, Kind.PARAMETER})
"""Arguments that are written as a quoted name, checked when the study is loaded."""


@dataclass(frozen=True, slots=True)
class FunctionDef:
    """One function of the expression language.

    Attributes:
        args: Kind of each argument, in order; none can be left out.
        may_be_missing: Positions, from 1, of arguments that may be missing; a missing argument
            elsewhere makes the result missing.
        reads: Items or forms it looks at by itself; each must exist or be planned.
        also: The same, where the study has them.
        for_baseline: Those of `reads` and `also` that count only as far as they say when the first
            dose was and which visits can be the baseline.
        here: Items of the visit it is asked at that it looks at by itself, where it has them.
        in_row: It says something about the row it is asked in.
    """

    name: str
    args: tuple[Kind, ...]
    gives: Kind
    may_be_missing: frozenset[int]
    reads: tuple[str, ...]
    also: tuple[str, ...]
    for_baseline: frozenset[str]
    here: tuple[str, ...]
    in_row: bool


_DOSES = "EXLEN EXLENV EXPD1"
_VISIT_DATE = "SV.SVSTDAT IMG.IMGDAT IMG.IMGTPDAT"
_BASELINE = f"{_DOSES} {_VISIT_DATE}"
_TARGETS = (
    "TUTL.TL_TULNKID TUTL.TL_NODAL TUTL.TL_DIAM TRTL.TR_LNKID TRTL.TR_STAT TRTL.TR_DIAM IMG.IMGDAT"
)
_NON_TARGETS = "TUNT.NT_TULNKID TUNT.NT_NODAL TRNT.TN_LNKID TRNT.TN_STAT TRNT.TN_LNSTATE"
_NEW_LESIONS = "TUNEW.NL_TULNKID TUNEW.NL_CERT TUNEW.NL_DAT"
_COURSE = f"{_TARGETS} {_NON_TARGETS} {_NEW_LESIONS}"
_POINT = (
    f"IMG.IMGPERF TRTL.TR_STAT TRNT.TN_STAT TUNEW.NL_CERT TUTL.TL_DIAM TUNT.NT_NODAL {_VISIT_DATE}"
)
"""One item of each form that decides whether there is a time point and a baseline to judge, and
what puts a time point without a scan into its place."""
_AE_PERIOD = "AE.AESTDAT AE.AEENDAT AE.AEONGO"
_CM_PERIOD = "CM.CMCAT CM.CMSTDAT CM.CMENDAT CM.CMONGO"
_ALIVE = "SV.SVSTDAT SV.SVCNTMOD SS.LSTALVDT DSEOS.EOSLSTALV IMG.IMGDAT"


def _define(
    name: str,
    args: str,
    gives: str,
    reads: str = "",
    *,
    also: str = "",
    baseline: str = "",
    here: str = "",
    in_row: bool = False,
) -> FunctionDef:
    """Return a function; in `args` a `?` marks an argument that may be missing."""
    words = args.split()
    return FunctionDef(
        name,
        tuple(Kind(word.rstrip("?")) for word in words),
        Kind(gives),
        frozenset(at for at, word in enumerate(words, 1) if word.endswith("?")),
        tuple(reads.split()),
        tuple(dict.fromkeys([*also.split(), *baseline.split()])),
        frozenset(baseline.split()),
        tuple(here.split()),
        in_row,
    )


_GENERAL = (
    _define("is_missing", "value?", "bool"),
    _define("first_known", "value? value?", "value"),
    _define("if_else", "bool value? value?", "value"),
    _define("yes_no", "bool?", "code"),
    _define("number", "code", "number"),
    _define("abs", "number", "number"),
    _define("starts_with", "text text", "bool"),
    _define("pct_change", "number number", "number"),
    _define("days", "date date", "number"),
    _define("later", "date date", "date"),
    _define("today", "", "date"),
    _define("parameter", "parameter", "value"),
)
_VISITS = (
    _define("visit_code", "", "text"),
    _define("visit_kind", "", "text"),
    _define("visit_number", "", "number"),
    _define("visit_target", "", "date"),
    _define("window_deviation", "date", "number"),
    _define("epoch", "", "text", "SV.SVSTDAT DSEOT.EOTDAT", also="IMG.IMGDAT", baseline=_DOSES),
    _define("form_complete", "", "bool"),
    _define("study_day", "date date", "number"),
    _define("at", "visit path", "value"),
    _define("prev", "path", "value", also=_VISIT_DATE),
    _define("prev_scheduled", "path", "value"),
    _define("latest", "path", "value", also=_VISIT_DATE),
    _define("baseline", "path", "value", baseline=_BASELINE),
    _define("last_known_alive", "", "date", f"{_ALIVE} {_DOSES}"),
)
_ROWS = (
    _define("row_value", "path key", "value"),
    _define("count_rows", "form", "number"),
    _define("any_row_is", "path value", "bool"),
    _define("ever_is", "path value", "bool"),
    _define("ever_in", "path list", "bool"),
    _define("ever_contains", "path list", "bool"),
    _define("row_sum", "path", "number"),
    _define("row_min", "path", "value"),
    _define("row_max", "path", "value"),
    _define("is_first_row", "", "bool", in_row=True),
    _define("rows_overlap", "path path", "bool"),
    _define("longest_gap_days", "path path", "number"),
    _define("same_term_overlaps", "path path path", "bool", in_row=True),
)
_LABORATORY = (
    _define("typed_unit", "path", "text"),
    _define("typed_number", "path", "number"),
    _define("qualifier", "path", "code"),
    _define("x_uln", "path", "number", also="DM.SEX"),
    _define("x_baseline", "path", "number", baseline=_BASELINE),
    _define("lab_worsened", "", "bool", also="DM.SEX", baseline=_BASELINE),
    _define("lab_range_flag", "", "code", also="DM.SEX"),
    _define(
        "lab_ctcae_grade",
        "",
        "number",
        also=f"DM.SEX {_CM_PERIOD}",
        baseline=_BASELINE,
        here=_VISIT_DATE,
    ),
    _define("lab_grade_needs_symptoms", "", "bool", also="DM.SEX"),
)
_EVENTS_AND_DOSES = (
    _define("first_dose_date", "", "date", _DOSES, baseline=_DOSES),
    _define("last_dose_date", "", "date", _DOSES),
    _define("dosed", "form date number", "bool", _DOSES),
    _define("current_dose", "form date", "number", _DOSES),
    _define("last_dose_of", "form", "date", _DOSES),
    _define("anticoagulated_on", "date", "bool", _CM_PERIOD),
    _define("ae_open_on", "date", "bool", _AE_PERIOD),
    _define("ae_started_between", "date date", "bool", "AE.AESTDAT"),
    _define("transfused_between", "date date", "bool", "PRCM.PRCAT_C PRCM.PRSTDAT_C"),
    _define("negative_pregnancy_test_before", "date number", "bool", "PREG.HCG PREG.PREGDAT"),
    _define("treatment_emergent", "date date date?", "code"),
)
_LESIONS = (
    _define("organ", "code", "text"),
    _define("baseline_imaging_date", "", "date", "IMG.IMGDAT"),
    _define("max_targets_per_organ", "", "number", "TUTL.TL_TULOC"),
    _define("all_baseline_lesions_assessed", "form", "bool"),
    _define("imaging_method_changed", "", "bool", "IMG.IMGAREA IMG.IMGMETH"),
    _define("liver_scan_without_contrast", "", "bool", "IMG.IMGAREA IMG.IMGCONT"),
    _define("target_value", "code number?", "number"),
    _define("sum_of_diameters", "", "number", _TARGETS, also=_POINT),
    _define("nadir", "", "number", _TARGETS, also=_POINT),
    _define(
        "recist_target",
        "",
        "code",
        _TARGETS,
        also=f"{_NON_TARGETS} {_NEW_LESIONS} {_POINT}",
    ),
    _define("recist_nontarget", "", "code", _NON_TARGETS, also=_POINT),
    _define("new_lesion", "", "code", _NEW_LESIONS, also=f"IMG.IMGDAT {_POINT}"),
    _define("recist_overall", "code code code", "code", also=_POINT),
    _define(
        "best_response_confirmed",
        "",
        "code",
        f"{_COURSE} CMSUB.SUBSTDAT",
        also=_POINT,
        baseline=_DOSES,
    ),
    _define(
        "best_response_unconfirmed",
        "",
        "code",
        f"{_COURSE} CMSUB.SUBSTDAT",
        also=_POINT,
        baseline=_DOSES,
    ),
)
_SCORES = (
    _define("age_years", "date date", "number"),
    _define("eligibility_all_met", "", "code", "IE"),
    _define("bclc", "number? number? code? code? code? code?", "code"),
    _define("cnlc", "number? number? code? code? code? code?", "code"),
    _define("bmi", "number number", "number"),
    _define("bsa", "number number", "number"),
    _define("ctcae_hypertension", "number? number?", "number"),
    _define("cockcroft_gault", "number code number quantity", "number"),
    _define("corrected_calcium", "quantity quantity", "number"),
    _define("hbv_reactivation", "number number code?", "code"),
    _define("ctcae_proteinuria", "code? number?", "number"),
    _define("child_pugh_points", "quantity quantity number? number? code code", "number"),
    _define("child_pugh_class", "number", "code"),
    _define("child_pugh_tables_differ", "quantity", "bool"),
    _define("albi", "quantity quantity", "number"),
    _define("albi_mgrade", "number", "code"),
    _define("meld", "quantity number quantity code", "number"),
    _define("meld_na", "quantity number quantity number code", "number"),
    _define("qtcf", "number number", "number"),
    _define("lenvatinib_dose", "number", "number"),
    _define("lenalidomide_dose", "number", "number"),
)

FUNCTIONS: Mapping[str, FunctionDef] = MappingProxyType(
    {
        function.name: function
        for group in (_GENERAL, _VISITS, _ROWS, _LABORATORY, _EVENTS_AND_DOSES, _LESIONS, _SCORES)
        for function in group
    }
)
"""Every function by its name."""

COMPANION_ONLY = frozenset({"lab_range_flag", "lab_ctcae_grade", "lab_grade_needs_symptoms"})
"""Functions about the laboratory item a companion belongs to."""

LOOKS_BACK = frozenset({"prev", "prev_scheduled", "nadir"})
"""Functions that look at earlier visits only, so that an item may look at itself through them."""
