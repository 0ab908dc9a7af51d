"""What a protocol may decide about response: one frozen value that reaches every rule.

Source of the defaults: `derivations.md` §6 and §12; each is a parameter of the study of the same
meaning. The cut-offs of RECIST 1.1 itself (30 %, 20 %, 5 mm) are not settings.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .response import Response


class DateRule(StrEnum):
    """Which scan of a time point dates it."""

    EARLIEST = "EARLIEST"
    LATEST = "LATEST"


@dataclass(frozen=True, slots=True)
class RecistSettings:
    """Settings of RECIST 1.1, mRECIST and iRECIST.

    Attributes:
        confirm_days: Days from a CR or PR to its confirmation; exactly so many count.
        sd_min_days: Days from treatment start until stable disease counts; exactly so many count.
        max_ne: Assessments not evaluable that may lie between a response and its confirmation.
        continuing_response: True: a confirmed target response stays PR until PD (EORTC).
        nontarget_present_and_ne: Non-target response when some are present, another not evaluable.
        afp_normal_for_cr: True: non-target CR needs a normal AFP.
        pd_date_rule: Which scan dates a progression.
        response_date_rule: Which scan dates a CR or PR.
        max_targets: Target lesions allowed.
        max_targets_per_organ: Target lesions allowed in one organ.
        mrecist_pd_min_mm: Least absolute growth for PD in mRECIST; 0 in the 2010 paper.
        irecist_confirm_days: Days from iUPD before which a scan does not confirm it.
    """

    confirm_days: int = 28
    sd_min_days: int = 42
    max_ne: int = 1
    continuing_response: bool = True
    nontarget_present_and_ne: Response = Response.NE
    afp_normal_for_cr: bool = False
    pd_date_rule: DateRule = DateRule.EARLIEST
    response_date_rule: DateRule = DateRule.LATEST
    max_targets: int = 5
    max_targets_per_organ: int = 2
    mrecist_pd_min_mm: Decimal = Decimal(0)
    irecist_confirm_days: int = 28
