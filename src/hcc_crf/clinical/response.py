"""Response categories of RECIST 1.1 and the tables that combine them.

Source: Eisenhauer 2009 (Eur J Cancer 45:228), Tables 1 and 2. The categories of target, non-target
and new lesions come from `recist_target`, `recist_nontarget` and `lesions`.
"""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

_ONE_DECIMAL = Decimal("0.1")


class Response(StrEnum):
    """A response at one time point, or the best of a course."""

    CR = "CR"
    PR = "PR"
    SD = "SD"
    NON_CR_NON_PD = "NON-CR/NON-PD"
    PD = "PD"
    NE = "NE"
    ND = "ND"
    """No disease at baseline, and none since."""
    NA = "NA"
    """The subject had no lesion of this kind at baseline."""


RESPONDERS = frozenset({Response.CR, Response.PR})
CONTROLLED = frozenset({Response.CR, Response.PR, Response.SD, Response.NON_CR_NON_PD})


def compute_overall(target: Response, non_target: Response, *, has_new_lesion: bool) -> Response:
    """Return the overall response of one time point.

    1. PD in target or non-target, or an unequivocal new lesion: PD.
    2. No target at baseline (Table 2): the non-target response; ND when there was none either.
    3. Target NE: NE.
    4. Target CR (Table 1): CR when non-targets are gone or there were none, otherwise PR.
    5. Otherwise the target response.
    """
    if has_new_lesion or Response.PD in (target, non_target):  # (1)
        return Response.PD
    if target is Response.NA:  # (2)
        return Response.ND if non_target is Response.NA else non_target
    if target is Response.CR and non_target not in (Response.CR, Response.NA):  # (4)
        return Response.PR
    return target  # (3) (5)


def compute_percent_change(value: Decimal, reference: Decimal) -> Decimal | None:
    """Return 100 × (value − reference) / reference, unrounded; `None` when the reference is 0."""
    return 100 * (value - reference) / reference if reference else None


def round_percent(percent: Decimal) -> Decimal:
    """Return a percentage for display: one decimal, half up away from zero, never −0.0."""
    return percent.quantize(_ONE_DECIMAL, ROUND_HALF_UP) + 0
