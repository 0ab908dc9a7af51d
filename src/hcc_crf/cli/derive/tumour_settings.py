"""Read the settings of tumour response from a case, over the defaults of the command."""

from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.response import Response
from hcc_crf.values import PartialDate

from .inputs import Case, ChoiceInput, Input, NumberInput, YesNoInput

_CONFIRM_DAYS = NumberInput("confirm_days", is_whole=True, about="28")
_SD_MIN_DAYS = NumberInput("sd_min_days", is_whole=True, about="42")
_MAX_NE = NumberInput("max_ne", is_whole=True, about="1")
_CONTINUING = YesNoInput("continuing_response", about="Y")
_PRESENT_AND_NE = ChoiceInput(
    "nontarget_present_and_ne", choices=(Response.NE, Response.NON_CR_NON_PD), about="NE"
)
_AFP_FOR_CR = YesNoInput("afp_normal_for_cr", about="N")
_PD_MIN_MM = NumberInput("mrecist_pd_min_mm", about="mRECIST only: 0")
INTERVAL_INPUTS: tuple[Input, ...] = (_CONFIRM_DAYS, _SD_MIN_DAYS, _MAX_NE)
EXPLAIN = YesNoInput("explain", about="Y: each time point says why; absent: N")
SETTINGS_INPUTS: tuple[Input, ...] = (
    *INTERVAL_INPUTS,
    _CONTINUING,
    _PRESENT_AND_NE,
    _AFP_FOR_CR,
    _PD_MIN_MM,
    EXPLAIN,
)
_DEFAULTS = RecistSettings()
_NAMES = frozenset(setting.name for setting in SETTINGS_INPUTS)


def write_date(date: PartialDate | None) -> str | None:
    """Write a date as known; null when there is none."""
    return None if date is None else date.iso


def read_settings(case: Case) -> RecistSettings:
    """Return the settings of a case over the defaults of the command."""
    default = _DEFAULTS
    if _NAMES.isdisjoint(case.fields):
        return default
    pd_min_mm = _PD_MIN_MM.read(case)
    present_and_ne = _PRESENT_AND_NE.read(case)
    return RecistSettings(
        confirm_days=_read_whole(_CONFIRM_DAYS, case, default.confirm_days),
        sd_min_days=_read_whole(_SD_MIN_DAYS, case, default.sd_min_days),
        max_ne=_read_whole(_MAX_NE, case, default.max_ne),
        continuing_response=_CONTINUING.read(case) is not False,
        nontarget_present_and_ne=present_and_ne or default.nontarget_present_and_ne,
        afp_normal_for_cr=_AFP_FOR_CR.read(case) is True,
        mrecist_pd_min_mm=default.mrecist_pd_min_mm if pd_min_mm is None else pd_min_mm,
    )


def _read_whole(number: NumberInput, case: Case, default: int) -> int:
    value = number.read(case)
    return default if value is None else int(value)
