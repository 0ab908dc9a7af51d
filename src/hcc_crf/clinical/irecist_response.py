"""Response categories of iRECIST, how they combine, and the best of them.

Source: Seymour 2017 (Lancet Oncol 18:e143), Tables 2 and 3; `derivations.md` §8.
"""

from collections.abc import Iterable
from enum import StrEnum

from .response import Response, compute_overall


class IResponse(StrEnum):
    """A response of iRECIST; the prefix tells it from RECIST 1.1."""

    ICR = "iCR"
    IPR = "iPR"
    ISD = "iSD"
    NON_ICR_NON_IUPD = "NON-iCR/NON-iUPD"
    IUPD = "iUPD"
    ICPD = "iCPD"
    NE = "NE"
    ND = "ND"
    NA = "NA"


_PREFIXED = {
    Response.CR: IResponse.ICR,
    Response.PR: IResponse.IPR,
    Response.SD: IResponse.ISD,
    Response.NON_CR_NON_PD: IResponse.NON_ICR_NON_IUPD,
    Response.PD: IResponse.IUPD,
    Response.NE: IResponse.NE,
    Response.ND: IResponse.ND,
    Response.NA: IResponse.NA,
}
_BARE = {prefixed: bare for bare, prefixed in _PREFIXED.items()}
_BEST_FIRST = (
    IResponse.ICR,
    IResponse.IPR,
    IResponse.ISD,
    IResponse.NON_ICR_NON_IUPD,
    IResponse.ICPD,
    IResponse.IUPD,
    IResponse.ND,
)


def as_iresponse(response: Response) -> IResponse:
    """Return the response with its prefix; PD is unconfirmed until shown otherwise."""
    return _PREFIXED[response]


def compute_ioverall(
    target: IResponse, non_target: IResponse, *, has_new_lesion: bool
) -> IResponse:
    """Return the overall response of one time point from its categories.

    1. iCPD in target or non-target: iCPD.
    2. iUPD in one of them, or a new lesion not yet confirmed: iUPD.
    3. Otherwise as Tables 1 and 2 of RECIST 1.1.
    """
    if IResponse.ICPD in (target, non_target):  # (1)
        return IResponse.ICPD
    return as_iresponse(
        compute_overall(_BARE[target], _BARE[non_target], has_new_lesion=has_new_lesion)
    )


def compute_ibor(responses: Iterable[IResponse]) -> IResponse:
    """Return the best overall response of iRECIST.

    1. The best of iCR, iPR, iSD, Non-iCR/Non-iUPD before the first iCPD.
    2. Otherwise iCPD when there is one, then iUPD, then ND, then NE.
    """
    seen: set[IResponse] = set()
    for response in responses:
        seen.add(response)
        if response is IResponse.ICPD:
            break
    return next((response for response in _BEST_FIRST if response in seen), IResponse.NE)
